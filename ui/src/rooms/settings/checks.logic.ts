// The settings of the data checks as a person edits them: numbers as typed.
import type { CheckSettings } from "../../wire/CheckSettings";

/** The thresholds in the order of the page. */
export const NUMBERS = [
  "jump_percent",
  "large_percent",
  "jump_steps",
  "same_periods",
  "round_periods",
  "outlier_score",
  "outlier_least",
  "slip_least",
  "twin_columns",
] as const;

type NumberName = (typeof NUMBERS)[number];

export type ChecksDraft = Pick<CheckSettings, "off" | "relations"> & Record<NumberName, string>;

export function draftOfChecks(held: CheckSettings): ChecksDraft {
  const { off, relations } = held;
  const typed = NUMBERS.map((name) => [name, String(held[name])] as const);
  return { off, relations, ...(Object.fromEntries(typed) as Record<NumberName, string>) };
}

/** A count that is no whole number goes out as one that is refused by its range. */
const count = (typed: string) => (/^\d+$/.test(typed.trim()) ? Math.min(Number(typed), 4_000_000_000) : 0);

export function checksOf(draft: ChecksDraft): CheckSettings {
  return {
    off: draft.off,
    relations: draft.relations,
    jump_percent: draft.jump_percent.trim(),
    large_percent: draft.large_percent.trim(),
    jump_steps: count(draft.jump_steps),
    same_periods: count(draft.same_periods),
    round_periods: count(draft.round_periods),
    outlier_score: draft.outlier_score.trim(),
    outlier_least: count(draft.outlier_least),
    slip_least: count(draft.slip_least),
    twin_columns: count(draft.twin_columns),
  };
}

export function isNewChecks(draft: ChecksDraft, held: CheckSettings): boolean {
  const sorted = ({ off, ...rest }: ChecksDraft) => JSON.stringify([off.toSorted(), rest]);
  return sorted(draft) !== sorted(draftOfChecks(held));
}

export function toggledClass(off: readonly string[], code: string): string[] {
  return off.includes(code) ? off.filter((other) => other !== code) : [...off, code];
}
