// What the entry grid is told and what it tells. Nothing here knows of units, indicators or forms: rows and columns have
// keys, cells have one of the states below.

/** number (zero is one), 零报告, 不适用, 无任务, 未报; text that is no value; two answers for one cell; made by rule. */
export type CellState =
  | "number"
  | "nil"
  | "na"
  | "no_task"
  | "not_reported"
  | "raw"
  | "conflict"
  | "computed";

export interface Problem {
  severity: "error" | "query" | "hint";
  /** What is wrong and what to do. */
  words: string;
}

export interface Cell {
  state: CellState;
  /** As printed. */
  text: string;
  /** As typed: what F2 begins with. */
  raw: string;
  problem: Problem | null;
  /** 批注. */
  note?: string;
  /** Files that prove it. */
  evidence?: number;
  /** Locked by itself, in a row and a column that are not. */
  readOnly?: boolean;
}

export interface Column {
  key: string;
  title: string;
  /** Merged heads above, top first. */
  groups?: readonly string[];
  /** Shown under the title. */
  unit?: string;
  /** In px; made from the title when left out. */
  width?: number;
  /** Under what a width that was drawn is remembered. Default: the key. */
  widthName?: string;
  readOnly?: boolean;
  /** What may be typed. Default: number. */
  kind?: "number" | "text";
}

export interface Row {
  key: string;
  title: string;
  /** Behind the title, where rows are measured in units of their own. */
  unit?: string;
  /** Depth in a tree. */
  indent?: number;
  readOnly?: boolean;
  /** Nothing is asked of it yet: what is empty is not 未报. */
  unasked?: boolean;
  /** Beside the title: 待审核, 已退回. */
  hint?: string;
}

/** A cell that is not plain 未报. */
export interface PlacedCell extends Cell {
  row: string;
  column: string;
}

export type Input = { type: "text"; text: string } | { type: "nil" } | { type: "not_applicable" };

export interface CellEdit {
  row: string;
  column: string;
  input: Input;
  /** Where it was cut: what is said about that cell and what proves it come along. */
  from?: { row: string; column: string };
}

/** `move`: cut here and pasted there, one action. */
export type Action = "type" | "paste" | "fill" | "clear" | "move";

/** A cell by its place on the sheet, from 0. */
export interface Address {
  row: number;
  column: number;
}

/** The part of the sheet that functions on ranges need. */
export interface Sheet {
  readonly rows: number;
  readonly columns: number;
  cell(at: Address): Cell;
  readOnly(at: Address): boolean;
}

export const NOT_REPORTED: Cell = { state: "not_reported", text: "", raw: "", problem: null };
