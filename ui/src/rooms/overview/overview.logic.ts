// What 总览 shows of an answer: which lines, in which pieces, at which place of the axis. Nothing is rated, summed or
// rounded here; lengths are for drawing only.
import { approximate } from "../../lib/decimal";
import type { Destination } from "../../state/route";
import { overview as text } from "../../text/overview";
import { markWords } from "../../text/status";
import type { Figure } from "../../wire/Figure";
import type { Overview } from "../../wire/Overview";
import type { RankingRow } from "../../wire/RankingRow";
import type { Run } from "../../wire/Run";
import type { TargetLine } from "../../wire/TargetLine";

export interface Piece {
  /** Its place in the sentence. */
  at: number;
  run: Run;
  /** A sign that must not begin a line without it. */
  after: string;
}

/** The runs of a sentence, each figure with the sign that follows it. */
export function piecesOf(runs: readonly Run[]): Piece[] {
  const pieces: Piece[] = [];
  let at = 0;
  for (const run of runs) {
    const before = pieces.at(-1);
    const sign = before?.run.figure ? (/^[、，；。]/.exec(run.text)?.[0] ?? "") : "";
    if (before && sign) before.after = sign;
    const text = run.text.slice(sign.length);
    if (text !== "") pieces.push({ at, run: { ...run, text }, after: "" });
    at += run.text.length;
  }
  return pieces;
}

export function statusesOf(query: string | null | undefined): string[] {
  return (query ?? "").split(",").filter(Boolean);
}

/** The query value after a click on one filter; null when none is left. */
export function toggled(query: string | null | undefined, code: string): string | null {
  const now = statusesOf(query);
  const next = now.includes(code) ? now.filter((other) => other !== code) : [...now, code];
  return next.length > 0 ? next.join(",") : null;
}

/** Without a filter: what somebody has to act on. The order is the ledger's, the worst first. */
export function shownLines(lines: readonly TargetLine[], statuses: readonly string[]): TargetLine[] {
  return statuses.length > 0
    ? lines.filter((line) => statuses.includes(line.status.code))
    : lines.filter(needsAction);
}

/** What the list holds: what needs action, or the chosen statuses by their words. */
export function headingOf(view: Overview, filter: string | null | undefined): string {
  const chosen = statusesOf(filter ?? null);
  const words = view.counts.filter(({ status }) => chosen.includes(status.code));
  return words.length > 0 ? words.map(({ status }) => status.word).join("、") : text.attention;
}

/** The target whose units are ranked: the chosen one, else the first. */
export function rankedOf(view: Overview, chosen: string | undefined): string | undefined {
  return view.rankings.find(({ target }) => target === chosen)?.target ?? view.rankings[0]?.target;
}

/** The units that take no part in the ranking, as the address holds them. */
export function leftOutOf(without: string | undefined): string[] {
  return (without ?? "").split(",").filter(Boolean);
}

/** What is behind, by its status: offices give lamps as they like. */
const ACTION = ["overdue", "not_started", "far_behind", "behind", "no_report"];

export function needsAction({ status, marks }: TargetLine): boolean {
  return ACTION.includes(status.code) || marks.includes(markWords.conflict ?? "conflict");
}

export function lineKey({ target, org_unit }: TargetLine): string {
  return `${target}@${org_unit}`;
}

export function targetPlace(target: string, unit: string, show?: string): Destination {
  return { room: "targets", path: [target], query: { unit, show } };
}

/** The share at the right end of all bars: the whole, or more where somebody passed it. Never cut. */
export function axisEnd(longest: Figure | null, schedule: Figure | null): number {
  const end = Math.max(1, shareOf(schedule) ?? 0, shareOf(longest) ?? 0);
  return Math.ceil(end * 10 - 1e-9) / 10;
}

/** A printed percentage as a length, 1 for the whole. The printed one, because it is what stands beside the bar. */
export function shareOf(figure: Figure | null): number | null {
  if (!figure) return null;
  const percent = approximate(figure.text.replaceAll(",", "").replace("−", "-"));
  return Number.isFinite(percent) ? percent / 100 : null;
}

export function rankedRows(rows: readonly RankingRow[]): RankingRow[] {
  return rows.filter((row) => row.rank !== null);
}

/** Those without a rank by the reason, in the order they come. */
export function unrankedGroups(rows: readonly RankingRow[]): RankingRow[][] {
  const groups = new Map<string, RankingRow[]>();
  for (const row of rows) {
    if (row.rank !== null) continue;
    groups.set(row.status.code, [...(groups.get(row.status.code) ?? []), row]);
  }
  return [...groups.values()];
}

/** Those who did not report: the names that are known, and how many more there are. */
export function missingOf({ not_reported, missing }: TargetLine): { names: string; more: number } {
  return { names: not_reported.join("、"), more: Math.max(0, missing - not_reported.length) };
}
