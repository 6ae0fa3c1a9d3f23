// The drawer in which a passage becomes a target or an outcome: filled in from what Rust makes of it, corrected by a
// person, then adopted. What is lacking shows at its fields from the beginning, with a list on top that leads to them; so
// does a refusal.
import { Alert, Button, Form, Segmented } from "antd";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk, useTell } from "../../state/ask";
import { sayDone, sayRefused } from "../../state/notices";
import { adopting as text } from "../../text/documents";
import type { Catalogue } from "../../wire/Catalogue";
import type { Passage } from "../../wire/Passage";
import type { ProblemView } from "../../wire/ProblemView";
import { type As, type Draft, type Fields, fieldOf, fieldsOf, itemOf, switched } from "./adopt.logic";
import { OutcomeForm } from "./OutcomeForm";
import { problemsOf, sentenceOfProblem } from "./problems";
import { TargetForm } from "./TargetForm";

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

/** A problem at its field, or at none. */
interface Said {
  field: string;
  severity: string;
  sentence: string;
}

function Filled({ adopting, draft, catalogue, onClose, onMade }: FilledProps) {
  const [form] = Form.useForm<Fields>();
  const [said, setSaid] = useState<readonly Said[]>([]);
  const [as, setAs] = useState(adopting.as);
  const [first] = useState(() => fieldsOf(adopting.as, draft, catalogue.indicators));

  const say = (problems: readonly ProblemView[]) => {
    const shown = namesOf(form.getFieldsValue());
    const found = problems.map(
      (problem): Said => ({
        field: fieldOf(problem, as, shown),
        severity: problem.severity,
        sentence: sentenceOfProblem(problem),
      }),
    );
    setSaid(found);
    form.setFields(
      found
        .filter(({ field }) => field !== "")
        .map(({ field, severity, sentence }) => ({
          name: path(field) as never,
          [severity === "error" ? "errors" : "warnings"]: [sentence],
        })),
    );
    const [head] = found.filter(({ field }) => field !== "");
    if (head) form.focusField(path(head.field) as never);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is lacking is told once for each way, when its fields stand.
  useEffect(() => say(draft.lacks[as]), [as, draft]);

  const adopt = useTell("adopt", {
    onDone: ({ ids }) => {
      const name = form.getFieldValue(["indicator", "name"]);
      sayDone(as === "target" ? text.adoptedTarget(name) : text.adoptedOutcome(name));
      onMade(ids);
    },
    onError: (thrown) => {
      const problems = problemsOf(thrown);
      if (problems.length === 0) sayRefused(thrown);
      else say(problems);
    },
  });
  const send = () => {
    if (adopt.isPending) return;
    setSaid([]);
    // Fields that are not shown keep their first value: the kind of target decides what is sent.
    adopt.mutate({ items: [itemOf(adopting.passage, { ...form.getFieldsValue(true), as })] });
  };
  const turn = (to: As) => {
    if (to === as) return;
    form.setFieldsValue(switched({ ...form.getFieldsValue(true), as }, to, draft, catalogue.indicators));
    setSaid([]);
    setAs(to);
  };

  return (
    <Form
      form={form}
      layout="vertical"
      className="dz-adopt"
      initialValues={first}
      onFinish={send}
      requiredMark={false}
      autoComplete="off"
      onValuesChange={(changed) => {
        const names = namesOf(changed);
        form.setFields(names.map((name) => ({ name: path(name) as never, errors: [], warnings: [] })));
        setSaid(said.filter(({ field }) => !names.includes(field)));
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.ctrlKey) {
          event.preventDefault();
          send();
        }
      }}
    >
      <Segmented
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
      {said.length > 0 ? (
        <Summary said={said} onGo={(field) => form.focusField(path(field) as never)} />
      ) : null}
      {as === "target" ? (
        <TargetForm draft={draft} catalogue={catalogue} />
      ) : (
        <OutcomeForm draft={draft} catalogue={catalogue} />
      )}
      <div className="dz-adopt-ways">
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={adopt.isPending} data-testid="adopt">
          {text.adopt} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </Form>
  );
}

function Summary({ said, onGo }: { said: readonly Said[]; onGo(field: string): void }) {
  const errors = said.filter(({ severity }) => severity === "error").length;
  return (
    <Alert
      type={errors > 0 ? "error" : "warning"}
      role="alert"
      title={errors > 0 ? text.fix(errors) : text.look}
      description={
        <ul>
          {said.map(({ field, sentence }) => (
            <li key={sentence}>
              {field ? (
                <button type="button" className="dz-plain dz-link" onClick={() => onGo(field)}>
                  {sentence}
                </button>
              ) : (
                sentence
              )}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function path(field: string): string[] {
  return field.split(".");
}

/** The names of the fields of (a part of) the form's values, with points between their parts. */
function namesOf(values: object): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === "object" && value !== null ? namesOf(value).map((inner) => `${name}.${inner}`) : [name],
  );
}
