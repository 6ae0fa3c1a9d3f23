// How an annex table lies on its page: widths of columns from what stands in them, heights of rows from how their words
// break. Reckoned, not measured: an annex may have thousands of rows, and all pages must show the same columns. A
// full-width character is one em, everything else half of one.
import type { TableView } from "../../wire/TableView";

/** Size of the type, of a line and of the air in a cell, in millimetres (see reports.css). */
const TYPE = 3.7;
const LINE = 5.2;
const AIR = { across: 2.4, down: 2 };

/** The widest a column of words asks to be, in characters; longer texts break. */
const WIDEST = 16;
const NARROWEST = 2.5;

export function emsOf(text: string): number {
  let ems = 0;
  for (const sign of text) ems += sign.charCodeAt(0) < 0x2000 ? 0.5 : 1;
  return ems;
}

/** Millimetres of each column, filling the width. */
export function columnWidths(table: TableView, width: number): number[] {
  const count = columnCount(table);
  const heads = leafHeads(table, count);
  const asked = Array.from({ length: count }, (_, column) => {
    const cells = table.rows.map((row) => row[column]);
    const numeric = cells.some((cell) => cell && cell.kind !== "text");
    const texts = cells.map((cell) => emsOf(cell?.text ?? ""));
    // One long name among many must not push all columns aside; a number never breaks.
    const body = numeric ? Math.max(0, ...texts.slice(0, 2000)) : percentile(texts, 0.9);
    // A head of two lines, with a little air so that it does not become three.
    const head = Math.ceil(emsOf(heads[column] ?? "") / 2) + 0.3;
    return Math.max(NARROWEST, Math.min(WIDEST, Math.max(body, head))) * TYPE + AIR.across;
  });
  const sum = asked.reduce((all, one) => all + one, 0);
  return asked.map((one) => (one * width) / sum);
}

/** Heights of the body rows under given widths. */
export function rowHeights(table: TableView, widths: readonly number[]): number[] {
  const room = widths.map((width) => Math.max(1, Math.floor(((width - AIR.across) / TYPE) * 2) / 2));
  return table.rows.map((row) => {
    const lines = row.map((cell, column) =>
      cell.kind === "text" ? Math.ceil(emsOf(cell.text) / (room[column] ?? WIDEST)) : 1,
    );
    return Math.max(1, ...lines) * LINE + AIR.down;
  });
}

export function columnCount(table: TableView): number {
  const heads = (table.header[0] ?? []).reduce((sum, { columns }) => sum + Math.max(1, columns), 0);
  return Math.max(heads, ...table.rows.slice(0, 1).map((row) => row.length), 1);
}

/** The words directly over each column: those of the lowest head cell that spans one column. */
function leafHeads(table: TableView, count: number): string[] {
  const taken = table.header.map(() => Array.from({ length: count }, () => false));
  const words = Array.from({ length: count }, () => "");
  table.header.forEach((cells, row) => {
    let column = 0;
    for (const cell of cells) {
      while (column < count && taken[row]?.[column]) column++;
      const [columns, rows] = [Math.max(1, cell.columns), Math.max(1, cell.rows)];
      for (const line of taken.slice(row, row + rows)) line.fill(true, column, column + columns);
      if (columns === 1 && column < count) words[column] = cell.text;
      column += columns;
    }
  });
  return words;
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
