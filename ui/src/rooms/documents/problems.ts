// What a refusal of this room's commands says in detail, at the fields of its forms.
import { isCallError } from "../../platform";
import { targetProblems } from "../../text/documents";
import { sentenceOf } from "../../text/errors";
import type { ProblemView } from "../../wire/ProblemView";

export function problemsOf(thrown: unknown): readonly ProblemView[] {
  return isCallError(thrown) ? thrown.problems : [];
}

export function sentenceOfProblem(problem: ProblemView): string {
  const own = targetProblems[problem.code]?.(problem.detail, problem.place);
  if (own) return own.join("");
  const { what, todo } = sentenceOf(problem.code, problem);
  return `${what}${todo}`;
}
