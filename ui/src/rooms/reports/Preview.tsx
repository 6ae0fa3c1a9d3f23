// The bulletin as it will print: pages of A4 one under the other. Drawn twice: unseen at a fixed size to be measured, then
// on the pages that follow from the measures.
import {
  type CSSProperties,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { PrintOut } from "../../parts/PrintOut";
import { useBox } from "../../parts/useBox";
import { reports as text } from "../../text/reports";
import type { BulletinView } from "../../wire/BulletinView";
import type { Run } from "../../wire/Run";
import type { Sentence } from "../../wire/Sentence";
import type { SentenceEdit } from "../../wire/SentenceEdit";
import { Annex } from "./Annex";
import { Charts } from "./Charts";
import { EditSentence } from "./EditSentence";
import { lineStart, type Measured, measured, UNIT } from "./measure";
import { Colophon, hasColophon, type Piece, piecesOf } from "./Paper";
import { BLOCK, paged, pagedCharts, pagedRows, type Slice, type TableMeasures } from "./pages.logic";
import { columnWidths, rowHeights } from "./table.logic";

/** Millimetres of the sheet. */
const SHEET = { upright: 210, wide: 297 };
/** Pixels of a millimetre at the real size. */
const REAL = 96 / 25.4;

interface PreviewProps {
  view: BulletinView;
  zoom: "fit" | "real";
  /** A sentence is put differently; null: again as the program says it. */
  onEdit(sentence: string, edit: SentenceEdit | null): void;
  /** The pages go to the printer. */
  printing: boolean;
  onPrinted(): void;
}

export function Preview({ view, zoom, onEdit, printing, onPrinted }: PreviewProps) {
  const unseen = useRef<HTMLDivElement>(null);
  const [box, { width }] = useBox();
  const [editing, setEditing] = useState<{ runs: readonly Run[]; sentence: Sentence }>();
  const pieces = useMemo(() => piecesOf(view, (runs, sentence) => setEditing({ runs, sentence })), [view]);
  const [sheets, setSheets] = useState<Sheet[]>([]);

  useLayoutEffect(() => {
    const root = unseen.current;
    if (!root) return;
    const layOut = () =>
      setSheets(sheetsOf(view, pieces, measured(root), (p, line) => lineStart(root, p, line)));
    layOut();
    let gone = false;
    // Lines fall differently once a font has come.
    void document.fonts?.ready.then(() => !gone && layOut());
    return () => {
      gone = true;
    };
  }, [view, pieces]);

  const room = Math.max(240, width - 40);
  const unitOf = (wide: boolean) => {
    const fit = room / (wide ? SHEET.wide : SHEET.upright);
    return zoom === "real" ? REAL : Math.min(REAL, fit);
  };

  const paperOf = (sheet: Sheet, index: number) => ({
    sheet,
    number: index + 1,
    label: text.pageOf(index + 1, sheets.length),
    letter: view.layout === "letter" && view.letterhead !== "" && index === 0,
  });

  return (
    <section
      className="dz-preview"
      ref={box}
      aria-label={text.preview}
      data-pane={text.preview}
      data-testid="preview"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the pages scroll by keyboard.
      tabIndex={0}
    >
      <Unseen view={view} pieces={pieces} root={unseen} />
      {sheets.map((sheet, index) => (
        <Paper key={sheet.key} {...paperOf(sheet, index)} unit={unitOf(sheet.wide)} always={false} />
      ))}
      {printing && sheets.length > 0 ? (
        <PrintOut
          onDone={onPrinted}
          sheets={sheets.map((sheet, index) => ({
            key: sheet.key,
            wide: sheet.wide,
            content: <Paper {...paperOf(sheet, index)} unit={REAL} always />,
          }))}
        />
      ) : null}
      {editing ? (
        <EditSentence
          {...editing}
          onPut={(edit) => onEdit(editing.sentence.key, edit)}
          onClose={() => setEditing(undefined)}
        />
      ) : null}
    </section>
  );
}

/** Pages that are always drawn; those behind them only when they come near, because an annex may have a thousand. */
const DRAWN = 6;

interface PaperProps {
  sheet: Sheet;
  number: number;
  label: string;
  /** Pixels of a millimetre of the page. */
  unit: number;
  /** Drawn whether it is near or not. */
  always: boolean;
  /** The first page of a letter: a rule at its foot, and no number. */
  letter: boolean;
}

function Paper({ sheet, number, label, unit, always, letter }: PaperProps) {
  const [near, element] = useNear(always || number <= DRAWN);
  return (
    <article
      ref={element}
      className="dz-paper"
      data-wide={sheet.wide || undefined}
      data-odd={number % 2 === 1 || undefined}
      data-letter={letter || undefined}
      aria-label={label}
      style={{ "--u": `${unit}px` } as CSSProperties}
    >
      {near ? (
        <div
          className="dz-paper-face"
          style={{ "--u": `${UNIT}px`, transform: `scale(${unit / UNIT})` } as CSSProperties}
        >
          <div className="dz-paper-block">
            {sheet.content}
            {sheet.colophon}
          </div>
          {sheet.numbered && !letter ? <p className="dz-paper-page">{text.pageNumber(number)}</p> : null}
        </div>
      ) : null}
    </article>
  );
}

function useNear(always: boolean): [boolean, RefObject<HTMLElement | null>] {
  const element = useRef<HTMLElement>(null);
  const [near, setNear] = useState(always);
  useEffect(() => {
    const node = element.current;
    if (always || !node) return;
    const watch = new IntersectionObserver(
      (entries) => setNear(entries.some(({ isIntersecting }) => isIntersecting)),
      { root: node.parentElement, rootMargin: "1200px 0px" },
    );
    watch.observe(node);
    return () => watch.disconnect();
  }, [always]);
  return [near, element];
}

interface Sheet {
  key: string;
  wide: boolean;
  numbered: boolean;
  content: ReactNode;
  colophon: ReactNode;
}

function sheetsOf(
  view: BulletinView,
  pieces: readonly Piece[],
  measures: Measured,
  startOf: (piece: string, line: number) => number,
): Sheet[] {
  const byKey = new Map(pieces.map((piece) => [piece.key, piece]));
  const flow = paged(
    pieces.map(({ key, keep = false, cuttable }) => {
      const { height, lines } = measures.pieces.get(key) ?? { height: 0, lines: 1 };
      return { key, height, keep, ...(cuttable ? { lines } : {}) };
    }),
  );
  const part = ({ key, from, to, whole }: Slice) =>
    whole ? undefined : { from: startOf(key, from), to: startOf(key, to) };
  const sheets: Sheet[] = flow.map(({ slices }, index) => ({
    key: `flow${index}`,
    wide: false,
    numbered: true,
    colophon: null,
    content: slices.map((slice) => (
      <div key={`${slice.key} ${slice.from}`}>{byKey.get(slice.key)?.draw(part(slice))}</div>
    )),
  }));
  let left = flow.at(-1)?.left ?? 0;

  view.annexes.forEach((table, at) => {
    const measured = measures.tables[at];
    if (!measured) return;
    const wide = table.landscape;
    const capacity = wide ? BLOCK.width : BLOCK.height;
    const widths = columnWidths(table, wide ? BLOCK.height : BLOCK.width);
    const measure = { ...measured, rows: rowHeights(table, widths) };
    const ranges = pagedRows(measure, capacity);
    for (const rows of ranges) {
      sheets.push({
        key: `annex${at} ${rows.from}`,
        wide,
        numbered: true,
        colophon: null,
        content: <Annex table={table} rows={rows} widths={widths} />,
      });
    }
    left = wide ? 0 : leftUnder(measure, ranges.at(-1) ?? { from: 0, to: 0 }, capacity);
  });

  const { charts } = view;
  if (charts) {
    const heights = charts.charts.map((chart) => chart.height / 10);
    const onPages = pagedCharts(heights, BLOCK.height);
    onPages.pages.forEach((page, at) => {
      sheets.push({
        key: `charts${at}`,
        wide: false,
        numbered: true,
        colophon: null,
        content: (
          <Charts
            view={charts}
            charts={page.flatMap((chart) => charts.charts[chart] ?? [])}
            first={at === 0}
          />
        ),
      });
    });
    left = onPages.left;
  }

  return hasColophon(view) ? withColophon(sheets, left, measures.colophon, view) : sheets;
}

function leftUnder(
  { above, head, rows, below }: TableMeasures,
  { from, to }: { from: number; to: number },
  capacity: number,
): number {
  const body = rows.slice(from, to).reduce((sum, height) => sum + height, 0);
  return capacity - (from === 0 ? above : 0) - head - body - below;
}

/** At the foot of the last page where there is room, else on a page of its own that has no number. */
function withColophon(sheets: Sheet[], left: number, height: number, view: BulletinView): Sheet[] {
  const colophon = <Colophon view={view} />;
  const last = sheets.at(-1);
  if (last && left >= height + 4) return [...sheets.slice(0, -1), { ...last, colophon }];
  return [...sheets, { key: "colophon", wide: false, numbered: false, content: null, colophon }];
}

/** All pieces one under the other at the width of the block, for measuring. */
function Unseen({
  view,
  pieces,
  root,
}: {
  view: BulletinView;
  pieces: readonly Piece[];
  root: RefObject<HTMLDivElement | null>;
}) {
  return (
    <div
      ref={root}
      className="dz-paper-unseen"
      aria-hidden="true"
      inert
      style={{ "--u": `${UNIT}px` } as CSSProperties}
    >
      <div className="dz-paper-column">
        {pieces.map((piece) => (
          <div key={piece.key} data-piece={piece.key}>
            {piece.draw()}
          </div>
        ))}
        <Colophon view={view} />
      </div>
      {view.annexes.map((table, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: annexes stand in order.
          key={at}
          className="dz-paper-column"
          data-wide={table.landscape || undefined}
        >
          <Annex
            table={table}
            rows={{ from: 0, to: 0 }}
            widths={columnWidths(table, table.landscape ? BLOCK.height : BLOCK.width)}
            bare
          />
        </div>
      ))}
    </div>
  );
}
