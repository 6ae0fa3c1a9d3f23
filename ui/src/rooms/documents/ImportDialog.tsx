// One incoming file or pasted text: what it seems to be, the fields a person confirms, and whether it is already there.
// Nothing is written before 导入.
import { Alert, Button, Checkbox, Form, Input, Modal } from "antd";
import { useEffect, useState } from "react";
import { UnitField } from "../../forms/fields";
import { problemsOf, sentenceOfProblem } from "../../forms/problems";
import { grouped } from "../../lib/decimal";
import { call } from "../../platform";
import { useTell } from "../../state/ask";
import { sayDone, sayRefused } from "../../state/notices";
import { go } from "../../state/route";
import { importing as text } from "../../text/documents";
import type { DocumentProposal } from "../../wire/DocumentProposal";
import type { Incoming } from "../../wire/Incoming";
import type { ProblemView } from "../../wire/ProblemView";
import { askedFields, fieldsOf, generalProblems, type ImportFields, importRequest } from "./import.logic";

export interface ImportDialogProps {
  incoming: Incoming;
  /** Of how many, counted from one. */
  now: number;
  all: number;
  /** This one is settled: the next may come. */
  onNext(): void;
}

export function ImportDialog({ incoming, now, all, onNext }: ImportDialogProps) {
  const proposal = useProposal(incoming, onNext);
  const [form] = Form.useForm<ImportFields>();
  const [refused, setRefused] = useState<readonly ProblemView[]>([]);

  const taken = useTell("import_document", {
    onDone: ({ ids }) => {
      sayDone(text.done(form.getFieldValue("title")));
      const [id] = ids;
      if (id) go({ room: "documents", path: [id] });
      onNext();
    },
    onError: (thrown) => {
      const problems = problemsOf(thrown);
      if (problems.length === 0) sayRefused(thrown);
      setRefused(problems);
      for (const name of FIELDS) {
        const errors = problems.filter(({ place }) => place === name).map(sentenceOfProblem);
        form.setFields([{ name, errors }]);
      }
    },
  });

  const known = proposal?.known ?? null;
  const blocked = proposal?.problems.some(({ severity }) => severity === "error") ?? false;

  return (
    <Modal
      open={proposal !== undefined}
      title={text.title}
      width={600}
      style={{ top: 40 }}
      onCancel={onNext}
      footer={
        known ? (
          <>
            <Button onClick={onNext}>{text.skip}</Button>
            <Button
              type="primary"
              onClick={() => {
                go({ room: "documents", path: [known] });
                onNext();
              }}
            >
              {text.openKnown}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={onNext}>{text.skip}</Button>
            <Button
              type="primary"
              disabled={blocked}
              loading={taken.isPending}
              onClick={() => form.submit()}
              data-testid="import-confirm"
            >
              {text.go}
            </Button>
          </>
        )
      }
    >
      {proposal ? (
        <div className="dz-import">
          <p className="dz-second">
            {incoming.name ? text.from(incoming.name) : text.pasted}
            {all > 1 ? <span>{text.several(now, all)}</span> : null}
            <span>{text.facts(proposal.encoding, grouped(String(proposal.length)))}</span>
          </p>
          {known ? <Alert type="info" showIcon title={text.known} /> : null}
          <Problems
            problems={[...generalProblems(proposal), ...refused.filter(({ place }) => !isField(place))]}
          />
          {known ? null : (
            <Fields
              form={form}
              proposal={proposal}
              onFinish={(fields) => taken.mutate(importRequest(incoming, fields, proposal.earlier))}
            />
          )}
          <figure className="dz-import-beginning">
            <figcaption className="dz-faint">{text.beginning}</figcaption>
            <blockquote>{proposal.beginning}</blockquote>
          </figure>
        </div>
      ) : null}
    </Modal>
  );
}

function Fields({
  form,
  proposal,
  onFinish,
}: {
  form: ReturnType<typeof Form.useForm<ImportFields>>[0];
  proposal: DocumentProposal;
  onFinish(fields: ImportFields): void;
}) {
  const asked = askedFields(proposal);
  const extra = (name: "issuer" | "issued_on") => (asked.includes(name) ? text.asked : undefined);
  return (
    <Form
      form={form}
      layout="vertical"
      requiredMark={false}
      initialValues={fieldsOf(proposal)}
      onFinish={onFinish}
      className="dz-import-fields"
      autoComplete="off"
    >
      <Form.Item
        name="title"
        label={text.fields.title}
        extra={asked.includes("title") ? text.askedTitle : undefined}
        className="dz-form-wide"
        rules={[{ required: true, whitespace: true, message: text.needTitle }]}
      >
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 3 }} data-testid="import-title" />
      </Form.Item>
      <Form.Item name="issuer" label={text.fields.issuer} extra={extra("issuer")} className="dz-form-wide">
        <Input />
      </Form.Item>
      <Form.Item name="doc_number" label={text.fields.doc_number}>
        <Input />
      </Form.Item>
      <Form.Item
        name="issued_on"
        label={text.fields.issued_on}
        extra={extra("issued_on") ?? text.dateHint}
        rules={[{ pattern: /^\s*\d{4}-\d{2}-\d{2}\s*$/, message: text.badDate }]}
      >
        <Input placeholder="2022-06-08" data-testid="import-date" />
      </Form.Item>
      <div className="dz-form-wide">
        <UnitField name="org_unit" label={text.orgUnit} hint={text.orgUnitHint} />
      </div>
      {proposal.earlier ? (
        <Form.Item name="is_newer" valuePropName="checked" className="dz-form-wide">
          <Checkbox data-testid="import-newer">{text.newerVersion(proposal.earlier.title)}</Checkbox>
        </Form.Item>
      ) : null}
    </Form>
  );
}

function Problems({ problems }: { problems: readonly ProblemView[] }) {
  if (problems.length === 0) return null;
  const hard = problems.some(({ severity }) => severity === "error");
  return (
    <Alert
      type={hard ? "error" : "warning"}
      showIcon
      title={
        <ul>
          {problems.map((problem) => (
            <li key={`${problem.code} ${problem.place}`}>{sentenceOfProblem(problem)}</li>
          ))}
        </ul>
      }
    />
  );
}

const FIELDS = ["title", "issuer", "doc_number", "issued_on", "org_unit"] as const;

function isField(place: string): boolean {
  return (FIELDS as readonly string[]).includes(place);
}

/** Asks what the file seems to be. A refusal is told, and the next file comes. */
function useProposal(incoming: Incoming, onRefused: () => void): DocumentProposal | undefined {
  const [proposal, setProposal] = useState<DocumentProposal>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each incoming file.
  useEffect(() => {
    let gone = false;
    setProposal(undefined);
    call("propose_document", incoming)
      .then((answer) => !gone && setProposal(answer))
      .catch((thrown) => {
        if (gone) return;
        const [problem] = problemsOf(thrown);
        if (problem) sayDone(sentenceOfProblem(problem));
        else sayRefused(thrown);
        onRefused();
      });
    return () => {
      gone = true;
    };
  }, [incoming]);
  return proposal;
}
