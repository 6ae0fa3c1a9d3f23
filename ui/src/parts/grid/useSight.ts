// Which part of the sheet is in sight: the scroll place and size of the scrolling box, read once a frame and drawn in the
// same frame: a scheduled update would come after the picture in which the rows are missing.
import { type RefObject, useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";

export interface Sight {
  top: number;
  left: number;
  width: number;
  height: number;
}

/** Without a layout (tests, a hidden page) as much as a small window shows. */
const UNKNOWN: Sight = { top: 0, left: 0, width: 1000, height: 600 };

export function useSight(box: RefObject<HTMLElement | null>): Sight {
  const [sight, setSight] = useState<Sight>(UNKNOWN);
  useLayoutEffect(() => {
    const node = box.current;
    if (!node) return;
    let waiting = 0;
    const read = () => {
      waiting = 0;
      const { scrollTop: top, scrollLeft: left, clientWidth, clientHeight } = node;
      const [width, height] = [clientWidth || UNKNOWN.width, clientHeight || UNKNOWN.height];
      setSight((before) =>
        before.top === top && before.left === left && before.width === width && before.height === height
          ? before
          : { top, left, width, height },
      );
    };
    const later = () => {
      waiting ||= requestAnimationFrame(() => flushSync(read));
    };
    read();
    node.addEventListener("scroll", later, { passive: true });
    const watch = new ResizeObserver(later);
    watch.observe(node);
    return () => {
      node.removeEventListener("scroll", later);
      watch.disconnect();
      cancelAnimationFrame(waiting);
    };
  }, [box]);
  return sight;
}
