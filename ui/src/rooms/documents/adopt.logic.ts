// From a draft to the form and back: what Rust proposes of a passage as typed texts, which fields a kind of target asks
// for, what is sent, and the field a problem belongs to. Nothing is guessed or computed here: numbers go as they are
// typed, with their unit where it is not the indicator's, and Rust reads, converts or refuses them.
import { narrowed } from "../../lib/number";
import type { AdoptItem } from "../../wire/AdoptItem";
import type { AdoptOutcome } from "../../wire/AdoptOutcome";
import type { AdoptTarget } from "../../wire/AdoptTarget";
import type { CoverageRule } from "../../wire/CoverageRule";
import type { IndicatorChoice } from "../../wire/IndicatorChoice";
import type { IndicatorView } from "../../wire/IndicatorView";
import type { Passage } from "../../wire/Passage";
import type { ProblemView } from "../../wire/ProblemView";
import type { QuantityView } from "../../wire/QuantityView";

export type As = "target" | "outcome";

/** A passage with what it would become, as a target and as an outcome. */
export interface Draft {
  quote: string;
  /** The sentence around the quote. */
  sentence: string;
  quantities: readonly QuantityView[];
  target: AdoptTarget;
  outcome: AdoptOutcome;
  /** Indicators with a near name, the likest first. */
  likely: readonly string[];
  lacks: Readonly<Record<As, readonly ProblemView[]>>;
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
}

export type When = "as_of" | "period" | "annual" | "deadline" | "span" | "open";

export interface TargetFields {
  kind: string;
  comparator: string;
  value: string;
  value2: string;
  tolerance: string;
  baseline: string;
  from: string;
  deadline: string;
  recurrence: string;
  schedule: string;
  coverage: { comparator: string; threshold: string; threshold2: string; level: string; population: string };
  strength: string;
  binding: string;
  programme: string;
  responsible: string;
}

export interface OutcomeFields {
  value: string;
  uom: string;
  qualifier: string;
  when: When;
  as_of: string;
  period: string;
  deadline: string;
  from: string;
  to: string;
}

/** The form: both ways at once, so that switching between them loses nothing. */
export interface Fields {
  as: As;
  indicator: IndicatorFields;
  org_unit: string;
  note: string;
  target: TargetFields;
  outcome: OutcomeFields;
}

/** Which fields beside the common ones a kind of target asks for. */
const KIND_FIELDS: Record<string, readonly (keyof TargetFields)[]> = {
  level: ["comparator", "value"],
  change: ["comparator", "value", "baseline"],
  keep: ["comparator", "value"],
  range: ["value", "value2"],
  approx: ["value", "tolerance"],
  coverage: ["coverage", "value"],
  clear_to_zero: [],
  no_event: [],
  deliverable: [],
  growth: ["comparator", "value", "baseline"],
  rank: ["comparator", "value"],
};

/** The comparator of kinds that leave no choice. */
const KIND_COMPARATOR: Record<string, string> = {
  range: "between",
  approx: "approx",
  coverage: "gte",
  clear_to_zero: "eq",
  no_event: "no_event",
  deliverable: "done",
};

export function asks(kind: string, field: keyof TargetFields): boolean {
  return KIND_FIELDS[kind]?.includes(field) ?? true;
}

/** A kind with a choice begins with ≥ when the one before it left none. */
export function comparatorOf(kind: string, before: string): string {
  const fixed = KIND_COMPARATOR[kind];
  if (fixed) return fixed;
  return Object.values(KIND_COMPARATOR).includes(before) && before !== "eq" ? "gte" : before;
}

/** The first values of the form. */
export function fieldsOf(as: As, draft: Draft, indicators: readonly IndicatorView[]): Fields {
  const { target, outcome } = draft;
  const rule = target.coverage;
  return {
    as,
    indicator: indicatorFields(draft[as].indicator, indicators),
    org_unit: draft[as].org_unit,
    note: draft[as].note ?? "",
    target: {
      kind: target.kind,
      comparator: target.comparator,
      value: target.value ?? "",
      value2: target.value2 ?? "",
      tolerance: target.tolerance ?? "",
      baseline: target.baseline ?? "",
      from: target.from ?? "",
      deadline: target.deadline ?? "",
      recurrence: target.recurrence ?? "",
      schedule: target.schedule,
      coverage: {
        comparator: rule?.comparator ?? "gte",
        threshold: rule?.threshold ?? "",
        threshold2: rule?.threshold2 ?? "",
        level: rule?.level ?? "village",
        population: rule?.population ?? "",
      },
      strength: target.strength,
      binding: target.binding,
      programme: target.programme ?? "",
      responsible: target.responsible ?? "",
    },
    outcome: {
      value: outcome.value,
      uom: outcome.uom,
      qualifier: outcome.qualifier,
      when: whenOf(outcome),
      as_of: outcome.as_of ?? "",
      period: outcome.period === "annual" ? "" : (outcome.period ?? ""),
      deadline: outcome.deadline ?? "",
      from: outcome.from ?? "",
      to: outcome.to ?? "",
    },
  };
}

