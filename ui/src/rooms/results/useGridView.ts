// A form's sheet as the ledger tells it: once as a whole, then what changed on it, so that a long sheet follows the hands.
import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../platform";
import type { GridChanges } from "../../wire/GridChanges";
import type { GridRequest } from "../../wire/GridRequest";
import type { GridView } from "../../wire/GridView";
import { SheetCells, type SheetView } from "./cells";
import { sentenceOfProblem } from "./problems";

const ROOMS = { rooms: ["results", "targets", "programmes", "settings"] };

export function useGridView(request: GridRequest, { keep = true } = {}): UseQueryResult<SheetView> {
  const client = useQueryClient();
  const queryKey = ["grid", request];
  return useQuery<SheetView>({
    queryKey,
    queryFn: async () => {
      const held = client.getQueryData<SheetView>(queryKey);
      if (!held) return sheetOf(await call("grid", request));
      const since = await call("grid_since", { grid: request, stamp: held.stamp });
      return since.type === "whole" ? sheetOf(since.grid) : withChanges(held, since.changes);
    },
    meta: ROOMS,
    // What did not change is the same object already.
    structuralSharing: false,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** A sheet as the page holds it. */
export function sheetOf(view: GridView): SheetView {
  return { ...view, cells: SheetCells.of(view.cells, view.rows.length, sentenceOfProblem) };
}

/** The sheet after changes. Rows and lists of which nothing changed stay the same objects. */
export function withChanges(view: SheetView, changes: GridChanges): SheetView {
  const { stamp, filled, asked } = changes;
  let { rows, cells } = view;
  if (changes.rows.length > 0) {
    rows = [...rows];
    for (const { at, row } of changes.rows) rows[at] = row;
  }
  if (changes.rewritten.length > 0) {
    cells = cells.with(changes.cells, changes.rewritten, sentenceOfProblem);
  }
  return { ...view, stamp, filled, asked, rows, cells, submissions: changes.submissions ?? view.submissions };
}
