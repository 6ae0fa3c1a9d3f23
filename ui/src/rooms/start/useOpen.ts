// Opening a ledger from the first page. A refusal that concerns the file itself, and a file that turns out to be damaged,
// get a page; the user decides there before the program goes on.
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call, type Request } from "../../platform";
import { entered } from "../../state/ledger";
import { sayRefused } from "../../state/notices";
import { go } from "../../state/route";
import { useWaitingWorkbook } from "../../state/waiting";
import type { LedgerView } from "../../wire/LedgerView";
import { type Trouble, troubleOf } from "./start.logic";

export type Opening = "open_sample" | "create_ledger" | "open_ledger" | "restore_from";

export interface Opener {
  /** What is going on now. */
  busy: Opening | null;
  trouble: Trouble | null;
  open<C extends Opening>(cmd: C, payload: Request<C>): Promise<void>;
  /** Goes into the ledger as it is, also a damaged one. */
  enter(ledger: LedgerView): Promise<void>;
  dismiss(): void;
}

export function useOpen(): Opener {
  const client = useQueryClient();
  const [busy, setBusy] = useState<Opening | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);

  const enter = async (ledger: LedgerView) => {
    entered(ledger);
    // A workbook that was chosen first is taken up where there is a ledger for it.
    go({ room: useWaitingWorkbook.getState().workbook ? "workbooks" : "overview" });
    await client.resetQueries();
  };

  return {
    busy,
    trouble,
    enter,
    dismiss: () => setTrouble(null),
    async open(cmd, payload) {
      setBusy(cmd);
      try {
        const ledger = (await call(cmd, payload)) as LedgerView;
        if (ledger.health.state === "sound") await enter(ledger);
        else setTrouble({ kind: "damaged", ledger });
      } catch (thrown) {
        const found = troubleOf(thrown, (payload as { path?: string | null }).path ?? null);
        if (found) setTrouble(found);
        else sayRefused(thrown);
      } finally {
        setBusy(null);
      }
    },
  };
}
