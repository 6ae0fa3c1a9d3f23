// From a draft to the form and back, as a target and as an outcome: what Rust proposes of a passage as typed texts, and what
// is sent. Nothing is guessed or computed here: numbers go as they are typed, and Rust reads, converts or refuses them.
import { choiceOf, indicatorFields } from "../../forms/indicator.logic";
import { type TargetFormFields, targetDraftOf, targetFormFields } from "../../forms/target.logic";
import type { AdoptItem } from "../../wire/AdoptItem";
import type { AdoptOutcome } from "../../wire/AdoptOutcome";
import type { AdoptTarget } from "../../wire/AdoptTarget";
import type { IndicatorView } from "../../wire/IndicatorView";
import type { Passage } from "../../wire/Passage";
import type { ProblemView } from "../../wire/ProblemView";
import type { QuantityView } from "../../wire/QuantityView";

export type As = "target" | "outcome";

/** A passage with what it would become, as a target and as an outcome. */
export interface Draft {
  quote: string;
  /** The sentence around the quote. */
  sentence: string;
  quantities: readonly QuantityView[];
  target: AdoptTarget;
  outcome: AdoptOutcome;
  /** Indicators with a near name, the likest first. */
  likely: readonly string[];
  lacks: Readonly<Record<As, readonly ProblemView[]>>;
}

export type When = "as_of" | "period" | "annual" | "deadline" | "span" | "open";

export interface OutcomeFields {
  value: string;
  uom: string;
  qualifier: string;
  when: When;
  as_of: string;
  period: string;
  deadline: string;
  from: string;
  to: string;
}

/** The form: both ways at once, so that switching between them loses nothing. */
export interface Fields extends TargetFormFields {
  as: As;
  outcome: OutcomeFields;
}

/** The first values of the form. */
export function fieldsOf(as: As, draft: Draft, indicators: readonly IndicatorView[]): Fields {
  const { outcome } = draft;
  const target = targetFormFields(draft.target.draft, indicators);
  const shared =
    as === "target"
      ? target
      : {
          indicator: indicatorFields(outcome.indicator, indicators),
          org_unit: outcome.org_unit,
          note: outcome.note ?? "",
        };
  return {
    ...shared,
    as,
    target: target.target,
    outcome: {
      value: outcome.value,
      uom: outcome.uom,
      qualifier: outcome.qualifier,
      when: whenOf(outcome),
      as_of: outcome.as_of ?? "",
      period: outcome.period === "annual" ? "" : (outcome.period ?? ""),
      deadline: outcome.deadline ?? "",
      from: outcome.from ?? "",
      to: outcome.to ?? "",
    },
  };
}

function whenOf({ as_of, period, deadline, from }: AdoptOutcome): When {
  if (as_of) return "as_of";
  if (period) return period === "annual" ? "annual" : "period";
  if (deadline) return "deadline";
  return from ? "span" : "open";
}

/** What the two ways share follows the switch where nobody has changed it: their drafts may differ in it. */
export function switched(now: Fields, to: As, draft: Draft, indicators: readonly IndicatorView[]): Fields {
  const [here, there] = [fieldsOf(now.as, draft, indicators), fieldsOf(to, draft, indicators)];
  const untouched = (name: "indicator" | "org_unit" | "note") =>
    JSON.stringify(now[name]) === JSON.stringify(here[name]);
  return {
    ...now,
    as: to,
    indicator: untouched("indicator") ? there.indicator : now.indicator,
    org_unit: untouched("org_unit") ? there.org_unit : now.org_unit,
    note: untouched("note") ? there.note : now.note,
  };
}

const given = (text: string) => text.trim() || null;

/** What is sent of the form. */
export function itemOf(passage: Passage, fields: Fields): AdoptItem {
  return fields.as === "target"
    ? { target: { passage, draft: targetDraftOf(fields) } }
    : { outcome: outcomeOf(passage, fields) };
}

function outcomeOf(passage: Passage, { outcome, indicator, org_unit, note }: Fields): AdoptOutcome {
  const { when } = outcome;
  const at = (field: "as_of" | "deadline", of: When) => (when === of ? given(outcome[field]) : null);
  return {
    passage,
    indicator: choiceOf(indicator, null),
    org_unit,
    value: outcome.value.trim(),
    uom: outcome.uom.trim(),
    qualifier: outcome.qualifier,
    as_of: at("as_of", "as_of"),
    period: when === "annual" ? "annual" : when === "period" ? given(outcome.period) : null,
    deadline: at("deadline", "deadline"),
    from: when === "span" ? given(outcome.from) : null,
    to: when === "span" ? given(outcome.to) : null,
    note: given(note),
  };
}
