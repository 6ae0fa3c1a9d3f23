// Files dropped on the window: the desktop hands over their paths; the page's own drop events do not come then.
import { type DragEvent, type HTMLAttributes, useEffect, useRef, useState } from "react";
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

export interface Dropping {
  over: boolean;
  /** For the element that takes dropped files. */
  props: Pick<HTMLAttributes<HTMLElement>, "onDragOver" | "onDragLeave" | "onDrop">;
}

/** Files dropped either way: as files by the page's own events, as paths by the desktop. */
export function useDropping(
  takeFiles: (files: readonly File[]) => void,
  takePaths: (paths: readonly string[]) => void,
): Dropping {
  const [over, setOver] = useState(false);
  useDropped(setOver, takePaths);
  const carriesFiles = (event: DragEvent) => event.dataTransfer.types.includes("Files");
  return {
    over,
    props: {
      onDragOver(event) {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave(event) {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop(event) {
        if (!carriesFiles(event)) return;
        event.preventDefault();
        setOver(false);
        takeFiles([...event.dataTransfer.files]);
      },
    },
  };
}
