// The sheet's content: what the ledger holds, and over it the patches of edits that were sent and not
// yet answered. Undo is not here: it goes through the ledger, whose answer arrives like any other content. A patch whose
// edit failed stays, marked, so that nothing typed is lost.
import { type CellKind, type Cells, placedCells } from "./cells";
import { interpreted } from "./interpret";
import type { Placed } from "./transfer";
import {
  type Address,
  type Cell,
  type CellEdit,
  type CellState,
  type Column,
  NOT_REPORTED,
  type Row,
  type Sheet,
} from "./types";

interface Patch {
  batch: number;
  cell: Cell;
}

/** The batch of patches whose edit was refused. */
const FAILED = 0;

export interface Counts {
  /** Cells that ask for something. */
  asked: number;
  /** Cells that hold something. */
  filled: number;
  errors: number;
  queries: number;
}

export class GridModel implements Sheet {
  rowList: readonly Row[] = [];
  columnList: readonly Column[] = [];
  private rowIndex = new Map<string, number>();
  private columnIndex = new Map<string, number>();
  private cells: Cells = placedCells([], [], []);
  private patches = new Map<number, Patch>();
  private base: Counts = { asked: 0, filled: 0, errors: 0, queries: 0 };
  /** Places with a problem in the ledger's content. */
  private flagged: number[] = [];
  private nextBatch = 1;
  private revision = 0;
  private rowRevisions = new Map<number, number>();
  private listeners = new Set<() => void>();

  get rows(): number {
    return this.rowList.length;
  }

  get columns(): number {
    return this.columnList.length;
  }

  /** New content from the ledger. Patches stay on their cells, also when rows or columns moved. */
  setData(rows: readonly Row[], columns: readonly Column[], cells: Cells): void {
    const waiting = [...this.patches].map(([place, patch]) => ({ ...this.keysOf(place), patch }));
    if (rows !== this.rowList) this.rowIndex = new Map(rows.map((row, at) => [row.key, at]));
    if (columns !== this.columnList) {
      this.columnIndex = new Map(columns.map((column, at) => [column.key, at]));
    }
    this.rowList = rows;
    this.columnList = columns;
    this.cells = cells;
    this.patches = new Map();
    for (const { row, column, patch } of waiting) {
      const at = this.addressOf(row, column);
      if (at) this.patches.set(this.placeOf(at), patch);
    }
    this.recount();
    this.rowRevisions.clear();
    this.revision++;
  }

  cell(at: Address): Cell {
    return this.patches.get(this.placeOf(at))?.cell ?? this.stored(at);
  }

  readOnly(at: Address): boolean {
    return (
      !!this.rowList[at.row]?.readOnly ||
      !!this.columnList[at.column]?.readOnly ||
      isLocked(this.cells.kind(at) ?? NOT_REPORTED)
    );
  }

  addressOf(row: string, column: string): Address | null {
    const [r, c] = [this.rowIndex.get(row), this.columnIndex.get(column)];
    return r === undefined || c === undefined ? null : { row: r, column: c };
  }

  edit({ at, input, from }: Placed): CellEdit | null {
    const [place, source] = [this.namesOf(at), from && this.namesOf(from)];
    return place && { ...place, input, ...(source ? { from: source } : {}) };
  }

  private namesOf({ row, column }: Address): { row: string; column: string } | null {
    const [line, head] = [this.rowList[row], this.columnList[column]];
    return line && head ? { row: line.key, column: head.key } : null;
  }

  /** Shows edits at once, before they are answered. Answers the number of the batch. */
  begin(edits: readonly CellEdit[]): number {
    const batch = this.nextBatch++;
    for (const { row, column, input } of edits) {
      const at = this.addressOf(row, column);
      const head = at && this.columnList[at.column];
      if (!at || !head) continue;
      const unit = this.rowList[at.row]?.unit ?? head.unit ?? "";
      this.patch(at, { batch, cell: { ...this.stored(at), ...interpreted(input, head.kind, unit) } });
    }
    this.changed();
    return batch;
  }

  /** The ledger answered and its content has been given to setData: the batch's patches go. */
  settle(batch: number): void {
    for (const [place, patch] of this.patches) {
      if (patch.batch !== batch) continue;
      this.patches.delete(place);
      this.touch(this.unplaced(place).row);
    }
    this.changed();
  }

  /** The edit was refused as a whole: what was typed stays in sight, with the reason. */
  fail(batch: number, words: string): void {
    for (const [place, patch] of this.patches) {
      if (patch.batch !== batch) continue;
      const cell: Cell = { ...patch.cell, problem: { severity: "error", words } };
      this.patches.set(place, { batch: FAILED, cell });
      this.touch(this.unplaced(place).row);
    }
    this.changed();
  }

