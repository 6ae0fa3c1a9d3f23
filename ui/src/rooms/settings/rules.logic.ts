// The rules of judging as a person edits them: the table of lamps line by line, the numbers as typed, and what of it is
// new. Whether a table does is decided by the ledger; here it is only put together.
import { shifted, trimmed } from "../../lib/decimal";
import type { AssessmentSettings } from "../../wire/AssessmentSettings";
import type { LampLine } from "../../wire/LampLine";
import type { LampsView } from "../../wire/LampsView";
import type { NamedView } from "../../wire/NamedView";

/** What is being edited: numbers as typed, the share of 左右 in per cent. */
export interface Draft {
  tolerance: string;
  farBehind: string;
  approx: string;
  completedOnly: boolean;
  preset: string | null;
  rules: readonly LampLine[];
  reason: string;
}

export function draftOf(held: AssessmentSettings): Draft {
  return {
    tolerance: held.tolerance_points,
    farBehind: held.far_behind_points,
    approx: trimmed(shifted(held.approx_tolerance, 2)),
    completedOnly: held.completed_periods_only,
    preset: held.lamps.preset,
    rules: held.lamps.rules,
    reason: "",
  };
}

export function settingsOf(draft: Draft): AssessmentSettings {
  return {
    tolerance_points: draft.tolerance.trim(),
    far_behind_points: draft.farBehind.trim(),
    approx_tolerance: shifted(draft.approx.trim(), -2),
    completed_periods_only: draft.completedOnly,
    lamps: { preset: draft.preset, name: "", rules: [...draft.rules] },
  };
}

/** Whether the draft says something else than what holds; a reason alone is nothing new. */
export function isNew(draft: Draft, held: AssessmentSettings): boolean {
  const said = ({ reason: _, ...rest }: Draft) => JSON.stringify(rest);
  return said(draft) !== said(draftOf(held));
}

/** Which bounds a status may have: what lags may by how far or how long, what has a time yet by how near it is. */
const BOUNDS: Record<string, readonly string[]> = {
  behind: ["points", "months", "quarter", "days_left"],
  far_behind: ["points", "months", "quarter", "days_left"],
  not_started: ["points", "months", "quarter", "days_left"],
  overdue: ["points", "months", "quarter"],
  on_track: ["days_left"],
  unscheduled: ["days_left"],
};

/** What a bound begins with, and how much further the next one of its kind goes. */
const STEPS: Record<string, number> = { points: 10, months: 1, days_left: 30 };

export interface Band {
  /** Its place among the lines of the table. */
  at: number;
  line: LampLine;
  /** The last of several bands of its status, which takes what the others leave. */
  rest: boolean;
}

export interface StatusRow {
  status: NamedView;
  /** None: the status gets no lamp, and the table cannot be used. */
  bands: Band[];
  /** The kinds of bounds it may have; none: one lamp for all of it. */
  bounds: readonly string[];
}

/** The table a status at a time, in the order of the list of statuses. */
export function statusRows(rules: readonly LampLine[], statuses: readonly NamedView[]): StatusRow[] {
  return statuses.map((status) => {
    const lines = rules.map((line, at) => ({ at, line })).filter(({ line }) => line.status === status.code);
    return {
      status,
      bounds: BOUNDS[status.code] ?? [],
      bands: lines.map((band) => ({
        ...band,
        rest: lines.length > 1 && band.line.bound === null,
      })),
    };
  });
}

/** A bound of a kind that goes a step further than those of its kind before it. */
export function boundOf(kind: string, before: readonly LampLine[]): Pick<LampLine, "bound" | "at_most"> {
  const step = STEPS[kind];
  if (step === undefined) return { bound: kind, at_most: null };
  const alike = before.filter(({ bound }) => bound === kind).map(({ at_most }) => at_most ?? 0);
  return { bound: kind, at_most: Math.max(0, ...alike) + step };
}

/** One more band before the last of a status, of the kind of the one before it and a step further. */
export function divided(rules: readonly LampLine[], status: string): LampLine[] {
  const lines = rules.filter((line) => line.status === status);
  const last = rules.findLastIndex((line) => line.status === status);
  const kinds = BOUNDS[status] ?? [];
  const used = lines.findLast(({ bound }) => bound !== null && bound in STEPS)?.bound;
  const bound = lines.length === 0 ? { bound: null, at_most: null } : boundOf(used ?? kinds[0] ?? "", lines);
  const band: LampLine = { status, ...bound, lamp: rules[last]?.lamp ?? "grey" };
  return last < 0 ? [...rules, band] : rules.toSpliced(last, 0, band);
}

export function without(rules: readonly LampLine[], at: number): LampLine[] {
  return rules.toSpliced(at, 1);
}

export function withLine(rules: readonly LampLine[], at: number, change: Partial<LampLine>): LampLine[] {
  return rules.map((line, place) => (place === at ? { ...line, ...change } : line));
}

/** The shipped table that says exactly this, if one does: edited back it is that table again. */
export function presetOf(rules: readonly LampLine[], presets: readonly LampsView[]): string | null {
  const said = JSON.stringify(rules);
  return presets.find((preset) => JSON.stringify(preset.rules) === said)?.preset ?? null;
}
