// What the office keeps for its next reports: named templates are taken from here and saved here; the phrases it asks
// with are inserted and changed here.
import { DownOutlined } from "@ant-design/icons";
import { Button, Dropdown, Input } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { incomingFile } from "../../lib/incoming";
import { Dialog } from "../../parts/Dialog";
import { FileInput } from "../../parts/FileInput";
import { useAsk, useTell } from "../../state/ask";
import { sayDone } from "../../state/notices";
import { reports as text } from "../../text/reports";
import type { Incoming } from "../../wire/Incoming";
import type { ReportTemplate } from "../../wire/ReportTemplate";
import { type Draft, draftFrom, fieldId, savedOf } from "./draft.logic";

function useShelf() {
  return useAsk("report_shelf", {}, { rooms: ["reports", "settings"] }).data;
}

/** The template a draft came from, to choose, to save, to take away. */
export function Templates({
  draft,
  scope,
  onChange,
  onScope,
}: {
  draft: Draft;
  /** The unit that is looked at. */
  scope: string | null;
  onChange(change: Partial<Draft>): void;
  onScope(unit: string, name: string): void;
}) {
  const shelf = useShelf();
  const [saving, setSaving] = useState(false);
  const [last, setLast] = useState("");
  const remove = useTell("remove_report_template");
  const templates = shelf?.templates ?? [];
  const keyOf = ({ office, name }: ReportTemplate) => `${office} ${name}`;
  const take = (template: ReportTemplate) => {
    onChange(draftFrom(template, draft));
    if (template.org_unit) onScope(template.org_unit, template.org_unit_name ?? "");
    setLast(template.name);
    sayDone(text.templateTaken(template.name));
  };
  const own = templates.filter(({ office }) => office === templates[0]?.office);
  const group = (label: string, of: readonly ReportTemplate[], run: (one: ReportTemplate) => void) =>
    of.length === 0
      ? []
      : [
          {
            key: label,
            type: "group" as const,
            label,
            children: of.map((one) => ({
              key: `${label} ${keyOf(one)}`,
              label: one.office_name ? text.templateOf(one.name, one.office_name) : one.name,
              onClick: () => run(one),
            })),
          },
        ];
  return (
    <div className="dz-report-shelf">
      <Dropdown
        trigger={["click"]}
        disabled={templates.length === 0}
        menu={{
          items: [
            ...group(text.templateTake, templates, take),
            ...group(text.templateRemove, own, ({ office, name }) =>
              remove.mutate({ office, name }, { onSuccess: () => sayDone(text.templateRemoved(name)) }),
            ),
          ],
        }}
      >
        <Button size="small" icon={<DownOutlined aria-hidden />} data-testid="take-template">
          {text.savedTemplates(templates.length)}
        </Button>
      </Dropdown>
      <Button size="small" onClick={() => setSaving(true)} data-testid="save-template">
        {text.templateSave}
      </Button>
      {draft.paper ? (
        <span className="dz-report-paper">
          {text.paperOf(draft.paper.name)}
          <Button
            size="small"
            type="link"
            id={fieldId("paper")}
            onClick={() => onChange({ paper: null })}
            data-testid="leave-paper"
          >
            {text.paperLeave}
          </Button>
        </span>
      ) : null}
      {saving ? (
        <Save
          draft={draft}
          scope={scope}
          name={last}
          onClose={(name) => {
            setSaving(false);
            if (name) setLast(name);
          }}
        />
      ) : null}
    </div>
  );
}

