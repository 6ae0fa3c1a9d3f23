// One document open: its head, the text, the cards, and what is being made of a passage.
import { SearchOutlined, UnorderedListOutlined } from "@ant-design/icons";
import { Button, Drawer, Tooltip } from "antd";
import { type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { grouped } from "../../lib/decimal";
import { dayName } from "../../lib/period";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { currentRoute, replaceQuery, useRoute } from "../../state/route";
import { documents as text } from "../../text/documents";
import { parts } from "../../text/parts";
import type { DocumentView as View } from "../../wire/DocumentView";
import type { Mark } from "../../wire/Mark";
import { type Adopting, AdoptPane } from "./AdoptPane";
import { Cards } from "./Cards";
import { madeIds, markOfIds, nextMark, withMade } from "./cards.logic";
import { FindBar } from "./FindBar";
import { rangesOf } from "./place";
import { Reader, selectSpan } from "./Reader";
import { type PlacedMark, type ReadText, readText, type Span, spanOfAddress } from "./reader.logic";
import { choose, startReading, useReading } from "./reading";
import { SelectionBar } from "./SelectionBar";
import { useFinding } from "./useFinding";

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
  const { line } = view;
  const [made, setMade] = useState<Mark | null>(null);
  const marks = useMemo(() => withMade(view.marks, made), [view.marks, made]);
  const read = useMemo(() => readText(view.text, marks, line.title), [view.text, marks, line.title]);
  const scroller = useRef<HTMLDivElement>(null);
  const article = useRef<HTMLElement>(null);
  const [adopting, setAdopting] = useState<Adopting | null>(null);
  const [cardsOpen, setCardsOpen] = useState(false);
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
  const show = useCallback(
    (mark: PlacedMark) => {
      choose(mark.excerpt);
      scrollTo(mark);
      setCardsOpen(false);
    },
    [scrollTo],
  );

  const finding = useFinding(read, scrollTo);
  useAddressed(read, scrollTo, setFlash);
  useTakenOver(view.marks, made, setMade);

  const begin = (kind: Adopting["kind"]) => {
    const { selection, active } = useReading.getState();
    const marked = read.marks.find(({ excerpt }) => excerpt === active);
    const span = selection ?? marked ?? null;
    if (!span) return sayDone(text.selectFirst);
    if (span.end - span.start > MOST_SELECTED) return sayDone(text.tooLong(MOST_SELECTED));
    const { start, end } = span;
    useReading.setState({ held: { start, end } });
    setAdopting({
      kind,
      passage: {
        document: line.id,
        start: read.offsets.toCharacter(start),
        end: read.offsets.toCharacter(end),
      },
    });
  };
  const close = () => {
    setAdopting(null);
    const { held } = useReading.getState();
    useReading.setState({ held: null });
    article.current?.focus({ preventScroll: true });
    if (held && article.current) selectSpan(article.current, read, held);
  };
  const adopted = (mark: Mark) => {
    setAdopting(null);
    useReading.setState({ held: null });
    document.getSelection()?.removeAllRanges();
    setMade(mark);
    choose(mark.excerpt);
    article.current?.focus({ preventScroll: true });
  };
  const step = (by: 1 | -1) => {
    const { active, view: inView } = useReading.getState();
    const mark = nextMark(read.marks, active, inView, by);
    if (mark) {
      choose(mark.excerpt);
      scrollTo(mark);
    }
  };

  useKeys(text.keysTitle, [
    { keys: "J", label: text.keys.nextMark, run: () => step(1) },
    { keys: "K", label: text.keys.previousMark, run: () => step(-1) },
    { keys: "T", label: text.keys.target, run: () => begin("target") },
    { keys: "R", label: text.keys.outcome, run: () => begin("outcome") },
    { keys: "Ctrl+F", label: text.keys.find, run: finding.open },
  ]);

  const cards = <Cards read={read} onShow={show} />;
  return (
    <>
      <section
        className="dz-reader"
        data-adopting={adopting ? true : undefined}
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
              <Button icon={<UnorderedListOutlined aria-hidden />} onClick={() => setCardsOpen(true)}>
                {text.showCards} {read.marks.length}
              </Button>
            )}
            {aside}
          </div>
        </header>
        {finding.isOpen ? <FindBar {...finding.bar} /> : null}
        <div className="dz-reader-scroll" ref={scroller}>
          <Reader
            read={read}
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
              onTarget={() => begin("target")}
              onOutcome={() => begin("outcome")}
            />
          )}
        </div>
      </section>
      {wide ? (
        cards
      ) : (
        <Drawer
          open={cardsOpen}
          onClose={() => setCardsOpen(false)}
          title={text.showCards}
          styles={{ body: { padding: 0 } }}
          size={340}
        >
          {cards}
        </Drawer>
      )}
      {adopting ? (
        <AdoptPane adopting={adopting} issuedOn={line.issued_on} onClose={close} onMade={adopted} />
      ) : null}
    </>
  );
}

/** Once the answer holds what was made, the mark of the moment goes and the real one is the chosen one. */
function useTakenOver(marks: readonly Mark[], made: Mark | null, setMade: (mark: null) => void): void {
  useEffect(() => {
    const real = made && markOfIds(marks, madeIds(made));
    if (!real) return;
    setMade(null);
    choose(real.excerpt);
  }, [marks, made, setMade]);
}

/** ?at=12-40 of the address: goes there, marks it for a while, and chooses what hangs on it. */
function useAddressed(
  read: ReadText,
  scrollTo: (span: Span) => void,
  setFlash: (span: Span | null) => void,
): void {
  const { at } = useRoute().query;
  const done = useRef<string | null>(null);
  useEffect(() => {
    const span = spanOfAddress(at, read.offsets);
    if (!span || done.current === at) return;
    done.current = at ?? null;
    const mark = read.marks.find(({ start, end }) => start === span.start && end === span.end);
    choose(mark?.excerpt ?? null);
    scrollTo(span);
    setFlash(span);
  }, [at, read, scrollTo, setFlash]);
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
