// The workbook that was chosen on the first page and waits until a ledger is open.
import { create } from "zustand";
import type { Incoming } from "../wire/Incoming";

interface Waiting {
  workbook: Incoming | null;
}

/** The workbook that waits to be read. */
export const useWaitingWorkbook = create<Waiting>(() => ({ workbook: null }));

export function letWait(workbook: Incoming | null): void {
  useWaitingWorkbook.setState({ workbook });
}
