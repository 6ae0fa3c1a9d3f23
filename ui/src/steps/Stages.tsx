// The way a report has gone, as a line: who did what, when, and why.
import { momentName } from "../lib/period";
import { steps as text } from "../text/review";
import type { StageView } from "../wire/StageView";
import "./steps.css";

export function Stages({ stages, word }: { stages: readonly StageView[]; word: string }) {
  return (
    <section className="dz-stages" aria-label={text.way}>
      <ol>
        {stages.map((stage, at) => (
          // A report may take the same step twice in one minute, never two at one place of its way.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above.
          <li key={at}>
            <b>{stage.word}</b>
            <span className="dz-faint">{[stage.by, momentName(stage.time)].filter(Boolean).join(" ")}</span>
            {stage.reason ? <span className="dz-stages-reason">{stage.reason}</span> : null}
          </li>
        ))}
        <li className="dz-stages-now">{text.now(word)}</li>
      </ol>
    </section>
  );
}
