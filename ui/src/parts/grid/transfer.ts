// Moving content in blocks: copy, paste, fill, clear. Every one answers the edits to make and what could not be done;
// nothing here changes the sheet.
import { parseTsv, printTsv } from "../../lib/tsv";
import { inputOf } from "./interpret";
import { includes, type Range } from "./selection";
import type { Address, Input, Sheet } from "./types";

export interface Placed {
  at: Address;
  input: Input;
  /** Where it was cut. */
  from?: Address;
}

export interface Transfer {
  edits: Placed[];
  /** Cells left alone because they may not be typed into. */
  locked: number;
  /** Cells of the clipboard that lay beyond the sheet. */
  outside: number;
}

/** The range as a spreadsheet takes it: numbers without separators, states by their words. */
export function copied(sheet: Sheet, { top, left, bottom, right }: Range): string {
  const rows: string[][] = [];
  for (let row = top; row <= bottom; row++) {
    const cells: string[] = [];
    for (let column = left; column <= right; column++) {
      const cell = sheet.cell({ row, column });
      cells.push(cell.state === "number" || cell.state === "raw" ? cell.raw : plain(cell.text));
    }
    rows.push(cells);
  }
  return printTsv(rows);
}

/**
 * The clipboard into the sheet from the range's corner. One copied cell fills the whole range, and a block that fits the
 * range several times is repeated, as spreadsheets do.
 */
export function pasted(sheet: Sheet, range: Range, text: string): Transfer {
  const source = parseTsv(text);
  const height = source.length;
  const width = Math.max(...source.map((row) => row.length));
  const [rows, columns] = [range.bottom - range.top + 1, range.right - range.left + 1];
  const repeats = rows % height === 0 && columns % width === 0;
  const [tall, wide] = repeats ? [rows, columns] : [height, width];
  const transfer: Transfer = { edits: [], locked: 0, outside: 0 };
  for (let r = 0; r < tall; r++) {
    const line = source[r % height] ?? [];
    for (let c = 0; c < wide; c++) {
      const cell = line[c % width];
      // A short line of a ragged block says nothing about the cells it lacks.
      if (cell !== undefined)
        place(sheet, transfer, { row: range.top + r, column: range.left + c }, inputOf(cell));
    }
  }
  return transfer;
}

/** Ctrl+D: the top row of the range down over the rest; a single row takes the row above it. */
export function filledDown(sheet: Sheet, range: Range): Transfer {
  const from = range.top === range.bottom ? range.top - 1 : range.top;
  return spread(
    sheet,
    range,
    range.top === range.bottom ? range.top : range.top + 1,
    range.left,
    ({ column }) => ({
      row: from,
      column,
    }),
  );
}

/** Ctrl+R: the left column of the range over the rest; a single column takes the one before it. */
export function filledRight(sheet: Sheet, range: Range): Transfer {
  const from = range.left === range.right ? range.left - 1 : range.left;
  return spread(
    sheet,
    range,
    range.top,
    range.left === range.right ? range.left : range.left + 1,
    ({ row }) => ({
      row,
      column: from,
    }),
  );
}

/**
 * The fill handle: what is in the range, repeated over the rest of the larger one. Nothing is continued as a series:
 * figures are reported, not extrapolated.
 */
export function repeated(sheet: Sheet, source: Range, whole: Range): Transfer {
  const transfer: Transfer = { edits: [], locked: 0, outside: 0 };
  const [height, width] = [source.bottom - source.top + 1, source.right - source.left + 1];
  const within = (place: number, from: number, size: number) =>
    from + ((((place - from) % size) + size) % size);
  for (let row = whole.top; row <= whole.bottom; row++) {
    for (let column = whole.left; column <= whole.right; column++) {
      if (includes(source, { row, column })) continue;
      const from = { row: within(row, source.top, height), column: within(column, source.left, width) };
      place(sheet, transfer, { row, column }, inputLike(sheet, from));
    }
  }
  return transfer;
}

