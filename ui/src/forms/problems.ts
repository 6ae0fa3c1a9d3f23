// What a refusal says in detail, at the fields of a form.
import { isCallError } from "../platform";
import { sentenceOf } from "../text/errors";
import { targetProblems } from "../text/target-form";
import type { ProblemView } from "../wire/ProblemView";

export function problemsOf(thrown: unknown): readonly ProblemView[] {
  return isCallError(thrown) ? thrown.problems : [];
}

export function sentenceOfProblem(problem: ProblemView): string {
  const own = targetProblems[problem.code]?.(problem.detail, problem.place);
  if (own) return own.join("");
  const { what, todo } = sentenceOf(problem.code, problem);
  return `${what}${todo}`;
}
