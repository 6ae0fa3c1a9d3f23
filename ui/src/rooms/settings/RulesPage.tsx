// 评价规则: how far behind is still on schedule, what counts, and which lamp every status gets. What the ledger's targets
// would show is said while the table is edited; nothing holds before it is put in force.
import { Checkbox, Input, Select } from "antd";
import { type FormEvent, type ReactNode, useDeferredValue, useState } from "react";
import { lampOf } from "../../lib/lamps";
import { asOfName } from "../../lib/period";
import { Refusal } from "../../parts/Refusal";
import { LampShape } from "../../parts/StatusMark";
import { useAsk, useTell } from "../../state/ask";
import { useLedger } from "../../state/ledger";
import { useContextOfLens, useLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { sentenceOf } from "../../text/errors";
import { settings } from "../../text/settings";
import type { NamedView } from "../../wire/NamedView";
import type { SettingsView } from "../../wire/SettingsView";
import { LampTable } from "./LampTable";
import { PutInForce, since } from "./PutInForce";
import { type Draft, draftOf, isNew, presetOf, settingsOf } from "./rules.logic";
import { Told } from "./Told";

const text = settings.rules;

export function RulesPage() {
  const { data, error, refetch } = useAsk("settings", {}, { rooms: ["settings", "org"] });
  if (error) return <Refusal error={error} onRetry={refetch} />;
  if (!data) return <p className="dz-faint">{text.loading}</p>;
  // What was set elsewhere, or taken back, is what is edited next.
  return <Rules key={JSON.stringify(data.assessment)} view={data} />;
}

function Rules({ view }: { view: SettingsView }) {
  const { ledger } = useLedger();
  const [draft, setDraft] = useState<Draft>(() => draftOf(view.assessment));
  const put = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const putRules = (rules: Draft["rules"]) => put({ rules, preset: presetOf(rules, view.presets) });
  const fresh = isNew(draft, view.assessment);
  const trial = useTrial(draft);
  const set = useTell("set_settings", { onDone: () => sayDone(text.done) });
  const locked = ledger?.read_only === true || view.locked !== null;
  const blocked = (trial?.problems.length ?? 0) > 0;

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (fresh && !blocked && !set.isPending) {
      set.mutate({ assessment: settingsOf(draft), reason: draft.reason.trim() });
    }
  };

  return (
    <form className="set-rules" aria-label={text.title} onSubmit={send}>
      <Told locked={view.locked} conflict={view.conflict ? text.conflict : null} />
      <fieldset className="set-numbers" disabled={locked}>
        <legend>{text.schedule}</legend>
        <Points
          label={text.tolerance}
          hint={text.toleranceHint}
          value={draft.tolerance}
          unit={text.points}
          onChange={(tolerance) => put({ tolerance })}
        />
        <Points
          label={text.farBehind}
          hint={text.farBehindHint}
          value={draft.farBehind}
          unit={text.points}
          onChange={(farBehind) => put({ farBehind })}
        />
        <Points
          label={text.approx}
          hint={text.approxHint}
          value={draft.approx}
          unit="%"
          onChange={(approx) => put({ approx })}
        />
        <Row label={text.completed} hint={text.completedHint}>
          <Checkbox
            checked={draft.completedOnly}
            onChange={(event) => put({ completedOnly: event.target.checked })}
          >
            {text.completedOnly}
          </Checkbox>
        </Row>
      </fieldset>
      <fieldset className="set-lamps" disabled={locked}>
        <legend>{text.lamps}</legend>
        <div className="set-preset">
          <Select
            aria-label={text.preset}
            value={draft.preset ?? OWN}
            disabled={locked}
            popupMatchSelectWidth={false}
            style={{ width: 240 }}
            data-testid="lamp-preset"
            options={[
              ...view.presets.map(({ preset, name }) => ({ value: preset ?? OWN, label: name })),
              ...(draft.preset === null ? [{ value: OWN, label: text.own }] : []),
            ]}
            onChange={(code) => {
              const chosen = view.presets.find(({ preset }) => preset === code);
              if (chosen) put({ preset: code, rules: chosen.rules });
            }}
          />
          <span className="dz-faint">{text.presetHint}</span>
        </div>
        <LampTable
          rules={draft.rules}
          statuses={view.statuses}
          lamps={view.lamps}
          problems={trial?.problems ?? []}
          onChange={putRules}
        />
      </fieldset>
      <PutInForce
        reason={draft.reason}
        onReason={(reason) => put({ reason })}
        since={since(view.written)}
        fresh={fresh}
        blocked={blocked}
        locked={locked}
        pending={set.isPending}
        onGiveUp={() => setDraft(draftOf(view.assessment))}
      >
        <Trial trial={trial} lamps={view.lamps} />
      </PutInForce>
    </form>
  );
}

const OWN = "own";

function useTrial({ rules }: Draft) {
  const context = useContextOfLens();
  const tried = useDeferredValue(rules);
  const { data } = useAsk(
    "try_lamps",
    { context, rules: [...tried] },
    { rooms: ["settings", "assessment", "targets", "results", "org"] },
  );
  return data;
}

/** What the table would show today, or why it cannot be used. */
function Trial({ trial, lamps }: { trial: ReturnType<typeof useTrial>; lamps: readonly NamedView[] }) {
  const { asOf, scope } = useLens();
  if (!trial) return <p className="set-says dz-second" />;
  const [problem] = trial.problems;
  if (problem) {
    const { what, todo } = sentenceOf(problem.code, problem);
    return (
      <p className="set-says set-says-no" role="alert" data-testid="rules-trial">
        {what}
        {todo}
      </p>
    );
  }
  const word = (code: string) => lamps.find((lamp) => lamp.code === code)?.word ?? code;
  return (
    <p className="set-says" role="status" data-testid="rules-trial">
      {text.trial(asOfName(asOf), scope.name)}
      {trial.counts.map(({ lamp, count }) => (
        <span key={lamp} className="dz-statusmark" data-lamp={lamp}>
          <LampShape lamp={lampOf(lamp)} />
          {text.trialCount(lamp === "none" ? text.noLamp : word(lamp), count)}
        </span>
      ))}
    </p>
  );
}

interface PointsProps {
  label: string;
  hint: string;
  value: string;
  unit: string;
  onChange(value: string): void;
}

function Points({ label, hint, value, unit, onChange }: PointsProps) {
  return (
    <Row label={label} hint={hint}>
      <Input
        aria-label={label}
        value={value}
        suffix={unit}
        inputMode="decimal"
        style={{ width: 140 }}
        onChange={(event) => onChange(event.target.value)}
      />
    </Row>
  );
}

function Row({ label, hint, children }: { label: string; hint: string; children: ReactNode }) {
  return (
    <div className="set-row">
      <span className="set-row-label">{label}</span>
      {children}
      <span className="dz-faint">{hint}</span>
    </div>
  );
}
