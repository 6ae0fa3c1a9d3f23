// Handing in: exactly what will be sent, unit by unit, then what went and what stood in the way. Handing in cannot be
// undone, so it is the one step that asks.
import { Alert, Button, Checkbox } from "antd";
import { useState } from "react";
import { Dialog } from "../../parts/Dialog";
import { Findable } from "../../parts/Findable";
import { useAsk, useTell } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { grid as gridText } from "../../text/grid";
import { results as text } from "../../text/results";
import type { ChecksView } from "../../wire/ChecksView";
import type { SubmitAnswer } from "../../wire/SubmitAnswer";
import type { SheetView } from "./cells";
import { hardnessOf, isOfCell, LISTED, openFindings, placeOf, unitOf } from "./checks.logic";
import { sentenceOfProblem } from "./problems";
import { type CellPlace, gridRequest, type Outgoing, outgoingOf, plainTitle, unitsOf } from "./sheet.logic";
import { useGridView } from "./useGridView";

export interface SubmitDialogProps {
  form: string;
  period: string;
  onClose(): void;
  /** To the cell that stands in the way. */
  onJump(place: CellPlace): void;
  /** To everything that was found. */
  onChecks(): void;
}

/** A report is all indicators of one period, also when the sheet shows one indicator over many. */
export function SubmitDialog({ form, period, ...ways }: SubmitDialogProps) {
  const request = gridRequest(form, period, {});
  const rooms = ["results", "targets", "programmes", "settings"];
  const { data: view } = useGridView(request, { keep: false });
  const { data: checks } = useAsk(
    "checks",
    { form, period, org_unit: null, most: LISTED },
    { rooms, keep: false },
  );
  return view && checks ? <Filled view={view} checks={checks} {...ways} /> : null;
}

interface FilledProps extends Pick<SubmitDialogProps, "onClose" | "onJump" | "onChecks"> {
  view: SheetView;
  checks: ChecksView;
}

function Filled({ view, checks, onClose, onJump, onChecks }: FilledProps) {
  // What the dialog shows is what it sends: later changes of the sheet do not slip in.
  const [outgoing] = useState(() => outgoingOf(view, checks, gridText));
  const [chosen, setChosen] = useState<ReadonlySet<string>>(
    () => new Set(outgoing.filter(({ ready }) => ready).map(({ org_unit }) => org_unit)),
  );
  const [answer, setAnswer] = useState<SubmitAnswer>();
  const submit = useTell("submit", { onDone: setAnswer });
  const ready = outgoing.filter((unit) => unit.ready);
  const { form, period } = view.request;

  const send = () => {
    if (chosen.size > 0 && !answer && !submit.isPending)
      submit.mutate({ form, period, org_units: [...chosen] });
  };
  useKeys(text.keysTitle, [{ keys: "Ctrl+Enter", label: text.keys.submit, run: send }]);

  const toggle = (unit: string) => {
    const next = new Set(chosen);
    if (!next.delete(unit)) next.add(unit);
    setChosen(next);
  };

  return (
    <Dialog
      title={text.submitTitle(view.title, view.period_label)}
      width="min(1080px, calc(100vw - 48px))"
      onCancel={onClose}
      footer={
        answer ? (
          // Not the button of before: it takes the focus when it comes.
          <Button key="done" type="primary" autoFocus onClick={onClose}>
            {text.submitClose}
          </Button>
        ) : (
          <>
            <Button onClick={onClose}>{text.cancel}</Button>
            <Button
              type="primary"
              autoFocus
              disabled={chosen.size === 0}
              loading={submit.isPending}
              onClick={send}
              data-testid="submit-confirm"
            >
              {text.submitDo(chosen.size)} <kbd>Ctrl+Enter</kbd>
            </Button>
          </>
        )
      }
    >
      {answer ? (
        <Answered answer={answer} view={view} />
      ) : (
        <>
          {ready.length > 0 ? (
            <p className="dz-second">{text.submitWhat}</p>
          ) : (
            <Alert type="info" showIcon title={text.submitNone} />
          )}
          <Outgoings
            view={view}
            outgoing={outgoing}
            chosen={chosen}
            onToggle={toggle}
            onAll={(all) => setChosen(new Set(all ? ready.map(({ org_unit }) => org_unit) : []))}
            onJump={(unit) => {
              const blocked = checks.blocked.find(({ org_unit }) => org_unit === unit);
              if (blocked) onJump(placeOf(blocked));
            }}
          />
          <InTheWay checks={checks} onJump={onJump} onChecks={onChecks} />
        </>
      )}
    </Dialog>
  );
}

interface OutgoingsProps {
  view: SheetView;
  outgoing: readonly Outgoing[];
  chosen: ReadonlySet<string>;
  onToggle(unit: string): void;
  onAll(all: boolean): void;
  onJump(unit: string): void;
}

function Outgoings(props: OutgoingsProps) {
  if (props.outgoing.length === 0) return null;
  return (
    <Findable list={props.outgoing} label={text.findUnit}>
      {(listed) => <UnitTable {...props} listed={listed} />}
    </Findable>
  );
}