/** The fill handle pressed twice: down for as far as the column beside it is filled. */
export function besideFilled(sheet: Sheet, range: Range): Range | null {
  const filled = (row: number, column: number) =>
    column >= 0 && column < sheet.columns && sheet.cell({ row, column }).text !== "";
  const open = (row: number) => row < sheet.rows && !sheet.readOnly({ row, column: range.left });
  for (const column of [range.left - 1, range.right + 1]) {
    let bottom = range.bottom;
    while (open(bottom + 1) && filled(bottom + 1, column)) bottom++;
    if (bottom > range.bottom) return { ...range, bottom };
  }
  return null;
}

/** Cut and paste: what can be put down elsewhere goes away here; what cannot stays where it was. */
export function relocated(sheet: Sheet, source: Range, to: Address): Transfer {
  const transfer: Transfer = { edits: [], locked: 0, outside: 0 };
  const emptied: Address[] = [];
  for (let row = source.top; row <= source.bottom; row++) {
    for (let column = source.left; column <= source.right; column++) {
      const target = { row: to.row + row - source.top, column: to.column + column - source.left };
      const before = transfer.edits.length;
      place(sheet, transfer, target, inputLike(sheet, { row, column }), { row, column });
      if (transfer.edits.length > before && !sheet.readOnly({ row, column })) emptied.push({ row, column });
    }
  }
  const filled = {
    top: to.row,
    left: to.column,
    bottom: to.row + source.bottom - source.top,
    right: to.column + source.right - source.left,
  };
  const left = emptied.filter((at) => !includes(filled, at) && sheet.cell(at).state !== "not_reported");
  transfer.edits.push(...left.map((at) => ({ at, input: CLEAR })));
  return transfer;
}

/** One input over the whole range: 零报告, 不适用, or nothing for clearing. Empty cells are not cleared again. */
export function covered(sheet: Sheet, { top, left, bottom, right }: Range, input: Input): Transfer {
  const transfer: Transfer = { edits: [], locked: 0, outside: 0 };
  const clearing = input.type === "text" && input.text === "";
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      if (clearing && sheet.cell({ row, column }).state === "not_reported") continue;
      place(sheet, transfer, { row, column }, input);
    }
  }
  return transfer;
}

export const CLEAR: Input = { type: "text", text: "" };

function spread(
  sheet: Sheet,
  range: Range,
  top: number,
  left: number,
  sourceOf: (to: Address) => Address,
): Transfer {
  const transfer: Transfer = { edits: [], locked: 0, outside: 0 };
  for (let row = top; row <= range.bottom; row++) {
    for (let column = left; column <= range.right; column++) {
      const from = sourceOf({ row, column });
      if (from.row < 0 || from.column < 0) continue;
      place(sheet, transfer, { row, column }, inputLike(sheet, from));
    }
  }
  return transfer;
}

function inputLike(sheet: Sheet, from: Address): Input {
  const { state, raw, text } = sheet.cell(from);
  if (state === "nil") return { type: "nil" };
  if (state === "na") return { type: "not_applicable" };
  if (state === "number" || state === "raw" || state === "conflict") return { type: "text", text: raw };
  // A sum or 无任务 above an entry cell gives what is printed, if it is a number.
  return { type: "text", text: state === "computed" ? plain(text) : "" };
}

function place(sheet: Sheet, transfer: Transfer, at: Address, input: Input, from?: Address): void {
  if (at.row >= sheet.rows || at.column >= sheet.columns) transfer.outside++;
  else if (sheet.readOnly(at)) transfer.locked++;
  // What is locked is copied and keeps what is its own.
  else transfer.edits.push(from && !sheet.readOnly(from) ? { at, input, from } : { at, input });
}

/** A printed number as spreadsheets read it. */
function plain(text: string): string {
  return /^−?[\d,]+(\.\d+)?$/.test(text) ? text.replaceAll(",", "").replace("−", "-") : text;
}
