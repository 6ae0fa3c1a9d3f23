// The indicator of a form: one that is there, or a new one with what it is measured by and how its figures come together.
import type { IndicatorChoice } from "../wire/IndicatorChoice";
import type { IndicatorView } from "../wire/IndicatorView";
import type { NewIndicator } from "../wire/NewIndicator";
import type { UsualRules } from "../wire/UsualRules";

/** How figures of several periods and places become one. Empty: as usual, or nothing. */
export interface IndicatorRules {
  time_rule: string;
  place_rule: string;
  numerator: string;
  denominator: string;
  weight: string;
  authority: string;
}

export interface IndicatorFields {
  /** An id, or empty: a new one. */
  id: string;
  name: string;
  uom: string;
  decimals: number;
  accumulation: string;
  direction: string;
  definition: string;
  rules: IndicatorRules;
}

export const AS_USUAL: IndicatorRules = {
  time_rule: "",
  place_rule: "",
  numerator: "",
  denominator: "",
  weight: "",
  authority: "",
};

export const NEW_INDICATOR: IndicatorFields = {
  id: "",
  name: "",
  uom: "",
  decimals: 0,
  accumulation: "ytd",
  direction: "up",
  definition: "",
  rules: AS_USUAL,
};

export function indicatorFields(
  choice: IndicatorChoice,
  indicators: readonly IndicatorView[],
): IndicatorFields {
  if (choice.type === "new") {
    const { name, uom, decimals, accumulation, direction, definition } = choice.indicator;
    const rules = chosenRules(choice.indicator);
    return { id: "", name, uom, decimals, accumulation, direction, definition: definition ?? "", rules };
  }
  const found = indicators.find(({ id }) => id === choice.id);
  return found ? existing(found) : { ...NEW_INDICATOR, id: choice.id };
}

/** One that is there; a new one that begins like it adds up as usual. */
export function existing(indicator: IndicatorView): IndicatorFields {
  const { id, name, uom, decimals, accumulation, direction, definition } = indicator;
  return { id, name, uom, decimals, accumulation, direction, definition: definition ?? "", rules: AS_USUAL };
}

/** The rules that are told; what is as usual anyhow is left to the kind of indicator. */
export function chosenRules(
  indicator: Pick<NewIndicator, keyof IndicatorRules>,
  usual?: UsualRules,
): IndicatorRules {
  const { time_rule, place_rule, numerator, denominator, weight, authority } = indicator;
  return {
    time_rule: time_rule === usual?.time_rule ? "" : (time_rule ?? ""),
    place_rule: place_rule === usual?.place_rule ? "" : (place_rule ?? ""),
    numerator: numerator ?? "",
    denominator: denominator ?? "",
    weight: weight ?? "",
    authority: authority === "own" ? "" : (authority ?? ""),
  };
}

/** The rules for another kind of indicator: what was chosen stays where it fits. */
export function fitting(rules: IndicatorRules, usual: UsualRules | undefined): IndicatorRules {
  const fits = (rule: string, all: readonly string[] | undefined) => (all?.includes(rule) ? rule : "");
  return {
    ...rules,
    time_rule: fits(rules.time_rule, usual?.time_rules),
    place_rule: fits(rules.place_rule, usual?.place_rules),
  };
}

/** Another rule over places: parts that it does not ask for are given up. */
export function withPlaceRule(rules: IndicatorRules, place_rule: string, usual?: UsualRules): IndicatorRules {
  const { ratio, weighted } = partsOf(place_rule || (usual?.place_rule ?? ""));
  return {
    ...rules,
    place_rule,
    ...(ratio ? {} : { numerator: "", denominator: "" }),
    ...(weighted ? {} : { weight: "" }),
  };
}

/** What a rule over places is made of. */
export function partsOf(place_rule: string): { ratio: boolean; weighted: boolean } {
  return { ratio: place_rule === "ratio_of_sums", weighted: place_rule === "weighted_mean" };
}

/** What the ledger is told of an indicator. */
export function described(fields: Omit<IndicatorFields, "id">, programme: string | null): NewIndicator {
  const { name, uom, decimals, accumulation, direction, definition, rules } = fields;
  return {
    name: name.trim(),
    uom: uom.trim(),
    decimals,
    accumulation,
    direction,
    definition: definition.trim() || null,
    programme,
    time_rule: rules.time_rule || null,
    place_rule: rules.place_rule || null,
    numerator: rules.numerator || null,
    denominator: rules.denominator || null,
    weight: rules.weight || null,
    authority: rules.authority || null,
  };
}

export function choiceOf(fields: IndicatorFields, programme: string | null): IndicatorChoice {
  if (fields.id !== "") return { type: "existing", id: fields.id };
  return { type: "new", indicator: described(fields, programme) };
}
