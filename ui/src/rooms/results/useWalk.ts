// ↑↓ through the ways of a list: what carries data-walk.
import { type KeyboardEvent, useRef } from "react";

export function useWalk<List extends HTMLElement>() {
  const list = useRef<List>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (by === 0 || event.target instanceof HTMLTextAreaElement) return;
    const ways = [...(list.current?.querySelectorAll<HTMLElement>("[data-walk]") ?? [])];
    const at = ways.indexOf(document.activeElement as HTMLElement);
    ways[Math.min(Math.max(at + by, 0), ways.length - 1)]?.focus();
    event.preventDefault();
  };
  return { list, onKeyDown };
}
