// The tree of units as rows: branches that were opened are known, the others wait to be asked for.
import type { SearchHit } from "../../wire/SearchHit";
import type { UnitView } from "../../wire/UnitView";

export interface Row {
  key: string;
  name: string;
  /** Where a unit that was searched for stands. */
  hint: string;
  level: string;
  pseudo: boolean;
  /** Empty while the branch is not yet there; none for a unit without parts. */
  children?: Row[];
}

export function rowsOf(units: readonly UnitView[], below: ReadonlyMap<string, readonly UnitView[]>): Row[] {
  return units.map(({ id, name, level_word, pseudo, has_children }) => ({
    key: id,
    name,
    hint: "",
    level: level_word,
    pseudo,
    ...(has_children ? { children: rowsOf(below.get(id) ?? [], below) } : {}),
  }));
}

export function rowsOfHits(hits: readonly SearchHit[]): Row[] {
  return hits
    .filter(({ kind }) => kind === "org_unit")
    .map(({ id, name, hint }) => ({ key: id, name, hint, level: "", pseudo: false }));
}
