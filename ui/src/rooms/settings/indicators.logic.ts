// An indicator while it is being written: what it lacks, the request, and which are found by words.
import {
  chosenRules,
  described,
  existing,
  type IndicatorFields,
  NEW_INDICATOR,
  partsOf,
} from "../../forms/indicator.logic";
import { indicators } from "../../text/indicators";
import type { Catalogue } from "../../wire/Catalogue";
import type { IndicatorUsesView } from "../../wire/IndicatorUsesView";
import type { IndicatorView } from "../../wire/IndicatorView";
import type { PutIndicatorRequest } from "../../wire/PutIndicatorRequest";
import type { UsualRules } from "../../wire/UsualRules";

const text = indicators.page;

export interface Draft extends IndicatorFields {
  programme: string;
  continues: string;
}

/** What stands, to be changed; or a new one, which may take up the series of another. */
export function draftOf(
  indicator: IndicatorView | null,
  usual: readonly UsualRules[],
  before: IndicatorView | null = null,
): Draft {
  const from = indicator ?? before;
  if (!from) return { ...NEW_INDICATOR, programme: "", continues: "" };
  const rules = chosenRules(from, usualOf(usual, from.accumulation));
  return {
    ...existing(from),
    id: indicator?.id ?? "",
    rules,
    programme: from.programme ?? "",
    continues: indicator ? (indicator.continues ?? "") : from.id,
  };
}

export function usualOf(usual: readonly UsualRules[], kind: string): UsualRules | undefined {
  return usual.find(({ accumulation }) => accumulation === kind);
}

export function requestOf(draft: Draft, reason: string): PutIndicatorRequest {
  return {
    id: draft.id || null,
    indicator: described(draft, draft.programme || null),
    continues: draft.continues || null,
    reason: reason.trim(),
  };
}

/** The first thing that is missing, or null. */
export function lackOf(
  draft: Draft,
  before: Draft,
  used: boolean,
  reason: string,
  usual?: UsualRules,
): string | null {
  const { lacks } = text;
  if (draft.name.trim() === "") return lacks.name;
  if (draft.uom.trim() === "" && draft.accumulation !== "ratio") return lacks.uom;
  const { ratio, weighted } = partsOf(draft.rules.place_rule || (usual?.place_rule ?? ""));
  if (ratio && !draft.rules.numerator) return lacks.numerator;
  if (ratio && !draft.rules.denominator) return lacks.denominator;
  if (weighted && !draft.rules.weight) return lacks.weight;
  if (draft.id === "") return null;
  if (JSON.stringify(requestOf(draft, "")) === JSON.stringify(requestOf(before, ""))) return lacks.same;
  return used && reason.trim() === "" ? lacks.reason : null;
}

/** Whether anything speaks of it. */
export function isUsed(uses: IndicatorUsesView): boolean {
  const { targets, forms, indicators: others, outcomes, cells } = uses;
  return targets.length + forms.length + others.length + outcomes + cells > 0;
}

/** In the order of the programme tree, those that hang nowhere last; by name where they hang together. */
export function ordered({ indicators: all, programmes }: Catalogue): IndicatorView[] {
  const places = new Map(programmes.map(({ id }, at) => [id, at]));
  const place = ({ programme }: IndicatorView) => places.get(programme ?? "") ?? programmes.length;
  return [...all].sort((a, b) => place(a) - place(b) || a.name.localeCompare(b.name, "zh"));
}

/** Those in which every word is found. */
export function found(all: readonly IndicatorView[], words: string): IndicatorView[] {
  const wanted = words.trim().split(/\s+/);
  return all.filter(({ name, definition, programme_path, uom }) => {
    const said = [name, definition ?? "", uom, ...programme_path].join("\n");
    return wanted.every((word) => said.includes(word));
  });
}
