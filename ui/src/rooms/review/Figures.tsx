// The figures of a report beside the last period, last year and the target. A large change has a word and a shade; what
// asks for an explanation stands under its figure with what to do. A marked figure goes into the reason of a return.
import { FlagFilled, FlagOutlined, HistoryOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { EvidenceFiles } from "../../evidence";
import { momentName } from "../../lib/period";
import { sentenceOf } from "../../text/errors";
import { review as text } from "../../text/review";
import type { HistoryItem } from "../../wire/HistoryItem";
import type { ProblemView } from "../../wire/ProblemView";
import type { ReviewRow } from "../../wire/ReviewRow";
import { weightOf } from "./review.logic";

export interface FiguresProps {
  rows: readonly ReviewRow[];
  /** From how many per cent a change is a large one. */
  largePercent: string;
  /** The row the keys are about. */
  at: number;
  marked: ReadonlySet<string>;
  /** The indicator whose history is shown. */
  opened: string | null;
  /** The indicator whose evidence is shown. */
  proven: string | null;
  onAt(at: number): void;
  onMark(indicator: string): void;
  onOpen(indicator: string): void;
  onProof(indicator: string): void;
}

const COLUMNS = 9;

export function Figures(props: FiguresProps) {
  const { rows, largePercent, at, marked, opened, proven, onAt, onMark, onOpen, onProof } = props;
  const table = useRef<HTMLTableElement>(null);
  const { columns } = text;

  const seen = useRef(at);
  useEffect(() => {
    if (seen.current === at) return;
    seen.current = at;
    // A newer web view answers with a promise, which an effect must not return.
    void table.current?.querySelector("[data-current]")?.scrollIntoView({ block: "nearest" });
  }, [at]);

  return (
    <>
      <div className="rv-table-scroll">
        <table className="rv-table" ref={table}>
          <thead>
            <tr>
              <th scope="col">{columns.indicator}</th>
              <th scope="col" className="dz-number">
                {columns.figure}
              </th>
              <th scope="col" className="dz-number">
                {columns.previous}
              </th>
              <th scope="col" className="dz-number">
                {columns.change}
              </th>
              <th scope="col" className="dz-number">
                {columns.lastYear}
              </th>
              <th scope="col">{columns.target}</th>
              <th scope="col">{columns.note}</th>
              <th scope="col" className="dz-number">
                {columns.evidence}
              </th>
              <th scope="col">
                <span className="dz-unseen">{text.history}</span>
              </th>
            </tr>
          </thead>
          {rows.map((row, index) => (
            <tbody
              key={row.indicator}
              data-current={index === at || undefined}
              data-marked={marked.has(row.indicator) || undefined}
              data-testid="review-row"
              onPointerDown={() => onAt(index)}
            >
              <tr>
                <th scope="row">
                  <button
                    type="button"
                    className="dz-plain rv-name"
                    aria-pressed={marked.has(row.indicator)}
                    title={text.mark(row.name)}
                    onFocus={() => onAt(index)}
                    onClick={() => onMark(row.indicator)}
                  >
                    {marked.has(row.indicator) ? <FlagFilled /> : <FlagOutlined />}
                    <span>
                      {row.name} <span className="dz-faint">{[row.uom, row.measure].join(" · ")}</span>
                    </span>
                  </button>
                </th>
                <td className="dz-number rv-figure" data-state={row.state}>
                  {row.text}
                  {row.below === null ? null : (
                    <span className="rv-below" data-off={row.off_sum || undefined}>
                      {row.off_sum ? text.offSum(row.below) : text.isSum}
                    </span>
                  )}
                </td>
                <td className="dz-number">{row.previous ?? text.none}</td>
                <Change row={row} />
                <td className="dz-number">{row.last_year ?? text.none}</td>
                <td className="rv-target">{row.target || text.none}</td>
                <td className="rv-note">{row.note ?? ""}</td>
                <td className="dz-number">
                  {row.evidence.length > 0 ? (
                    <Button
                      type="text"
                      size="small"
                      icon={<PaperClipOutlined aria-hidden />}
                      aria-label={text.evidenceOf(row.name, row.evidence.length)}
                      aria-expanded={proven === row.indicator}
                      onClick={() => onProof(row.indicator)}
                    >
                      {row.evidence.length}
                    </Button>
                  ) : (
                    text.none
                  )}
                </td>
                <td>
                  <Button
                    type="text"
                    size="small"
                    icon={<HistoryOutlined />}
                    aria-label={text.historyOf(row.name)}
                    aria-expanded={opened === row.indicator}
                    onClick={() => onOpen(row.indicator)}
                  />
                </td>
              </tr>
              {row.problem ? <Problem problem={row.problem} explanation={row.explanation} /> : null}
              {proven === row.indicator ? (
                <tr className="rv-history">
                  <td colSpan={COLUMNS}>
                    <EvidenceFiles files={row.evidence} />
                  </td>
                </tr>
              ) : null}
              {opened === row.indicator ? <History items={row.history} /> : null}
            </tbody>
          ))}
        </table>
      </div>
      {rows.some((row) => weightOf(row) === "large") ? (
        <p className="dz-faint rv-hint">{text.largeHint(largePercent)}</p>
      ) : null}
    </>
  );
}

function Change({ row }: { row: ReviewRow }) {
  const weight = weightOf(row);
  return (
    <td className="dz-number rv-change" data-weight={weight}>
      {weight === "none" ? text.none : weight === "same" ? text.same : row.difference}
      {weight !== "same" && row.change ? <span className="rv-percent">{row.change}</span> : null}
      {weight === "large" ? <span className="rv-large">{text.large}</span> : null}
    </td>
  );
}

/** What a check found, and what the unit said about it; what nobody said anything about says what to do. */
function Problem({ problem, explanation }: { problem: ProblemView; explanation: string | null }) {
  const { what, todo } = sentenceOf(problem.code, problem);
  return (
    <tr className="rv-problem" data-severity={problem.severity}>
      <td colSpan={COLUMNS}>
        <b>{text.problem[problem.severity] ?? ""}</b> {what}
        <span className="dz-second">{explanation ? text.explained(explanation) : todo}</span>
      </td>
    </tr>
  );
}

function History({ items }: { items: readonly HistoryItem[] }) {
  return (
    <tr className="rv-history">
      <td colSpan={COLUMNS}>
        {items.length === 0 ? <span className="dz-faint">{text.noHistory}</span> : null}
        <ol aria-label={text.history}>
          {items.map((item) => (
            <li key={item.entry}>
              <b>{item.value}</b>
              {item.replaced ? <span className="dz-second">{text.replaced(item.replaced)}</span> : null}
              <span className="dz-faint">
                {[item.operation, item.author, momentName(item.time)].filter(Boolean).join(" · ")}
              </span>
              {item.reason ? <span className="dz-second">{text.because(item.reason)}</span> : null}
            </li>
          ))}
        </ol>
      </td>
    </tr>
  );
}
