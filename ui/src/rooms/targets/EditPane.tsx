// The drawer in which a target is set by hand, changed from a day on, mended, or set beside another: one form, and for
// changes the day and the reason.
import { Button, Form, Input } from "antd";
import { useState } from "react";
import { DayField } from "../../forms/fields";
import { Lacks } from "../../forms/Lacks";
import { problemsOf } from "../../forms/problems";
import { TargetForm } from "../../forms/TargetForm";
import { type TargetFormFields, targetDraftOf, targetFormFields } from "../../forms/target.logic";
import { useSaid } from "../../forms/useSaid";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk, useTell } from "../../state/ask";
import { useLens } from "../../state/lens";
import { sayDone, sayRefused } from "../../state/notices";
import { targets } from "../../text/targets";
import type { Catalogue } from "../../wire/Catalogue";
import type { TargetDraft } from "../../wire/TargetDraft";
import { blank, changeOf, dayAfterMonth, type Editing } from "./edit.logic";

const text = targets.edit;

export interface EditPaneProps {
  editing: Editing;
  /** The target that is changed or taken as the model of another; null for a new one. */
  target: string | null;
  /** From when the version judges that is taken up. */
  version: string | null;
  onClose(): void;
  onSaved(target: string): void;
}

export function EditPane({ editing, target, version, onClose, onSaved }: EditPaneProps) {
  const scope = useLens((lens) => lens.scope.id);
  const { data: catalogue, error } = useAsk("catalogue", {}, { rooms: ["programmes"] });
  const { data: held, error: gone } = useAsk(
    "target_draft",
    { target: target ?? "", valid_from: version },
    { enabled: target !== null, rooms: [], keep: false },
  );
  const draft = target === null ? blank(scope) : held;
  const failed = error ?? gone;
  const name = catalogue && draft ? nameOf(draft, catalogue) : "";
  const title = text.titles[editing]?.(name) ?? "";

  return (
    <SidePane title={title} label={title} onClose={onClose}>
      {failed ? (
        <Refusal error={failed} />
      ) : draft && catalogue ? (
        <Filled
          editing={editing}
          target={target}
          version={version}
          draft={draft}
          catalogue={catalogue}
          onClose={onClose}
          onSaved={onSaved}
        />
      ) : (
        <p className="dz-faint">{text.loading}</p>
      )}
    </SidePane>
  );
}

function nameOf({ indicator }: TargetDraft, { indicators }: Catalogue): string {
  if (indicator.type === "new") return indicator.indicator.name;
  return indicators.find(({ id }) => id === indicator.id)?.name ?? "";
}

interface Fields extends TargetFormFields {
  day: string;
  reason: string;
}

interface FilledProps extends EditPaneProps {
  draft: TargetDraft;
  catalogue: Catalogue;
}

function Filled({ editing, target, version, draft, catalogue, onClose, onSaved }: FilledProps) {
  const [form] = Form.useForm<Fields>();
  const asOf = useLens((lens) => lens.asOf);
  const { said, say, clear, onValuesChange, go } = useSaid(form);
  const [first] = useState(
    (): Fields => ({
      ...targetFormFields(draft, catalogue.indicators),
      day: dayAfterMonth(asOf),
      reason: "",
    }),
  );
  const changes = target !== null && (editing === "revise" || editing === "correct") ? editing : null;
  const onError = (thrown: unknown) => {
    const problems = problemsOf(thrown);
    if (problems.length === 0) sayRefused(thrown);
    else say(problems, "target");
  };
  const name = () => form.getFieldValue(["indicator", "name"]);
  const make = useTell("make_target", {
    onDone: ({ ids: [id] }) => {
      sayDone(text.made(name()));
      if (id) onSaved(id);
    },
    onError,
  });
  const revise = useTell("revise_target", {
    onDone: () => {
      sayDone(changes === "revise" ? text.revised(name()) : text.corrected(name()));
      if (target) onSaved(target);
    },
    onError,
  });
  const isPending = make.isPending || revise.isPending;
  const send = () => {
    if (isPending) return;
    clear();
    // Fields that are not shown keep their first value: the kind of target decides what is sent.
    const fields: Fields = form.getFieldsValue(true);
    const sent = targetDraftOf(fields);
    if (!changes) make.mutate({ draft: sent });
    else {
      revise.mutate({
        target: target ?? "",
        change: changeOf(changes, fields.day, version),
        draft: sent,
        reason: fields.reason,
      });
    }
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
      <p className="dz-second">{editing === "new" ? text.freshHint : text.hints[editing]}</p>
      <Lacks said={said} onGo={go} />
      {changes ? (
        <fieldset className="dz-fieldset dz-fieldset-first">
          {changes === "revise" ? <DayField name="day" label={text.day} /> : null}
          <Form.Item name="reason" label={text.reason} className="dz-form-wide">
            <Input.TextArea
              autoSize={{ minRows: 1, maxRows: 4 }}
              data-testid="target-reason"
              placeholder={changes === "revise" ? text.reasonHint : text.correctHint}
            />
          </Form.Item>
        </fieldset>
      ) : null}
      <TargetForm catalogue={catalogue} />
      <div className="dz-form-ways">
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="primary" htmlType="submit" loading={isPending} data-testid="save-target">
          {text.save} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </Form>
  );
}
