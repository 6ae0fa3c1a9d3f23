// The cards beside the text: what reading found in it and what people made of passages, in the order of the text; which
// of them are shown, which is the next one, which can be adopted together.
import type { AdoptItem } from "../../wire/AdoptItem";
import type { Mark } from "../../wire/Mark";
import type { MarkRef } from "../../wire/MarkRef";
import type { ProblemView } from "../../wire/ProblemView";
import type { StatementView } from "../../wire/StatementView";
import type { As } from "./adopt.logic";
import { type ReadText, type Span, sentenceIndexAt } from "./reader.logic";

export type Standing = "open" | "adopted" | "rejected";

export interface Card extends Span {
  key: string;
  kind: As;
  standing: Standing;
  quote: string;
  name: string;
  summary: string;
  /** What it became. */
  made: MarkRef | null;
  /** What reading found; null: the passage was chosen by hand. */
  statement: StatementView | null;
}

const asOf = (kind: string): As => (kind === "target" ? "target" : "outcome");

export function cardsOf(
  read: ReadText,
  marks: readonly Mark[],
  statements: readonly StatementView[],
): Card[] {
  const spanOf = ({ start, end }: { start: number; end: number }): Span => ({
    start: read.offsets.toUtf16(start),
    end: read.offsets.toUtf16(end),
  });
  const made = new Map(
    marks.flatMap((mark) => mark.refs.map((ref) => [ref.id, { mark: spanOf(mark), ref }] as const)),
  );
  const found = statements.map((statement): Card => {
    const became = statement.adopted && made.get(statement.adopted.id);
    const { key, kind, standing, name, summary } = became
      ? { ...statement, ...became.ref, key: statement.key }
      : statement;
    return {
      ...(became?.mark ?? spanOf(statement)),
      key,
      kind: asOf(kind),
      standing: standing as Standing,
      quote: statement.quote,
      name,
      summary,
      made: became?.ref ?? null,
      statement,
    };
  });
  const taken = new Set(statements.map(({ adopted }) => adopted?.id));
  const byHand = [...made.values()].flatMap(({ mark, ref }): Card[] =>
    taken.has(ref.id)
      ? []
      : [
          {
            ...mark,
            key: `${ref.kind}/${ref.id}`,
            kind: asOf(ref.kind),
            standing: "adopted",
            quote: read.text.slice(mark.start, mark.end),
            name: ref.name,
            summary: ref.summary,
            made: ref,
            statement: null,
          },
        ],
  );
  return [...found, ...byHand].sort((a, b) => a.start - b.start || b.end - a.end);
}

export interface Filter {
  standing: Standing | "all";
  kind: As | "all";
}

export const EVERYTHING: Filter = { standing: "all", kind: "all" };

/** The cards a filter lets through, within a stretch of the text if one is given; the current one always. */
export function shownOf(
  cards: readonly Card[],
  { standing, kind }: Filter,
  within: Span | null,
  active: string | null,
): Card[] {
  return cards.filter(
    (card) =>
      card.key === active ||
      ((standing === "all" || card.standing === standing) &&
        (kind === "all" || card.kind === kind) &&
        (!within || (card.start < within.end && card.end > within.start))),
  );
}

export interface Counts {
  standing: Record<Standing | "all", number>;
  kind: Record<As | "all", number>;
}

/** How many each choice of a filter would show beside the other's present choice. */
export function countsOf(cards: readonly Card[], filter: Filter): Counts {
  const standing = { all: 0, open: 0, adopted: 0, rejected: 0 };
  const kind = { all: 0, target: 0, outcome: 0 };
  for (const card of cards) {
    if (filter.kind === "all" || card.kind === filter.kind) {
      standing.all += 1;
      standing[card.standing] += 1;
    }
    if (filter.standing === "all" || card.standing === filter.standing) {
      kind.all += 1;
      kind[card.kind] += 1;
    }
  }
  return { standing, kind };
}

/** The card after or before the current one; without one, the first that is not above the view. */
export function stepped(
  cards: readonly Card[],
  active: string | null,
  view: Span,
  by: 1 | -1,
): Card | undefined {
  const at = cards.findIndex(({ key }) => key === active);
  if (at >= 0) return cards[Math.max(0, Math.min(at + by, cards.length - 1))];
  const below = cards.findIndex(({ start }) => start >= view.start);
  if (below < 0) return cards.at(-1);
  return by === 1 ? cards[below] : (cards[below - 1] ?? cards[0]);
}

/** Cards from one to another, both with them, in either direction. */
export function between(cards: readonly Card[], one: string, other: string): Card[] {
  const [a, b] = [one, other].map((key) => cards.findIndex((card) => card.key === key)).sort((x, y) => x - y);
  return a === undefined || b === undefined || a < 0 ? [] : cards.slice(a, b + 1);
}

/** The next card nobody has decided on, after those just dealt with, then from the top. */
export function nextOpen(cards: readonly Card[], dealt: ReadonlySet<string>): Card | undefined {
  const last = cards.findLastIndex(({ key }) => dealt.has(key));
  const waits = ({ key, standing }: Card) => standing === "open" && !dealt.has(key);
  return cards.slice(last + 1).find(waits) ?? cards.find(waits);
}

/** The cards of the sentence in which one begins. */
export function ofSentence(cards: readonly Card[], { sentences }: ReadText, { start }: Card): Card[] {
  const own = sentenceIndexAt(sentences, start);
  return cards.filter((card) => sentenceIndexAt(sentences, card.start) === own);
}

/** What keeps a card from being adopted as it is. */
export function lacksOf({ kind, statement }: Card): readonly ProblemView[] {
  if (!statement) return [];
  return kind === "target" ? statement.target_lacks : statement.outcome_lacks;
}

export function draftItem({ kind, statement }: Card): AdoptItem | null {
  if (!statement) return null;
  return kind === "target" ? { target: statement.target } : { outcome: statement.outcome };
}

/** Of undecided cards, those that lack nothing, and those that stay. */
export function sorted(cards: readonly Card[]): { ready: Card[]; stay: Card[] } {
  const open = cards.filter(({ standing, statement }) => standing !== "adopted" && statement);
  return {
    ready: open.filter((card) => lacksOf(card).length === 0),
    stay: open.filter((card) => lacksOf(card).length > 0),
  };
}

/** Cards that hold a place, the shortest first: the one that is meant when passages lie in each other. */
export function cardsAt(cards: readonly Card[], at: number): Card[] {
  return cards
    .filter(({ start, end }) => start <= at && at < end)
    .sort((a, b) => a.end - a.start - (b.end - b.start));
}
