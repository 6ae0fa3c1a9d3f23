// The drawer of one indicator: what it is, what uses it, changing it with a reason, taking it back. Enter does it, Esc closes.
import { Button, ConfigProvider, Input, InputNumber, Select } from "antd";
import { type FormEvent, useState } from "react";
import { fitting } from "../../forms/indicator.logic";
import { RuleFields } from "../../forms/RuleFields";
import { EmptyState } from "../../parts/EmptyState";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk, useTell } from "../../state/ask";
import { sayDone } from "../../state/notices";
import { hashOf } from "../../state/route";
import { indicators } from "../../text/indicators";
import { targetForm } from "../../text/target-form";
import type { Catalogue } from "../../wire/Catalogue";
import type { IndicatorUsesView } from "../../wire/IndicatorUsesView";
import type { IndicatorView } from "../../wire/IndicatorView";
import { Field } from "./Field";
import { type Draft, draftOf, isUsed, lackOf, requestOf, usualOf } from "./indicators.logic";
import { Says, useRefusal } from "./Says";
import "../../forms/forms.css";

const text = indicators.page;
const UNUSED: IndicatorUsesView = { targets: [], forms: [], indicators: [], outcomes: 0, cells: 0 };

export interface IndicatorPaneProps {
  /** The indicator; null: a new one, or one that is not known. */
  indicator: IndicatorView | null;
  /** The one that a new one continues. */
  before: IndicatorView | null;
  fresh: boolean;
  catalogue: Catalogue;
  readOnly: boolean;
  onContinue(id: string): void;
  onClose(): void;
}

export function IndicatorPane(props: IndicatorPaneProps) {
  const { indicator, fresh, catalogue, readOnly, onClose } = props;
  const asked = useAsk(
    "indicator_uses",
    { id: indicator?.id ?? "" },
    { enabled: indicator !== null, rooms: ["programmes", "targets", "results", "documents"], keep: false },
  );
  const uses = indicator ? asked.data : UNUSED;
  if (!indicator && !fresh) {
    return (
      <SidePane title={text.title} onClose={onClose}>
        <EmptyState title={text.failed} hint={text.gone} />
      </SidePane>
    );
  }
  const kind = indicator ? targetForm.accumulations[indicator.accumulation] : null;
  return (
    <SidePane
      title={indicator?.name ?? text.add}
      {...(indicator ? { subtitle: [indicator.uom, kind].filter(Boolean).join(" · ") } : {})}
      onClose={onClose}
    >
      {asked.error ? <Refusal error={asked.error} onRetry={asked.refetch} /> : null}
      {!uses && !asked.error ? <p className="dz-faint">{text.loading}</p> : null}
      {uses ? (
        <ConfigProvider componentDisabled={readOnly}>
          <IndicatorForm {...props} uses={uses} />
          {indicator ? <Uses uses={uses} catalogue={catalogue} /> : null}
          {indicator && !readOnly ? <Removal indicator={indicator} uses={uses} onDone={onClose} /> : null}
        </ConfigProvider>
      ) : null}
    </SidePane>
  );
}

