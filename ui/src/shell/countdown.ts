// Whole seconds until a moment, for waits that are shown. One timer a second, none when nothing is waited for.
import { useEffect, useState } from "react";

/** `until` in milliseconds of the clock; null: nothing is waited for. */
export function useSecondsUntil(until: number | null, clock: () => number = Date.now): number {
  const left = () => (until === null ? 0 : Math.max(0, Math.ceil((until - clock()) / 1000)));
  const [, tick] = useState(0);
  const seconds = left();
  useEffect(() => {
    if (until === null || seconds === 0) return;
    const timer = setTimeout(() => tick((times) => times + 1), until - clock() - (seconds - 1) * 1000);
    return () => clearTimeout(timer);
  }, [until, seconds, clock]);
  return seconds;
}
