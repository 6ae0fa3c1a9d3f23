// 记账: who did what, when and why, the newest first; older ones are fetched when they are asked for.
import { Button } from "antd";
import { useState } from "react";
import { Refusal } from "../../parts/Refusal";
import { useAsk, useAskEach } from "../../state/ask";
import { settings } from "../../text/settings";
import type { LogLine } from "../../wire/LogLine";
import { newestFirst, whatOf } from "./log.logic";

const text = settings.log;

export function LogPage() {
  const [older, setOlder] = useState<readonly number[]>([]);
  const { data: newest, error, refetch } = useAsk("log", {});
  const parts = useAskEach(
    "log",
    older.map((before) => ({ before })),
  );
  if (error) return <Refusal error={error} onRetry={refetch} />;
  if (!newest) return <p className="dz-faint">{text.loading}</p>;
  const lines = newestFirst([newest, ...parts]);
  const last = parts.length > 0 ? parts[parts.length - 1] : newest;
  return (
    <section className="set-persons" aria-labelledby="set-log-title" data-pane={text.title}>
      <header className="set-head">
        <h2 id="set-log-title">{text.title}</h2>
        <span className="dz-faint">{text.hint}</span>
      </header>
      <Table lines={lines} />
      {last?.next ? (
        <div className="set-ways">
          <Button onClick={() => last.next && setOlder([...older, last.next])} data-testid="log-older">
            {text.older}
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function Table({ lines }: { lines: readonly LogLine[] }) {
  const { columns } = text;
  return (
    <div className="set-persons-scroll">
      <table className="set-person-table">
        <thead>
          <tr>
            <th scope="col">{columns.time}</th>
            <th scope="col">{columns.by}</th>
            <th scope="col">{columns.office}</th>
            <th scope="col">{columns.what}</th>
            <th scope="col" className="dz-number">
              {columns.rows}
            </th>
            <th scope="col">{columns.reason}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.number} data-testid="log-line">
              <td>
                {text.time(line.written.time)}
                {line.set_back ? (
                  <span className="set-tag">{text.setBack(text.time(line.set_back))}</span>
                ) : null}
              </td>
              <th scope="row">{line.written.by || text.nobody}</th>
              <td>{line.office}</td>
              <td>{whatOf(line)}</td>
              <td className="dz-number">{line.rows}</td>
              <td>{line.written.reason}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