function IndicatorForm(props: IndicatorPaneProps & { uses: IndicatorUsesView }) {
  const { indicator, before, catalogue, readOnly, uses, onContinue, onClose } = props;
  const kind = indicator ? "change" : "add";
  const held = draftOf(indicator, catalogue.usual_rules, before);
  const [draft, setDraft] = useState<Draft>(held);
  const [reason, setReason] = useState("");
  const refusal = useRefusal();
  const usual = usualOf(catalogue.usual_rules, draft.accumulation);
  const used = isUsed(uses);
  const lack = lackOf(draft, held, used, reason, usual);
  const change = (more: Partial<Draft>) => {
    refusal.clear();
    setDraft((now) => ({ ...now, ...more }));
  };
  const put = useTell("put_indicator", {
    onDone: () => {
      sayDone(text.done[kind](draft.name.trim()));
      onClose();
    },
    onError: refusal.say,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!lack && !readOnly && !put.isPending) put.mutate(requestOf(draft, reason));
  };
  const { fields } = text;
  const fixed = uses.cells > 0;
  return (
    <form className="set-change" aria-label={text.put[kind]} onSubmit={send}>
      <Field label={fields.name}>
        <Input
          value={draft.name}
          autoFocus={indicator === null}
          data-testid="indicator-name"
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <div className="set-pair">
        <Field label={fields.uom}>
          <Input
            value={draft.uom}
            disabled={fixed || readOnly}
            data-testid="indicator-uom"
            onChange={(event) => change({ uom: event.target.value })}
          />
        </Field>
        <Field label={fields.decimals}>
          <InputNumber
            min={0}
            max={8}
            precision={0}
            value={draft.decimals}
            style={{ width: "100%" }}
            onChange={(decimals) => change({ decimals: decimals ?? 0 })}
          />
        </Field>
        <Field label={fields.accumulation}>
          <Select
            value={draft.accumulation}
            disabled={fixed || readOnly}
            aria-label={fields.accumulation}
            options={optionsOf(targetForm.accumulations)}
            onChange={(accumulation) =>
              change({
                accumulation,
                rules: fitting(draft.rules, usualOf(catalogue.usual_rules, accumulation)),
              })
            }
          />
        </Field>
        <Field label={fields.direction}>
          <Select
            value={draft.direction}
            aria-label={fields.direction}
            options={optionsOf(targetForm.directions)}
            onChange={(direction) => change({ direction })}
          />
        </Field>
      </div>
      {fixed && indicator ? (
        <p className="dz-second">
          {text.fixed(uses.cells)}{" "}
          <Button size="small" data-testid="indicator-continue" onClick={() => onContinue(indicator.id)}>
            {text.continueIt}
          </Button>
        </p>
      ) : null}
      <Field label={fields.definition}>
        <Input.TextArea
          autoSize={{ minRows: 1, maxRows: 4 }}
          value={draft.definition}
          placeholder={fields.definitionHint}
          onChange={(event) => change({ definition: event.target.value })}
        />
      </Field>
      <RuleFields
        open={indicator !== null}
        value={draft.rules}
        usual={usual}
        indicators={catalogue.indicators}
        self={draft.id}
        onChange={(rules) => change({ rules })}
      />
      <Field label={fields.programme}>
        <Select
          showSearch={{ optionFilterProp: "label" }}
          value={draft.programme}
          aria-label={fields.programme}
          options={[
            { value: "", label: fields.programmeNone },
            ...catalogue.programmes.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          onChange={(programme) => change({ programme })}
        />
      </Field>
      {draft.continues || before ? (
        <Field label={fields.continues}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            value={draft.continues}
            aria-label={fields.continues}
            options={[
              { value: "", label: fields.continuesNone },
              ...catalogue.indicators
                .filter(({ id }) => id !== draft.id)
                .map(({ id, name, uom }) => ({ value: id, label: `${name}（${uom}）` })),
            ]}
            onChange={(continues) => change({ continues })}
          />
        </Field>
      ) : null}
      {indicator && used ? (
        <Field label={fields.reason}>
          <Input
            value={reason}
            placeholder={fields.reasonHint}
            data-testid="indicator-reason"
            onChange={(event) => {
              refusal.clear();
              setReason(event.target.value);
            }}
          />
        </Field>
      ) : null}
      <Says
        refused={refusal.said}
        lack={readOnly ? text.readOnly : lack}
        says={indicator ? text.says.change : text.says.add(draft.name.trim())}
        testid="indicator-says"
      />
      <div className="set-ways set-ways-end">
        <Button disabled={false} onClick={onClose}>
          {text.cancel}
        </Button>
        <Button
          type="primary"
          htmlType="submit"
          disabled={lack !== null || readOnly}
          loading={put.isPending}
          data-testid="indicator-put"
        >
          {text.put[kind]}
        </Button>
      </div>
    </form>
  );
}

function optionsOf(words: Record<string, string>) {
  return Object.entries(words).map(([value, label]) => ({ value, label }));
}

function Uses({ uses, catalogue }: { uses: IndicatorUsesView; catalogue: Catalogue }) {
  const { usesOf } = text;
  const uomOf = (id: string) => catalogue.indicators.find((indicator) => indicator.id === id)?.uom ?? "";
  const lists = [
    ["targets", (id: string) => hashOf({ room: "targets", path: [id] })],
    ["forms", (id: string) => hashOf({ room: "results", path: [id] })],
    [
      "indicators",
      (id: string) => hashOf({ room: "settings", query: { page: "indicators", indicator: id } }),
    ],
  ] as const;
  return (
    <section aria-label={text.uses} data-testid="indicator-uses">
      <h3>{text.uses}</h3>
      {isUsed(uses) ? null : <p className="dz-second">{text.unused}</p>}
      <dl className="set-facts">
        {lists.map(([kind, hrefOf]) =>
          uses[kind].map(({ id, name, org_unit_name }) => (
            <div className="set-use" key={`${kind} ${id}`}>
              <dt>{usesOf[kind]}</dt>
              <dd>
                <a href={hrefOf(id)}>{name || id}</a>
                <span className="dz-faint">{org_unit_name ?? (kind === "indicators" ? uomOf(id) : "")}</span>
              </dd>
            </div>
          )),
        )}
        {(["outcomes", "cells"] as const).map((kind) =>
          uses[kind] > 0 ? (
            <div className="set-use" key={kind}>
              <dt>{usesOf[kind]}</dt>
              <dd>{text.counted(uses[kind], kind)}</dd>
            </div>
          ) : null,
        )}
      </dl>
    </section>
  );
}

interface RemovalProps {
  indicator: IndicatorView;
  uses: IndicatorUsesView;
  onDone(): void;
}

function Removal({ indicator, uses, onDone }: RemovalProps) {
  const [reason, setReason] = useState("");
  const refusal = useRefusal();
  const remove = useTell("retract_indicator", {
    onDone: () => {
      sayDone(text.removed(indicator.name));
      onDone();
    },
    onError: refusal.say,
  });
  if (isUsed(uses)) {
    return (
      <p className="dz-second" data-testid="indicator-in-use">
        {text.removeInUse}
      </p>
    );
  }
  const lack = reason.trim() === "" ? text.removeLack : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!lack && !remove.isPending) remove.mutate({ id: indicator.id, reason: reason.trim() });
  };
  return (
    <form className="set-change" aria-label={text.remove} onSubmit={send}>
      <Field label={text.removeReason}>
        <Input
          value={reason}
          placeholder={text.removeReasonHint}
          data-testid="indicator-remove-reason"
          onChange={(event) => {
            refusal.clear();
            setReason(event.target.value);
          }}
        />
      </Field>
      <Says
        refused={refusal.said}
        lack={lack}
        says={text.removeSays(indicator.name)}
        testid="indicator-remove-says"
      />
      <div className="set-ways set-ways-end">
        <Button
          danger
          htmlType="submit"
          disabled={lack !== null}
          loading={remove.isPending}
          data-testid="indicator-remove"
        >
          {text.remove}
        </Button>
      </div>
    </form>
  );
}
