// What becomes of reports that were handed in, as their clerk sees it: why one came back, the way each has gone, and the
// two steps that are the clerk's: 撤回 before the report is received, 更正 with a reason afterwards.
import { Button } from "antd";
import { useState } from "react";
import { momentName } from "../../lib/period";
import { Findable } from "../../parts/Findable";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk, useAskEach, useTell } from "../../state/ask";
import { sayDone, sayProblems } from "../../state/notices";
import { Stages } from "../../steps/Stages";
import { StepReason } from "../../steps/StepReason";
import { parts } from "../../text/parts";
import { results } from "../../text/results";
import type { ReportKey } from "../../wire/ReportKey";
import type { StepView } from "../../wire/StepView";
import type { SheetView } from "./cells";
import { returnedOf } from "./sheet.logic";

const text = results.reports;
const ROOMS = { rooms: ["results", "targets", "org"] };
/** How many returned reports are named above the sheet. */
const NAMED = 3;
const OWN_STEPS = ["withdraw", "correct"];

/** How many stand handed in. */
export function handedInOf(view: SheetView): number {
  return view.submissions.filter(({ state }) => state !== "draft" && state !== "returned").length;
}

/** What came back, from whom, when and why. */
export function Returned({ view, onOpen }: { view: SheetView; onOpen(unit: string): void }) {
  const returned = returnedOf(view);
  const named = returned.slice(0, NAMED);
  const sheets = useAskEach(
    "review_sheet",
    named.map(({ org_unit }) => keyOf(view, org_unit)),
    ROOMS,
  );
  const [first] = returned;
  if (!first) return null;
  return (
    <ul className="dz-returned" data-testid="returned">
      {named.map(({ org_unit, name, reason }, at) => {
        const back = sheets[at]?.stages.at(-1);
        return (
          <li key={org_unit}>
            <button type="button" className="dz-plain" onClick={() => onOpen(org_unit)}>
              {text.returned(name)}
            </button>
            {back ? <span className="dz-second">{`${back.by} ${momentName(back.time)}`}</span> : null}
            <span>{reason}</span>
          </li>
        );
      })}
      {returned.length > NAMED ? (
        <li>
          <button type="button" className="dz-plain" onClick={() => onOpen(first.org_unit)}>
            {text.returnedMore(returned.length - NAMED)}
          </button>
        </li>
      ) : null}
    </ul>
  );
}

export interface ReportsPaneProps {
  view: SheetView;
  unit: string;
  onUnit(unit: string): void;
  /** The unit's figures may be written again. */
  onOpened(unit: string): void;
  onClose(): void;
}

export function ReportsPane({ view, unit, onUnit, onOpened, onClose }: ReportsPaneProps) {
  const begun = view.submissions;
  return (
    <SidePane
      title={text.title}
      subtitle={results.sheetTitle(view.title, view.period_label)}
      onClose={onClose}
    >
      {begun.length === 0 ? <p className="dz-second">{text.notBegun}</p> : null}
      {begun.length > 1 ? (
        <Findable list={begun} label={results.findUnit}>
          {(listed) => (
            <ul className="dz-reports" aria-label={text.units}>
              {listed.map(({ org_unit, name, state, word }) => (
                <li key={org_unit}>
                  <button
                    type="button"
                    className="dz-plain"
                    aria-pressed={org_unit === unit}
                    onClick={() => onUnit(org_unit)}
                  >
                    <span className="dz-clip">{name}</span>
                    <span className="dz-forms-state" data-state={state}>
                      {word}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </Findable>
      ) : null}
      {begun.some(({ org_unit }) => org_unit === unit) ? (
        <Report key={unit} report={keyOf(view, unit)} onOpened={() => onOpened(unit)} />
      ) : null}
    </SidePane>
  );
}

function Report({ report, onOpened }: { report: ReportKey; onOpened(): void }) {
  const { data, error, refetch } = useAsk("review_sheet", report, { ...ROOMS, keep: false });
  const [asking, setAsking] = useState<StepView | null>(null);
  const take = useTell("take_step", {
    onDone: ({ done, problems }, { step }) => {
      const word = data?.line.steps.find((offered) => offered.step === step)?.word ?? step;
      sayProblems(problems);
      setAsking(null);
      if (done === 0) return;
      sayDone(text.done(word, data?.line.org_unit_name ?? ""));
      onOpened();
    },
  });
  if (error) return <Refusal error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <p className="dz-faint" role="status">
        {parts.loading}
      </p>
    );
  }
  const { line, stages } = data;
  const steps = line.steps.filter(({ step }) => OWN_STEPS.includes(step));
  const send = (step: StepView, reason: string) =>
    take.mutate({ step: step.step, reports: [line.key], reason });
  return (
    <section className="dz-report" aria-label={line.org_unit_name}>
      <h3>{line.org_unit_name}</h3>
      <Stages stages={stages} word={line.word} />
      {steps.length === 0 ? <p className="dz-faint">{text.none}</p> : null}
      {steps.map((step) => (
        <div key={step.step} className="dz-report-step">
          <p className="dz-second">{text.says[step.step]}</p>
          {asking?.step === step.step ? (
            <StepReason
              step={step}
              label={step.word}
              pending={take.isPending}
              onTake={(reason) => send(step, reason)}
              onClose={() => setAsking(null)}
            />
          ) : (
            <Button
              loading={take.isPending}
              data-testid={`report-${step.step}`}
              onClick={() => (step.needs_reason ? setAsking(step) : send(step, ""))}
            >
              {step.word}
            </Button>
          )}
        </div>
      ))}
    </section>
  );
}

function keyOf({ request: { form, period } }: SheetView, org_unit: string): ReportKey {
  return { form, org_unit, period };
}
