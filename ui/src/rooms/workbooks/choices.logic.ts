// What a person changes of what was understood: one choice for each column, name, sign and table, the newest counting.
import { sentenceOf } from "../../text/errors";
import type { ColumnChoice } from "../../wire/ColumnChoice";
import type { WorkbookChoices } from "../../wire/WorkbookChoices";
import type { WorkbookColumn } from "../../wire/WorkbookColumn";
import type { WorkbookCounts } from "../../wire/WorkbookCounts";
import type { WorkbookTable } from "../../wire/WorkbookTable";
import type { WorkbookView } from "../../wire/WorkbookView";

/** Nothing is decided yet. */
export const NO_CHOICES: WorkbookChoices = {
  form: null,
  period: null,
  org_unit: null,
  hidden_rows: false,
  tables: [],
  columns: [],
  names: [],
  signs: [],
};

/** The value that stands for: this column is not taken. */
export const SKIP = "skip";
/** The value that stands for: the indicator of the row. */
export const BY_ROW = "row";

/** What the list of a column shows as chosen. */
export function chosenOf(column: WorkbookColumn): string {
  if (!column.taken) return SKIP;
  return column.indicator ?? BY_ROW;
}

/** What a problem says that stands at the head of a column and keeps it from being read; none: nothing does. */
export function doubtOf(view: WorkbookView, table: WorkbookTable, column: WorkbookColumn): string | null {
  const at = `${table.sheet}!${column.letter}`;
  const found = view.problems.find(
    ({ place, detail, severity }) =>
      severity !== "hint" && place.replace(/\d+$/, "") === at && detail[0] === column.title,
  );
  if (!found) return null;
  const { what, todo } = sentenceOf(found.code, found);
  return `${what}${todo}`;
}

export function withColumn(
  choices: WorkbookChoices,
  column: WorkbookColumn,
  change: Partial<ColumnChoice>,
): WorkbookChoices {
  const held = choices.columns.find(({ title }) => title === column.title);
  const choice: ColumnChoice = {
    title: column.title,
    taken: column.taken,
    indicator: column.taken ? column.indicator : null,
    own_uom: false,
    fraction: null,
    ...held,
    ...change,
  };
  return { ...choices, columns: [...choices.columns.filter(({ title }) => title !== column.title), choice] };
}

/** What picking from the list of a column means. */
export function picked(choices: WorkbookChoices, column: WorkbookColumn, value: string): WorkbookChoices {
  if (value === SKIP) return withColumn(choices, column, { taken: false, indicator: null });
  return withColumn(choices, column, { taken: true, indicator: value === BY_ROW ? null : value });
}

/** A unit for a name; null: its row is passed over. */
export function withName(choices: WorkbookChoices, key: string, org_unit: string | null): WorkbookChoices {
  const others = choices.names.filter(({ name }) => name !== key);
  return { ...choices, names: [...others, { name: key, org_unit, indicator: null }] };
}

/** A name as it seemed. */
export function withoutName(choices: WorkbookChoices, key: string): WorkbookChoices {
  return { ...choices, names: choices.names.filter(({ name }) => name !== key) };
}

export function isSkipped(choices: WorkbookChoices, key: string): boolean {
  const choice = choices.names.find(({ name }) => name === key);
  return choice !== undefined && choice.org_unit === null && choice.indicator === null;
}

export function withSign(choices: WorkbookChoices, sign: string, meaning: string): WorkbookChoices {
  return { ...choices, signs: [...choices.signs.filter((one) => one.sign !== sign), { sign, meaning }] };
}

export function withTable(choices: WorkbookChoices, table: number, taken: boolean): WorkbookChoices {
  return { ...choices, tables: [...choices.tables.filter((one) => one.table !== table), { table, taken }] };
}

/** Another form is asked for with what belongs to no form: what was said of columns was said of the old one. */
export function withForm(choices: WorkbookChoices, form: string): WorkbookChoices {
  return { ...choices, form, period: null, columns: [], names: choices.names.filter((one) => one.org_unit) };
}

/** How many cells pressing the button writes; drafts keep their text and count as written down. */
export function writes(counts: WorkbookCounts, clear: boolean): number {
  return counts.new + counts.changed + counts.drafts + (clear ? counts.emptied : 0);
}

/** How many cells there are in all, shown or not. */
export function cellCount({ counts }: WorkbookView): number {
  return counts.new + counts.changed + counts.same + counts.emptied + counts.drafts + counts.refused;
}

/** Whether a workbook of another office says nothing for the form it is held against. */
export function fitsNoForm(view: WorkbookView): boolean {
  return !view.own && cellCount(view) === 0;
}
