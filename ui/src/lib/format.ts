// How figures are written on screen. The entered unit is never changed silently: only a headline may use 万 and 亿, and
// it always carries the exact figure for its tooltip. Missing is —, zero is 0.
import { compared, grouped, isDecimal, rounded, shifted, trimmed } from "./decimal";

export const MISSING = "—";

/** A figure in a table: separators, and as many decimals as the indicator keeps. */
export function figure(value: string | null | undefined, decimals?: number): string {
  if (value == null || value === "") return MISSING;
  if (!isDecimal(value)) return value;
  return grouped(decimals === undefined ? value : rounded(value, decimals));
}

export interface Headline {
  text: string;
  /** 万 or 亿 in front of the indicator's own unit, or the unit alone. */
  unit: string;
  /** The exact figure with its own unit, for the tooltip and for copying. */
  exact: string;
}

const COUNTABLE = /^[个户人次件项家处所名亩吨头只座台套栋间公里元]/;

/** A large figure for a heading, in 万 or 亿 with at most two decimals. */
export function headline(value: string, unit: string): Headline {
  const exact = `${grouped(value)}${unit}`;
  const big = magnitude(value);
  if (!isDecimal(value) || !COUNTABLE.test(unit) || big === 0) return { text: figure(value), unit, exact };
  const short = trimmed(rounded(shifted(value, -big), 2));
  return { text: grouped(short), unit: `${big === 8 ? "亿" : "万"}${unit}`, exact };
}

function magnitude(value: string): 0 | 4 | 8 {
  const size = value.replace(/^[+-]/, "");
  if (compared(size, "100000000") >= 0) return 8;
  return compared(size, "100000") >= 0 ? 4 : 0;
}

/** A fraction as a percentage with one decimal. 100.0 % and 0.0 % print only when exact: 0.99996 is 99.9 %. */
export function rate(fraction: string | null | undefined): string {
  if (fraction == null || !isDecimal(fraction)) return MISSING;
  const percent = shifted(fraction, 2);
  let text = rounded(percent, 1);
  if (text === "100.0" && compared(percent, "100") < 0) text = "99.9";
  if (trimmed(text.replace("-", "")) === "0" && compared(percent, "0") > 0) text = "0.1";
  return `${grouped(text)}%`;
}

/** A difference of two percentages, in points: +3.3, −22.0, 0.0. */
export function points(value: string | null | undefined): string {
  if (value == null || !isDecimal(value)) return MISSING;
  const text = rounded(value, 1);
  return compared(text, "0") > 0 ? `+${grouped(text)}` : grouped(text);
}

/** A change of a figure, always signed: +120, −3.5, 持平 is the caller's word for 0. */
export function change(value: string | null | undefined, decimals?: number): string {
  if (value == null || !isDecimal(value)) return MISSING;
  const text = decimals === undefined ? value : rounded(value, decimals);
  return compared(text, "0") > 0 ? `+${grouped(text)}` : grouped(text);
}
