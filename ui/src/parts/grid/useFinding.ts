// The state of Ctrl+F on the sheet. Looking goes on from the active cell; closing gives the keys back to the sheet.
import { useDeferredValue, useMemo, useState } from "react";
import { grid as words } from "../../text/grid";
import type { FindBarProps } from "../FindBar";
import { found, hitFrom } from "./find";
import type { GridModel } from "./model";
import type { Address } from "./types";

export interface Finding {
  bar: FindBarProps | null;
  open(): void;
}

export function useFinding(
  model: GridModel,
  active: Address,
  show: (at: Address) => void,
  leave: () => void,
): Finding {
  const [asked, setAsked] = useState(0);
  const [isOpen, setOpen] = useState(false);
  const [query, setQuery] = useState("");
  const looked = useDeferredValue(query);
  const version = model.version();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for the model's content.
  const hits = useMemo(() => (isOpen ? found(model, looked) : []), [model, isOpen, looked, version]);
  const here = hits.findIndex(({ row, column }) => row === active.row && column === active.column);

  const step = (by: 1 | -1) => {
    if (hits.length === 0) return;
    const next = hitFrom(hits, active);
    const to = here >= 0 ? here + by : by > 0 ? next : next - 1;
    const hit = hits[(to + hits.length) % hits.length];
    if (hit) show(hit);
  };

  return {
    open() {
      setAsked((before) => before + 1);
      setOpen(true);
    },
    bar: isOpen
      ? {
          label: words.find,
          query,
          now: here,
          all: hits.length,
          asked,
          onQuery: setQuery,
          onStep: step,
          onClose() {
            setOpen(false);
            leave();
          },
        }
      : null,
  };
}
