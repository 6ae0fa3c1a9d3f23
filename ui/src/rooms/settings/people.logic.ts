// A person while the form is being filled in: what it lacks, what it will mean said in one line, the request; and who may
// change persons.
import { settings } from "../../text/settings";
import type { PersonView } from "../../wire/PersonView";
import type { PutPersonRequest } from "../../wire/PutPersonRequest";

const text = settings.people;

export const ROLES = ["reporter", "reviewer", "approver", "supervisor"] as const;

/** Roles that may change persons. */
const KEEPERS = ["approver", "supervisor"];

/** The shortest passcode. */
const SHORTEST = 4;

export interface Draft {
  name: string;
  office: string;
  unit: { id: string; name: string };
  roles: readonly string[];
  phone: string;
}

/** A new person works where the one at the desk does, until something else is chosen. */
export function draftOf(person: PersonView | null, atDesk: PersonView): Draft {
  const { office, org_unit: id, org_unit_name: name } = person ?? atDesk;
  return {
    name: person?.name ?? "",
    office,
    unit: { id, name },
    roles: person?.roles ?? ["reporter"],
    phone: person?.phone ?? "",
  };
}

/** The first thing that is missing, or null. */
export function lackOf(draft: Draft, person: PersonView | null): string | null {
  const { lacks } = text;
  if (draft.name.trim() === "") return lacks.name;
  if (draft.office.trim() === "") return lacks.office;
  if (draft.unit.id === "") return lacks.unit;
  if (draft.roles.length === 0) return lacks.roles;
  return person && sameAs(draft, person) ? lacks.same : null;
}

function sameAs(draft: Draft, person: PersonView): boolean {
  const { id: _, ...put } = requestOf(draft, null);
  return Object.entries(put).every(([field, value]) => {
    const held = person[field as keyof typeof put];
    return Array.isArray(value) ? value.toString() === ordered(person.roles).toString() : value === held;
  });
}

export function consequence({ name, office, roles, unit }: Draft): string {
  const words = ordered(roles).map((role) => text.roles[role]?.[0] ?? role);
  return text.says(name.trim(), office.trim(), words, unit.name);
}

export function requestOf(draft: Draft, person: PersonView | null): PutPersonRequest {
  return {
    id: person?.id ?? null,
    name: draft.name.trim(),
    office: draft.office.trim(),
    org_unit: draft.unit.id,
    roles: ordered(draft.roles),
    phone: draft.phone.trim() || null,
  };
}

function ordered(roles: readonly string[]): string[] {
  return ROLES.filter((role) => roles.includes(role));
}

/** Whether the person at the desk may change persons. On a ledger without persons everybody may. */
export function mayKeep(atDesk: PersonView, people: readonly PersonView[]): boolean {
  return people.length === 0 || atDesk.roles.some((role) => KEEPERS.includes(role));
}

/** What a new passcode still lacks, or null. */
export function passcodeLack(
  { old, fresh, again }: { old: string; fresh: string; again: string },
  has: boolean,
): string | null {
  const { passcodeLacks: lacks } = text;
  if (has && old === "") return lacks.old;
  if ([...fresh].length < SHORTEST) return lacks.short;
  return fresh === again ? null : lacks.differ;
}
