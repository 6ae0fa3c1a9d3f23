// A ranking as a table: place, task, what was done, rate, 序时差, movement. Units that share a place say so; those left out
// are named below and can be taken in again.
import type { ReactNode } from "react";
import { MISSING } from "../../lib/format";
import { StatusMark } from "../../parts/StatusMark";
import { hashOf } from "../../state/route";
import { overview as text } from "../../text/overview";
import type { Figure } from "../../wire/Figure";
import type { Ranking } from "../../wire/Ranking";
import type { RankingRow } from "../../wire/RankingRow";
import { ChangeArrow } from "./ChangeArrow";
import { targetPlace } from "./overview.logic";

export interface RankingTableProps {
  ranking: Ranking;
  /** What is looked for in the names. */
  find: string;
  /** The way to the units that are not shown. */
  rest: ReactNode;
  onLeaveOut(unit: string): void;
}

export function RankingTable({ ranking, find, rest, onLeaveOut }: RankingTableProps) {
  const { rows } = ranking;
  if (rows.length === 0) return <p className="dz-second ov-nothing">{text.rankingNoMatch(find)}</p>;
  return (
    <div className="ov-rank-scroll">
      <table className="ov-list ov-rank-table">
        <thead>
          <tr>
            <th scope="col" className="dz-number">
              {text.rank}
            </th>
            <th scope="col">{text.unit}</th>
            <th scope="col" className="dz-number">
              {text.allocated}
            </th>
            <th scope="col" className="dz-number">
              {text.columns.actual}
            </th>
            <th scope="col" className="dz-number">
              {text.rate}
            </th>
            <th scope="col" className="dz-number">
              {text.columns.variancePoints}
            </th>
            <th scope="col">{text.moved}</th>
            <th scope="col">{text.columns.status}</th>
            <th scope="col">
              <span className="dz-unseen">{text.leaveOut}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <Unit
              key={row.org_unit.id}
              row={row}
              target={ranking.target}
              heads={rows[at - 1]?.group !== row.group ? row.group : null}
              onLeaveOut={() => onLeaveOut(row.org_unit.id)}
            />
          ))}
        </tbody>
      </table>
      {rest}
      <p className="ov-rule dz-faint">{ranking.rule}</p>
    </div>
  );
}

interface UnitProps {
  row: RankingRow;
  target: string;
  /** The name of the group that begins here. */
  heads: string | null;
  onLeaveOut(): void;
}

function Unit({ row, target, heads, onLeaveOut }: UnitProps) {
  const { org_unit, rank, tied, variance, moved, status } = row;
  return (
    <>
      {heads ? (
        <tr className="ov-rank-group">
          <th scope="rowgroup" colSpan={9}>
            {heads}
          </th>
        </tr>
      ) : null}
      <tr>
        <td className="dz-number">
          {rank ?? MISSING}
          {tied ? <span className="dz-faint"> {text.tied}</span> : null}
        </td>
        <th scope="row">
          <a className="ov-open" href={hashOf(targetPlace(target, org_unit.id))}>
            {org_unit.name}
          </a>
        </th>
        <td className="dz-number">{printed(row.allocated)}</td>
        <td className="dz-number">{printed(row.actual)}</td>
        <td className="dz-number">{printed(row.rate)}</td>
        <td className="dz-number">{variance?.text ?? MISSING}</td>
        <td>
          <ChangeArrow moved={moved} />
        </td>
        <td>
          <StatusMark status={status} />
        </td>
        <td>
          <button
            type="button"
            className="dz-plain ov-leave-out"
            aria-label={text.leaveOutUnit(org_unit.name)}
            title={text.leaveOut}
            onClick={onLeaveOut}
          >
            ×
          </button>
        </td>
      </tr>
    </>
  );
}

function printed(figure: Figure | null): string {
  return figure ? `${figure.text}${figure.uom}` : MISSING;
}
