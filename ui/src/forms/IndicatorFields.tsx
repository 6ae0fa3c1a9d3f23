// Which indicator is meant: one that is there, those with a near name first, or a new one. What a new one is
// measured by stands further down the form.

import { Form, Input, InputNumber, Select } from "antd";
import { OneOf } from "../parts/OneOf";
import { targetForm as text } from "../text/target-form";
import type { Catalogue } from "../wire/Catalogue";
import type { IndicatorView } from "../wire/IndicatorView";
import { WordField } from "./fields";
import {
  AS_USUAL,
  existing,
  type IndicatorFields as Fields,
  fitting,
  type IndicatorRules,
} from "./indicator.logic";
import { RuleFields } from "./RuleFields";

const RULES = ["indicator", "rules"];

/** The chosen indicator's id; empty: a new one. */
export function useIndicatorId(): string {
  const form = Form.useFormInstance();
  return Form.useWatch(["indicator", "id"], { form, preserve: true }) ?? "";
}

export interface WhichIndicatorProps {
  indicators: readonly IndicatorView[];
  likely: readonly string[];
}

export function WhichIndicator({ indicators, likely }: WhichIndicatorProps) {
  const form = Form.useFormInstance();
  const id = useIndicatorId();
  const chosen = indicators.find((indicator) => indicator.id === id);
  const take = (fields: Fields) => form.setFieldValue("indicator", fields);
  const switchTo = (mode: string) => {
    const near = indicators.find((indicator) => likely.includes(indicator.id)) ?? indicators[0];
    // A new one begins as the chosen one is, under a name to be typed.
    if (mode === "new") take({ ...form.getFieldValue("indicator"), id: "" });
    else if (near) take(existing(near));
  };

  return (
    <div className="dz-form-wide dz-which">
      {indicators.length > 0 ? (
        <OneOf
          size="small"
          value={id === "" ? "new" : "existing"}
          onChange={switchTo}
          options={[
            { value: "existing", label: text.existing },
            { value: "new", label: text.brandNew },
          ]}
        />
      ) : null}
      {id === "" ? (
        <Form.Item name={["indicator", "name"]} label={text.indicator}>
          <Input data-testid="indicator-name" />
        </Form.Item>
      ) : (
        <Form.Item name={["indicator", "id"]} label={text.indicator} extra={chosen && factsOf(chosen)}>
          <Select
            showSearch={{ optionFilterProp: "label" }}
            placeholder={text.indicatorChoose}
            onChange={(next: string) => {
              const found = indicators.find((indicator) => indicator.id === next);
              if (found) take(existing(found));
            }}
            options={optionsOf(indicators, likely)}
          />
        </Form.Item>
      )}
    </div>
  );
}

export interface NewIndicatorProps {
  catalogue: Pick<Catalogue, "indicators" | "usual_rules">;
  onAccumulation?(): void;
}

/** How a new indicator is measured. */
export function NewIndicatorFields({ catalogue, onAccumulation }: NewIndicatorProps) {
  const form = Form.useFormInstance();
  const kind: string = Form.useWatch(["indicator", "accumulation"], { form, preserve: true }) ?? "";
  const usualOf = (of: string) => catalogue.usual_rules.find(({ accumulation }) => accumulation === of);
  const beFitting = (next: string) => {
    const rules: IndicatorRules = form.getFieldValue(RULES) ?? AS_USUAL;
    form.setFieldValue(RULES, fitting(rules, usualOf(next)));
    onAccumulation?.();
  };
  if (useIndicatorId() !== "") return null;
  return (
    <fieldset className="dz-fieldset">
      <legend>{text.newIndicator}</legend>
      <WordField
        name={["indicator", "accumulation"]}
        label={text.accumulation}
        words={text.accumulations}
        onChange={beFitting}
      />
      <WordField name={["indicator", "direction"]} label={text.direction} words={text.directions} />
      <Form.Item name={["indicator", "decimals"]} label={text.decimals}>
        <InputNumber min={0} max={8} precision={0} style={{ width: "100%" }} />
      </Form.Item>
      <Form.Item name={["indicator", "definition"]} label={text.definition} className="dz-form-wide">
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} placeholder={text.definitionHint} />
      </Form.Item>
      <Form.Item name={RULES} noStyle>
        <Rules catalogue={catalogue} kind={kind} />
      </Form.Item>
    </fieldset>
  );
}

interface RulesProps {
  catalogue: NewIndicatorProps["catalogue"];
  kind: string;
  value?: IndicatorRules;
  onChange?(rules: IndicatorRules): void;
}

/** The rules as a field of the form, which gives it what it holds. */
function Rules({ catalogue, kind, value = AS_USUAL, onChange = () => {} }: RulesProps) {
  const usual = catalogue.usual_rules.find(({ accumulation }) => accumulation === kind);
  return <RuleFields value={value} onChange={onChange} usual={usual} indicators={catalogue.indicators} />;
}

function factsOf({ uom, accumulation, definition }: IndicatorView): string {
  const facts = text.indicatorFacts(uom, text.accumulations[accumulation] ?? "");
  return definition ? `${facts} · ${definition}` : facts;
}

function optionsOf(indicators: readonly IndicatorView[], likely: readonly string[]) {
  const option = ({ id, name, uom }: IndicatorView) => ({ value: id, label: `${name}（${uom}）` });
  const near = likely.flatMap((id) => indicators.filter((indicator) => indicator.id === id));
  const rest = indicators.filter(({ id }) => !likely.includes(id));
  const groups = [
    { label: text.near, options: near.map(option) },
    { label: text.others, options: rest.map(option) },
  ];
  return groups.filter(({ options }) => options.length > 0);
}
