// 数据审核: which classes run, from where on something is odd, and the relations between indicators. As with the rules of
// judging, nothing holds before it is put in force.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Checkbox, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { Refusal } from "../../parts/Refusal";
import { useAsk, useTell } from "../../state/ask";
import { useLedger } from "../../state/ledger";
import { sayDone } from "../../state/notices";
import { settings } from "../../text/settings";
import type { CheckSettings } from "../../wire/CheckSettings";
import type { IndicatorView } from "../../wire/IndicatorView";
import type { RelationLine } from "../../wire/RelationLine";
import type { SettingsView } from "../../wire/SettingsView";
import {
  type ChecksDraft,
  checksOf,
  draftOfChecks,
  isNewChecks,
  NUMBERS,
  toggledClass,
} from "./checks.logic";
import { PutInForce, since } from "./PutInForce";
import { Told } from "./Told";

const text = settings.checks;

export function ChecksPage() {
  const { data, error, refetch } = useAsk("settings", {}, { rooms: ["settings", "org"] });
  const { data: catalogue } = useAsk("catalogue", {}, { rooms: ["programmes"] });
  if (error) return <Refusal error={error} onRetry={refetch} />;
  if (!data || !catalogue) return <p className="dz-faint">{settings.rules.loading}</p>;
  return <Checks key={JSON.stringify(data.checks)} view={data} indicators={catalogue.indicators} />;
}

function Checks({ view, indicators }: { view: SettingsView; indicators: readonly IndicatorView[] }) {
  const { ledger } = useLedger();
  const [draft, setDraft] = useState<ChecksDraft>(() => draftOfChecks(view.checks));
  const [reason, setReason] = useState("");
  const put = (change: Partial<ChecksDraft>) => setDraft((before) => ({ ...before, ...change }));
  const fresh = isNewChecks(draft, view.checks);
  const set = useTell("set_checks", { onDone: () => sayDone(text.done) });
  const locked = ledger?.read_only === true || view.locked !== null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (fresh && !set.isPending) set.mutate({ checks: checksOf(draft), reason: reason.trim() });
  };
  return (
    <form className="set-rules set-checks" aria-label={text.title} onSubmit={send}>
      <Told locked={view.locked} conflict={view.checks_conflict ? text.conflict : null} />
      <fieldset disabled={locked}>
        <legend>{text.classes}</legend>
        <ul className="set-classes">
          {view.classes.map(({ code, word }) => (
            <li key={code}>
              <Checkbox
                checked={!draft.off.includes(code)}
                onChange={() => put({ off: toggledClass(draft.off, code) })}
              >
                {word}
              </Checkbox>
              <span className="dz-faint">{text.hints[code]}</span>
            </li>
          ))}
        </ul>
      </fieldset>
      <div className="set-column">
        <fieldset disabled={locked}>
          <legend>{text.relations}</legend>
          <p className="dz-faint set-note">{text.relationsHint}</p>
          <Relations
            relations={draft.relations}
            indicators={indicators}
            onChange={(relations) => put({ relations })}
          />
        </fieldset>
        <fieldset disabled={locked}>
          <legend>{text.numbers}</legend>
          <ul className="set-thresholds">
            {NUMBERS.map((name) => {
              const [label, unit, hint] = text.fields[name] ?? [name, "", ""];
              return (
                <li key={name}>
                  <span>{label}</span>
                  <Input
                    aria-label={`${label}${unit}`}
                    value={draft[name]}
                    suffix={unit}
                    inputMode="decimal"
                    onChange={(event) => put({ [name]: event.target.value })}
                  />
                  <span className="dz-faint">{hint}</span>
                </li>
              );
            })}
          </ul>
        </fieldset>
      </div>
      <PutInForce
        reason={reason}
        onReason={setReason}
        since={since(view.checks_written)}
        fresh={fresh}
        locked={locked}
        pending={set.isPending}
        onGiveUp={() => setDraft(draftOfChecks(view.checks))}
      />
    </form>
  );
}

interface RelationsProps {
  relations: CheckSettings["relations"];
  indicators: readonly IndicatorView[];
  onChange(relations: RelationLine[]): void;
}

function Relations({ relations, indicators, onChange }: RelationsProps) {
  const options = indicators.map(({ id, name, uom }) => ({ value: id, label: `${name}（${uom}）` }));
  const put = (at: number, change: Partial<RelationLine>) =>
    onChange(relations.map((line, place) => (place === at ? { ...line, ...change } : line)));
  const side = (label: string, ids: string[], onIds: (ids: string[]) => void) => (
    <Select
      mode="multiple"
      aria-label={label}
      placeholder={text.choose}
      value={ids}
      options={options}
      optionFilterProp="label"
      maxTagCount="responsive"
      onChange={onIds}
    />
  );
  return (
    <div className="set-relations">
      {relations.length === 0 ? <p className="dz-faint">{text.none}</p> : null}
      {relations.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; two may say the same while they are made.
        <div className="set-relation" key={at} data-testid="relation">
          {side(text.left, line.left, (left) => put(at, { left }))}
          <Select
            aria-label={text.sign}
            value={line.sign}
            options={Object.entries(text.signs).map(([value, label]) => ({ value, label }))}
            onChange={(sign) => put(at, { sign })}
          />
          {side(text.right, line.right, (right) => put(at, { right }))}
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={text.remove}
            onClick={() => onChange(relations.toSpliced(at, 1))}
          />
        </div>
      ))}
      <Button
        size="small"
        icon={<PlusOutlined />}
        data-testid="relation-add"
        onClick={() => onChange([...relations, { left: [], sign: "<=", right: [] }])}
      >
        {text.add}
      </Button>
    </div>
  );
}
