// How an annex table lies on its page: columns and type as on paper, heights of rows from how their words break. Reckoned,
// not measured: an annex may have thousands of rows, and all pages must show the same columns. A full-width character is
// one em, everything else half of one.
import type { TableView } from "../../wire/TableView";

/** Half a point, a line and the air in a cell, in millimetres (see reports.css). */
const HALF_POINT = 25.4 / 144;
const LINE = 5.2;
const AIR = { across: 2.4, down: 2 };

export function emsOf(text: string): number {
  let ems = 0;
  for (const sign of text) ems += sign.charCodeAt(0) < 0x2000 ? 0.5 : 1;
  return ems;
}

/** Millimetres of its type. */
export function typeSize({ size }: TableView): number {
  return size * HALF_POINT;
}

/** Millimetres of each column, filling the width. */
export function columnWidths({ columns }: TableView, width: number): number[] {
  const sum = columns.reduce((all, column) => all + column.width, 0);
  return columns.map((column) => (column.width * width) / Math.max(1, sum));
}

/** Heights of the body rows under given widths. */
export function rowHeights(table: TableView, widths: readonly number[]): number[] {
  const type = typeSize(table);
  const room = widths.map((width) => Math.max(1, Math.floor(((width - AIR.across) / type) * 2) / 2));
  return table.rows.map((row) => {
    const lines = row.map((cell, column) =>
      cell.kind === "text" ? Math.ceil(emsOf(cell.text) / (room[column] ?? 1)) : 1,
    );
    return Math.max(1, ...lines) * LINE + AIR.down;
  });
}
