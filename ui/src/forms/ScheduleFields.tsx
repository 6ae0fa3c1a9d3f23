// 序时方式 with what it needs: a planned curve by month, typed or pasted, or the weights of a season. The plan that follows
// is told by Rust in one line.
import { Form, Input } from "antd";
import { type ClipboardEvent, type KeyboardEvent, useMemo } from "react";
import { asOfName } from "../lib/period";
import { parseTsv } from "../lib/tsv";
import { targetForm as text } from "../text/target-form";
import { WordField } from "./fields";
import { pastedPlan, planDays, type TargetFields } from "./target.logic";

export interface ScheduleFieldsProps {
  target: TargetFields;
  uom: string;
  /** The plan in words. */
  rule: string | undefined;
}

export function ScheduleFields({ target, uom, rule }: ScheduleFieldsProps) {
  const { code } = target.schedule;
  return (
    <>
      <WordField name={["target", "schedule", "code"]} label={text.schedule} words={text.schedules} />
      {code === "curve" ? (
        <Form.Item name={["target", "schedule", "points"]} className="dz-form-wide">
          <Curve from={target.from} deadline={target.deadline} uom={uom} />
        </Form.Item>
      ) : null}
      {code === "seasonal" ? (
        <Form.Item name={["target", "schedule", "weights"]} label={text.season} className="dz-form-wide">
          <Season />
        </Form.Item>
      ) : null}
      {rule ? <p className="dz-form-rule dz-form-wide">{rule}</p> : null}
    </>
  );
}

interface CurveProps {
  from: string;
  deadline: string;
  uom: string;
  value?: Record<string, string>;
  onChange?(value: Record<string, string>): void;
}

function Curve({ from, deadline, uom, value = {}, onChange }: CurveProps) {
  const days = useMemo(() => planDays(from, deadline, value), [from, deadline, value]);
  if (days.length === 0) return <p className="dz-second">{text.curveNoWindow}</p>;
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, at: number) => {
    const block = parseTsv(event.clipboardData.getData("text/plain"));
    if (block.length < 2 && (block[0]?.length ?? 0) < 2) return;
    event.preventDefault();
    onChange?.({ ...value, ...pastedPlan(block, days, at) });
  };
  return (
    <table className="dz-form-plan" onKeyDown={stepDown}>
      <caption>{text.curveHint}</caption>
      <thead>
        <tr>
          <th scope="col">{text.curve}</th>
          <th scope="col" className="dz-number">
            {text.curveOf(uom)}
          </th>
        </tr>
      </thead>
      <tbody>
        {days.map((day, at) => (
          <tr key={day}>
            <th scope="row">{asOfName(day)}</th>
            <td>
              <input
                className="dz-form-cell"
                inputMode="decimal"
                aria-label={text.curveAt(asOfName(day))}
                value={value[day] ?? ""}
                onChange={(event) => onChange?.({ ...value, [day]: event.target.value })}
                onPaste={(event) => onPaste(event, at)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Enter and the arrows go from row to row, as in a spreadsheet. */
function stepDown(event: KeyboardEvent<HTMLElement>) {
  const step = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.ctrlKey || event.nativeEvent.isComposing) return;
  event.preventDefault();
  const fields = [...event.currentTarget.querySelectorAll("input")];
  const next = fields[fields.indexOf(event.target as HTMLInputElement) + step];
  next?.focus();
  next?.select();
}

const MONTHS = Array.from({ length: 12 }, (_, month) => month);

interface SeasonProps {
  value?: string[];
  onChange?(value: string[]): void;
}

function Season({ value = [], onChange }: SeasonProps) {
  const set = (weights: Record<number, string>) =>
    onChange?.(MONTHS.map((month) => weights[month] ?? value[month] ?? ""));
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, from: number) => {
    const cells = parseTsv(event.clipboardData.getData("text/plain")).flat();
    if (cells.length < 2) return;
    event.preventDefault();
    set(Object.fromEntries(cells.map((cell, at) => [from + at, cell.trim()])));
  };
  return (
    <>
      <div className="dz-form-season">
        {MONTHS.map((month) => (
          <label key={month} htmlFor={`season-${month}`}>
            <span>{text.monthOf(month + 1)}</span>
            <Input
              id={`season-${month}`}
              inputMode="decimal"
              value={value[month] ?? ""}
              onChange={(event) => set({ [month]: event.target.value })}
              onPaste={(event) => onPaste(event, month)}
            />
          </label>
        ))}
      </div>
      <p className="dz-faint">{text.seasonHint}</p>
    </>
  );
}
