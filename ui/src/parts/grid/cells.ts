// The cells of a sheet that are not plain 未报, by place. In a long sheet most cells differ by their text alone, so a cell
// is put together when it is looked at, and going through all of them makes none.
import type { Address, Cell, Column, PlacedCell, Row } from "./types";

/** What is said of a cell beside its text. */
export type CellKind = Omit<Cell, "text" | "raw">;

export interface Cells {
  at(place: Address): Cell | undefined;
  kind(place: Address): CellKind | undefined;
  /** Each once, column by column. */
  each(visit: Visit): void;
}

/** `raw` is none where it is the text without separators. */
export type Visit = (kind: CellKind, row: number, column: number, text: string, raw: string | null) => void;

/** The cells of a sheet that is short enough to have them one by one; what is not on it falls away. */
export function placedCells(
  rows: readonly Row[],
  columns: readonly Column[],
  cells: readonly PlacedCell[],
): Cells {
  const rowAt = new Map(rows.map(({ key }, at) => [key, at]));
  const columnAt = new Map(columns.map(({ key }, at) => [key, at]));
  const store: (Cell | undefined)[][] = columns.map(() => []);
  for (const cell of cells) {
    const [row, column] = [rowAt.get(cell.row), store[columnAt.get(cell.column) ?? -1]];
    if (row !== undefined && column) column[row] = cell;
  }
  return {
    at: ({ row, column }) => store[column]?.[row],
    kind: ({ row, column }) => store[column]?.[row],
    each: (visit) => {
      store.forEach((column, at) => {
        column.forEach((cell, row) => {
          if (cell) visit(cell, row, at, cell.text, cell.raw);
        });
      });
    },
  };
}
