// 任务分解: units and their shares, typed straight into the table and kept as they are typed; a pasted column is one
// action. The sum and its check come back from the ledger after each change.
import { type ClipboardEvent, type KeyboardEvent, useMemo, useState } from "react";
import { figure, MISSING } from "../../lib/format";
import { parseTsv } from "../../lib/tsv";
import { EmptyState } from "../../parts/EmptyState";
import { StatusMark } from "../../parts/StatusMark";
import { useAsk, useTell } from "../../state/ask";
import { useLedger } from "../../state/ledger";
import { useLens } from "../../state/lens";
import { hashOf } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { AllocationLine } from "../../wire/AllocationLine";
import type { AllocationView } from "../../wire/AllocationView";
import type { TargetDetail } from "../../wire/TargetDetail";
import type { UnitView } from "../../wire/UnitView";
import { type Drafts, inTreeOrder, isReadable, pasted, readyOf, sharesOf, withDraft } from "./shares.logic";

export function Shares({ detail }: { detail: TargetDetail }) {
  const { allocation, line, chart } = detail;
  const [begun, setBegun] = useState(false);
  if (allocation && allocation.lines.length > 0)
    return <Existing target={line.target} unit={line.org_unit} uom={chart.uom} view={allocation} />;
  // A breakdown without lines: this is one unit's share of it, and the shares stand with the whole.
  if (allocation) return <PartOf target={line.target} />;
  if (begun) return <Beginning target={line.target} unit={line.org_unit} uom={chart.uom} />;
  return (
    <EmptyState
      title={text.shares.none}
      hint={text.shares.noneTodo}
      action={{ label: text.shares.begin, run: () => setBegun(true) }}
    />
  );
}

/** The units right below, in the order of the tree; undefined while they are asked for. Refused: none. */
function useUnitsBelow(unit: string): readonly UnitView[] | undefined {
  const asOf = useLens((lens) => lens.asOf);
  const { data, error } = useAsk("units", { parent: unit, as_of: asOf }, { rooms: ["org"] });
  return error ? NONE : data;
}

const NONE: readonly UnitView[] = [];

interface ExistingProps {
  target: string;
  unit: string;
  uom: string;
  view: AllocationView;
}

function Existing({ target, unit, uom, view }: ExistingProps) {
  const units = useUnitsBelow(unit);
  const lines = useMemo(() => inTreeOrder(view.lines, units ?? []), [view.lines, units]);
  if (!units) return <p className="dz-faint">{text.loading}</p>;
  return <Editor target={target} uom={uom} lines={lines} view={view} />;
}

function PartOf({ target }: { target: string }) {
  return (
    <p className="dz-second">
      {text.shares.partOf}{" "}
      <a className="tg-link" href={hashOf({ room: "targets", path: [target], query: { show: "shares" } })}>
        {text.shares.openWhole}
      </a>
    </p>
  );
}

/** Nothing is broken down yet: the units right below, all without a task. */
function Beginning({ target, unit, uom }: { target: string; unit: string; uom: string }) {
  const units = useUnitsBelow(unit);
  const lines = useMemo(() => units?.map((org_unit) => ({ org_unit, value: null, line: null })), [units]);
  if (!lines) return <p className="dz-faint">{text.loading}</p>;
  if (lines.length === 0) return <p className="dz-second">{text.shares.noUnits}</p>;
  return <Editor target={target} uom={uom} lines={lines} view={null} />;
}

interface EditorProps {
  target: string;
  uom: string;
  lines: readonly AllocationLine[];
  view: AllocationView | null;
}

