// One report as it was handed in: its figures beside what came before, the way it has gone, and the steps at the foot.
import { useEffect, useRef, useState } from "react";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { go, hashOf } from "../../state/route";
import { Stages } from "../../steps/Stages";
import { review as text } from "../../text/review";
import type { ReportKey } from "../../wire/ReportKey";
import type { ReviewLine } from "../../wire/ReviewLine";
import { Figures } from "./Figures";
import { isFree, isHere } from "./focus";
import { Marks } from "./Queue";
import { changesOf, reasonOf, type Taking } from "./review.logic";
import { StepBar } from "./StepBar";

export interface ReportViewProps {
  report: ReportKey;
  /** Reports selected in the queue: where there are some, the steps are theirs. */
  selected: readonly ReviewLine[];
  pending: boolean;
  onTake: Taking;
  onClear(): void;
}

export function ReportView({ report, selected, pending, onTake, onClear }: ReportViewProps) {
  const { data, error, refetch } = useAsk("review_sheet", report, {
    rooms: ["results", "targets", "org"],
    keep: false,
  });
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<string | null>(null);
  const [proven, setProven] = useState<string | null>(null);
  const [at, setAt] = useState(0);
  const element = useRef<HTMLElement>(null);
  const rows = data?.rows ?? [];

  // Keys without Ctrl want the focus away from buttons; whoever walks the queue keeps it there.
  const loaded = data !== undefined;
  useEffect(() => {
    if (loaded && !document.activeElement?.closest(".rv-queue"))
      element.current?.focus({ preventScroll: true });
  }, [loaded]);

  const toggle = (indicator: string) => {
    const after = new Set(marked);
    if (!after.delete(indicator)) after.add(indicator);
    setMarked(after);
  };
  const open = (indicator: string) => setOpened(opened === indicator ? null : indicator);
  const prove = (indicator: string) => setProven(proven === indicator ? null : indicator);
  const current = rows[at]?.indicator;
  const move = (by: 1 | -1) => setAt(Math.max(0, Math.min(rows.length - 1, at + by)));
  useKeys(text.keysTitle, [
    { keys: "ArrowDown", label: text.keys.down, run: () => move(1), where: isFree },
    { keys: "ArrowUp", label: text.keys.up, run: () => move(-1), where: isFree },
    { keys: "Space", label: text.keys.mark, run: () => current && toggle(current), where: isFree },
    { keys: "E", label: text.keys.evidence, run: () => current && prove(current), where: isHere },
    { keys: "G", label: text.keys.whoChanged, run: () => go(changesOf(report)), where: isHere },
    { keys: "H", label: text.keys.history, run: () => current && open(current), where: isHere },
  ]);

  if (error) return <Refusal error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <p className="dz-faint" role="status">
        {text.loading}
      </p>
    );
  }
  const { line, stages, notes } = data;
  return (
    <>
      <section className="rv-sheet" ref={element} tabIndex={-1} aria-label={text.sheet} data-pane-focus="">
        <header className="rv-sheet-head">
          <h2>{line.org_unit_name}</h2>
          <span className="dz-second">
            {line.form_name} · {line.period_label}
          </span>
          <Marks line={line} />
          <a href={hashOf(changesOf(report))}>
            {text.whoChanged} <kbd>G</kbd>
          </a>
        </header>
        <Figures
          rows={rows}
          largePercent={data.large_percent}
          at={at}
          marked={marked}
          opened={opened}
          onAt={setAt}
          onMark={toggle}
          proven={proven}
          onOpen={open}
          onProof={prove}
        />
        {notes.length > 0 ? (
          <p className="dz-second">
            {text.notes}
            {notes.join(" ")}
          </p>
        ) : null}
        <Stages stages={stages} word={line.word} />
      </section>
      <StepBar
        lines={selected.length > 0 ? selected : [line]}
        many={selected.length > 0}
        draft={selected.length > 0 ? "" : reasonOf(rows, marked)}
        pending={pending}
        onTake={onTake}
        onClear={onClear}
      />
    </>
  );
}
