// One document open: its head, the text, the cards of its statements, and the form in which one is adopted.
import { SearchOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button, Drawer, Tooltip } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { grouped } from "../../lib/decimal";
import { dayName } from "../../lib/period";
import { FindBar } from "../../parts/FindBar";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { currentRoute, replaceQuery, useRoute } from "../../state/route";
import { documents as text } from "../../text/documents";
import { parts } from "../../text/parts";
import type { DiscrepancyView } from "../../wire/DiscrepancyView";
import type { DocumentView as View } from "../../wire/DocumentView";
import { type Adopting, AdoptPane } from "./AdoptPane";
import type { As } from "./adopt.logic";
import { Beside, type Tab } from "./Beside";
import { type Card, cardsOf, nextOpen } from "./cards.logic";
import { DiscrepancyPane } from "./DiscrepancyPane";
import { rangesOf } from "./place";
import { Reader, selectSpan } from "./Reader";
import { type ReadText, readText, type Span, sentenceIndexAt, spanOfAddress } from "./reader.logic";
import { choose, startReading, useReading } from "./reading";
import { SelectionBar } from "./SelectionBar";
import { useDeck } from "./useDeck";
import { useFinding } from "./useFinding";
import { Versions } from "./Versions";

const MOST_SELECTED = 800;
const FLASH_MS = 4000;

export function DocumentView({ id, wide, aside }: { id: string; wide: boolean; aside: ReactNode }) {
  const asOf = useLens((lens) => lens.asOf);
  const { data, error, refetch } = useAsk(
    "document",
    { document: id, as_of: asOf },
    { rooms: ["documents", "targets", "results", "assessment"] },
  );
  if (error) return <Refusal error={error} onRetry={() => void refetch()} />;
  // The answer before the lens or the address changed stays only if it is the same document.
  if (data?.line.id !== id) {
    return (
      <div className="dz-reader dz-reader-waiting dz-faint" role="status">
        {parts.loading}
      </div>
    );
  }
  return <Opened key={id} view={data} wide={wide} aside={aside} />;
}

