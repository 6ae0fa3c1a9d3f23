// 概况 of a target: the sentence it comes from, its figures, its course, its facts.
import { useState } from "react";
import { figure, MISSING } from "../../lib/format";
import { asOfName } from "../../lib/period";
import { BurnUp } from "../../parts/chart/BurnUp";
import { Figure } from "../../parts/Figure";
import { Quote } from "../../parts/Quote";
import { StatusMark } from "../../parts/StatusMark";
import { go, replaceQuery } from "../../state/route";
import { draftMark } from "../../text/status";
import { targets as text } from "../../text/targets";
import type { ChartPoint } from "../../wire/ChartPoint";
import type { ChartView } from "../../wire/ChartView";
import type { Figure as FigureView } from "../../wire/Figure";
import type { InstanceLine } from "../../wire/InstanceLine";
import type { TargetDetail } from "../../wire/TargetDetail";
import type { TargetLine } from "../../wire/TargetLine";
import { isZero, passagePlace } from "./detail.logic";

export function Course({ detail }: { detail: TargetDetail }) {
  const { source, note, chart } = detail;
  return (
    <div className="tg-stack">
      {source ? (
        <Quote text={source.quote} title={`《${source.title}》`} onOpen={() => go(passagePlace(source))} />
      ) : (
        <p className="dz-faint">{text.noSentence}</p>
      )}
      <Figures detail={detail} />
      <Chart view={chart} />
      {detail.instances.length > 0 ? <Instances lines={detail.instances} /> : null}
      {note ? (
        <p className="tg-note">
          <b>{text.adoptedNote}</b> {note}
        </p>
      ) : null}
      <Facts detail={detail} />
    </div>
  );
}

function Figures({ detail: { line } }: { detail: TargetDetail }) {
  const how = () => replaceQuery({ show: "how" });
  const rows: [string, FigureView | null][] = [
    [text.figures.rate, line.rate],
    [text.figures.variance, line.variance],
    [text.figures.gap, line.gap],
    [text.figures.surplus, isZero(line.surplus) ? null : line.surplus],
    [text.figures.expected, line.expected],
    [text.figures.perMonth, line.required_per_month],
  ];
  return (
    <section>
      <dl className="tg-figures">
        <div>
          <dt>{text.figures.actual}</dt>
          <dd>
            <Figure
              figure={line.coverage ? { value: "", text: line.coverage, uom: "" } : line.actual}
              what={text.figures.actual}
              qualifier={line.qualifier}
              missing={line.status.code === "no_report" ? line.status.word : MISSING}
              onOpen={how}
            />
          </dd>
        </div>
        {rows.map(([what, value]) =>
          value ? (
            <div key={what}>
              <dt>{what}</dt>
              <dd>
                <Figure figure={value} what={what} onOpen={how} />
              </dd>
            </div>
          ) : null,
        )}
      </dl>
      <p className="tg-second-line dz-second">
        {line.behind_for > 0 ? <span>{text.behindFor(line.behind_for)}</span> : null}
        {line.expected_reports > 0 ? (
          <span>
            {text.figures.reported} {text.reportedOf(line.reported, line.expected_reports)}
          </span>
        ) : null}
      </p>
      {line.missing > 0 ? <Missing line={line} /> : null}
      {line.drafts > 0 ? <p className="dz-second tg-drafts">{draftMark.title(line.drafts)}</p> : null}
    </section>
  );
}

function Missing({ line }: { line: TargetLine }) {
  const more = line.missing - line.not_reported.length;
  return (
    <details className="tg-missing">
      <summary>
        {text.notReportedNames} {line.missing}
      </summary>
      <p>
        {line.not_reported.join("、")}
        {more > 0 ? text.andMore(more) : ""}
      </p>
    </details>
  );
}

