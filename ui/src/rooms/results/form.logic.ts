// The fields of a form and the request they make. Whether they make sense is said by Rust.
import type { FormDraft } from "../../wire/FormDraft";
import type { ProblemView } from "../../wire/ProblemView";
import type { PutFormRequest } from "../../wire/PutFormRequest";

/** A form is made, changed, or copied from another. */
export type FormWay = "new" | "edit" | "copy";

export interface FormFields {
  name: string;
  frequency: string;
  measure: string;
  indicators: string[];
  parent: string;
  level: string;
  days_after: number | null;
  time: string;
  holiday: string;
  evidence: string[];
  notes: string;
  /** The first period the change or the copy holds for; none: it holds for all of them. */
  from?: string | undefined;
  reason: string;
}

export function firstFields(scope: string | null): FormFields {
  return {
    name: "",
    frequency: "month",
    measure: "ytd",
    indicators: [],
    parent: scope ?? "",
    level: "county",
    days_after: 5,
    time: "17:00",
    holiday: "postpone",
    evidence: [],
    notes: "",
    reason: "",
  };
}

/** What a form that is there says, one note a line. */
export function fieldsOf(form: FormDraft, name: string): FormFields {
  const { frequency, measure, indicators, parent, level, days_after, time, holiday, evidence } = form;
  const notes = form.notes.join("\n");
  return {
    name,
    frequency,
    measure,
    indicators,
    parent,
    level,
    days_after,
    time,
    holiday,
    evidence,
    notes,
    from: form.from ?? undefined,
    reason: "",
  };
}

/** `from` is the form that is changed or copied; measures of single indicators come along with it. */
export function putRequest(fields: FormFields, way: FormWay, from: FormDraft | null): PutFormRequest {
  const { reason, from: begins, ...said } = fields;
  const kept = Object.entries(from?.measures ?? {}).filter(([id]) => fields.indicators.includes(id));
  return {
    form: {
      ...said,
      id: way === "edit" ? (from?.id ?? null) : null,
      name: fields.name.trim(),
      measures: Object.fromEntries(kept),
      days_after: fields.days_after ?? 0,
      evidence: fields.evidence.filter((id) => fields.indicators.includes(id)),
      time: fields.time.trim().replace("：", ":"),
      notes: fields.notes
        .split("\n")
        .map((note) => note.trim())
        .filter(Boolean),
      from: begins ?? null,
      until: null,
      in_use: false,
    },
    reason: reason.trim(),
  };
}

/** The level under a unit's own: what usually reports to it. */
export function levelBelow(level: string): string {
  const levels = ["province", "prefecture", "county", "township", "village"];
  return levels[levels.indexOf(level) + 1] ?? "village";
}

const FIELDS = [...Object.keys(firstFields(null)), "from"];

export function fieldOf({ place }: ProblemView): string {
  const last = place.split(/[./]/).at(-1) ?? "";
  if (FIELDS.includes(last)) return last;
  return { indicator: "indicators", org_unit: "parent", due: "days_after" }[last] ?? "";
}
