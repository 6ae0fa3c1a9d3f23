// From a passage to what is adopted: the form's first values from the proposal, which fields a kind of target asks for,
// the request the wire takes, and the field a refusal belongs to. Nothing is computed here: numbers go as they are
// typed, with their unit where it is not the indicator's, and Rust reads, converts or refuses them.
import { narrowed } from "../../lib/number";
import type { AdoptOutcomeRequest } from "../../wire/AdoptOutcomeRequest";
import type { AdoptTargetRequest } from "../../wire/AdoptTargetRequest";
import type { IndicatorChoice } from "../../wire/IndicatorChoice";
import type { IndicatorView } from "../../wire/IndicatorView";
import type { Passage } from "../../wire/Passage";
import type { PassageProposal } from "../../wire/PassageProposal";
import type { ProblemView } from "../../wire/ProblemView";
import type { QuantityView } from "../../wire/QuantityView";

export type TargetKind =
  | "level"
  | "change"
  | "keep"
  | "range"
  | "approx"
  | "coverage"
  | "clear_to_zero"
  | "no_event"
  | "deliverable"
  | "growth"
  | "rank";

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

export interface TargetFields {
  indicator: IndicatorFields;
  org_unit: string;
  kind: TargetKind;
  comparator: string;
  value: string;
  value2: string;
  tolerance: string;
  baseline: string;
  from: string;
  deadline: string;
  recurrence: string;
  schedule: string;
  unit_comparator: string;
  unit_threshold: string;
  unit_level: string;
  unit_population: string;
  strength: string;
  binding: string;
  programme: string;
  responsible: string;
  note: string;
}

export interface OutcomeFields {
  indicator: IndicatorFields;
  org_unit: string;
  value: string;
  uom: string;
  qualifier: string;
  when: "as_of" | "period" | "open";
  as_of: string;
  period: string;
  note: string;
}

/** Which fields beside the common ones a kind of target asks for. */
export const KIND_FIELDS: Record<TargetKind, readonly (keyof TargetFields)[]> = {
  level: ["comparator", "value"],
  change: ["comparator", "value", "baseline"],
  keep: ["comparator", "value"],
  range: ["value", "value2"],
  approx: ["value", "tolerance"],
  coverage: ["unit_comparator", "unit_threshold", "unit_level", "unit_population", "value"],
  clear_to_zero: [],
  no_event: [],
  deliverable: [],
  growth: ["comparator", "value", "baseline"],
  rank: ["comparator", "value"],
};

/** The comparator of kinds that leave no choice. */
const KIND_COMPARATOR: Partial<Record<TargetKind, string>> = {
  range: "between",
  approx: "approx",
  coverage: "gte",
  clear_to_zero: "eq",
  no_event: "no_event",
  deliverable: "done",
};

export function asks(kind: TargetKind, field: keyof TargetFields): boolean {
  return KIND_FIELDS[kind].includes(field);
}

// The force of the wording, strongest first (domain guide §2.1).
const STRENGTHS: [RegExp, string][] = [
  [/确保/, "ensure"],
  [/必须|全部|一律/, "must"],
  [/力争|争取/, "strive"],
  [/稳步|逐步/, "steady"],
  [/计划|规划/, "plan"],
];

// 每个嘎查村, 每个旗县: a rule that every unit of a level has to meet.
const EACH: [RegExp, string][] = [
  [/每个?(?:嘎查|行政村|村)|(?:嘎查|行政)?村.{0,12}(?:全部|均|都)达到/, "village"],
  [/每个?(?:苏木|乡镇|镇)/, "township"],
  [/每个?(?:[^，。；]{0,6}旗县|县|区)/, "county"],
];

