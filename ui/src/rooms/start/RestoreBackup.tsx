// 恢复备份: a copy becomes a ledger again, elsewhere or in the place of one that is damaged. A sealed one asks for a word: its
// passphrase, the recovery key, or the passphrase of the unit's key on this device.
import { ArrowLeftOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { start as text } from "../../text/start";
import type { BackupView } from "../../wire/BackupView";
import type { Opener } from "./useOpen";

export interface RestoreBackupProps {
  backup: BackupView;
  /** The ledger in whose place it goes; none: it is asked where. */
  to?: string;
  opener: Opener;
  onBack(): void;
}

export function RestoreBackup({ backup, to, opener, onBack }: RestoreBackupProps) {
  const [word, setWord] = useState("");
  const asked = text.backupWords[wordOf(backup)];
  const busy = opener.busy === "restore_from";
  const lack = backup.sealed && word.trim() === "";
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (lack || busy) return;
    void opener.open("restore_from", {
      backup: backup.path,
      path: to ?? null,
      ...(backup.sealed ? { word: word.trim() } : {}),
    });
  };
  return (
    <form className="st-new" onSubmit={send} aria-label={text.backupTitle}>
      <header className="st-new-head">
        <Button type="text" icon={<ArrowLeftOutlined />} onClick={onBack}>
          {text.back}
        </Button>
        <h1>{text.backupTitle}</h1>
      </header>
      <section className="dz-card st-step" aria-labelledby="st-backup">
        <h2 id="st-backup">{text.backupFile}</h2>
        <p className="st-where">
          <bdi>{backup.path}</bdi>
        </p>
        {backup.sealed ? (
          <div className="st-row">
            <label htmlFor="st-word">{asked.label}</label>
            <Input.Password
              id="st-word"
              autoFocus
              autoComplete="off"
              value={word}
              aria-describedby="st-word-hint"
              data-testid="restore-word"
              onChange={({ target }) => setWord(target.value)}
            />
            <p className="st-small dz-faint" id="st-word-hint">
              {asked.hint}
            </p>
          </div>
        ) : null}
        <div className="st-make">
          <Button
            type="primary"
            htmlType="submit"
            disabled={lack}
            loading={busy}
            autoFocus={!backup.sealed}
            data-testid="restore-go"
          >
            {text.backupGo}
          </Button>
          <span className="dz-faint" role="status">
            {busy ? text.working.restore : to ? text.backupHere : text.backupHint}
          </span>
        </div>
      </section>
    </form>
  );
}

/** What opens it. */
function wordOf({ passphrase, recovery }: BackupView): "either" | "passphrase" | "key" {
  if (!passphrase) return "key";
  return recovery ? "either" : "passphrase";
}
