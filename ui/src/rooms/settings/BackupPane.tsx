// 备份: a copy of the ledger where a person says, open or sealed with a passphrase. Whether the recovery key opens it too is
// said before it is made.
import { Button, Radio } from "antd";
import { type FormEvent, useState } from "react";
import { SidePane } from "../../parts/SidePane";
import { useAsk, useTell } from "../../state/ask";
import { sayDone } from "../../state/notices";
import { go } from "../../state/route";
import { settings } from "../../text/settings";
import { shell } from "../../text/shell";
import { PassphraseFields } from "./PassphraseFields";
import { passphraseLack } from "./passphrase.logic";

const text = settings.backup;

export function BackupPane({ onClose }: { onClose(): void }) {
  const { data: signers } = useAsk("signers", {}, { rooms: ["exchange"] });
  const [sealed, setSealed] = useState(true);
  const [typed, setTyped] = useState({ passphrase: "", again: "" });
  const reveal = useTell("reveal");
  const backup = useTell("backup", {
    onDone: ({ path }) => {
      if (!path) return; // the dialog was given up: the pane stays
      sayDone(shell.backedUp(path), { label: shell.reveal, run: () => reveal.mutate({ path }) });
      onClose();
    },
  });
  const lack = sealed ? passphraseLack(typed) : null;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (lack || backup.isPending) return;
    backup.mutate({ path: null, ...(sealed ? { passphrase: typed.passphrase } : {}) });
  };
  return (
    <SidePane title={text.title} onClose={onClose}>
      <form className="set-change" aria-label={text.title} onSubmit={send}>
        <Radio.Group
          vertical
          value={sealed}
          aria-label={text.title}
          onChange={({ target }) => setSealed(target.value as boolean)}
          options={[
            { value: true, label: text.sealed },
            { value: false, label: text.open },
          ]}
        />
        <p className="dz-second">{sealed ? text.sealedWhat : text.openWhat}</p>
        {sealed ? (
          <>
            <PassphraseFields labels={text} typed={typed} testId="backup" onChange={setTyped} />
            {signers ? <Recovery fingerprint={signers.recovery?.fingerprint ?? null} /> : null}
          </>
        ) : null}
        <div className="set-ways set-ways-end">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button
            type="primary"
            htmlType="submit"
            disabled={lack !== null}
            loading={backup.isPending}
            data-testid="backup-go"
          >
            {text.go}
          </Button>
        </div>
      </form>
    </SidePane>
  );
}

function Recovery({ fingerprint }: { fingerprint: string | null }) {
  if (fingerprint) return <p className="dz-second">{text.recovery(fingerprint)}</p>;
  return (
    <p className="dz-second">
      {text.noRecovery}{" "}
      <button
        type="button"
        className="dz-plain dz-link"
        onClick={() => go({ room: "settings", query: { page: "keys", key: "recovery" } })}
      >
        {text.makeRecovery}
      </button>
    </p>
  );
}
