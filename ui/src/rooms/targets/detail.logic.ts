// Small readings of a target's answer: its address parts, the cell an entry belongs to, times, the widths of the coverage
// strip. No figure is made here.
import { compared } from "../../lib/decimal";
import { clock, monthEnds } from "../../lib/period";
import type { Destination } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { CellRequest } from "../../wire/CellRequest";
import type { ChartPoint } from "../../wire/ChartPoint";
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

/** 2022-07-03 16:40 in local time; what is no moment stays as it is. */
export function momentName(iso: string): string {
  const moment = new Date(iso);
  if (!/^\d{4}-\d{2}-\d{2}T/.test(iso) || Number.isNaN(moment.getTime())) return iso;
  const two = (part: number) => String(part).padStart(2, "0");
  return `${moment.getFullYear()}-${two(moment.getMonth() + 1)}-${two(moment.getDate())} ${clock(moment)}`;
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

export function coverageRows(units: readonly CoverageUnit[], state: string, find: string): CoverageUnit[] {
  const wanted = find.trim();
  return units.filter(
    (unit) => (state === "" || unit.state === state) && (wanted === "" || unit.name.includes(wanted)),
  );
}

/** The unit of measure for the head of the list. One rule, one unit: the threshold's. */
export function sharedUom(units: readonly CoverageUnit[]): string {
  return units[0]?.threshold.uom ?? "";
}

/**
 * The points of the course as the axis wants them: named by their month (with the year where there are several), and with
 * a place for every month between the last report and the deadline, so that a year is as long as a year. The months put
 * in between hold no figure.
 */
export function spaced(points: readonly ChartPoint[]): ChartPoint[] {
  const all = points.flatMap((point, at) => {
    const before = points[at - 1];
    return before ? [...monthsBetween(before.day, point.day), point] : [point];
  });
  const years = new Set(all.map(({ day }) => day.slice(0, 4))).size;
  return all.map((point) => ({
    ...point,
    label: text.chartMonth(years > 1 ? point.day.slice(2, 4) : "", Number(point.day.slice(5, 7))),
  }));
}

const MOST_MONTHS = 120;

function monthsBetween(from: string, to: string): ChartPoint[] {
  return monthEnds(to, MOST_MONTHS)
    .filter((day) => day > from && day < to && day.slice(0, 7) !== from.slice(0, 7))
    .toReversed()
    .map((day) => ({ day, label: "", actual: null, plan: null, forecast: null, low: null, high: null }));
}

/** 超额 0 beside a gap says nothing. */
export function isZero(figure: Figure | null): boolean {
  return figure !== null && compared(figure.value, "0") === 0;
}
