// The grid's state beside its content: which cells are selected, what is being typed, what was last done. Turns intents
// into moves and edits; the view only shows it.
import { useCallback, useEffect, useRef, useState } from "react";
import { grid as words } from "../../text/grid";
import { Draft } from "./draft";
import { inputOf } from "./interpret";
import type { Intent, Mode } from "./keys";
import type { GridModel } from "./model";
import {
  activeOf,
  advanced,
  at,
  clamped,
  cycled,
  includes,
  isSingle,
  jumped,
  moved,
  type Range,
  rangeOf,
  type Selection,
  same,
} from "./selection";
import {
  besideFilled,
  CLEAR,
  copied,
  covered,
  filledDown,
  filledRight,
  type Placed,
  pasted,
  relocated,
  repeated,
  type Transfer,
} from "./transfer";
import type { Action, Address, CellEdit } from "./types";

export interface SheetEvents {
  onEdit(edits: CellEdit[], action: Action): Promise<unknown> | undefined;
  onUndo?: (() => void) | undefined;
  onRedo?: (() => void) | undefined;
  onFind(): void;
  /** 批注 of the active cell. */
  onNote(): boolean;
  /** Brings a cell into sight. */
  reveal(at: Address): void;
  /** Rows and columns that fit, for Page Up and Page Down. */
  page(): { rows: number; columns: number };
}

export interface SheetState {
  selection: Selection;
  mode: Mode;
  draft: Draft;
  /** Told to screen readers and shown at the foot. */
  said: string;
  /** What was cut and not yet put down. */
  cutting: Range | null;
  select(selection: Selection): void;
  extend(to: Address): void;
  /** Enters a cell for typing; with text it replaces what is there. */
  type(text: string): void;
  startEditing(): void;
  startTyping(): void;
  commit(): void;
  /** Answers false when the key is not ours after all. */
  perform(intent: Intent): boolean;
  paste(text: string): void;
  copy(): string;
  cut(): string;
  /** The fill handle let go over a larger range, or pressed twice. */
  fillTo(whole: Range): void;
  fillBeside(): void;
  say(text: string): void;
}

/** A selection with the names of its active cell, which stay when places change. */
interface Placing {
  selection: Selection;
  row: string;
  column: string;
}

/** The clipboard may come back with other line ends. */
function sameLines(a: string, b: string): boolean {
  const plain = (text: string) => text.replaceAll("\r\n", "\n").replace(/\n$/, "");
  return plain(a) === plain(b);
}

function placing(model: GridModel, selection: Selection): Placing {
  const { row, column } = clamped(model, activeOf(selection));
  return { selection, row: model.rowList[row]?.key ?? "", column: model.columnList[column]?.key ?? "" };
}

/** The selection where its active cell went, or null when it stayed or is gone. */
function carriedBy(model: GridModel, { selection, row, column }: Placing): Selection | null {
  const to = model.addressOf(row, column);
  return !to || same(to, activeOf(selection)) ? null : at(to.row, to.column);
}

