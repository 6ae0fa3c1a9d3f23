// How an annex table lies on its page: the widths its columns ask for in proportion, heights of rows from how their words
// break. Reckoned, not measured: an annex may have thousands of rows, and all pages must show the same columns. A
// full-width character is one em, everything else half of one.
import type { TableView } from "../../wire/TableView";

/** Size of the type, of a line and of the air in a cell, in millimetres (see reports.css). */
const TYPE = 3.7;
const LINE = 5.2;
const AIR = { across: 2.4, down: 2 };

export function emsOf(text: string): number {
  let ems = 0;
  for (const sign of text) ems += sign.charCodeAt(0) < 0x2000 ? 0.5 : 1;
  return ems;
}

/** Millimetres of each column, filling the width. */
export function columnWidths({ columns }: TableView, width: number): number[] {
  const sum = columns.reduce((all, column) => all + column.width, 0);
  return columns.map((column) => (column.width * width) / Math.max(1, sum));
}

/** Heights of the body rows under given widths. */
export function rowHeights(table: TableView, widths: readonly number[]): number[] {
  const room = widths.map((width) => Math.max(1, Math.floor(((width - AIR.across) / TYPE) * 2) / 2));
  return table.rows.map((row) => {
    const lines = row.map((cell, column) =>
      cell.kind === "text" ? Math.ceil(emsOf(cell.text) / (room[column] ?? 1)) : 1,
    );
    return Math.max(1, ...lines) * LINE + AIR.down;
  });
}
