// The queue and the steps as the room shows them: what is listed, which steps the chosen reports offer, what comes next,
// the reason that marked figures make.
import type { Destination } from "../../state/route";
import { sentenceOf } from "../../text/errors";
import { review as text } from "../../text/review";
import type { ProblemView } from "../../wire/ProblemView";
import type { ReportKey } from "../../wire/ReportKey";
import type { ReviewLine } from "../../wire/ReviewLine";
import type { ReviewRow } from "../../wire/ReviewRow";
import type { StepView } from "../../wire/StepView";

/** The id of a report, as problems name it. */
export function idOf({ form, org_unit, period }: ReportKey): string {
  return `${form}|${org_unit}|${period}`;
}

/** The report an address names. */
export function keyOf([form, org_unit, period]: readonly string[]): ReportKey | null {
  return form && org_unit && period ? { form, org_unit, period } : null;
}

export function placeOf({ form, org_unit, period }: ReportKey): Destination {
  return { room: "review", path: [form, org_unit, period] };
}

/** Where it is told who changed what on a report's form since it was handed in before. */
export function changesOf({ form, period }: ReportKey): Destination {
  return { room: "results", path: [form], query: { period, changes: "submitted" } };
}

export interface FormChoice {
  form: string;
  name: string;
  reports: number;
}

export function formsOf(lines: readonly ReviewLine[]): FormChoice[] {
  const found = new Map<string, FormChoice>();
  for (const { key, form_name } of lines) {
    const choice = found.get(key.form) ?? { form: key.form, name: form_name, reports: 0 };
    found.set(key.form, { ...choice, reports: choice.reports + 1 });
  }
  return [...found.values()];
}

/** The report beside another in the list; from one that has left the list, its first. */
export function besideOf(lines: readonly ReviewLine[], id: string | null, by: 1 | -1): ReviewLine | null {
  const at = lines.findIndex(({ key }) => idOf(key) === id);
  return (at < 0 ? lines[0] : lines[at + by]) ?? null;
}

/** What comes up when reports were dealt with: the next after the one on screen that was not among them, else one before. */
export function afterStep(
  lines: readonly ReviewLine[],
  id: string | null,
  dealtWith: ReadonlySet<string>,
): ReviewLine | null {
  const at = Math.max(
    0,
    lines.findIndex(({ key }) => idOf(key) === id),
  );
  const left = (line: ReviewLine) => !dealtWith.has(idOf(line.key));
  return lines.slice(at).find(left) ?? lines.slice(0, at).findLast(left) ?? null;
}

/** A step, and the reports of those chosen that can take it. */
export interface Offer {
  step: StepView;
  lines: readonly ReviewLine[];
  keys: "A" | "S" | "R";
}

/** Takes a step with its reports; what was taken is told once it holds. */
export type Taking = (offer: Offer, reason: string, onTaken?: () => void) => void;

const FORWARD = ["accept", "receive", "approve", "review"];

/** Steps forward, the one most reports offer first, then the furthest; then 退回. 撤回 and 更正 are the clerk's, in 填报. */
export function offersOf(lines: readonly ReviewLine[]): Offer[] {
  const offering = (code: string): Omit<Offer, "keys">[] => {
    const able = lines.filter(({ steps }) => steps.some(({ step }) => step === code));
    const step = able[0]?.steps.find((offered) => offered.step === code);
    return step ? [{ step, lines: able }] : [];
  };
  const forward = FORWARD.flatMap(offering).toSorted((a, b) => b.lines.length - a.lines.length);
  return [
    ...forward.slice(0, 2).map((offer, at): Offer => ({ ...offer, keys: at === 0 ? "A" : "S" })),
    ...offering("return").map((offer): Offer => ({ ...offer, keys: "R" })),
  ];
}

export type Weight = "none" | "same" | "plain" | "large";

/** How much a figure's change asks to be looked at. */
export function weightOf({ difference, large }: Pick<ReviewRow, "difference" | "large">): Weight {
  if (difference === null) return "none";
  if (!/[1-9]/.test(difference)) return "same";
  return large ? "large" : "plain";
}

/** What of a report asks to be looked at, in the words of the queue. */
export function oddOf({ large, off_sum }: Pick<ReviewLine, "large" | "off_sum">): string {
  const said = [large > 0 ? text.largeCount(large) : "", off_sum > 0 ? text.offSumCount(off_sum) : ""];
  return said.filter(Boolean).join(" · ");
}

/** The reason that marked figures make. */
export function reasonOf(rows: readonly ReviewRow[], marked: ReadonlySet<string>): string {
  const doubts = rows
    .filter(({ indicator }) => marked.has(indicator))
    .map(({ name, text: figure, uom, state, problem, previous }) => {
      const why = problem
        ? sentenceOf(problem.code, problem).what.replace(/。$/, "")
        : previous
          ? text.previousWas(previous)
          : "";
      return text.doubt(name, state === "number" ? `${figure}${uom}` : figure, why);
    });
  return doubts.length > 0 ? text.doubts(doubts) : "";
}

/** What stood in the way of a report, with its unit's name where the problem tells which. */
export function stayedOf(problem: ProblemView, lines: readonly ReviewLine[]): string {
  const line = lines.find(({ key }) => idOf(key) === problem.place || key.org_unit === problem.place);
  const { what, todo } = sentenceOf(problem.code, problem);
  return `${line ? `${line.org_unit_name}：` : ""}${what}${todo}`;
}
