// The shape of a refusal. The code is closed and comes from Rust; its sentence is in src/text/errors.ts. The message is
// for logs and bug reports only and is never shown as the explanation.

/** What is wrong with a piece of what was given, as the wire sends it. */
export interface WireProblem {
  code: string;
  severity: string;
  place: string;
  detail: string[];
}

export interface WireError {
  code: string;
  data: unknown;
  problems?: WireProblem[];
  message?: string;
}

export class CallError extends Error {
  readonly code: string;
  readonly data: unknown;
  readonly problems: readonly WireProblem[];
  /** The command that was refused, for the report a user may send. */
  readonly command: string | undefined;

  constructor(wire: WireError, command?: string) {
    super(wire.message ?? wire.code);
    this.name = "CallError";
    this.code = wire.code;
    this.data = wire.data;
    this.problems = wire.problems ?? [];
    this.command = command;
  }
}

export function isCallError(value: unknown): value is CallError {
  return value instanceof CallError;
}

/** Gives every failure the one shape: a wire error as it is, a wire error sent as JSON text, anything else as broken. */
export function toCallError(thrown: unknown, command?: string): CallError {
  if (isCallError(thrown)) return thrown;
  const wire = asWireError(thrown) ?? asWireError(parsed(thrown));
  if (wire) return new CallError(wire, command);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new CallError({ code: "broken", data: null, message }, command);
}

function asWireError(value: unknown): WireError | undefined {
  if (typeof value !== "object" || value === null || !("code" in value)) return undefined;
  const { code, data, problems, message } = value as Record<keyof WireError, unknown>;
  if (typeof code !== "string") return undefined;
  return {
    code,
    data: data ?? null,
    ...(Array.isArray(problems) ? { problems: problems as WireProblem[] } : {}),
    ...(typeof message === "string" ? { message } : {}),
  };
}

function parsed(value: unknown): unknown {
  if (typeof value !== "string" || !value.startsWith("{")) return undefined;
  try {
    return JSON.parse(value);
  } catch {
    return undefined;
  }
}
