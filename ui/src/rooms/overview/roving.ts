// One tab stop for a list of links: arrow keys, Home and End move inside it, and Tab leaves it. The list remembers where
// it was. What the links are is none of its business.
import { type FocusEvent, type KeyboardEvent, useState } from "react";

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };

export interface Roving {
  /** For the element around the links. */
  list: { onKeyDown(event: KeyboardEvent<HTMLElement>): void; onFocus(event: FocusEvent<HTMLElement>): void };
  /** For the link at a place. */
  item(at: number): { tabIndex: 0 | -1; "data-at": number };
}

export function useRoving(count: number): Roving {
  const [active, setActive] = useState(0);
  const now = Math.min(active, Math.max(0, count - 1));

  const moveTo = (list: HTMLElement, at: number) => {
    setActive(at);
    list.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus();
  };

  return {
    list: {
      onKeyDown(event) {
        if (event.ctrlKey || event.altKey || event.metaKey || count === 0) return;
        const step = STEPS[event.key];
        const to = event.key === "Home" ? 0 : event.key === "End" ? count - 1 : step ? now + step : null;
        if (to === null) return;
        event.preventDefault();
        moveTo(event.currentTarget, Math.max(0, Math.min(count - 1, to)));
      },
      onFocus(event) {
        const at = event.target.closest<HTMLElement>("[data-at]")?.dataset.at;
        if (at !== undefined) setActive(Number(at));
      },
    },
    item: (at) => ({ tabIndex: at === now ? 0 : -1, "data-at": at }),
  };
}