function Chart({ view }: { view: ChartView }) {
  const [asTable, setAsTable] = useState(false);
  return (
    <section>
      <header className="tg-head">
        <h3>{text.chart}</h3>
        {view.points.length > 0 ? (
          <button
            type="button"
            className="dz-plain tg-link"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            {asTable ? text.chartPicture : text.chartTable}
          </button>
        ) : null}
      </header>
      {view.points.length === 0 ? <p className="dz-faint">{text.chartNone}</p> : null}
      {view.points.length > 0 && !asTable ? <BurnUp view={view} height={232} /> : null}
      {view.points.length > 0 && asTable ? <Points view={view} /> : null}
      {view.points.some(({ forecast }) => forecast !== null) ? (
        <p className="tg-small dz-faint">{text.chartForecastNote}</p>
      ) : null}
    </section>
  );
}

function Points({ view }: { view: ChartView }) {
  const forecast = view.points.some((point) => point.forecast !== null);
  return (
    <table className="tg-table">
      <thead>
        <tr>
          <th scope="col">{text.chartColumns.period}</th>
          <th scope="col" className="dz-number">
            {text.chartColumns.actual}
          </th>
          <th scope="col" className="dz-number">
            {text.chartColumns.plan}
          </th>
          {forecast ? (
            <th scope="col" className="dz-number">
              {text.chartColumns.forecast}
            </th>
          ) : null}
          {forecast ? (
            <th scope="col" className="dz-number">
              {text.chartColumns.band}
            </th>
          ) : null}
        </tr>
      </thead>
      <tbody>
        {view.points.filter(isTold).map((point) => (
          <tr key={point.day}>
            <th scope="row">{point.label}</th>
            <td className="dz-number">{figure(point.actual)}</td>
            <td className="dz-number">{figure(point.plan)}</td>
            {forecast ? <td className="dz-number">{figure(point.forecast)}</td> : null}
            {forecast ? (
              <td className="dz-number">
                {point.low !== null && point.high !== null
                  ? text.chartBandOf(figure(point.low), figure(point.high))
                  : MISSING}
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Of a recurring target every instance by itself. */
function Instances({ lines }: { lines: readonly InstanceLine[] }) {
  const { label, goal, actual, rate, gap, status } = text.instanceColumns;
  const said = (value: FigureView | null) => (value ? `${value.text}${value.uom}` : MISSING);
  return (
    <section>
      <h3>{text.instances}</h3>
      <table className="tg-table">
        <thead>
          <tr>
            <th scope="col">{label}</th>
            <th scope="col">{goal}</th>
            <th scope="col" className="dz-number">
              {actual}
            </th>
            <th scope="col" className="dz-number">
              {rate}
            </th>
            <th scope="col" className="dz-number">
              {gap}
            </th>
            <th scope="col">{status}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.label}>
              <th scope="row">
                {line.label}
                {line.running ? <span className="dz-faint"> {text.instanceRunning}</span> : null}
              </th>
              <td>{line.goal}</td>
              <td className="dz-number">{line.coverage ?? said(line.actual)}</td>
              <td className="dz-number">{said(line.rate)}</td>
              <td className="dz-number">{said(line.gap)}</td>
              <td>
                <StatusMark status={line.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="tg-small dz-faint">{text.instancesNote}</p>
    </section>
  );
}

/** Months to come have a place on the axis and nothing to say. */
function isTold({ actual, plan, forecast }: ChartPoint): boolean {
  return actual !== null || plan !== null || forecast !== null;
}

function Facts({ detail }: { detail: TargetDetail }) {
  const { line } = detail;
  const rows: [string, string | null][] = [
    [text.fact.programme, detail.programme.join(" › ") || null],
    [text.fact.definition, detail.definition],
    [text.fact.responsible, line.responsible],
    [text.fact.deadline, line.deadline ? asOfName(line.deadline) : null],
    [text.fact.window, detail.window || null],
    [text.fact.kind, detail.kind],
    [text.fact.accumulation, detail.accumulation],
    [text.fact.rateRule, line.rate_rule],
    [text.fact.schedule, detail.schedule],
    [text.fact.binding, line.binding],
    [text.fact.strength, line.strength],
  ];
  return (
    <section>
      <h3>{text.facts}</h3>
      <dl className="tg-facts">
        {rows.map(([what, value]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{value ?? <span className="dz-faint">{text.notStated}</span>}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
