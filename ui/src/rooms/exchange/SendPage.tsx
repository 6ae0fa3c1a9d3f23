// 发出: what can be packed, ticked and signed in one go, and what went out before.

import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Checkbox, Input, Select } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { UnitPicker } from "../../parts/UnitPicker";
import { call } from "../../platform";
import { refresh, useAsk, useTell } from "../../state/ask";
import { sayDone, sayRefused } from "../../state/notices";
import { go } from "../../state/route";
import { exchange } from "../../text/exchange";
import type { DeliveryView } from "../../wire/DeliveryView";
import type { ExchangeView } from "../../wire/ExchangeView";
import {
  ALL_DOWN,
  choicesOf,
  contentOf,
  EVERYTHING,
  type Issuing,
  isShown,
  type Line,
  linesOf,
  type Narrowing,
  nameOf,
} from "./exchange.logic";

const text = exchange.send;

const NONE = "";
const WORD = "word";

export function SendPage({ view }: { view: ExchangeView }) {
  const [narrowing, setNarrowing] = useState(EVERYTHING);
  const [issuing, setIssuing] = useState(ALL_DOWN);
  // Only what is seen is packed.
  const lines = linesOf(view, issuing).filter((line) => isShown(line, narrowing));
  // What waits to be sent is ticked by itself; here stands what a person ticked otherwise.
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  const isPicked = ({ id, waits, blocked }: Line) => blocked === null && waits !== toggled.has(id);
  const picked = lines.filter(isPicked);
  const pickReports = (wanted: boolean) => {
    const next = new Set(toggled);
    for (const line of lines.filter(({ blocked, request }) => blocked === null && request.report)) {
      if (isPicked(line) !== wanted && !next.delete(line.id)) next.add(line.id);
    }
    setToggled(next);
  };
  return (
    <>
      {view.key ? (
        <p className="dz-second" data-testid="exchange-key">
          {text.key(view.key.name, view.key.fingerprint)}
        </p>
      ) : (
        <Alert
          type="info"
          showIcon
          title={text.noKey}
          description={text.noKeyHint}
          action={
            <Button onClick={() => go({ room: "settings", query: { page: "keys" } })}>{text.makeKey}</Button>
          }
        />
      )}
      <section aria-labelledby="exchange-send" className="exchange-part">
        <h2 id="exchange-send">{text.title}</h2>
        {view.outgoing.length === 0 ? (
          <EmptyState title={text.none} hint={text.noneHint} />
        ) : (
          <Narrow
            choices={choicesOf(view)}
            narrowing={narrowing}
            onNarrow={setNarrowing}
            onPick={pickReports}
            lines={lines}
            picked={picked}
          />
        )}
        <Lines lines={lines} picked={picked} onToggle={toggle}>
          {view.forms.length > 0 ? <Issue view={view} issuing={issuing} onChange={setIssuing} /> : null}
        </Lines>
      </section>
      <Sent deliveries={view.sent} />
      {view.key ? <Packing view={view} picked={picked} onDone={() => setToggled(new Set())} /> : null}
    </>
  );
}

interface NarrowProps {
  choices: ReturnType<typeof choicesOf>;
  narrowing: Narrowing;
  onNarrow(next: Narrowing): void;
  onPick(wanted: boolean): void;
  lines: readonly Line[];
  picked: readonly Line[];
}

/** Which reports are looked at, and all of them at once. */
function Narrow({ choices, narrowing, onNarrow, onPick, lines, picked }: NarrowProps) {
  const able = lines.filter(({ blocked, request }) => blocked === null && request.report);
  const ticked = able.filter((line) => picked.includes(line));
  const shown = lines.some(({ request }) => request.report);
  return (
    <div className="exchange-narrow">
      {(["form", "unit", "period"] as const).map((name) =>
        choices[name].length > 1 ? (
          <Select
            key={name}
            showSearch={{ optionFilterProp: "label" }}
            aria-label={text.narrowing[name]}
            value={narrowing[name] ?? NONE}
            onChange={(value) => onNarrow({ ...narrowing, [name]: value === NONE ? null : value })}
            options={[{ value: NONE, label: text.narrow[name] }, ...choices[name]]}
          />
        ) : null,
      )}
      {able.length > 1 ? (
        <Checkbox
          checked={ticked.length === able.length}
          indeterminate={ticked.length > 0 && ticked.length < able.length}
          onChange={({ target }) => onPick(target.checked)}
          data-testid="exchange-all"
        >
          {text.all}
        </Checkbox>
      ) : null}
      {shown ? null : <span className="dz-faint">{text.noneShown}</span>}
    </div>
  );
}

interface IssueProps {
  view: ExchangeView;
  issuing: Issuing;
  onChange(next: Issuing): void;
}

/** What goes down, and to whom. */
function Issue({ view, issuing, onChange }: IssueProps) {
  return (
    <span className="exchange-narrow" data-testid="exchange-issue">
      <Select
        mode="multiple"
        aria-label={text.issueForms}
        placeholder={text.issueAllForms}
        className="exchange-forms"
        value={[...issuing.forms]}
        onChange={(forms) => onChange({ ...issuing, forms })}
        showSearch={{ optionFilterProp: "label" }}
        options={view.forms.map(({ code, word }) => ({ value: code, label: word }))}
      />
      <UnitPicker
        label={text.issueUnit}
        placeholder={text.issueTo}
        value={issuing.to?.id ?? ""}
        onChange={(id, name) => onChange({ ...issuing, to: { id, name } })}
      />
      {issuing.to ? (
        <Button size="small" type="link" onClick={() => onChange({ ...issuing, to: null })}>
          {text.issueToAll}
        </Button>
      ) : null}
    </span>
  );
}

