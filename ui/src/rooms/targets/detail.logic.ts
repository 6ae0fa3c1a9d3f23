// Small readings of a target's answer: its address parts, the cell an entry belongs to, the widths of the coverage
// strip. No figure is made here.
import { compared } from "../../lib/decimal";
import type { Destination } from "../../state/route";
import type { CellRequest } from "../../wire/CellRequest";
import type { CoverageUnit } from "../../wire/CoverageUnit";
import type { CoverageView } from "../../wire/CoverageView";
import type { Figure } from "../../wire/Figure";
import type { SourceRef } from "../../wire/SourceRef";
import type { TargetDetail } from "../../wire/TargetDetail";

export type Tab = "state" | "shares" | "coverage" | "record" | "how";

/** The tabs a target has. Breakdown is offered also where there is none yet. */
export function tabsOf(detail: TargetDetail): Tab[] {
  return detail.coverage
    ? ["state", "coverage", ...(detail.allocation ? (["shares"] as const) : []), "record", "how"]
    : ["state", "shares", "record", "how"];
}

export function tabOf(value: string | undefined, tabs: readonly Tab[]): Tab {
  return tabs.find((tab) => tab === value) ?? "state";
}

export function passagePlace({ document, start, end }: SourceRef): Destination {
  return { room: "documents", path: [document], query: { at: `${start}-${end}` } };
}

/** A reported cell as the derivation names it: indicator|measure|unit|period. */
export function cellOf(key: string | undefined): CellRequest | null {
  const [indicator, measure, org_unit, period, more] = (key ?? "").split("|");
  if (!indicator || !measure || !org_unit || !period || more !== undefined) return null;
  return { indicator, measure, org_unit, period };
}

export interface Segment {
  state: "met" | "below" | "not_reported";
  count: number;
  /** In percent of the strip. */
  width: number;
}

/** The strip: each state as long as its count, at least a hair where there is one. For drawing only. */
export function segmentsOf({ met, below, not_reported, population }: CoverageView): Segment[] {
  const whole = Math.max(1, population, met + below + not_reported);
  const segment = (state: Segment["state"], count: number) => ({
    state,
    count,
    width: (count / whole) * 100,
  });
  return [segment("met", met), segment("below", below), segment("not_reported", not_reported)].filter(
    ({ count }) => count > 0,
  );
}

/** The unit of measure for the head of the list. One rule, one unit: the threshold's. */
export function sharedUom(units: readonly CoverageUnit[]): string {
  return units[0]?.threshold.uom ?? "";
}

/** 超额 0 beside a gap says nothing. */
export function isZero(figure: Figure | null): boolean {
  return figure !== null && compared(figure.value, "0") === 0;
}
