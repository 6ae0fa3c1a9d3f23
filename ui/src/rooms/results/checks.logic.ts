// 数据审核 between the wire and the pane: which findings still ask for something, in which order, and where each is.
import type { ChecksView } from "../../wire/ChecksView";
import type { FindingView } from "../../wire/FindingView";
import type { CellPlace } from "./sheet.logic";

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

/** Figures that nothing proves, those that were handed in among them. */
export function unprovenOf(view: ChecksView): FindingView[] {
  return view.findings.filter((finding) => finding.class === "evidence");
}

/** What keeps a unit from handing in. */
export interface Blocking {
  /** Cells with something wrong. */
  errors: number;
  /** Cells that ask for something and say nothing. */
  missing: number;
  /** What is odd and not explained. */
  queries: number;
}

export const NOTHING_BLOCKS: Blocking = { errors: 0, missing: 0, queries: 0 };

/** What keeps each unit from handing in; those that nothing keeps are not among them. */
export function blockingByUnit(view: ChecksView): Map<string, Blocking> {
  const found = new Map<string, Blocking>();
  for (const finding of view.findings) {
    if (!finding.blocks) continue;
    const { errors, missing, queries } = found.get(finding.org_unit) ?? NOTHING_BLOCKS;
    const { code, detail } = finding.problem;
    found.set(
      finding.org_unit,
      code === "check.missing"
        ? { errors, missing: missing + Number(detail[0] ?? 0), queries }
        : hardnessOf(finding) === "error"
          ? { errors: errors + 1, missing, queries }
          : { errors, missing, queries: queries + 1 },
    );
  }
  return found;
}

export function placeOf({ org_unit, column }: FindingView): CellPlace {
  return { row: org_unit, column };
}

/** The unit of a problem's place: itself, or the cell's `indicator|measure|unit|period`. */
export function unitOf(place: string): string {
  return place.split("|")[2] ?? place;
}
