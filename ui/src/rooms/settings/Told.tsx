// Over a page of settings: whose they are, where the person at the desk may only look at them; that two places disagree.
import { Alert } from "antd";
import { sentenceOf } from "../../text/errors";
import type { ProblemView } from "../../wire/ProblemView";

export interface ToldProps {
  locked: ProblemView | null;
  /** What is said where it was set differently in two places. */
  conflict: string | null;
}

export function Told({ locked, conflict }: ToldProps) {
  if (!locked && !conflict) return null;
  const why = locked && sentenceOf(locked.code, locked);
  return (
    <div className="set-told">
      {why ? (
        <Alert type="info" showIcon title={`${why.what}${why.todo}`} data-testid="settings-locked" />
      ) : null}
      {conflict ? <Alert type="warning" showIcon title={conflict} /> : null}
    </div>
  );
}
