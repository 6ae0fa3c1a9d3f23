// The cells of a form's sheet as the wire tells them: of each column the texts, and what many cells have in common once.
// They are kept like that, since a sheet may have a million.
import type { CellKind, Cells, Visit } from "../../parts/grid/cells";
import type { Address, Cell, CellState, Problem } from "../../parts/grid/types";
import type { CellKind as ToldKind } from "../../wire/CellKind";
import type { GridCells } from "../../wire/GridCells";
import type { GridView } from "../../wire/GridView";
import type { ProblemView } from "../../wire/ProblemView";

export type Saying = (problem: ProblemView) => string;

/** A sheet as the page holds it. */
export type SheetView = Omit<GridView, "cells"> & { cells: SheetCells };

interface Kind {
  said: CellKind;
  /** As typed, where that is not what is printed without separators. */
  raw: string | null;
}

interface CellsOfColumn {
  /** By row. */
  texts: string[];
  /** By row: the place of the kind, from 1; 0 is plain 未报. */
  kinds: Uint32Array;
}

export class SheetCells implements Cells {
  private constructor(
    private readonly rows: number,
    private readonly kinds: readonly Kind[],
    /** The place of each kind, from 1, by what the wire says of it. */
    private readonly places: ReadonlyMap<string, number>,
    private readonly columns: readonly CellsOfColumn[],
  ) {}

  static of(told: GridCells, rows: number, say: Saying): SheetCells {
    const columns = told.columns.map(() => ({ texts: [], kinds: new Uint32Array(rows) }));
    return new SheetCells(rows, [], new Map(), columns).put(told, (row) => row, say);
  }

  /** With other cells in some rows. */
  with(told: GridCells, rewritten: readonly number[], say: Saying): SheetCells {
    const columns = this.columns.map(({ texts, kinds }) => ({ texts: [...texts], kinds: kinds.slice() }));
    for (const { texts, kinds } of columns) {
      for (const row of rewritten) {
        kinds[row] = 0;
        texts[row] = "";
      }
    }
    const bare = new SheetCells(this.rows, this.kinds, this.places, columns);
    return bare.put(told, (row) => rewritten[row] ?? row, say);
  }

  at(place: Address): Cell | undefined {
    const kind = this.known(place);
    if (!kind) return undefined;
    const text = this.columns[place.column]?.texts[place.row] ?? "";
    return { ...kind.said, text, raw: kind.raw ?? (text.includes(",") ? text.replaceAll(",", "") : text) };
  }

  kind(place: Address): CellKind | undefined {
    return this.known(place)?.said;
  }

  each(visit: Visit): void {
    this.columns.forEach(({ kinds, texts }, column) => {
      for (let row = 0; row < kinds.length; row++) {
        const kind = this.kinds[(kinds[row] ?? 0) - 1];
        if (kind) visit(kind.said, row, column, texts[row] ?? "", kind.raw);
      }
    });
  }

  private known({ row, column }: Address): Kind | undefined {
    return this.kinds[(this.columns[column]?.kinds[row] ?? 0) - 1];
  }

  /** Fills in what is told; the columns are new ones. */
  private put(told: GridCells, rowOf: (row: number) => number, say: Saying): SheetCells {
    const kinds = [...this.kinds];
    const known = new Map(this.places);
    const places = told.kinds.map((kind) => {
      const name = JSON.stringify(kind);
      const place = known.get(name) ?? kinds.push({ said: kindOf(kind, say), raw: kind.raw });
      known.set(name, place);
      return place;
    });
    told.columns.forEach((column, at) => {
      const into = this.columns[at];
      let row = -1;
      column.texts.forEach((text, index) => {
        row += 1 + (column.skipped[index] ?? 0);
        if (!into) return;
        into.texts[rowOf(row)] = text;
        into.kinds[rowOf(row)] = places[column.kinds[index] ?? 0] ?? 0;
      });
    });
    return new SheetCells(this.rows, kinds, known, this.columns);
  }
}

const STATES: readonly string[] = [
  "number",
  "nil",
  "na",
  "no_task",
  "not_reported",
  "raw",
  "conflict",
  "computed",
] satisfies CellState[];

function kindOf({ state, problem, note, evidence, read_only }: ToldKind, say: Saying): CellKind {
  return {
    state: (STATES.includes(state) ? state : "raw") as CellState,
    problem: problem && problemOf(problem, say),
    ...(note ? { note } : {}),
    ...(evidence > 0 ? { evidence } : {}),
    ...(read_only ? { readOnly: true } : {}),
  };
}

function problemOf(problem: ProblemView, say: Saying): Problem {
  const severity = problem.severity === "error" || problem.severity === "query" ? problem.severity : "hint";
  return { severity, words: say(problem) };
}