interface LinesProps {
  lines: readonly Line[];
  picked: readonly Line[];
  onToggle(id: string): void;
  /** What is chosen at the line of what goes down. */
  children: ReactNode;
}

function Lines({ lines, picked, onToggle, children }: LinesProps) {
  const { columns } = text;
  return (
    <table className="exchange-table">
      <thead>
        <tr>
          <th scope="col">{columns.what}</th>
          <th scope="col">{columns.period}</th>
          <th scope="col">{columns.to}</th>
          <th scope="col">{columns.state}</th>
          <th scope="col">{columns.last}</th>
          <th scope="col">{columns.answer}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.id} data-testid="exchange-line">
            <th scope="row">
              <Checkbox
                checked={picked.includes(line)}
                disabled={line.blocked !== null}
                onChange={() => onToggle(line.id)}
              >
                {line.what}
              </Checkbox>
              {line.request.kind === "issue" ? children : null}
            </th>
            <td>{line.period}</td>
            <td>{line.to}</td>
            <td>{line.blocked ? `${line.state}，${line.blocked}` : line.state}</td>
            <td>{line.last}</td>
            <td>{line.answer}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface PackingProps {
  view: ExchangeView;
  picked: readonly Line[];
  onDone(): void;
}

/** The foot: the passphrase like a stamp, and what goes with it. */
function Packing({ view, picked, onDone }: PackingProps) {
  const client = useQueryClient();
  const { data: known } = useAsk("signers", {}, { rooms: ["exchange"] });
  const reveal = useTell("reveal");
  const [passphrase, setPassphrase] = useState("");
  const [evidence, setEvidence] = useState(false);
  const [lock, setLock] = useState(NONE);
  const [word, setWord] = useState("");
  const [busy, setBusy] = useState(false);
  const locks = (known?.signers ?? []).filter(
    ({ relation, state }) => relation !== "own" && state === "trusted",
  );
  const able = picked.length > 0 && passphrase !== "" && (lock !== WORD || word !== "");
  const pack = async () => {
    setBusy(true);
    try {
      let folder = view.folder;
      for (const { request } of picked) {
        const answer = await call("pack", {
          ...request,
          evidence,
          passphrase,
          ...(lock === WORD ? { seal_with: word } : lock === NONE ? {} : { seal_for: lock }),
        });
        folder = answer.path;
      }
      sayDone(text.done(picked.length, view.folder), {
        label: text.reveal,
        run: () => reveal.mutate({ path: folder }),
      });
      setPassphrase("");
      onDone();
    } catch (thrown) {
      sayRefused(thrown);
    } finally {
      setBusy(false);
      await refresh(client, ["exchange"]);
    }
  };
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (able && !busy) void pack();
  };
  return (
    <form className="exchange-foot" aria-label={text.title} onSubmit={send}>
      <Checkbox checked={evidence} onChange={({ target }) => setEvidence(target.checked)}>
        {text.evidence}
      </Checkbox>
      <Select
        aria-label={text.seal}
        className="exchange-seal"
        value={lock}
        onChange={setLock}
        options={[
          { value: NONE, label: text.sealNone },
          { value: WORD, label: text.sealWord },
          ...locks.map(({ key }) => ({ value: key.key, label: text.sealFor(key.name) })),
        ]}
      />
      {lock === WORD ? (
        <Input.Password
          aria-label={text.sealPassphrase}
          placeholder={text.sealPassphrase}
          className="exchange-word"
          autoComplete="new-password"
          value={word}
          onChange={({ target }) => setWord(target.value)}
        />
      ) : null}
      <Input.Password
        aria-label={text.passphrase}
        placeholder={text.passphrase}
        className="exchange-word"
        autoComplete="current-password"
        value={passphrase}
        data-testid="exchange-passphrase"
        onChange={({ target }) => setPassphrase(target.value)}
      />
      <span className="dz-faint">{picked.length === 0 ? text.choose : null}</span>
      <Button type="primary" htmlType="submit" disabled={!able} loading={busy} data-testid="exchange-pack">
        {text.go(picked.length)}
      </Button>
    </form>
  );
}

function Sent({ deliveries }: { deliveries: readonly DeliveryView[] }) {
  const columns = text.historyColumns;
  return (
    <section aria-labelledby="exchange-sent" className="exchange-part">
      <h2 id="exchange-sent">{text.history}</h2>
      {deliveries.length === 0 ? (
        <p className="dz-faint">{text.historyNone}</p>
      ) : (
        <table className="exchange-table">
          <thead>
            <tr>
              <th scope="col">{columns.what}</th>
              <th scope="col">{columns.report}</th>
              <th scope="col">{columns.to}</th>
              <th scope="col">{columns.made}</th>
              <th scope="col">{columns.maker}</th>
            </tr>
          </thead>
          <tbody>
            {deliveries.map(({ package: id, label }) => (
              <tr key={id}>
                <th scope="row">{nameOf(label)}</th>
                <td>{contentOf(label)}</td>
                <td>{label.to ?? text.issueTo}</td>
                <td>{exchange.day(label.made)}</td>
                <td>{label.maker}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
