// The breakdown as a grid: units by months, with the sums in the first row, and what an edit of it sends.
import { grouped } from "../../lib/decimal";
import type { CellEdit, Column, PlacedCell, Row } from "../../parts/grid/types";
import { targets } from "../../text/targets";
import type { AllocationSheet } from "../../wire/AllocationSheet";
import type { Share } from "../../wire/Share";

const text = targets.sheet;

/** Keys of the columns that are no months, and of the row that is no unit. */
const WHOLE = "whole";
const WEIGHT = "weight";
const SUM = "sum";

export interface GridOfSheet {
  rows: Row[];
  columns: Column[];
  cells: PlacedCell[];
}

/** Unit → typed weight. */
export type Weights = ReadonlyMap<string, string>;

export function gridOf(sheet: AllocationSheet, byMonth: boolean, weights: Weights | null): GridOfSheet {
  const months = byMonth ? sheet.periods : [];
  const columns: Column[] = [
    ...(weights ? [{ key: WEIGHT, title: text.weight, width: 96 }] : []),
    {
      key: WHOLE,
      title: byMonth ? text.whole : text.wholeOf(""),
      unit: sheet.uom,
      width: byMonth ? 96 : 160,
    },
    ...months.map(({ period, label }) => ({ key: period, title: label, width: 84 })),
  ];
  const rows: Row[] = [
    { key: SUM, title: text.sumRow, readOnly: true },
    ...sheet.rows.map(({ org_unit, name, off }) => ({
      key: org_unit,
      title: name,
      ...(off && byMonth ? { hint: off } : {}),
    })),
  ];
  const sums = [
    cell(SUM, WHOLE, sheet.sum, "computed"),
    ...months.map(({ period }, at) => cell(SUM, period, sheet.sums_by_period[at] ?? "", "computed")),
  ];
  const cells = sheet.rows.flatMap((row) => [
    cell(row.org_unit, WEIGHT, weights?.get(row.org_unit) ?? ""),
    cell(row.org_unit, WHOLE, row.whole ?? ""),
    ...months.map(({ period }, at) => cell(row.org_unit, period, row.by_period[at] ?? "")),
  ]);
  return { rows, columns, cells: [...sums, ...cells].filter(({ raw }) => raw !== "") };
}

function cell(row: string, column: string, raw: string, state: "number" | "computed" = "number"): PlacedCell {
  return { row, column, state, text: grouped(raw.replaceAll(",", "")), raw, problem: null };
}

function typedOf({ input }: CellEdit): string {
  if (input.type === "text") return input.text.trim();
  return input.type === "nil" ? "0" : "";
}

/** What an edit sets: shares go to the ledger, weights stay on the page. */
export function setBy(edits: readonly CellEdit[]): { shares: Share[]; weights: [string, string][] } {
  const of = (edit: CellEdit): Share => ({
    org_unit: edit.row,
    period: edit.column === WHOLE ? null : edit.column,
    text: typedOf(edit),
  });
  return {
    shares: edits.filter(({ column }) => column !== WEIGHT).map(of),
    weights: edits.filter(({ column }) => column === WEIGHT).map((edit) => [edit.row, typedOf(edit)]),
  };
}

/** Units whose months do not make up their share, the first few by name. */
export function offWords(sheet: AllocationSheet, most = 6): string {
  const off = sheet.rows.flatMap(({ name, off }) => (off ? [text.offOf(name, off)] : []));
  const shown = off.slice(0, most).join("、");
  return off.length > most ? `${shown} ${text.andMore(off.length)}` : shown;
}
