// What a refusal of this room's commands says in detail, as sentences at fields.

import { documentProblems } from "../../text/documents";
import { sentenceOf, tell } from "../../text/errors";
import type { ProblemView } from "../../wire/ProblemView";

tell(
  Object.fromEntries(
    Object.entries(documentProblems).map(([code, sentence]) => [
      code,
      (data: Record<string, unknown>) => ({ what: sentence(detailOf(data)), todo: "" }),
    ]),
  ),
);

export function problemsOf(thrown: unknown): ProblemView[] {
  if (typeof thrown !== "object" || thrown === null || !("problems" in thrown)) return [];
  return Array.isArray(thrown.problems) ? (thrown.problems as ProblemView[]) : [];
}

export function sentenceOfProblem(problem: ProblemView): string {
  const { what, todo } = sentenceOf(problem.code, problem);
  return `${what}${todo}`;
}

function detailOf(data: Record<string, unknown>): readonly string[] {
  return Array.isArray(data.detail) ? data.detail : [];
}
