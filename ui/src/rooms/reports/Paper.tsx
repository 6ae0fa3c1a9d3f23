// The pieces of the bulletin as they stand on paper (GB/T 9704—2012). Measures come from reports.css, in millimetres of
// the page; the same pieces are drawn once unseen to be measured and once on their pages.
import { EditOutlined } from "@ant-design/icons";
import type { CSSProperties, ReactNode } from "react";
import { hashOf } from "../../state/route";
import { reports as text } from "../../text/reports";
import type { BulletinView } from "../../wire/BulletinView";
import type { Run } from "../../wire/Run";
import type { Sentence } from "../../wire/Sentence";
import { type FlowItem, markSize, signaturePlace, slicedRuns } from "./pages.logic";

/** A piece of the flow: how it behaves at the end of a page, and how it looks, whole or in part. */
export interface Piece extends Pick<FlowItem, "key" | "keep"> {
  cuttable: boolean;
  /** With characters from and to where it was cut. */
  draw(part?: { from: number; to: number }): ReactNode;
}

/** Opens a generated sentence to be put differently. */
export type OnEdit = (runs: readonly Run[], sentence: Sentence) => void;

export function piecesOf(view: BulletinView, onEdit?: OnEdit): Piece[] {
  if (view.layout === "tables" && (view.annexes.length > 0 || view.charts)) return [];
  const brief = isBrief(view);
  const pieces: (Piece | null)[] = [
    view.letterhead ? whole("letterhead", <Letterhead view={view} brief={brief} />) : null,
    whole(
      "title",
      <>
        <h2 className="dz-paper-title">{view.title}</h2>
        {view.example_line ? <p className="dz-paper-example">{view.example_line}</p> : null}
        <p className="dz-paper-blank" />
      </>,
      true,
    ),
    view.recipients
      ? whole(
          "recipients",
          <p className="dz-paper-flush">{`${view.recipients}${text.recipientsEnd}`}</p>,
          true,
        )
      : null,
    ...bodyOf(view, onEdit),
    ...annexLines(view),
    // The contact under the signature would look lost on a page of its own.
    brief ? null : whole("signature", <Signature view={view} />, view.contact !== null),
    view.contact ? whole("contact", <p className="dz-paper-body">{text.contactOf(view.contact)}</p>) : null,
  ];
  return kept(pieces.filter((piece) => piece !== null));
}

function isBrief({ layout }: BulletinView): boolean {
  return layout === "issue";
}

function whole(key: string, node: ReactNode, keep = false): Piece {
  return { key, keep, cuttable: false, draw: () => node };
}

function bodyOf(view: BulletinView, onEdit: OnEdit | undefined): Piece[] {
  let rule = 0;
  return view.blocks.map((block, index): Piece => {
    const key = `block${index}`;
    if (block.type === "heading") {
      const level = Math.min(3, Math.max(1, block.level));
      return whole(key, <p className={`dz-paper-body dz-paper-level${level}`}>{block.text}</p>, true);
    }
    const rules = block.rules.map(() => ++rule);
    const { runs, sentence } = block;
    return {
      key,
      cuttable: true,
      draw: (part) => (
        <p className="dz-paper-body" data-continued={(part && part.from > 0) || undefined}>
          {(part ? slicedRuns(block.runs, part.from, part.to) : block.runs).map((run, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other name and stand in order.
            <Piecewise key={at} run={run} />
          ))}
          {sentence && onEdit && !(part && part.from > 0) ? (
            <EditMark sentence={sentence} onEdit={() => onEdit(runs, sentence)} />
          ) : null}
          {rules.length > 0 && !(part && part.from > 0) ? <RuleMarks numbers={rules} /> : null}
        </p>
      ),
    };
  });
}

/** The signature never stands alone on a page: what comes before it stays with it. */
function kept(pieces: Piece[]): Piece[] {
  const at = pieces.findIndex(({ key }) => key === "signature");
  return pieces.map((piece, index) =>
    index === at - 1 && !piece.cuttable ? { ...piece, keep: true } : piece,
  );
}

