// Finding words in a text: letters without regard to case, full-width and half-width signs alike, 。 and . apart. Every
// sign is compared with one sign, so that places need no translation.
import type { Span } from "./reader.logic";

const MOST = 2000;

export function findAll(text: string, query: string): Span[] {
  const wanted = folded(query.trim());
  if (wanted === "") return [];
  const within = folded(text);
  const found: Span[] = [];
  for (let at = within.indexOf(wanted); at >= 0 && found.length < MOST; ) {
    found.push({ start: at, end: at + wanted.length });
    at = within.indexOf(wanted, at + wanted.length);
  }
  return found;
}

/** The first hit that does not end before a place; from the top again when there is none. */
export function hitFrom(hits: readonly Span[], at: number): number {
  if (hits.length === 0) return -1;
  const index = hits.findIndex(({ end }) => end > at);
  return index < 0 ? 0 : index;
}

function folded(text: string): string {
  return text.replace(/[\uff01-\uff5eA-Z]/g, (sign) => {
    const code = sign.charCodeAt(0);
    const narrow = code >= 0xff01 ? String.fromCharCode(code - 0xfee0) : sign;
    return narrow.toLowerCase();
  });
}
