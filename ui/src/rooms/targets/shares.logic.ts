// Editing 任务分解: what was typed but not yet sent, a pasted column, and the changes that go to the ledger. Sums and checks
// are the ledger's.
import { readNumber } from "../../lib/number";
import type { AllocationLine } from "../../wire/AllocationLine";
import type { Share } from "../../wire/Share";
import type { UnitView } from "../../wire/UnitView";

/** Unit → text that differs from what the ledger holds. */
export type Drafts = ReadonlyMap<string, string>;

/** Whether the ledger could take it: nothing (无任务), or a number, also with its unit behind it. */
export function isReadable(text: string): boolean {
  return readNumber(text).kind !== "text";
}

export function withDraft(drafts: Drafts, line: AllocationLine, text: string): Drafts {
  const next = new Map(drafts);
  if (plain(text) === plain(line.value ?? "")) next.delete(line.org_unit.id);
  else next.set(line.org_unit.id, text);
  return next;
}

/** 1,854 and １８５４ say the same. */
function plain(text: string): string {
  const read = readNumber(text);
  return read.kind === "number" ? read.value : text.trim();
}

/**
 * In the order of the tree, not of the ranking: a row must not move away while its share is typed. Units the tree does not
 * list follow by name.
 */
export function inTreeOrder(lines: readonly AllocationLine[], units: readonly UnitView[]): AllocationLine[] {
  const place = new Map(units.map((unit, at) => [unit.id, at]));
  const at = ({ org_unit }: AllocationLine) => place.get(org_unit.id) ?? units.length;
  return lines.toSorted((a, b) => at(a) - at(b) || a.org_unit.name.localeCompare(b.org_unit.name, "zh-CN"));
}

/** Drafts that can be sent. The others stay in their fields, marked. */
export function readyOf(drafts: Drafts): Drafts {
  return new Map([...drafts].filter(([, text]) => isReadable(text)));
}

/** What is sent: only what changed, because units that are not named stay as they are. An empty text is 无任务. */
export function sharesOf(drafts: Drafts): Share[] {
  return [...drafts].map(([org_unit, text]) => ({ org_unit, text: text.trim() }));
}

/**
 * A pasted block as drafts. One column goes downwards from the field it was pasted into; with names in the first column,
 * each figure goes to the unit of that name, whatever the order.
 */
export function pasted(
  block: readonly (readonly string[])[],
  lines: readonly AllocationLine[],
  from: number,
): Map<string, string> {
  const result = new Map<string, string>();
  const byName = new Map(lines.map(({ org_unit }) => [org_unit.name, org_unit.id]));
  const rows = block.filter((row) => row.some((cell) => cell.trim() !== ""));
  if (rows.some((row) => row.length > 1 && byName.has((row[0] ?? "").trim()))) {
    for (const row of rows) {
      const unit = byName.get((row[0] ?? "").trim());
      if (unit) result.set(unit, (row[1] ?? "").trim());
    }
    return result;
  }
  block.forEach((row, at) => {
    const unit = lines[from + at]?.org_unit.id;
    if (unit) result.set(unit, (row[0] ?? "").trim());
  });
  return result;
}
