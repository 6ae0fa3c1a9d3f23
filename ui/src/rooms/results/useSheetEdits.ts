// Edits of the sheet on their way to the ledger and back: in turn, shown at once by the grid, taken over from the answer.
import { useQueryClient } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { interpreted } from "../../parts/grid/interpret";
import type { Action, CellEdit } from "../../parts/grid/types";
import { type Answer, call } from "../../platform";
import { refresh } from "../../state/ask";
import { sayDone, sayProblems, sayRefused } from "../../state/notices";
import { results as text } from "../../text/results";
import { shell } from "../../text/shell";
import type { SheetView } from "./cells";
import { gathered, turns } from "./inTurn";
import { changesOf, type Unreadable, unreadableOf, without } from "./sheet.logic";

export interface PastePreview {
  all: number;
  unreadable: readonly Unreadable[];
  answer(choice: "all" | "good" | "none"): void;
}

export interface SheetEdits {
  onEdit(edits: CellEdit[], action: Action): Promise<number>;
  onUndo(): void;
  onRedo(): void;
  /** Resolves when everything sent so far has been answered and shows. */
  settled(): Promise<void>;
  preview: PastePreview | null;
}

export function useSheetEdits(form: string, view: SheetView): SheetEdits {
  const client = useQueryClient();
  const shown = useRef(view);
  shown.current = view;
  const [preview, setPreview] = useState<PastePreview | null>(null);
  const queue = useMemo(turns, []);
  // The sheet first, so that its sums follow what is typed; what the rest of the window shows may take longer.
  const again = useMemo(() => {
    const elsewhere = gathered((rooms) => refresh(client, rooms, "grid"));
    return gathered(async (rooms) => {
      await client.invalidateQueries({ queryKey: ["grid"] });
      void elsewhere.ask(rooms);
    });
  }, [client]);

  const send = async (edits: readonly CellEdit[], action: Action, known = 1) => {
    const changes = changesOf(edits, shown.current);
    if (changes.length === 0) return 0;
    try {
      const answer = await queue.run(() => call("fill", { form, action, changes, reason: null }));
      tellFilled(answer, known);
      await again.ask(answer.changed.rooms);
      return changes.length - answer.refused.length;
    } catch (thrown) {
      sayRefused(thrown);
      throw thrown;
    }
  };

  const pasted = async (edits: readonly CellEdit[]) => {
    const unreadable = unreadableOf(edits, shown.current, interpreted);
    if (unreadable.length === 0) return send(edits, "paste");
    const choice = await new Promise<"all" | "good" | "none">((answer) =>
      setPreview({ all: edits.length, unreadable, answer }),
    );
    setPreview(null);
    if (choice === "none") return 0;
    if (choice === "all") return send(edits, "paste", unreadable.length);
    return send(without(edits, unreadable), "paste");
  };

  const back = async (cmd: "undo" | "redo") => {
    try {
      const { done, blocked, changed } = await queue.run(() => call(cmd, {}));
      if (blocked.length > 0) return sayProblems(blocked);
      const label = done && done.rows > 1 ? shell.manyRows(done.word, done.rows) : done?.word;
      sayDone(label ? (cmd === "undo" ? shell.undone : shell.redone)(label) : shell.nothingToUndo);
      await again.ask(changed.rooms);
    } catch (thrown) {
      sayRefused(thrown);
    }
  };

  return {
    onEdit: (edits, action) => (action === "paste" ? pasted(edits) : send(edits, action)),
    onUndo: () => void back("undo"),
    onRedo: () => void back("redo"),
    async settled() {
      await queue.run(async () => undefined);
      await again.ask(["results"]);
    },
    preview,
  };
}

/** Only what was not written as it was typed is told, unless so many are known already: one shows under the hands, and
 * those of a block were listed before it was written. */
function tellFilled({ drafts, refused }: Answer<"fill">, known: number): void {
  if (refused.length > 0) sayProblems(refused.map(({ problem }) => problem));
  else if (drafts.length > known) sayDone(text.keptAsDraft(drafts.length));
}
