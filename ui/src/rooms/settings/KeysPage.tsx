// 密钥: this device's own keys and whose signatures count. Making, keeping a copy, putting one back; retiring and revoking
// with a reason.
import { Button, Input } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { base64 } from "../../lib/bytes";
import { EmptyState } from "../../parts/EmptyState";
import { FileInput } from "../../parts/FileInput";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk, useTell } from "../../state/ask";
import { useLedger } from "../../state/ledger";
import { sayDone } from "../../state/notices";
import { useQueryValue } from "../../state/route";
import { exchange } from "../../text/exchange";
import type { PackageFile } from "../../wire/PackageFile";
import type { SignersView } from "../../wire/SignersView";
import type { SignerView } from "../../wire/SignerView";
import { Field } from "./Field";
import { PassphraseFields } from "./PassphraseFields";
import { passphraseLack } from "./passphrase.logic";
import { RecoveryPane } from "./RecoveryPane";

const text = exchange.keys;
const NEW = "new";
const RECOVERY = "recovery";

export function KeysPage() {
  const { ledger } = useLedger();
  const { data: view, error, refetch } = useAsk("signers", {}, { rooms: ["exchange"] });
  if (error) return <Refusal error={error} onRetry={refetch} />;
  if (!view || !ledger) return <p className="dz-faint">{exchange.loading}</p>;
  return <Keys view={view} writable={!ledger.read_only} />;
}

function Keys({ view, writable }: { view: SignersView; writable: boolean }) {
  const [open, setOpen] = useQueryValue("key");
  const [file, setFile] = useState<PackageFile | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const signer = view.signers.find(({ key }) => key.key === open) ?? null;
  const choose = async (chosen: File | undefined) => {
    if (chosen) setFile({ name: chosen.name, bytes: base64(new Uint8Array(await chosen.arrayBuffer())) });
  };
  return (
    <section className="set-persons" aria-labelledby="set-keys-title" data-pane={text.closeTitle}>
      <header className="set-head">
        <h2 id="set-keys-title">{text.title}</h2>
        <span className="dz-faint">{view.home ? text.hint : text.home}</span>
        <span className="set-ways set-key-ways">
          <Button onClick={() => setOpen(RECOVERY)} data-testid="key-recovery">
            {exchange.recovery.title}
          </Button>
          <Button disabled={!writable} onClick={() => field.current?.click()}>
            {text.restore}
          </Button>
          <Button
            type="primary"
            disabled={!writable || !view.home}
            onClick={() => setOpen(NEW)}
            data-testid="key-make"
          >
            {text.make}
          </Button>
        </span>
        <FileInput
          ref={field}
          accept=".dzk"
          label={text.restoreChoose}
          onFiles={([chosen]) => void choose(chosen)}
        />
      </header>
      {view.signers.length === 0 ? (
        <EmptyState title={text.none} hint={text.noneHint} />
      ) : (
        <Table signers={view.signers} active={open} onOpen={setOpen} />
      )}
      {open === NEW && view.home ? (
        <Make view={view} name={view.home.word} onClose={() => setOpen(null)} />
      ) : null}
      {open === RECOVERY ? (
        <RecoveryPane recovery={view.recovery} writable={writable} onClose={() => setOpen(null)} />
      ) : null}
      {signer ? (
        <Signer key={signer.key.key} signer={signer} writable={writable} onClose={() => setOpen(null)} />
      ) : null}
      {file ? <Restore file={file} onClose={() => setFile(null)} /> : null}
    </section>
  );
}

interface TableProps {
  signers: readonly SignerView[];
  active: string | null;
  onOpen(key: string): void;
}

