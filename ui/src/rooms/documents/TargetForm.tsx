// The form that makes a target of a passage: what is measured, how much, by when and whose comes first, the rest below.
// It asks for what the kind of target needs and nothing else; whether that is enough is said by Rust.
import { Form, Input, Select } from "antd";
import { useMemo } from "react";
import { adopting as text } from "../../text/documents";
import type { Catalogue } from "../../wire/Catalogue";
import { asks, comparatorOf, type Draft, type Fields, valueText } from "./adopt.logic";
import { DayField, UnitField, WordField } from "./fields";
import { NewIndicatorFields, useIndicatorId, WhichIndicator } from "./IndicatorFields";
import { Quantities } from "./Quantities";

export interface StatementFormProps {
  draft: Draft;
  catalogue: Catalogue;
}

export function TargetForm({ draft, catalogue }: StatementFormProps) {
  const form = Form.useFormInstance<Fields>();
  const kind: string = Form.useWatch(["target", "kind"], form) ?? form.getFieldValue(["target", "kind"]);
  const uom: string = Form.useWatch(["indicator", "uom"], form) ?? "";
  const isNew = useIndicatorId() === "";
  const coverage = asks(kind, "coverage");
  // Rust knows the usual schedule of a kind and an accumulation.
  const usualSchedule = () => form.setFieldValue(["target", "schedule"], "usual");

  return (
    <>
      <fieldset className="dz-fieldset dz-fieldset-first">
        <WhichIndicator indicators={catalogue.indicators} likely={draft.likely} />
        <Quantities
          quantities={draft.quantities}
          onTake={(quantity) => {
            form.setFieldValue(
              coverage ? ["target", "coverage", "threshold"] : ["target", "value"],
              valueText(quantity, uom),
            );
            if (asks(kind, "comparator") && text.comparators[quantity.comparator]) {
              form.setFieldValue(["target", "comparator"], quantity.comparator);
            }
          }}
        />
        <WordField
          name={["target", "kind"]}
          label={text.kind}
          words={text.kinds}
          onChange={(next) => {
            const before = form.getFieldValue(["target", "comparator"]);
            form.setFieldValue(["target", "comparator"], comparatorOf(next, before));
            usualSchedule();
          }}
        />
        {isNew ? (
          <Form.Item name={["indicator", "uom"]} label={text.uom}>
            <Input />
          </Form.Item>
        ) : (
          <span />
        )}
        {coverage ? <UnitRule uom={uom} /> : null}
        {asks(kind, "comparator") ? (
          <WordField name={["target", "comparator"]} label={text.comparator} words={text.comparators} />
        ) : null}
        {asks(kind, "value") ? (
          <Form.Item
            name={["target", "value"]}
            label={coverage ? text.valueOfCoverage : kind === "range" ? text.low : text.value}
          >
            <Input
              inputMode="decimal"
              data-testid="target-value"
              suffix={<span className="dz-faint">{coverage ? "" : uom}</span>}
              placeholder={coverage ? text.coverageHint : ""}
            />
          </Form.Item>
        ) : null}
        {asks(kind, "value2") ? (
          <Form.Item name={["target", "value2"]} label={text.value2}>
            <Input inputMode="decimal" suffix={<span className="dz-faint">{uom}</span>} />
          </Form.Item>
        ) : null}
        {asks(kind, "tolerance") ? (
          <Form.Item name={["target", "tolerance"]} label={text.tolerance}>
            <Input inputMode="decimal" placeholder={text.toleranceHint} />
          </Form.Item>
        ) : null}
        {asks(kind, "baseline") ? (
          <Form.Item name={["target", "baseline"]} label={text.baseline}>
            <Input inputMode="decimal" suffix={<span className="dz-faint">{uom}</span>} />
          </Form.Item>
        ) : null}
        <DayField name={["target", "deadline"]} label={text.deadline} />
        <UnitField name="org_unit" label={text.orgUnit} />
        <p className="dz-faint dz-form-wide">{text.kindHelp[kind]}</p>
      </fieldset>
      <NewIndicatorFields onAccumulation={usualSchedule} />
      <fieldset className="dz-fieldset">
        <legend>{text.when}</legend>
        <DayField name={["target", "from"]} label={text.from} />
        <WordField name={["target", "recurrence"]} label={text.recurrence} words={text.recurrences} />
        <WordField name={["target", "schedule"]} label={text.schedule} words={text.schedules} />
      </fieldset>
      <fieldset className="dz-fieldset">
        <legend>{text.who}</legend>
        <Form.Item name={["target", "responsible"]} label={text.responsible}>
          <Input placeholder={text.responsibleHint} />
        </Form.Item>
        <WordField name={["target", "strength"]} label={text.strength} words={text.strengths} />
        <WordField name={["target", "binding"]} label={text.binding} words={text.bindings} />
        <ProgrammeField catalogue={catalogue} />
        <Form.Item name="note" label={text.note} className="dz-form-wide">
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} placeholder={text.noteHint} />
        </Form.Item>
      </fieldset>
    </>
  );
}

/** 每个嘎查村 ≥ 12万元: what each unit has to reach. */
function UnitRule({ uom }: { uom: string }) {
  const form = Form.useFormInstance<Fields>();
  const between = Form.useWatch(["target", "coverage", "comparator"], form) === "between";
  return (
    <>
      <WordField name={["target", "coverage", "level"]} label={text.unitLevel} words={text.levels} />
      <Form.Item name={["target", "coverage", "population"]} label={text.population}>
        <Input inputMode="numeric" placeholder={text.populationHint} />
      </Form.Item>
      <WordField
        name={["target", "coverage", "comparator"]}
        label={text.comparator}
        words={text.ruleComparators}
      />
      <Form.Item
        name={["target", "coverage", "threshold"]}
        label={between ? text.unitRuleLow : text.unitRule}
      >
        <Input inputMode="decimal" suffix={<span className="dz-faint">{uom}</span>} />
      </Form.Item>
      {between ? (
        <Form.Item name={["target", "coverage", "threshold2"]} label={text.value2}>
          <Input inputMode="decimal" suffix={<span className="dz-faint">{uom}</span>} />
        </Form.Item>
      ) : null}
    </>
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
