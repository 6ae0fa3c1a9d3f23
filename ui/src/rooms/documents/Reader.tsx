// The text, 38 characters a line, with its statements underlined: targets solid, outcomes dotted, undecided ones thin.
// The pointer and the arrow keys choose passages; a selection offers to become a target or an outcome. Keyboard: ↑ and ↓ select sentence by sentence, Shift with an arrow
// key changes the selection as in any text.
import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useMemo, useRef } from "react";
import { documents as text } from "../../text/documents";
import { type Card, cardsAt } from "./cards.logic";
import { isPainted, LAYERS, type LayerName, paint, wipe } from "./highlight";
import { Paragraphs } from "./Paragraphs";
import { bottomAt, placeAtPoint, placeOf, rangesOf } from "./place";
import { type Layer, passageOf, type ReadText, type Span, sentenceIndexAt } from "./reader.logic";
import { choose, point, useReading } from "./reading";

export interface ReaderProps {
  read: ReadText;
  cards: readonly Card[];
  /** Figures that disagree with others and wait for a decision: their paragraphs carry a mark in the margin. */
  differing: readonly Span[];
  scroller: RefObject<HTMLDivElement | null>;
  article: RefObject<HTMLElement | null>;
  found: readonly Span[];
  foundNow: Span | null;
  flash: Span | null;
}

export function Reader({ read, cards, differing, scroller, article, found, foundNow, flash }: ReaderProps) {
  const active = useReading((reading) => reading.active);
  const pointed = useReading((reading) => reading.pointed);
  const held = useReading((reading) => reading.held);

  const painted = useMemo((): Record<LayerName, Span[]> => {
    const of = (kind: Card["kind"], standing: Card["standing"]) =>
      cards.filter((card) => card.kind === kind && card.standing === standing);
    return {
      "open-outcome": of("outcome", "open"),
      "open-target": of("target", "open"),
      outcome: of("outcome", "adopted"),
      target: of("target", "adopted"),
      active: cards.filter(({ key }) => key === active || key === pointed),
      held: held ? [held] : [],
      found: [...found],
      "found-now": foundNow ? [foundNow] : [],
      flash: flash ? [flash] : [],
    };
  }, [cards, active, pointed, held, found, foundNow, flash]);

  useSelected(article, read);
  useInView(scroller, article, read);
  const pointing = usePointing(article, cards);

  const drawn = LAYERS.filter((name) => !isPainted(name)).flatMap((name) =>
    painted[name].map(({ start, end }): Layer => ({ start, end, name })),
  );
  const outline = drawn.map(({ name, start, end }) => `${name} ${start}-${end}`).join();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same layers are not drawn again for the pointer's sake.
  const layers = useMemo(() => drawn, [outline]);
  usePaint(article, read, painted, layers);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    selectSentence(event.key === "ArrowDown" ? 1 : -1, read, article.current);
  };

  return (
    <article
      ref={article}
      className="dz-reader-text"
      data-testid="reader"
      data-over={pointed !== null || undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the text takes the arrow keys, which move sentence by sentence.
      tabIndex={0}
      data-pane-focus
      aria-label={text.reader}
      aria-description={text.readerHelp}
      lang="zh-CN"
      onKeyDown={onKeyDown}
      {...pointing}
    >
      <Paragraphs paragraphs={read.paragraphs} layers={layers} differing={differing} />
    </article>
  );
}

function usePaint(
  article: RefObject<HTMLElement | null>,
  read: ReadText,
  painted: Record<LayerName, Span[]>,
  drawn: readonly Layer[],
): void {
  const last = useRef<Partial<Record<LayerName, string>>>({});
  const lastDrawn = useRef(drawn);
  useEffect(() => {
    const element = article.current;
    if (!element) return;
    // Where other elements are drawn, ranges of the old ones stand at wrong places.
    if (lastDrawn.current !== drawn) last.current = {};
    lastDrawn.current = drawn;
    for (const layer of LAYERS.filter(isPainted)) {
      const spans = painted[layer];
      const name = spans.map(({ start, end }) => `${start}-${end}`).join();
      if (last.current[layer] === name) continue;
      last.current[layer] = name;
      paint(
        layer,
        spans.flatMap((span) => rangesOf(element, read, span)),
      );
    }
  }, [article, read, painted, drawn]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has other nodes, even under equal places.
  useEffect(() => {
    return () => {
      last.current = {};
      wipe();
    };
  }, [read]);
}

/** Follows the selection of the page as long as it lies in the text. */
function useSelected(article: RefObject<HTMLElement | null>, read: ReadText): void {
  useEffect(() => {
    const follow = () => {
      const element = article.current;
      if (!element) return;
      useReading.setState({ selection: selectedSpan(element, read) });
    };
    document.addEventListener("selectionchange", follow);
    return () => document.removeEventListener("selectionchange", follow);
  }, [article, read]);
}

function selectedSpan(element: HTMLElement, read: ReadText): Span | null {
  const selection = document.getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!element.contains(range.commonAncestorContainer)) return null;
  const from = placeOf(element, range.startContainer, range.startOffset);
  const to = placeOf(element, range.endContainer, range.endOffset);
  return from === null || to === null ? null : passageOf(read.text, from, to);
}

