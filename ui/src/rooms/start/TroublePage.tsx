// A file that cannot simply be opened: damaged, unreadable, from a newer program, no ledger, in use. Says what is so, that
// nothing was changed, and what can be done.
import { Button } from "antd";
import type { ReactNode } from "react";
import { sentenceOf } from "../../text/errors";
import { start as text } from "../../text/start";
import type { LedgerView } from "../../wire/LedgerView";
import { fileName, type Trouble } from "./start.logic";
import type { Opener } from "./useOpen";

export interface TroublePageProps {
  trouble: Trouble;
  opener: Opener;
  version: string;
}

export function TroublePage({ trouble, opener, version }: TroublePageProps) {
  switch (trouble.kind) {
    case "damaged":
      return <Damaged ledger={trouble.ledger} opener={opener} />;
    case "unreadable":
      return (
        <Sheet
          title={text.unreadableTitle}
          path={trouble.path}
          opener={opener}
          ways={trouble.path ? <Restore path={trouble.path} opener={opener} /> : null}
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

function Damaged({ ledger, opener }: { ledger: LedgerView; opener: Opener }) {
  const { problems, backup } = ledger.health;
  return (
    <Sheet
      title={text.damagedTitle}
      path={ledger.path}
      opener={opener}
      ways={
        <>
          {backup ? <Restore path={ledger.path} opener={opener} /> : null}
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

function Restore({ path, opener }: { path: string; opener: Opener }) {
  return (
    <Button
      type="primary"
      loading={opener.busy === "restore_backup"}
      onClick={() => void opener.open("restore_backup", { path })}
    >
      {text.restore}
    </Button>
  );
}
