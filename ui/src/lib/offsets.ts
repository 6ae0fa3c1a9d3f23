// Rust counts Unicode characters, the web view counts UTF-16 units. A text whose characters all fit one unit (nearly
// every document) needs no table; one with rare ideographs (𠮷, 䶮 is fine) gets a table of the places that need two.

export interface Offsets {
  /** Character count → UTF-16 index. */
  toUtf16(character: number): number;
  /** UTF-16 index → character count. An index inside a pair counts as the pair's beginning. */
  toCharacter(utf16: number): number;
  readonly characters: number;
}

export function offsetsOf(text: string): Offsets {
  const pairs = pairPositions(text);
  if (pairs.length === 0) {
    const within = (at: number) => Math.max(0, Math.min(at, text.length));
    return { toUtf16: within, toCharacter: within, characters: text.length };
  }
  const characters = text.length - pairs.length;
  return {
    characters,
    toUtf16(character) {
      const at = Math.max(0, Math.min(character, characters));
      // The n-th pair (from 0) stands at character pairs[n] − n.
      return at + below(pairs.length, (n) => (pairs[n] as number) - n < at);
    },
    toCharacter(utf16) {
      const at = Math.max(0, Math.min(utf16, text.length));
      return at - below(pairs.length, (n) => (pairs[n] as number) < at);
    },
  };
}

function pairPositions(text: string): number[] {
  const found: number[] = [];
  for (let at = 0; at < text.length - 1; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = text.charCodeAt(at + 1);
    if (next >= 0xdc00 && next <= 0xdfff) found.push(at++);
  }
  return found;
}

/** How many of the first `count` numbers pass a test that is true up to some point and false after it. */
function below(count: number, passes: (n: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (passes(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
