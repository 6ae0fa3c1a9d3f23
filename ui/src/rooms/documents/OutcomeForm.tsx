// The form that makes an outcome of a passage: what was measured, where, when, how much, and how exactly.
import { Form, Input, Radio } from "antd";
import { adopting as text } from "../../text/documents";
import type { Catalogue } from "../../wire/Catalogue";
import type { PassageProposal } from "../../wire/PassageProposal";
import type { OutcomeFields } from "./adopt.logic";
import { DayField, UnitField, WordField } from "./fields";
import { IndicatorFields } from "./IndicatorFields";
import { Quantities } from "./Quantities";

export interface OutcomeFormProps {
  proposal: PassageProposal;
  catalogue: Catalogue;
}

export function OutcomeForm({ proposal, catalogue }: OutcomeFormProps) {
  const form = Form.useFormInstance<OutcomeFields>();
  const when: OutcomeFields["when"] = Form.useWatch("when", form) ?? form.getFieldValue("when");

  return (
    <>
      <IndicatorFields proposal={proposal} indicators={catalogue.indicators} />
      <fieldset className="dz-fieldset">
        <legend>{text.observedValue}</legend>
        <Quantities
          quantities={proposal.quantities}
          onTake={({ value, uom, qualifier }) => form.setFieldsValue({ value, uom, qualifier })}
        />
        <WordField name="qualifier" label={text.qualifier} words={text.qualifiers} />
        <span />
        <Form.Item name="value" label={text.observedValue}>
          <Input inputMode="decimal" data-testid="outcome-value" />
        </Form.Item>
        <Form.Item name="uom" label={text.observedUom}>
          <Input />
        </Form.Item>
        <p className="dz-faint dz-form-wide">{text.observedNote}</p>
      </fieldset>
      <fieldset className="dz-fieldset">
        <legend>{text.observedWhen}</legend>
        <Form.Item name="when" label={text.observedWhen} className="dz-form-wide dz-form-bare">
          <Radio.Group
            aria-label={text.observedWhen}
            options={[
              { value: "as_of", label: text.asOf },
              { value: "period", label: text.period },
              { value: "open", label: text.open },
            ]}
          />
        </Form.Item>
        {when === "as_of" ? <DayField name="as_of" label={text.asOf} /> : null}
        {when === "period" ? (
          <Form.Item name="period" label={text.period} extra={text.periodHint}>
            <Input />
          </Form.Item>
        ) : null}
      </fieldset>
      <fieldset className="dz-fieldset">
        <legend>{text.who}</legend>
        <UnitField name="org_unit" label={text.orgUnit} />
        <span />
        <Form.Item name="note" label={text.note} className="dz-form-wide">
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} placeholder={text.noteHint} />
        </Form.Item>
      </fieldset>
    </>
  );
}
