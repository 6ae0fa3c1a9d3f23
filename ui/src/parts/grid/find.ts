// Ctrl+F on the sheet: by the name of a row or column, by what a cell says, is called or has as 批注.
import { narrowed } from "../../lib/number";
import type { GridModel } from "./model";
import type { Address } from "./types";

/** Where the words stand, in reading order. A name stands for its first cell. */
export function found(model: GridModel, query: string): Address[] {
  const words = plain(query);
  if (words === "") return [];
  // A long sheet has a million cells: places are numbers until they are told.
  const places: number[] = [];
  model.rowList.forEach(({ title }, row) => {
    if (has(title, words)) places.push(row * model.columns);
  });
  model.columnList.forEach(({ title }, column) => {
    if (model.rows > 0 && has(title, words)) places.push(column);
  });
  model.eachWritten((place, text, raw, note) => {
    const hit = has(text, words) || (raw !== null && raw !== text && has(raw, words));
    if (hit || (note !== undefined && has(note, words))) places.push(place);
  });
  const sorted = Float64Array.from(places).sort();
  const hits: Address[] = [];
  sorted.forEach((place, at) => {
    if (place !== sorted[at - 1]) hits.push(model.unplaced(place));
  });
  return hits;
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
  // Most cells of a long sheet are nothing but digits with their separators.
  const bare = text.includes(",") ? text.replaceAll(",", "") : text;
  return DIGITS.test(bare) ? bare : narrowed(text).replaceAll(",", "").trim().toLowerCase();
}

const DIGITS = /^[\d.-]*$/;
