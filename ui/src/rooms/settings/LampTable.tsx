// The table of lamps: a row a status, in it one lamp, or several by how far or how long it is behind or how near its
// deadline is. Word and shape say what the colour
// says. A case without a lamp shows where it is missing.
import { DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, InputNumber, Select } from "antd";
import { type Lamp, lampOf, shapeOf } from "../../lib/lamps";
import { LampShape } from "../../parts/StatusMark";
import { settings } from "../../text/settings";
import { lampWords } from "../../text/status";
import type { LampLine } from "../../wire/LampLine";
import type { NamedView } from "../../wire/NamedView";
import type { ProblemView } from "../../wire/ProblemView";
import { type Band, boundOf, divided, type StatusRow, statusRows, withLine, without } from "./rules.logic";

const text = settings.rules;

export interface LampTableProps {
  rules: readonly LampLine[];
  statuses: readonly NamedView[];
  lamps: readonly NamedView[];
  problems: readonly ProblemView[];
  onChange(rules: LampLine[]): void;
}

export function LampTable({ rules, statuses, lamps, problems, onChange }: LampTableProps) {
  const lacking = new Set(
    problems.filter(({ code }) => code === "lamps.uncovered").map(({ detail }) => detail[0]),
  );
  const idle = new Set(
    problems.filter(({ code }) => code === "lamps.unreached").map(({ detail }) => Number(detail[0]) - 1),
  );
  return (
    <table className="set-lamp-table" data-testid="lamp-table">
      <thead>
        <tr>
          <th scope="col">{text.columns.status}</th>
          <th scope="col">{text.columns.when}</th>
          <th scope="col">{text.columns.lamp}</th>
          <th scope="col">
            <span className="dz-unseen">{text.columns.ways}</span>
          </th>
        </tr>
      </thead>
      {statusRows(rules, statuses).map((row) => (
        <tbody key={row.status.code} data-lacking={lacking.has(row.status.code) || undefined}>
          {row.bands.length === 0 ? (
            <Lacking row={row} onAdd={() => onChange(divided(rules, row.status.code))} />
          ) : null}
          {row.bands.map((band, nth) => (
            <BandRow
              key={band.at}
              row={row}
              band={band}
              first={nth === 0}
              idle={idle.has(band.at)}
              lamps={lamps}
              onLine={(change) => onChange(withLine(rules, band.at, change))}
              onDivide={() => onChange(divided(rules, row.status.code))}
              onRemove={() => onChange(without(rules, band.at))}
            />
          ))}
        </tbody>
      ))}
    </table>
  );
}

interface BandRowProps {
  row: StatusRow;
  band: Band;
  first: boolean;
  idle: boolean;
  lamps: readonly NamedView[];
  onLine(change: Partial<LampLine>): void;
  onDivide(): void;
  onRemove(): void;
}

function BandRow({ row, band, first, idle, lamps, onLine, onDivide, onRemove }: BandRowProps) {
  const { status, bounds } = row;
  const { line, rest } = band;
  return (
    <tr data-idle={idle || undefined}>
      {first ? (
        <th scope="rowgroup" rowSpan={row.bands.length}>
          {status.word}
        </th>
      ) : null}
      <td>
        {line.bound === null ? (
          <span className="dz-second">{rest ? text.otherwise : text.always}</span>
        ) : (
          <Bound row={row} line={line} kind={line.bound} onLine={onLine} />
        )}
        {idle ? <span className="set-idle">{text.idle}</span> : null}
      </td>
      <td>
        <Select
          aria-label={text.lampOf(status.word)}
          size="small"
          value={line.lamp}
          style={{ width: 108 }}
          options={lamps.map(({ code }) => ({
            value: code,
            label: <LampWord code={code} status={status.code} />,
          }))}
          onChange={(lamp) => onLine({ lamp })}
        />
      </td>
      <td className="set-lamp-ways">
        {bounds.length > 0 && first ? (
          <Button type="text" size="small" icon={<PlusOutlined />} onClick={onDivide}>
            {text.divide}
          </Button>
        ) : null}
        {row.bands.length > 1 ? (
          <Button
            type="text"
            size="small"
            icon={<DeleteOutlined />}
            aria-label={text.removeOf(status.word)}
            onClick={onRemove}
          />
        ) : null}
      </td>
    </tr>
  );
}

interface BoundProps {
  row: StatusRow;
  line: LampLine;
  kind: string;
  onLine(change: Partial<LampLine>): void;
}

/** How far a band reaches: what it goes by, and its number. */
function Bound({ row: { status, bounds, bands }, line, kind, onLine }: BoundProps) {
  const [before, behind] = text.bounds[kind] ?? ["", ""];
  const others = bands.map((band) => band.line).filter((other) => other !== line);
  return (
    <span className="set-bound">
      <Select
        aria-label={text.boundOf(status.word)}
        size="small"
        variant="borderless"
        popupMatchSelectWidth={false}
        value={kind}
        options={bounds.map((code) => ({ value: code, label: text.bounds[code]?.[0] }))}
        onChange={(code) => onLine(boundOf(code, others))}
      />
      {line.at_most === null ? null : (
        <InputNumber
          aria-label={text.numberOf(status.word, before, behind)}
          size="small"
          min={0}
          max={999}
          precision={0}
          controls={false}
          value={line.at_most}
          style={{ width: 56 }}
          onChange={(value) => value !== null && onLine({ at_most: value })}
        />
      )}
      {behind}
    </span>
  );
}

function Lacking({ row, onAdd }: { row: StatusRow; onAdd(): void }) {
  return (
    <tr>
      <th scope="rowgroup">{row.status.word}</th>
      <td className="set-idle">{text.lacking}</td>
      <td />
      <td className="set-lamp-ways">
        <Button type="text" size="small" icon={<PlusOutlined />} onClick={onAdd}>
          {text.give}
        </Button>
      </td>
    </tr>
  );
}

function LampWord({ code, status }: { code: string; status: string }) {
  const lamp: Lamp = lampOf(code);
  return (
    <span className="dz-statusmark" data-lamp={lamp}>
      <LampShape lamp={lamp} shape={shapeOf(lamp, status)} />
      {lampWords[lamp]}
    </span>
  );
}
