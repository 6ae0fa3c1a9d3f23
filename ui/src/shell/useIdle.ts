// Does something once nobody has touched the window for so many minutes. Touching is a key, a click, the wheel or a move.
import { useEffect, useRef } from "react";

const TOUCHES = ["keydown", "pointerdown", "pointermove", "wheel"] as const;
const MINUTE = 60_000;

/** 0 minutes: never. */
export function useIdle(minutes: number, onIdle: () => void): void {
  const latest = useRef(onIdle);
  latest.current = onIdle;
  useEffect(() => {
    if (minutes === 0) return;
    const start = () => setTimeout(() => latest.current(), minutes * MINUTE);
    let timer = start();
    const touched = () => {
      clearTimeout(timer);
      timer = start();
    };
    for (const touch of TOUCHES) window.addEventListener(touch, touched, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const touch of TOUCHES) window.removeEventListener(touch, touched, { capture: true });
    };
  }, [minutes]);
}