function Editor({ target, uom, lines, view }: EditorProps) {
  const readOnly = useLedger().ledger?.read_only ?? false;
  const [drafts, setDrafts] = useState<Drafts>(new Map());
  const [said, setSaid] = useState("");
  const { mutateAsync, isPending } = useTell("allocate");

  const send = async (now: Drafts) => {
    const ready = readyOf(now);
    if (readOnly || ready.size === 0) return;
    try {
      await mutateAsync({ target, shares: sharesOf(ready) });
      setDrafts((before) => new Map([...before].filter(([unit, typed]) => ready.get(unit) !== typed)));
      setSaid(savedWords(lines, ready));
    } catch {
      // Refusals are told by the notices; what was typed stays in its field.
    }
  };

  const type = (line: AllocationLine, typed: string) => setDrafts((before) => withDraft(before, line, typed));

  const onPaste = (event: ClipboardEvent<HTMLInputElement>, at: number) => {
    const block = parseTsv(event.clipboardData.getData("text/plain"));
    if (block.length < 2 && (block[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    const given = pasted(block, lines, at);
    const next = lines.reduce<Drafts>((all, line) => {
      const typed = given.get(line.org_unit.id);
      return typed === undefined ? all : withDraft(all, line, typed);
    }, drafts);
    setDrafts(next);
    void send(next);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>, line: AllocationLine) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape" && drafts.has(line.org_unit.id)) {
      event.preventDefault();
      event.stopPropagation();
      type(line, line.value ?? "");
      return;
    }
    const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const fields = [
      ...(event.currentTarget.closest("table")?.querySelectorAll<HTMLInputElement>("input") ?? []),
    ];
    const next = fields[fields.indexOf(event.currentTarget) + step];
    if (next) {
      next.focus();
      next.select();
    } else event.currentTarget.blur();
  };

  return (
    <div className="tg-stack">
      {view ? <SumCheck view={view} uom={uom} /> : null}
      <section>
        <table className="tg-table tg-shares">
          <caption className="dz-unseen">{text.shares.caption}</caption>
          <thead>
            <tr>
              <th scope="col">{text.shares.unit}</th>
              <th scope="col" className="dz-number">
                {text.shares.valueOf(uom)}
              </th>
              <th scope="col" className="dz-number">
                {text.shares.actual}
              </th>
              <th scope="col" className="dz-number">
                {text.shares.rate}
              </th>
              <th scope="col">{text.shares.status}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, at) => (
              <ShareRow
                key={line.org_unit.id}
                line={line}
                typed={drafts.get(line.org_unit.id)}
                readOnly={readOnly}
                onType={(typed) => type(line, typed)}
                onLeave={() => void send(drafts)}
                onPaste={(event) => onPaste(event, at)}
                onKeyDown={(event) => onKeyDown(event, line)}
              />
            ))}
          </tbody>
        </table>
        <p className="tg-small dz-faint">{readOnly ? text.shares.readOnly : text.shares.hint}</p>
        <p className="tg-small dz-second" role="status">
          {isPending ? text.shares.saving : said}
        </p>
      </section>
    </div>
  );
}

interface ShareRowProps {
  line: AllocationLine;
  typed: string | undefined;
  readOnly: boolean;
  onType(text: string): void;
  onLeave(): void;
  onPaste(event: ClipboardEvent<HTMLInputElement>): void;
  onKeyDown(event: KeyboardEvent<HTMLInputElement>): void;
}

function ShareRow({ line, typed, readOnly, onType, onLeave, onPaste, onKeyDown }: ShareRowProps) {
  const { org_unit, value, line: state } = line;
  const [focused, setFocused] = useState(false);
  const wrong = typed !== undefined && !isReadable(typed);
  const shown = typed ?? (focused ? (value ?? "") : value === null ? "" : figure(value));
  const problem = `share-${org_unit.id}`;
  return (
    <tr>
      <th scope="row">{org_unit.name}</th>
      <td className="dz-number">
        <input
          className="tg-share"
          inputMode="decimal"
          aria-label={text.shares.share(org_unit.name)}
          aria-invalid={wrong}
          aria-describedby={wrong ? problem : undefined}
          placeholder={text.shares.noTask}
          readOnly={readOnly}
          value={shown}
          onFocus={() => setFocused(true)}
          onBlur={() => {
            setFocused(false);
            onLeave();
          }}
          onChange={(event) => onType(event.target.value)}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
        />
        {wrong ? (
          <span className="tg-wrong" id={problem}>
            {text.shares.notNumber(typed)}
          </span>
        ) : null}
      </td>
      <td className="dz-number">{state?.coverage ?? state?.actual?.text ?? MISSING}</td>
      <td className="dz-number">{state?.rate ? `${state.rate.text}${state.rate.uom}` : MISSING}</td>
      <td>
        {state ? (
          <StatusMark status={state.status} />
        ) : (
          <span className="dz-faint">{text.shares.noTask}</span>
        )}
      </td>
    </tr>
  );
}

function SumCheck({ view, uom }: { view: AllocationView; uom: string }) {
  const words = text.shares;
  return (
    <section className="tg-check" data-check={view.check} aria-live="polite">
      <span>
        <span className="dz-second">{words.sum}</span> <b>{figure(view.sum)}</b>
        <span className="tg-uom">{uom}</span>
      </span>
      <span>
        <span className="dz-second">{words.whole}</span> <b>{figure(view.whole)}</b>
        <span className="tg-uom">{uom}</span>
      </span>
      <span className="tg-verdict">
        {words.check[view.check] ?? view.check}
        {view.check === "over" || view.check === "short"
          ? `，${words.difference(`${view.difference}${uom}`)}`
          : ""}
      </span>
    </section>
  );
}

function savedWords(lines: readonly AllocationLine[], sent: Drafts): string {
  const only = sent.size === 1 ? lines.find(({ org_unit }) => sent.has(org_unit.id)) : undefined;
  return only ? text.shares.saved(only.org_unit.name) : text.shares.savedMany(sent.size);
}
