// The log: parts that were fetched one after the other as one list, and what an entry did.
import { settings } from "../../text/settings";
import type { LogLine } from "../../wire/LogLine";
import type { LogView } from "../../wire/LogView";

const text = settings.log;

/** Each entry once, the newest first; parts that have not come yet are left out. */
export function newestFirst(parts: readonly (LogView | undefined)[]): LogLine[] {
  const lines = new Map(parts.flatMap((part) => part?.lines ?? []).map((line) => [line.number, line]));
  return [...lines.values()].sort((a, b) => b.number - a.number);
}

export function whatOf({ written, shown }: LogLine): string {
  if (shown === null) return written.word;
  return text.shown(written.word, shown || text.everybody);
}
