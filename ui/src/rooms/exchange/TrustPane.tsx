// The drawer in which a person says whose a key is: the digits to compare over the telephone, and how the unit stands to us.
import { Button, Input, Radio } from "antd";
import { type FormEvent, useState } from "react";
import { SidePane } from "../../parts/SidePane";
import { useTell } from "../../state/ask";
import { sayDone } from "../../state/notices";
import { exchange } from "../../text/exchange";
import type { PackageLabel } from "../../wire/PackageLabel";

const text = exchange.trust;

type Relation = keyof typeof text.relations;

interface TrustPaneProps {
  label: PackageLabel;
  onClose(): void;
  onDone(): void;
}

export function TrustPane({ label, onClose, onDone }: TrustPaneProps) {
  const [relation, setRelation] = useState<Relation>(label.kind === "issue" ? "superior" : "subordinate");
  const [reason, setReason] = useState("");
  const judge = useTell("judge_signer", {
    onDone: () => {
      sayDone(text.done(label.from_name));
      onDone();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    const { key, from: org_unit, from_name: name } = label;
    if (!judge.isPending) {
      judge.mutate({ key, org_unit, name, relation, state: "trusted", reason: reason.trim() });
    }
  };
  return (
    <SidePane title={text.title} subtitle={label.from_name} onClose={onClose}>
      <form className="exchange-trust" aria-label={text.title} onSubmit={send}>
        <p>{text.says(label.from_name)}</p>
        <p className="exchange-digits" data-testid="exchange-digits">
          {label.fingerprint}
        </p>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in this grid on every web view. */}
        <div role="group" aria-label={text.relation} className="exchange-relations">
          <span className="dz-second">{text.relation}</span>
          <Radio.Group
            vertical
            value={relation}
            onChange={({ target }) => setRelation(target.value as Relation)}
            options={Object.entries(text.relations).map(([value, word]) => ({ value, label: word }))}
          />
          <span className="dz-faint">{text.relationHint[relation]}</span>
        </div>
        {/* biome-ignore lint/a11y/noLabelWithoutControl: the control is the child. */}
        <label className="exchange-field">
          <span className="dz-second">{text.reason}</span>
          <Input
            value={reason}
            placeholder={text.reasonHint}
            onChange={({ target }) => setReason(target.value)}
            data-testid="exchange-trust-reason"
          />
        </label>
        <div className="exchange-ways">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={judge.isPending} data-testid="exchange-trust-go">
            {text.go}
          </Button>
        </div>
      </form>
    </SidePane>
  );
}
