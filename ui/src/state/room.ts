// What a room shows to the rest of the program: its index.ts exports one of these and nothing else.
import type { ComponentType } from "react";
import type { WaitingView } from "../wire/WaitingView";
import type { Destination } from "./route";

export interface Room {
  /** First part of its addresses, and its name in every layer. */
  id: string;
  title: string;
  /** Found in the search by these too: pinyin initials, other names. */
  keywords: string;
  icon: ComponentType;
  /** Reached from other rooms and by the search, not from the menu. */
  offMenu?: boolean;
  load(): Promise<{ Page: ComponentType }>;
  /** The number in the menu: what waits for this person. */
  waiting?: (waiting: WaitingView) => number;
  /** Where a search hit of a kind (target, document, form, …) is shown. */
  opens?: Record<string, (id: string) => Destination>;
}
