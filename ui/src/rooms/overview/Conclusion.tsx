// The state in one sentence, with its counts as links, the change since the month before, and the counts once more as
// filters that can be combined.
import { StatusTile } from "../../parts/StatusMark";
import { overview as text } from "../../text/overview";
import type { Overview } from "../../wire/Overview";
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
            {piecesOf(view.sentence, view.counts).map((piece) =>
              piece.filter ? (
                <span key={piece.at} className="ov-together">
                  <button
                    type="button"
                    className="dz-plain ov-count"
                    onClick={() => onOnly(piece.filter ?? "")}
                  >
                    {piece.text}
                  </button>
                  {piece.after}
                </span>
              ) : (
                <span key={piece.at}>{piece.text}</span>
              ),
            )}
          </p>
          {view.comparison ? <p className="dz-second">{view.comparison}</p> : null}
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
