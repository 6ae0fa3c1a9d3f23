// How the address says what is edited, and what a new target begins with.
import { described, NEW_INDICATOR } from "../../forms/indicator.logic";
import type { TargetDraft } from "../../wire/TargetDraft";
import type { VersionChange } from "../../wire/VersionChange";

export type Editing = "new" | "copy" | "revise" | "correct";

export function editingOf(value: string | undefined): Editing | null {
  return value === "new" || value === "copy" || value === "revise" || value === "correct" ? value : null;
}

/** The first version has no day; in an address it is called first. */
const FIRST = "first";

export function versionInAddress(validFrom: string | null): string {
  return validFrom ?? FIRST;
}

export function versionOf(value: string | undefined): string | null {
  return value === undefined || value === FIRST ? null : value;
}

/** The first day of the month after a day: what is known to the day is judged as it was. */
export function dayAfterMonth(day: string): string {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 10);
}

/** A new target says nothing yet. */
export function blank(orgUnit: string | null): TargetDraft {
  return {
    indicator: {
      type: "new",
      indicator: described(NEW_INDICATOR, null),
    },
    org_unit: orgUnit ?? "",
    kind: "level",
    comparator: "gte",
    value: null,
    value2: null,
    tolerance: null,
    baseline: null,
    baseline_period: null,
    change_by: null,
    growth: null,
    rising: false,
    from: null,
    deadline: null,
    recurrence: null,
    completion_rule: "usual",
    schedule: { code: "usual", points: [], weights: [] },
    coverage: null,
    strength: "reach",
    binding: "general",
    programme: null,
    responsible: null,
    own: false,
    note: null,
  };
}

export function changeOf(editing: "revise" | "correct", day: string, version: string | null): VersionChange {
  return editing === "revise" ? { type: "from", day } : { type: "correct", valid_from: version };
}
