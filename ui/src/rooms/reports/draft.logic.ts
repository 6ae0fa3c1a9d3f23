// What a person has set for the bulletin: template, targets, words. Kept beside the program for each ledger, so that next
// month begins with the same letterhead and recipients; the number, the date and the words that belong to one issue are
// kept for as long as the same day is looked at.
import type { BulletinFields } from "../../wire/BulletinFields";
import type { BulletinRequest } from "../../wire/BulletinRequest";
import type { Context } from "../../wire/Context";
import type { Incoming } from "../../wire/Incoming";
import type { ReportPaper } from "../../wire/ReportPaper";
import type { ReportTemplate } from "../../wire/ReportTemplate";
import type { SaveTemplateRequest } from "../../wire/SaveTemplateRequest";
import type { SentenceEdit } from "../../wire/SentenceEdit";
import type { TargetTreeNode } from "../../wire/TargetTreeNode";

export type FieldName = keyof BulletinFields;

export const FIELDS: readonly FieldName[] = [
  "title",
  "letterhead",
  "doc_number",
  "recipients",
  "copies",
  "signer",
  "issued_on",
  "basis",
  "overall",
  "progress",
  "shortfalls",
  "requirements",
  "contact",
];

/** The id of a field, by which a check leads to it. */
export function fieldId(name: string): string {
  return `bulletin-${name}`;
}

const OWN_WORDS: readonly FieldName[] = ["overall", "progress", "shortfalls"];
const OF_ONE_ISSUE: readonly FieldName[] = ["title", "doc_number", "issued_on", ...OWN_WORDS];

export interface Draft {
  template: string;
  /** Empty: all in scope. */
  targets: string[];
  /** 怎么算的 goes with it as an annex. */
  derivations: boolean;
  /** Its charts go with it, where the template has any. */
  charts: boolean;
  /** The day it is compared with, of this issue; empty: the end of the month before. */
  compareWith: string;
  fields: Partial<Record<FieldName, string>>;
  /** Generated sentences of this issue as a person put them. */
  edits: SentenceEdit[];
  /** The office's own paper for Word, as the ledger keeps it. */
  paper: ReportPaper | null;
}

export const TEMPLATES = [
  "progress_bulletin",
  "progress_brief",
  "progress_letter",
  "progress_summary",
  "unit_sheet",
  "target_list",
  "change_report",
  "correction_notice",
] as const;

const WITH_HEAD: readonly FieldName[] = FIELDS;
const SIGNED: readonly FieldName[] = ["title", "signer", "issued_on"];
const OF_A_TABLE: readonly FieldName[] = ["signer"];
const OF_A_TEXT: readonly FieldName[] = ["basis", "requirements", ...OWN_WORDS];
const WITHOUT_TEXT_OF_ONES_OWN = WITH_HEAD.filter((name) => !OF_A_TEXT.includes(name));

/** Whether a template has charts. */
export function hasCharts(template: string): boolean {
  return ["progress_bulletin", "progress_brief", "progress_letter", "unit_sheet"].includes(template);
}

/** What a template prints of what is typed. */
export function fieldsOf(template: string): readonly FieldName[] {
  if (template === "progress_summary") return SIGNED;
  // A brief leaves the indicators to its annex.
  if (template === "progress_brief") return WITH_HEAD.filter((name) => name !== "progress");
  if (template === "correction_notice") return WITHOUT_TEXT_OF_ONES_OWN;
  return ["unit_sheet", "target_list", "change_report"].includes(template) ? OF_A_TABLE : WITH_HEAD;
}

export function firstDraft(office: string): Draft {
  const fields = office ? { signer: office } : {};
  return {
    template: "progress_bulletin",
    targets: [],
    derivations: false,
    charts: true,
    compareWith: "",
    fields,
    edits: [],
    paper: null,
  };
}

export function requestOf(context: Context, draft: Draft): BulletinRequest {
  const { template, targets, derivations, charts, compareWith, fields, edits, paper } = draft;
  const given: BulletinFields = {};
  for (const name of FIELDS) {
    const value = fields[name]?.trim();
    if (value) given[name] = value;
  }
  const compared = compareWith ? { compare_with: compareWith } : {};
  return {
    context,
    targets,
    template,
    derivations,
    charts,
    ...compared,
    ...(paper ? { paper: paper.digest } : {}),
    fields: given,
    edits,
  };
}

/** What is kept: for the next issue, and of this one for as long as it is about the same day. */
export function keptOf({ template, derivations, charts, fields, edits, paper }: Draft, asOf: string): string {
  const of = (issue: boolean) =>
    Object.entries(fields).filter(([name]) => OF_ONE_ISSUE.includes(name as FieldName) === issue);
  const issue = { asOf, fields: Object.fromEntries(of(true)), edits };
  return JSON.stringify({
    template,
    derivations,
    charts,
    paper,
    fields: Object.fromEntries(of(false)),
    issue,
  });
}

interface Kept {
  template?: unknown;
  derivations?: unknown;
  charts?: unknown;
  paper?: Partial<ReportPaper> | null;
  fields: Record<string, unknown>;
  issue?: { asOf?: unknown; fields?: Record<string, unknown>; edits?: unknown };
}

