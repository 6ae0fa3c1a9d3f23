// An annex table on its page or pages: label and title above the first, the head on every one, the notes under the last.
import { reports as text } from "../../text/reports";
import type { TableView } from "../../wire/TableView";
import type { RowRange } from "./pages.logic";
import { typeSize } from "./table.logic";

export interface AnnexProps {
  table: TableView;
  rows: RowRange;
  /** Millimetres of each column. */
  widths: readonly number[];
  /** For measuring: all that is not body. */
  bare?: boolean;
}

export function Annex({ table, rows, widths, bare = false }: AnnexProps) {
  const first = bare || rows.from === 0;
  const last = bare || rows.to === table.rows.length;
  return (
    <div className="dz-annex">
      {first ? (
        <div className="dz-annex-above">
          {table.label ? <p className="dz-annex-label">{table.label}</p> : null}
          <p className="dz-annex-title">{table.title}</p>
          <p className="dz-annex-line">
            <span>{table.source_line}</span>
            <span>{table.as_of_line}</span>
            <span>{table.unit_line}</span>
          </p>
        </div>
      ) : null}
      <table style={{ fontSize: `calc(var(--u) * ${typeSize(table).toFixed(2)})` }}>
        <colgroup>
          {widths.map((width, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name.
            <col key={at} style={{ width: `calc(var(--u) * ${width.toFixed(2)})` }} />
          ))}
        </colgroup>
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
                <td key={at} data-kind={cell.kind} data-align={table.columns[at]?.align}>
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
      {last && table.signatures.length > 0 ? (
        <p className="dz-annex-line">
          {table.signatures.map((words) => (
            <span key={words}>{words}</span>
          ))}
        </p>
      ) : null}
    </div>
  );
}
