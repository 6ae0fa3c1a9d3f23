// 达标情况: how many of the population meet the rule, and every unit that does not, the lowest first, with what it lacks.
import { Input, Segmented } from "antd";
import { useState } from "react";
import { MISSING } from "../../lib/format";
import { Figure } from "../../parts/Figure";
import { replaceQuery } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { CoverageView } from "../../wire/CoverageView";
import { coverageRows, segmentsOf, sharedUom } from "./detail.logic";

export function Coverage({ view }: { view: CoverageView }) {
  const [state, setState] = useState("");
  const [find, setFind] = useState("");
  const rows = coverageRows(view.units, state, find);
  const how = () => replaceQuery({ show: "how" });
  const words = text.coverage;
  return (
    <div className="tg-stack">
      <section className="tg-coverage">
        <div
          className="tg-strip"
          role="img"
          aria-label={words.strip(view.met, view.below, view.not_reported, view.population)}
        >
          {segmentsOf(view).map((segment) => (
            <span key={segment.state} data-state={segment.state} style={{ width: `${segment.width}%` }} />
          ))}
        </div>
        <dl className="tg-figures">
          <div data-state="met">
            <dt>{words.met}</dt>
            <dd>{view.met}</dd>
          </div>
          <div data-state="below">
            <dt>{words.below}</dt>
            <dd>{view.below}</dd>
          </div>
          <div data-state="not_reported">
            <dt>{words.notReported}</dt>
            <dd>{view.not_reported}</dd>
          </div>
          <div>
            <dt>{words.population}</dt>
            <dd>{view.population}</dd>
          </div>
          <div>
            <dt>{words.rate}</dt>
            <dd>
              <Figure figure={view.rate} what={words.rate} onOpen={how} />
            </dd>
          </div>
          <div>
            <dt>{words.gapSum}</dt>
            <dd>
              <Figure figure={view.gap_sum} what={words.gapSum} onOpen={how} />
            </dd>
          </div>
        </dl>
      </section>
      <section>
        <header className="tg-head">
          <h3>{words.list}</h3>
        </header>
        <div className="tg-tools">
          <Segmented
            size="small"
            value={state}
            onChange={setState}
            options={[
              { value: "", label: words.all },
              ...["below", "not_reported", "met"].map((value) => ({
                value,
                label: words.states[value] ?? value,
              })),
            ]}
          />
          <Input
            allowClear
            size="small"
            aria-label={words.search}
            placeholder={words.search}
            value={find}
            onChange={(event) => setFind(event.target.value)}
          />
        </div>
        <table className="tg-table">
          <thead>
            <tr>
              <th scope="col">{words.unit}</th>
              <th scope="col" className="dz-number">
                {words.value(sharedUom(rows))}
              </th>
              <th scope="col" className="dz-number">
                {words.threshold}
              </th>
              <th scope="col" className="dz-number">
                {words.distance}
              </th>
              <th scope="col">{words.state}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.org_unit}>
                <th scope="row">{row.name}</th>
                <td className="dz-number">
                  {row.value && row.result_key ? (
                    <button
                      type="button"
                      className="dz-plain tg-number"
                      title={words.openCell}
                      onClick={() => replaceQuery({ show: "record", cell: row.result_key })}
                    >
                      {row.value.text}
                    </button>
                  ) : (
                    (row.value?.text ?? MISSING)
                  )}
                </td>
                <td className="dz-number">{row.threshold.text}</td>
                <td className="dz-number">{row.distance?.text ?? MISSING}</td>
                <td>
                  <span className="tg-state" data-state={row.state}>
                    {words.states[row.state] ?? row.state}
                  </span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {rows.length === 0 ? <p className="dz-faint">{words.noMatch}</p> : null}
        {view.more > 0 ? <p className="tg-small dz-faint">{words.more(view.more)}</p> : null}
      </section>
    </div>
  );
}