/** What was kept, or what a first bulletin begins with. Anything unreadable counts as nothing kept. */
export function draftOf(kept: string | null, office: string, asOf: string): Draft {
  const first = firstDraft(office);
  try {
    const { template, derivations, charts, paper, fields, issue } = JSON.parse(kept ?? "null") as Kept;
    if (typeof fields !== "object" || fields === null) return first;
    const texts = Object.entries({ ...(issue?.asOf === asOf ? issue.fields : {}), ...fields }).filter(
      ([name, value]) => FIELDS.includes(name as FieldName) && typeof value === "string",
    );
    return {
      ...first,
      derivations: derivations === true,
      charts: charts !== false,
      template: TEMPLATES.find((known) => known === template) ?? first.template,
      fields: Object.fromEntries(texts),
      edits: issue?.asOf === asOf && Array.isArray(issue.edits) ? issue.edits.filter(isEdit) : [],
      paper:
        typeof paper?.name === "string" && typeof paper.digest === "string"
          ? { name: paper.name, digest: paper.digest }
          : null,
    };
  } catch {
    return first;
  }
}

function isEdit(kept: unknown): kept is SentenceEdit {
  const { sentence, basis, runs } = (kept ?? {}) as Partial<SentenceEdit>;
  return typeof sentence === "string" && typeof basis === "string" && Array.isArray(runs);
}

/** The edits with one sentence put differently, or again as the program says it. */
export function editsWith(
  edits: readonly SentenceEdit[],
  sentence: string,
  edit: SentenceEdit | null,
): SentenceEdit[] {
  const others = edits.filter((known) => known.sentence !== sentence);
  return edit ? [...others, edit] : others;
}

/** A draft as a named template, with a pattern for 文号; what belongs to one issue stays out. */
export function savedOf(
  { template, derivations, charts, fields, paper }: Draft,
  name: string,
  scope: string | null,
  pattern: string,
  file: Incoming | null,
): SaveTemplateRequest {
  const words = Object.entries(fields).filter(([field]) => !OF_ONE_ISSUE.includes(field as FieldName));
  const numbered = pattern.trim() === "" ? {} : { doc_number: pattern.trim() };
  const given: BulletinFields = {
    ...Object.fromEntries(words.filter(([, text]) => text !== "")),
    ...numbered,
  };
  return { name, template, org_unit: scope, derivations, charts, fields: given, paper, file };
}

/** A draft begun with a named template: its words in place of those of the draft, its next number, nothing of an earlier issue. */
export function draftFrom(saved: ReportTemplate, { targets, compareWith, edits }: Draft): Draft {
  const words = Object.entries(saved.fields).filter(([, text]) => typeof text === "string");
  return {
    template: TEMPLATES.find((known) => known === saved.template) ?? "progress_bulletin",
    targets,
    derivations: saved.derivations,
    charts: saved.charts,
    compareWith,
    fields: {
      ...Object.fromEntries(words),
      ...(saved.next_number === "" ? {} : { doc_number: saved.next_number }),
    },
    edits,
    paper: saved.paper,
  };
}

export interface Choice {
  key: string;
  title: string;
  /** The target, where the node is one. */
  target: string | null;
  children: Choice[];
}

/** The tree to choose from; a target that shows for several units is one choice. */
export function choicesOf(nodes: readonly TargetTreeNode[]): Choice[] {
  return nodes.flatMap((node): Choice[] => {
    const target = node.line?.target ?? null;
    const children = choicesOf(node.children);
    if (target === null && children.length === 0) return [];
    const goal = node.line ? ` ${node.line.goal}` : "";
    return [{ key: node.key, title: `${node.name}${goal}`, target, children }];
  });
}

export function targetsOf(choices: readonly Choice[]): string[] {
  const found = choices.flatMap(({ target, children }) => [
    ...(target === null ? [] : [target]),
    ...targetsOf(children),
  ]);
  return [...new Set(found)];
}

/** Keys of the targets' nodes that stand for the chosen targets; none chosen means all. */
export function keysOf(choices: readonly Choice[], targets: readonly string[]): string[] {
  const wanted = new Set(targets);
  return choices.flatMap(({ key, target, children }) => [
    ...(target !== null && (wanted.size === 0 || wanted.has(target)) ? [key] : []),
    ...keysOf(children, targets),
  ]);
}

/** The choice as the request takes it: all is none. */
export function chosenOf(choices: readonly Choice[], keys: ReadonlySet<string>): string[] {
  const all = targetsOf(choices);
  const picked = (nodes: readonly Choice[]): string[] =>
    nodes.flatMap(({ key, target, children }) => [
      ...(target !== null && keys.has(key) ? [target] : []),
      ...picked(children),
    ]);
  const chosen = [...new Set(picked(choices))];
  return chosen.length === all.length ? [] : chosen;
}

/** The nodes whose name holds a text, with what is above them. */
export function filteredChoices(choices: readonly Choice[], typed: string): Choice[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === "") return [...choices];
  return choices.flatMap((choice) => {
    if (choice.title.toLowerCase().includes(wanted)) return [choice];
    const children = filteredChoices(choice.children, typed);
    return children.length > 0 ? [{ ...choice, children }] : [];
  });
}
