// 达标情况: how many of the population meet the rule, and every unit that does not, the lowest first, with what it lacks.

import { Button, Input } from "antd";
import { useDeferredValue, useState } from "react";
import { MISSING } from "../../lib/format";
import { Figure } from "../../parts/Figure";
import { OneOf } from "../../parts/OneOf";
import { useAskEach } from "../../state/ask";
import { replaceQuery } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { CoverageView } from "../../wire/CoverageView";
import type { TargetRequest } from "../../wire/TargetRequest";
import { segmentsOf, sharedUom } from "./detail.logic";

export interface CoverageProps {
  view: CoverageView;
  /** The target as it is looked at. */
  asked: TargetRequest;
}

/** How many units one answer has. */
const AT_ONCE = 200;

export function Coverage({ view, asked }: CoverageProps) {
  const [state, setState] = useState("");
  const [find, setFind] = useState("");
  const wanted = useDeferredValue(find.trim());
  const [stretches, setStretches] = useState(1);
  const answers = useAskEach(
    "covered_units",
    Array.from({ length: stretches }, (_, at) => ({
      target: asked,
      state: state || null,
      find: wanted,
      from: at * AT_ONCE,
    })),
    { rooms: ["targets", "assessment", "results", "org"] },
  );
  const rows = answers.flatMap((answer) => answer?.units ?? []);
  const all = answers[0]?.all ?? 0;
  const filter = (change: () => void) => {
    setStretches(1);
    change();
  };
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
          {(
            [
              ["met", words.met, view.met],
              ["below", words.below, view.below],
              ["not_reported", words.notReported, view.not_reported],
            ] as const
          ).map(([code, word, count]) => (
            <div key={code} data-state={code}>
              <dt>{word}</dt>
              <dd>
                <button
                  type="button"
                  className="dz-plain tg-number"
                  aria-pressed={state === code}
                  title={words.only(word)}
                  onClick={() => filter(() => setState(state === code ? "" : code))}
                >
                  {count}
                </button>
              </dd>
            </div>
          ))}
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
          <OneOf
            size="small"
            value={state}
            onChange={(next) => filter(() => setState(next))}
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
            onChange={(event) => filter(() => setFind(event.target.value))}
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
        {answers[0] && rows.length === 0 ? <p className="dz-faint">{words.noMatch}</p> : null}
        {answers.at(-1) && rows.length < all ? (
          <Button type="link" onClick={() => setStretches(stretches + 1)}>
            {text.more(all - rows.length)}
          </Button>
        ) : null}
      </section>
    </div>
  );
}
