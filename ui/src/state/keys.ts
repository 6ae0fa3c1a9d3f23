// Keys that work wherever the focus is, registered by whoever shows them, so that the help lists what is true now.
// The last registered wins. A key without Ctrl or Alt is left alone while somebody types; Ctrl+Z and its kin are left
// to the text field that has the focus.
import { useEffect, useRef } from "react";
import { create } from "zustand";

export interface Key {
  /** As written in menus: "Ctrl+K", "F6", "Shift+F6", "J". */
  keys: string;
  /** For the help. Without a label the key works but is not listed. */
  label?: string;
  run(): void;
  /** Works even while a text field has the focus. Default: only with Ctrl, Alt or an F key. */
  whileTyping?: boolean;
  /** Works only where this says yes of what has the focus: keys that elsewhere press buttons or scroll. */
  where?(focus: EventTarget | null): boolean;
}

interface KeyGroup {
  id: number;
  title: string;
  keys: readonly Key[];
}

interface KeyState {
  groups: KeyGroup[];
}

export const useKeyGroups = create<KeyState>(() => ({ groups: [] }));

let nextId = 1;

/** Registers keys while the component is shown. The list may be new at each render; only its last state counts. */
export function useKeys(title: string, keys: readonly Key[]): void {
  const latest = useRef(keys);
  latest.current = keys;
  const names = keys.map((key) => `${key.keys} ${key.label ?? ""}`).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: names stands for the list.
  useEffect(() => {
    const id = nextId++;
    const stable = latest.current.map((key, at) => ({ ...key, run: () => latest.current[at]?.run() }));
    useKeyGroups.setState(({ groups }) => ({ groups: [...groups, { id, title, keys: stable }] }));
    return () =>
      useKeyGroups.setState(({ groups }) => ({ groups: groups.filter((group) => group.id !== id) }));
  }, [title, names]);
}

/** Listens once for the whole window; returns the way to stop. */
export function startKeys(): () => void {
  const listen = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.keyCode === 229) return;
    const name = nameOf(event);
    const groups = useKeyGroups.getState().groups;
    for (const group of groups.toReversed()) {
      const key = group.keys.find((candidate) => candidate.keys === name);
      if (!key || (isTyping(event) && !allowedWhileTyping(key))) continue;
      if (key.where && !key.where(event.target)) continue;
      event.preventDefault();
      key.run();
      return;
    }
  };
  addEventListener("keydown", listen);
  return () => removeEventListener("keydown", listen);
}

/** Ctrl+Shift+Z, Alt+ArrowLeft, F6, J, ?, Space. The ⌘ of a Mac counts as Ctrl. */
export function nameOf(
  event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">,
): string {
  const key = event.key === " " ? "Space" : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const shift = event.shiftKey && (event.key.length > 1 || /[A-Z]/.test(key));
  const parts = [
    event.ctrlKey || event.metaKey ? "Ctrl" : "",
    event.altKey ? "Alt" : "",
    shift ? "Shift" : "",
    key,
  ];
  return parts.filter(Boolean).join("+");
}

const TEXT_FIELD_KEYS = new Set(["Ctrl+Z", "Ctrl+Y", "Ctrl+Shift+Z", "Ctrl+A", "Ctrl+C", "Ctrl+V", "Ctrl+X"]);

function allowedWhileTyping(key: Key): boolean {
  if (key.whileTyping !== undefined) return key.whileTyping;
  return /^(Ctrl|Alt|(Shift\+)?F\d)/.test(key.keys) && !TEXT_FIELD_KEYS.has(key.keys);
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target instanceof HTMLTextAreaElement) return true;
  if (target instanceof HTMLInputElement) return !/^(button|checkbox|radio|range|submit)$/.test(target.type);
  return false;
}