function Opened({ view, wide, aside }: { view: View; wide: boolean; aside: ReactNode }) {
  const { line, marks } = view;
  const asOf = useLens((lens) => lens.asOf);
  const {
    data: statements,
    isPending,
    isFetching,
  } = useAsk(
    "statements",
    { document: line.id, as_of: asOf },
    { rooms: ["documents", "targets", "programmes", "units"] },
  );
  const { data: found } = useAsk("discrepancies", { document: line.id }, { rooms: ["documents"] });
  const read = useMemo(() => readText(view.text, line.title), [view.text, line.title]);
  const fresh = useMemo(() => cardsOf(read, marks, statements ?? []), [read, marks, statements]);
  // Marks and statements answer one after the other: the cards wait for both.
  const together = useRef(fresh);
  if (!isFetching) together.current = fresh;
  const cards = together.current;
  const scroller = useRef<HTMLDivElement>(null);
  const article = useRef<HTMLElement>(null);
  const [adopting, setAdopting] = useState<Adopting | null>(null);
  const [tab, setTab] = useState<Tab>("statements");
  const [differing, setDiffering] = useState<string | null>(null);
  const [deckOpen, setDeckOpen] = useState(false);
  const [flash, setFlash] = useState<Span | null>(null);

  useEffect(() => {
    startReading();
    return startReading;
  }, []);

  const scrollTo = useCallback(
    (span: Span) => {
      const [root, element] = [scroller.current, article.current];
      const rect = root && element ? rangesOf(element, read, span)[0]?.getBoundingClientRect?.() : undefined;
      if (!root || !rect) return;
      const frame = root.getBoundingClientRect();
      if (rect.top >= frame.top + 8 && rect.bottom <= frame.bottom - 48) return;
      root.scrollTo({ top: root.scrollTop + rect.top - frame.top - frame.height * 0.3 });
    },
    [read],
  );

  // A drawer that opens makes the text narrower: its passage is sought again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only when a drawer opens.
  useEffect(() => {
    const { held } = useReading.getState();
    if (held) scrollTo(held);
  }, [adopting, differing, scrollTo]);

  const finding = useFinding(read, scrollTo);
  useAddressed(read, cards, scrollTo, setFlash);
  const expect = useExpected(cards);

  const adoptCard = (card: Card, as: As = card.kind) => {
    const { statement } = card;
    if (!statement) return;
    const { quote, target, outcome, likely, target_lacks, outcome_lacks } = statement;
    useReading.setState({ held: { start: card.start, end: card.end } });
    choose(card.key);
    scrollTo(card);
    setDiffering(null);
    const lacks = { target: target_lacks, outcome: outcome_lacks };
    const sentence = sentenceAround(read, card);
    setAdopting({
      as,
      passage: target.passage,
      draft: { quote, sentence, quantities: [], target, outcome, likely, lacks },
    });
  };
  const deck = useDeck({
    enabled: tab === "statements" && !adopting,
    document: line.id,
    read,
    cards,
    onShow: scrollTo,
    onEdit: adoptCard,
  });
  const discrepancy = found?.find(({ key }) => key === differing);
  const placesOf = useCallback(
    ({ sides }: DiscrepancyView): Span[] =>
      sides
        .filter((side) => side.document === line.id)
        .map(({ start, end }) => ({ start: read.offsets.toUtf16(start), end: read.offsets.toUtf16(end) })),
    [line.id, read],
  );
  const openDiscrepancies = useMemo(
    () => (found ?? []).filter(({ open }) => open).flatMap(placesOf),
    [found, placesOf],
  );
  const showDiscrepancy = (one: DiscrepancyView) => {
    setAdopting(null);
    setDiffering(one.key);
    const [place] = placesOf(one);
    useReading.setState({ held: place ?? null });
    if (place) scrollTo(place);
  };

  const adoptSelection = (as: As) => {
    const { selection, active } = useReading.getState();
    const card = cards.find(({ key, made }) => key === active && !made);
    if (!selection && card?.statement) return adoptCard(card, as);
    if (!selection) return sayDone(text.selectFirst);
    const { start, end } = selection;
    if (end - start > MOST_SELECTED) return sayDone(text.tooLong(MOST_SELECTED));
    useReading.setState({ held: { start, end } });
    setDiffering(null);
    const passage = {
      document: line.id,
      start: read.offsets.toCharacter(start),
      end: read.offsets.toCharacter(end),
    };
    setAdopting({ as, passage, draft: null });
  };
  const close = () => {
    const byHand = adopting?.draft === null;
    const { held } = useReading.getState();
    setAdopting(null);
    useReading.setState({ held: null });
    if (!byHand || !held || !article.current) return;
    article.current.focus({ preventScroll: true });
    selectSpan(article.current, read, held);
  };
  const made = (ids: readonly string[]) => {
    const byHand = adopting?.draft === null;
    const { active } = useReading.getState();
    setAdopting(null);
    useReading.setState({ held: null });
    document.getSelection()?.removeAllRanges();
    if (byHand) {
      expect(ids);
      article.current?.focus({ preventScroll: true });
      return;
    }
    const next = nextOpen(deck.shown, new Set(active ? [active] : []));
    deck.focused.current = true;
    if (next) deck.actions.show(next);
  };

  useKeys(text.keysTitle, [
    { keys: "T", label: text.keys.target, run: () => adoptSelection("target") },
    { keys: "R", label: text.keys.outcome, run: () => adoptSelection("outcome") },
    { keys: "Ctrl+F", label: text.keys.find, run: finding.open },
  ]);

  const beside = (
    <Beside
      tab={tab}
      onTab={setTab}
      deck={deck}
      isReading={isPending}
      discrepancies={found ?? []}
      here={line.id}
      open={differing}
      onOpen={showDiscrepancy}
    />
  );
  return (
    <>
      <section
        className="dz-reader"
        data-aside={adopting || discrepancy ? true : undefined}
        aria-label={line.title}
        data-pane={text.reader}
      >
        <header className="dz-reader-head">
          <div className="dz-reader-title">
            <h2>{line.title}</h2>
            <p className="dz-faint">
              {[line.issuer, line.doc_number, line.issued_on && dayName(line.issued_on)]
                .filter(Boolean)
                .map((fact) => (
                  <span key={fact}>{fact}</span>
                ))}
              <span>{text.characters(grouped(String(line.length)))}</span>
            </p>
            {view.note ? <p className="dz-second">{view.note}</p> : null}
          </div>
          <div className="dz-reader-ways">
            <span className="dz-legend" aria-hidden="true">
              <i data-kind="target">{text.legendTarget}</i>
              <i data-kind="outcome">{text.legendOutcome}</i>
              <i data-kind="open">{text.legendOpen}</i>
            </span>
            <Tooltip title={`${text.find} Ctrl+F`}>
              <Button
                type="text"
                icon={<SearchOutlined aria-hidden />}
                aria-label={text.find}
                onClick={finding.open}
              />
            </Tooltip>
            {wide ? null : (
              <Button icon={<UnorderedListOutlined aria-hidden />} onClick={() => setDeckOpen(true)}>
                {text.showCards} {cards.length}
              </Button>
            )}
            {aside}
          </div>
        </header>
        <Versions view={view} />
        {finding.isOpen ? <FindBar label={text.findLabel} {...finding.bar} /> : null}
        <div className="dz-reader-scroll" ref={scroller}>
          <Reader
            read={read}
            cards={cards}
            differing={openDiscrepancies}
            scroller={scroller}
            article={article}
            found={finding.hits}
            foundNow={finding.hit}
            flash={flash}
          />
          {adopting ? null : (
            <SelectionBar
              read={read}
              scroller={scroller}
              article={article}
              onTarget={() => adoptSelection("target")}
              onOutcome={() => adoptSelection("outcome")}
            />
          )}
        </div>
      </section>
      {wide ? (
        beside
      ) : (
        <Drawer
          open={deckOpen}
          onClose={() => setDeckOpen(false)}
          title={text.showCards}
          styles={{ body: { padding: 0 } }}
          size={360}
        >
          {beside}
        </Drawer>
      )}
      {adopting ? <AdoptPane adopting={adopting} onClose={close} onMade={made} /> : null}
      {discrepancy ? (
        <DiscrepancyPane
          key={discrepancy.key}
          found={discrepancy}
          here={line.id}
          onClose={() => {
            setDiffering(null);
            useReading.setState({ held: null });
          }}
        />
      ) : null}
    </>
  );
}

