// The form that makes a target of a passage. It asks for what the kind of target needs and nothing else; whether that
// is enough is said by Rust.
import { Form, Input, Select } from "antd";
import { useMemo } from "react";
import { adopting as text } from "../../text/documents";
import type { Catalogue } from "../../wire/Catalogue";
import type { PassageProposal } from "../../wire/PassageProposal";
import { asks, scheduleOf, type TargetFields, type TargetKind, valueText } from "./adopt.logic";
import { DayField, UnitField, WordField } from "./fields";
import { IndicatorFields } from "./IndicatorFields";
import { Quantities } from "./Quantities";

export interface TargetFormProps {
  proposal: PassageProposal;
  catalogue: Catalogue;
}

export function TargetForm({ proposal, catalogue }: TargetFormProps) {
  const form = Form.useFormInstance<TargetFields>();
  const kind: TargetKind = Form.useWatch("kind", form) ?? form.getFieldValue("kind");
  const uom: string = Form.useWatch(["indicator", "uom"], form) ?? "";
  const coverage = kind === "coverage";

  return (
    <>
      <IndicatorFields
        proposal={proposal}
        indicators={catalogue.indicators}
        onAccumulation={(accumulation) =>
          form.setFieldsValue({ schedule: scheduleOf(form.getFieldValue("kind"), accumulation) })
        }
      />
      <fieldset className="dz-fieldset">
        <legend>{text.what}</legend>
        <Quantities
          quantities={proposal.quantities}
          onTake={(quantity) => {
            const comparator = text.comparators[quantity.comparator] ? quantity.comparator : undefined;
            form.setFieldsValue(
              coverage
                ? { unit_threshold: valueText(quantity, uom) }
                : { value: valueText(quantity, uom), ...(comparator ? { comparator } : {}) },
            );
          }}
        />
        <div className="dz-form-wide">
          <WordField
            name="kind"
            label={text.kind}
            words={text.kinds}
            help={text.kindHelp[kind]}
            onChange={(next) => {
              const accumulation = form.getFieldValue(["indicator", "accumulation"]);
              form.setFieldsValue({ schedule: scheduleOf(next as TargetKind, accumulation) });
              if (next === "coverage" && !/[%％]/.test(form.getFieldValue("value"))) {
                form.setFieldsValue({ unit_threshold: form.getFieldValue("value"), value: "100%" });
              }
            }}
          />
        </div>
        {asks(kind, "unit_threshold") ? <UnitRule uom={uom} /> : null}
        {asks(kind, "comparator") ? (
          <WordField name="comparator" label={text.comparator} words={text.comparators} />
        ) : null}
        {asks(kind, "value") ? (
          <Form.Item
            name="value"
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
          <Form.Item name="value2" label={text.value2}>
            <Input inputMode="decimal" suffix={<span className="dz-faint">{uom}</span>} />
          </Form.Item>
        ) : null}
        {asks(kind, "tolerance") ? (
          <Form.Item name="tolerance" label={text.tolerance}>
            <Input inputMode="decimal" placeholder={text.toleranceHint} />
          </Form.Item>
        ) : null}
        {asks(kind, "baseline") ? (
          <Form.Item name="baseline" label={text.baseline}>
            <Input inputMode="decimal" suffix={<span className="dz-faint">{uom}</span>} />
          </Form.Item>
        ) : null}
      </fieldset>
      <fieldset className="dz-fieldset">
        <legend>{text.when}</legend>
        <DayField name="from" label={text.from} />
        <DayField name="deadline" label={text.deadline} />
        <WordField name="recurrence" label={text.recurrence} words={text.recurrences} />
        <WordField name="schedule" label={text.schedule} words={text.schedules} />
      </fieldset>
      <fieldset className="dz-fieldset">
        <legend>{text.who}</legend>
        <UnitField name="org_unit" label={text.orgUnit} />
        <Form.Item name="responsible" label={text.responsible}>
          <Input placeholder={text.responsibleHint} />
        </Form.Item>
        <WordField name="strength" label={text.strength} words={text.strengths} />
        <WordField name="binding" label={text.binding} words={text.bindings} />
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
  return (
    <>
      <WordField name="unit_level" label={text.unitLevel} words={text.levels} />
      <Form.Item name="unit_population" label={text.population}>
        <Input inputMode="numeric" placeholder={text.populationHint} />
      </Form.Item>
      <WordField name="unit_comparator" label={text.comparator} words={text.comparators} />
      <Form.Item name="unit_threshold" label={text.unitRule}>
        <Input inputMode="decimal" suffix={<span className="dz-faint">{uom}</span>} />
      </Form.Item>
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
    <Form.Item name="programme" label={text.programme} className="dz-form-wide">
      <Select showSearch={{ optionFilterProp: "label" }} aria-label={text.programme} options={options} />
    </Form.Item>
  );
}
