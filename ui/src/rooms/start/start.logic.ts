// Making a ledger: what the form still lacks, the title it proposes; and which refusals of a file have a page of their own.
import { isCallError } from "../../platform";
import { start as text } from "../../text/start";
import type { DivisionView } from "../../wire/DivisionView";
import type { LedgerView } from "../../wire/LedgerView";

export interface Draft {
  division: DivisionView | null;
  office: string;
  person: string;
  phone: string;
  /** null: as proposed. */
  title: string | null;
}

export const EMPTY: Draft = { division: null, office: "", person: "", phone: "", title: null };

export type Field = "division" | "office" | "person" | "phone" | "title";

export interface Lack {
  field: Field;
  what: string;
}

export function titleOf({ title, division }: Draft, year: number): string {
  return title ?? (division ? text.suggestTitle(division.name, year) : "");
}

/** In the order of the form, so that the first of them is the first to repair. */
export function lacksOf(draft: Draft, year: number): Lack[] {
  const lacks: Lack[] = [];
  if (!draft.division) lacks.push({ field: "division", what: text.required.division });
  if (draft.office.trim() === "") lacks.push({ field: "office", what: text.required.office });
  if (draft.person.trim() === "") lacks.push({ field: "person", what: text.required.person });
  if (!/^[\d\s+\-－（）()转]*$/.test(draft.phone)) lacks.push({ field: "phone", what: text.wrongPhone });
  if (titleOf(draft, year).trim() === "") lacks.push({ field: "title", what: text.required.title });
  return lacks;
}

/** Where a division lies, without itself. */
export function pathOf({ path, name }: DivisionView): string {
  return path.filter((above) => above !== name).join(" › ");
}

/** A name of one character finds half the country; the ledger wants two. */
export function isSearch(typed: string): boolean {
  return typed.trim().length >= 2;
}

export type Trouble =
  | { kind: "damaged"; ledger: LedgerView }
  | { kind: "unreadable" | "newer" | "not_a_ledger" | "busy"; path: string | null };

const KINDS: Record<string, Exclude<Trouble["kind"], "damaged">> = {
  damaged: "unreadable",
  newer_file: "newer",
  not_a_ledger: "not_a_ledger",
  busy: "busy",
};

/** A refusal that says something about the file itself. The others are told as a notice. */
export function troubleOf(thrown: unknown, path: string | null): Trouble | null {
  if (!isCallError(thrown)) return null;
  const kind = KINDS[thrown.code];
  return kind ? { kind, path: path ?? pathIn(thrown.data) } : null;
}

function pathIn(data: unknown): string | null {
  const first: unknown = Array.isArray(data) ? data[0] : null;
  return typeof first === "string" ? first : null;
}

/** The last part of a path, of either system. */
export function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}
