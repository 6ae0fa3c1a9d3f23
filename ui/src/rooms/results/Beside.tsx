// What stands beside the active cell: the target, the last period, the same period last year, and who wrote what is
// there. Asked for a moment after the cursor came to rest, so that running along a row asks nothing.
import { LockOutlined, PaperClipOutlined } from "@ant-design/icons";
import { Button, Checkbox } from "antd";
import { useEffect, useState } from "react";
import { EvidenceFiles } from "../../evidence";
import { momentName } from "../../lib/period";
import type { ActiveCell } from "../../parts/grid/Grid";
import { useAsk, useTell } from "../../state/ask";
import { sayDone } from "../../state/notices";
import { sentenceOf } from "../../text/errors";
import { evidence } from "../../text/evidence";
import { results as text } from "../../text/results";
import type { CellContext } from "../../wire/CellContext";
import type { CellRequest } from "../../wire/CellRequest";
import type { EvidenceView } from "../../wire/EvidenceView";
import type { HistoryItem } from "../../wire/HistoryItem";
import type { ProblemView } from "../../wire/ProblemView";
import type { Attaching } from "./useAttaching";

const REST_MS = 160;

export interface BesideProps {
  active: ActiveCell;
  request: CellRequest | null;
  form: string;
  attaching: Attaching;
}

export function Beside({ active, request, form, attaching }: BesideProps) {
  const rested = useRested(request);
  const { data } = useAsk(
    "cell",
    { ...(rested ?? NOWHERE), form },
    {
      enabled: rested !== null,
      rooms: ["results", "targets"],
      keep: false,
    },
  );
  const context = request && same(request, rested) ? data : undefined;
  const { row, column, cell, readOnly } = active;

  return (
    <div className="dz-beside-cell" data-testid="beside">
      <h2 className="dz-beside-title">{row.title}</h2>
      <p className="dz-second">
        {column.title}
        {column.unit ? ` (${column.unit})` : ""}
      </p>
      {request ? (
        <>
          {context?.locked ? <Locked problem={context.locked} /> : null}
          <Facts context={context} />
          {cell.problem ? (
            <p className="dz-beside-problem" data-severity={cell.problem.severity}>
              {cell.problem.words}
            </p>
          ) : null}
          {cell.note ? (
            <p className="dz-beside-note">
              <b>{text.beside.note}</b> {cell.note}
            </p>
          ) : null}
          <Evidence active={active} request={request} form={form} attaching={attaching} />
          {context && context.history.length > 0 ? <History items={context.history} /> : null}
          {readOnly || context?.locked ? null : <p className="dz-faint dz-beside-keys">{text.beside.keys}</p>}
        </>
      ) : (
        <p className="dz-second">{text.beside.computed}</p>
      )}
    </div>
  );
}

/** Why the cell is not to be written, and what to do. */
function Locked({ problem }: { problem: ProblemView }) {
  const { what, todo } = sentenceOf(problem.code, problem);
  return (
    <p className="dz-beside-problem" data-testid="locked">
      <LockOutlined aria-hidden /> <b>{text.beside.readOnly}</b> {what}
      {todo}
    </p>
  );
}

function Facts({ context }: { context: CellContext | undefined }) {
  const { none } = text.beside;
  return (
    <dl className="dz-beside">
      <dt>{text.beside.target}</dt>
      <dd>{context?.target ?? none}</dd>
      <dt>{text.beside.previous}</dt>
      <dd>
        {context?.previous ?? none}
        {context?.difference ? (
          <span className="dz-faint"> {text.beside.difference(context.difference)}</span>
        ) : null}
      </dd>
      <dt>{text.beside.lastYear}</dt>
      <dd>{context?.last_year ?? none}</dd>
    </dl>
  );
}

/** What proves the figure, and the ways to put more with it. */
function Evidence({ active, request, form, attaching }: BesideProps & { request: CellRequest }) {
  const { cell, row, column, readOnly } = active;
  const { data } = useAsk("evidence", request, {
    enabled: (cell.evidence ?? 0) > 0,
    rooms: ["results"],
    keep: false,
  });
  const detach = useTell("detach_evidence");
  const files = cell.evidence ? (data ?? []) : [];
  const empty = cell.state === "not_reported" || cell.state === "raw" || cell.state === "no_task";
  const remove = (file: EvidenceView) =>
    detach.mutate(
      { form, cell: request, digest: file.digest },
      { onSuccess: () => sayDone(evidence.removed(file.name)) },
    );
  return (
    <section
      className="dz-beside-evidence"
      aria-label={evidence.title}
      data-over={attaching.over || undefined}
    >
      <h3 className="dz-beside-subtitle">
        {evidence.title} {files.length > 0 ? evidence.count(files.length) : null}
      </h3>
      {files.length > 0 ? (
        <EvidenceFiles files={files} {...(readOnly ? {} : { onRemove: remove })} />
      ) : (
        <p className="dz-faint">
          {readOnly ? (empty ? evidence.none : evidence.locked) : empty ? evidence.empty : evidence.none}
        </p>
      )}
      {attaching.over ? <p>{evidence.drop(`${row.title} ${column.title}`)}</p> : null}
      {empty || readOnly ? null : (
        <>
          <Button
            size="small"
            icon={<PaperClipOutlined aria-hidden />}
            loading={attaching.busy}
            title={evidence.addKeys}
            onClick={attaching.choose}
            data-testid="evidence-add"
          >
            {evidence.add} <kbd>Alt+F</kbd>
          </Button>
          <Checkbox
            checked={attaching.shrink}
            onChange={(event) => attaching.setShrink(event.target.checked)}
          >
            {evidence.shrink}
          </Checkbox>
        </>
      )}
    </section>
  );
}

function History({ items }: { items: readonly HistoryItem[] }) {
  return (
    <section className="dz-beside-history" aria-label={text.beside.history}>
      <h3 className="dz-beside-subtitle">{text.beside.history}</h3>
      <ol>
        {items.map((item) => (
          <li key={item.entry}>
            <span>
              <b>{item.value}</b>
              {item.replaced && item.replaced !== item.value ? (
                <span className="dz-faint"> {text.beside.replaced(item.replaced)}</span>
              ) : null}
            </span>
            <span className="dz-faint">
              {[item.operation, item.author, momentName(item.time)].filter(Boolean).join(" · ")}
            </span>
            {item.reason ? <span className="dz-second">{text.whoChanged.reason(item.reason)}</span> : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

const NOWHERE: CellRequest = { org_unit: "", indicator: "", measure: "", period: "" };

function useRested(request: CellRequest | null): CellRequest | null {
  const [rested, setRested] = useState<CellRequest | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same cell in a new object is the same cell.
  useEffect(() => {
    const timer = setTimeout(() => setRested(request), REST_MS);
    return () => clearTimeout(timer);
  }, [request && Object.values(request).join("\n")]);
  return rested;
}

function same(a: CellRequest, b: CellRequest | null): boolean {
  return b !== null && Object.values(a).join("\n") === Object.values(b).join("\n");
}
