// The charts of a bulletin on their pages: the pictures that Word, Excel and the pages have too, each kept with its name
// and notes below it.
import { reports as text } from "../../text/reports";
import type { ChartsView } from "../../wire/ChartsView";
import type { DrawnChart } from "../../wire/DrawnChart";

interface ChartsProps {
  view: ChartsView;
  charts: readonly DrawnChart[];
  /** The label and title stand above the first ones. */
  first: boolean;
}

export function Charts({ view, charts, first }: ChartsProps) {
  return (
    <div className="dz-annex">
      {first ? (
        <div className="dz-annex-above">
          {view.label ? <p className="dz-annex-label">{view.label}</p> : null}
          <p className="dz-annex-title">{view.title}</p>
        </div>
      ) : null}
      {charts.map((chart) => (
        <figure key={chart.title} className="dz-annex-chart">
          <img src={`data:image/svg+xml,${encodeURIComponent(chart.svg)}`} alt={chart.title} />
          <figcaption>{chart.title}</figcaption>
          {chart.notes.length > 0 ? (
            <p className="dz-annex-notes">
              {text.notes}
              {chart.notes.join("")}
            </p>
          ) : null}
        </figure>
      ))}
    </div>
  );
}
