// What a refusal of this room's commands says in detail, at cells and at fields.
import { isCallError } from "../../platform";
import { sentenceOf } from "../../text/errors";
import type { ProblemView } from "../../wire/ProblemView";

export function problemsOf(thrown: unknown): readonly ProblemView[] {
  return isCallError(thrown) ? thrown.problems : [];
}

export function sentenceOfProblem(problem: ProblemView): string {
  const { what, todo } = sentenceOf(problem.code, problem);
  return `${what}${todo}`;
}
