// Ctrl+F on the sheet: by the name of a row or column, by what a cell says, is called or has as 批注.
import { narrowed } from "../../lib/number";
import type { GridModel } from "./model";
import type { Address } from "./types";

/** Where the words stand, in reading order. A name stands for its first cell. */
export function found(model: GridModel, query: string): Address[] {
  const words = plain(query);
  if (words === "") return [];
  const heads = model.columnList.map(({ title }) => plain(title).includes(words));
  const places: Address[] = [];
  model.rowList.forEach(({ title }, row) => {
    const named = plain(title).includes(words);
    for (let column = 0; column < model.columns; column++) {
      const { text, raw, note } = model.cell({ row, column });
      const hit =
        (named && column === 0) ||
        (heads[column] && row === 0) ||
        has(text, words) ||
        (raw !== text && has(raw, words)) ||
        (note !== undefined && has(note, words));
      if (hit) places.push({ row, column });
    }
  });
  return places;
}

/** The hit at a place or the first one after it, going round. */
export function hitFrom(hits: readonly Address[], { row, column }: Address): number {
  const at = hits.findIndex((hit) => hit.row > row || (hit.row === row && hit.column >= column));
  return at < 0 ? 0 : at;
}

function has(text: string, words: string): boolean {
  return text !== "" && plain(text).includes(words);
}

/** Full-width signs, separators and case make no difference. */
function plain(text: string): string {
  // Most cells of a long sheet are nothing but digits, which are plain already.
  return DIGITS.test(text) ? text : narrowed(text).replaceAll(",", "").trim().toLowerCase();
}

const DIGITS = /^[\d.-]*$/;
