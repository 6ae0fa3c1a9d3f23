// A written file that goes out is put into the archive, under the title and the number it goes with.
import { Button, Input } from "antd";
import { useState } from "react";
import { incomingPath } from "../../lib/incoming";
import { Dialog } from "../../parts/Dialog";
import { useTell } from "../../state/ask";
import { sayDone } from "../../state/notices";
import { reports as text } from "../../text/reports";
import type { BulletinView } from "../../wire/BulletinView";

export function PutInArchive({
  path,
  view,
  issuedOn,
}: {
  path: string;
  view: BulletinView;
  issuedOn: string | undefined;
}) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button size="small" onClick={() => setOpen(true)} data-testid="archive-report">
        {text.putInArchive}
      </Button>
      {open ? <Form path={path} view={view} issuedOn={issuedOn} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Form({
  path,
  view,
  issuedOn,
  onClose,
}: {
  path: string;
  view: BulletinView;
  issuedOn: string | undefined;
  onClose(): void;
}) {
  const [title, setTitle] = useState(view.title);
  const [number, setNumber] = useState(view.doc_number ?? "");
  const put = useTell("archive_report");
  const send = () =>
    put.mutate(
      { file: incomingPath(path), title, doc_number: number, issued_on: issuedOn ?? null },
      {
        onSuccess: () => {
          sayDone(text.archived);
          onClose();
        },
      },
    );
  return (
    <Dialog
      title={text.putInArchive}
      okText={text.putInArchive}
      cancelText={text.chooseCancel}
      onOk={send}
      onCancel={onClose}
      okButtonProps={{ disabled: title.trim() === "", loading: put.isPending }}
    >
      <p className="dz-faint">{text.archiveHint}</p>
      <div className="dz-report-field">
        <label htmlFor="archive-title">{text.fields.title}</label>
        <Input.TextArea
          id="archive-title"
          autoSize
          value={title}
          onChange={({ target }) => setTitle(target.value)}
        />
      </div>
      <div className="dz-report-field">
        <label htmlFor="archive-number">{text.numberOrIssue}</label>
        <Input id="archive-number" value={number} onChange={({ target }) => setNumber(target.value)} />
      </div>
      <p className="dz-report-path">{path}</p>
    </Dialog>
  );
}
