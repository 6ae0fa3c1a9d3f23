// One change of a unit: its fields, what will happen said before it is done, and the verb. Enter does it, Esc gives it up.
import { Button, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { UnitPicker } from "../../parts/UnitPicker";
import { useTell } from "../../state/ask";
import { useLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { settings } from "../../text/settings";
import type { UnitDetail } from "../../wire/UnitDetail";
import {
  changeOf,
  consequence,
  type Draft,
  doneSentence,
  firstDraft,
  type Kind,
  lackOf,
} from "./change.logic";
import { Field } from "./Field";

const text = settings.change;

export interface ChangeFormProps {
  kind: Kind;
  detail: UnitDetail;
  onDone(): void;
}

export function ChangeForm({ kind, detail, onDone }: ChangeFormProps) {
  const { asOf, setAsOf } = useLens();
  const [draft, setDraft] = useState<Draft>(() => firstDraft(kind, detail, asOf));
  const put = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const lack = lackOf(kind, draft, detail);
  const change = useTell("change_unit", {
    onDone: () => {
      const later = draft.from > asOf;
      sayDone(
        doneSentence(kind, draft, detail),
        later ? { label: text.seeThen(draft.from), run: () => setAsOf(draft.from) } : undefined,
      );
      onDone();
    },
  });

  const send = (event: FormEvent) => {
    event.preventDefault();
    if (lack || change.isPending) return;
    change.mutate({ change: changeOf(kind, draft, detail), reason: draft.reason.trim() });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    onDone();
  };

  const named = kind === "rename" || kind === "add";
  return (
    <form className="set-change" aria-label={text[kind]} onSubmit={send} onKeyDown={onKeyDown}>
      {named ? (
        <Field label={kind === "add" ? text.fields.addName : text.fields.name}>
          <Input
            autoFocus
            value={draft.name}
            data-testid="unit-name"
            onChange={(event) => put({ name: event.target.value })}
            onFocus={(event) => event.target.select()}
          />
        </Field>
      ) : null}
      {kind === "add" ? (
        <div className="set-pair">
          <Field label={text.fields.level}>
            <Select
              aria-label={text.fields.level}
              value={draft.level}
              options={Object.entries(text.levels).map(([value, label]) => ({ value, label }))}
              onChange={(level) => put({ level })}
            />
          </Field>
          <Field label={text.fields.code}>
            <Input
              value={draft.code}
              placeholder={text.fields.codeHint}
              onChange={(event) => put({ code: event.target.value })}
            />
          </Field>
        </div>
      ) : null}
      {kind === "move" || kind === "merge" ? (
        <Field label={kind === "move" ? text.fields.parent : text.fields.into}>
          <UnitPicker
            label={kind === "move" ? text.fields.parent : text.fields.into}
            value={draft.other?.id ?? ""}
            onChange={(id, name) => put({ other: { id, name } })}
          />
        </Field>
      ) : null}
      <Field label={text.fields.from}>
        <DatePicker
          aria-label={text.fields.from}
          style={{ width: "100%" }}
          format="YYYY-MM-DD"
          allowClear={named}
          placeholder={kind === "rename" ? text.fields.fromWrong : text.fields.fromHint}
          value={draft.from ? dayjs(draft.from) : null}
          onChange={(day) => put({ from: day?.format("YYYY-MM-DD") ?? "" })}
        />
      </Field>
      <Field label={text.fields.reason}>
        <Input
          value={draft.reason}
          placeholder={text.fields.reasonHint}
          data-testid="unit-reason"
          onChange={(event) => put({ reason: event.target.value })}
        />
      </Field>
      <p className={lack ? "set-says dz-second" : "set-says"} role="status" data-testid="unit-says">
        {lack ?? `${consequence(kind, draft, detail)}${text.undoable}`}
      </p>
      <div className="set-ways set-ways-end">
        <Button onClick={onDone}>{text.cancel}</Button>
        <Button
          type="primary"
          htmlType="submit"
          disabled={lack !== null}
          loading={change.isPending}
          data-testid="unit-do"
        >
          {text[kind]}
        </Button>
      </div>
    </form>
  );
}
