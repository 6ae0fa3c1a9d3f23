// The form of a target, the same for one made of a passage, one set by hand and a version of one: what is measured, how
// much, by when and whose comes first, the rest below. It asks for what the kind of target needs and nothing else; whether
// that is enough, and what it says in words, is told by Rust.
import { Checkbox, Form, Input, Select } from "antd";
import { useMemo } from "react";
import { targetForm as text } from "../text/target-form";
import type { Catalogue } from "../wire/Catalogue";
import type { QuantityView } from "../wire/QuantityView";
import type { TargetReading } from "../wire/TargetReading";
import { CoverageRuleFields } from "./CoverageRuleFields";
import { DayField, UnitField, WordField } from "./fields";
import { NewIndicatorFields, useIndicatorId, WhichIndicator } from "./IndicatorFields";
import { Quantities } from "./Quantities";
import { ScheduleFields } from "./ScheduleFields";
import {
  asks,
  asksSchedule,
  comparatorOf,
  rulesOf,
  type TargetFields,
  type TargetFormFields,
  valueUom,
} from "./target.logic";
import { useReading, useTargetFields } from "./useReading";
import { valueText } from "./value.logic";

export interface TargetFormProps {
  catalogue: Catalogue;
  /** Indicators with a near name, the likest first. */
  likely?: readonly string[];
  /** What stands in the passage, to be filled in by a click. */
  quantities?: readonly QuantityView[];
}

export function TargetForm({ catalogue, likely = [], quantities = [] }: TargetFormProps) {
  const form = Form.useFormInstance<TargetFormFields>();
  const fields = useTargetFields();
  const { kind } = fields.target;
  const { uom, accumulation } = fields.indicator;
  const isNew = useIndicatorId() === "";
  const coverage = asks(fields.target, "coverage");
  const reading = useReading(fields);
  const rule = (field: string) => reading?.rules.find((line) => line.field === field)?.text;
  // Rust knows the usual rules of a kind and an accumulation.
  const beUsual = () => {
    form.setFieldValue(["target", "schedule", "code"], "usual");
    form.setFieldValue(["target", "completion_rule"], "usual");
  };

  return (
    <>
      <fieldset className="dz-fieldset dz-fieldset-first">
        <WhichIndicator indicators={catalogue.indicators} likely={likely} />
        <Quantities
          quantities={quantities}
          onTake={(quantity) => {
            form.setFieldValue(
              coverage ? ["target", "coverage", "threshold"] : ["target", "value"],
              valueText(quantity, uom),
            );
            if (asks(fields.target, "comparator") && text.comparators[quantity.comparator]) {
              form.setFieldValue(["target", "comparator"], quantity.comparator);
            }
          }}
        />
        <Goal target={fields.target} uom={uom} onKind={beUsual} />
        {isNew ? (
          <Form.Item name={["indicator", "uom"]} label={text.uom}>
            <Input />
          </Form.Item>
        ) : null}
        <UnitField name="org_unit" label={text.orgUnit} />
        <p className="dz-faint dz-form-wide">{text.kindHelp[kind]}</p>
      </fieldset>
      {coverage ? <CoverageRuleFields catalogue={catalogue} uom={uom} rule={rule("coverage")} /> : null}
      <NewIndicatorFields catalogue={catalogue} onAccumulation={beUsual} />
      <fieldset className="dz-fieldset">
        <legend>{text.when}</legend>
        <DayField name={["target", "from"]} label={text.from} />
        <WordField name={["target", "recurrence"]} label={text.recurrence} words={text.recurrences} />
        <Form.Item name={["target", "rising"]} valuePropName="checked">
          <Checkbox>{text.rising}</Checkbox>
        </Form.Item>
        {asksSchedule(fields.target, accumulation) ? (
          <ScheduleFields target={fields.target} uom={uom} rule={rule("schedule")} />
        ) : null}
        {rulesOf(kind).length > 0 ? (
          <WordField
            name={["target", "completion_rule"]}
            label={text.completionRule}
            words={Object.fromEntries(
              rulesOf(kind).map((code) => [code, text.completionRules[code] ?? code]),
            )}
            help={fields.target.completion_rule === "usual" ? rule("completion_rule") : undefined}
          />
        ) : null}
      </fieldset>
      <fieldset className="dz-fieldset">
        <legend>{text.who}</legend>
        <Form.Item name={["target", "responsible"]} label={text.responsible}>
          <Input placeholder={text.responsibleHint} />
        </Form.Item>
        <WordField name={["target", "strength"]} label={text.strength} words={text.strengths} />
        <WordField name={["target", "binding"]} label={text.binding} words={text.bindings} />
        <ProgrammeField catalogue={catalogue} />
        <Form.Item name={["target", "own"]} valuePropName="checked" className="dz-form-wide">
          <Checkbox>{text.own}</Checkbox>
        </Form.Item>
        <Form.Item name="note" label={text.note} className="dz-form-wide">
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} placeholder={text.noteHint} />
        </Form.Item>
      </fieldset>
      <Read reading={reading} />
    </>
  );
}

