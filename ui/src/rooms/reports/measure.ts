// Reads heights from the unseen drawing of the bulletin, and where in a paragraph a line begins. The only place that
// asks the engine how text falls; what follows from it is in pages.logic.ts.
import { LINE, type TableMeasures } from "./pages.logic";

/** Pixels of a millimetre in the unseen drawing. */
export const UNIT = 4;

export interface Measured {
  /** Height in millimetres and lines of every piece of the flow. */
  pieces: Map<string, { height: number; lines: number }>;
  /** Of each annex, all but its rows. */
  tables: Omit<TableMeasures, "rows">[];
  colophon: number;
}

export function measured(root: HTMLElement): Measured {
  const pieces = new Map<string, { height: number; lines: number }>();
  for (const element of root.querySelectorAll<HTMLElement>("[data-piece]")) {
    const height = heightOf(element);
    pieces.set(element.dataset.piece ?? "", { height, lines: Math.max(1, Math.round(height / LINE)) });
  }
  const tables = [...root.querySelectorAll<HTMLElement>(".dz-annex")].map((annex) => ({
    above: heightOf(annex.querySelector(".dz-annex-above")),
    head: heightOf(annex.querySelector("thead")),
    below: heightOf(annex.querySelector(".dz-annex-notes")),
  }));
  return { pieces, tables, colophon: heightOf(root.querySelector(".dz-paper-colophon")) };
}

function heightOf(element: Element | null): number {
  return (element?.getBoundingClientRect().height ?? 0) / UNIT;
}

/** The character with which a line of a measured paragraph begins. */
export function lineStart(root: HTMLElement, piece: string, line: number): number {
  const element = root.querySelector<HTMLElement>(`[data-piece="${piece}"] > *`);
  if (!element || line <= 0) return 0;
  const top = element.getBoundingClientRect().top + line * LINE * UNIT;
  const length = element.textContent?.length ?? 0;
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (middleOf(element, middle) < top) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How far down the page the middle of a character lies. */
function middleOf(element: HTMLElement, at: number): number {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let left = at;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const length = node.textContent?.length ?? 0;
    if (left < length) {
      const range = document.createRange();
      range.setStart(node, left);
      range.setEnd(node, left + 1);
      // Of the first character of a line some engines name the end of the line before as well.
      const rect = [...range.getClientRects()].at(-1) ?? range.getBoundingClientRect();
      return (rect.top + rect.bottom) / 2;
    }
    left -= length;
  }
  return Number.POSITIVE_INFINITY;
}
