// The lens through which every room looks: the date figures hold for, and the place they are about. Chosen once in the
// top bar. Changing it touches nothing that is being typed: rooms ask again with the new lens and keep their drafts.
import { create } from "zustand";

export interface Scope {
  id: string;
  name: string;
}

interface LensState {
  /** An ISO date; null until a ledger is open. */
  asOf: string | null;
  /** null until a ledger is open. */
  scope: Scope | null;
  setAsOf(asOf: string): void;
  setScope(scope: Scope): void;
  /** A ledger was opened: start from its own date and place. */
  reset(lens: { asOf: string; scope: Scope } | null): void;
}

export const useLens = create<LensState>((set) => ({
  asOf: null,
  scope: null,
  setAsOf: (asOf) => set({ asOf }),
  setScope: (scope) => set({ scope }),
  reset: (lens) => set(lens ?? { asOf: null, scope: null }),
}));
