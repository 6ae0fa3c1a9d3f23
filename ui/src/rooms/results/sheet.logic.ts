// Between a form as the wire tells it and the entry grid: rows, columns and cells one way, changes of cells the other.
// Nothing is summed here; sums come as computed cells.
import { readNumber } from "../../lib/number";
import type { Cell, CellEdit, Column, Input, Row } from "../../parts/grid/types";
import { sentenceOf } from "../../text/errors";
import type { CellChange } from "../../wire/CellChange";
import type { CellRequest } from "../../wire/CellRequest";
import type { ChecksView } from "../../wire/ChecksView";
import type { FormLine } from "../../wire/FormLine";
import type { GridColumn } from "../../wire/GridColumn";
import type { GridRequest } from "../../wire/GridRequest";
import type { GridRow } from "../../wire/GridRow";
import type { SubmissionLine } from "../../wire/SubmissionLine";
import type { SheetView } from "./cells";
import { type Blocking, NOTHING_BLOCKS } from "./checks.logic";

export type Layout = "units_indicators" | "units_periods" | "indicators_periods";

export function rowsOf(rows: readonly GridRow[], unasked = false): Row[] {
  return rows.map(({ key, title, uom, indent, read_only, state }) => ({
    key,
    title,
    ...(uom ? { unit: uom } : {}),
    indent,
    readOnly: read_only,
    ...(unasked ? { unasked } : {}),
    ...(state ? { hint: state } : {}),
  }));
}

export function columnsOf(columns: readonly GridColumn[], layout: string): Column[] {
  return columns.map(({ key, groups, title, uom, indicator, period, read_only }) => ({
    key,
    widthName: layout === "units_indicators" ? (indicator ?? key) : period,
    groups,
    title: plainTitle(title, uom),
    ...(uom ? { unit: uom } : {}),
    readOnly: read_only,
  }));
}

/** The sheet's edits as changes of cells. Edits of rows that are no units (sums) have no cell and fall away. */
export function changesOf(edits: readonly CellEdit[], view: SheetView): CellChange[] {
  return edits.flatMap(({ row, column, input, from }) => {
    const place = requestOf(view, row, column);
    const source = from && requestOf(view, from.row, from.column);
    return place ? [{ ...place, input, ...(source ? { from: source } : {}) }] : [];
  });
}

/** Rows or columns by their keys. What the wire has told is never changed, so each list is gone through once. */
function byKey<T extends { key: string }>(list: readonly T[]): ReadonlyMap<string, T> {
  let found = known.get(list) as ReadonlyMap<string, T> | undefined;
  if (!found) {
    found = new Map(list.map((one) => [one.key, one]));
    known.set(list, found);
  }
  return found;
}

const known = new WeakMap<object, ReadonlyMap<string, unknown>>();

export function requestOf(view: SheetView, row: string, column: string): CellRequest | null {
  const head = byKey(view.columns).get(column);
  const line = byKey(view.rows).get(row);
  const org_unit = line?.org_unit;
  const [indicator, measure] = [line?.indicator ?? head?.indicator, line?.measure ?? head?.measure];
  return head && org_unit && indicator && measure
    ? { org_unit, indicator, measure, period: head.period }
    : null;
}

/** A head without its unit of measure, which stands under it. */
export function plainTitle(title: string, uom: string): string {
  const tail = `（${uom}）`;
  return uom !== "" && title.endsWith(tail) && title !== tail ? title.slice(0, -tail.length) : title;
}

/** Pasted cells whose text will most likely not be taken, in the order of the sheet. */
export interface Unreadable {
  edit: CellEdit;
  row: string;
  column: string;
  text: string;
  words: string;
}

export function unreadableOf(
  edits: readonly CellEdit[],
  view: SheetView,
  read: (input: Input, kind: "number", unit: string) => Cell,
): Unreadable[] {
  return edits.flatMap((edit) => {
    const [row, column] = [byKey(view.rows).get(edit.row), byKey(view.columns).get(edit.column)];
    const uom = row?.uom ?? column?.uom ?? "";
    if (!row || !column || edit.input.type !== "text") return [];
    const { problem } = read(edit.input, "number", uom);
    // Where rows are indicators a column does not say how many decimals they have.
    const places = row.indicator === null ? column.decimals : null;
    const words = problem?.severity === "error" ? problem.words : tooPrecise(edit.input.text, places);
    if (words === null) return [];
    return [
      {
        edit,
        row: row.title,
        column: plainTitle(column.title, column.uom),
        text: edit.input.text,
        words,
      },
    ];
  });
}

/** What a plain number with more decimals than its indicator has is told; the ledger will keep it as a draft. */
function tooPrecise(typed: string, places: number | null): string | null {
  const read = readNumber(typed);
  if (places === null || read.kind !== "number") return null;
  const fraction = read.value.split(".")[1]?.replace(/0+$/, "") ?? "";
  if (fraction.length <= places) return null;
  const { what, todo } = sentenceOf("number.too_precise", {
    place: "",
    detail: [typed.trim(), String(places)],
  });
  return `${what}${todo}`;
}

export function without(edits: readonly CellEdit[], unreadable: readonly Unreadable[]): CellEdit[] {
  const left = new Set(unreadable.map(({ edit }) => edit));
  return edits.filter((edit) => !left.has(edit));
}

/** Measures of units as printed: 个村、户、%, each once, for the line over the table. */
export function uomsOf({ columns, rows }: Pick<SheetView, "columns" | "rows">): string {
  return [...new Set([...columns, ...rows].map(({ uom }) => uom).filter(Boolean))].join("、");
}

