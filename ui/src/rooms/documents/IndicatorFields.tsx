// Which indicator a passage speaks of: one that is there, those with a near name first, or a new one.
import { Form, Input, InputNumber, Segmented, Select } from "antd";
import { adopting as text } from "../../text/documents";
import type { IndicatorView } from "../../wire/IndicatorView";
import type { PassageProposal } from "../../wire/PassageProposal";
import { existing, type IndicatorFields as Fields, newIndicator } from "./adopt.logic";
import { WordField } from "./fields";

export interface IndicatorFieldsProps {
  proposal: PassageProposal;
  indicators: readonly IndicatorView[];
  /** The accumulation became another: what hangs on it follows. */
  onAccumulation?(accumulation: string): void;
}

export function IndicatorFields({ proposal, indicators, onAccumulation }: IndicatorFieldsProps) {
  const form = Form.useFormInstance();
  const id: string =
    Form.useWatch(["indicator", "id"], form) ?? form.getFieldValue(["indicator", "id"]) ?? "";
  const chosen = indicators.find((indicator) => indicator.id === id);
  const take = (fields: Fields) => {
    form.setFieldValue("indicator", fields);
    onAccumulation?.(fields.accumulation);
  };
  const switchTo = (mode: string) => {
    if (mode === "new") return take(newIndicator(proposal));
    const near = indicators.find((indicator) => proposal.indicators.includes(indicator.id)) ?? indicators[0];
    if (near) take(existing(near));
  };

  return (
    <fieldset className="dz-fieldset">
      <legend>
        {text.indicator}
        {indicators.length > 0 ? (
          <Segmented
            size="small"
            value={chosen ? "existing" : "new"}
            onChange={switchTo}
            options={[
              { value: "existing", label: text.existing },
              { value: "new", label: text.brandNew },
            ]}
          />
        ) : null}
      </legend>
      <Form.Item name={["indicator", "id"]} hidden>
        <Input />
      </Form.Item>
      {chosen ? (
        <Form.Item
          label={text.indicator}
          className="dz-form-wide dz-form-bare"
          extra={
            <>
              {text.indicatorFacts(chosen.uom, text.accumulations[chosen.accumulation] ?? "")}
              {chosen.definition ? ` · ${chosen.definition}` : ""}
            </>
          }
        >
          <Select
            showSearch={{ optionFilterProp: "label" }}
            aria-label={text.indicatorChoose}
            placeholder={text.indicatorChoose}
            value={id}
            onChange={(next: string) => {
              const found = indicators.find((indicator) => indicator.id === next);
              if (found) take(existing(found));
            }}
            options={optionsOf(indicators, proposal.indicators)}
          />
        </Form.Item>
      ) : (
        <>
          <Form.Item name={["indicator", "name"]} label={text.name} className="dz-form-wide">
            <Input data-testid="indicator-name" />
          </Form.Item>
          <Form.Item name={["indicator", "uom"]} label={text.uom}>
            <Input />
          </Form.Item>
          <Form.Item name={["indicator", "decimals"]} label={text.decimals}>
            <InputNumber min={0} max={8} precision={0} style={{ width: "100%" }} />
          </Form.Item>
          <WordField
            name={["indicator", "accumulation"]}
            label={text.accumulation}
            words={text.accumulations}
            onChange={onAccumulation}
          />
          <WordField name={["indicator", "direction"]} label={text.direction} words={text.directions} />
          <Form.Item name={["indicator", "definition"]} label={text.definition} className="dz-form-wide">
            <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} placeholder={text.definitionHint} />
          </Form.Item>
        </>
      )}
    </fieldset>
  );
}

function optionsOf(indicators: readonly IndicatorView[], near: readonly string[]) {
  const option = ({ id, name, uom }: IndicatorView) => ({ value: id, label: `${name}（${uom}）` });
  const first = near.flatMap((id) => indicators.filter((indicator) => indicator.id === id));
  const rest = indicators.filter(({ id }) => !near.includes(id));
  const groups = [
    { label: text.near, options: first.map(option) },
    { label: text.others, options: rest.map(option) },
  ];
  return groups.filter(({ options }) => options.length > 0);
}
