// The ledger file: what it is called, where it lies, whether it is sound, and how it is kept safe.
import { FolderOpenOutlined, SafetyCertificateOutlined, SaveOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTell } from "../../state/ask";
import { useVerify } from "../../state/keeping";
import { useLedger } from "../../state/ledger";
import { useQueryValue } from "../../state/route";
import { settings } from "../../text/settings";
import { BackupPane } from "./BackupPane";

const text = settings.ledger;
const NEW = "new";

export function LedgerCard() {
  const { ledger } = useLedger();
  const verify = useVerify();
  const [backing, setBacking] = useQueryValue("backup");
  const reveal = useTell("reveal");
  if (!ledger) return null;
  return (
    <section className="set-ledger" aria-labelledby="set-ledger-title">
      <h2 id="set-ledger-title">{text.title}</h2>
      <dl className="set-facts">
        <dt>{text.name}</dt>
        <dd>{ledger.title}</dd>
        <dt>{text.file}</dt>
        <dd className="set-path" data-testid="ledger-path">
          {ledger.path}
        </dd>
        <dt>{text.entries}</dt>
        <dd>{text.entriesOf(ledger.entries)}</dd>
        <dt>{text.state}</dt>
        <dd>{ledger.read_only ? text.readOnly : text.sound}</dd>
      </dl>
      <div className="set-safe">
        <Button
          icon={<SafetyCertificateOutlined />}
          loading={verify.running}
          onClick={verify.run}
          data-testid="verify"
        >
          {text.verify}
        </Button>
        <p className="dz-faint">{text.verifyHint}</p>
        <Button icon={<SaveOutlined />} onClick={() => setBacking(NEW)} data-testid="backup">
          {text.backup}
        </Button>
        <p className="dz-faint">{text.backupHint}</p>
        <Button icon={<FolderOpenOutlined />} onClick={() => reveal.mutate({ path: ledger.path })}>
          {text.reveal}
        </Button>
      </div>
      {backing ? <BackupPane onClose={() => setBacking(null)} /> : null}
    </section>
  );
}
