// From a draft of a target to the form and back: which fields a kind of target asks for, the typed texts, what is sent.
// Nothing is guessed or computed here: numbers go as they are typed, with their unit where it is not the indicator's, and
// Rust reads, converts or refuses them.
import type { AttributeThreshold } from "../wire/AttributeThreshold";
import type { CoverageRule } from "../wire/CoverageRule";
import type { IndicatorView } from "../wire/IndicatorView";
import type { TargetDraft } from "../wire/TargetDraft";
import { choiceOf, type IndicatorFields, indicatorFields } from "./indicator.logic";

export interface CoverageFields {
  /** The id of what each unit is measured by, or empty: the target's indicator. */
  indicator: string;
  comparator: string;
  threshold: string;
  threshold2: string;
  /** The attribute the threshold depends on, or empty. */
  attribute: string;
  /** Value of the attribute → typed threshold. */
  by: Record<string, string>;
  /** The indicator that says how many were found, or empty. */
  found: string;
  level: string;
  units: string[];
  population: string;
}

export interface ScheduleFields {
  code: string;
  /** Day → what should be reached by it, as typed. */
  points: Record<string, string>;
  /** The weights of the twelve months, as typed. */
  weights: string[];
}

export interface TargetFields {
  kind: string;
  comparator: string;
  value: string;
  value2: string;
  tolerance: string;
  baseline: string;
  baseline_period: string;
  change_by: string;
  growth: string;
  rising: boolean;
  from: string;
  deadline: string;
  recurrence: string;
  completion_rule: string;
  schedule: ScheduleFields;
  coverage: CoverageFields;
  strength: string;
  binding: string;
  programme: string;
  responsible: string;
  own: boolean;
}

/** The part of a form that makes a target. */
export interface TargetFormFields {
  indicator: IndicatorFields;
  org_unit: string;
  note: string;
  target: TargetFields;
}

type Asked =
  | "comparator"
  | "value"
  | "value2"
  | "tolerance"
  | "baseline"
  | "change_by"
  | "growth"
  | "coverage"
  | "schedule";

