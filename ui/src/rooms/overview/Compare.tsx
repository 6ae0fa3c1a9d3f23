// Two days side by side: every target as it stood on each, first those that changed. Which day it is compared with stands
// in the address.

import { CloseOutlined } from "@ant-design/icons";
import { Button, DatePicker } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { MISSING } from "../../lib/format";
import { asOfName } from "../../lib/period";
import { OneOf } from "../../parts/OneOf";
import { Refusal } from "../../parts/Refusal";
import { StatusMark } from "../../parts/StatusMark";
import { useAsk } from "../../state/ask";
import { useContextOfLens } from "../../state/lens";
import { hashOf, replaceQuery } from "../../state/route";
import { overview } from "../../text/overview";
import type { ChangeView } from "../../wire/ChangeView";
import type { Figure } from "../../wire/Figure";
import type { TargetLine } from "../../wire/TargetLine";
import { isChanged } from "./compare.logic";
import { lineKey, targetPlace } from "./overview.logic";

const text = overview.compare;

/** How many lines show before more are asked for. */
const SHOWN = 100;

export function Compare({ day }: { day: string }) {
  const context = useContextOfLens();
  const { data, error, refetch } = useAsk(
    "compare",
    { context, with: day, target: null },
    { rooms: ["assessment", "targets", "results"] },
  );
  const [all, setAll] = useState(false);
  const [shown, setShown] = useState(SHOWN);
  const changes = data?.changes ?? [];
  const changed = changes.filter(isChanged);
  const rows = all ? changes : changed;

  return (
    <section className="dz-card ov-compare" aria-labelledby="ov-compare" data-pane="compare">
      <header className="ov-head">
        <h2 id="ov-compare">{text.title}</h2>
        <DatePicker
          size="small"
          allowClear={false}
          aria-label={text.day}
          value={dayjs(day)}
          onChange={(next) => next && replaceQuery({ with: next.format("YYYY-MM-DD") })}
        />
        <OneOf
          size="small"
          value={all ? "all" : "changed"}
          onChange={(value) => setAll(value === "all")}
          options={[
            { value: "changed", label: text.changed(changed.length) },
            { value: "all", label: text.all(changes.length) },
          ]}
        />
        <Button
          type="text"
          icon={<CloseOutlined />}
          aria-label={text.close}
          onClick={() => replaceQuery({ with: null })}
        />
      </header>
      {error ? <Refusal error={error} onRetry={refetch} /> : null}
      {data ? <p className="dz-second ov-turns">{text.turns(data.better, data.worse, data.same)}</p> : null}
      {data ? <Changes rows={rows.slice(0, shown)} days={[day, context.as_of]} /> : null}
      {data && rows.length === 0 ? <p className="dz-second ov-nothing">{text.none}</p> : null}
      {rows.length > shown ? (
        <Button type="link" onClick={() => setShown(shown + SHOWN)}>
          {text.more(rows.length - shown)}
        </Button>
      ) : null}
    </section>
  );
}

function Changes({ rows, days }: { rows: readonly ChangeView[]; days: readonly [string, string] }) {
  return (
    <table className="ov-list ov-compare-table">
      <thead>
        <tr>
          <th scope="col" rowSpan={2}>
            {overview.columns.name}
          </th>
          {days.map((day) => (
            <th key={day} scope="colgroup" colSpan={3}>
              {asOfName(day)}
            </th>
          ))}
          <th scope="colgroup" colSpan={3}>
            {text.moved}
          </th>
        </tr>
        <tr>
          {days.map((day) => (
            <Heads key={day} />
          ))}
          <Heads />
        </tr>
      </thead>
      <tbody>
        {rows.map(({ before, now, turn, turn_word, actual, rate }) => (
          <tr key={lineKey((now ?? before) as TargetLine)}>
            <th scope="row">
              <Name line={now ?? before} />
              {before && now && before.goal !== now.goal ? (
                <span className="ov-where">{text.goals(before.goal, now.goal)}</span>
              ) : null}
            </th>
            <Stand line={before} />
            <Stand line={now} />
            <td className="dz-number">{said(actual)}</td>
            <td className="dz-number">{said(rate)}</td>
            <td className={turn === "same" ? "dz-faint" : undefined}>
              {text.marks[turn] ? <span aria-hidden="true">{text.marks[turn]} </span> : null}
              {turn_word}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Heads() {
  const { actual, rate, status } = overview.columns;
  return (
    <>
      <th scope="col" className="dz-number">
        {actual}
      </th>
      <th scope="col" className="dz-number">
        {rate}
      </th>
      <th scope="col">{status}</th>
    </>
  );
}

function said(figure: Figure | null): string {
  return figure ? `${figure.text}${figure.uom}` : MISSING;
}

function Name({ line }: { line: TargetLine | null }) {
  if (!line) return null;
  return (
    <a className="ov-open" href={hashOf(targetPlace(line.target, line.org_unit))}>
      {line.name}
    </a>
  );
}

function Stand({ line }: { line: TargetLine | null }) {
  if (!line) {
    return (
      <td colSpan={3} className="dz-faint">
        {text.absent}
      </td>
    );
  }
  const { actual, coverage, rate, status, qualifier } = line;
  return (
    <>
      <td className="dz-number">
        {coverage ?? (actual ? `${qualifier}${actual.text}${actual.uom}` : MISSING)}
      </td>
      <td className="dz-number">{said(rate)}</td>
      <td>
        <StatusMark status={status} />
      </td>
    </>
  );
}
