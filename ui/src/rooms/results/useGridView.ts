// A form's sheet as the ledger tells it: once as a whole, then what changed on it, so that a long sheet follows the hands.
import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { call } from "../../platform";
import type { GridChanges } from "../../wire/GridChanges";
import type { GridRequest } from "../../wire/GridRequest";
import type { GridView } from "../../wire/GridView";

const ROOMS = { rooms: ["results", "targets", "programmes", "settings"] };

export function useGridView(request: GridRequest, { keep = true } = {}): UseQueryResult<GridView> {
  const client = useQueryClient();
  const queryKey = ["grid", request];
  return useQuery<GridView>({
    queryKey,
    queryFn: async () => {
      const held = client.getQueryData<GridView>(queryKey);
      if (!held) return call("grid", request);
      const since = await call("grid_since", { grid: request, stamp: held.stamp });
      return since.type === "whole" ? since.grid : withChanges(held, since.changes);
    },
    meta: ROOMS,
    // What did not change is the same object already.
    structuralSharing: false,
    ...(keep ? { placeholderData: keepPreviousData } : {}),
  });
}

/** The sheet after changes. Rows and lists of which nothing changed stay the same objects. */
export function withChanges(view: GridView, changes: GridChanges): GridView {
  const { stamp, filled, asked } = changes;
  let { rows, cells } = view;
  if (changes.rows.length > 0) {
    rows = [...rows];
    for (const { at, row } of changes.rows) rows[at] = row;
  }
  if (changes.rewritten.length > 0) {
    const rewritten = new Set(changes.rewritten);
    cells = [...cells.filter(({ row }) => !rewritten.has(row)), ...changes.cells];
  }
  return { ...view, stamp, filled, asked, rows, cells, submissions: changes.submissions ?? view.submissions };
}
