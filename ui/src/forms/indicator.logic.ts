// The indicator of a form: one that is there, or a new one with what it is measured by.
import type { IndicatorChoice } from "../wire/IndicatorChoice";
import type { IndicatorView } from "../wire/IndicatorView";

export interface IndicatorFields {
  /** An id, or empty: a new one. */
  id: string;
  name: string;
  uom: string;
  decimals: number;
  accumulation: string;
  direction: string;
  definition: string;
}

export const NEW_INDICATOR: IndicatorFields = {
  id: "",
  name: "",
  uom: "",
  decimals: 0,
  accumulation: "ytd",
  direction: "up",
  definition: "",
};

export function indicatorFields(
  choice: IndicatorChoice,
  indicators: readonly IndicatorView[],
): IndicatorFields {
  if (choice.type === "new") {
    const { name, uom, decimals, accumulation, direction, definition } = choice.indicator;
    return { id: "", name, uom, decimals, accumulation, direction, definition: definition ?? "" };
  }
  const found = indicators.find(({ id }) => id === choice.id);
  return found ? existing(found) : { ...NEW_INDICATOR, id: choice.id };
}

export function existing(indicator: IndicatorView): IndicatorFields {
  const { id, name, uom, decimals, accumulation, direction, definition } = indicator;
  return { id, name, uom, decimals, accumulation, direction, definition: definition ?? "" };
}

export function choiceOf(fields: IndicatorFields, programme: string | null): IndicatorChoice {
  if (fields.id !== "") return { type: "existing", id: fields.id };
  const { name, uom, decimals, accumulation, direction, definition } = fields;
  return {
    type: "new",
    indicator: {
      name: name.trim(),
      uom: uom.trim(),
      decimals,
      accumulation,
      direction,
      definition: definition.trim() || null,
      programme,
    },
  };
}
