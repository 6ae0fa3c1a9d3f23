// The workbook that was chosen, on the first page or in its room: it waits until there is a ledger to read it into.
import { create } from "zustand";
import type { Incoming } from "../wire/Incoming";

/** Larger than any file an office sends; a film dropped by mistake is refused before it is read. */
export const LARGEST = 64 * 1024 * 1024;

interface Waiting {
  workbook: Incoming | null;
}

/** The workbook that waits to be read. */
export const useWaitingWorkbook = create<Waiting>(() => ({ workbook: null }));

export function letWait(workbook: Incoming | null): void {
  useWaitingWorkbook.setState({ workbook });
}
