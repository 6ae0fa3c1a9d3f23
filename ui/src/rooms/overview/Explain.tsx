// 怎么算的 of the whole page: what the counts count, what each status means, by what the ranking goes.
import { SidePane } from "../../parts/SidePane";
import { StatusMark } from "../../parts/StatusMark";
import { statusRule, overview as text } from "../../text/overview";
import type { Overview } from "../../wire/Overview";

export function Explain({ view, onClose }: { view: Overview; onClose(): void }) {
  return (
    <SidePane title={text.explainTitle} onClose={onClose}>
      <p>{text.explainAsOf(view.as_of_label, view.scope)}</p>
      <section className="ov-explain">
        <h3>
          {text.explainTime} {view.time_progress.text}
          {view.time_progress.uom}
        </h3>
        <p className="dz-second">{text.explainTimeText(view.time_rule)}</p>
      </section>
      <section className="ov-explain">
        <h3>{text.explainStatus}</h3>
        <dl>
          {view.counts.map(({ status, count }) => (
            <div key={status.code}>
              <dt>
                <StatusMark status={status} /> <span className="dz-second">{text.items(count)}</span>
              </dt>
              <dd className="dz-second">{statusRule(status)}</dd>
            </div>
          ))}
        </dl>
        <p className="dz-second">{text.explainCounts}</p>
      </section>
      <section className="ov-explain">
        <h3>{text.explainRanking}</h3>
        <p className="dz-second">{text.explainRankingText}</p>
      </section>
      <p className="dz-second">{text.explainNever}</p>
    </SidePane>
  );
}
