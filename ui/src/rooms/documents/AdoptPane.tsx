// The drawer in which a passage becomes a target or an outcome: filled in from what Rust makes of it, corrected by a
// person, then adopted. What is lacking shows at its fields from the beginning, with a list on top that leads to them; so
// does a refusal.

import { Button, Form } from "antd";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Lacks } from "../../forms/Lacks";
import { problemsOf } from "../../forms/problems";
import { TargetForm } from "../../forms/TargetForm";
import { useSaid } from "../../forms/useSaid";
import { OneOf } from "../../parts/OneOf";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk, useTell } from "../../state/ask";
import { sayDone, sayRefused } from "../../state/notices";
import { adopting as text } from "../../text/documents";
import type { Catalogue } from "../../wire/Catalogue";
import type { Passage } from "../../wire/Passage";
import { type As, type Draft, type Fields, fieldsOf, itemOf, switched } from "./adopt.logic";
import { OutcomeForm } from "./OutcomeForm";

/** What is being adopted; without a draft the passage was chosen by hand and is read first. */
export interface Adopting {
  as: As;
  passage: Passage;
  draft: Draft | null;
}

export interface AdoptPaneProps {
  adopting: Adopting;
  onClose(): void;
  /** The ids of what was made. */
  onMade(ids: readonly string[]): void;
}

export function AdoptPane({ adopting, onClose, onMade }: AdoptPaneProps) {
  const { data: proposal, error } = useAsk("propose_passage", adopting.passage, {
    rooms: [],
    keep: false,
    enabled: adopting.draft === null,
  });
  const { data: catalogue, error: failed } = useAsk("catalogue", {});
  const draft = useMemo(
    () => adopting.draft ?? (proposal ? { ...proposal, lacks: { target: [], outcome: [] } } : null),
    [adopting.draft, proposal],
  );

  let body: ReactNode = <p className="dz-faint">{text.reading}</p>;
  if (error ?? failed) body = <Refusal error={error ?? failed} />;
  else if (draft && catalogue) {
    body = (
      <Filled adopting={adopting} draft={draft} catalogue={catalogue} onClose={onClose} onMade={onMade} />
    );
  }
  return (
    <SidePane title={text.title} onClose={onClose}>
      {body}
    </SidePane>
  );
}

function Sentence({ draft: { quote, sentence } }: { draft: Draft }) {
  const at = sentence.indexOf(quote);
  return (
    <blockquote className="dz-adopt-quote" aria-label={text.quote}>
      <p>
        {at < 0 ? "" : sentence.slice(0, at)}
        <b className="dz-adopt-words">{quote}</b>
        {at < 0 ? "" : sentence.slice(at + quote.length)}
      </p>
    </blockquote>
  );
}

interface FilledProps {
  adopting: Adopting;
  draft: Draft;
  catalogue: Catalogue;
  onClose(): void;
  onMade(ids: readonly string[]): void;
}

function Filled({ adopting, draft, catalogue, onClose, onMade }: FilledProps) {
  const [form] = Form.useForm<Fields>();
  const { said, say, clear, onValuesChange, go } = useSaid(form);
  const [as, setAs] = useState(adopting.as);
  const [first] = useState(() => fieldsOf(adopting.as, draft, catalogue.indicators));

  // biome-ignore lint/correctness/useExhaustiveDependencies: what is lacking is told once for each way, when its fields stand.
  useEffect(() => say(draft.lacks[as], as), [as, draft]);

  const adopt = useTell("adopt", {
    onDone: ({ ids }) => {
      const name = form.getFieldValue(["indicator", "name"]);
      sayDone(as === "target" ? text.adoptedTarget(name) : text.adoptedOutcome(name));
      onMade(ids);
    },
    onError: (thrown) => {
      const problems = problemsOf(thrown);
      if (problems.length === 0) sayRefused(thrown);
      else say(problems, as);
    },
  });
  const send = () => {
    if (adopt.isPending) return;
    clear();
    // Fields that are not shown keep their first value: the kind of target decides what is sent.
    adopt.mutate({ items: [itemOf(adopting.passage, { ...form.getFieldsValue(true), as })] });
  };
  const turn = (to: As) => {
    if (to === as) return;
    form.setFieldsValue(switched({ ...form.getFieldsValue(true), as }, to, draft, catalogue.indicators));
    clear();
    setAs(to);
  };

  return (
    <Form
      form={form}
      layout="vertical"
      className="dz-form"
      initialValues={first}
      onFinish={send}
      requiredMark={false}
      autoComplete="off"
      onValuesChange={onValuesChange}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.ctrlKey) {
          event.preventDefault();
          send();
        }
      }}
    >
      <OneOf
        block
        aria-label={text.as}
        value={as}
        onChange={turn}
        options={[
          { value: "target", label: text.asTarget },
          { value: "outcome", label: text.asOutcome },
        ]}
      />
      <Sentence draft={draft} />
      <Lacks said={said} onGo={go} />
      {as === "target" ? (
        <TargetForm catalogue={catalogue} likely={draft.likely} quantities={draft.quantities} />
      ) : (
        <OutcomeForm draft={draft} catalogue={catalogue} />
      )}
      <div className="dz-form-ways">
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={adopt.isPending} data-testid="adopt">
          {text.adopt} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </Form>
  );
}
