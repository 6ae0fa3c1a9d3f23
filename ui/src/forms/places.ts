// The field of a form a problem belongs to.
import type { ProblemView } from "../wire/ProblemView";

/** Fields by the place a problem names, where they are called otherwise. */
const PLACES: Record<string, readonly string[]> = {
  indicator: ["indicator.name", "indicator.id"],
  decimals: ["indicator.decimals"],
  coverage: ["target.coverage.threshold", "target.coverage.by"],
  "coverage.threshold": ["target.coverage.threshold", "target.coverage.by"],
  schedule: ["target.schedule.points", "target.schedule.weights", "target.schedule.code"],
  "schedule.points": ["target.schedule.points"],
  "schedule.weights": ["target.schedule.weights"],
};

/** The shown field a problem belongs to; empty: the form as a whole. Fields of the thing itself lie under its name. */
export function fieldOf({ place }: ProblemView, under: string, shown: readonly string[]): string {
  const inItem = place.replace(/^\d+\./, "");
  const fields = PLACES[inItem] ?? [`${under}.${inItem}`, inItem];
  return fields.find((field) => shown.includes(field)) ?? "";
}
