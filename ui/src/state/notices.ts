// Short messages of the program: done, or refused. Told at the foot of the window and to screen readers; a refusal stays
// until it is dismissed, a confirmation goes by itself.
import { create } from "zustand";
import { toCallError } from "../platform/error";
import { sentenceOfRefusal } from "../text/errors";
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
  // Giving up in a dialog is no failure and needs no message.
  if (error.code === "cancelled") return;
  const { what, todo } = sentenceOfRefusal(error.code, error.data, error.problems);
  const { command, code, message, problems } = error;
  const details = JSON.stringify({ command, code, message, problems });
  add({ id: nextId++, kind: "refused", what, todo, details });
}

/** What stood in the way of a step, in one message. */
export function sayProblems(problems: readonly ProblemView[]): void {
  if (problems.length === 0) return;
  const { what, todo } = sentenceOfRefusal("refused", null, problems);
  add({ id: nextId++, kind: "refused", what, todo, details: JSON.stringify(problems) });
}

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) }));
}

/** At most three at a time: an older confirmation makes room. */
function add(notice: Notice): void {
  useNotices.setState(({ notices }) => ({ notices: [...notices, notice].slice(-3) }));
}
