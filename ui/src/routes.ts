// Every room of the program, in the order of the menu. A room is added here by one line and nowhere else.
import type { ComponentType } from "react";
import { documents } from "./rooms/documents";
import { exchange } from "./rooms/exchange";
import { overview } from "./rooms/overview";
import { reports } from "./rooms/reports";
import { results } from "./rooms/results";
import { review } from "./rooms/review";
import { settings } from "./rooms/settings";
import { startPage as firstPage } from "./rooms/start";
import { targets } from "./rooms/targets";
import { workbooks } from "./rooms/workbooks";
import type { Room } from "./state/room";

export const rooms: readonly Room[] = [
  overview,
  documents,
  targets,
  results,
  review,
  reports,
  exchange,
  settings,
  workbooks,
];

/** What shows while no ledger is open: open the sample, make one, open one. */
export const startPage: { load(): Promise<{ Page: ComponentType }> } | null = firstPage;
