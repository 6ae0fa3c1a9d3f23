// The first page: the sample, a new ledger, a file; and the files that were open before. A ledger file dropped on the
// window opens.
import {
  FileAddOutlined,
  FileExcelOutlined,
  FolderOpenOutlined,
  HistoryOutlined,
  ReadOutlined,
} from "@ant-design/icons";
import { Button } from "antd";
import { type ComponentType, useEffect, useRef, useState } from "react";
import { incomingFile, LARGEST } from "../../lib/incoming";
import { FileInput } from "../../parts/FileInput";
import { host } from "../../platform";
import { ProductMark } from "../../shell/ProductMark";
import { useTell } from "../../state/ask";
import { useLedger } from "../../state/ledger";
import { sayDone } from "../../state/notices";
import { go, useRoute } from "../../state/route";
import { letWait, useWaitingWorkbook } from "../../state/waiting";
import { start as text } from "../../text/start";
import { waitingWorkbook, workbooks } from "../../text/workbooks";
import type { BackupView } from "../../wire/BackupView";
import type { RecentLedger } from "../../wire/RecentLedger";
import { NewLedger } from "./NewLedger";
import { RestoreBackup } from "./RestoreBackup";
import { TroublePage } from "./TroublePage";
import { type Opener, useOpen } from "./useOpen";
import "./start.css";

export function StartPage() {
  const { start } = useLedger();
  const route = useRoute();
  const opener = useOpen();
  const [backup, setBackup] = useState<BackupView | null>(null);
  const look = useTell("choose_backup", { onDone: setBackup });
  useDroppedLedger((path) =>
    isSealed(path) ? look.mutate({ path }) : void opener.open("open_ledger", { path }),
  );

  if (opener.trouble)
    return <TroublePage trouble={opener.trouble} opener={opener} version={start?.version ?? ""} />;
  if (route.room === "start" && route.path[0] === "new") return <NewLedger opener={opener} />;
  if (backup) return <RestoreBackup backup={backup} opener={opener} onBack={() => setBackup(null)} />;
  return (
    <Home
      restore={() => look.mutate({ path: null })}
      opener={opener}
      recent={start?.recent ?? []}
      version={start?.version ?? ""}
    />
  );
}

function isSealed(path: string): boolean {
  return path.toLowerCase().endsWith(".dzs");
}

interface HomeProps {
  restore(): void;
  opener: Opener;
  recent: readonly RecentLedger[];
  version: string;
}

function Home({ restore, opener, recent, version }: HomeProps) {
  return (
    <div className="st-home">
      <header className="st-title">
        <h1>
          <ProductMark />
        </h1>
        <p className="dz-second">{text.subtitle}</p>
      </header>
      <section className="st-ways" aria-label={text.actions}>
        <Way
          icon={ReadOutlined}
          title={text.sample}
          hint={text.sampleText}
          working={opener.busy === "open_sample" ? text.working.sample : null}
          disabled={opener.busy !== null}
          run={() => void opener.open("open_sample", {})}
        />
        <Way
          icon={FileAddOutlined}
          title={text.create}
          hint={text.createText}
          disabled={opener.busy !== null}
          run={() => go({ room: "start", path: ["new"] })}
        />
        <Way
          icon={FolderOpenOutlined}
          title={text.open}
          hint={text.openText}
          working={opener.busy === "open_ledger" ? text.working.open : null}
          disabled={opener.busy !== null}
          run={() => void opener.open("open_ledger", { path: null })}
        />
        <Way
          icon={HistoryOutlined}
          title={text.backup}
          hint={text.backupText}
          disabled={opener.busy !== null}
          run={restore}
        />
        <FromWorkbook disabled={opener.busy !== null} />
        <p className="st-small dz-faint">{text.drop}</p>
      </section>
      <section className="st-recent" aria-labelledby="st-recent">
        <h2 id="st-recent">{text.recent}</h2>
        {recent.length === 0 ? (
          <p className="dz-second">{text.recentNone}</p>
        ) : (
          <ul>
            {recent.map((one) => (
              <li key={one.path}>
                <Recent
                  ledger={one}
                  disabled={opener.busy !== null}
                  run={() => void opener.open("open_ledger", { path: one.path })}
                />
              </li>
            ))}
          </ul>
        )}
      </section>
      <footer className="st-small dz-faint">{text.version(version)}</footer>
    </div>
  );
}

/** A workbook is chosen first; it waits until there is a ledger to read it into. */
function FromWorkbook({ disabled }: { disabled: boolean }) {
  const field = useRef<HTMLInputElement>(null);
  const waiting = useWaitingWorkbook(({ workbook }) => workbook);
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST) sayDone(workbooks.tooLarge(file.name));
    else letWait(await incomingFile(file));
  };
  return (
    <>
      <Way
        icon={FileExcelOutlined}
        title={waitingWorkbook.title}
        hint={waiting ? waitingWorkbook.waits(waiting.name ?? "") : waitingWorkbook.hint}
        disabled={disabled}
        run={() => field.current?.click()}
      />
      {waiting ? (
        <Button size="small" type="link" onClick={() => letWait(null)}>
          {waitingWorkbook.giveUp}
        </Button>
      ) : null}
      <FileInput
        ref={field}
        accept=".xlsx,.xls,.et,.ods,.csv,text/csv"
        label={workbooks.fileInput}
        testId="start-workbook"
        onFiles={([file]) => void take(file)}
      />
    </>
  );
}

interface WayProps {
  icon: ComponentType<{ className?: string }>;
  title: string;
  hint: string;
  /** What is going on, while it is. */
  working?: string | null;
  disabled: boolean;
  run(): void;
}

function Way({ icon: Icon, title, hint, working, disabled, run }: WayProps) {
  return (
    <button type="button" className="st-way" disabled={disabled} aria-busy={!!working} onClick={run}>
      <Icon className="st-icon" />
      <span>
        <b>{title}</b>
        <span className="dz-second" role={working ? "status" : undefined}>
          {working ?? hint}
        </span>
      </span>
    </button>
  );
}

function Recent({ ledger, disabled, run }: { ledger: RecentLedger; disabled: boolean; run(): void }) {
  return (
    <button
      type="button"
      className="st-file"
      disabled={disabled || !ledger.present}
      title={ledger.present ? ledger.path : text.goneHint}
      onClick={run}
    >
      <b>{ledger.title}</b>
      {ledger.present ? null : <span className="st-gone">{text.gone}</span>}
      {/* The end of a path says more than its beginning: cut on the left. */}
      <span className="st-path">
        <bdi>{ledger.path}</bdi>
      </span>
    </button>
  );
}

function useDroppedLedger(open: (path: string) => void): void {
  const latest = useRef(open);
  latest.current = open;
  useEffect(() => {
    let stop: (() => void) | undefined;
    let gone = false;
    void host()
      .onFiles(({ kind, paths }) => {
        const ledger = paths.find((path) => path.toLowerCase().endsWith(".dz") || isSealed(path));
        if (kind === "drop" && ledger) latest.current(ledger);
      })
      .then((end) => {
        if (gone) end();
        else stop = end;
      });
    return () => {
      gone = true;
      stop?.();
    };
  }, []);
}
