// The widths of columns that were drawn with the mouse, remembered on this device under the sheet's name.
import { useState } from "react";
import type { Column } from "./types";

export interface Widths {
  of(column: Column): number | null;
  /** None: as wide as its title makes it. Not remembered before the mouse is let go. */
  set(column: Column, width: number | null, done: boolean): void;
}

export function useWidths(remember: string | undefined): Widths {
  const name = remember && `duizhang.widths.${remember}`;
  const [widths, setWidths] = useState<Record<string, number>>(() => kept(name));
  return {
    of: (column) => widths[nameOf(column)] ?? null,
    set(column, width, done) {
      const { [nameOf(column)]: _, ...others } = widths;
      const next = width === null ? others : { ...others, [nameOf(column)]: width };
      setWidths(next);
      if (name && done) localStorage.setItem(name, JSON.stringify(next));
    },
  };
}

function nameOf({ key, widthName }: Column): string {
  return widthName ?? key;
}

function kept(name: string | undefined): Record<string, number> {
  try {
    const said: unknown = JSON.parse((name && localStorage.getItem(name)) ?? "{}");
    if (typeof said !== "object" || said === null) return {};
    return Object.fromEntries(Object.entries(said).filter(([, width]) => typeof width === "number"));
  } catch {
    return {};
  }
}
