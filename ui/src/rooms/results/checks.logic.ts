// 数据审核 between the wire and the pane: which findings still ask for something, in which order, and where each is.
import type { BlockedUnit } from "../../wire/BlockedUnit";
import type { ChecksView } from "../../wire/ChecksView";
import type { FindingView } from "../../wire/FindingView";
import type { CellPlace } from "./sheet.logic";

/** So many are told at once, the hardest first. */
export const LISTED = 200;

const HARDNESS = ["error", "query", "hint"] as const;
export type Hardness = (typeof HARDNESS)[number];

export function hardnessOf({ problem }: FindingView): Hardness {
  return problem.severity === "error" || problem.severity === "query" ? problem.severity : "hint";
}

/** What can still be done something about, the hardest first. What gets explained keeps its place under the hands. */
export function openFindings(view: ChecksView): FindingView[] {
  const rank = (finding: FindingView) => HARDNESS.indexOf(hardnessOf(finding));
  return view.findings.filter(({ closed }) => !closed).toSorted((a, b) => rank(a) - rank(b));
}

/** How many there are of them, also beyond those that were told. */
export function openCount({ errors, queries, explained, hints }: ChecksView): number {
  return errors + queries + explained + hints;
}

/** What a whole row lacks stands at no cell of it. */
export function isOfCell({ problem }: FindingView): boolean {
  return problem.code !== "check.missing";
}

/** Figures that nothing proves, those that were handed in among them. */
export function unprovenOf(view: ChecksView): FindingView[] {
  return view.findings.filter((finding) => finding.class === "evidence");
}

/** What keeps a unit from handing in. */
export type Blocking = Pick<BlockedUnit, "errors" | "missing" | "queries">;

export const NOTHING_BLOCKS: Blocking = { errors: 0, missing: 0, queries: 0 };

export function placeOf({ org_unit, column }: Pick<FindingView, "org_unit" | "column">): CellPlace {
  return { row: org_unit, column };
}

/** The unit of a problem's place: itself, or the cell's `indicator|measure|unit|period`. */
export function unitOf(place: string): string {
  return place.split("|")[2] ?? place;
}
