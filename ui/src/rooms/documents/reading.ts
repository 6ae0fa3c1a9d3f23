// What the reader and the cards beside it share while one document is open: which passage is chosen, which one the
// pointer is on, what is selected, what is in view. One document at a time, so one small store.
import { create } from "zustand";
import type { Span } from "./reader.logic";

interface Reading {
  /** The excerpt that was chosen, by a click or by J and K. */
  active: string | null;
  /** The excerpt under the pointer or the focus. */
  pointed: string | null;
  /** The selected passage, and where on the page its last line ends. */
  selection: Span | null;
  /** What stands in view now. */
  view: Span;
  /** A passage to hold marked while a form about it is open. */
  held: Span | null;
}

const NOTHING: Reading = {
  active: null,
  pointed: null,
  selection: null,
  view: { start: 0, end: 0 },
  held: null,
};

export const useReading = create<Reading>(() => NOTHING);

export function startReading(): void {
  useReading.setState(NOTHING);
}

export function choose(excerpt: string | null): void {
  useReading.setState({ active: excerpt });
}

export function point(excerpt: string | null): void {
  if (useReading.getState().pointed !== excerpt) useReading.setState({ pointed: excerpt });
}
