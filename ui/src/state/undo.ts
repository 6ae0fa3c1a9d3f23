// Undo and redo of the ledger: what the next step would be, and doing it. What stood in the way is told.

import { shell } from "../text/shell";
import type { LedgerView } from "../wire/LedgerView";
import type { UndoAnswer } from "../wire/UndoAnswer";
import type { UndoView } from "../wire/UndoView";
import { useTell } from "./ask";
import { sayDone, sayProblems } from "./notices";

export interface Undoing {
  undoLabel: string | null;
  redoLabel: string | null;
  undo(): void;
  redo(): void;
}

export function useUndo(ledger: LedgerView): Undoing {
  const undo = useTell("undo", { onDone: (answer) => told(answer, shell.undone) });
  const redo = useTell("redo", { onDone: (answer) => told(answer, shell.redone) });
  return {
    undoLabel: labelOf(ledger.undo),
    redoLabel: labelOf(ledger.redo),
    undo: () => !undo.isPending && undo.mutate({}),
    redo: () => !redo.isPending && redo.mutate({}),
  };
}

export function labelOf(view: UndoView | null): string | null {
  return view && (view.rows > 1 ? shell.manyRows(view.word, view.rows) : view.word);
}

function told({ done, blocked }: UndoAnswer, sentence: (label: string) => string): void {
  if (blocked.length > 0) sayProblems(blocked);
  else if (done) sayDone(sentence(labelOf(done) ?? done.word));
  else sayDone(shell.nothingToUndo);
}
