// The lens through which every room looks: the date figures hold for, and the place they are about. Chosen once in the
// top bar. Changing it touches nothing that is being typed: rooms ask again with the new lens and keep their drafts.
import { create } from "zustand";
import type { Context } from "../wire/Context";

export interface Scope {
  /** null: everything the ledger holds. */
  id: string | null;
  name: string;
}

interface LensState {
  /** An ISO date; empty until a ledger is open. */
  asOf: string;
  scope: Scope;
  /** 当时掌握情况: only what had come in by the end of this day counts; empty: everything. */
  knownOn: string;
  setAsOf(asOf: string): void;
  setKnownOn(knownOn: string): void;
  setScope(scope: Scope): void;
  /** A ledger was opened: start from its own date and place. */
  reset(lens: { asOf: string; scope: Scope }): void;
}

export const useLens = create<LensState>((set) => ({
  asOf: "",
  scope: { id: null, name: "" },
  knownOn: "",
  setAsOf: (asOf) => set({ asOf }),
  setKnownOn: (knownOn) => set({ knownOn }),
  setScope: (scope) => set({ scope }),
  reset: (lens) => set({ ...lens, knownOn: "" }),
}));

/** The lens as commands want it. */
export function useContextOfLens(): Context {
  const asOf = useLens((lens) => lens.asOf);
  const id = useLens((lens) => lens.scope.id);
  const knownOn = useLens((lens) => lens.knownOn);
  return { as_of: asOf, org_unit: id, ...(knownOn === "" ? {} : { known_on: knownOn }) };
}
