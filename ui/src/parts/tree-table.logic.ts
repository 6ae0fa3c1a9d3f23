// Walking a tree shown as rows: which rows are visible, and where a key leads.

export interface TreeRow<Row> {
  key: string;
  children?: Row[];
}

export interface Shown<Row> {
  row: Row;
  parent: string | null;
}

export function flattened<Row extends TreeRow<Row>>(
  rows: readonly Row[],
  expanded: ReadonlySet<string>,
  parent: string | null = null,
): Shown<Row>[] {
  return rows.flatMap((row) => [
    { row, parent },
    ...(row.children && expanded.has(row.key) ? flattened(row.children, expanded, row.key) : []),
  ]);
}

export type Step = { focus: string } | { fold: string; open: boolean };

export function moved<Row extends TreeRow<Row>>(
  shown: readonly Shown<Row>[],
  current: string | null,
  key: string,
  expanded: ReadonlySet<string>,
): Step | null {
  const at = shown.findIndex(({ row }) => row.key === current);
  const to = (index: number): Step | null => {
    const target = shown[Math.max(0, Math.min(shown.length - 1, index))];
    return target ? { focus: target.row.key } : null;
  };
  const here = shown[at];
  switch (key) {
    case "ArrowDown":
      return to(at + 1);
    case "ArrowUp":
      return to(at - 1);
    case "PageDown":
      return to(at + 15);
    case "PageUp":
      return to(at - 15);
    case "Home":
      return to(0);
    case "End":
      return to(shown.length - 1);
    case "ArrowRight":
      // A branch that is not yet fetched opens too.
      if (!here?.row.children) return null;
      return expanded.has(here.row.key) ? to(at + 1) : { fold: here.row.key, open: true };
    case "ArrowLeft":
      if (!here) return null;
      if (here.row.children && expanded.has(here.row.key)) return { fold: here.row.key, open: false };
      return here.parent === null ? null : { focus: here.parent };
    default:
      return null;
  }
}
