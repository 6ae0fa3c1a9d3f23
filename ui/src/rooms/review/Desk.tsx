// The checker's desk: the queue, one report of it, and the steps that it or the selected ones may take. After a step the
// next report comes up by itself.
import { Alert } from "antd";
import { useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { Refusal } from "../../parts/Refusal";
import { useAsk, useTell } from "../../state/ask";
import { useKept } from "../../state/kept";
import { useKeys } from "../../state/keys";
import { useContextOfLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { go, replace, useRoute } from "../../state/route";
import { review as text } from "../../text/review";
import type { ReportKey } from "../../wire/ReportKey";
import type { ReviewLine } from "../../wire/ReviewLine";
import { isHere } from "./focus";
import { Queue } from "./Queue";
import { ReportView } from "./ReportView";
import { afterStep, besideOf, formsOf, idOf, keyOf, placeOf, stayedOf, type Taking } from "./review.logic";

export function Desk() {
  const context = useContextOfLens();
  const { data: all, error, refetch } = useAsk("review_queue", context, { rooms: ["results", "org"] });
  const named = keyOf(useRoute().path);
  if (error) return <Refusal error={error} onRetry={() => void refetch()} />;
  if (!all) {
    return (
      <p className="dz-faint" role="status">
        {text.loading}
      </p>
    );
  }
  if (all.length === 0 && !named) return <NothingWaits />;
  return <Reports all={all} named={named} />;
}

function Reports({ all, named }: { all: readonly ReviewLine[]; named: ReportKey | null }) {
  const [form, setForm] = useKept<string>("review.form", "");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [stayed, setStayed] = useState<{ title: string; said: readonly string[] }>();

  const forms = formsOf(all);
  const filtered = forms.some((choice) => choice.form === form);
  const lines = filtered ? all.filter(({ key }) => key.form === form) : all;
  const key = named ?? lines[0]?.key ?? null;
  const id = key && idOf(key);
  const next = besideOf(lines, id, 1);
  const selected = lines.filter((line) => chosen.has(idOf(line.key)));

  // The next report is at hand when its turn comes.
  useAsk("review_sheet", next?.key ?? NOWHERE, { enabled: next !== null, rooms: ["results", "targets"] });

  const show = (line: ReviewLine | null) => {
    if (line) replace(placeOf(line.key));
  };
  const take = useTell("take_step", {
    onDone: ({ done, problems }, { step, reports }) => {
      const dealtWith = new Set(reports.map(idOf));
      const their = all.filter((line) => dealtWith.has(idOf(line.key)));
      const word = text.stepWords[step] ?? step;
      const [only] = their;
      if (done === 1 && only && reports.length === 1) {
        sayDone(text.doneOne(word, only.org_unit_name, only.form_name, only.period_label));
      } else if (done > 0) sayDone(text.doneMany(word, done));
      setStayed(
        problems.length > 0
          ? {
              title: text.stayed(word, problems.length),
              said: problems.map((problem) => stayedOf(problem, all)),
            }
          : undefined,
      );
      setChosen(new Set());
      if (done === 0) return;
      const after = afterStep(lines, id, dealtWith);
      replace(after ? placeOf(after.key) : { room: "review" });
    },
  });
  const onTake: Taking = ({ step, lines: able }, reason, onTaken) =>
    take.mutate(
      { step: step.step, reports: able.map((line) => line.key), reason },
      { onSuccess: ({ done }) => done > 0 && onTaken?.() },
    );

  const toggle = (report: string) => {
    const after = new Set(chosen);
    if (!after.delete(report)) after.add(report);
    setChosen(after);
  };
  const toggleAll = () =>
    setChosen(new Set(selected.length === lines.length ? [] : lines.map((line) => idOf(line.key))));

  useKeys(text.keysTitle, [
    { keys: "N", label: text.keys.next, run: () => show(besideOf(lines, id, 1)), where: isHere },
    { keys: "P", label: text.keys.previous, run: () => show(besideOf(lines, id, -1)), where: isHere },
    { keys: "X", label: text.keys.select, run: () => id && toggle(id), where: isHere },
    { keys: "Shift+A", label: text.keys.all, run: toggleAll, where: isHere },
  ]);

  return (
    <div className="rv-desk">
      <Queue
        lines={lines}
        all={all.length}
        forms={forms}
        form={filtered ? form : ""}
        current={id}
        chosen={chosen}
        onForm={(next) => {
          setForm(next);
          setChosen(new Set());
          replace({ room: "review" });
        }}
        onToggle={toggle}
        onToggleAll={toggleAll}
        onMove={(by) => show(besideOf(lines, id, by))}
      />
      <div className="rv-report" data-pane={text.sheet}>
        {stayed ? (
          <Alert
            type="warning"
            role="alert"
            closable
            title={stayed.title}
            description={
              <ul>
                {stayed.said.map((sentence) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            }
            onClose={() => setStayed(undefined)}
          />
        ) : null}
        {key ? (
          <ReportView
            key={id}
            report={key}
            selected={selected}
            pending={take.isPending}
            onTake={onTake}
            onClear={() => setChosen(new Set())}
          />
        ) : null}
      </div>
    </div>
  );
}

const NOWHERE: ReportKey = { form: "", org_unit: "", period: "" };

function NothingWaits() {
  const context = useContextOfLens();
  const { data } = useAsk("completeness", context, { rooms: ["results", "org"] });
  const names = data?.missing.slice(0, 5).map(({ name }) => name) ?? [];
  const who = !data || data.forms.length === 0 ? "" : text.emptyMissing(data.missing_total, names);
  return (
    <EmptyState
      title={text.emptyTitle}
      hint={`${text.emptyHint}${data && data.missing_total === 0 && data.forms.length > 0 ? text.emptyComplete : who}`}
      action={{ label: text.toStanding, run: () => go({ room: "review", query: { view: "standing" } }) }}
    />
  );
}
