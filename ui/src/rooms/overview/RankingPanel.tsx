// The units of one target beside each other: bars with one shared 序时 line, and the same units as tiles. Which target is
// ranked stands in the address.

import { Button, Input, Select } from "antd";
import { useDeferredValue, useRef, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { OneOf } from "../../parts/OneOf";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useContextOfLens } from "../../state/lens";
import { replaceQuery, useRoute } from "../../state/route";
import { overview as text } from "../../text/overview";
import { targetForm } from "../../text/target-form";
import type { Overview } from "../../wire/Overview";
import { leftOutOf, rankedOf } from "./overview.logic";
import { RankingList } from "./RankingList";
import { RankingTable } from "./RankingTable";
import { UnitTiles } from "./UnitTiles";

/** So many units are shown at once: a nation has more counties than a page should hold. */
const FIRST = 120;

export function RankingPanel({ view }: { view: Overview }) {
  const context = useContextOfLens();
  const route = useRoute();
  const target = rankedOf(view, route.query.rank);
  const leftOut = leftOutOf(route.query.without);
  const group = route.query.group ?? null;
  const [find, setFind] = useState("");
  const [whole, setWhole] = useState<string>();
  const wanted = useDeferredValue(find.trim());
  const { data, error, refetch } = useAsk(
    "ranking",
    {
      context,
      target: target ?? "",
      group,
      without: leftOut,
      find: wanted,
      most: whole === target ? null : FIRST,
    },
    { enabled: !!target },
  );
  const { data: catalogue } = useAsk("catalogue", {}, { rooms: ["programmes", "org"] });
  const asTable = route.query.shape === "table";
  const leave = (units: readonly string[]) => replaceQuery({ without: units.join(",") || null });
  const search = useRef<HTMLInputElement>(null);

  useKeys(
    text.keys.title,
    target ? [{ keys: "/", label: text.keys.find, run: () => search.current?.focus() }] : [],
  );

  if (!target) {
    return (
      <section className="dz-card">
        <h2>{text.ranking}</h2>
        <EmptyState title={text.rankingNone} hint={text.rankingNoneTodo} />
      </section>
    );
  }

  const left = data ? data.count - data.rows.length : 0;
  const rest =
    left > 0 ? (
      <Button type="link" onClick={() => setWhole(target)}>
        {text.rest(left)}
      </Button>
    ) : null;

  return (
    <div className="ov-pair">
      <section className="dz-card ov-ranking" aria-labelledby="ov-ranking" data-pane="ranking">
        <header className="ov-head">
          <h2 id="ov-ranking">{text.ranking}</h2>
          {data?.example ? (
            <span className="ov-tag" title={text.exampleHint}>
              {text.example}
            </span>
          ) : null}
          <div className="ov-controls">
            <Select
              aria-label={text.rankingOf}
              className="ov-choice"
              value={target}
              showSearch={{ optionFilterProp: "label" }}
              popupMatchSelectWidth={false}
              options={view.rankings.map((choice) => ({ value: choice.target, label: choice.name }))}
              onChange={(value: string) => replaceQuery({ rank: value, without: null })}
            />
            {catalogue && catalogue.attributes.length > 0 ? (
              <Select
                aria-label={text.group}
                value={group ?? ""}
                popupMatchSelectWidth={false}
                onChange={(value) => replaceQuery({ group: value || null })}
                options={[
                  { value: "", label: text.groupNone },
                  ...catalogue.attributes.map(({ name }) => ({
                    value: name,
                    label: targetForm.attributeName(name),
                  })),
                ]}
              />
            ) : null}
            <OneOf
              aria-label={text.shape}
              value={asTable ? "table" : "bars"}
              onChange={(value) => replaceQuery({ shape: value === "table" ? "table" : null })}
              options={Object.entries(text.shapes).map(([value, label]) => ({ value, label }))}
            />
            <Input
              allowClear
              className="ov-find"
              aria-label={text.rankingSearch}
              placeholder={text.rankingSearch}
              value={find}
              ref={(input) => {
                search.current = input?.input ?? null;
              }}
              onChange={(event) => setFind(event.target.value)}
            />
          </div>
        </header>
        {error ? <Refusal error={error} onRetry={refetch} /> : null}
        {data && asTable ? (
          <RankingTable
            ranking={data}
            find={wanted}
            rest={rest}
            onLeaveOut={(unit) => leave([...leftOut, unit])}
          />
        ) : null}
        {data && !asTable ? <RankingList ranking={data} find={wanted} rest={rest} /> : null}
        {data && data.left_out.length > 0 ? (
          <p className="ov-rule">
            {text.leftOutUnits}
            {data.left_out.map(({ id, name }) => (
              <button
                key={id}
                type="button"
                className="dz-plain ov-take-in"
                aria-label={text.takeIn(name)}
                title={text.takeIn(name)}
                onClick={() => leave(leftOut.filter((unit) => unit !== id))}
              >
                {name} ×
              </button>
            ))}
          </p>
        ) : null}
      </section>
      {data ? <UnitTiles ranking={data} rest={rest} /> : null}
    </div>
  );
}
