// What a list remembers while the user is elsewhere: scroll place, opened rows, filters. Kept in memory for the life of
// the window and forgotten when another ledger is opened.
import { type RefObject, useEffect, useLayoutEffect, useState } from "react";

const kept = new Map<string, unknown>();

/** Like useState, but coming back to the page finds the value again. */
export function useKept<T>(key: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => (kept.has(key) ? (kept.get(key) as T) : initial));
  const keep = (next: T) => {
    kept.set(key, next);
    setValue(next);
  };
  return [value, keep];
}

/** Keeps the scroll place of an element. Pass ready=false until its content has its height. */
export function useKeptScroll(key: string, element: RefObject<HTMLElement | null>, ready = true): void {
  useLayoutEffect(() => {
    const place = kept.get(`scroll:${key}`) as { top: number; left: number } | undefined;
    if (ready && place && element.current) element.current.scrollTo(place);
  }, [key, element, ready]);

  useEffect(() => {
    const node = element.current;
    if (!node) return;
    const keep = () => kept.set(`scroll:${key}`, { top: node.scrollTop, left: node.scrollLeft });
    node.addEventListener("scroll", keep, { passive: true });
    return () => node.removeEventListener("scroll", keep);
  }, [key, element]);
}

/** For lists that scroll by themselves and can only be told where to go. */
export function keepTop(key: string, top: number): void {
  kept.set(`top:${key}`, top);
}

export function keptTop(key: string): number {
  return (kept.get(`top:${key}`) as number | undefined) ?? 0;
}

export function forgetKept(): void {
  kept.clear();
}