interface UnitTableProps extends OutgoingsProps {
  listed: readonly Outgoing[];
}

function UnitTable({ view, outgoing, listed, chosen, onToggle, onAll, onJump }: UnitTableProps) {
  const ready = outgoing.filter((unit) => unit.ready).length;
  return (
    <div className="dz-paper-scroll">
      <table className="dz-paper-table">
        <thead>
          <tr>
            <th scope="col">
              <Checkbox
                aria-label={text.submitAllUnits}
                disabled={ready === 0}
                checked={ready > 0 && chosen.size === ready}
                indeterminate={chosen.size > 0 && chosen.size < ready}
                onChange={(event) => onAll(event.target.checked)}
              />
            </th>
            <th scope="col">{text.submitUnit}</th>
            <th scope="col">{text.submitState}</th>
            {view.columns.map(({ key, title, uom }) => (
              <th scope="col" key={key}>
                {plainTitle(title, uom)}
                {uom ? <span className="dz-faint">（{uom}）</span> : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {listed.map((unit) => (
            <tr key={unit.org_unit} data-ready={unit.ready}>
              <td>
                <Checkbox
                  aria-label={unit.name}
                  disabled={!unit.ready}
                  checked={chosen.has(unit.org_unit)}
                  onChange={() => onToggle(unit.org_unit)}
                />
              </td>
              <th scope="row">{unit.name}</th>
              <td className="dz-paper-standing">
                <Standing unit={unit} onJump={onJump} />
              </td>
              {unit.values.map((value, index) => (
                <td key={view.columns[index]?.key} className="dz-number">
                  {value}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** So many are told one by one; the pane holds them all. */
const TOLD = 6;

/** What keeps units from handing in, with the way to each cell. */
function InTheWay({
  checks,
  onJump,
  onChecks,
}: { checks: ChecksView } & Pick<FilledProps, "onJump" | "onChecks">) {
  const blocking = openFindings(checks).filter(({ blocks }) => blocks);
  const count = checks.errors + checks.queries;
  if (count === 0) return null;
  return (
    <section className="dz-in-the-way" aria-label={text.checks.title}>
      <p>
        {text.checks.blocked(count)}
        <Button size="small" onClick={onChecks} data-testid="submit-checks">
          {text.checks.toPane}
        </Button>
      </p>
      <ul>
        {blocking.slice(0, TOLD).map((finding) => (
          <li key={finding.key} data-severity={hardnessOf(finding)}>
            <button type="button" className="dz-plain dz-standing" onClick={() => onJump(placeOf(finding))}>
              {isOfCell(finding) ? `${finding.unit_name} · ${finding.indicator_name}` : finding.unit_name}
            </button>
            <span>
              <b>{isOfCell(finding) ? text.checks.hardness[hardnessOf(finding)] : text.checks.missing}</b>{" "}
              {sentenceOfProblem(finding.problem)}
            </span>
          </li>
        ))}
      </ul>
      {count > TOLD ? <p className="dz-faint">{text.checks.more(count - TOLD)}</p> : null}
    </section>
  );
}

function Standing({ unit, onJump }: { unit: Outgoing; onJump(unit: string): void }) {
  if (unit.ready) return unit.returned ? text.submitAgain : text.submitReady;
  const { errors, missing, queries } = unit.blocking;
  const words = [
    errors > 0 ? text.submitErrors(errors) : "",
    missing > 0 ? text.submitMissing(missing) : "",
    queries > 0 ? text.submitQueries(queries) : "",
  ];
  return (
    <button
      type="button"
      className="dz-plain dz-standing"
      aria-label={`${text.jumpTo(unit.name)}：${words.filter(Boolean).join("，")}`}
      onClick={() => onJump(unit.org_unit)}
    >
      {words.filter(Boolean).join("，")}
    </button>
  );
}

/** So many reasons are told; what is mended by them mends most of the others. */
const REFUSED = 100;

function Answered({ answer: { submitted, problems }, view }: { answer: SubmitAnswer; view: SheetView }) {
  const names = unitsOf(view);
  const nameOf = (unit: string) => names.get(unit) ?? unit;
  return (
    <div className="dz-submit-answer" role="status">
      <Alert
        type={submitted.length > 0 ? "success" : "warning"}
        showIcon
        title={submitted.length > 0 ? text.submitDone(submitted.length) : text.submitNone}
        description={
          submitted.length > 0 && submitted.length <= 40 ? submitted.map(nameOf).join("、") : undefined
        }
      />
      {problems.length > 0 ? (
        <Alert
          type="error"
          showIcon
          title={text.submitBlocked}
          description={
            <ul>
              {problems.slice(0, REFUSED).map((problem) => (
                <li key={`${problem.code} ${problem.place}`}>
                  {problem.place ? `${nameOf(unitOf(problem.place))}：` : ""}
                  {sentenceOfProblem(problem)}
                </li>
              ))}
              {problems.length > REFUSED ? <li>{text.checks.more(problems.length - REFUSED)}</li> : null}
            </ul>
          }
        />
      ) : null}
    </div>
  );
}
