// Two days side by side: the lines of both joined by target and unit, and whether anything is other than it was. Nothing is
// subtracted here: what each day says stands beside what the other says.
import type { Figure } from "../../wire/Figure";
import type { TargetLine } from "../../wire/TargetLine";
import { lineKey } from "./overview.logic";

export interface Pair {
  key: string;
  /** As it was on the earlier day; null: it was not there. */
  before: TargetLine | null;
  /** As it is on the later day; null: it is there no more. */
  now: TargetLine | null;
  isChanged: boolean;
}

/** In the order of the later day, the worst first; what is there no more follows. */
export function pairsOf(before: readonly TargetLine[], now: readonly TargetLine[]): Pair[] {
  const earlier = new Map(before.map((line) => [lineKey(line), line]));
  const later = new Set(now.map(lineKey));
  const pair = (was: TargetLine | null, is: TargetLine | null): Pair => ({
    key: lineKey((is ?? was) as TargetLine),
    before: was,
    now: is,
    isChanged: said(was) !== said(is),
  });
  return [
    ...now.map((line) => pair(earlier.get(lineKey(line)) ?? null, line)),
    ...before.filter((line) => !later.has(lineKey(line))).map((line) => pair(line, null)),
  ];
}

function said(line: TargetLine | null): string {
  if (!line) return "";
  const { goal, actual, rate, coverage, status } = line;
  const text = (figure: Figure | null) => figure?.text ?? "";
  return [goal, text(actual), text(rate), coverage ?? "", status.code].join("|");
}

/** The last day of the month before a day. */
export function monthBefore(day: string): string {
  const [year = 0, month = 1] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}
