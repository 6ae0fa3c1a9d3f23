// How far long work has come, asked of beside it.
import { useEffect, useState } from "react";
import { call } from "../platform";
import type { WorkKind } from "../wire/WorkKind";
import type { WorkView } from "../wire/WorkView";

const IDLE: WorkView = { running: false, stage: null, done: 0, total: 0 };

/** How often it is asked. */
const EVERY = 250;

/** Work of a kind, from when it is begun here until it is done; what is being done already is found as well. */
export function useWork(kind: WorkKind, begun: boolean): WorkView {
  const [work, setWork] = useState(IDLE);
  const going = begun || work.running;
  useEffect(() => {
    let here = true;
    const look = () =>
      void call("work", { kind }).then(
        (found) => here && setWork(found),
        () => here && setWork(IDLE),
      );
    look();
    const timer = going ? setInterval(look, EVERY) : undefined;
    return () => {
      here = false;
      clearInterval(timer);
    };
  }, [kind, going]);
  return work;
}

export function stopWork(kind: WorkKind): void {
  void call("stop_work", { kind });
}
