// A change of a unit while it is being filled in: what it still lacks, what it will do said in one line, the request.
import { settings } from "../../text/settings";
import type { UnitChange } from "../../wire/UnitChange";
import type { UnitDetail } from "../../wire/UnitDetail";

const text = settings.change;

export const KINDS = ["rename", "add", "move", "merge", "close"] as const;
export type Kind = (typeof KINDS)[number];

export interface Draft {
  name: string;
  level: string;
  code: string;
  /** The unit that is chosen: the new parent, or the one merged into. */
  other: { id: string; name: string } | null;
  /** An ISO date; empty: from the beginning. */
  from: string;
  reason: string;
}

const LEVELS = ["province", "prefecture", "county", "township", "village"];

/** The level below the unit's own, and the day after the one figures hold for: what is meant most often. */
export function firstDraft(kind: Kind, { unit }: UnitDetail, asOf: string): Draft {
  return {
    name: kind === "rename" ? unit.name : "",
    level: LEVELS[LEVELS.indexOf(unit.level) + 1] ?? "agency",
    code: "",
    other: null,
    from: dayAfter(asOf),
    reason: "",
  };
}

/** The first thing that is missing, or null. */
export function lackOf(kind: Kind, draft: Draft, { unit, parts }: UnitDetail): string | null {
  const { lacks } = text;
  const name = draft.name.trim();
  if ((kind === "close" || kind === "merge") && parts > 0) return lacks.parts(parts);
  if ((kind === "rename" || kind === "add") && name === "") return lacks.name;
  if (kind === "rename" && name === unit.name) return lacks.sameName;
  if (kind === "move" && !draft.other) return lacks.parent;
  if (kind === "merge" && !draft.other) return lacks.into;
  if (draft.other?.id === unit.id && (kind === "move" || kind === "merge")) return lacks.self;
  if (kind !== "rename" && kind !== "add" && draft.from === "") return lacks.from;
  if (kind !== "add" && draft.reason.trim() === "") return lacks.reason;
  return null;
}

/** What will happen, in one line. */
export function consequence(kind: Kind, draft: Draft, { unit, parts, results }: UnitDetail): string {
  const { says } = text;
  const other = draft.other?.name ?? "";
  switch (kind) {
    case "rename":
      return says.rename(unit.name, draft.name.trim(), draft.from);
    case "add":
      return says.add(draft.name.trim(), unit.name, draft.from);
    case "move":
      return says.move(unit.name, parts, other, draft.from);
    case "close":
      return says.close(unit.name, results, draft.from);
    case "merge":
      return says.merge(unit.name, other, results, draft.from);
  }
}

export function changeOf(kind: Kind, draft: Draft, { unit }: UnitDetail): UnitChange {
  const [id, name, other] = [unit.id, draft.name.trim(), draft.other?.id ?? ""];
  switch (kind) {
    case "rename":
      return { type: kind, org_unit: id, name, from: draft.from || null };
    case "add":
      return {
        type: kind,
        parent: id,
        name,
        level: draft.level,
        code: draft.code.trim() || null,
        from: draft.from || null,
      };
    case "move":
      return { type: kind, org_unit: id, parent: other, from: draft.from };
    case "close":
      return { type: kind, org_unit: id, from: draft.from };
    case "merge":
      return { type: kind, org_unit: id, into: other, from: draft.from };
  }
}

/** What is said when it is done. */
export function doneSentence(kind: Kind, draft: Draft, { unit }: UnitDetail): string {
  const { done } = text;
  if (kind === "rename") return done.rename(draft.name.trim(), draft.from);
  return done[kind](kind === "add" ? draft.name.trim() : unit.name, draft.from);
}

export function dayAfter(iso: string): string {
  const day = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return "";
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