function Piecewise({ run }: { run: Run }) {
  if (!run.figure) return run.text;
  const what = text.figures[run.figure] ?? run.figure;
  const href = run.target
    ? hashOf({ room: "targets", path: [run.target], query: { unit: run.org_unit } })
    : hashOf({ room: "overview", query: { status: run.status } });
  return (
    <a
      className="dz-paper-figure"
      href={href}
      title={what}
      aria-label={text.figureOpens(run.text, what)}
      data-testid="bulletin-figure"
    >
      {run.text}
    </a>
  );
}

/** In the margin: the way to put the sentence differently; of one that was, always seen. */
function EditMark({ sentence, onEdit }: { sentence: Sentence; onEdit(): void }) {
  const label = sentence.generated ? text.sentenceEdited : text.editSentence;
  return (
    <button
      type="button"
      className="dz-plain dz-paper-edit"
      data-edited={sentence.generated ? true : undefined}
      data-sentence={sentence.key}
      data-testid="edit-sentence"
      aria-label={label}
      title={label}
      onClick={onEdit}
    >
      <EditOutlined aria-hidden />
    </button>
  );
}

/** In the margin: which rules let the paragraph use a judging word. */
function RuleMarks({ numbers }: { numbers: readonly number[] }) {
  return (
    <span className="dz-paper-rules" contentEditable={false}>
      {numbers.map((number) => (
        <span key={number} title={text.rule(number)}>
          {number}
        </span>
      ))}
    </span>
  );
}

function Letterhead({ view, brief }: { view: BulletinView; brief: boolean }) {
  const style = { "--mark": markSize(view.letterhead) } as CSSProperties;
  return (
    <div className="dz-paper-head" data-brief={brief || undefined} data-layout={view.layout}>
      <p className="dz-paper-mark" style={style}>
        {view.letterhead}
      </p>
      <p className="dz-paper-number">{view.doc_number}</p>
      {brief ? (
        <p className="dz-paper-issue">
          <span>{view.signer}</span>
          <span>{view.issued_on}</span>
        </p>
      ) : null}
      <div className="dz-paper-redline" />
    </div>
  );
}

/** 附件：1.… one line below the text; each title a piece of its own, so that a long list may turn the page. */
function annexLines({ annex_list }: BulletinView): Piece[] {
  return annex_list.map((words, index) =>
    whole(
      `annex${index}`,
      <>
        {index === 0 ? <p className="dz-paper-blank" /> : null}
        <p className="dz-paper-annex" data-first={index === 0 ? text.annexes : ""}>
          {words}
        </p>
      </>,
    ),
  );
}

function Signature({ view }: { view: BulletinView }) {
  const date = view.issued_on || text.openDate;
  const place = signaturePlace(view.signer, date);
  const from = (characters: number) => ({ "--from": characters }) as CSSProperties;
  return (
    <div className="dz-paper-signature">
      <p style={from(place.name)}>{view.signer}</p>
      <p style={from(place.date)}>{date}</p>
    </div>
  );
}

/** 版记, at the foot of the last page: 抄送, then who printed it and when. */
export function Colophon({ view }: { view: BulletinView }) {
  const brief = isBrief(view);
  const copies = view.copies ? (brief ? text.sentTo : text.copiesOf)(view.copies) : "";
  return (
    <div className="dz-paper-colophon" data-layout={view.layout}>
      {copies ? <p>{copies}</p> : null}
      {isPrinted(view) ? (
        <p>
          <span>{view.signer}</span>
          <span>{text.printed(view.issued_on)}</span>
        </p>
      ) : null}
    </div>
  );
}

/** Only a document with 红头 says who printed it. */
function isPrinted({ layout, letterhead, signer, issued_on }: BulletinView): boolean {
  return layout === "document" && letterhead !== "" && signer !== "" && issued_on !== "";
}

export function hasColophon(view: BulletinView): boolean {
  return Boolean(view.copies) || isPrinted(view);
}
