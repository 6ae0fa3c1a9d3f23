// Sizes and what of the sheet is in sight. Rows have one height, columns their own widths.
import type { Column, Row } from "./types";

export const ROW_HEIGHT = 32;
export const HEAD_HEIGHT = 28;
/** The lowest level of the head: the title, and the unit under it. */
export const LEAF_HEIGHT = 58;
const OVERSCAN = 4;

export interface Columns {
  /** Left edge of each column, and at the end the whole width. */
  edges: number[];
  total: number;
}

export function columnsOf(columns: readonly Column[], widthOf: (column: Column) => number | null): Columns {
  const edges = [0];
  for (const column of columns) {
    edges.push((edges.at(-1) ?? 0) + (widthOf(column) ?? column.width ?? naturalWidth(column)));
  }
  return { edges, total: edges.at(-1) ?? 0 };
}

/** Wide enough for a number of eight digits and for the title in two lines. */
export function naturalWidth(column: Column): number {
  const title = Math.ceil(textWidth(column.title) / 2) + 28;
  return Math.round(Math.max(92, Math.min(164, Math.max(title, textWidth(column.unit ?? "") + 20))));
}

/** The frozen column of row titles. */
export function rowHeadWidth(rows: readonly Row[], title: string): number {
  let widest = textWidth(title);
  for (const row of rows) {
    const hint = (row.hint ? textWidth(row.hint) + 12 : 0) + (row.unit ? textWidth(row.unit) + 4 : 0);
    widest = Math.max(widest, textWidth(row.title) + (row.indent ?? 0) * 14 + hint);
  }
  return Math.round(Math.max(120, Math.min(300, widest + 24)));
}

/** Ideographs are as wide as the type is high, other signs about half of that. */
export function textWidth(text: string): number {
  let width = 0;
  for (const sign of text) width += sign.charCodeAt(0) > 0x2e7f ? 13 : 7.5;
  return width;
}

export interface Window {
  from: number;
  /** One past the last. */
  to: number;
}

export function rowsInSight(top: number, height: number, count: number): Window {
  return {
    from: Math.max(0, Math.floor(top / ROW_HEIGHT) - OVERSCAN),
    to: Math.min(count, Math.ceil((top + height) / ROW_HEIGHT) + OVERSCAN),
  };
}

export function columnsInSight({ edges }: Columns, left: number, width: number): Window {
  const count = edges.length - 1;
  const from = Math.max(0, columnAt(edges, left) - 1);
  const to = Math.min(count, columnAt(edges, left + width) + 2);
  return { from, to };
}

/** The column that holds a place, clamped to the first and last. */
export function columnAt(edges: readonly number[], x: number): number {
  let low = 0;
  let high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((edges[middle] as number) <= x) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

/** The scroll position that brings a span into sight with the least movement. */
export function scrolledTo(position: number, sight: number, from: number, to: number): number {
  if (from < position) return from;
  return to > position + sight ? Math.max(0, to - sight) : position;
}
