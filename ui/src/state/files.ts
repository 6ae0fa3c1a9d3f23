// Files dropped on the window: the desktop hands over their paths; the page's own drop events do not come then.
import { useEffect, useRef } from "react";
import { host } from "../platform";

export function useDropped(setOver: (over: boolean) => void, take: (paths: readonly string[]) => void): void {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    void host()
      .onFiles(({ kind, paths }) => {
        setOver(kind === "over");
        // A ledger that is dropped is opened by whoever opens ledgers.
        const others = paths.filter((path) => !path.toLowerCase().endsWith(".dz"));
        if (kind === "drop" && others.length > 0) latest.current(others);
      })
      .then((end) => {
        if (gone) end();
        else stop = end;
      });
    return () => {
      gone = true;
      stop?.();
    };
  }, [setOver]);
}
