// Every unit of the ranked target as a tile in the order of the tree: where the trouble lies, at one look. Stands in for
// a map, because no officially reviewed outlines are shipped.
import { StatusMark } from "../../parts/StatusMark";
import { hashOf } from "../../state/route";
import { overview as text } from "../../text/overview";
import type { Ranking } from "../../wire/Ranking";
import type { UnitView } from "../../wire/UnitView";
import { inTreeOrder, matchingRows, targetPlace } from "./overview.logic";
import { useRoving } from "./roving";
import { useFirst } from "./useFirst";

export interface UnitTilesProps {
  ranking: Ranking;
  /** The units in the order of the tree. */
  units: readonly UnitView[];
  find: string;
}

export function UnitTiles({ ranking, units, find }: UnitTilesProps) {
  const { shown: rows, rest } = useFirst(inTreeOrder(matchingRows(ranking.rows, find), units));
  const roving = useRoving(rows.length);
  return (
    <section className="dz-card ov-tiles" aria-labelledby="ov-tiles" data-pane="tiles">
      <header className="ov-head">
        <h2 id="ov-tiles" title={text.tilesHint}>
          {text.tiles}
        </h2>
      </header>
      <ul {...roving.list}>
        {rows.map((row, at) => (
          <li key={row.org_unit.id}>
            <a
              className="ov-tile"
              data-lamp={row.status.lamp}
              href={hashOf(targetPlace(ranking.target, row.org_unit.id))}
              data-how={hashOf(targetPlace(ranking.target, row.org_unit.id, "how"))}
              title={row.org_unit.name}
              {...roving.item(at)}
            >
              <span className="dz-clip">{row.org_unit.name}</span>
              <span className="ov-tile-state">
                <StatusMark status={row.status} />
                {row.rate ? <span className="dz-number">{`${row.rate.text}${row.rate.uom}`}</span> : null}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {rest}
    </section>
  );
}
