// Figures held against each other: which need a decision, how weighty a class is, and what a decision sends.
import type { DecideRequest } from "../../wire/DecideRequest";
import type { DiscrepancyView } from "../../wire/DiscrepancyView";
import type { SideView } from "../../wire/SideView";

/** How a class stands: it disagrees, somebody should look, or it fits. */
export type Weight = "differs" | "look" | "fits";

const WEIGHTS: Record<string, Weight> = {
  contradiction: "differs",
  does_not_add_up: "differs",
  implausible: "differs",
  definition: "look",
  same_name: "look",
  outdated: "look",
};

export function weightOf({ class: name }: DiscrepancyView): Weight {
  return WEIGHTS[name] ?? "fits";
}

export type Reach = "open" | "decided" | "fits";

export function reachOf(found: DiscrepancyView): Reach {
  if (found.open) return "open";
  if (found.verdict) return "decided";
  return weightOf(found) === "look" ? "open" : "fits";
}

/** What a person chooses: the statement whose value holds, or that both hold. */
export type Choice = { accepted: string } | "both_hold";

export function decideRequest({ key }: DiscrepancyView, choice: Choice, reason: string): DecideRequest {
  return choice === "both_hold"
    ? { key, verdict: "both_hold", accepted: null, reason: reason.trim() }
    : { key, verdict: "accepted", accepted: choice.accepted, reason: reason.trim() };
}

export function choiceOf({ verdict, accepted }: DiscrepancyView): Choice | null {
  if (verdict === "both_hold") return "both_hold";
  return accepted ? { accepted } : null;
}

/** The two names of a finding that one thing may have two names. */
export function namesOf({ class: name, sides }: DiscrepancyView): [SideView, SideView] | null {
  const [a, b] = sides;
  return name === "same_name" && a && b ? [a, b] : null;
}