function Save({
  draft,
  scope,
  name: first,
  onClose,
}: {
  draft: Draft;
  scope: string | null;
  name: string;
  onClose(name?: string): void;
}) {
  const [name, setName] = useState(first);
  const [pattern, setPattern] = useState(draft.fields.doc_number ?? "");
  const [file, setFile] = useState<Incoming | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const save = useTell("save_report_template");
  const send = () =>
    save.mutate(savedOf(draft, name, scope, pattern, file), {
      onSuccess: () => {
        sayDone(text.templateSaved(name.trim()));
        onClose(name.trim());
      },
    });
  return (
    <Dialog
      title={text.templateSave}
      okText={text.templateSaveDone}
      cancelText={text.chooseCancel}
      onOk={send}
      onCancel={() => onClose()}
      okButtonProps={{ disabled: name.trim() === "", loading: save.isPending }}
    >
      <p className="dz-faint">{text.templateSaveHint}</p>
      <Labelled id="template-name" label={text.templateName}>
        <Input
          id="template-name"
          value={name}
          placeholder={text.templateNameHint}
          onChange={({ target }) => setName(target.value)}
        />
      </Labelled>
      <Labelled id="template-number" label={text.numberPattern} hint={text.numberPatternHint}>
        <Input id="template-number" value={pattern} onChange={({ target }) => setPattern(target.value)} />
      </Labelled>
      <div className="dz-report-field">
        <span>{text.paper}</span>
        <div className="dz-report-shelf">
          <Button size="small" onClick={() => field.current?.click()} data-testid="choose-paper">
            {text.paperChoose}
          </Button>
          <span>{file?.name ?? draft.paper?.name ?? text.paperNone}</span>
        </div>
        <FileInput
          ref={field}
          accept=".docx"
          label={text.paper}
          testId="paper-input"
          onFiles={([chosen]) => {
            if (chosen) void incomingFile(chosen).then(setFile);
          }}
        />
        <p className="dz-faint">{text.paperHint}</p>
      </div>
    </Dialog>
  );
}

/** The phrases, to insert and to change. */
export function Phrases({ onTake }: { onTake(phrase: string): void }) {
  const shelf = useShelf();
  const [editing, setEditing] = useState(false);
  const phrases = shelf?.phrases ?? [];
  return (
    <>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            ...phrases.map((phrase) => ({ key: phrase, label: phrase, onClick: () => onTake(phrase) })),
            { key: "divider", type: "divider" as const },
            { key: "edit", label: text.phrasesEdit, onClick: () => setEditing(true) },
          ],
          style: { maxWidth: 420 },
        }}
      >
        <Button size="small" type="link" data-testid="phrases">
          {text.phrases}
        </Button>
      </Dropdown>
      {editing && shelf ? (
        <EditPhrases phrases={phrases} conflict={shelf.phrases_conflict} onClose={() => setEditing(false)} />
      ) : null}
    </>
  );
}

function EditPhrases({
  phrases,
  conflict,
  onClose,
}: {
  phrases: readonly string[];
  conflict: boolean;
  onClose(): void;
}) {
  const [lines, setLines] = useState(phrases.join("\n"));
  const set = useTell("set_phrases");
  const send = () =>
    set.mutate(
      { phrases: lines.split("\n") },
      {
        onSuccess: () => {
          sayDone(text.phrasesSaved);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={text.phrasesEdit}
      okText={text.phrasesSave}
      cancelText={text.chooseCancel}
      onOk={send}
      onCancel={onClose}
      okButtonProps={{ loading: set.isPending }}
    >
      {conflict ? <p role="alert">{text.phrasesConflict}</p> : null}
      <Labelled id="phrase-lines" label={text.phrasesLabel} hint={text.phrasesHint}>
        <Input.TextArea
          id="phrase-lines"
          autoSize={{ minRows: 6, maxRows: 14 }}
          value={lines}
          onChange={({ target }) => setLines(target.value)}
        />
      </Labelled>
    </Dialog>
  );
}

function Labelled({
  id,
  label,
  hint,
  children,
}: {
  id: string;
  label: string;
  hint?: string;
  children: ReactNode;
}) {
  return (
    <div className="dz-report-field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint ? <p className="dz-faint">{hint}</p> : null}
    </div>
  );
}