/** Keeps in the store which stretch of the text can be seen. */
function useInView(
  scroller: RefObject<HTMLDivElement | null>,
  article: RefObject<HTMLElement | null>,
  read: ReadText,
): void {
  useEffect(() => {
    const [root, element] = [scroller.current, article.current];
    if (!root || !element) return;
    let waiting = 0;
    const look = () => {
      waiting = 0;
      useReading.setState({ view: seen(root, element, read) });
    };
    const later = () => {
      waiting ||= requestAnimationFrame(look);
    };
    look();
    root.addEventListener("scroll", later, { passive: true });
    const resized = new ResizeObserver(later);
    resized.observe(root);
    return () => {
      root.removeEventListener("scroll", later);
      resized.disconnect();
      cancelAnimationFrame(waiting);
    };
  }, [scroller, article, read]);
}

/** From the first character that can be seen to the last: paragraphs are long, so their edges are looked at closer. */
function seen(root: HTMLElement, element: HTMLElement, read: ReadText): Span {
  const frame = root.getBoundingClientRect();
  const inside = read.paragraphs.flatMap((paragraph, index) => {
    const child = element.children[index];
    const rect = child?.getBoundingClientRect();
    return child && rect && rect.bottom > frame.top && rect.top < frame.bottom ? [{ paragraph, child }] : [];
  });
  const [first, last] = [inside[0], inside.at(-1)];
  if (!first || !last) return { start: 0, end: 0 };
  return {
    start: first.paragraph.start + firstBelow(first.child, first.paragraph.text.length, frame.top),
    end: last.paragraph.start + firstBelow(last.child, last.paragraph.text.length, frame.bottom),
  };
}

/** The first character of a paragraph whose line ends below a height; its length where none does. */
function firstBelow(paragraph: Element, length: number, height: number): number {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const bottom = bottomAt(paragraph, middle);
    if (bottom !== null && bottom <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}

function usePointing(article: RefObject<HTMLElement | null>, cards: readonly Card[]) {
  const waiting = useRef(0);
  const cardAt = (x: number, y: number) => {
    const element = article.current;
    const place = element && placeAtPoint(element, x, y);
    return place == null ? undefined : cardsAt(cards, place)[0];
  };
  return {
    onPointerMove(event: PointerEvent) {
      if (waiting.current || event.buttons !== 0) return;
      const { clientX, clientY } = event;
      waiting.current = requestAnimationFrame(() => {
        waiting.current = 0;
        point(cardAt(clientX, clientY)?.key ?? null);
      });
    },
    onPointerLeave() {
      cancelAnimationFrame(waiting.current);
      waiting.current = 0;
      point(null);
    },
    onPointerUp(event: PointerEvent) {
      if (document.getSelection()?.isCollapsed === false) return;
      choose(cardAt(event.clientX, event.clientY)?.key ?? null);
    },
  };
}

/** The next or previous sentence becomes the selection of the page, so that Shift and the arrow keys can change it. */
function selectSentence(step: 1 | -1, read: ReadText, element: HTMLElement | null): void {
  const { selection, view } = useReading.getState();
  const at = selection
    ? sentenceIndexAt(read.sentences, selection.start) + step
    : sentenceIndexAt(read.sentences, view.start);
  const sentence = read.sentences[Math.max(0, Math.min(at, read.sentences.length - 1))];
  if (element && sentence) selectSpan(element, read, sentence);
}

export function selectSpan(element: HTMLElement, read: ReadText, span: Span): void {
  const ranges = rangesOf(element, read, span);
  const [first, last] = [ranges[0], ranges.at(-1)];
  if (!first || !last) return;
  document
    .getSelection()
    ?.setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset);
  element.children[read.paragraphs.findIndex(({ end }) => end >= span.end)]?.scrollIntoView({
    block: "nearest",
  });
}
