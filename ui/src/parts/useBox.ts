// The size of an element, followed.
import { type RefObject, useLayoutEffect, useRef, useState } from "react";

export interface Box {
  width: number;
  height: number;
}

export function useBox(): [RefObject<HTMLDivElement | null>, Box] {
  const element = useRef<HTMLDivElement>(null);
  const [box, setBox] = useState<Box>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    const read = () => {
      const { clientWidth: width, clientHeight: height } = node;
      setBox((before) => (before.width === width && before.height === height ? before : { width, height }));
    };
    read();
    const watch = new ResizeObserver(read);
    watch.observe(node);
    return () => watch.disconnect();
  }, []);
  return [element, box];
}
