// How the bulletin falls into pages, from measured heights: a pure matter of adding up. Heights are in millimetres.
// Paragraphs may be cut between lines; headings stay with what follows them; the signature stays with the text; rows of
// a table are never cut and its head stands on every page.
import type { Run } from "../../wire/Run";

/** GB/T 9704: the block is 156 × 225 mm and holds 22 lines of 28 characters. */
export const BLOCK = { width: 156, height: 225 };
export const LINE = BLOCK.height / 22;

/** Rounding of measured heights must not push a full page over its edge. */
const AIR = 0.6;

export interface FlowItem {
  key: string;
  height: number;
  /** How many lines, where it may be cut between them. */
  lines?: number;
  /** Stays on one page with what follows; of a paragraph that is cut, its last two lines do. */
  keep?: boolean;
}

export interface Slice {
  key: string;
  /** Lines from, to; the whole where it was not cut. */
  from: number;
  to: number;
  whole: boolean;
}

export interface FlowPage {
  slices: Slice[];
  left: number;
}

export function paged(items: readonly FlowItem[], capacity: number = BLOCK.height): FlowPage[] {
  const pages: FlowPage[] = [{ slices: [], left: capacity }];
  const last = () => pages.at(-1) as FlowPage;
  const turn = () => {
    if (last().slices.length > 0) pages.push({ slices: [], left: capacity });
  };

  items.forEach((item, index) => {
    const lines = item.lines ?? 0;
    if (begins(items, index) > last().left + AIR) turn();
    const whole = item.height + (item.keep && lines > 1 ? needed(items, index + 1) : 0);
    if (lines < 2 || whole <= last().left + AIR) {
      last().slices.push({ key: item.key, from: 0, to: lines, whole: true });
      last().left -= item.height;
      return;
    }
    const line = item.height / lines;
    const after = item.keep ? needed(items, index + 1) : 0;
    for (let from = 0; from < lines; ) {
      const most = Math.max(1, Math.min(lines - from, Math.floor((last().left + AIR) / line)));
      const fits = from + most === lines ? endingBefore(most, line, last().left, after) : most;
      last().slices.push({ key: item.key, from, to: from + fits, whole: fits === lines });
      last().left -= fits * line;
      from += fits;
      if (from < lines) turn();
    }
  });
  return pages;
}

/** How many of the last lines stand here, so that two of them go along with what follows and does not fit. */
function endingBefore(lines: number, line: number, left: number, after: number): number {
  const fits = lines * line + after <= left + AIR;
  return fits || lines <= 2 ? lines : lines - 2;
}

/** The height that has to be free for an item to begin here. */
function begins(items: readonly FlowItem[], index: number): number {
  const item = items[index];
  const lines = item?.lines ?? 0;
  if (!item || lines < 2) return needed(items, index);
  // Too short to leave lines behind: it goes along whole.
  if (item.keep && lines < 4) return item.height + needed(items, index + 1);
  return item.height / lines;
}

/** The height of an item and of all it is kept with; of a paragraph its first line. */
function needed(items: readonly FlowItem[], index: number): number {
  let height = 0;
  for (let at = index; at < items.length; at++) {
    const item = items[at] as FlowItem;
    if (item.lines && item.lines > 1) return height + item.height / item.lines;
    height += item.height;
    if (!item.keep) break;
  }
  return height;
}

export interface TableMeasures {
  /** What stands above the head on the first page: 附件1, title, unit. */
  above: number;
  head: number;
  rows: readonly number[];
  /** 注. */
  below: number;
}

export interface RowRange {
  from: number;
  to: number;
}

/** Which rows stand on which page. The last page holds the notes too. */
export function pagedRows({ above, head, rows, below }: TableMeasures, capacity: number): RowRange[] {
  const ranges: RowRange[] = [];
  let from = 0;
  let left = capacity - above - head;
  rows.forEach((height, at) => {
    const rest = at === rows.length - 1 ? below : 0;
    if (height + rest > left + AIR && at > from) {
      ranges.push({ from, to: at });
      from = at;
      left = capacity - head;
    }
    left -= height;
  });
  return [...ranges, { from, to: rows.length }];
}

/** Millimetres that stand above the first chart, below each, and between two. */
const CHART = { above: 34, below: 20, between: 7 };

/** Which charts stand on which page, and how much of the last one is free. None is cut. */
export function pagedCharts(
  heights: readonly number[],
  capacity: number,
): { pages: number[][]; left: number } {
  const pages: number[][] = [];
  let left = 0;
  heights.forEach((height, at) => {
    const needs = height + CHART.below;
    const page = pages.at(-1);
    if (page && needs + CHART.between <= left) {
      page.push(at);
      left -= needs + CHART.between;
      return;
    }
    pages.push([at]);
    left = capacity - needs - (pages.length === 1 ? CHART.above : 0);
  });
  return { pages, left };
}

/** The part of a paragraph's runs between two characters. */
export function slicedRuns(runs: readonly Run[], from: number, to: number): Run[] {
  const sliced: Run[] = [];
  let at = 0;
  for (const run of runs) {
    const [start, end] = [Math.max(from, at), Math.min(to, at + run.text.length)];
    if (end > start) sliced.push({ ...run, text: run.text.slice(start - at, end - at) });
    at += run.text.length;
  }
  return sliced;
}

/** How large the words of the red mark are, in millimetres, to fill the line well. */
export function markSize(words: string): number {
  const count = Math.max(1, [...words].filter((sign) => sign.trim() !== "").length);
  return Math.min(18.3, Math.max(7.8, 151 / count));
}

/** Where the name and the date of a stamped document end, in characters from the right edge. */
export function signaturePlace(name: string, date: string): { name: number; date: number } {
  const wide = (words: string) =>
    [...words].reduce((sum, sign) => sum + (sign.charCodeAt(0) < 128 ? 0.5 : 1), 0);
  return { name: Math.max(0, 4 + (wide(date) - wide(name)) / 2), date: 4 };
}
