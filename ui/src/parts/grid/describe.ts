// A cell in words, for screen readers: where it is, what it holds, what is wrong.
import { grid as words } from "../../text/grid";
import type { Cell, Column, Row } from "./types";

export function describedCell(row: Row, column: Column, cell: Cell, readOnly: boolean): string {
  const head = [...(column.groups ?? []), column.title].join(" ");
  return [
    withUnit(row.title, row.unit),
    withUnit(head, column.unit),
    stateWords(cell, readOnly && !row.unasked),
    readOnly ? words.readOnly : "",
    problemWords(cell),
    cell.note ? `${words.note}：${cell.note}` : "",
    cell.evidence ? words.evidence(cell.evidence) : "",
  ]
    .filter(Boolean)
    .join("，");
}

function withUnit(title: string, unit: string | undefined): string {
  return unit ? `${title}（${unit}）` : title;
}

function stateWords(cell: Cell, readOnly: boolean): string {
  switch (cell.state) {
    case "not_reported":
      return readOnly ? words.notReported : words.empty;
    case "no_task":
      return words.noTask;
    case "conflict":
      return `${words.conflict} ${cell.text}`;
    case "computed":
      return `${words.computed} ${cell.text}`;
    default:
      return cell.text;
  }
}

function problemWords({ problem }: Cell): string {
  return problem ? `${words.severities[problem.severity]}：${problem.words}` : "";
}
