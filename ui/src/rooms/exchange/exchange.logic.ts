// What can be packed, as lines a person ticks; what is said of a package; and which of many files can be merged.
import { base64 } from "../../lib/bytes";
import { exchange as text } from "../../text/exchange";
import type { DeliveryView } from "../../wire/DeliveryView";
import type { ExchangeView } from "../../wire/ExchangeView";
import type { OfferView } from "../../wire/OfferView";
import type { OutgoingView } from "../../wire/OutgoingView";
import type { PackageFile } from "../../wire/PackageFile";
import type { PackageLabel } from "../../wire/PackageLabel";
import type { PackRequest } from "../../wire/PackRequest";

/** No package is longer; the ledger says so too. */
export const LARGEST = 200 * 1024 * 1024;

export interface Line {
  id: string;
  what: string;
  period: string;
  to: string;
  state: string;
  /** When it went out last. */
  last: string;
  /** What the receiver said. */
  answer: string;
  /** Why it cannot be packed. */
  blocked: string | null;
  /** It waits to be sent. */
  waits: boolean;
  request: Pick<PackRequest, "kind" | "report" | "to" | "forms">;
}

const send = text.send;

/** What of the reports is looked at; null: all. */
export interface Narrowing {
  form: string | null;
  unit: string | null;
  period: string | null;
}

export const EVERYTHING: Narrowing = { form: null, unit: null, period: null };

/** What goes down: these forms, none: all; to this unit and those below it, null: to all. */
export interface Issuing {
  forms: readonly string[];
  to: { id: string; name: string } | null;
}

export const ALL_DOWN: Issuing = { forms: [], to: null };

interface Choice {
  value: string;
  label: string;
}

/** What the reports can be narrowed to: their forms, units and periods, each once, in the order of the list. */
export function choicesOf({ outgoing }: ExchangeView): Record<keyof Narrowing, Choice[]> {
  const each = (of: (one: OutgoingView) => [string, string]): Choice[] =>
    [...new Map(outgoing.map(of))].map(([value, label]) => ({ value, label }));
  return {
    form: each(({ report, form_name }) => [report.form, form_name]),
    unit: each(({ report, unit_name }) => [report.org_unit, unit_name]),
    period: each(({ report, period_name }) => [report.period, period_name]),
  };
}

/** Whether a line is looked at. What is no report always is. */
export function isShown({ request: { report } }: Line, { form, unit, period }: Narrowing): boolean {
  if (!report) return true;
  const fits = (wanted: string | null, held: string) => wanted === null || wanted === held;
  return fits(form, report.form) && fits(unit, report.org_unit) && fits(period, report.period);
}

/** Everything that can be packed: reports first, then what goes down, then who one is. */
export function linesOf(view: ExchangeView, issuing: Issuing = ALL_DOWN): Line[] {
  const reports = view.outgoing.map((one) => ({
    id: `report ${one.report.form} ${one.report.org_unit} ${one.report.period}`,
    what: `${send.report(one.unit_name, one.form_name)} ${send.version(Math.max(one.version, 1))}`,
    period: one.period_name,
    to: one.to,
    state: one.state_word,
    last: lastOf(one.sent),
    answer: one.receipt?.state_word ?? (one.sent ? send.noAnswer : text.dash),
    blocked: one.ready ? null : send.notReady,
    waits: one.ready && one.sent === null,
    request: { kind: "submission", report: one.report, forms: [] },
  }));
  const last = (kinds: readonly string[], to: string | null) =>
    lastOf(view.sent.find(({ label }) => kinds.includes(label.kind) && label.to === to) ?? null);
  const plain = { period: text.dash, state: text.dash, answer: text.dash, blocked: null, waits: false };
  const issue = {
    ...plain,
    id: "issue",
    what: send.issue(issuing.forms.length),
    to: issuing.to?.name ?? send.issueTo,
    last: last(["issue"], issuing.to?.name ?? null),
    request: {
      kind: "issue",
      forms: [...issuing.forms],
      ...(issuing.to ? { to: issuing.to.id } : {}),
    },
  };
  const receipts = view.reporters.map(({ code, word }) => ({
    ...plain,
    id: `receipt ${code}`,
    what: send.receipt,
    to: word,
    last: last(["receipt", "return"], word),
    request: { kind: "receipt", to: code, forms: [] },
  }));
  const card = {
    ...plain,
    id: "card",
    what: send.card,
    to: send.cardTo,
    last: last(["card"], null),
    request: { kind: "card", forms: [] },
  };
  return [...reports, ...receipts, ...(view.forms.length > 0 ? [issue] : []), card];
}

function lastOf(delivery: DeliveryView | null): string {
  return delivery ? send.sent(delivery.label.number, text.day(delivery.label.made)) : send.notSent;
}

/** What a package brings, in short. */
export function contentOf(label: PackageLabel): string {
  const { unit_name, form_name, period_name } = label;
  return [unit_name, form_name, period_name].filter(Boolean).join(" · ") || text.dash;
}

export function nameOf(label: PackageLabel): string {
  return text.packageOf(label.kind_word, label.version, label.number);
}

export function ready(offers: readonly OfferView[]): OfferView[] {
  return offers.filter(({ verdict, merged }) => verdict === "ready" && !merged);
}

export async function packageFile(file: File): Promise<PackageFile> {
  return { name: file.name, bytes: base64(new Uint8Array(await file.arrayBuffer())) };
}

export function packagePath(path: string): PackageFile {
  return { name: path.split(/[\\/]/).pop() ?? path, path };
}
