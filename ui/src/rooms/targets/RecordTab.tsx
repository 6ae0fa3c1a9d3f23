// 记录 of a target: its versions, the entries behind its figure, and what documents say about the same indicator. When a
// reported cell was asked for, its own entries come first.
import { momentName } from "../../lib/period";
import { useAsk } from "../../state/ask";
import { go } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { CellRequest } from "../../wire/CellRequest";
import type { HistoryItem } from "../../wire/HistoryItem";
import type { TargetDetail } from "../../wire/TargetDetail";
import { cellOf, passagePlace } from "./detail.logic";
import { Versions } from "./Versions";

export function RecordTab({ detail, cell }: { detail: TargetDetail; cell: string | undefined }) {
  const asked = cellOf(cell);
  return (
    <div className="tg-stack">
      {asked ? <CellHistory cell={asked} /> : null}
      <section>
        <h3>{text.record.versions}</h3>
        <Versions detail={detail} />
      </section>
      <section>
        <h3>{text.record.entries}</h3>
        <History items={detail.history} />
      </section>
      <section>
        <header className="tg-head">
          <h3>{text.record.observations}</h3>
          <span className="tg-small dz-faint">{text.record.observationsHint}</span>
        </header>
        <Observations detail={detail} />
      </section>
    </div>
  );
}

function CellHistory({ cell }: { cell: CellRequest }) {
  const { data } = useAsk("cell", cell, { keep: false, rooms: ["results"] });
  return (
    <section className="tg-cell">
      <h3>{text.record.oneCell}</h3>
      {data ? <History items={data.history} /> : <p className="dz-faint">{text.loading}</p>}
    </section>
  );
}

function History({ items }: { items: readonly HistoryItem[] }) {
  if (items.length === 0) return <p className="dz-faint">{text.record.entriesNone}</p>;
  return (
    <ol className="tg-history">
      {items.map((item, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: one entry may set several cells of the target.
        <li key={`${item.entry}-${at}`}>
          <p>
            <span className="tg-op">{item.operation}</span>
            <span>{`${item.org_unit_name} ${item.period_label}`}</span> <b>{item.value}</b>
            {item.replaced ? <s>{item.replaced}</s> : null}
          </p>
          <p className="tg-small dz-second">
            {text.record.by(item.author, item.office)} · <time>{momentName(item.time)}</time>
          </p>
          {item.reason ? (
            <p className="tg-small">
              {text.record.reason}：{item.reason}
            </p>
          ) : null}
        </li>
      ))}
    </ol>
  );
}

function Observations({ detail }: { detail: TargetDetail }) {
  if (detail.observations.length === 0) return <p className="dz-faint">{text.record.observationsNone}</p>;
  return (
    <ul className="tg-history">
      {detail.observations.map((one) => {
        const { source } = one;
        return (
          <li key={one.id}>
            <p>
              <b>{one.value}</b> <span className="dz-second">{one.time}</span>
            </p>
            <p className="tg-small dz-second">
              {one.org_unit_name} · {one.name}
            </p>
            {source ? (
              <button
                type="button"
                className="dz-plain tg-link tg-small"
                onClick={() => go(passagePlace(source))}
              >
                {`《${source.title}》`}
              </button>
            ) : null}
          </li>
        );
      })}
    </ul>
  );
}
