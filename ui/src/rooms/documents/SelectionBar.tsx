// The two or three things that can be done with a selected passage, beside it.
import { Button } from "antd";
import { type RefObject, useLayoutEffect, useState } from "react";
import { documents as text } from "../../text/documents";
import { rangesOf } from "./place";
import type { ReadText, Span } from "./reader.logic";
import { useReading } from "./reading";

export interface SelectionBarProps {
  read: ReadText;
  scroller: RefObject<HTMLDivElement | null>;
  article: RefObject<HTMLElement | null>;
  onTarget(): void;
  onOutcome(): void;
}

const HEIGHT = 40;

export function SelectionBar({ read, scroller, article, onTarget, onOutcome }: SelectionBarProps) {
  const selection = useReading((reading) => reading.selection);
  const [place, setPlace] = useState<{ left: number; top: number } | null>(null);

  useLayoutEffect(() => {
    setPlace(selection ? besideOf(selection, read, scroller.current, article.current) : null);
  }, [selection, read, scroller, article]);

  if (!selection || !place) return null;
  return (
    <div
      className="dz-selection-bar"
      role="toolbar"
      aria-label={text.selectionBar}
      style={place}
      // The selection must outlive the press of a button.
      onPointerDown={(event) => event.preventDefault()}
    >
      <Button size="small" type="primary" onClick={onTarget} data-testid="as-target">
        {text.asTarget} <kbd>T</kbd>
      </Button>
      <Button size="small" onClick={onOutcome} data-testid="as-outcome">
        {text.asOutcome} <kbd>R</kbd>
      </Button>
    </div>
  );
}

/** Under the last line of the selection, or above its first where there is no room below. */
function besideOf(
  selection: Span,
  read: ReadText,
  scroller: HTMLElement | null,
  article: HTMLElement | null,
): { left: number; top: number } | null {
  const ranges = scroller && article ? rangesOf(article, read, selection) : [];
  const rects = ranges.flatMap((range) => [...(range.getClientRects?.() ?? [])]);
  const [first, last] = [rects[0], rects.at(-1)];
  if (!scroller) return null;
  if (!first || !last) return { left: 0, top: 0 };
  const frame = scroller.getBoundingClientRect();
  const below = last.bottom + 8 + HEIGHT < frame.bottom;
  const top = below ? last.bottom + 6 : Math.max(frame.top + 4, first.top - HEIGHT);
  const right = frame.width - 260;
  return {
    left: Math.max(8, Math.min(last.left - frame.left + scroller.scrollLeft, right)),
    top: top - frame.top + scroller.scrollTop,
  };
}
