// Which cells are selected, and where keys and the mouse take the selection. The anchor is the active cell until Enter or Tab
// go through a larger selection; the focus is the corner that Shift moves.
import type { Address, Sheet } from "./types";

export interface Selection {
  anchor: Address;
  focus: Address;
  /** The active cell, where it is not the anchor. */
  active?: Address;
}

export function activeOf({ anchor, active }: Selection): Address {
  return active ?? anchor;
}

export interface Range {
  top: number;
  left: number;
  bottom: number;
  right: number;
}

export type Direction = "up" | "down" | "left" | "right";

export function at(row: number, column: number): Selection {
  return { anchor: { row, column }, focus: { row, column } };
}

export function rangeOf({ anchor, focus }: Selection): Range {
  return {
    top: Math.min(anchor.row, focus.row),
    bottom: Math.max(anchor.row, focus.row),
    left: Math.min(anchor.column, focus.column),
    right: Math.max(anchor.column, focus.column),
  };
}

export function isSingle({ anchor, focus }: Selection): boolean {
  return anchor.row === focus.row && anchor.column === focus.column;
}

export function moved(sheet: Sheet, from: Address, direction: Direction, by = 1): Address {
  const [row, column] = VECTORS[direction];
  return clamped(sheet, { row: from.row + row * by, column: from.column + column * by });
}

/** Ctrl+arrow: to the end of a filled block, or over a gap to the next filled cell, or to the edge. */
export function jumped(sheet: Sheet, from: Address, direction: Direction): Address {
  const filled = (cell: Address) => sheet.cell(cell).text !== "";
  const next = moved(sheet, from, direction);
  if (same(next, from)) return from;
  let here = next;
  const inBlock = filled(from) && filled(next);
  for (;;) {
    const beyond = moved(sheet, here, direction);
    if (same(beyond, here)) return here;
    if (inBlock ? !filled(beyond) : filled(here)) return here;
    here = beyond;
  }
}

/**
 * Enter and Tab: the next cell that may be typed into. Tab goes on in the next row, Enter in the next column; where there
 * is none, the plain next cell.
 */
export function advanced(sheet: Sheet, from: Address, direction: Direction): Address {
  const along = direction === "left" || direction === "right" ? sheet.columns : sheet.rows;
  const back = direction === "left" || direction === "up";
  const total = sheet.rows * sheet.columns;
  const index = (cell: Address) =>
    along === sheet.columns && (direction === "left" || direction === "right")
      ? cell.row * sheet.columns + cell.column
      : cell.column * sheet.rows + cell.row;
  const place = (number: number): Address =>
    direction === "left" || direction === "right"
      ? { row: Math.floor(number / sheet.columns), column: number % sheet.columns }
      : { row: number % sheet.rows, column: Math.floor(number / sheet.rows) };
  for (let number = index(from) + (back ? -1 : 1); number >= 0 && number < total; number += back ? -1 : 1) {
    const candidate = place(number);
    if (!sheet.readOnly(candidate)) return candidate;
  }
  return moved(sheet, from, direction);
}

/** Enter and Tab inside a selection: its next cell that may be typed into, from the last one on to the first. */
export function cycled(sheet: Sheet, range: Range, from: Address, direction: Direction): Address {
  const [height, width] = [range.bottom - range.top + 1, range.right - range.left + 1];
  const across = direction === "left" || direction === "right";
  const step = direction === "left" || direction === "up" ? -1 : 1;
  const [row, column] = [from.row - range.top, from.column - range.left];
  const begun = across ? row * width + column : column * height + row;
  const total = height * width;
  for (let passed = 1; passed < total; passed += 1) {
    const number = (begun + step * passed + total) % total;
    const to = across
      ? { row: range.top + Math.floor(number / width), column: range.left + (number % width) }
      : { row: range.top + (number % height), column: range.left + Math.floor(number / height) };
    if (!sheet.readOnly(to)) return to;
  }
  return from;
}

export function clamped(sheet: Sheet, { row, column }: Address): Address {
  return {
    row: Math.max(0, Math.min(sheet.rows - 1, row)),
    column: Math.max(0, Math.min(sheet.columns - 1, column)),
  };
}

export function same(a: Address, b: Address): boolean {
  return a.row === b.row && a.column === b.column;
}

/** The range grown towards a place outside of it, on the side where the place is farther off; none while it is inside. */
export function grown(range: Range, { row, column }: Address): Range | null {
  const down = Math.max(row - range.bottom, range.top - row, 0);
  const across = Math.max(column - range.right, range.left - column, 0);
  if (down === 0 && across === 0) return null;
  return down >= across
    ? { ...range, top: Math.min(range.top, row), bottom: Math.max(range.bottom, row) }
    : { ...range, left: Math.min(range.left, column), right: Math.max(range.right, column) };
}

export function includes(range: Range, { row, column }: Address): boolean {
  return row >= range.top && row <= range.bottom && column >= range.left && column <= range.right;
}

const VECTORS: Record<Direction, [number, number]> = {
  up: [-1, 0],
  down: [1, 0],
  left: [0, -1],
  right: [0, 1],
};
