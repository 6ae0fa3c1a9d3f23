// 谁改了什么 beside the sheet: every figure of the form that was changed, what stood there, who, when and why, with a way
// to its cell. ↑↓ go through the list, Enter goes to the cell, Esc closes.

import { DatePicker } from "antd";
import dayjs from "dayjs";
import { momentName } from "../../lib/period";
import { OneOf } from "../../parts/OneOf";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk } from "../../state/ask";
import { parts } from "../../text/parts";
import { results } from "../../text/results";
import type { CellRequest } from "../../wire/CellRequest";
import type { ChangesSince } from "../../wire/ChangesSince";
import type { FigureChange } from "../../wire/FigureChange";
import { useWalk } from "./useWalk";

const text = results.whoChanged;
const DAY = "YYYY-MM-DD";

/** From when on, as the address says it: submitted, accepted, or a day. */
export function sinceOf(said: string): ChangesSince {
  return said === "submitted" || said === "accepted" ? { type: said } : { type: "day", day: said };
}

export interface ChangesPaneProps {
  form: string;
  since: string;
  onSince(since: string): void;
  onJump(cell: CellRequest): void;
  onClose(): void;
}

export function ChangesPane({ form, since, onSince, onJump, onClose }: ChangesPaneProps) {
  const asked = sinceOf(since);
  const { data, error, refetch } = useAsk("changes", { form, since: asked }, { rooms: ["results"] });
  const { list, onKeyDown } = useWalk<HTMLOListElement>();
  const choose = (type: ChangesSince["type"]) =>
    onSince(type === "day" ? dayjs().startOf("month").format(DAY) : type);

  return (
    <SidePane
      title={text.title}
      subtitle={data ? text.count(data.changes.length, data.more) : null}
      onClose={onClose}
    >
      <div className="dz-changes-since">
        <OneOf
          size="small"
          aria-label={text.since}
          value={asked.type}
          onChange={choose}
          options={(["submitted", "accepted", "day"] as const).map((value) => ({
            value,
            label: text.sinces[value],
          }))}
        />
        {asked.type === "day" ? (
          <DatePicker
            size="small"
            allowClear={false}
            aria-label={text.day}
            value={dayjs(asked.day)}
            onChange={(day) => day && onSince(day.format(DAY))}
          />
        ) : null}
      </div>
      <p className="dz-faint dz-check-keys">{text.says[asked.type]}</p>
      {error ? <Refusal error={error} onRetry={() => void refetch()} /> : null}
      {data || error ? null : (
        <p className="dz-faint" role="status">
          {parts.loading}
        </p>
      )}
      {data && data.changes.length === 0 ? <p className="dz-second">{text.none}</p> : null}
      <ol
        className="dz-checks"
        ref={list}
        aria-label={text.title}
        onKeyDown={onKeyDown}
        data-testid="changes"
      >
        {data?.changes.map((one) => (
          <Change
            key={`${one.change.entry} ${Object.values(one.cell).join(" ")}`}
            one={one}
            onJump={onJump}
          />
        ))}
      </ol>
      {data && data.changes.length > 0 ? <p className="dz-faint dz-check-keys">{text.keys}</p> : null}
    </SidePane>
  );
}

function Change({ one, onJump }: { one: FigureChange; onJump(cell: CellRequest): void }) {
  const { cell, change, indicator_name } = one;
  return (
    <li>
      <button type="button" className="dz-plain dz-check-way" data-walk onClick={() => onJump(cell)}>
        <span className="dz-check-head">
          <span>{change.org_unit_name}</span>
          <span className="dz-second">{indicator_name}</span>
          <span className="dz-faint dz-check-class">{change.period_label}</span>
        </span>
        <span className="dz-check-says">
          {change.replaced} → <b>{change.value}</b>
        </span>
        <span className="dz-faint dz-check-keys">
          {[change.operation, change.author, momentName(change.time)].join(" · ")}
        </span>
        {change.reason ? <span className="dz-second">{text.reason(change.reason)}</span> : null}
      </button>
    </li>
  );
}
