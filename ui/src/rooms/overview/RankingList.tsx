// A ranking as plain bars: it can be searched, printed and walked with the arrow keys. The 序时 line stands at one place
// for all. Units without a rank follow apart, by the reason.
import type { ReactNode } from "react";
import { MISSING } from "../../lib/format";
import { RatioBar } from "../../parts/RatioBar";
import { StatusMark } from "../../parts/StatusMark";
import { useKeys } from "../../state/keys";
import { useLens } from "../../state/lens";
import { hashOf } from "../../state/route";
import { overview as text } from "../../text/overview";
import type { Figure } from "../../wire/Figure";
import type { Ranking } from "../../wire/Ranking";
import type { RankingRow } from "../../wire/RankingRow";
import type { UnitView } from "../../wire/UnitView";
import { ChangeArrow } from "./ChangeArrow";
import { axisEnd, rankedRows, shareOf, targetPlace, unrankedGroups } from "./overview.logic";
import { type Roving, useRoving } from "./roving";

export interface RankingListProps {
  ranking: Ranking;
  /** What is looked for in the names. */
  find: string;
  /** The way to the units that are not shown. */
  rest: ReactNode;
}

export function RankingList({ ranking, find, rest }: RankingListProps) {
  const { rows } = ranking;
  const full = axisEnd(ranking.longest, ranking.schedule);
  const ranked = rankedRows(rows);
  const groups = unrankedGroups(rows);
  const roving = useRoving(rows.length);
  useKeys(text.keys.title, [{ keys: "Alt+ArrowDown", label: text.keys.drill, run: drillAtFocus }]);

  if (rows.length === 0) return <p className="dz-second ov-nothing">{text.rankingNoMatch(find)}</p>;
  return (
    <>
      <section className="ov-bars" aria-label={ranking.name} {...roving.list}>
        <AxisHead schedule={ranking.schedule} full={full} />
        <ol>
          {ranked.map((row, at) => (
            <li key={row.org_unit.id}>
              {ranked[at - 1]?.group !== row.group && row.group ? (
                <h3 className="ov-bar-group">{row.group}</h3>
              ) : null}
              <Bar row={row} ranking={ranking} full={full} place={roving.item(at)} />
              <Drill unit={row.org_unit} />
            </li>
          ))}
        </ol>
        {groups.length > 0 ? (
          <Unranked groups={groups} target={ranking.target} first={ranked.length} roving={roving} />
        ) : null}
      </section>
      {rest}
      <p className="ov-rule dz-faint">{ranking.rule}</p>
    </>
  );
}

/** Goes down to the unit of the bar that has the focus. */
function drillAtFocus(): void {
  const bar = document.activeElement?.closest("li");
  bar?.querySelector<HTMLElement>("[data-drill]")?.click();
}

function AxisHead({ schedule, full }: { schedule: Figure | null; full: number }) {
  return (
    <div className="ov-bar ov-bar-head">
      <span className="dz-number">{text.rank}</span>
      <span>{text.unit}</span>
      <span className="ov-axis">
        {schedule ? (
          <span className="ov-axis-label" style={{ left: `${((shareOf(schedule) ?? 0) / full) * 100}%` }}>
            {text.schedule(`${schedule.text}${schedule.uom}`)}
          </span>
        ) : (
          text.scheduleNone
        )}
      </span>
      <span className="dz-number">{text.rate}</span>
      <span>{text.moved}</span>
      <span>{text.columns.status}</span>
    </div>
  );
}

/** The way down to a unit: everything on the page is about it then. Its key on the bar is Alt+↓. */
function Drill({ unit }: { unit: UnitView }) {
  const setScope = useLens((lens) => lens.setScope);
  return (
    <button
      type="button"
      className="dz-plain ov-drill"
      tabIndex={-1}
      data-drill={unit.id}
      title={text.drill(unit.name)}
      aria-label={text.drill(unit.name)}
      onClick={() => setScope({ id: unit.id, name: unit.name })}
    >
      ›
    </button>
  );
}

interface BarProps {
  row: RankingRow;
  ranking: Ranking;
  /** The share at the right end of all bars. */
  full: number;
  place: ReturnType<Roving["item"]>;
}

function Bar({ row, ranking, full, place }: BarProps) {
  const { target } = ranking;
  const unit = row.org_unit.id;
  return (
    <a
      className="ov-bar ov-bar-row"
      href={hashOf(targetPlace(target, unit))}
      data-how={hashOf(targetPlace(target, unit, "how"))}
      title={tooltip(row)}
      {...place}
    >
      <span className="dz-number ov-rank">{row.rank}</span>
      <span className="dz-clip">{row.org_unit.name}</span>
      <RatioBar
        share={shareOf(row.rate)}
        schedule={shareOf(ranking.schedule)}
        lamp={row.status.lamp}
        full={full}
      />
      <span className="dz-number">{row.rate ? `${row.rate.text}${row.rate.uom}` : MISSING}</span>
      <ChangeArrow moved={row.moved} />
      <StatusMark status={row.status} />
    </a>
  );
}

interface UnrankedProps {
  groups: readonly RankingRow[][];
  target: string;
  /** The place of the first of them in the list of links. */
  first: number;
  roving: Roving;
}

function Unranked({ groups, target, first, roving }: UnrankedProps) {
  const rows = groups.flat();
  return (
    <section className="ov-unranked" aria-label={text.unranked}>
      <h3 title={text.unrankedHint}>{text.unranked}</h3>
      <ul>
        {rows.map((row, at) => (
          <li key={row.org_unit.id}>
            <a
              href={hashOf(targetPlace(target, row.org_unit.id))}
              data-how={hashOf(targetPlace(target, row.org_unit.id, "how"))}
              title={tooltip(row)}
              {...roving.item(first + at)}
            >
              {row.org_unit.name}
              <StatusMark status={row.status} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

function tooltip({ org_unit, allocated, actual }: RankingRow): string {
  const parts = [org_unit.name];
  if (allocated) parts.push(`${text.allocated} ${allocated.text}${allocated.uom}`);
  if (actual) parts.push(`${text.columns.actual} ${actual.text}${actual.uom}`);
  return parts.join(" · ");
}