/** The sentence a card begins in, to the card's end. */
function sentenceAround({ text: whole, sentences }: ReadText, { start, end }: Span): string {
  const sentence = sentences[sentenceIndexAt(sentences, start)];
  return whole.slice(Math.min(sentence?.start ?? start, start), Math.max(sentence?.end ?? end, end));
}

/** What was just made of a passage chosen by hand is the current card as soon as the ledger answers with it. */
function useExpected(cards: readonly Card[]): (ids: readonly string[]) => void {
  const ids = useRef<readonly string[]>([]);
  useEffect(() => {
    const card = cards.find(({ made }) => made && ids.current.includes(made.id));
    if (!card) return;
    ids.current = [];
    choose(card.key);
  }, [cards]);
  return useCallback((next) => {
    ids.current = next;
  }, []);
}

/** ?at=12-40 of the address: goes there, marks it for a while, and chooses what hangs on it. */
function useAddressed(
  read: ReadText,
  cards: readonly Card[],
  scrollTo: (span: Span) => void,
  setFlash: (span: Span | null) => void,
): void {
  const { at } = useRoute().query;
  const done = useRef<string | null>(null);
  useEffect(() => {
    const span = spanOfAddress(at, read.offsets);
    if (!span) return;
    // Cards come later than the text, and are others then.
    const { active } = useReading.getState();
    if (done.current !== at || !cards.some(({ key }) => key === active)) {
      choose(cards.find(({ start, end }) => start === span.start && end === span.end)?.key ?? null);
    }
    if (done.current === at) return;
    done.current = at ?? null;
    scrollTo(span);
    setFlash(span);
  }, [at, read, cards, scrollTo, setFlash]);
  useEffect(() => {
    if (!at) return;
    const timer = setTimeout(() => {
      setFlash(null);
      // The same link has to work again after the user has scrolled away.
      done.current = null;
      if (currentRoute().query.at === at) replaceQuery({ at: null });
    }, FLASH_MS);
    return () => clearTimeout(timer);
  }, [at, setFlash]);
}
