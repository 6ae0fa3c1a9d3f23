// 任务分解 of a target in its drawer: what fell to whom, how each stands, and whether the sum makes the target. It is
// edited on a sheet of its own.
import { EditOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { figure, MISSING } from "../../lib/format";
import { EmptyState } from "../../parts/EmptyState";
import { StatusMark } from "../../parts/StatusMark";
import { useLedger } from "../../state/ledger";
import { type Destination, go, hashOf } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { AllocationLine } from "../../wire/AllocationLine";
import type { AllocationView } from "../../wire/AllocationView";
import type { TargetDetail } from "../../wire/TargetDetail";
import { hrefOf } from "./columns";

/** Where the sheet of a target's breakdown is. */
export function sheetPlace(target: string): Destination {
  return { room: "targets", path: [target, "shares"] };
}

export function Shares({ detail }: { detail: TargetDetail }) {
  const { allocation, line, chart } = detail;
  const readOnly = useLedger().ledger?.read_only ?? false;
  const edit = () => go(sheetPlace(line.target));
  // A breakdown without lines: this is one unit's share of it, and the shares stand with the whole.
  if (allocation && allocation.lines.length === 0) return <PartOf target={line.target} />;
  if (!allocation) {
    return (
      <EmptyState
        title={text.shares.none}
        hint={text.shares.noneTodo}
        {...(readOnly ? {} : { action: { label: text.shares.begin, run: edit } })}
      />
    );
  }
  return (
    <div className="tg-stack">
      <SumCheck view={allocation} uom={chart.uom} />
      <section>
        {readOnly ? null : (
          <p className="tg-ways">
            <Button size="small" icon={<EditOutlined />} data-testid="edit-shares" onClick={edit}>
              {text.shares.edit}
            </Button>
          </p>
        )}
        <Lines lines={allocation.lines} uom={chart.uom} />
      </section>
    </div>
  );
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

/** More are shown by and by, so that a breakdown to thousands of villages opens at once. */
const SHOWN_FIRST = 200;

function Lines({ lines, uom }: { lines: readonly AllocationLine[]; uom: string }) {
  const [shown, setShown] = useState(SHOWN_FIRST);
  const left = lines.length - shown;
  return (
    <>
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
          {lines.slice(0, shown).map(({ org_unit, value, line }) => (
            <tr key={org_unit.id}>
              <th scope="row">{line ? <a href={hrefOf(line)}>{org_unit.name}</a> : org_unit.name}</th>
              <td className="dz-number">{value ?? text.shares.noTask}</td>
              <td className="dz-number">{line?.coverage ?? line?.actual?.text ?? MISSING}</td>
              <td className="dz-number">{line?.rate ? `${line.rate.text}${line.rate.uom}` : MISSING}</td>
              <td>{line ? <StatusMark status={line.status} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {left > 0 ? (
        <Button type="link" onClick={() => setShown(shown + SHOWN_FIRST)}>
          {text.more(left)}
        </Button>
      ) : null}
    </>
  );
}

interface SumCheckProps {
  view: Pick<AllocationView, "sum" | "whole" | "clears" | "check" | "difference">;
  uom: string;
  /** How many units have no task. */
  noTask?: number;
}

export function SumCheck({ view, uom, noTask = 0 }: SumCheckProps) {
  const words = text.shares;
  return (
    <section className="tg-check" data-check={view.check} aria-live="polite">
      <span>
        <span className="dz-second">{words.sum}</span> <b>{figure(view.sum)}</b>
        <span className="tg-uom">{uom}</span>
      </span>
      <span>
        <span className="dz-second">{view.clears ? words.toClear : words.whole}</span>{" "}
        <b>{figure(view.whole)}</b>
        <span className="tg-uom">{uom}</span>
      </span>
      <span className="tg-verdict">
        {words.check[view.check] ?? view.check}
        {view.check === "over" || view.check === "short"
          ? `，${words.difference(`${view.difference}${uom}`)}`
          : ""}
      </span>
      {noTask > 0 ? <span className="dz-second">{words.noTasks(noTask)}</span> : null}
    </section>
  );
}
