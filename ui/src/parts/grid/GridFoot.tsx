// The line under the sheet: how much is filled, what is wrong, and the way to the next such cell; what was last done; and
// what the room puts there (提交).
import type { ReactNode } from "react";
import { grid as words } from "../../text/grid";
import type { Counts } from "./model";

export interface GridFootProps {
  counts: Counts;
  said: string;
  onEmpty(): void;
  onError(): void;
  onQuery(): void;
  children?: ReactNode;
}

export function GridFoot({ counts, said, onEmpty, onError, onQuery, children }: GridFootProps) {
  const { filled, asked, errors, queries } = counts;
  return (
    <div className="dz-grid-foot">
      <button type="button" className="dz-plain dz-grid-count" title={words.jumpEmpty} onClick={onEmpty}>
        {words.filled(filled, asked)}
      </button>
      <button
        type="button"
        className="dz-plain dz-grid-count"
        data-severity={errors > 0 ? "error" : undefined}
        disabled={errors === 0}
        title={words.jumpError}
        onClick={onError}
      >
        {words.errors(errors)}
      </button>
      <button
        type="button"
        className="dz-plain dz-grid-count"
        data-severity={queries > 0 ? "query" : undefined}
        disabled={queries === 0}
        title={words.jumpQuery}
        onClick={onQuery}
      >
        {words.queries(queries)}
      </button>
      <span className="dz-grid-said dz-clip">{said}</span>
      {children ? <div className="dz-grid-extra">{children}</div> : null}
    </div>
  );
}
