// What the reader and the cards beside it share while one document is open: which card is the current one, which one the
// pointer is on, what is selected in the text, what is in view. One document at a time, so one small store.
import { create } from "zustand";
import type { Span } from "./reader.logic";

interface Reading {
  /** The key of the current card, chosen by a click or by J and K. */
  active: string | null;
  /** The card under the pointer, or whose passage is. */
  pointed: string | null;
  /** The selected passage. */
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

export function choose(card: string | null): void {
  useReading.setState({ active: card });
}

export function point(card: string | null): void {
  if (useReading.getState().pointed !== card) useReading.setState({ pointed: card });
}
