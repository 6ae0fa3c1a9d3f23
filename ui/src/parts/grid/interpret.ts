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
  return {
    state: "raw",
    text,
    raw: text,
    problem: { severity: "error", words: words.notNumber(unit) },
  };
}

/** Words that name a state stand for it, as on paper. */
export function inputOf(text: string): Input {
  const plain = text.trim();
  if (plain === words.states.nil) return { type: "nil" };
  if (plain === words.states.na) return { type: "not_applicable" };
  return { type: "text", text };
}
