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
  /** Counted from the period's end, or a day of its last month. */
  due_by: "after" | "of_month";
  days_after: number | null;
  due_day: number | null;
  as_of_day: number | null;
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
    due_by: "after",
    days_after: 5,
    due_day: null,
    as_of_day: null,
    time: "17:00",
    holiday: "postpone",
    evidence: [],
    notes: "",
    reason: "",
  };
}

/** What a form that is there says, one note a line. */
export function fieldsOf(form: FormDraft, name: string): FormFields {
  const { frequency, measure, indicators, parent, level, days_after, due_day, as_of_day } = form;
  const { time, holiday, evidence } = form;
  const notes = form.notes.join("\n");
  return {
    name,
    frequency,
    measure,
    indicators,
    parent,
    level,
    due_by: due_day === null ? "after" : "of_month",
    days_after,
    due_day,
    as_of_day,
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
  const { reason, from: begins, due_by, ...said } = fields;
  const kept = Object.entries(from?.measures ?? {}).filter(([id]) => fields.indicators.includes(id));
  return {
    form: {
      ...said,
      id: way === "edit" ? (from?.id ?? null) : null,
      name: fields.name.trim(),
      measures: Object.fromEntries(kept),
      days_after: due_by === "after" ? fields.days_after : null,
      due_day: due_by === "of_month" ? fields.due_day : null,
      as_of_day: ofMonth(fields.frequency) ? fields.as_of_day : null,
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

/** Whether days of a month can be said of a rhythm. */
export function ofMonth(frequency: string): boolean {
  return ["month", "quarter", "half_year", "year"].includes(frequency);
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
