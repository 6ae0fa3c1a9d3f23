// A report that was issued, held against the ledger: a file is chosen, the answer stands in a dialog.
import { FileSearchOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef } from "react";
import { incomingFile } from "../../lib/incoming";
import { asOfName } from "../../lib/period";
import { Dialog } from "../../parts/Dialog";
import { FileInput } from "../../parts/FileInput";
import { useTell } from "../../state/ask";
import { reports as text } from "../../text/reports";
import type { ReportVerdict } from "../../wire/ReportVerdict";

const TYPES = ".docx,.pdf,.xlsx,.json";

export function Verify() {
  const field = useRef<HTMLInputElement>(null);
  const verify = useTell("verify_report");
  const { data: verdict, variables: file } = verify;
  return (
    <>
      <Button
        icon={<FileSearchOutlined aria-hidden />}
        loading={verify.isPending}
        onClick={() => field.current?.click()}
        data-testid="verify-report"
      >
        {text.verify}
      </Button>
      <FileInput
        ref={field}
        accept={TYPES}
        label={text.verifyFile}
        testId="verify-input"
        onFiles={([chosen]) => {
          if (chosen) void incomingFile(chosen).then((incoming) => verify.mutate(incoming));
        }}
      />
      {verdict ? (
        <Dialog
          title={text.verify}
          footer={
            <Button onClick={() => verify.reset()} data-testid="verdict-close">
              {text.verifyClose}
            </Button>
          }
          onCancel={() => verify.reset()}
        >
          <div className="dz-report-verdict" data-testid="verdict" data-kept={verdict.kept}>
            <p className="dz-faint">{file?.name}</p>
            <Verdict verdict={verdict} />
          </div>
        </Dialog>
      ) : null}
    </>
  );
}

function Verdict({ verdict }: { verdict: ReportVerdict }) {
  const { held, template, as_of: asOf, org_unit_name: unit } = verdict;
  if (!held || !template || !asOf) return <p>{text.verdicts[verdict.kept]}</p>;
  const same = held.gone.length === 0 && held.new.length === 0;
  return (
    <>
      <p>{text.heldOf(unit, asOfName(asOf), text.templates[template] ?? template)}</p>
      <p>{text.heldAt(held.entry, held.received_at.slice(0, 10), held.since)}</p>
      <p>{held.damaged === 0 ? text.heldSound : text.heldDamaged(held.damaged)}</p>
      <p>{same ? text.heldSame : text.heldDiffers}</p>
      <Lines title={text.heldGone} lines={held.gone} />
      <Lines title={text.heldNew} lines={held.new} />
      <p className="dz-faint">{text.heldOnly}</p>
    </>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return lines.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </>
  );
}