  /** A cell whose edit was refused: typing the same again is an attempt, not a no-op. */
  failed(at: Address): boolean {
    return this.patches.get(this.placeOf(at))?.batch === FAILED;
  }

  /** Cells counted once for the ledger's content, and corrected by the few that are patched. */
  counts(): Counts {
    const counts = { ...this.base };
    for (const [place, { cell }] of this.patches) {
      const at = this.unplaced(place);
      if (!this.readOnly(at)) tally(counts, this.stored(at), -1);
      if (!this.readOnly(at)) tally(counts, cell, 1);
    }
    return counts;
  }

  /** The next cell with a problem after a place, in reading order, going round. */
  nextProblem(after: Address, severity: "error" | "query"): Address | null {
    const places = new Set([...this.flagged, ...this.patches.keys()]);
    const found = [...places]
      .map((place) => this.unplaced(place))
      .filter((at) => this.cell(at).problem?.severity === severity)
      .sort((a, b) => a.row - b.row || a.column - b.column);
    const next = found.find((at) => at.row > after.row || (at.row === after.row && at.column > after.column));
    return next ?? found[0] ?? null;
  }

  /** The next cell that asks for something and has nothing, in reading order, going round. */
  nextEmpty(after: Address): Address | null {
    const total = this.rows * this.columns;
    const from = after.row * this.columns + after.column + 1;
    for (let step = 0; step < total; step++) {
      const at = this.unplaced((from + step) % total);
      if (this.stateOf(at) === "not_reported" && !this.readOnly(at)) return at;
    }
    return null;
  }

  /** What is written in the cells, in no order: the places may be sorted, and made addresses again by `unplaced`. */
  eachWritten(
    visit: (place: number, text: string, raw: string | null, note: string | undefined) => void,
  ): void {
    this.cells.each((kind, row, column, text, raw) => {
      const place = this.placeOf({ row, column });
      if (this.patches.size === 0 || !this.patches.has(place)) visit(place, text, raw, kind.note);
    });
    for (const [place, { cell }] of this.patches) visit(place, cell.text, cell.raw, cell.note);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  version = (): number => this.revision;

  /** Changes when anything in a row does, so that rows are drawn again only then. */
  rowVersion(row: number): string {
    return `${this.rowRevisions.get(row) ?? 0}/${this.dataVersion}`;
  }

  private dataVersion = 0;

  private recount(): void {
    const openRows = this.rowList.filter((row) => !row.readOnly).length;
    const openColumns = this.columnList.filter((column) => !column.readOnly).length;
    this.base = { asked: openRows * openColumns, filled: 0, errors: 0, queries: 0 };
    this.flagged = [];
    this.cells.each((kind, row, column) => {
      if (kind.problem) this.flagged.push(this.placeOf({ row, column }));
      if (this.rowList[row]?.readOnly || this.columnList[column]?.readOnly) return;
      if (isLocked(kind)) this.base.asked--;
      else tally(this.base, kind, 1);
    });
    this.dataVersion++;
  }

  private patch(at: Address, patch: Patch): void {
    this.patches.set(this.placeOf(at), patch);
    this.touch(at.row);
  }

  private touch(row: number): void {
    this.rowRevisions.set(row, (this.rowRevisions.get(row) ?? 0) + 1);
  }

  private changed(): void {
    this.revision++;
    for (const listener of this.listeners) listener();
  }

  private stateOf(at: Address): CellState {
    const { state } = this.patches.get(this.placeOf(at))?.cell ?? this.cells.kind(at) ?? NOT_REPORTED;
    return state;
  }

  private stored(at: Address): Cell {
    return this.cells.at(at) ?? NOT_REPORTED;
  }

  private placeOf({ row, column }: Address): number {
    return row * this.columns + column;
  }

  /** The address of a place; places count along the rows. */
  unplaced(place: number): Address {
    return { row: Math.floor(place / this.columns), column: place % this.columns };
  }

  private keysOf(place: number): { row: string; column: string } {
    const at = this.unplaced(place);
    return { row: this.rowList[at.row]?.key ?? "", column: this.columnList[at.column]?.key ?? "" };
  }
}

/** Locked by itself, wherever it stands. */
function isLocked({ state, readOnly = false }: CellKind): boolean {
  return readOnly || state === "no_task" || state === "computed";
}

function tally(counts: Counts, cell: CellKind, by: 1 | -1): void {
  if (cell.state !== "not_reported") counts.filled += by;
  if (cell.problem?.severity === "error") counts.errors += by;
  if (cell.problem?.severity === "query") counts.queries += by;
}
