// What lies over the cells: the fill handle at the selection's corner, what it would fill while it is drawn, and what was
// cut and waits to be put down.
import { type Columns, ROW_HEIGHT } from "./layout";
import type { Range } from "./selection";

export interface GridMarksProps {
  range: Range;
  /** What the handle is drawn over. */
  filling: Range | null;
  cutting: Range | null;
  layout: Columns;
  rowHeadWidth: number;
  headSize: number;
  /** Nothing is typed and the selection may be filled from. */
  handle: boolean;
}

export function GridMarks(props: GridMarksProps) {
  const { range, filling, cutting, layout, rowHeadWidth, headSize, handle } = props;
  const box = ({ top, left, bottom, right }: Range) => {
    const [from, to] = [layout.edges[left] ?? 0, layout.edges[right + 1] ?? 0];
    return {
      left: rowHeadWidth + from,
      width: to - from,
      top: headSize + top * ROW_HEIGHT,
      height: (bottom - top + 1) * ROW_HEIGHT,
    };
  };
  const corner = box(range);
  return (
    <>
      {cutting ? <div className="dz-grid-mark" data-mark="cut" style={box(cutting)} /> : null}
      {filling ? <div className="dz-grid-mark" data-mark="fill" style={box(filling)} /> : null}
      {handle ? (
        <div
          className="dz-grid-handle"
          data-fill=""
          style={{ left: corner.left + corner.width, top: corner.top + corner.height }}
        />
      ) : null}
    </>
  );
}
