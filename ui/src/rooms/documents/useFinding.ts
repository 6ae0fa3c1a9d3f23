// The state of Ctrl+F: what is looked for, where it stands, which hit is the present one.
import { useMemo, useState } from "react";
import type { FindBarProps } from "../../parts/FindBar";
import { findAll, hitFrom } from "./find.logic";
import type { ReadText, Span } from "./reader.logic";
import { useReading } from "./reading";

export interface Finding {
  isOpen: boolean;
  hits: readonly Span[];
  hit: Span | null;
  open(): void;
  bar: Omit<FindBarProps, "label">;
}

export function useFinding(read: ReadText, scrollTo: (span: Span) => void): Finding {
  const [asked, setAsked] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const [now, setNow] = useState(-1);
  const hits = useMemo(() => (isOpen ? findAll(read.text, query) : []), [isOpen, read.text, query]);

  const goTo = (index: number, among: readonly Span[]) => {
    setNow(index);
    const hit = among[index];
    if (hit) scrollTo(hit);
  };

  return {
    isOpen,
    hits,
    hit: hits[now] ?? null,
    open() {
      const { selection } = useReading.getState();
      const words = selection ? read.text.slice(selection.start, selection.end) : "";
      if (words !== "" && words.length <= 20 && !words.includes("\n")) setQuery(words);
      setAsked((before) => before + 1);
      setOpen(true);
    },
    bar: {
      query,
      now,
      all: hits.length,
      asked,
      onQuery(next) {
        setQuery(next);
        const found = findAll(read.text, next);
        goTo(hitFrom(found, useReading.getState().view.start), found);
      },
      onStep(step) {
        if (hits.length > 0) goTo((now + step + hits.length) % hits.length, hits);
      },
      onClose: () => setOpen(false),
    },
  };
}
