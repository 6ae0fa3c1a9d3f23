// The head of a paper form: merged cells over the columns. A column with fewer levels than the deepest one reaches up
// with its own cell; equal neighbours on one level merge, as long as everything over them is merged too.
import type { Column } from "./types";

export interface HeadCell {
  text: string;
  level: number;
  /** Levels it covers. */
  levels: number;
  column: number;
  columns: number;
  /** The lowest cell of a column, which carries its unit. */
  leaf: boolean;
}

export interface Head {
  levels: number;
  cells: HeadCell[];
}

export function headOf(columns: readonly Column[]): Head {
  const levels = 1 + Math.max(0, ...columns.map((column) => column.groups?.length ?? 0));
  const cells: HeadCell[] = [];
  for (let level = 0; level < levels - 1; level++) {
    for (let from = 0; from < columns.length; ) {
      const text = columns[from]?.groups?.[level];
      let to = from + 1;
      if (text !== undefined) {
        while (to < columns.length && sameUpTo(columns[from], columns[to], level)) to++;
        cells.push({ text, level, levels: 1, column: from, columns: to - from, leaf: false });
      }
      from = to;
    }
  }
  columns.forEach((column, at) => {
    const level = column.groups?.length ?? 0;
    cells.push({ text: column.title, level, levels: levels - level, column: at, columns: 1, leaf: true });
  });
  return { levels, cells };
}

function sameUpTo(a: Column | undefined, b: Column | undefined, level: number): boolean {
  for (let at = 0; at <= level; at++) {
    if (a?.groups?.[at] === undefined || a.groups[at] !== b?.groups?.[at]) return false;
  }
  return true;
}
