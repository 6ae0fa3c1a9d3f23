// The reports that went out: a list, and of the chosen one what the same report would say today.
import { FolderOpenOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { asOfName, momentName } from "../../lib/period";
import { Dialog } from "../../parts/Dialog";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { reports as text } from "../../text/reports";
import type { ArchivedReport } from "../../wire/ArchivedReport";
import { LongTable } from "./LongTable";
import { Verdict } from "./Verdict";

export function Archive() {
  const [open, setOpen] = useState(false);
  useKeys(text.keysTitle, [{ keys: "Ctrl+Shift+A", label: text.keys.archive, run: () => setOpen(true) }]);
  return (
    <>
      <Button
        icon={<FolderOpenOutlined aria-hidden />}
        onClick={() => setOpen(true)}
        data-testid="open-archive"
      >
        {text.archive}
      </Button>
      {open ? <Reports onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Reports({ onClose }: { onClose(): void }) {
  const { data: all } = useAsk("archived_reports", {}, { rooms: ["reports"] });
  const [chosen, setChosen] = useState<string>();
  const one = all?.find(({ key }) => key === chosen);
  return (
    <Dialog
      title={one ? one.title : text.archive}
      width={880}
      onCancel={onClose}
      footer={
        <>
          {one ? (
            <Button onClick={() => setChosen(undefined)} data-testid="archive-back">
              {text.archiveBack}
            </Button>
          ) : null}
          <Button onClick={onClose} data-testid="archive-close">
            {text.verifyClose}
          </Button>
        </>
      }
    >
      {one ? (
        <One report={one} />
      ) : all?.length === 0 ? (
        <p data-testid="archive-empty">{text.archiveEmpty}</p>
      ) : (
        <List reports={all ?? []} onChoose={setChosen} />
      )}
    </Dialog>
  );
}

function List({ reports, onChoose }: { reports: readonly ArchivedReport[]; onChoose(key: string): void }) {
  return (
    <LongTable label={text.archive} testId="archive" columns={text.archiveColumns}>
      {reports.map((report) => (
        <tr key={report.key}>
          <th scope="row">
            <button
              type="button"
              className="dz-plain dz-report-way"
              onClick={() => onChoose(report.key)}
              data-testid="archived"
            >
              {report.title}
            </button>
          </th>
          <td>{report.doc_number}</td>
          <td>{report.issued_on ?? ""}</td>
          <td>{asOfName(report.as_of)}</td>
          <td>{[report.written.by, momentName(report.written.time)].filter(Boolean).join(" · ")}</td>
        </tr>
      ))}
    </LongTable>
  );
}

function One({ report }: { report: ArchivedReport }) {
  const { data: verdict, error, refetch } = useAsk("archived_report", { key: report.key });
  return (
    <div className="dz-report-verdict" data-testid="archived-report">
      <p>{[report.doc_number, report.issued_on].filter(Boolean).join("　")}</p>
      <ul>
        {report.files.map(({ name, digest }) => (
          <li key={digest}>
            {name} <span className="dz-faint">{text.digest(digest)}</span>
          </li>
        ))}
      </ul>
      {error ? <Refusal error={error} onRetry={() => void refetch()} /> : null}
      {verdict ? <Verdict verdict={verdict} /> : error ? null : <p role="status">{text.comparing}</p>}
    </div>
  );
}
