// The columns of the tree table. Figures open what they are made of, the source opens its sentence; the rest of the row
// opens the target.
import type { TableColumnsType } from "antd";
import { MISSING } from "../../lib/format";
import { asOfName } from "../../lib/period";
import { StatusMark } from "../../parts/StatusMark";
import { hashOf } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { Figure } from "../../wire/Figure";
import type { TargetLine } from "../../wire/TargetLine";
import { passagePlace } from "./detail.logic";
import type { Row } from "./tree.logic";

export const NAME_WIDTH = 344;

export function hrefOf(line: TargetLine, show?: string): string {
  return hashOf({ room: "targets", path: [line.target], query: { unit: line.org_unit, show } });
}

type Cell = (line: TargetLine) => React.ReactNode;

function column(
  key: string,
  title: string,
  width: number,
  cell: Cell,
  align?: "end",
): TableColumnsType<Row>[number] {
  return {
    key,
    title,
    width,
    ...(align ? { align } : {}),
    ellipsis: align ? false : { showTitle: false },
    render: (_, row) => (row.line ? cell(row.line) : null),
  };
}

export const columns: TableColumnsType<Row> = [
  column("goal", text.columns.goal, 140, (line) => <span title={line.goal}>{line.goal}</span>),
  column(
    "actual",
    text.columns.actual,
    104,
    (line) => <Amount line={line} figure={line.actual} coverage />,
    "end",
  ),
  column("rate", text.columns.rate, 72, (line) => <Amount line={line} figure={line.rate} />, "end"),
  column(
    "variance",
    text.columns.variance,
    88,
    (line) => <Amount line={line} figure={line.variance} bare />,
    "end",
  ),
  column("status", text.columns.status, 108, (line) => <StatusMark status={line.status} />),
  column("responsible", text.columns.responsible, 136, ({ responsible }) =>
    responsible ? (
      <span title={responsible}>{responsible}</span>
    ) : (
      <span className="dz-faint">{MISSING}</span>
    ),
  ),
  column("deadline", text.columns.deadline, 92, ({ deadline }) =>
    deadline ? asOfName(deadline) : <span className="dz-faint">{MISSING}</span>,
  ),
  column("source", text.columns.source, 56, ({ source }) =>
    source ? (
      <a
        className="tg-source"
        href={hashOf(passagePlace(source))}
        tabIndex={-1}
        title={text.sourceTitle(source.title, source.quote)}
        onClick={(event) => event.stopPropagation()}
      >
        {text.sourceOpen}
      </a>
    ) : (
      <span className="dz-faint" title={text.noSource}>
        {MISSING}
      </span>
    ),
  ),
];

/** What stays beside an open drawer: how much is asked, how far it is, how it stands. */
export const narrowColumns = columns.filter(({ key }) => ["goal", "rate", "status"].includes(String(key)));

export const NARROW_NAME_WIDTH = 300;

export const NARROW_WIDTH = NARROW_NAME_WIDTH + 140 + 72 + 108;

export const WIDTH = NAME_WIDTH + 140 + 104 + 72 + 84 + 108 + 136 + 92 + 56;

interface AmountProps {
  line: TargetLine;
  figure: Figure | null;
  /** n/N instead of the figure where the target has it. */
  coverage?: boolean;
  /** The head of the column says the unit. */
  bare?: boolean;
}

function Amount({ line, figure, coverage = false, bare = false }: AmountProps) {
  const instead = coverage ? line.coverage : null;
  if (!figure && !instead) return <span className="dz-faint">{MISSING}</span>;
  return (
    <a
      className="tg-number"
      href={hrefOf(line, "how")}
      tabIndex={-1}
      onClick={(event) => event.stopPropagation()}
    >
      {coverage && !instead ? line.qualifier : ""}
      {instead ?? figure?.text}
      {instead || bare ? null : <span className="tg-uom">{figure?.uom}</span>}
    </a>
  );
}
