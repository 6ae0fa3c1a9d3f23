// One row: its frozen title and the cells in sight. Drawn again only when its content, its part of the selection or the
// columns in sight change.
import { PaperClipOutlined } from "@ant-design/icons";
import { memo } from "react";
import { grid as words } from "../../text/grid";
import { type Columns, textWidth, type Window } from "./layout";
import type { GridModel } from "./model";
import type { Cell, Row } from "./types";

export interface GridRowProps {
  model: GridModel;
  row: Row;
  index: number;
  /** Changes with the row's content. */
  version: string;
  headLevels: number;
  layout: Columns;
  sight: Window;
  rowHeadWidth: number;
  /** Selected columns of this row; −1 when none. */
  left: number;
  right: number;
  /** The active cell's column, if it is in this row. */
  active: number;
}

export const GridRow = memo(function GridRow(props: GridRowProps) {
  const { model, row, index, headLevels, layout, sight, rowHeadWidth, left, right, active } = props;
  const columns = Array.from({ length: Math.max(0, sight.to - sight.from) }, (_, at) => sight.from + at);
  return (
    <div
      role="row"
      className="dz-grid-row"
      aria-rowindex={headLevels + index + 1}
      data-even={index % 2 === 0}
      style={{ width: rowHeadWidth + layout.total }}
    >
      <div
        role="rowheader"
        className="dz-grid-rowhead"
        aria-colindex={1}
        data-chosen={left >= 0}
        data-total={!!row.readOnly && !row.hint}
        title={row.title}
        style={{ width: rowHeadWidth, paddingLeft: 10 + (row.indent ?? 0) * 14 }}
      >
        <span className="dz-clip">
          {row.title}
          {row.unit ? <span className="dz-grid-unit"> {row.unit}</span> : null}
        </span>
        {row.hint ? <span className="dz-grid-hint">{row.hint}</span> : null}
      </div>
      <div role="presentation" className="dz-grid-gap" style={{ width: layout.edges[sight.from] ?? 0 }} />
      {columns.map((column) => {
        const at = { row: index, column };
        const cell = model.cell(at);
        const readOnly = model.readOnly(at);
        const width = (layout.edges[column + 1] ?? 0) - (layout.edges[column] ?? 0);
        const text = shownText(cell, readOnly && !row.unasked);
        const long = textWidth(text) > width - 17;
        return (
          <div
            key={column}
            role="gridcell"
            className="dz-grid-cell"
            aria-colindex={column + 2}
            aria-selected={column >= left && column <= right && left >= 0}
            aria-invalid={cell.problem?.severity === "error" || undefined}
            aria-readonly={readOnly || undefined}
            data-state={cell.state}
            data-active={column === active || undefined}
            data-severity={cell.problem?.severity}
            title={titleOf(cell, long ? text : "")}
            data-long={long || undefined}
            data-noted={cell.note ? "" : undefined}
            style={{ width }}
          >
            {cell.evidence ? <PaperClipOutlined className="dz-grid-clip" aria-hidden /> : null}
            {text}
          </div>
        );
      })}
    </div>
  );
});

/** What the mouse is told: what is wrong, the 批注, what is cut short. */
function titleOf({ problem, note }: Cell, text: string): string | undefined {
  return [text, problem?.words, note && `${words.note}：${note}`].filter(Boolean).join("\n") || undefined;
}

/** An open cell with nothing in it is blank, as on paper; in a locked row the same says 未报. */
function shownText(cell: Cell, readOnly: boolean): string {
  if (cell.state === "not_reported") return readOnly ? words.notReported : "";
  if (cell.state === "no_task") return cell.text || "—";
  return cell.text;
}