function Table({ signers, active, onOpen }: TableProps) {
  const { columns } = text;
  return (
    <div className="set-persons-scroll">
      <table className="set-person-table">
        <thead>
          <tr>
            <th scope="col">{columns.unit}</th>
            <th scope="col">{columns.relation}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.digits}</th>
            <th scope="col">{columns.here}</th>
            <th scope="col">{columns.written}</th>
          </tr>
        </thead>
        <tbody>
          {signers.map(({ key, relation_word, state_word, on_device, written }) => (
            <tr key={key.key} data-active={key.key === active || undefined}>
              <th scope="row">
                <button
                  type="button"
                  className="dz-plain"
                  onClick={() => onOpen(key.key)}
                  data-testid="key-line"
                >
                  {key.name}
                </button>
              </th>
              <td>{relation_word}</td>
              <td>{state_word}</td>
              <td>{key.fingerprint}</td>
              <td>{on_device ? text.here : exchange.dash}</td>
              <td>
                {written
                  ? [written.by, exchange.day(written.time), written.reason].filter(Boolean).join(" · ")
                  : ""}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Make({ view, name, onClose }: { view: SignersView; name: string; onClose(): void }) {
  const [typed, setTyped] = useState({ passphrase: "", again: "" });
  const make = useTell("make_key", {
    onDone: () => {
      sayDone(text.made);
      onClose();
    },
  });
  const replaces = view.signers.some(({ relation, state }) => relation === "own" && state === "trusted");
  const lack = passphraseLack(typed);
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!lack && !make.isPending) make.mutate({ passphrase: typed.passphrase });
  };
  return (
    <SidePane title={text.makeFor(name)} onClose={onClose}>
      <form className="set-change" aria-label={text.make} onSubmit={send}>
        <p className="dz-second">{text.makeWhat}</p>
        {replaces ? <p className="dz-second">{text.makeReplaces}</p> : null}
        <PassphraseFields labels={text} typed={typed} testId="key" onChange={setTyped} />
        <div className="set-ways set-ways-end">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button
            type="primary"
            htmlType="submit"
            disabled={lack !== null}
            loading={make.isPending}
            data-testid="key-make-go"
          >
            {text.make}
          </Button>
        </div>
      </form>
    </SidePane>
  );
}

function Restore({ file, onClose }: { file: PackageFile; onClose(): void }) {
  const [passphrase, setPassphrase] = useState("");
  const restore = useTell("restore_key", {
    onDone: () => {
      sayDone(text.restored);
      onClose();
    },
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase !== "" && !restore.isPending) restore.mutate({ file, passphrase });
  };
  return (
    <SidePane title={text.restore} subtitle={file.name} onClose={onClose}>
      <form className="set-change" aria-label={text.restore} onSubmit={send}>
        <Field label={text.restorePassphrase}>
          <Input.Password
            autoFocus
            autoComplete="current-password"
            value={passphrase}
            onChange={({ target }) => setPassphrase(target.value)}
          />
        </Field>
        <div className="set-ways set-ways-end">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="primary" htmlType="submit" disabled={passphrase === ""} loading={restore.isPending}>
            {text.restore}
          </Button>
        </div>
      </form>
    </SidePane>
  );
}

const WAYS: Record<string, readonly [state: string, word: string][]> = {
  trusted: [
    ["retired", text.retire],
    ["revoked", text.revoke],
  ],
  retired: [
    ["trusted", text.trust],
    ["revoked", text.revoke],
  ],
  revoked: [["trusted", text.trust]],
};

interface SignerProps {
  signer: SignerView;
  writable: boolean;
  onClose(): void;
}

function Signer({ signer, writable, onClose }: SignerProps) {
  const { key, relation, relation_word, state, state_word, on_device } = signer;
  const [next, setNext] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const judge = useTell("judge_signer", {
    onDone: () => {
      sayDone(text.judged);
      onClose();
    },
  });
  const keep = useTell("export_key", { onDone: ({ path }) => path && sayDone(text.exported(path)) });
  const able = next !== null && reason.trim() !== "";
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!able || judge.isPending) return;
    const { key: public_key, org_unit, name } = key;
    judge.mutate({ key: public_key, org_unit, name, relation, state: next, reason: reason.trim() });
  };
  return (
    <SidePane title={key.name} subtitle={`${relation_word} · ${state_word}`} onClose={onClose}>
      <dl className="set-facts">
        <dt>{text.columns.digits}</dt>
        <dd className="set-path">{key.fingerprint}</dd>
      </dl>
      {on_device ? (
        <Button
          onClick={() => keep.mutate({ key: key.key })}
          loading={keep.isPending}
          data-testid="key-export"
        >
          {text.export}
        </Button>
      ) : null}
      {writable ? (
        <form className="set-change" aria-label={text.judge} onSubmit={send}>
          <div className="set-ways">
            {(WAYS[state] ?? []).map(([to, word]) => (
              <Button key={to} type={next === to ? "primary" : "default"} onClick={() => setNext(to)}>
                {word}
              </Button>
            ))}
          </div>
          {next ? (
            <>
              <p className="dz-second">{text.says[next]}</p>
              <Field label={text.reason}>
                <Input
                  value={reason}
                  placeholder={text.reasonHint}
                  onChange={({ target }) => setReason(target.value)}
                />
              </Field>
              <div className="set-ways set-ways-end">
                <Button type="primary" htmlType="submit" disabled={!able} loading={judge.isPending}>
                  {text.go}
                </Button>
              </div>
            </>
          ) : null}
        </form>
      ) : null}
    </SidePane>
  );
}
