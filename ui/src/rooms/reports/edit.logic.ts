// A sentence between the page, where its figures are chips among words, and the draft, where they are named.
import type { Run } from "../../wire/Run";

function sameFigure(a: Run, b: Run): boolean {
  return a.figure === b.figure && a.target === b.target && a.org_unit === b.org_unit && a.status === b.status;
}

/** The figures of a sentence, each once. */
export function figuresOf(runs: readonly Run[]): Run[] {
  const found: Run[] = [];
  for (const run of runs) if (run.figure && !found.some((known) => sameFigure(known, run))) found.push(run);
  return found;
}

/** What stands in the box: words run together, figures by the numbers of their chips. Nothing but blanks is nothing. */
export function runsOf(root: Node, figures: readonly Run[]): Run[] {
  const runs: Run[] = [];
  const say = (words: string) => {
    const last = runs.at(-1);
    if (words === "") return;
    if (last && !last.figure) last.text += words;
    else runs.push({ text: words, target: null, org_unit: null, figure: null, status: null });
  };
  const walk = (node: Node) => {
    const number = node instanceof HTMLElement ? node.dataset.figure : undefined;
    const figure = number === undefined ? undefined : figures[Number(number)];
    if (figure) runs.push({ ...figure });
    else if (node.nodeType === Node.TEXT_NODE) say((node.textContent ?? "").replace(/[\n\u200b]/g, ""));
    else node.childNodes.forEach(walk);
  };
  walk(root);
  return runs.some(({ text, figure }) => figure || text.trim() !== "") ? runs : [];
}
