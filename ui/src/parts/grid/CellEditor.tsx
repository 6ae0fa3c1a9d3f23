// The text field on the active cell, and under it what is wrong with the cell. Invisible while nothing is typed.
import { type ClipboardEvent, type KeyboardEvent, type RefObject, useSyncExternalStore } from "react";
import { grid as words } from "../../text/grid";
import type { Problem } from "./types";
import type { SheetState } from "./useSheet";

// As wide as grid.css lets it get.
const BUBBLE = 284;

export interface CellEditorProps {
  field: RefObject<HTMLTextAreaElement | null>;
  sheet: SheetState;
  /** Row, column, value: read by screen readers. */
  spoken: string;
  readOnly: boolean;
  invalid: boolean;
  problem: Problem | null;
  place: { left: number; top: number; width: number; height: number };
  /** Up to where the sheet shows. */
  edge: number;
  onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void;
  onClipboard(event: ClipboardEvent<HTMLTextAreaElement>): void;
  onFocus(focused: boolean): void;
}

export function CellEditor(props: CellEditorProps) {
  const { field, sheet, spoken, readOnly, invalid, problem, place, edge, onKeyDown, onClipboard, onFocus } =
    props;
  const typing = sheet.mode !== "idle";
  const draft = useSyncExternalStore(sheet.draft.subscribe, sheet.draft.get);
  return (
    <>
      <textarea
        ref={field}
        className="dz-grid-field"
        data-typing={typing}
        data-pane-focus=""
        aria-label={spoken}
        aria-invalid={invalid || undefined}
        readOnly={readOnly}
        rows={1}
        spellCheck={false}
        autoComplete="off"
        wrap="off"
        style={place}
        value={typing ? draft : ""}
        onChange={(event) => sheet.type(event.target.value)}
        onCompositionStart={sheet.startTyping}
        onKeyDown={onKeyDown}
        onCopy={onClipboard}
        onCut={onClipboard}
        onPaste={onClipboard}
        onFocus={() => onFocus(true)}
        onBlur={() => {
          sheet.commit();
          onFocus(false);
        }}
      />
      {problem ? (
        <div
          className="dz-grid-bubble"
          data-severity={problem.severity}
          style={{
            left: Math.max(0, Math.min(place.left, edge - BUBBLE)),
            top: place.top + place.height + 2,
          }}
        >
          <b>{words.severities[problem.severity]}</b>
          {problem.words}
        </div>
      ) : null}
    </>
  );
}
