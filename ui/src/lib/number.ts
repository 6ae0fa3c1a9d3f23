// What a person types into a number cell, made into the wire's decimal: full-width digits and signs, thousands
// separators, 。 for the point (an input method left on), a percent sign or a unit at the end. What is no number stays
// text; the caller keeps it and marks it.

export type ReadNumber =
  | { kind: "empty" }
  | { kind: "number"; value: string }
  /** A number followed by something: the cell's owner decides whether the unit fits. */
  | { kind: "with_unit"; value: string; unit: string }
  | { kind: "text"; text: string };

export function readNumber(raw: string): ReadNumber {
  const text = narrowed(raw).trim();
  if (text === "") return { kind: "empty" };
  const match = /^([+-]?)(\d{1,3}(?:,\d{3})+|\d+|(?=\.\d))(?:\.(\d*))?\s*(\D*)$/.exec(text);
  if (!match) return { kind: "text", text };
  const [, sign, whole, fraction, unit] = match;
  const value = canonical(sign === "-", (whole ?? "").replaceAll(",", ""), fraction ?? "");
  const tail = (unit ?? "").trim();
  return tail === "" ? { kind: "number", value } : { kind: "with_unit", value, unit: tail };
}

/** Full-width forms and look-alikes of the signs a number may hold. */
export function narrowed(raw: string): string {
  return raw
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/[\u3000\u00a0\u2007\u202f]/g, " ")
    .replace(/[−–—﹣](?=[\d.])/g, "-")
    .replace(/(?<=\d)[。．](?=\d|$)/g, ".")
    .replace(/(?<=\d)[，、](?=\d{3}(?!\d))/g, ",");
}

function canonical(negative: boolean, whole: string, fraction: string): string {
  const digits = whole.replace(/^0+(?=\d)/, "") || "0";
  const body = fraction === "" ? digits : `${digits}.${fraction}`;
  return negative && /[1-9]/.test(body) ? `-${body}` : body;
}
