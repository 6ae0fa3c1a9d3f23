// The merged head of the sheet, which stays on top, and the corner over the row titles.
import { memo } from "react";
import type { Head, HeadCell } from "./header";
import { type Columns, HEAD_HEIGHT, LEAF_HEIGHT, type Window } from "./layout";
import type { Column } from "./types";

export interface GridHeadProps {
  head: Head;
  columns: readonly Column[];
  layout: Columns;
  sight: Window;
  rowTitle: string;
  rowHeadWidth: number;
  /** Columns of the selection, for the tint. */
  left: number;
  right: number;
}

export const GridHead = memo(function GridHead(props: GridHeadProps) {
  const { head, sight, rowTitle, rowHeadWidth, layout } = props;
  const height = headHeight(head);
  const levels = Array.from({ length: head.levels }, (_, level) =>
    head.cells.filter((cell) => cell.level === level && overlaps(cell, sight)),
  );
  return (
    <div role="rowgroup" className="dz-grid-head" style={{ height, width: rowHeadWidth + layout.total }}>
      {levels.map((cells, level) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a level is its number.
        <div role="row" className="dz-grid-level" key={level} aria-rowindex={level + 1}>
          {level === 0 ? (
            <div
              role="columnheader"
              className="dz-grid-corner"
              aria-colindex={1}
              aria-rowspan={head.levels}
              style={{ width: rowHeadWidth, height }}
            >
              {rowTitle}
            </div>
          ) : null}
          {cells.map((cell) => (
            <HeadBox key={`${cell.level}.${cell.column}`} cell={cell} {...props} />
          ))}
        </div>
      ))}
    </div>
  );
});

function HeadBox({
  cell,
  head,
  columns,
  layout,
  rowHeadWidth,
  left,
  right,
}: GridHeadProps & { cell: HeadCell }) {
  const from = layout.edges[cell.column] ?? 0;
  const to = layout.edges[cell.column + cell.columns] ?? from;
  const unit = cell.leaf ? columns[cell.column]?.unit : undefined;
  const top = cell.level * HEAD_HEIGHT;
  const bottom = cell.leaf ? headHeight(head) : top + HEAD_HEIGHT;
  return (
    <div
      role="columnheader"
      className="dz-grid-headcell"
      data-leaf={cell.leaf}
      data-chosen={cell.leaf && cell.column >= left && cell.column <= right}
      aria-colindex={cell.column + 2}
      aria-colspan={cell.columns > 1 ? cell.columns : undefined}
      title={cell.text}
      style={{ left: rowHeadWidth + from, width: to - from, top, height: bottom - top }}
    >
      <span className="dz-grid-headtext" style={cell.leaf ? undefined : { left: rowHeadWidth + 8 }}>
        {cell.text}
      </span>
      {unit ? <span className="dz-grid-unit">{unit}</span> : null}
      {cell.leaf ? <span className="dz-grid-grip" data-grip={cell.column} /> : null}
    </div>
  );
}

export function headHeight(head: Head): number {
  return (head.levels - 1) * HEAD_HEIGHT + LEAF_HEIGHT;
}

function overlaps(cell: HeadCell, sight: Window): boolean {
  return cell.column < sight.to && cell.column + cell.columns > sight.from;
}
