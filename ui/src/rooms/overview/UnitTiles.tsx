// Every unit of the ranked target as a tile in the order of the tree: where the trouble lies, at one look. Stands in for
// a map, because no officially reviewed outlines are shipped.
import type { ReactNode } from "react";
import { StatusMark } from "../../parts/StatusMark";
import { hashOf } from "../../state/route";
import { overview as text } from "../../text/overview";
import type { Ranking } from "../../wire/Ranking";
import { targetPlace } from "./overview.logic";
import { useRoving } from "./roving";

export interface UnitTilesProps {
  ranking: Ranking;
  /** The way to the units that are not shown. */
  rest: ReactNode;
}

export function UnitTiles({ ranking, rest }: UnitTilesProps) {
  const { tiles } = ranking;
  const roving = useRoving(tiles.length);
  return (
    <section className="dz-card ov-tiles" aria-labelledby="ov-tiles" data-pane="tiles">
      <header className="ov-head">
        <h2 id="ov-tiles" title={text.tilesHint}>
          {text.tiles}
        </h2>
      </header>
      <ul {...roving.list}>
        {tiles.map((tile, at) => (
          <li key={tile.org_unit.id}>
            <a
              className="ov-tile"
              data-lamp={tile.status.lamp}
              href={hashOf(targetPlace(ranking.target, tile.org_unit.id))}
              data-how={hashOf(targetPlace(ranking.target, tile.org_unit.id, "how"))}
              title={tile.org_unit.name}
              {...roving.item(at)}
            >
              <span className="dz-clip">{tile.org_unit.name}</span>
              <span className="ov-tile-state">
                <StatusMark status={tile.status} />
                {tile.rate ? <span className="dz-number">{`${tile.rate.text}${tile.rate.uom}`}</span> : null}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {rest}
    </section>
  );
}
