// 指标: what is measured and how its figures come together. The drawer of an indicator tells what uses it, changes it with a
// reason, takes it back; another 口径 or unit of measure is a new one that continues it.
import { PlusOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef } from "antd";
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useLedger } from "../../state/ledger";
import { replaceQuery, useRoute } from "../../state/route";
import { indicators } from "../../text/indicators";
import { targetForm } from "../../text/target-form";
import type { Catalogue } from "../../wire/Catalogue";
import type { IndicatorView } from "../../wire/IndicatorView";
import { IndicatorPane } from "./IndicatorPane";
import { found, ordered } from "./indicators.logic";

const text = indicators.page;
const { rules } = indicators;
const NEW = "new";
const LINE = "[data-testid=indicator-line]";

export function IndicatorsPage() {
  const { data, error, refetch } = useAsk("catalogue", {}, { rooms: ["programmes"] });
  if (error) return <Refusal error={error} onRetry={refetch} />;
  if (!data) return <p className="dz-faint">{text.loading}</p>;
  return <Indicators catalogue={data} />;
}

function Indicators({ catalogue }: { catalogue: Catalogue }) {
  const { ledger } = useLedger();
  const readOnly = ledger?.read_only ?? true;
  const { query } = useRoute();
  const open = query.indicator ?? null;
  const setOpen = (indicator: string | null, after: string | null = null) =>
    replaceQuery({ indicator, after });
  const [find, setFind] = useState("");
  const wanted = useDeferredValue(find);
  const field = useRef<InputRef>(null);
  const list = useRef<HTMLDivElement>(null);
  const all = useMemo(() => ordered(catalogue), [catalogue]);
  const shown = useMemo(() => found(all, wanted), [all, wanted]);
  useKeys(text.keys.title, [
    { keys: "/", label: text.keys.find, run: () => field.current?.focus() },
    { keys: "+", label: text.keys.add, run: () => !readOnly && setOpen(NEW) },
  ]);
  const walk = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0 || event.nativeEvent.isComposing) return;
    const lines = [...(list.current?.querySelectorAll<HTMLElement>(LINE) ?? [])];
    const next = lines[lines.indexOf(document.activeElement as HTMLElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <section className="set-persons" aria-labelledby="set-indicators-title" data-pane={text.title}>
      <header className="set-head">
        <h2 id="set-indicators-title">{text.title}</h2>
        <span className="dz-faint">{readOnly ? text.readOnly : text.hint}</span>
        <Input
          allowClear
          className="set-find"
          ref={field}
          prefix={<SearchOutlined />}
          aria-label={text.find}
          placeholder={text.find}
          value={find}
          data-testid="indicator-find"
          onKeyDown={walk}
          onPressEnter={() => shown[0] && setOpen(shown[0].id)}
          onChange={(event) => setFind(event.target.value)}
        />
        <Button
          type="primary"
          icon={<PlusOutlined />}
          disabled={readOnly}
          onClick={() => setOpen(NEW)}
          data-testid="indicator-add"
        >
          {text.add} <kbd>+</kbd>
        </Button>
      </header>
      <p className="dz-faint" role="status">
        {all.length > 0 ? text.count(shown.length, all.length) : null}
      </p>
      {all.length === 0 ? <EmptyState title={text.nobody} hint={text.nobodyHint} /> : null}
      {all.length > 0 && shown.length === 0 ? (
        <EmptyState title={text.nothing} hint={text.nothingTodo} />
      ) : null}
      {shown.length > 0 ? (
        // biome-ignore lint/a11y/noStaticElementInteractions: the arrows walk over the buttons in it.
        <div className="set-persons-scroll" ref={list} onKeyDown={walk}>
          <Table indicators={shown} active={open} onOpen={setOpen} />
        </div>
      ) : null}
      {open !== null ? (
        <IndicatorPane
          key={`${open} ${query.after ?? ""}`}
          indicator={all.find(({ id }) => id === open) ?? null}
          before={all.find(({ id }) => id === query.after) ?? null}
          fresh={open === NEW}
          catalogue={catalogue}
          readOnly={readOnly}
          onContinue={(id) => setOpen(NEW, id)}
          onClose={() => setOpen(null)}
        />
      ) : null}
    </section>
  );
}

interface TableProps {
  indicators: readonly IndicatorView[];
  active: string | null;
  onOpen(id: string): void;
}

function Table({ indicators, active, onOpen }: TableProps) {
  const { columns } = text;
  return (
    <table className="set-person-table set-indicator-table">
      <thead>
        <tr>
          <th scope="col">{columns.name}</th>
          <th scope="col">{columns.uom}</th>
          <th scope="col">{columns.accumulation}</th>
          <th scope="col">{columns.rule}</th>
          <th scope="col">{columns.programme}</th>
          <th scope="col" className="dz-num" title={text.usesHint}>
            {columns.uses}
          </th>
        </tr>
      </thead>
      <tbody>
        {indicators.map(
          ({ id, name, uom, accumulation, time_rule, place_rule, programme_path, continues, uses }) => (
            <tr key={id} data-active={id === active || undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="dz-plain"
                  onClick={() => onOpen(id)}
                  data-testid="indicator-line"
                >
                  {name}
                </button>
                {continues ? <span className="set-tag">{text.again}</span> : null}
              </th>
              <td>{uom || text.none}</td>
              <td>{targetForm.accumulations[accumulation]}</td>
              <td>{rules.summary(rules.times[time_rule]?.[0] ?? "", rules.places[place_rule]?.[0] ?? "")}</td>
              <td>{programme_path.at(-1) ?? text.none}</td>
              <td className="dz-num">{uses || text.none}</td>
            </tr>
          ),
        )}
      </tbody>
    </table>
  );
}
