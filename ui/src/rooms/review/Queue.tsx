// The queue: a line a report, with where it stands and whether it came late; one form of it or all; several to be selected.
import { Checkbox, Select } from "antd";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { momentName, shortMoment } from "../../lib/period";
import { hashOf } from "../../state/route";
import { review as text } from "../../text/review";
import type { ReviewLine } from "../../wire/ReviewLine";
import { type FormChoice, idOf, oddOf, placeOf } from "./review.logic";

export interface QueueProps {
  lines: readonly ReviewLine[];
  /** How many there are without the filter. */
  all: number;
  forms: readonly FormChoice[];
  /** The form that is listed; empty: all. */
  form: string;
  current: string | null;
  chosen: ReadonlySet<string>;
  onForm(form: string): void;
  onToggle(report: string): void;
  onToggleAll(): void;
  onMove(by: 1 | -1): void;
}

export function Queue(props: QueueProps) {
  const { lines, all, forms, form, current, chosen, onForm, onToggle, onToggleAll, onMove } = props;
  const list = useRef<HTMLUListElement>(null);
  const picked = lines.filter((line) => chosen.has(idOf(line.key))).length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the report on screen.
  useEffect(() => {
    const link = list.current?.querySelector<HTMLElement>("[aria-current]");
    // A newer web view answers with a promise, which an effect must not return.
    void link?.scrollIntoView({ block: "nearest" });
    if (list.current?.contains(document.activeElement)) link?.focus();
  }, [current]);

  const onKeyDown = (event: KeyboardEvent) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : null;
    if (by === null || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    onMove(by);
  };

  return (
    <nav className="rv-queue" aria-label={text.queue} data-pane={text.queue}>
      <header>
        <Checkbox
          aria-label={text.selectAll}
          checked={lines.length > 0 && picked === lines.length}
          indeterminate={picked > 0 && picked < lines.length}
          onChange={onToggleAll}
        />
        <span>{picked > 0 ? text.selected(picked) : text.queueCount(lines.length, all)}</span>
        <Select
          aria-label={text.form}
          value={form}
          popupMatchSelectWidth={false}
          onChange={onForm}
          options={[
            { value: "", label: text.allForms },
            ...forms.map(({ form: value, name, reports }) => ({
              value,
              label: text.formCount(name, reports),
            })),
          ]}
        />
      </header>
      <ul ref={list} onKeyDown={onKeyDown}>
        {lines.map((line) => {
          const id = idOf(line.key);
          return (
            <li key={id} data-chosen={chosen.has(id) || undefined}>
              <Checkbox
                tabIndex={-1}
                aria-label={text.select(line.org_unit_name, line.form_name)}
                checked={chosen.has(id)}
                onChange={() => onToggle(id)}
              />
              <a
                href={hashOf(placeOf(line.key))}
                aria-current={id === current || undefined}
                data-pane-focus={id === current ? "" : undefined}
                tabIndex={id === current || (current === null && line === lines[0]) ? 0 : -1}
                data-testid="review-line"
              >
                <span className="rv-queue-unit">
                  <b className="dz-clip">{line.org_unit_name}</b>
                  <Marks line={line} />
                </span>
                <span className="dz-clip dz-second">
                  {line.period_label} {line.form_name}
                </span>
                {oddOf(line) ? <span className="rv-queue-odd dz-clip">{oddOf(line)}</span> : null}
                <span
                  className="rv-queue-sent dz-faint"
                  title={text.handedIn(line.by, momentName(line.time))}
                >
                  <span className="dz-clip">{line.by}</span>
                  <span>{text.sentAt(shortMoment(line.time))}</span>
                </span>
              </a>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}

/** Where it stands, and what is unusual about it. */
export function Marks({ line }: { line: ReviewLine }) {
  return (
    <>
      <span className="rv-state">{line.word}</span>
      {line.late ? <span className="rv-state rv-state-late">{text.late}</span> : null}
      {line.correction ? <span className="rv-state rv-state-query">{text.correction}</span> : null}
    </>
  );
}
