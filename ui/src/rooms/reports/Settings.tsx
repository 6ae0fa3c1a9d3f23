// What goes into the bulletin: template, targets, and the words of its head and foot.
import { Button, Checkbox, DatePicker, Input, Select } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useState } from "react";
import { asOfName } from "../../lib/period";
import { useLens } from "../../state/lens";
import { useUnitName } from "../../state/units";
import { reports as text } from "../../text/reports";
import { shell } from "../../text/shell";
import {
  type Choice,
  type Draft,
  type FieldName,
  fieldId,
  fieldsOf,
  hasCharts,
  targetsOf,
} from "./draft.logic";
import { Phrases, Templates } from "./Shelf";
import { TargetChooser } from "./TargetChooser";

export interface SettingsProps {
  draft: Draft;
  choices: readonly Choice[];
  onChange(change: Partial<Draft>): void;
}

export function Settings({ draft, choices, onChange }: SettingsProps) {
  const { asOf, scope, setScope } = useLens();
  const scopeName = useUnitName(scope.id ?? "");
  const { fields, template } = draft;
  const set = (name: FieldName, value: string) => onChange({ fields: { ...fields, [name]: value } });
  const brief = template === "progress_brief";
  const asked = fieldsOf(template);
  const asks = (name: FieldName) => asked.includes(name);
  const plain = (name: FieldName & keyof typeof text.hints) => (
    <Field name={name} label={text.fields[name]}>
      <Input
        id={fieldId(name)}
        value={fields[name] ?? ""}
        placeholder={text.hints[name]}
        onChange={(event) => set(name, event.target.value)}
      />
    </Field>
  );
  const long = (name: FieldName & keyof typeof text.hints, most: number) => (
    <Input.TextArea
      id={fieldId(name)}
      value={fields[name] ?? ""}
      autoSize={{ minRows: 1, maxRows: most }}
      placeholder={text.hints[name]}
      onChange={(event) => set(name, event.target.value)}
    />
  );

  return (
    <section className="dz-report-settings" aria-label={text.settings} data-pane={text.settings}>
      <Templates
        draft={draft}
        scope={scope.id}
        onChange={onChange}
        onScope={(id, name) => setScope({ id, name })}
      />
      <Field name="template" label={text.template} hint={text.templateHints[template]}>
        <Select
          id={fieldId("template")}
          aria-label={text.template}
          style={{ width: "100%" }}
          value={template}
          onChange={(next) => onChange({ template: next })}
          options={Object.entries(text.templates).map(([value, label]) => ({ value, label }))}
        />
      </Field>
      <p className="dz-report-lens" title={text.lensHint}>
        {text.lens(asOfName(asOf), scopeName || shell.scopeAll)}
      </p>
      <Targets draft={draft} choices={choices} onChange={onChange} />
      <Field name="compare_with" label={text.compareWith}>
        <DatePicker
          id={fieldId("compare_with")}
          format="YYYY-MM-DD"
          style={{ width: "100%" }}
          placeholder={text.compareWithHint}
          value={draft.compareWith ? dayjs(draft.compareWith) : null}
          onChange={(day) => onChange({ compareWith: day?.format("YYYY-MM-DD") ?? "" })}
        />
      </Field>
      <Checkbox
        checked={draft.derivations}
        data-testid="with-derivations"
        onChange={({ target }) => onChange({ derivations: target.checked })}
      >
        {text.derivations}
      </Checkbox>
      <p className="dz-faint">{text.derivationsHint}</p>
      {hasCharts(template) && !draft.paper ? (
        <>
          <Checkbox
            checked={draft.charts}
            data-testid="with-charts"
            onChange={({ target }) => onChange({ charts: target.checked })}
          >
            {text.charts}
          </Checkbox>
          <p className="dz-faint">{text.chartsHint}</p>
        </>
      ) : null}
      <h2>{text.fieldsTitle}</h2>
      {asks("letterhead") ? plain("letterhead") : null}
      <div className="dz-report-pair">
        {asks("doc_number") ? (
          <Field name="doc_number" label={brief ? text.fields.issue : text.fields.doc_number}>
            <Input
              id={fieldId("doc_number")}
              value={fields.doc_number ?? ""}
              placeholder={brief ? text.hints.issue : text.hints.doc_number}
              onChange={(event) => set("doc_number", event.target.value)}
            />
          </Field>
        ) : null}
        {asks("issued_on") ? (
          <Field name="issued_on" label={text.fields.issued_on}>
            <DatePicker
              id={fieldId("issued_on")}
              format="YYYY-MM-DD"
              style={{ width: "100%" }}
              value={fields.issued_on ? dayjs(fields.issued_on) : null}
              onChange={(day) => set("issued_on", day?.format("YYYY-MM-DD") ?? "")}
            />
          </Field>
        ) : null}
      </div>
      {asks("title") ? (
        <Field name="title" label={text.fields.title}>
          {long("title", 3)}
        </Field>
      ) : null}
      {asks("recipients") ? (
        <Field name="recipients" label={text.fields.recipients}>
          {long("recipients", 4)}
        </Field>
      ) : null}
      {asks("basis") ? (
        <Field name="basis" label={text.fields.basis}>
          {long("basis", 3)}
        </Field>
      ) : null}
      {asks("overall") ? <h2>{text.ownWordsTitle}</h2> : null}
      {asks("overall") ? <p className="dz-faint">{text.ownWordsHint}</p> : null}
      {(["overall", "progress", "shortfalls"] as const).filter(asks).map((name) => (
        <Field key={name} name={name} label={text.fields[name]}>
          {long(name, 8)}
        </Field>
      ))}
      {asks("requirements") ? (
        <Field
          name="requirements"
          label={text.fields.requirements}
          aside={
            <Phrases
              onTake={(phrase) =>
                set("requirements", [fields.requirements, phrase].filter(Boolean).join("\n"))
              }
            />
          }
        >
          {long("requirements", 8)}
        </Field>
      ) : null}
      {plain("signer")}
      {asks("copies") ? (
        <Field name="copies" label={text.fields.copies}>
          {long("copies", 3)}
        </Field>
      ) : null}
      {asks("contact") ? plain("contact") : null}
    </section>
  );
}

function Field({
  name,
  label,
  hint,
  aside,
  children,
}: {
  name: string;
  label: string;
  hint?: string | undefined;
  aside?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="dz-report-field">
      <div className="dz-report-label">
        <label htmlFor={fieldId(name)}>{label}</label>
        {aside}
      </div>
      {children}
      {hint ? <p className="dz-faint">{hint}</p> : null}
    </div>
  );
}

function Targets({ draft, choices, onChange }: SettingsProps) {
  const [open, setOpen] = useState(false);
  const all = targetsOf(choices).length;
  const count = draft.targets.length;
  return (
    <div className="dz-report-targets">
      <span>
        <span className="dz-faint">{text.targets}</span>
        <br />
        {count === 0 ? text.allTargets(all) : text.someTargets(count, all)}
      </span>
      <Button
        id={fieldId("targets")}
        onClick={() => setOpen(true)}
        disabled={all === 0}
        data-testid="choose-targets"
      >
        {text.chooseTargets}
      </Button>
      {open ? (
        <TargetChooser
          choices={choices}
          targets={draft.targets}
          onClose={() => setOpen(false)}
          onChoose={(targets) => {
            onChange({ targets });
            setOpen(false);
          }}
        />
      ) : null}
    </div>
  );
}
