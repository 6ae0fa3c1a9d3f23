// What a person changes of a proposed form, and the form it makes.
import { AS_USUAL, choiceOf } from "../../forms/indicator.logic";
import type { FormAsk } from "../../wire/FormAsk";
import type { FormProposal } from "../../wire/FormProposal";
import type { IndicatorView } from "../../wire/IndicatorView";

/** The value that stands for: a new indicator. */
export const NEW = "";

export interface AskFields {
  taken: boolean;
  columns: string[];
  row: string | null;
  /** An indicator that is there, or a new one. */
  id: string;
  name: string;
  uom: string;
  decimals: number;
  accumulation: string;
  direction: string;
}

const PLAIN = { name: "", uom: "", decimals: 0, accumulation: "ytd", direction: "up" };

export function fieldsOfAsk(
  { columns, row, indicator }: FormAsk,
  indicators: readonly IndicatorView[],
): AskFields {
  const where = { taken: true, columns, row };
  if (indicator.type === "existing") {
    const plain = { ...where, id: indicator.id, ...PLAIN };
    return { ...plain, ...chosenIndicator(plain, indicator.id, indicators) };
  }
  const { name, uom, decimals, accumulation, direction } = indicator.indicator;
  return { ...where, id: NEW, name, uom, decimals, accumulation, direction };
}

/** The words by which the workbook has it. */
export function wordsOf({ columns, row }: Pick<AskFields, "columns" | "row">): string {
  return row ?? columns.join("、");
}

/** Another indicator for the same words. */
export function chosenIndicator(
  ask: AskFields,
  id: string,
  indicators: readonly IndicatorView[],
): Partial<AskFields> {
  const found = indicators.find((indicator) => indicator.id === id);
  if (!found) return { id: NEW, name: ask.name || wordsOf(ask) };
  const { name, uom, decimals, accumulation, direction } = found;
  return { id, name, uom, decimals, accumulation, direction };
}

/** What the form asks for, of what is taken. */
export function asksOf(asks: readonly AskFields[]): FormAsk[] {
  return asks
    .filter(({ taken }) => taken)
    .map((ask) => ({
      columns: ask.columns,
      row: ask.row,
      indicator: choiceOf({ ...ask, definition: "", rules: AS_USUAL }, null),
    }));
}

/** Whether everything is said that a form and its new indicators need. */
export function isComplete({ name, parent, asks }: FormProposal): boolean {
  const said = ({ indicator }: FormAsk) =>
    indicator.type === "existing" || (indicator.indicator.name !== "" && indicator.indicator.uom !== "");
  return name !== "" && parent !== "" && asks.length > 0 && asks.every(said);
}
