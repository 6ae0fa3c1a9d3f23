// Asks why, in the place where something is taken back or not adopted. Taking back needs a reason.
import { Button, Input } from "antd";
import { type KeyboardEvent, useId, useState } from "react";
import { deck as text } from "../../text/documents";
import type { Asked } from "./useDeck";

export interface ReasonProps {
  about: Asked["about"];
  onSend(reason: string): void;
  onClose(): void;
}

export function Reason({ about, onSend, onClose }: ReasonProps) {
  const field = useId();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isMissing = isTried && about === "retract" && reason.trim() === "";
  const words = text.reasons[about];

  const send = () => {
    setTried(true);
    if (about !== "retract" || reason.trim() !== "") onSend(reason.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") onClose();
    else if (event.key === "Enter" && !event.shiftKey && event.target instanceof HTMLTextAreaElement) send();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <form
      className="dz-reason"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={onKeyDown}
    >
      <label htmlFor={field}>{words.ask}</label>
      <Input.TextArea
        id={field}
        autoFocus
        rows={2}
        value={reason}
        placeholder={words.hint}
        status={isMissing ? "error" : ""}
        aria-invalid={isMissing}
        onChange={(event) => setReason(event.target.value)}
      />
      {isMissing ? <p className="dz-field-error">{text.needsReason}</p> : null}
      <div className="dz-reason-ways">
        <Button size="small" onClick={onClose}>
          {text.cancel}
        </Button>
        <Button size="small" type="primary" danger={about === "retract"} htmlType="submit">
          {words.go} <kbd>Enter</kbd>
        </Button>
      </div>
    </form>
  );
}
