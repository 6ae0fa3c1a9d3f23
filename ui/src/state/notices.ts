// Short messages of the program: done, or refused. Told at the foot of the window and to screen readers; a refusal stays
// until it is dismissed, a confirmation goes by itself.
import { create } from "zustand";
import { toCallError } from "../platform/error";
import { sentenceOf } from "../text/errors";
import type { ProblemView } from "../wire/ProblemView";

export interface Notice {
  id: number;
  kind: "done" | "refused";
  what: string;
  todo?: string;
  /** One way on, for example 撤销. */
  action?: { label: string; run(): void };
  /** For the report to whoever maintains the program. */
  details?: string;
}

interface NoticeState {
  notices: Notice[];
}

export const useNotices = create<NoticeState>(() => ({ notices: [] }));

let nextId = 1;

export function sayDone(what: string, action?: Notice["action"]): void {
  add({ id: nextId++, kind: "done", what, ...(action ? { action } : {}) });
}

export function sayRefused(thrown: unknown): void {
  const error = toCallError(thrown);
  const { what, todo } = sentenceOf(error.code, error.data);
  const details = JSON.stringify({ command: error.command, code: error.code, message: error.message });
  add({ id: nextId++, kind: "refused", what, todo, details });
}

/** What stood in the way of a step, in one message. */
export function sayProblems(problems: readonly ProblemView[]): void {
  const sentences = problems.map((problem) => sentenceOf(problem.code, problem));
  const first = sentences[0];
  if (!first) return;
  const what = sentences
    .slice(0, 3)
    .map((sentence) => sentence.what)
    .join("");
  add({ id: nextId++, kind: "refused", what, todo: first.todo, details: JSON.stringify(problems) });
}

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** At most three at a time: an older confirmation makes room. */
function add(notice: Notice): void {
  useNotices.setState(({ notices }) => ({ notices: [...notices, notice].slice(-3) }));
}
