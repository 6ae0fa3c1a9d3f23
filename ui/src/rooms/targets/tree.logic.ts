// The rows of the tree table: which nodes stay under a filter, and an indicator with one target is one row, not two.
import type { StatusView } from "../../wire/StatusView";
import type { TargetLine } from "../../wire/TargetLine";
import type { TargetTreeNode } from "../../wire/TargetTreeNode";

export interface Row {
  key: string;
  kind: "programme" | "indicator" | "target";
  name: string;
  hint: string | null;
  line: TargetLine | null;
  /** How many targets are below; what a programme's row says. */
  targets: number;
  children?: Row[];
}

export interface Filter {
  text: string;
  statuses: readonly string[];
  /** Only this indicator; from the search. */
  indicator: string | null;
}

export const NO_FILTER: Filter = { text: "", statuses: [], indicator: null };

export function isFiltering({ text, statuses, indicator }: Filter): boolean {
  return text.trim() !== "" || statuses.length > 0 || indicator !== null;
}

/** A node stays when it or something above it carries the text, and when a target below it has a chosen status. */
export function rowsOf(nodes: readonly TargetTreeNode[], filter: Filter): Row[] {
  return nodes.flatMap((node) => {
    const row = rowOf(node, { ...filter, text: filter.text.trim() });
    return row ? [row] : [];
  });
}

function rowOf(node: TargetTreeNode, filter: Filter): Row | null {
  const below = node.name.includes(filter.text) ? { ...filter, text: "" } : filter;
  if (node.line) return stays(node.line, below) ? targetRow(node) : null;
  const children = rowsOf(node.children, below);
  if (children.length === 0) {
    // An empty node shows where something belongs; under a filter it is only noise.
    return isFiltering(filter) || node.kind !== "programme" ? null : { ...bare(node), targets: 0 };
  }
  const [only] = children;
  if (node.kind === "indicator" && node.children.length === 1 && only?.line)
    return { ...only, name: node.name };
  return { ...bare(node), targets: children.reduce((sum, child) => sum + child.targets, 0), children };
}

function targetRow(node: TargetTreeNode): Row {
  return { ...bare(node), line: node.line, targets: 1 };
}

function bare({ key, kind, name, hint }: TargetTreeNode): Omit<Row, "targets"> {
  const known = kind === "programme" || kind === "indicator" ? kind : "target";
  return { key, kind: known, name, hint, line: null };
}

function stays(line: TargetLine, { text, statuses, indicator }: Filter): boolean {
  const words = [line.name, line.goal, line.org_unit_name, line.responsible ?? ""];
  return (
    (indicator === null || line.indicator === indicator) &&
    (statuses.length === 0 || statuses.includes(line.status.code)) &&
    (text === "" || words.some((word) => word.includes(text)))
  );
}

export function linesOf(rows: readonly Row[]): TargetLine[] {
  return rows.flatMap((row) => [...(row.line ? [row.line] : []), ...linesOf(row.children ?? [])]);
}

/** The statuses that occur, for the filter; in the order in which the list of statuses has them. */
export function statusesIn(lines: readonly TargetLine[]): StatusView[] {
  const found = new Map(lines.map((line) => [line.status.code, line.status]));
  return ORDER.flatMap((code) => found.get(code) ?? []).concat(
    [...found.values()].filter(({ code }) => !ORDER.includes(code)),
  );
}

const ORDER = [
  "exceeded",
  "done",
  "on_track",
  "behind",
  "far_behind",
  "overdue",
  "not_started",
  "unscheduled",
  "not_due",
  "no_report",
  "no_task",
];

export function branchKeys(rows: readonly Row[]): string[] {
  return rows.flatMap((row) => (row.children ? [row.key, ...branchKeys(row.children)] : []));
}

const EVERYTHING_OPEN = 300;

/** A county's tree opens whole; a long one shows its programmes first. */
export function firstOpen(rows: readonly Row[]): string[] {
  return linesOf(rows).length <= EVERYTHING_OPEN ? branchKeys(rows) : rows.map((row) => row.key);
}

export function keyOf(target: string, unit: string): string {
  return `target:${target}@${unit}`;
}

/** The row of an address. Without a unit: the first row of that target. */
export function activeKey(
  rows: readonly Row[],
  target: string | undefined,
  unit: string | undefined,
): string | null {
  if (!target) return null;
  const line = linesOf(rows).find((one) => one.target === target && (!unit || one.org_unit === unit));
  return line ? keyOf(line.target, line.org_unit) : null;
}

/** The target after or before one, in the order shown. Stays at the ends. */
export function neighbour(rows: readonly Row[], key: string | null, step: 1 | -1): TargetLine | null {
  const lines = linesOf(rows);
  const at = lines.findIndex((line) => keyOf(line.target, line.org_unit) === key);
  return lines[Math.max(0, Math.min(lines.length - 1, at + step))] ?? null;
}
