// What would be written, cell by cell: first what cannot be, then what changes.
import { sentenceOf } from "../../text/errors";
import { workbooks as text } from "../../text/workbooks";
import type { WorkbookCell } from "../../wire/WorkbookCell";
import type { WorkbookView } from "../../wire/WorkbookView";
import { cellCount } from "./choices.logic";

const COLUMNS = Object.entries(text.cellColumns);

export function Cells({ view, clear }: { view: WorkbookView; clear: boolean }) {
  const more = cellCount(view) - view.cells.length;
  if (view.cells.length === 0) return <p className="dz-second">{text.noCells}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard.
    <section className="dz-workbook-scroll dz-workbook-cells" aria-label={text.views.cells} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {COLUMNS.map(([name, word]) => (
              <th key={name} scope="col">
                {word}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {view.cells.map((cell) => (
            <tr key={cell.place} data-fate={cell.fate}>
              <th scope="row">{cell.place}</th>
              <td>{cell.org_unit_name}</td>
              <td>{cell.indicator_name}</td>
              <td>{cell.period_label}</td>
              <td className="dz-number">{cell.text}</td>
              <td className="dz-number">{cell.reading}</td>
              <td className="dz-number">{cell.before}</td>
              <td>
                <b>{text.fates[cell.fate]}</b>
                <span>{becomes(cell, clear)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 ? <p className="dz-faint">{text.more(more)}</p> : null}
    </section>
  );
}

/** Behind the word of its fate: why, or what becomes of the figure that is there. */
function becomes({ fate, problem, note }: WorkbookCell, clear: boolean): string {
  if (problem) {
    const { what, todo } = sentenceOf(problem.code, problem);
    return ` ${what}${todo}`;
  }
  if (fate === "emptied") return ` ${clear ? text.willClear : text.kept}`;
  return note ? ` ${note}` : "";
}
