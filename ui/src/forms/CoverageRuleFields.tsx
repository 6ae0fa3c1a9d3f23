// 每个嘎查村 ≥ 12万元, 农区 ≥ 200平方米 and 牧区 ≥ 150平方米: what each unit has to reach, and which units count.
import { CloseOutlined } from "@ant-design/icons";
import { Form, Input, Select } from "antd";
import { UnitPicker } from "../parts/UnitPicker";
import { useUnitName } from "../state/units";
import { targetForm as text } from "../text/target-form";
import type { AttributeView } from "../wire/AttributeView";
import type { Catalogue } from "../wire/Catalogue";
import { WordField } from "./fields";
import { useTargetFields } from "./useReading";

export interface CoverageRuleFieldsProps {
  catalogue: Catalogue;
  /** Of the target's indicator. */
  uom: string;
  /** The rule in words. */
  rule: string | undefined;
}

export function CoverageRuleFields({ catalogue, uom, rule }: CoverageRuleFieldsProps) {
  const { indicator, comparator, attribute, found } = useTargetFields().target.coverage;
  const between = comparator === "between";
  const measured = catalogue.indicators.find(({ id }) => id === indicator)?.uom ?? uom;
  const unit = <span className="dz-faint">{measured}</span>;
  const chosen = catalogue.attributes.find(({ name }) => name === attribute);

  return (
    <fieldset className="dz-fieldset">
      <legend>{text.unitRule}</legend>
      <WordField name={["target", "coverage", "level"]} label={text.unitLevel} words={text.levels} />
      <WordField
        name={["target", "coverage", "comparator"]}
        label={text.comparator}
        words={text.ruleComparators}
      />
      {attribute === "" && found === "" ? (
        <Form.Item
          name={["target", "coverage", "threshold"]}
          label={between ? text.unitRuleLow : text.unitRule}
        >
          <Input inputMode="decimal" suffix={unit} />
        </Form.Item>
      ) : null}
      {between ? (
        <Form.Item name={["target", "coverage", "threshold2"]} label={text.value2}>
          <Input inputMode="decimal" suffix={unit} />
        </Form.Item>
      ) : null}
      <Form.Item
        name={["target", "coverage", "attribute"]}
        label={text.byAttribute}
        extra={catalogue.attributes.length === 0 ? text.attributeNone : undefined}
      >
        <Select
          aria-label={text.byAttribute}
          disabled={catalogue.attributes.length === 0}
          options={[
            { value: "", label: text.byAttributeNone },
            ...catalogue.attributes.map(({ name }) => ({ value: name, label: text.attributeName(name) })),
          ]}
        />
      </Form.Item>
      {chosen ? (
        <Form.Item name={["target", "coverage", "by"]} className="dz-form-wide">
          <ByAttribute attribute={chosen} uom={measured} />
        </Form.Item>
      ) : null}
      <Form.Item name={["target", "coverage", "population"]} label={text.population}>
        <Input inputMode="numeric" placeholder={text.populationHint} />
      </Form.Item>
      <Form.Item name={["target", "coverage", "indicator"]} label={text.measuredBy} className="dz-form-wide">
        <Select
          showSearch={{ optionFilterProp: "label" }}
          aria-label={text.measuredBy}
          options={[
            { value: "", label: text.measuredBySame },
            ...catalogue.indicators.map(({ id, name, uom }) => ({ value: id, label: `${name}（${uom}）` })),
          ]}
        />
      </Form.Item>
      <Form.Item name={["target", "coverage", "found"]} label={text.found} className="dz-form-wide">
        <Select
          showSearch={{ optionFilterProp: "label" }}
          aria-label={text.found}
          options={[
            { value: "", label: text.foundNone },
            ...catalogue.indicators.map(({ id, name, uom }) => ({ value: id, label: `${name}（${uom}）` })),
          ]}
        />
      </Form.Item>
      <Form.Item name={["target", "coverage", "units"]} label={text.onlyUnits} className="dz-form-wide">
        <Units />
      </Form.Item>
      {rule ? <p className="dz-form-rule dz-form-wide">{rule}</p> : null}
    </fieldset>
  );
}

interface ByAttributeProps {
  attribute: AttributeView;
  uom: string;
  value?: Record<string, string>;
  onChange?(value: Record<string, string>): void;
}

/** One threshold for each value of the attribute. */
function ByAttribute({ attribute, uom, value = {}, onChange }: ByAttributeProps) {
  return (
    <div className="dz-form-thresholds">
      {attribute.values.map((name) => (
        <label key={name} htmlFor={`by-${name}`}>
          <span>{name}</span>
          <Input
            id={`by-${name}`}
            inputMode="decimal"
            value={value[name] ?? ""}
            suffix={<span className="dz-faint">{uom}</span>}
            onChange={(event) => onChange?.({ ...value, [name]: event.target.value })}
          />
        </label>
      ))}
    </div>
  );
}

interface UnitsProps {
  value?: string[];
  onChange?(value: string[]): void;
}

/** The units of a list, or all of the level. */
function Units({ value = [], onChange }: UnitsProps) {
  return (
    <div className="dz-form-units">
      {value.length === 0 ? <span className="dz-second">{text.onlyUnitsAll}</span> : null}
      {value.map((unit) => (
        <UnitChip key={unit} unit={unit} onRemove={() => onChange?.(value.filter((one) => one !== unit))} />
      ))}
      <UnitPicker
        label={text.addUnit}
        placeholder={text.addUnit}
        onChange={(unit) => !value.includes(unit) && onChange?.([...value, unit])}
      />
    </div>
  );
}

function UnitChip({ unit, onRemove }: { unit: string; onRemove(): void }) {
  const name = useUnitName(unit);
  return (
    <span className="dz-form-chip">
      {name}
      <button type="button" className="dz-plain" aria-label={text.removeUnit(name)} onClick={onRemove}>
        <CloseOutlined />
      </button>
    </span>
  );
}
