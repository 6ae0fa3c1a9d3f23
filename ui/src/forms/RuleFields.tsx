// How the figures of several periods and places become one: folded, since most indicators do as usual. Each rule says what
// it means; the parts of a ratio or a weighted mean are asked for where the rule is made of them.
import { Select } from "antd";
import { type ReactNode, useId } from "react";
import { indicators as words } from "../text/indicators";
import type { IndicatorView } from "../wire/IndicatorView";
import type { UsualRules } from "../wire/UsualRules";
import { type IndicatorRules, partsOf, withPlaceRule } from "./indicator.logic";

const text = words.rules;

export interface RuleFieldsProps {
  value: IndicatorRules;
  onChange(rules: IndicatorRules): void;
  /** The rules of its kind. */
  usual: UsualRules | undefined;
  indicators: readonly IndicatorView[];
  /** The indicator itself, which is no part of its own. */
  self?: string;
  /** Shown unfolded. */
  open?: boolean;
}

export function RuleFields({ value, onChange, usual, indicators, self, open = false }: RuleFieldsProps) {
  const time = value.time_rule || (usual?.time_rule ?? "");
  const place = value.place_rule || (usual?.place_rule ?? "");
  const parts = partsOf(place);
  const others = indicators.filter(({ id }) => id !== self);
  const set = (more: Partial<IndicatorRules>) => onChange({ ...value, ...more });
  const part = (name: "numerator" | "denominator" | "weight") => (
    <Labelled label={text[name]}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: "label" }}
          placeholder={text.choose}
          value={value[name] || null}
          options={others.map(({ id, name, uom }) => ({ value: id, label: `${name}（${uom}）` }))}
          onChange={(next) => set({ [name]: next ?? "" })}
          data-testid={`rule-${name}`}
        />
      )}
    </Labelled>
  );
  return (
    <details className="dz-rules" open={open} data-testid="indicator-rules">
      <summary>
        {text.more}
        <span className="dz-faint dz-rules-said">
          {text.summary(text.times[time]?.[0] ?? "", text.places[place]?.[0] ?? "")}
        </span>
      </summary>
      <Rule
        label={text.time}
        testid="rule-time"
        rules={text.times}
        usual={usual?.time_rule ?? ""}
        fits={usual?.time_rules ?? []}
        value={value.time_rule}
        onChange={(time_rule) => set({ time_rule })}
      />
      <Rule
        label={text.place}
        testid="rule-place"
        rules={text.places}
        usual={usual?.place_rule ?? ""}
        fits={usual?.place_rules ?? []}
        value={value.place_rule}
        onChange={(rule) => onChange(withPlaceRule(value, rule, usual))}
      />
      {parts.ratio ? part("numerator") : null}
      {parts.ratio ? part("denominator") : null}
      {parts.weighted ? part("weight") : null}
      <Rule
        label={text.authority}
        testid="rule-authority"
        rules={text.authorities}
        usual="own"
        fits={Object.keys(text.authorities)}
        value={value.authority}
        onChange={(authority) => set({ authority })}
      />
    </details>
  );
}

interface RuleProps {
  label: string;
  testid: string;
  rules: Record<string, [word: string, meaning: string]>;
  usual: string;
  fits: readonly string[];
  /** Empty: the usual one. */
  value: string;
  onChange(rule: string): void;
}

function Rule({ label, testid, rules, usual, fits, value, onChange }: RuleProps) {
  const word = (rule: string) => rules[rule]?.[0] ?? rule;
  const others = fits.filter((rule) => rule !== usual);
  return (
    <Labelled label={label} meaning={rules[value || usual]?.[1]}>
      {(id) => (
        <Select
          id={id}
          value={value === usual ? "" : value}
          options={[
            { value: "", label: text.usual(word(usual)) },
            ...others.map((rule) => ({ value: rule, label: word(rule) })),
          ]}
          onChange={onChange}
          data-testid={testid}
        />
      )}
    </Labelled>
  );
}

interface LabelledProps {
  label: string;
  meaning?: string | undefined;
  children(id: string): ReactNode;
}

function Labelled({ label, meaning, children }: LabelledProps) {
  const id = useId();
  return (
    <div className="dz-rule">
      <label htmlFor={id} className="dz-second">
        {label}
      </label>
      {children(id)}
      {meaning ? <span className="dz-faint">{meaning}</span> : null}
    </div>
  );
}
