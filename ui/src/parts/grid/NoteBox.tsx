// 批注 of a cell, beside it: kept when the box is left, or with Ctrl+Enter; Esc leaves it as it was.
import { type KeyboardEvent, useRef, useState } from "react";
import { grid as words } from "../../text/grid";

export interface NoteBoxProps {
  /** Row and column, for screen readers. */
  name: string;
  note: string;
  readOnly: boolean;
  place: { left: number; top: number };
  onKeep(note: string): void;
  onClose(): void;
}

export function NoteBox({ name, note, readOnly, place, onKeep, onClose }: NoteBoxProps) {
  const [said, setSaid] = useState(note);
  const gone = useRef(false);
  const leave = (keep: boolean) => {
    if (gone.current) return;
    gone.current = true;
    if (keep && said.trim() !== note) onKeep(said.trim());
    onClose();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    const enter = event.key === "Enter" && (event.ctrlKey || event.metaKey);
    if (event.key !== "Escape" && !enter) return;
    event.preventDefault();
    leave(enter);
  };
  return (
    <div className="dz-grid-note" style={place} onPointerDown={(event) => event.stopPropagation()}>
      <textarea
        // biome-ignore lint/a11y/noAutofocus: the box was asked for to be written in.
        autoFocus
        aria-label={`${words.note}：${name}`}
        placeholder={words.noteHint}
        readOnly={readOnly}
        rows={3}
        maxLength={500}
        value={said}
        data-testid="cell-note"
        onChange={(event) => setSaid(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => leave(true)}
      />
      <p className="dz-faint">{readOnly ? words.noteLocked : words.noteKeys}</p>
    </div>
  );
}
