// The ledger's units for pickers: branch by branch, by a search over all of them, and the name of one whose id alone
// came along.
import { useEffect, useMemo, useState } from "react";
import { call } from "../platform";
import { useAsk } from "./ask";
import { useLens } from "./lens";

export interface UnitNode {
  id: string;
  name: string;
  hint: string;
  leaf: boolean;
}

export interface UnitTree {
  load(parent: string | null): Promise<UnitNode[]>;
  find(text: string): Promise<UnitNode[]>;
}

export function useUnitTree(): UnitTree {
  const asOf = useLens((lens) => lens.asOf);
  return useMemo(
    () => ({
      load: async (parent) =>
        (await call("units", { parent, as_of: asOf })).map(({ id, name, level_word, has_children }) => ({
          id,
          name,
          hint: level_word,
          leaf: !has_children,
        })),
      find: async (text) =>
        (await call("search", { text, as_of: asOf }))
          .filter(({ kind }) => kind === "org_unit")
          .map(({ id, name, hint }) => ({ id, name, hint, leaf: true })),
    }),
    [asOf],
  );
}

/** From the lens, the top of the tree, or a search by the id; the id itself until it is known. */
export function useUnitName(id: string): string {
  const { asOf, scope } = useLens();
  const { find } = useUnitTree();
  const { data: top } = useAsk("units", { parent: null, as_of: asOf }, { rooms: ["org"] });
  const [found, setFound] = useState<{ id: string; name: string }>();
  const near = [scope, ...(top ?? []), found].find((unit) => unit?.id === id && unit.name !== "");

  useEffect(() => {
    if (id === "" || near) return;
    let gone = false;
    void find(id)
      .then((hits) => hits.find((hit) => hit.id === id))
      .then((hit) => !gone && hit && setFound(hit))
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [id, near, find]);

  return near?.name ?? id;
}
