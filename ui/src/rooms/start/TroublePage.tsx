// A file that cannot simply be opened: damaged, unreadable, from a newer program, no ledger, in use. Says what is so, that
// nothing was changed, and what can be done.
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { useTell } from "../../state/ask";
import { sentenceOf } from "../../text/errors";
import { start as text } from "../../text/start";
import type { BackupView } from "../../wire/BackupView";
import type { LedgerView } from "../../wire/LedgerView";
import { RestoreBackup } from "./RestoreBackup";
import { fileName, type Trouble } from "./start.logic";
import type { Opener } from "./useOpen";

export interface TroublePageProps {
  trouble: Trouble;
  opener: Opener;
  version: string;
}

export function TroublePage({ trouble, opener, version }: TroublePageProps) {
  const [sealed, setSealed] = useState<Sealed | null>(null);
  if (sealed) return <RestoreBackup {...sealed} opener={opener} onBack={() => setSealed(null)} />;
  switch (trouble.kind) {
    case "damaged":
      return <Damaged ledger={trouble.ledger} opener={opener} onSealed={setSealed} />;
    case "unreadable":
      return (
        <Sheet
          title={text.unreadableTitle}
          path={trouble.path}
          opener={opener}
          ways={trouble.path ? <Restore path={trouble.path} opener={opener} onSealed={setSealed} /> : null}
        >
          <p>{text.unreadableText}</p>
        </Sheet>
      );
    case "newer":
      return (
        <Sheet title={text.newerTitle} path={trouble.path} opener={opener}>
          <p>{text.newerText(version)}</p>
        </Sheet>
      );
    case "not_a_ledger":
      return (
        <Sheet title={text.notLedgerTitle} path={trouble.path} opener={opener}>
          <p>{text.notLedgerText}</p>
        </Sheet>
      );
    case "busy":
      return (
        <Sheet title={text.busyTitle} path={trouble.path} opener={opener}>
          <p>{text.busyText}</p>
        </Sheet>
      );
  }
}

interface SheetProps {
  title: string;
  path: string | null;
  opener: Opener;
  /** The ways on, before the general ones. */
  ways?: ReactNode;
  children: ReactNode;
}

function Sheet({ title, path, opener, ways, children }: SheetProps) {
  return (
    <div className="st-trouble">
      <section className="dz-card" aria-labelledby="st-trouble">
        <h1 id="st-trouble">{title}</h1>
        {path ? (
          <p className="st-where dz-second">
            {text.file}：<bdi>{path}</bdi>
          </p>
        ) : null}
        {children}
        <div className="st-make">
          {ways}
          <Button onClick={() => void opener.open("open_ledger", { path: null })}>{text.otherFile}</Button>
          <Button type="text" onClick={opener.dismiss}>
            {text.backHome}
          </Button>
        </div>
      </section>
    </div>
  );
}

/** A backup that asks for a word, and the ledger in whose place it goes. */
interface Sealed {
  backup: BackupView;
  to: string;
}

interface DamagedProps {
  ledger: LedgerView;
  opener: Opener;
  onSealed(sealed: Sealed): void;
}

function Damaged({ ledger, opener, onSealed }: DamagedProps) {
  const { problems, backup } = ledger.health;
  return (
    <Sheet
      title={text.damagedTitle}
      path={ledger.path}
      opener={opener}
      ways={
        <>
          {backup ? <Restore path={ledger.path} opener={opener} onSealed={onSealed} /> : null}
          <Button onClick={() => void opener.enter(ledger)}>{text.lookAnyway}</Button>
        </>
      }
    >
      <p>{text.damagedText}</p>
      <h2>{text.damagedFound}</h2>
      {problems.length === 0 ? <p className="dz-second">{text.damagedFoundNone}</p> : null}
      <ul className="st-found">
        {problems.map((problem, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the same thing may be found twice.
          <li key={at}>
            {sentenceOf(problem.code, problem).what}
            <span className="dz-faint">{[problem.place, ...problem.detail].filter(Boolean).join(" · ")}</span>
          </li>
        ))}
      </ul>
      {backup ? (
        <p>
          <span title={backup}>{text.damagedBackup(fileName(backup))}</span>
          <span className="dz-second st-below">{text.restoreHint}</span>
        </p>
      ) : (
        <p className="dz-second">{text.damagedNoBackup}</p>
      )}
    </Sheet>
  );
}

interface RestoreProps {
  path: string;
  opener: Opener;
  onSealed(sealed: Sealed): void;
}

function Restore({ path, opener, onSealed }: RestoreProps) {
  const find = useTell("newest_backup", {
    onDone: (backup) => {
      if (backup.sealed) onSealed({ backup, to: path });
      else void opener.open("restore_from", { backup: backup.path, path });
    },
  });
  return (
    <Button
      type="primary"
      loading={find.isPending || opener.busy === "restore_from"}
      onClick={() => find.mutate({ path })}
    >
      {text.restore}
    </Button>
  );
}
