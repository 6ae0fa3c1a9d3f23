// How long nobody may have touched the window before a ledger with a passcode locks by itself. Kept on this device.
import { create } from "zustand";

/** Minutes to choose from; 0: it does not lock by itself. */
export const LOCK_AFTER = [5, 15, 30, 0] as const;

const KEY = "duizhang.lock-after";
const USUAL = 15;

interface IdleState {
  minutes: number;
  choose(minutes: number): void;
}

export const useLockAfter = create<IdleState>((set) => ({
  minutes: stored(),
  choose(minutes) {
    localStorage.setItem(KEY, String(minutes));
    set({ minutes });
  },
}));

function stored(): number {
  const kept = localStorage.getItem(KEY);
  const minutes = Number(kept);
  return kept !== null && LOCK_AFTER.some((choice) => choice === minutes) ? minutes : USUAL;
}
