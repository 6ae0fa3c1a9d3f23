// The drawer in which a passage becomes a target or an outcome: first filled in from what the passage says, then
// corrected by a person, then adopted. A refusal shows at the fields it is about, with a list on top that leads to them.
import { Alert, Button, Form } from "antd";
import { type ReactNode, useMemo, useState } from "react";
import { dayName } from "../../lib/period";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk, useTell } from "../../state/ask";
import { useLedger } from "../../state/ledger";
import { useLens } from "../../state/lens";
import { sayDone, sayRefused } from "../../state/notices";
import { adopting as text } from "../../text/documents";
import type { Catalogue } from "../../wire/Catalogue";
import type { Mark } from "../../wire/Mark";
import type { Passage } from "../../wire/Passage";
import type { PassageProposal } from "../../wire/PassageProposal";
import {
  fieldOf,
  type OutcomeFields,
  outcomeFields,
  outcomeRequest,
  type TargetFields,
  targetFields,
  targetRequest,
} from "./adopt.logic";
import { madeMark } from "./cards.logic";
import { OutcomeForm } from "./OutcomeForm";
import { problemsOf, sentenceOfProblem } from "./problems";
import { TargetForm } from "./TargetForm";

export interface Adopting {
  kind: "target" | "outcome";
  passage: Passage;
}

export interface AdoptPaneProps {
  adopting: Adopting;
  issuedOn: string | null;
  onClose(): void;
  /** What was made, as it will show. */
  onMade(mark: Mark): void;
}

export function AdoptPane({ adopting, issuedOn, onClose, onMade }: AdoptPaneProps) {
  const { data: proposal, error } = useAsk("propose_passage", adopting.passage, { rooms: [], keep: false });
  const { data: catalogue, error: failed } = useAsk("catalogue", {});
  const title = adopting.kind === "target" ? text.targetTitle : text.outcomeTitle;

  let body: ReactNode = <p className="dz-faint">{text.reading}</p>;
  if (error ?? failed) body = <Refusal error={error ?? failed} />;
  else if (proposal && catalogue) {
    body = (
      <Filled
        adopting={adopting}
        proposal={proposal}
        catalogue={catalogue}
        onClose={onClose}
        onMade={onMade}
      />
    );
  }
  return (
    <SidePane title={title} subtitle={issuedOn ? dayName(issuedOn) : undefined} onClose={onClose}>
      {proposal ? <Sentence proposal={proposal} /> : null}
      {body}
    </SidePane>
  );
}

function Sentence({ proposal: { quote, sentence } }: { proposal: PassageProposal }) {
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
  proposal: PassageProposal;
  catalogue: Catalogue;
  onClose(): void;
  onMade(mark: Mark): void;
}

interface Said {
  field: string;
  sentence: string;
}

function Filled({ adopting: { kind, passage }, proposal, catalogue, onClose, onMade }: FilledProps) {
  const [form] = Form.useForm();
  const [said, setSaid] = useState<readonly Said[]>([]);
  const scope = useLens((lens) => lens.scope.id);
  const { ledger } = useLedger();
  const own = scope ?? ledger?.person.org_unit ?? "";

  const first = useMemo((): TargetFields | OutcomeFields => {
    const fields =
      kind === "target"
        ? targetFields(proposal, catalogue.indicators)
        : outcomeFields(proposal, catalogue.indicators);
    return { ...fields, org_unit: fields.org_unit || own };
  }, [kind, proposal, catalogue, own]);

  const refused = (thrown: unknown) => {
    const problems = problemsOf(thrown);
    if (problems.length === 0) return sayRefused(thrown);
    const shown = shownFields(form);
    const found = problems.map((problem) => ({
      field: fieldOf(problem, shown),
      sentence: sentenceOfProblem(problem),
    }));
    setSaid(found);
    form.setFields(
      found
        .filter(({ field }) => field)
        .map(({ field, sentence }) => ({ name: path(field), errors: [sentence] })),
    );
    const [head] = found.filter(({ field }) => field);
    if (head) form.focusField?.(path(head.field));
  };
  const done = (ids: readonly string[], sentence: (name: string) => string) => {
    const name: string = form.getFieldValue(["indicator", "name"]);
    sayDone(sentence(name));
    onMade(madeMark(passage, kind, name, ids));
  };
  const target = useTell("adopt_target", {
    onDone: ({ ids }) => done(ids, text.adoptedTarget),
    onError: refused,
  });
  const outcome = useTell("adopt_outcome", {
    onDone: ({ ids }) => done(ids, text.adoptedOutcome),
    onError: refused,
  });
  const pending = target.isPending || outcome.isPending;

  const adopt = () => {
    if (pending) return;
    setSaid([]);
    // Fields that are not shown keep their first value: the kind of target decides what is sent.
    const fields = { ...first, ...form.getFieldsValue(true) };
    if (kind === "target") target.mutate(targetRequest(passage, fields as TargetFields));
    else outcome.mutate(outcomeRequest(passage, fields as OutcomeFields));
  };

  return (
    <Form
      form={form}
      layout="vertical"
      className="dz-adopt"
      initialValues={first}
      onFinish={adopt}
      requiredMark={false}
      autoComplete="off"
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.ctrlKey) {
          event.preventDefault();
          adopt();
        }
      }}
    >
      {said.length > 0 ? <Summary said={said} onGo={(field) => form.focusField?.(path(field))} /> : null}
      {kind === "target" ? (
        <TargetForm proposal={proposal} catalogue={catalogue} />
      ) : (
        <OutcomeForm proposal={proposal} catalogue={catalogue} />
      )}
      <div className="dz-adopt-ways">
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={pending} data-testid="adopt">
          {text.adopt} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </Form>
  );
}

function Summary({ said, onGo }: { said: readonly Said[]; onGo(field: string): void }) {
  return (
    <Alert
      type="error"
      role="alert"
      title={text.fix(said.length)}
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

function shownFields(form: ReturnType<typeof Form.useForm>[0]): string[] {
  const names: string[] = [];
  const walk = (value: unknown, above: string[]) => {
    if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, [...above, key]);
    } else names.push(above.join("."));
  };
  walk(form.getFieldsValue(), []);
  return names;
}
