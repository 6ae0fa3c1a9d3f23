// The fields of a new form and the request they make. Whether they make sense is said by Rust.
import type { CreateFormRequest } from "../../wire/CreateFormRequest";
import type { ProblemView } from "../../wire/ProblemView";

export interface NewFormFields {
  name: string;
  frequency: string;
  measure: string;
  indicators: string[];
  parent: string;
  level: string;
  days_after: number | null;
  time: string;
}

export function firstFields(scope: string | null): NewFormFields {
  return {
    name: "",
    frequency: "month",
    measure: "ytd",
    indicators: [],
    parent: scope ?? "",
    level: "county",
    days_after: 5,
    time: "17:00",
  };
}

export function createRequest(fields: NewFormFields): CreateFormRequest {
  return {
    ...fields,
    name: fields.name.trim(),
    days_after: fields.days_after ?? 0,
    time: fields.time.trim().replace("：", ":"),
  };
}

/** The level under a unit's own: what usually reports to it. */
export function levelBelow(level: string): string {
  const levels = ["province", "prefecture", "county", "township", "village"];
  return levels[levels.indexOf(level) + 1] ?? "village";
}

const FIELDS = ["name", "frequency", "measure", "indicators", "parent", "level", "days_after", "time"];

export function fieldOf({ place }: ProblemView): string {
  const last = place.split(/[./]/).at(-1) ?? "";
  if (FIELDS.includes(last)) return last;
  return { indicator: "indicators", org_unit: "parent", due: "days_after" }[last] ?? "";
}
