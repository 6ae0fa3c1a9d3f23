// The workbook that was chosen, read anew whenever a person decides something about it.
import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../platform";
import { useLens } from "../../state/lens";
import { letWait, useWaitingWorkbook } from "../../state/waiting";
import type { Incoming } from "../../wire/Incoming";
import type { WorkbookChoices } from "../../wire/WorkbookChoices";
import type { WorkbookView } from "../../wire/WorkbookView";

export interface Reading {
  incoming: Incoming | null;
  view: WorkbookView | null;
  error: unknown;
  pending: boolean;
  /** A person decided something. */
  decided: boolean;
  choose(choices: WorkbookChoices): void;
  take(incoming: Incoming | null): void;
}

interface State {
  view: WorkbookView | null;
  error: unknown;
  pending: boolean;
  decided: boolean;
}

const NOTHING: State = { view: null, error: null, pending: false, decided: false };

export function useReading(): Reading {
  const incoming = useWaitingWorkbook(({ workbook }) => workbook);
  const asOf = useLens((lens) => lens.asOf);
  const [state, setState] = useState<State>(NOTHING);
  const turn = useRef(0);

  const read = useCallback(
    async (file: Incoming, choices: WorkbookChoices | undefined) => {
      turn.current += 1;
      const mine = turn.current;
      setState((now) => ({ ...now, pending: true, decided: choices !== undefined }));
      try {
        const view = await call("read_workbook", {
          incoming: file,
          ...(choices ? { choices } : {}),
          ...(asOf ? { as_of: asOf } : {}),
        });
        // A later question has the last word.
        if (turn.current === mine) setState((now) => ({ ...now, view, error: null, pending: false }));
      } catch (error) {
        if (turn.current === mine) setState((now) => ({ ...now, view: null, error, pending: false }));
      }
    },
    [asOf],
  );

  useEffect(() => {
    turn.current += 1;
    setState(NOTHING);
    if (incoming) void read(incoming, undefined);
  }, [incoming, read]);

  return {
    incoming,
    ...state,
    choose: (choices) => incoming && void read(incoming, choices),
    take: letWait,
  };
}
