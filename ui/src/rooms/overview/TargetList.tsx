// The targets somebody has to act on (or those of the chosen statuses), the worst first: what is missing, by how much,
// who answers, for how long. Each row opens its target, each number what it is made of.
import { type MouseEvent, useState } from "react";
import { MISSING } from "../../lib/format";
import { StatusMark } from "../../parts/StatusMark";
import { go, hashOf } from "../../state/route";
import { overview as text } from "../../text/overview";
import type { Figure } from "../../wire/Figure";
import type { TargetLine } from "../../wire/TargetLine";
import { MarkTags } from "./MarkTags";
import { lineKey, missingOf, targetPlace } from "./overview.logic";
import { useRoving } from "./roving";

const FEW = 12;

export function TargetList({ lines, scope }: { lines: readonly TargetLine[]; scope: string }) {
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, FEW);
  const roving = useRoving(shown.length);

  return (
    <>
      <table className="ov-list" {...roving.list}>
        <colgroup>
          <col className="ov-c-status" />
          <col />
          <col className="ov-c-goal ov-wide" />
          <col className="ov-c-number ov-mid" />
          <col className="ov-c-number" />
          <col className="ov-c-rate ov-wide" />
          <col className="ov-c-rate" />
          <col className="ov-c-who ov-mid" />
          <col className="ov-c-since" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{text.columns.status}</th>
            <th scope="col">{text.columns.name}</th>
            <th scope="col" className="ov-wide">
              {text.columns.goal}
            </th>
            <th scope="col" className="dz-number ov-mid">
              {text.columns.actual}
            </th>
            <th scope="col" className="dz-number">
              {text.columns.gap}
            </th>
            <th scope="col" className="dz-number ov-wide">
              {text.columns.rate}
            </th>
            <th scope="col" className="dz-number" title={text.columns.variancePoints}>
              {text.columns.variance}
            </th>
            <th scope="col" className="ov-mid">
              {text.columns.responsible}
            </th>
            <th scope="col">{text.columns.since}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((line, at) => (
            <Row key={lineKey(line)} line={line} scope={scope} place={roving.item(at)} />
          ))}
        </tbody>
      </table>
      {lines.length > FEW ? (
        <button type="button" className="dz-plain ov-more" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? text.showFewer : text.showAll(lines.length)}
        </button>
      ) : null}
    </>
  );
}

interface RowProps {
  line: TargetLine;
  scope: string;
  place: { tabIndex: 0 | -1; "data-at": number };
}

function Row({ line, scope, place }: RowProps) {
  const how = hashOf(targetPlace(line.target, line.org_unit, "how"));
  const numbers = { href: how };
  const openRow = (event: MouseEvent) => {
    if (!(event.target instanceof Element && event.target.closest("a")))
      go(targetPlace(line.target, line.org_unit));
  };
  return (
    <tr onClick={openRow}>
      <td>
        <StatusMark status={line.status} />
      </td>
      <th scope="row" className="ov-name">
        <span className="ov-title">
          <a
            className="ov-open"
            href={hashOf(targetPlace(line.target, line.org_unit))}
            data-how={how}
            {...place}
          >
            {line.name}
          </a>
          {line.example ? (
            <span className="ov-tag" title={text.exampleHint}>
              {text.exampleShort}
            </span>
          ) : null}
          <MarkTags marks={line.marks} drafts={line.drafts} />
          {line.org_unit_name !== scope ? (
            <span className="ov-where" title={line.org_unit_name}>
              {line.org_unit_name}
            </span>
          ) : null}
        </span>
        {line.responsible ? <span className="ov-narrow">{line.responsible}</span> : null}
      </th>
      <td className="ov-wide">{line.goal}</td>
      <td className="dz-number ov-mid">
        <Amount
          {...numbers}
          figure={line.actual}
          lead={line.qualifier}
          {...(line.coverage ? { instead: line.coverage } : {})}
        />
      </td>
      <td className="dz-number">
        <Amount {...numbers} figure={line.gap} />
      </td>
      <td className="dz-number ov-wide">
        <Amount {...numbers} figure={line.rate} />
      </td>
      <td className="dz-number">
        <Amount {...numbers} figure={line.variance} bare />
      </td>
      <td className="ov-mid">{line.responsible ?? <span className="dz-faint">{text.noOwner}</span>}</td>
      <td className="ov-since">
        <Since line={line} />
      </td>
    </tr>
  );
}

interface AmountProps {
  figure: Figure | null;
  href: string;
  /** 约, > in front. */
  lead?: string;
  /** 489/527 for coverage. */
  instead?: string;
  /** Without its unit, which the head of the column says. */
  bare?: boolean;
}

function Amount({ figure, href, lead, instead, bare }: AmountProps) {
  if (!figure && !instead) return <span className="dz-faint">{MISSING}</span>;
  return (
    <a className="ov-number" href={href} tabIndex={-1}>
      {lead ?? ""}
      {instead ?? figure?.text}
      {bare || instead ? null : <span className="ov-uom">{figure?.uom}</span>}
    </a>
  );
}

function Since({ line }: { line: TargetLine }) {
  const { names, more } = missingOf(line);
  return (
    <>
      {line.behind_for > 0 ? <span>{text.behindFor(line.behind_for)}</span> : null}
      {line.missing > 0 ? (
        <span title={text.notReportedNames(names, more)}>{text.notReported(line.missing)}</span>
      ) : null}
      {line.behind_for === 0 && line.missing === 0 ? <span className="dz-faint">{MISSING}</span> : null}
    </>
  );
}
