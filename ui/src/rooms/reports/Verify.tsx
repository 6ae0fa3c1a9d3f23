// A report that was issued, held against the ledger: a file is chosen, the answer stands in a dialog.
import { FileSearchOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useRef } from "react";
import { incomingFile } from "../../lib/incoming";
import { Dialog } from "../../parts/Dialog";
import { FileInput } from "../../parts/FileInput";
import { useTell } from "../../state/ask";
import { reports as text } from "../../text/reports";
import { Verdict } from "./Verdict";

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
          width={880}
          footer={
            <Button onClick={() => verify.reset()} data-testid="verdict-close">
              {text.verifyClose}
            </Button>
          }
          onCancel={() => verify.reset()}
        >
          <div className="dz-report-verdict" data-testid="verdict" data-kept={verdict.kept}>
            <p className="dz-faint">{file?.name}</p>
            <p>
              {verdict.archived
                ? text.isArchived(verdict.archived.doc_number, verdict.archived.written.by)
                : text.notArchived}
            </p>
            <Verdict verdict={verdict} />
            <p className="dz-faint">{text.heldOnly}</p>
          </div>
        </Dialog>
      ) : null}
    </>
  );
}