export function targetFields(proposal: PassageProposal, indicators: readonly IndicatorView[]): TargetFields {
  const quantity = proposal.quantities[0];
  const level = EACH.find(([pattern]) => pattern.test(proposal.sentence))?.[1];
  const kind = kindOf(quantity, level);
  const indicator = indicatorFields(proposal, indicators, quantity);
  const value = quantity ? valueText(quantity, indicator.uom) : "";
  return {
    indicator,
    org_unit: proposal.org_unit ?? "",
    kind,
    comparator: KIND_COMPARATOR[kind] ?? comparatorOf(quantity),
    value: kind === "coverage" ? "100%" : value,
    value2: "",
    tolerance: "",
    baseline: "",
    from: proposal.from ?? "",
    deadline: proposal.deadline ?? "",
    recurrence: /每年/.test(proposal.sentence) ? "year" : "",
    schedule: scheduleOf(kind, indicator.accumulation),
    unit_comparator: kind === "coverage" ? comparatorOf(quantity) : "gte",
    unit_threshold: kind === "coverage" ? value : "",
    unit_level: level ?? "village",
    unit_population: "",
    strength: STRENGTHS.find(([pattern]) => pattern.test(proposal.sentence))?.[1] ?? "reach",
    binding: "expected",
    programme: "",
    responsible: "",
    note: "",
  };
}

export function outcomeFields(
  proposal: PassageProposal,
  indicators: readonly IndicatorView[],
): OutcomeFields {
  const quantity = proposal.quantities[0];
  return {
    indicator: indicatorFields(proposal, indicators, quantity),
    org_unit: proposal.org_unit ?? "",
    value: quantity?.value ?? "",
    uom: quantity?.uom ?? "",
    qualifier: quantity?.qualifier ?? "=",
    when: proposal.deadline ? "as_of" : "open",
    as_of: proposal.deadline ?? "",
    period: "",
    note: "",
  };
}

function kindOf(quantity: QuantityView | undefined, level: string | undefined): TargetKind {
  if (!quantity) return "deliverable";
  if (level) return "coverage";
  if (quantity.comparator === "approx") return "approx";
  if (quantity.comparator === "between") return "range";
  return "level";
}

/** A plain number in a plan is a lower bound (domain guide §2.10): 计划在400个村 is not missed by 401. 100 % is exact. */
function comparatorOf(quantity: QuantityView | undefined): string {
  const stated = quantity?.comparator ?? "";
  if (stated === "eq")
    return /^100(\.0+)?$/.test(quantity?.value ?? "") && isPercent(quantity) ? "eq" : "gte";
  return ["gte", "lte", "gt", "lt"].includes(stated) ? stated : "gte";
}

function isPercent(quantity: QuantityView | undefined): boolean {
  return /[%％‰]/.test(quantity?.uom ?? "");
}

/** Time progress does not apply to levels, shares and rules of every unit (design §4). */
export function scheduleOf(kind: TargetKind, accumulation: string): string {
  const runs = ["since_start", "ytd", "period_flow"].includes(accumulation);
  return runs && (kind === "level" || kind === "change" || kind === "approx") ? "calendar_month" : "none";
}

function indicatorFields(
  proposal: PassageProposal,
  indicators: readonly IndicatorView[],
  quantity: QuantityView | undefined,
): IndicatorFields {
  const near = indicators.find(({ id }) => id === proposal.indicators[0]);
  return near ? existing(near) : newIndicator(proposal, quantity);
}

export function existing(indicator: IndicatorView): IndicatorFields {
  const { id, name, uom, decimals, accumulation, direction, definition } = indicator;
  return { id, name, uom, decimals, accumulation, direction, definition: definition ?? "" };
}

export function newIndicator(
  proposal: PassageProposal,
  quantity: QuantityView | undefined = proposal.quantities[0],
): IndicatorFields {
  const percent = isPercent(quantity);
  const falls = quantity?.comparator === "lte" || quantity?.comparator === "lt";
  return {
    id: "",
    name: nameOf(proposal.quote, quantity),
    uom: quantity?.uom ?? "",
    decimals: quantity?.value.split(".")[1]?.length ?? 0,
    accumulation: percent ? "ratio" : quantity ? "ytd" : "qualitative",
    direction: falls ? "down" : "up",
    definition: "",
  };
}