/** The kind, and the figures it asks for. */
function Goal({ target, uom, onKind }: { target: TargetFields; uom: string; onKind(): void }) {
  const form = Form.useFormInstance<TargetFormFields>();
  const coverage = asks(target, "coverage");
  const unit = <span className="dz-faint">{uom}</span>;
  return (
    <>
      <WordField
        name={["target", "kind"]}
        label={text.kind}
        words={text.kinds}
        onChange={(next) => {
          const before = form.getFieldValue(["target", "comparator"]);
          form.setFieldValue(["target", "comparator"], comparatorOf(next, before));
          onKind();
        }}
      />
      {asks(target, "comparator") ? (
        <WordField name={["target", "comparator"]} label={text.comparator} words={text.comparators} />
      ) : null}
      {asks(target, "value") ? (
        <Form.Item
          name={["target", "value"]}
          label={coverage ? text.valueOfCoverage : target.kind === "range" ? text.low : text.value}
        >
          <Input
            inputMode="decimal"
            data-testid="target-value"
            suffix={coverage ? <span /> : <span className="dz-faint">{valueUom(target, uom)}</span>}
            placeholder={coverage ? text.coverageHint : ""}
          />
        </Form.Item>
      ) : null}
      {asks(target, "value2") ? (
        <Form.Item name={["target", "value2"]} label={text.value2}>
          <Input inputMode="decimal" suffix={unit} />
        </Form.Item>
      ) : null}
      {asks(target, "tolerance") ? (
        <Form.Item name={["target", "tolerance"]} label={text.tolerance}>
          <Input inputMode="decimal" placeholder={text.toleranceHint} />
        </Form.Item>
      ) : null}
      {asks(target, "change_by") ? (
        <WordField name={["target", "change_by"]} label={text.changeBy} words={text.changesBy} />
      ) : null}
      {asks(target, "growth") ? (
        <WordField name={["target", "growth"]} label={text.growth} words={text.growths} />
      ) : null}
      {asks(target, "baseline") ? (
        <>
          <Form.Item name={["target", "baseline"]} label={text.baseline}>
            <Input inputMode="decimal" suffix={unit} />
          </Form.Item>
          <Form.Item name={["target", "baseline_period"]} label={text.baselinePeriod}>
            <Input placeholder={text.baselinePeriodHint} />
          </Form.Item>
        </>
      ) : null}
      <DayField name={["target", "deadline"]} label={text.deadline} />
    </>
  );
}

/** ≥ 400 个, as Rust reads it. */
function Read({ reading }: { reading: TargetReading | undefined }) {
  if (!reading?.goal) return null;
  return (
    <p className="dz-form-read" role="status">
      <span className="dz-second">{text.reads}</span> <b>{reading.goal}</b>
    </p>
  );
}

function ProgrammeField({ catalogue: { programmes } }: { catalogue: Catalogue }) {
  const options = useMemo(() => {
    const names = new Map<string, string>();
    for (const { id, name, parent } of programmes) {
      const above = parent ? names.get(parent) : undefined;
      names.set(id, above ? `${above} › ${name}` : name);
    }
    return [
      { value: "", label: text.programmeNone },
      ...[...names].map(([value, label]) => ({ value, label })),
    ];
  }, [programmes]);
  return (
    <Form.Item name={["target", "programme"]} label={text.programme} className="dz-form-wide">
      <Select showSearch={{ optionFilterProp: "label" }} aria-label={text.programme} options={options} />
    </Form.Item>
  );
}
