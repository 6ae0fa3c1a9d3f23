// The state in one sentence, with its counts as links, the change since the month before, and the counts once more as
// filters that can be combined.
import { StatusTile } from "../../parts/StatusMark";
import { hashOf } from "../../state/route";
import { sentenceOf } from "../../text/errors";
import { overview as text } from "../../text/overview";
import type { Overview } from "../../wire/Overview";
import type { ProblemView } from "../../wire/ProblemView";
import type { Run } from "../../wire/Run";
import { piecesOf, statusesOf } from "./overview.logic";

export interface ConclusionProps {
  view: Overview;
  /** Codes of statuses, as the address holds them. */
  filter: string | null;
  onToggle(status: string): void;
  /** One or several codes, joined as in the address. */
  onOnly(filter: string): void;
  onClear(): void;
  onExplain(): void;
}

export function Conclusion({ view, filter, onToggle, onOnly, onClear, onExplain }: ConclusionProps) {
  const chosen = statusesOf(filter);
  return (
    <section className="dz-card ov-conclusion" aria-labelledby="ov-sentence">
      <div className="ov-lead">
        <div>
          <p className="ov-sentence" id="ov-sentence">
            <Sentence runs={view.sentence} onOnly={onOnly} />
          </p>
          {view.comparison.length > 0 ? (
            <p className="dz-second" id="ov-comparison">
              <Sentence runs={view.comparison} onOnly={onOnly} />
            </p>
          ) : null}
        </div>
        <button
          type="button"
          className="dz-plain ov-time"
          title={text.timeProgressHint(view.as_of_label)}
          onClick={onExplain}
        >
          <span className="dz-second">{text.timeProgress}</span>
          <strong>
            {view.time_progress.text}
            {view.time_progress.uom}
          </strong>
        </button>
      </div>
      {view.left_out.length > 0 ? <LeftOut problems={view.left_out} /> : null}
      <fieldset className="ov-filters">
        <legend className="dz-unseen">{text.filters}</legend>
        {view.counts.map(({ status, count, before }) => (
          <StatusTile
            key={status.code}
            status={status}
            count={count}
            note={text.before(before)}
            pressed={chosen.includes(status.code)}
            onPress={() => onToggle(status.code)}
          />
        ))}
        {chosen.length > 0 ? (
          <button type="button" className="dz-plain ov-clear" onClick={onClear}>
            {text.clear}
          </button>
        ) : null}
      </fieldset>
    </section>
  );
}

/** Cells that count nowhere, each with what is wrong. */
function LeftOut({ problems }: { problems: readonly ProblemView[] }) {
  return (
    <details className="ov-left-out">
      <summary>{text.leftOut(problems.length)}</summary>
      <ul>
        {problems.map((problem) => {
          const { what, todo } = sentenceOf(problem.code, problem);
          return <li key={problem.place}>{`${what}${todo}（${problem.place}）`}</li>;
        })}
      </ul>
    </details>
  );
}

/** Words, and each count as the way to what it counts. */
function Sentence({ runs, onOnly }: { runs: readonly Run[]; onOnly(filter: string): void }) {
  return piecesOf(runs).map(({ at, run, after }) =>
    run.figure ? (
      <span key={at} className="ov-together">
        {run.status ? (
          <button type="button" className="dz-plain ov-count" onClick={() => onOnly(run.status ?? "")}>
            {run.text}
          </button>
        ) : (
          <a className="ov-count" href={hashOf({ room: "targets" })}>
            {run.text}
          </a>
        )}
        {after}
      </span>
    ) : (
      <span key={at}>{run.text}</span>
    ),
  );
}
