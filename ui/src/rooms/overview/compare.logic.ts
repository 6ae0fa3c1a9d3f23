// Two days side by side: which lines are other than they were. What moved, and which way, the ledger says.
import type { ChangeView } from "../../wire/ChangeView";
import type { Figure } from "../../wire/Figure";
import type { TargetLine } from "../../wire/TargetLine";

/** Whether a line says anything else than it did. */
export function isChanged({ before, now }: ChangeView): boolean {
  return said(before) !== said(now);
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