export function useSheet(model: GridModel, events: SheetEvents): SheetState {
  const [placed, setPlaced] = useState<Placing>(() => placing(model, at(0, 0)));
  const [mode, setMode] = useState<Mode>("idle");
  const [draft] = useState(() => new Draft());
  const [said, say] = useState("");
  const [cutting, setCutting] = useState<{ range: Range; text: string } | null>(null);
  // Where a run of Tabs began: Enter goes back under it, as in a spreadsheet.
  const tabFrom = useRef<number | null>(null);
  const latest = useRef(events);
  latest.current = events;

  // Rows that come, go or move under the active cell do not carry it elsewhere, least of all while something is typed.
  const carried = carriedBy(model, placed);
  if (carried) setPlaced(placing(model, carried));
  const { selection } = carried ? { selection: carried } : placed;
  const active = clamped(model, activeOf(selection));
  const [anchor, focus] = [clamped(model, selection.anchor), clamped(model, selection.focus)];
  const shown: Selection = { anchor, focus, active };
  const range = rangeOf(shown);

  // biome-ignore lint/correctness/useExhaustiveDependencies: only a move brings a cell into sight.
  useEffect(() => {
    latest.current.reveal(shown.focus);
  }, [shown.focus.row, shown.focus.column]);

  const setSelection = (next: Selection) => setPlaced(placing(model, next));

  const send = useCallback(
    (placed: readonly Placed[], action: Action, taken?: (count: number) => void) => {
      const edits = placed.flatMap((cell) => model.edit(cell) ?? []);
      if (edits.length === 0) return taken?.(0);
      setCutting(null);
      const batch = model.begin(edits);
      const answer = latest.current.onEdit(edits, action);
      if (!answer) return taken?.(edits.length);
      answer.then(
        (count) => {
          // The new content has been asked for; it is drawn within the next frames, and until then the patches show it.
          setTimeout(() => model.settle(batch), 40);
          taken?.(typeof count === "number" ? count : edits.length);
        },
        () => model.fail(batch, words.notSaved),
      );
    },
    [model],
  );

  const select = (next: Selection) => {
    setSelection(next);
    say("");
  };

  const leave = () => {
    setMode("idle");
    draft.set("");
  };

  const commit = () => {
    if (mode === "idle") return;
    const { row, column } = placed;
    const typed = draft.get();
    // The row went away while somebody typed into it: the ledger still gets the words, under the names they were for.
    if (!model.addressOf(row, column))
      latest.current.onEdit([{ row, column, input: inputOf(typed) }], "type");
    else if (typed !== model.cell(active).raw || model.failed(active)) {
      send([{ at: active, input: inputOf(typed) }], "type");
    }
    leave();
  };

  // A page that is left by a key takes nothing away that was being typed.
  const leaving = useRef(commit);
  leaving.current = commit;
  useEffect(() => () => leaving.current(), []);

  const transfer = (
    { edits, locked, outside }: Transfer,
    action: Action,
    sentence: (count: number) => string,
  ) => {
    const tell = (count: number) => {
      if (count === 0 && edits.length > 0) return;
      const parts = [
        count > 0 || locked + outside === 0 ? sentence(count) : "",
        locked > 0 ? words.locked(locked) : "",
        outside > 0 ? words.outside(outside) : "",
      ];
      say(parts.filter(Boolean).join("，"));
    };
    // Of a pasted block somebody may be asked first.
    if (action === "paste") {
      say("");
      return send(edits, action, tell);
    }
    send(edits, action);
    tell(edits.length);
  };

  const startEditing = () => {
    if (model.readOnly(active)) return say(words.lockedCell);
    draft.set(model.cell(active).raw);
    setMode("editing");
  };

  const startTyping = () => {
    if (model.readOnly(active)) return say(words.lockedCell);
    if (mode === "idle") setMode("typing");
  };

  const type = (text: string) => {
    if (mode === "idle" && model.readOnly(active)) return say(words.lockedCell);
    draft.set(text);
    if (mode === "idle") setMode("typing");
  };

  const advance = (direction: "up" | "down" | "left" | "right"): boolean => {
    if (!isSingle(shown)) {
      commit();
      setSelection({ anchor, focus, active: cycled(model, range, active, direction) });
      say("");
      return true;
    }
    const sideways = direction === "left" || direction === "right";
    const origin =
      direction === "down" && tabFrom.current !== null
        ? { row: active.row, column: tabFrom.current }
        : active;
    const next = advanced(model, origin, direction);
    if (sideways && mode === "idle" && same(next, active)) return false;
    commit();
    tabFrom.current = sideways ? (tabFrom.current ?? active.column) : null;
    select(at(next.row, next.column));
    return true;
  };

  const go = (to: Address, extend: boolean) => {
    tabFrom.current = null;
    if (mode !== "idle") commit();
    if (extend) setSelection({ anchor: active, focus: to });
    else select(at(to.row, to.column));
  };

  const perform = (intent: Intent): boolean => {
    const from = "extend" in intent && intent.extend ? shown.focus : active;
    switch (intent.do) {
      case "move":
        go((intent.jump ? jumped : moved)(model, from, intent.direction), intent.extend);
        return true;
      case "page": {
        const { rows, columns } = latest.current.page();
        const sideways = intent.direction === "left" || intent.direction === "right";
        go(moved(model, from, intent.direction, Math.max(1, (sideways ? columns : rows) - 1)), intent.extend);
        return true;
      }
      case "edge": {
        const row = intent.whole ? (intent.edge === "home" ? 0 : model.rows - 1) : from.row;
        go({ row, column: intent.edge === "home" ? 0 : model.columns - 1 }, intent.extend);
        return true;
      }
      case "advance":
        return advance(intent.direction);
      case "edit":
        startEditing();
        return true;
      case "cancel": {
        const idle = mode === "idle";
        const something = !idle || cutting !== null;
        if (idle) setCutting(null);
        else leave();
        return something;
      }
      case "commit":
        if (isSingle(shown)) {
          commit();
          return false;
        }
        transfer(covered(model, range, inputOf(draft.get())), "fill", words.filledCells);
        leave();
        return true;
      case "find":
        latest.current.onFind();
        return true;
      case "note":
        return latest.current.onNote();
      case "whole":
        setSelection(
          intent.of === "row"
            ? {
                anchor: { row: range.top, column: 0 },
                focus: { row: range.bottom, column: model.columns - 1 },
              }
            : {
                anchor: { row: 0, column: range.left },
                focus: { row: model.rows - 1, column: range.right },
              },
        );
        return true;
      case "clear":
        transfer(covered(model, range, CLEAR), "clear", words.cleared);
        return true;
      case "nil":
      case "na": {
        const [input, word] =
          intent.do === "nil"
            ? [{ type: "nil" } as const, words.states.nil]
            : [{ type: "not_applicable" } as const, words.states.na];
        transfer(covered(model, range, input), isSingle(shown) ? "type" : "fill", (count) =>
          words.marked(count, word),
        );
        return true;
      }
      case "fill":
        transfer(
          (intent.direction === "down" ? filledDown : filledRight)(model, range),
          "fill",
          words.filledCells,
        );
        return true;
      case "undo":
      case "redo": {
        const run = intent.do === "undo" ? latest.current.onUndo : latest.current.onRedo;
        run?.();
        return run !== undefined;
      }
      case "all":
        setSelection({
          anchor: { row: 0, column: 0 },
          focus: { row: model.rows - 1, column: model.columns - 1 },
        });
        return true;
    }
  };

  const fillTo = (whole: Range) => {
    transfer(repeated(model, range, whole), "fill", words.filledCells);
    setSelection({
      anchor: { row: whole.top, column: whole.left },
      focus: { row: whole.bottom, column: whole.right },
    });
  };

  const size = (range.bottom - range.top + 1) * (range.right - range.left + 1);
  return {
    selection: shown,
    mode,
    draft,
    said,
    cutting: cutting?.range ?? null,
    select: (next) => {
      tabFrom.current = null;
      if (mode !== "idle") commit();
      select(next);
    },
    extend: (to) => setSelection({ anchor: active, focus: clamped(model, to) }),
    type,
    startEditing,
    startTyping,
    commit,
    perform,
    paste(text) {
      const corner = { row: range.top, column: range.left };
      if (cutting && sameLines(cutting.text, text)) {
        const { top, left, bottom, right } = cutting.range;
        transfer(relocated(model, cutting.range, corner), "move", words.moved);
        const focus = { row: corner.row + bottom - top, column: corner.column + right - left };
        setSelection({ anchor: corner, focus: clamped(model, focus) });
        return;
      }
      const done = pasted(model, range, text);
      transfer(done, "paste", words.pasted);
      const last = done.edits.at(-1)?.at;
      if (last && !includes(range, last)) setSelection({ anchor: corner, focus: last });
    },
    copy() {
      setCutting(null);
      say(words.copied(size));
      return copied(model, range);
    },
    cut() {
      const text = copied(model, range);
      setCutting({ range, text });
      say(words.cut(size));
      return text;
    },
    fillTo,
    fillBeside() {
      const whole = besideFilled(model, range);
      if (whole) fillTo(whole);
      else say(words.nothingBeside);
    },
    say,
  };
}