const LEADING =
  /^(?:[，,、；;：:\s]|今年|年内|全年|(?:到|至)?\d{4}年(?:底|末)?前?|每年|计划|规划|力争|确保|争取|将|要|在|对|实现|达到|新增)+/;

/** What is left of a passage without time, plan words and the quantity: a beginning for the name, to be edited. */
export function nameOf(quote: string, quantity: QuantityView | undefined): string {
  const at = quantity ? quote.indexOf(quantity.text) : -1;
  const after = at >= 0 && quantity ? quote.slice(at + quantity.text.length) : "";
  const before = at >= 0 ? quote.slice(0, at) : quote;
  const tidy = (text: string) =>
    text
      .replace(LEADING, "")
      .replace(/^(?:个|以上|以内|左右)+/, "")
      .replace(/[。；;，,\s]+$/, "");
  const [first = ""] = tidy(after).split(/[，。；,;]/);
  const name =
    first.length >= 4
      ? first
      : (tidy(before)
          .split(/[，。；,;]/)
          .at(-1) ?? "");
  return name.replace(/(?:达到|不低于|不少于|超过|提高到)$/, "").slice(0, 30);
}

/** A quantity as typed for an indicator: with its own unit unless it is the indicator's. */
export function valueText(quantity: QuantityView, uom: string): string {
  return uom === "" || narrowed(quantity.uom) === narrowed(uom)
    ? quantity.value
    : `${quantity.value}${quantity.uom}`;
}

const given = (text: string) => text.trim() || null;

export function targetRequest(passage: Passage, fields: TargetFields): AdoptTargetRequest {
  const { kind } = fields;
  const asked = (field: "value" | "value2" | "tolerance" | "baseline") =>
    asks(kind, field) ? given(fields[field]) : null;
  return {
    passage,
    indicator: indicatorChoice(fields.indicator, given(fields.programme)),
    org_unit: fields.org_unit,
    kind,
    comparator: KIND_COMPARATOR[kind] ?? fields.comparator,
    value: asked("value"),
    value2: asked("value2"),
    tolerance: asked("tolerance"),
    baseline: asked("baseline"),
    from: given(fields.from),
    deadline: given(fields.deadline),
    recurrence: given(fields.recurrence),
    schedule: fields.schedule,
    coverage:
      kind === "coverage"
        ? {
            comparator: fields.unit_comparator,
            threshold: fields.unit_threshold.trim(),
            level: fields.unit_level,
            population: given(fields.unit_population),
          }
        : null,
    strength: fields.strength,
    binding: fields.binding,
    programme: given(fields.programme),
    responsible: given(fields.responsible),
    note: given(fields.note),
  };
}

export function outcomeRequest(passage: Passage, fields: OutcomeFields): AdoptOutcomeRequest {
  return {
    passage,
    indicator: indicatorChoice(fields.indicator, null),
    org_unit: fields.org_unit,
    value: fields.value.trim(),
    uom: fields.uom.trim(),
    qualifier: fields.qualifier,
    as_of: fields.when === "as_of" ? given(fields.as_of) : null,
    period: fields.when === "period" ? given(fields.period) : null,
    note: given(fields.note),
  };
}

function indicatorChoice(fields: IndicatorFields, programme: string | null): IndicatorChoice {
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

/** Fields of the forms by the place a refusal names. */
const PLACES: Record<string, string> = {
  indicator: "indicator.name",
  uom: "indicator.uom",
  decimals: "indicator.decimals",
  coverage: "unit_threshold",
  threshold: "unit_threshold",
  population: "unit_population",
  level: "unit_level",
};

/** The field a problem belongs to; empty: the form as a whole. */
export function fieldOf(problem: ProblemView, shown: readonly string[]): string {
  const last = problem.place.split(/[./]/).at(-1) ?? "";
  const codes: Record<string, string> = {
    "indicator.name_missing": "indicator.name",
    "indicator.decimals": "indicator.decimals",
  };
  const field = codes[problem.code] ?? PLACES[problem.place] ?? PLACES[last] ?? last;
  return shown.includes(field) ? field : "";
}
