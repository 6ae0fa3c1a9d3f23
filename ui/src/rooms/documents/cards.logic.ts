// The cards beside the text: one for each thing that hangs on a passage, in the order of the text.
import type { Mark } from "../../wire/Mark";
import type { MarkRef } from "../../wire/MarkRef";
import type { Passage } from "../../wire/Passage";
import { marksWithin, type PlacedMark, type Span } from "./reader.logic";

export interface CardOf {
  key: string;
  mark: PlacedMark;
  ref: MarkRef;
}

export function cardsOf(marks: readonly PlacedMark[]): CardOf[] {
  return marks.flatMap((mark) =>
    mark.refs.map((ref) => ({ key: `${mark.excerpt}/${ref.kind}/${ref.id}`, mark, ref })),
  );
}

/** The cards of what is in view; the chosen passage keeps its card even while it is scrolled to. */
export function cardsInView(marks: readonly PlacedMark[], view: Span, active: string | null): CardOf[] {
  const shown = new Set(marksWithin(marks, view));
  return cardsOf(marks.filter((mark) => shown.has(mark) || mark.excerpt === active));
}

/** The mark after or before the chosen one; without one, the first that is not above the view. */
export function nextMark(
  marks: readonly PlacedMark[],
  active: string | null,
  view: Span,
  step: 1 | -1,
): PlacedMark | undefined {
  const at = marks.findIndex(({ excerpt }) => excerpt === active);
  if (at >= 0) return marks[Math.max(0, Math.min(at + step, marks.length - 1))];
  const below = marks.findIndex(({ start }) => start >= view.start);
  if (below < 0) return marks.at(-1);
  return step === 1 ? marks[below] : (marks[below - 1] ?? marks[0]);
}

/** The passage on which one of the ids hangs. */
export function markOfIds(marks: readonly Mark[], ids: readonly string[]): Mark | undefined {
  return marks.find(({ refs }) => refs.some(({ id }) => ids.includes(id)));
}

export function madeIds({ refs }: Mark): string[] {
  return refs.map(({ id }) => id);
}

/** Marks with the one that was just made, which shows at once and gives way to the ledger's own. */
export function withMade(marks: readonly Mark[], made: Mark | null): readonly Mark[] {
  return made && !markOfIds(marks, madeIds(made)) ? [...marks, made] : marks;
}

/** What was adopted, as a mark, until the ledger answers with it. */
export function madeMark(
  { start, end }: Passage,
  kind: "target" | "outcome",
  name: string,
  ids: readonly string[],
): Mark {
  const [id = ""] = ids;
  return {
    excerpt: `made ${start}-${end}`,
    start,
    end,
    kind,
    refs: [{ kind, id, name, summary: "", status: null }],
  };
}
