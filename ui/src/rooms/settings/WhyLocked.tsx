// Over a page of settings that the person at the desk may look at and not change: whose they are.
import { Alert } from "antd";
import { sentenceOf } from "../../text/errors";
import type { ProblemView } from "../../wire/ProblemView";

export function WhyLocked({ problem }: { problem: ProblemView | null }) {
  if (!problem) return null;
  const { what, todo } = sentenceOf(problem.code, problem);
  return <Alert type="info" showIcon title={`${what}${todo}`} data-testid="settings-locked" />;
}