const URGENCY = ["returned", "not_started", "draft", "ready", "submitted"];

/** What came back first, then what is late, then what is least done; among equals, what is due first. */
export function inOrder(forms: readonly FormLine[]): FormLine[] {
  const late = ({ state, overdue }: FormLine) => (state !== "returned" && !overdue ? 1 : 0);
  const urgency = ({ state }: FormLine) => URGENCY.indexOf(state);
  return forms.toSorted(
    (a, b) =>
      late(a) - late(b) ||
      urgency(a) - urgency(b) ||
      a.period.localeCompare(b.period) ||
      a.name.localeCompare(b.name, "zh"),
  );
}

export interface Outgoing {
  org_unit: string;
  name: string;
  /** Why it cannot go. */
  blocking: Blocking;
  ready: boolean;
  /** It came back. */
  returned: boolean;
  /** What will be sent, as printed, in the order of the columns. */
  values: string[];
}

const OPEN = ["draft", "returned"];

/** The units of a sheet, with their names. */
export function unitsOf(view: SheetView): Map<string, string> {
  return new Map(view.rows.flatMap(({ org_unit, title }) => (org_unit ? [[org_unit, title] as const] : [])));
}

/** The units that are still open, with what each would send; those that came back first. */
export function outgoingOf(
  view: SheetView,
  checks: ChecksView,
  words: { notReported: string; noTask: string },
): Outgoing[] {
  const handedIn = new Set(
    view.submissions.filter(({ state }) => !OPEN.includes(state)).map(({ org_unit }) => org_unit),
  );
  const blocked = new Map(checks.blocked.map((unit) => [unit.org_unit, unit]));
  const back = new Set(returnedOf(view).map(({ org_unit }) => org_unit));
  const open = view.rows.flatMap(({ org_unit, title: name }, row) => {
    if (!org_unit || handedIn.has(org_unit)) return [];
    const blocking = blocked.get(org_unit) ?? NOTHING_BLOCKS;
    const ready = !blocked.has(org_unit);
    const values = view.columns.map((_, column) => printed(view.cells.at({ row, column }), words));
    return [{ org_unit, name, blocking, ready, returned: back.has(org_unit), values }];
  });
  return open.toSorted((a, b) => Number(b.returned) - Number(a.returned));
}

function printed(cell: Cell | undefined, words: { notReported: string; noTask: string }): string {
  if (!cell || cell.state === "not_reported") return words.notReported;
  return cell.state === "no_task" ? words.noTask : cell.text;
}

export interface CellPlace {
  row: string;
  column: string;
}

/** Where a cell stands on the sheet; nowhere, if it is not on it. */
export function placeOfCell(view: SheetView, cell: CellRequest): CellPlace | null {
  const row = view.rows.find(({ org_unit }) => org_unit === cell.org_unit);
  const column = view.columns.find(
    ({ indicator, measure, period }) =>
      indicator === cell.indicator && measure === cell.measure && period === cell.period,
  );
  return row && column ? { row: row.key, column: column.key } : null;
}

/** Reports that came back. */
export function returnedOf(view: SheetView): SubmissionLine[] {
  return view.submissions.filter(({ state }) => state === "returned");
}

/** Where typing begins: in the report that came back, at the first cell that is empty or wrong, else that may be written. */
export function firstToFill(view: SheetView): CellPlace | null {
  // Where columns are periods, typing begins in the one that was chosen.
  const writable = [...view.columns.entries()].filter(([, { read_only }]) => !read_only);
  const chosen = writable.filter(([, { period }]) => period === view.request.period);
  const columns = chosen.length > 0 ? chosen : writable;
  const returned = returnedOf(view)[0]?.org_unit;
  const rows = [...view.rows.entries()].filter(([, { read_only }]) => !read_only);
  const back = rows.filter(([, { org_unit }]) => returned !== undefined && org_unit === returned);
  let first: CellPlace | null = null;
  for (const [row, { key }] of back.length > 0 ? back : rows) {
    for (const [column, head] of columns) {
      const cell = view.cells.at({ row, column });
      if (cell?.state === "no_task" || cell?.state === "computed") continue;
      const place = { row: key, column: head.key };
      if (isWanting(cell)) return place;
      first ??= place;
    }
  }
  return first;
}

/** The first cell of a unit in the period that is shown. */
export function firstOf(view: SheetView, unit: string): CellPlace | null {
  const row = view.rows.find(({ org_unit }) => org_unit === unit);
  const column = view.columns.find(({ period }) => period === view.request.period);
  return row && column ? { row: row.key, column: column.key } : null;
}

function isWanting(cell: Cell | undefined): boolean {
  return !cell || cell.state === "not_reported" || cell.state === "raw" || cell.problem?.severity === "error";
}

/** The period beside one in the list, which is newest first. */
export function besidePeriod(view: SheetView, step: 1 | -1): string | null {
  const at = view.periods.findIndex(({ period }) => period === view.request.period);
  return at < 0 ? null : (view.periods[at - step]?.period ?? null);
}

/** What the address says of a sheet. */
export interface SheetQuery {
  layout?: string;
  indicator?: string;
  unit?: string;
}

export function gridRequest(form: string, period: string, query: SheetQuery): GridRequest {
  const layout = LAYOUTS.find((known) => known === query.layout) ?? "units_indicators";
  return {
    form,
    period,
    layout,
    indicator: layout === "units_periods" ? (query.indicator ?? null) : null,
    org_unit: layout === "indicators_periods" ? (query.unit ?? null) : null,
  };
}

const LAYOUTS: readonly Layout[] = ["units_indicators", "units_periods", "indicators_periods"];
