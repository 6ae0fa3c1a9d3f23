// The form that makes an outcome of a passage: what was measured, how much and how exactly, when, where.
import { Form, Input } from "antd";
import { DayField, UnitField, WordField } from "../../forms/fields";
import { NewIndicatorFields, useIndicatorId, WhichIndicator } from "../../forms/IndicatorFields";
import { Quantities } from "../../forms/Quantities";
import { adopting as text } from "../../text/documents";
import { targetForm as words } from "../../text/target-form";
import type { Catalogue } from "../../wire/Catalogue";
import type { Draft, Fields, When } from "./adopt.logic";

export function OutcomeForm({ draft, catalogue }: { draft: Draft; catalogue: Catalogue }) {
  const form = Form.useFormInstance<Fields>();
  const when: When = Form.useWatch(["outcome", "when"], form) ?? form.getFieldValue(["outcome", "when"]);
  const isNew = useIndicatorId() === "";

  return (
    <>
      <fieldset className="dz-fieldset dz-fieldset-first">
        <WhichIndicator indicators={catalogue.indicators} likely={draft.likely} />
        <Quantities
          quantities={draft.quantities}
          onTake={({ value, uom, qualifier }) => {
            const before = form.getFieldValue("outcome");
            form.setFieldsValue({ outcome: { ...before, value, uom, qualifier } });
          }}
        />
        <WordField name={["outcome", "qualifier"]} label={text.qualifier} words={text.qualifiers} />
        <Form.Item name={["outcome", "value"]} label={text.observedValue}>
          <Input inputMode="decimal" data-testid="outcome-value" />
        </Form.Item>
        <Form.Item name={["outcome", "uom"]} label={text.observedUom}>
          <Input />
        </Form.Item>
        {isNew ? (
          <Form.Item name={["indicator", "uom"]} label={words.uom}>
            <Input />
          </Form.Item>
        ) : (
          <span />
        )}
        <WordField name={["outcome", "when"]} label={text.observedWhen} words={text.whens} />
        <Moment when={when} />
        <UnitField name="org_unit" label={words.orgUnit} />
        <p className="dz-faint dz-form-wide">{text.observedNote}</p>
      </fieldset>
      <NewIndicatorFields catalogue={catalogue} />
      <fieldset className="dz-fieldset">
        <legend>{words.note}</legend>
        <Form.Item name="note" label={words.note} className="dz-form-wide dz-form-bare">
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} placeholder={words.noteHint} />
        </Form.Item>
      </fieldset>
    </>
  );
}

function Moment({ when }: { when: When }) {
  switch (when) {
    case "as_of":
      return <DayField name={["outcome", "as_of"]} label={text.day} />;
    case "deadline":
      return <DayField name={["outcome", "deadline"]} label={text.day} />;
    case "period":
      return (
        <Form.Item name={["outcome", "period"]} label={text.period} extra={text.periodHint}>
          <Input />
        </Form.Item>
      );
    case "span":
      return (
        <>
          <DayField name={["outcome", "from"]} label={words.from} />
          <DayField name={["outcome", "to"]} label={text.to} hint={text.toHint} />
        </>
      );
    default:
      return <span />;
  }
}
