// Cuts words out of their sentence by the places the wire gives, counted in characters of the whole text.

/** A sentence, where it begins, and the words in it. */
export interface Placed {
  sentence: string;
  sentence_start: number;
  start: number;
  end: number;
}

/** The words, and what stands before and after them; with a limit, either is cut short. */
export function cutOut(
  { sentence, sentence_start, start, end }: Placed,
  most = Number.POSITIVE_INFINITY,
): { before: string; words: string; after: string } {
  const letters = [...sentence.replaceAll("\n", " ")];
  const from = Math.max(0, start - sentence_start);
  const to = Math.max(from, end - sentence_start);
  const first = Math.max(0, from - most);
  return {
    before: `${first > 0 ? "…" : ""}${letters.slice(first, from).join("").trimStart()}`,
    words: letters.slice(from, to).join(""),
    after: `${letters
      .slice(to, to + most)
      .join("")
      .trimEnd()}${letters.length > to + most ? "…" : ""}`,
  };
}
