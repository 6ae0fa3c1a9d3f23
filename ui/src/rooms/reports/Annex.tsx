// An annex table on its page or pages: label and title above the first, the head on every one, the notes under the last.
import { reports as text } from "../../text/reports";
import type { TableView } from "../../wire/TableView";
import type { RowRange } from "./pages.logic";

export interface AnnexProps {
  table: TableView;
  rows: RowRange;
}

export function Annex({ table, rows }: AnnexProps) {
  const first = rows.from === 0;
  const last = rows.to === table.rows.length;
  return (
    <div className="dz-annex">
      {first ? (
        <div className="dz-annex-above">
          <p className="dz-annex-label">{table.label}</p>
          <p className="dz-annex-title">{table.title}</p>
          <p className="dz-annex-unit">{table.unit_line}</p>
        </div>
      ) : null}
      <table>
        <thead>
          {table.header.map((cells, row) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: head rows have no other name.
            <tr key={row}>
              {cells.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: nor have their cells.
                <th key={at} scope="col" colSpan={cell.columns} rowSpan={cell.rows}>
                  {cell.text}
                </th>
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {table.rows.slice(rows.from, rows.to).map((cells, offset) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows stand in order.
            <tr key={rows.from + offset}>
              {cells.map((cell, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: cells stand in the order of the head.
                <td key={at} data-kind={cell.kind}>
                  {cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {last && table.notes.length > 0 ? (
        <p className="dz-annex-notes">
          {text.notes}
          {table.notes.join(" ")}
        </p>
      ) : null}
    </div>
  );
}
