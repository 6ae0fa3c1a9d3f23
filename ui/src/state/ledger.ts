// The open ledger as the frame and the rooms see it, and the ways to open another one. Opening starts everything afresh:
// lens, kept places, every answer.
import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Answer, type Command, call, host, type Request } from "../platform";
import type { LedgerView } from "../wire/LedgerView";
import type { StartView } from "../wire/StartView";
import { useAsk } from "./ask";
import { forgetKept } from "./kept";
import { useLens } from "./lens";
import { sayRefused } from "./notices";
import { replace } from "./route";

/** Commands that end with a ledger open. */
type Opening = {
  [C in Command]: Answer<C> extends LedgerView ? (LedgerView extends Answer<C> ? C : never) : never;
}[Command];

export interface LedgerState {
  start: StartView | undefined;
  ledger: LedgerView | null;
  error: unknown;
}

export function useLedger(): LedgerState {
  const { data, error } = useAsk("start", {});
  return { start: data, ledger: data?.open ?? null, error };
}

/** Opens, makes or brings back a ledger. Answers false when it was refused, which has then been told. */
export function useOpening(): <C extends Opening>(cmd: C, payload: Request<C>) => Promise<boolean> {
  const client = useQueryClient();
  return useCallback(
    async (cmd, payload) => {
      try {
        entered((await call(cmd, payload)) as LedgerView);
        // What was open in the other ledger is not in this one.
        replace({ room: "" });
        await client.resetQueries();
        return true;
      } catch (thrown) {
        sayRefused(thrown);
        return false;
      }
    },
    [client],
  );
}

export function useClosing(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    try {
      await call("close_ledger", {});
      forgetKept();
      await client.resetQueries();
    } catch (thrown) {
      sayRefused(thrown);
    }
  }, [client]);
}

/** Takes the lens of a ledger that was just opened, or found open at the start. */
export function entered(ledger: LedgerView): void {
  forgetKept();
  const { as_of, org_unit } = ledger.context;
  useLens.getState().reset({ asOf: as_of, scope: { id: org_unit, name: "" } });
  void host().setTitle(ledger.title);
}
