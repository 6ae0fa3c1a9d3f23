// The files: Word and PDF with the annexes, the annex tables for Excel and other programs. Written into the documents folder, with the path shown
// and the ways to it.
import {
  CopyOutlined,
  DownOutlined,
  FileExcelOutlined,
  FilePdfOutlined,
  FileWordOutlined,
} from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { useState } from "react";
import { isCallError } from "../../platform";
import { useTell } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { sayDone, sayRefused } from "../../state/notices";
import { useWork } from "../../state/work";
import { reports as text } from "../../text/reports";
import type { BulletinRequest } from "../../wire/BulletinRequest";
import type { BulletinView } from "../../wire/BulletinView";
import { Each } from "./Each";
import { Going } from "./Going";
import { useMissingFaces } from "./MissingFaces";
import { PutInArchive } from "./PutInArchive";

type Format = "docx" | "pdf" | "xlsx" | "csv" | "json";

interface Written {
  format: Format;
  path: string;
  digest: string | null;
}

/** Formats that bear what they were made of, and so can be put into the archive. */
const MARKED: readonly Format[] = ["docx", "pdf", "xlsx", "json"];

export function Exports({ request, view }: { request: BulletinRequest; view: BulletinView | undefined }) {
  const faces = useMissingFaces();
  const [written, setWritten] = useState<Written>();
  const [format, setFormat] = useState<Format>("docx");
  const [each, setEach] = useState(false);
  const write = useTell("export_bulletin", { changes: false, onError: sayStopped });
  const reveal = useTell("reveal", { changes: false });
  const openFile = useTell("open_bulletin", { changes: false });
  const work = useWork("report", write.isPending);
  const disabled = view === undefined || write.isPending || work.running || each;

  const begin = (next: Format, choose: boolean) => {
    if (disabled) return;
    // An office's own paper names faces of its own.
    if (next === "docx" && !request.paper) faces.ask((chosen) => send(chosen as Format, choose));
    else send(next, choose);
  };
  const send = (next: Format, choose: boolean) => {
    setFormat(next);
    write.mutate(
      { bulletin: request, format: next, path: null, choose },
      // No path: the user gave up in the dialog, and what was written before still stands.
      { onSuccess: ({ path, digest }) => path && setWritten({ format: next, path, digest }) },
    );
  };
  useKeys(text.keysTitle, [
    { keys: "Ctrl+Shift+W", label: text.keys.word, run: () => begin("docx", false) },
    { keys: "Ctrl+Shift+D", label: text.keys.pdf, run: () => begin("pdf", false) },
    { keys: "Ctrl+Shift+E", label: text.keys.excel, run: () => begin("xlsx", false) },
  ]);

  return (
    <div className="dz-report-exports">
      <Button
        type="primary"
        icon={<FileWordOutlined aria-hidden />}
        disabled={disabled}
        loading={write.isPending && format === "docx"}
        onClick={() => begin("docx", false)}
        data-testid="export-docx"
      >
        {text.word}
      </Button>
      <Button
        icon={<FilePdfOutlined aria-hidden />}
        disabled={disabled}
        loading={write.isPending && format === "pdf"}
        onClick={() => begin("pdf", false)}
        data-testid="export-pdf"
      >
        {text.pdf}
      </Button>
      <Button
        icon={<FileExcelOutlined aria-hidden />}
        disabled={disabled}
        loading={write.isPending && format === "xlsx"}
        onClick={() => begin("xlsx", false)}
        data-testid="export-xlsx"
      >
        {text.excel}
      </Button>
      <Dropdown
        trigger={["click"]}
        disabled={disabled}
        menu={{
          items: Object.entries(text.otherFormats).map(([key, label]) => ({ key, label })),
          onClick: ({ key }) => begin(key as Format, false),
        }}
      >
        <Button icon={<DownOutlined aria-hidden />} disabled={disabled} data-testid="export-other">
          {text.others}
        </Button>
      </Dropdown>
      {faces.question}
      <Each request={request} disabled={disabled} onGoing={setEach} />
      {work.running && !each ? <Going work={work} pages={write.isPending && format === "pdf"} /> : null}
      {written ? (
        <div className="dz-report-written" role="status">
          <b>{text.written[written.format]}</b>
          <output className="dz-report-path" data-testid="exported-path">
            {written.path}
          </output>
          {written.digest ? (
            <span className="dz-faint dz-clip" title={text.digest(written.digest)}>
              {text.digest(written.digest)}
            </span>
          ) : null}
          <div>
            <Button
              size="small"
              onClick={() => openFile.mutate({ path: written.path })}
              data-testid="open-bulletin"
            >
              {text.openFile}
            </Button>
            <Button size="small" onClick={() => reveal.mutate({ path: written.path })} data-testid="reveal">
              {text.reveal}
            </Button>
            <Button size="small" onClick={() => begin(written.format, true)}>
              {text.saveAs}
            </Button>
            {view && MARKED.includes(written.format) ? (
              <PutInArchive path={written.path} view={view} issuedOn={request.fields.issued_on} />
            ) : null}
            <Button
              size="small"
              type="text"
              icon={<CopyOutlined aria-hidden />}
              aria-label={text.copyPath}
              title={text.copyPath}
              onClick={() =>
                void navigator.clipboard.writeText(written.path).then(() => sayDone(text.copied))
              }
            />
          </div>
        </div>
      ) : (
        <p className="dz-faint">{text.exportHint}</p>
      )}
    </div>
  );
}

function sayStopped(thrown: unknown) {
  if (isCallError(thrown) && thrown.code === "cancelled") sayDone(text.stopped);
  else sayRefused(thrown);
}