function whenOf({ as_of, period, deadline, from }: AdoptOutcome): When {
  if (as_of) return "as_of";
  if (period) return period === "annual" ? "annual" : "period";
  if (deadline) return "deadline";
  return from ? "span" : "open";
}

function indicatorFields(choice: IndicatorChoice, indicators: readonly IndicatorView[]): IndicatorFields {
  if (choice.type === "new") {
    const { name, uom, decimals, accumulation, direction, definition } = choice.indicator;
    return { id: "", name, uom, decimals, accumulation, direction, definition: definition ?? "" };
  }
  const found = indicators.find(({ id }) => id === choice.id);
  return found ? existing(found) : { ...UNKNOWN, id: choice.id };
}

const UNKNOWN: IndicatorFields = {
  id: "",
  name: "",
  uom: "",
  decimals: 0,
  accumulation: "ytd",
  direction: "up",
  definition: "",
};

export function existing(indicator: IndicatorView): IndicatorFields {
  const { id, name, uom, decimals, accumulation, direction, definition } = indicator;
  return { id, name, uom, decimals, accumulation, direction, definition: definition ?? "" };
}

/** What the two ways share follows the switch where nobody has changed it: their drafts may differ in it. */
export function switched(now: Fields, to: As, draft: Draft, indicators: readonly IndicatorView[]): Fields {
  const [here, there] = [fieldsOf(now.as, draft, indicators), fieldsOf(to, draft, indicators)];
  const untouched = (name: "indicator" | "org_unit" | "note") =>
    JSON.stringify(now[name]) === JSON.stringify(here[name]);
  return {
    ...now,
    as: to,
    indicator: untouched("indicator") ? there.indicator : now.indicator,
    org_unit: untouched("org_unit") ? there.org_unit : now.org_unit,
    note: untouched("note") ? there.note : now.note,
  };
}

/** A quantity as typed for an indicator: with its own unit unless it is the indicator's. */
export function valueText(quantity: QuantityView, uom: string): string {
  return uom === "" || narrowed(quantity.uom) === narrowed(uom)
    ? quantity.value
    : `${quantity.value}${quantity.uom}`;
}

const given = (text: string) => text.trim() || null;

/** What is sent of the form. */
export function itemOf(passage: Passage, fields: Fields): AdoptItem {
  return fields.as === "target"
    ? { target: targetOf(passage, fields) }
    : { outcome: outcomeOf(passage, fields) };
}

function targetOf(passage: Passage, { target, indicator, org_unit, note }: Fields): AdoptTarget {
  const { kind } = target;
  const asked = (field: "value" | "value2" | "tolerance" | "baseline") =>
    asks(kind, field) ? given(target[field]) : null;
  return {
    passage,
    indicator: choiceOf(indicator, given(target.programme)),
    org_unit,
    kind,
    comparator: comparatorOf(kind, target.comparator),
    value: asked("value"),
    value2: asked("value2"),
    tolerance: asked("tolerance"),
    baseline: asked("baseline"),
    from: given(target.from),
    deadline: given(target.deadline),
    recurrence: given(target.recurrence),
    schedule: target.schedule,
    coverage: asks(kind, "coverage") ? ruleOf(target) : null,
    strength: target.strength,
    binding: target.binding,
    programme: given(target.programme),
    responsible: given(target.responsible),
    note: given(note),
  };
}

function ruleOf({ coverage }: TargetFields): CoverageRule {
  const { comparator, threshold, threshold2, level, population } = coverage;
  return {
    comparator,
    threshold: threshold.trim(),
    threshold2: comparator === "between" ? given(threshold2) : null,
    level,
    population: given(population),
  };
}

function outcomeOf(passage: Passage, { outcome, indicator, org_unit, note }: Fields): AdoptOutcome {
  const { when } = outcome;
  const at = (field: "as_of" | "deadline", of: When) => (when === of ? given(outcome[field]) : null);
  return {
    passage,
    indicator: choiceOf(indicator, null),
    org_unit,
    value: outcome.value.trim(),
    uom: outcome.uom.trim(),
    qualifier: outcome.qualifier,
    as_of: at("as_of", "as_of"),
    period: when === "annual" ? "annual" : when === "period" ? given(outcome.period) : null,
    deadline: at("deadline", "deadline"),
    from: when === "span" ? given(outcome.from) : null,
    to: when === "span" ? given(outcome.to) : null,
    note: given(note),
  };
}

function choiceOf(fields: IndicatorFields, programme: string | null): IndicatorChoice {
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
      definition: given(definition),
      programme,
    },
  };
}

/** Fields of the form by the place a problem names, where they are called otherwise. */
const PLACES: Record<string, readonly string[]> = {
  indicator: ["indicator.name", "indicator.id"],
  decimals: ["indicator.decimals"],
  org_unit: ["org_unit"],
  note: ["note"],
  coverage: ["target.coverage.threshold"],
};

/** The field a problem belongs to; empty: the form as a whole. */
export function fieldOf({ place }: ProblemView, as: As, shown: readonly string[]): string {
  const inItem = place.replace(/^\d+\./, "");
  const fields = PLACES[inItem] ?? [`${as}.${inItem}`];
  return fields.find((field) => shown.includes(field)) ?? "";
}
