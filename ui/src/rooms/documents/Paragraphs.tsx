// The paragraphs of a document. Painted by highlights where the engine has them; otherwise cut into <mark> elements.
import { memo } from "react";
import { documents as text } from "../../text/documents";
import { type Layer, type Paragraph, piecesOf, type Span, within } from "./reader.logic";

export interface ParagraphsProps {
  paragraphs: readonly Paragraph[];
  /** Empty where the engine paints highlights. */
  layers: readonly Layer[];
  differing: readonly Span[];
}

export const Paragraphs = memo(function Paragraphs({ paragraphs, layers, differing }: ParagraphsProps) {
  return paragraphs.map((paragraph) => (
    <p
      key={paragraph.start}
      data-start={paragraph.start}
      data-look={paragraph.look}
      data-differs={differing.some((span) => within(paragraph, span)) ? text.differs : undefined}
    >
      {layers.length === 0 ? paragraph.text : <Marked paragraph={paragraph} layers={layers} />}
    </p>
  ));
});

function Marked({ paragraph, layers }: { paragraph: Paragraph; layers: readonly Layer[] }) {
  return piecesOf(paragraph, layers).map(({ text, names }, index) =>
    names.length === 0 ? (
      text
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have no other name and stand in order.
      <mark key={index} className={[...new Set(names)].map((name) => `dz-mark-${name}`).join(" ")}>
        {text}
      </mark>
    ),
  );
}
