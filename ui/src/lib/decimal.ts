// Exact decimals as the wire sends them: text such as "-1234.50". Only what showing them needs: rounding, shifting the
// point, grouping digits. No arithmetic that would make a new figure; figures are made by Rust.

interface Parts {
  negative: boolean;
  /** All digits as one integer. */
  digits: bigint;
  /** How many of them stand after the point. */
  scale: number;
}

const PLAIN = /^([+-]?)(\d+)(?:\.(\d*))?$/;

export function isDecimal(text: string): boolean {
  return PLAIN.test(text);
}

/** Half up (away from zero), with exactly `places` digits after the point. */
export function rounded(text: string, places: number): string {
  const parts = parsed(text);
  return parts ? print(toScale(parts, places)) : text;
}

/** Moves the point: shifted("12345", -4) is "1.2345". */
export function shifted(text: string, power: number): string {
  const parts = parsed(text);
  if (!parts) return text;
  const scale = parts.scale - power;
  if (scale >= 0) return print({ ...parts, scale });
  return print({ ...parts, digits: parts.digits * 10n ** BigInt(-scale), scale: 0 });
}

/** Without zeros at the end of the fraction. */
export function trimmed(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

/** A separator every three digits, and a true minus sign. */
export function grouped(text: string): string {
  const match = PLAIN.exec(text);
  if (!match) return text;
  const [, sign, whole, fraction] = match;
  const body = (whole ?? "").replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign === "-" ? "−" : ""}${body}${fraction ? `.${fraction}` : ""}`;
}

/** −1, 0 or 1, without loss. */
export function compared(a: string, b: string): number {
  const [x, y] = [parsed(a), parsed(b)];
  if (!x || !y) return 0;
  const scale = Math.max(x.scale, y.scale);
  const [p, q] = [signed(toScale(x, scale)), signed(toScale(y, scale))];
  return p < q ? -1 : p > q ? 1 : 0;
}

/** How many digits stand after the point. */
export function scaleOf(text: string): number {
  return parsed(text)?.scale ?? 0;
}

/** For drawing only (bar lengths, chart points), never for showing. */
export function approximate(text: string | null | undefined): number {
  return text == null || text === "" ? Number.NaN : Number(text);
}

function parsed(text: string): Parts | undefined {
  const match = PLAIN.exec(text);
  if (!match) return undefined;
  const fraction = match[3] ?? "";
  return { negative: match[1] === "-", digits: BigInt(`${match[2]}${fraction}`), scale: fraction.length };
}

function toScale(parts: Parts, scale: number): Parts {
  const by = scale - parts.scale;
  if (by >= 0) return { ...parts, digits: parts.digits * 10n ** BigInt(by), scale };
  const unit = 10n ** BigInt(-by);
  return { ...parts, digits: (parts.digits + unit / 2n) / unit, scale };
}

function signed(parts: Parts): bigint {
  return parts.negative ? -parts.digits : parts.digits;
}

function print({ negative, digits, scale }: Parts): string {
  const text = digits.toString().padStart(scale + 1, "0");
  const whole = text.slice(0, text.length - scale);
  const fraction = scale > 0 ? `.${text.slice(text.length - scale)}` : "";
  return `${negative && digits !== 0n ? "-" : ""}${whole}${fraction}`;
}
