// What becomes of a report that went out, in words: whether the ledger still holds what it was made of, which figures
// would read otherwise today and by which entries.
import { asOfName, momentName } from "../../lib/period";
import { hashOf } from "../../state/route";
import { reports as text } from "../../text/reports";
import type { ChangedFigure } from "../../wire/ChangedFigure";
import type { HeldReport } from "../../wire/HeldReport";
import type { ReportVerdict } from "../../wire/ReportVerdict";
import { LongTable } from "./LongTable";

export function Verdict({ verdict }: { verdict: ReportVerdict }) {
  const { held, template, as_of: asOf, org_unit_name: unit } = verdict;
  if (!held || !template || !asOf) return <p>{text.verdicts[verdict.kept]}</p>;
  return (
    <>
      <p>{text.heldOf(unit, asOfName(asOf), text.templates[template] ?? template)}</p>
      <p>{text.heldAt(held.entry, held.received_at.slice(0, 10), held.since)}</p>
      <p>{held.damaged === 0 ? text.heldSound : text.heldDamaged(held.damaged)}</p>
      <Since held={held} />
    </>
  );
}

/** What the same report would say today. */
function Since({ held }: { held: HeldReport }) {
  const { changed, gone, new: fresh } = held;
  if (changed.length === 0 && gone.length === 0 && fresh.length === 0) return <p>{text.heldSame}</p>;
  return (
    <>
      <p>{changed.length > 0 ? text.changedCount(changed.length) : text.heldDiffers}</p>
      {changed.length > 0 ? <Changed figures={changed} /> : null}
      <Lines title={text.heldGone} lines={gone} />
      <Lines title={text.heldNew} lines={fresh} />
    </>
  );
}

function Changed({ figures }: { figures: readonly ChangedFigure[] }) {
  return (
    <LongTable label={text.changedTitle} testId="changed-figures" columns={text.changedColumns}>
      {figures.map((figure) => (
        <tr key={`${figure.figure} ${figure.target} ${figure.org_unit} ${figure.status}`}>
          <th scope="row">
            <Whose figure={figure} />
          </th>
          <td>{text.figures[figure.figure] ?? figure.figure}</td>
          <td>{figure.was ?? text.notThere}</td>
          <td>
            <b>{figure.now ?? text.notThere}</b>
          </td>
          <td>
            {figure.causes.map(({ entry, written }) => (
              <span key={entry} className="dz-report-cause" title={entry}>
                {[written.word, written.by, momentName(written.time), written.reason]
                  .filter(Boolean)
                  .join(" · ")}
              </span>
            ))}
          </td>
        </tr>
      ))}
    </LongTable>
  );
}

function Whose({ figure }: { figure: ChangedFigure }) {
  const { of, target, org_unit: unit } = figure;
  if (!target) return of || text.allOf;
  return <a href={hashOf({ room: "targets", path: [target], query: { unit } })}>{of}</a>;
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return lines.length === 0 ? null : (
    <details>
      <summary>{text.linesOf(title, lines.length)}</summary>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </details>
  );
}
