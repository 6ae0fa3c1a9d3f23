// Ways in: files chosen, files dropped on the room, pasted text. Several files come one after another.
import { Input } from "antd";
import { type ReactNode, useRef, useState } from "react";
import { incomingFile, incomingPath, LARGEST } from "../../lib/incoming";
import { Dialog } from "../../parts/Dialog";
import { FileInput } from "../../parts/FileInput";
import { type Dropping, useDropping } from "../../state/files";
import { sayDone } from "../../state/notices";
import { importing as text } from "../../text/documents";
import type { Incoming } from "../../wire/Incoming";
import { ImportDialog } from "./ImportDialog";
import { incomingText } from "./import.logic";

export interface Importing {
  chooseFiles(): void;
  paste(): void;
  dropping: Dropping;
  /** The hidden field and the dialogs. */
  view: ReactNode;
}

const TYPES = ".txt,.md,.docx,.doc,.wps,.pdf,.xlsx,.xls,.et,.ods,.odt,.html,.htm,.rtf,text/plain";

export function useImport(): Importing {
  const field = useRef<HTMLInputElement>(null);
  const [queue, setQueue] = useState<{ all: number; left: readonly Incoming[] }>({ all: 0, left: [] });
  const [pasting, setPasting] = useState(false);

  const add = (more: readonly Incoming[]) =>
    setQueue(({ all, left }) => ({
      all: (left.length === 0 ? 0 : all) + more.length,
      left: [...left, ...more],
    }));
  const take = async (files: readonly File[]) => add(await readable(files));
  const [first] = queue.left;
  const dropping = useDropping(
    (files) => void take(files),
    (paths) => add(paths.map(incomingPath)),
  );

  return {
    chooseFiles: () => field.current?.click(),
    paste: () => setPasting(true),
    dropping,
    view: (
      <>
        <FileInput
          ref={field}
          multiple
          accept={TYPES}
          label={text.fileInput}
          testId="import-input"
          onFiles={(files) => void take(files)}
        />
        {pasting ? (
          <PasteDialog
            onCancel={() => setPasting(false)}
            onText={(pasted) => {
              setPasting(false);
              add([incomingText(pasted)]);
            }}
          />
        ) : null}
        {first ? (
          <ImportDialog
            key={queue.all - queue.left.length}
            incoming={first}
            now={queue.all - queue.left.length + 1}
            all={queue.all}
            onNext={() => setQueue(({ all, left }) => ({ all, left: left.slice(1) }))}
          />
        ) : null}
      </>
    ),
  };
}

function PasteDialog({ onText, onCancel }: { onText(text: string): void; onCancel(): void }) {
  const [pasted, setPasted] = useState("");
  return (
    <Dialog
      title={text.pasteTitle}
      width={640}
      okText={text.pasteNext}
      okButtonProps={{ disabled: pasted.trim() === "" }}
      onOk={() => onText(pasted)}
      onCancel={onCancel}
    >
      <p className="dz-second">{text.pasteHint}</p>
      <Input.TextArea
        autoFocus
        rows={14}
        value={pasted}
        aria-label={text.pasteLabel}
        onChange={(event) => setPasted(event.target.value)}
      />
    </Dialog>
  );
}

/** The files that can be read; the others are told. */
async function readable(files: readonly File[]): Promise<Incoming[]> {
  const read: Incoming[] = [];
  for (const file of files) {
    if (file.size > LARGEST) {
      sayDone(text.tooLarge(file.name));
      continue;
    }
    try {
      read.push(await incomingFile(file));
    } catch {
      sayDone(text.unreadable(file.name));
    }
  }
  return read;
}
