// What 总览 shows of an answer: which lines, in which pieces, at which place of the axis. Nothing is rated, summed or
// rounded here; lengths are for drawing only.
import { approximate } from "../../lib/decimal";
import type { Destination } from "../../state/route";
import { markWords } from "../../text/status";
import type { Figure } from "../../wire/Figure";
import type { RankingRow } from "../../wire/RankingRow";
import type { StatusCount } from "../../wire/StatusCount";
import type { TargetLine } from "../../wire/TargetLine";
import type { UnitView } from "../../wire/UnitView";

export interface Piece {
  /** Its place in the sentence. */
  at: number;
  text: string;
  /** The filter this piece counts: one status, or several that the sentence takes together. */
  filter?: string;
  /** A sign that must not begin a line without it. */
  after?: string;
}

/** What a conclusion takes together: 已完成 is also what went beyond, 滞后 is everything behind. */
const TOGETHER: readonly (readonly string[])[] = [
  ["exceeded", "done"],
  ["behind", "far_behind", "overdue", "not_started"],
];

/** Finds the counts inside the conclusion, so that each of them can be clicked: 滞后9项 leads to the nine. */
export function piecesOf(sentence: string, counts: readonly StatusCount[]): Piece[] {
  const phrases = phrasesOf(counts);
  const pieces: Piece[] = [];
  let done = 0;
  for (;;) {
    const found = phrases
      .map((phrase) => ({ ...phrase, at: sentence.indexOf(phrase.text, done) }))
      .filter(({ at }) => at >= 0)
      .sort((a, b) => a.at - b.at || b.text.length - a.text.length)[0];
    if (!found) break;
    if (found.at > done) pieces.push({ at: done, text: sentence.slice(done, found.at) });
    done = found.at + found.text.length;
    const after = /^[、，；。]/.exec(sentence.slice(done))?.[0] ?? "";
    pieces.push({ ...found, after });
    done += after.length;
  }
  return done === sentence.length ? pieces : [...pieces, { at: done, text: sentence.slice(done) }];
}

/** A group's phrase is linked only where its number is that of the tiles it leads to. */
function phrasesOf(counts: readonly StatusCount[]): { text: string; filter: string }[] {
  const single = counts.map(({ status, count }) => ({
    text: phrase(status.word, count),
    filter: status.code,
  }));
  const groups = TOGETHER.flatMap((codes) => {
    const members = counts.filter(({ status }) => codes.includes(status.code));
    const all = members.reduce((sum, { count }) => sum + count, 0);
    const filter = members.map(({ status }) => status.code).join(",");
    return members.length < 2
      ? []
      : members.map(({ status }) => ({ text: phrase(status.word, all), filter }));
  });
  return [...single, ...groups];
}

function phrase(word: string, count: number): string {
  return `${word}${count}项`;
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

export function needsAction({ status, marks }: TargetLine): boolean {
  return (
    status.lamp === "red" ||
    status.lamp === "yellow" ||
    status.code === "no_report" ||
    marks.includes(markWords.conflict ?? "conflict")
  );
}

export function lineKey({ target, org_unit }: TargetLine): string {
  return `${target}@${org_unit}`;
}

export function targetPlace(target: string, unit: string, show?: string): Destination {
  return { room: "targets", path: [target], query: { unit, show } };
}

/** The share at the right end of all bars: the whole, or more where somebody passed it. Never cut. */
export function axisEnd(rows: readonly RankingRow[], schedule: Figure | null): number {
  const longest = Math.max(1, shareOf(schedule) ?? 0, ...rows.map((row) => shareOf(row.rate) ?? 0));
  return Math.ceil(longest * 10 - 1e-9) / 10;
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

export function matchingRows(rows: readonly RankingRow[], text: string): RankingRow[] {
  const wanted = text.trim();
  return wanted === "" ? [...rows] : rows.filter((row) => row.org_unit.name.includes(wanted));
}

/** In the order of the tree, so that a unit keeps its place from month to month; unknown ones last. */
export function inTreeOrder(rows: readonly RankingRow[], units: readonly UnitView[]): RankingRow[] {
  const place = new Map(units.map((unit, at) => [unit.id, at]));
  const at = (row: RankingRow) => place.get(row.org_unit.id) ?? units.length;
  return rows.toSorted((a, b) => at(a) - at(b));
}

const LISTED = 20;

export function namesOf(units: readonly string[]): { names: string; more: number } {
  return { names: units.slice(0, LISTED).join("、"), more: Math.max(0, units.length - LISTED) };
}
