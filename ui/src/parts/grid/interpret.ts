// What typed text will most likely become, shown until the ledger has answered. The ledger decides; this only spares the
// eye a flicker. Text that is no value is kept and marked.
import { grouped } from "../../lib/decimal";
import { narrowed, readNumber } from "../../lib/number";
import { grid as words } from "../../text/grid";
import { type Cell, type Column, type Input, NOT_REPORTED } from "./types";

export function interpreted(input: Input, kind: Column["kind"], unit: string): Cell {
  if (input.type === "nil")
    return { state: "nil", text: words.states.nil, raw: words.states.nil, problem: null };
  if (input.type === "not_applicable") {
    return { state: "na", text: words.states.na, raw: words.states.na, problem: null };
  }
  const { text } = input;
  if (text.trim() === "") return NOT_REPORTED;
  if (kind === "text") return { state: "number", text, raw: text, problem: null };
  const read = readNumber(text);
  if (read.kind === "number" || (read.kind === "with_unit" && read.unit === narrowed(unit))) {
    return { state: "number", text: grouped(read.value), raw: read.value, problem: null };
  }
  if (looksReadable(text, unit)) return { state: "number", text, raw: text, problem: null };
  return {
    state: "raw",
    text,
    raw: text,
    problem: { severity: "error", words: words.notNumber(unit) },
  };
}

const BEFORE =
  /^(?:控制在|不[低高]于|不[少多]于|不[小大]于|不超过|至[少多]|最[少多]|超过|突破|[大小高低多少]于|不[足到满]|接近|将近|大约|大概|约为|[><≥≤≈~约超近]=?)\s*/;
const AFTER = /(?:左右|上下|及?以[上下内]|之内)$/;

/**
 * Whether the ledger will read a text as a number: it also understands 约30, 5400余名 and 12万元 in a column of 元. Only a
 * guess, to spare a question; the ledger decides.
 */
export function looksReadable(typed: string, uom: string): boolean {
  const text = narrowed(typed)
    .trim()
    .replace(BEFORE, "")
    .replace(AFTER, "")
    .replace(/(?<=[\d万亿千百])[多余]/, "");
  const read = readNumber(text);
  if (read.kind !== "with_unit") return read.kind !== "text";
  return /^[十百千万亿]+$/.test(read.unit) || (uom !== "" && read.unit.endsWith(narrowed(uom)));
}

/** Words that name a state stand for it, as on paper. */
export function inputOf(text: string): Input {
  const plain = text.trim();
  if (plain === words.states.nil) return { type: "nil" };
  if (plain === words.states.na) return { type: "not_applicable" };
  return { type: "text", text };
}