/** Which fields beside the common ones a kind of target asks for. */
const KIND_FIELDS: Record<string, readonly Asked[]> = {
  level: ["comparator", "value", "schedule"],
  change: ["comparator", "value", "change_by", "baseline", "schedule"],
  keep: ["comparator", "value"],
  range: ["value", "value2"],
  approx: ["value", "tolerance", "schedule"],
  coverage: ["coverage", "value"],
  clear_to_zero: [],
  no_event: [],
  deliverable: [],
  growth: ["comparator", "value", "growth", "baseline"],
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

/** The ways to compute 完成率 that mean something for a kind; usual: the one that follows from it. */
const KIND_RULES: Record<string, readonly string[]> = {
  level: [
    "usual",
    "ratio",
    "from_baseline",
    "headroom",
    "none",
    "tola",
    "open_sdg_cagr",
    "german_projection",
  ],
  change: ["usual", "from_baseline", "ratio", "none", "tola", "open_sdg_cagr", "german_projection"],
  keep: ["usual", "ratio", "headroom", "none", "tola"],
  coverage: ["usual", "coverage", "none"],
  clear_to_zero: ["usual", "from_baseline", "ratio", "none"],
  deliverable: ["usual", "milestones", "none"],
};

/** Rules that start from a baseline, whatever the kind. */
const FROM_BASELINE = ["from_baseline", "open_sdg_cagr", "german_projection"];

/** Accumulations that grow over the window, so that part of the time passed asks for part of the value. */
const GROWING = ["since_start", "ytd", "period_flow"];

/** What the value of a change or a growth is typed in; of all else the indicator's unit of measure. */
export function valueUom({ kind, change_by }: Pick<TargetFields, "kind" | "change_by">, uom: string): string {
  if (kind === "growth") return "%";
  return (kind === "change" && CHANGE_UOM[change_by]) || uom;
}

const CHANGE_UOM: Record<string, string> = { percent: "%", points: "个百分点", multiple: "倍" };

type Shape = Pick<TargetFields, "kind" | "completion_rule" | "baseline">;

export function asks({ kind, completion_rule, baseline }: Shape, field: Asked): boolean {
  const fromBaseline = FROM_BASELINE.includes(completion_rule) || baseline !== "";
  return (KIND_FIELDS[kind]?.includes(field) ?? true) || (field === "baseline" && fromBaseline);
}

export function asksSchedule(shape: Shape, accumulation: string): boolean {
  return asks(shape, "schedule") && GROWING.includes(accumulation);
}

export function rulesOf(kind: string): readonly string[] {
  return KIND_RULES[kind] ?? [];
}

/** A kind with a choice begins with ≥ when the one before it left none. */
export function comparatorOf(kind: string, before: string): string {
  const fixed = KIND_COMPARATOR[kind];
  if (fixed) return fixed;
  return Object.values(KIND_COMPARATOR).includes(before) && before !== "eq" ? "gte" : before;
}

/** The first values of the form. */
export function targetFormFields(draft: TargetDraft, indicators: readonly IndicatorView[]): TargetFormFields {
  const rule = draft.coverage;
  return {
    indicator: indicatorFields(draft.indicator, indicators),
    org_unit: draft.org_unit,
    note: draft.note ?? "",
    target: {
      kind: draft.kind,
      comparator: draft.comparator,
      value: draft.value ?? "",
      value2: draft.value2 ?? "",
      tolerance: draft.tolerance ?? "",
      baseline: draft.baseline ?? "",
      baseline_period: draft.baseline_period ?? "",
      change_by: draft.change_by ?? "",
      growth: draft.growth ?? "",
      rising: draft.rising,
      from: draft.from ?? "",
      deadline: draft.deadline ?? "",
      recurrence: draft.recurrence ?? "",
      completion_rule: draft.completion_rule,
      schedule: {
        code: draft.schedule.code,
        points: Object.fromEntries(draft.schedule.points.map(({ day, text }) => [day, text])),
        weights: draft.schedule.weights,
      },
      coverage: {
        indicator: rule?.indicator ?? "",
        comparator: rule?.comparator ?? "gte",
        threshold: rule?.threshold ?? "",
        threshold2: rule?.threshold2 ?? "",
        attribute: rule?.attribute ?? "",
        by: Object.fromEntries((rule?.by_attribute ?? []).map(({ value, text }) => [value, text])),
        found: rule?.found ?? "",
        level: rule?.level ?? "village",
        units: rule?.units ?? [],
        population: rule?.population ?? "",
      },
      strength: draft.strength,
      binding: draft.binding,
      programme: draft.programme ?? "",
      responsible: draft.responsible ?? "",
      own: draft.own,
    },
  };
}

const given = (text: string) => text.trim() || null;

/** What is sent of the form: only what its kind asks for. */
export function targetDraftOf({ target, indicator, org_unit, note }: TargetFormFields): TargetDraft {
  const { kind } = target;
  const asked = (field: "value" | "value2" | "tolerance" | "baseline" | "change_by" | "growth") =>
    asks(target, field) ? given(target[field]) : null;
  const baseline = asked("baseline");
  return {
    indicator: choiceOf(indicator, given(target.programme)),
    org_unit,
    kind,
    comparator: comparatorOf(kind, target.comparator),
    value: asked("value"),
    value2: asked("value2"),
    tolerance: asked("tolerance"),
    baseline,
    baseline_period: baseline === null ? null : given(target.baseline_period),
    change_by: asked("change_by"),
    growth: asked("growth"),
    rising: target.rising,
    from: given(target.from),
    deadline: given(target.deadline),
    recurrence: given(target.recurrence),
    completion_rule: target.completion_rule,
    schedule: scheduleOf(target.schedule),
    coverage: asks(target, "coverage") ? ruleOf(target) : null,
    strength: target.strength,
    binding: target.binding,
    programme: given(target.programme),
    responsible: given(target.responsible),
    own: target.own,
    note: given(note),
  };
}

function scheduleOf({ code, points, weights }: ScheduleFields): TargetDraft["schedule"] {
  const planned = Object.entries(points)
    .filter(([, text]) => text.trim() !== "")
    .map(([day, text]) => ({ day, text: text.trim() }));
  const months = Array.from({ length: 12 }, (_, month) => weights[month]?.trim() || "0");
  return {
    code,
    points: code === "curve" ? planned.toSorted((a, b) => a.day.localeCompare(b.day)) : [],
    weights: code === "seasonal" ? months : [],
  };
}

function ruleOf({ coverage }: TargetFields): CoverageRule {
  const { indicator, comparator, threshold, threshold2, attribute, by, found, level, units, population } =
    coverage;
  const thresholds: AttributeThreshold[] = Object.entries(by)
    .filter(([, text]) => text.trim() !== "")
    .map(([value, text]) => ({ value, text: text.trim() }));
  return {
    indicator: given(indicator),
    comparator,
    threshold: attribute === "" && found === "" ? threshold.trim() : "",
    threshold2: comparator === "between" ? given(threshold2) : null,
    attribute: given(attribute),
    by_attribute: attribute === "" ? [] : thresholds,
    found: given(found),
    level,
    units,
    population: given(population),
  };
}

/**
 * The days a planned curve is typed for: the ends of the months of the window, of long windows those of quarters or years,
 * and every day that has a value already.
 */
export function planDays(from: string, deadline: string, points: Record<string, string>): string[] {
  const days = new Set(Object.keys(points).filter((day) => points[day]?.trim()));
  if (/^\d{4}-\d{2}-\d{2}$/.test(deadline)) {
    const last = monthNumber(deadline);
    const first = /^\d{4}-\d{2}-\d{2}$/.test(from) ? monthNumber(from) : last - (last % 12);
    const months = last - first + 1;
    const step = months > 60 ? 12 : months > 24 ? 3 : 1;
    for (let month = last; month >= first; month -= step) {
      days.add(month === last ? deadline : monthEnd(month));
    }
  }
  return [...days].toSorted();
}

function monthNumber(day: string): number {
  return Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;
}

function monthEnd(month: number): string {
  return new Date(Date.UTC(Math.floor(month / 12), (month % 12) + 1, 0)).toISOString().slice(0, 10);
}

/** A pasted column over the days from one on: of several cells in a row the last one is the figure. */
export function pastedPlan(
  block: readonly (readonly string[])[],
  days: readonly string[],
  from: number,
): Record<string, string> {
  const cells = block.length === 1 ? (block[0] ?? []) : block.map((row) => row.at(-1) ?? "");
  const filled = cells.flatMap((cell, at): [string, string][] => {
    const day = days[from + at];
    return day ? [[day, cell.trim()]] : [];
  });
  return Object.fromEntries(filled);
}
