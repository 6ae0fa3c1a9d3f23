// The course of a target as a chart option: what was reached, what should have been, the goal, the deadline, and the
// extrapolation with its band. Labels stand at the line's own ends and are moved apart here, because the library lets an
// end label and a goal label overlap.
import type { EChartsCoreOption } from "echarts/core";
import { approximate } from "../../lib/decimal";
import { figure, MISSING } from "../../lib/format";
import { chart as words } from "../../text/chart";
import type { Palette } from "../../theme/palette";

export interface BurnUpPoint {
  day: string;
  label: string;
  actual: string | null;
  plan: string | null;
  forecast: string | null;
  low: string | null;
  high: string | null;
}

export interface BurnUpView {
  uom: string;
  points: readonly BurnUpPoint[];
  target: string | null;
  target_label: string;
  deadline: string | null;
}

type Pair = [string, number];

export function burnUpOption(view: BurnUpView, palette: Palette, height: number): EChartsCoreOption {
  const { points, target, deadline } = view;
  const series = (name: keyof BurnUpPoint): Pair[] =>
    points.flatMap((point): Pair[] => {
      const value = approximate(point[name]);
      return Number.isNaN(value) ? [] : [[point.day, value]];
    });
  const actual = series("actual");
  const plan = series("plan");
  const goal = approximate(target);
  const top = axisTop([goal, ...[...actual, ...plan, ...series("high")].map(([, value]) => value)]);
  const near = nearGoal(actual, goal, top, height);

  return {
    grid: { left: 8, right: 84, top: 20, bottom: 8, containLabel: true },
    tooltip: { trigger: "axis", formatter: (at: unknown) => tip(view, at), confine: true },
    xAxis: {
      type: "category",
      data: points.map((point) => point.day),
      boundaryGap: false,
      axisLabel: {
        formatter: (day: string) => points.find((point) => point.day === day)?.label ?? day,
        hideOverlap: true,
      },
      axisPointer: { lineStyle: { color: palette.lineStrong } },
    },
    yAxis: { type: "value", min: 0, max: top, splitNumber: 4 },
    series: [
      ...bandSeries(view, palette),
      {
        name: words.plan,
        type: "line",
        data: plan,
        showSymbol: false,
        lineStyle: { width: 1.5, type: "dashed", color: palette.neutral },
        itemStyle: { color: palette.neutral },
      },
      {
        name: words.forecast,
        type: "line",
        data: series("forecast"),
        showSymbol: false,
        lineStyle: { width: 1.5, type: "dotted", color: palette.brandText },
        itemStyle: { color: palette.brandText },
      },
      {
        name: words.actual,
        type: "line",
        data: actual,
        symbolSize: 6,
        showAllSymbol: true,
        connectNulls: true,
        lineStyle: { width: 2.5, color: palette.brand },
        itemStyle: { color: palette.brand },
        markPoint: lastPoint(points, actual, palette, near),
        markLine: goalLines(view, palette, goal, deadline),
      },
    ],
  };
}

function bandSeries(view: BurnUpView, palette: Palette) {
  const low: Pair[] = [];
  const span: Pair[] = [];
  for (const point of view.points) {
    const [from, to] = [approximate(point.low), approximate(point.high)];
    if (Number.isNaN(from) || Number.isNaN(to)) continue;
    low.push([point.day, from]);
    span.push([point.day, to - from]);
  }
  const quiet = { type: "line", stack: "band", showSymbol: false, silent: true, lineStyle: { opacity: 0 } };
  return [
    { ...quiet, name: words.band, data: low, tooltip: { show: false } },
    { ...quiet, name: words.band, data: span, areaStyle: { color: palette.brand, opacity: 0.12 } },
  ];
}

function goalLines(view: BurnUpView, palette: Palette, goal: number, deadline: string | null) {
  const data: unknown[] = [];
  if (!Number.isNaN(goal)) {
    data.push({
      yAxis: goal,
      lineStyle: { color: palette.text, width: 1.2, type: "solid" },
      label: {
        formatter: view.target_label,
        position: "end",
        color: palette.text,

        fontSize: 12,
      },
    });
  }
  // Only a deadline within the drawn time has a place; the axis is made of the points' days.
  const day = deadline && view.points.findLast((point) => point.day <= deadline)?.day;
  if (deadline && day && (view.points.at(-1)?.day ?? "") >= deadline) {
    data.push({
      xAxis: day,
      lineStyle: { color: palette.text3, width: 1, type: "solid" },
      label: { formatter: words.deadline, position: "end", color: palette.text3, fontSize: 12 },
    });
  }
  return { symbol: "none", silent: true, animation: false, data };
}

/** A round number over everything, so that the goal never lies on the frame. */
export function axisTop(values: readonly number[]): number {
  const most = Math.max(0, ...values.filter((value) => Number.isFinite(value)));
  if (most === 0) return 1;
  const step = 10 ** Math.floor(Math.log10(most));
  const room = most * 1.08;
  const factor = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((times) => times * step >= room) ?? 12;
  return factor * step;
}

/**
 * The last value's label stands over its point, or under it where the goal's line would run through it. The line itself
 * is edged with the ground, so that no other line makes a figure unreadable.
 */
function lastPoint(points: readonly BurnUpPoint[], actual: readonly Pair[], palette: Palette, near: boolean) {
  const last = actual.at(-1);
  if (!last) return undefined;
  return {
    symbol: "circle",
    symbolSize: 9,
    silent: true,
    animation: false,
    itemStyle: { color: palette.brand },
    label: {
      formatter: () => figure(lastText(points)),
      position: near ? "bottom" : "top",
      distance: 6,
      color: palette.text,
      fontSize: 13,
      fontWeight: 600,
      textBorderColor: palette.surface,
      textBorderWidth: 3,
    },
    data: [{ coord: last }],
  };
}

/** Whether the goal's line runs through the place over the last point. */
export function nearGoal(actual: readonly Pair[], goal: number, top: number, height: number): boolean {
  const last = actual.at(-1)?.[1];
  if (last === undefined || Number.isNaN(goal)) return false;
  const pixels = ((goal - last) / top) * (height - 52);
  return pixels > -6 && pixels < 26;
}

function lastText(points: readonly BurnUpPoint[]): string | null {
  return points.findLast((point) => point.actual !== null)?.actual ?? null;
}

function tip(view: BurnUpView, at: unknown): string {
  const index = Array.isArray(at)
    ? (at[0] as { dataIndex?: number; axisValue?: string } | undefined)
    : undefined;
  const point = view.points.find((candidate) => candidate.day === index?.axisValue);
  if (!point) return "";
  const lines: [string, string | null][] = [
    [words.actual, point.actual],
    [words.plan, point.plan],
    [words.forecast, point.forecast],
  ];
  return [
    `<b>${escaped(point.label)}</b>`,
    ...lines
      .filter(([name, value]) => value !== null || name === words.actual)
      .map(
        ([name, value]) =>
          `${name}　${value === null ? words.missing : `${figure(value)} ${escaped(view.uom)}`}`,
      ),
  ].join("<br>");
}

/** Words from the ledger go into the tooltip's HTML. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export function burnUpTable(view: BurnUpView): { head: string[]; rows: string[][] } {
  return {
    head: [words.period, words.actual, words.plan],
    rows: view.points.map(({ label, actual, plan }) => [
      label,
      actual === null ? MISSING : figure(actual),
      figure(plan),
    ]),
  };
}
