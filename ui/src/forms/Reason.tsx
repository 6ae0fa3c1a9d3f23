// Asks why, in the place where something is taken back or not adopted.
import { Button, Input } from "antd";
import { type KeyboardEvent, useId, useState } from "react";
import { targetForm as text } from "../text/target-form";
import "./forms.css";

export interface ReasonProps {
  words: { ask: string; hint: string; go: string };
  /** Nothing is sent without a reason. */
  required: boolean;
  onSend(reason: string): void;
  onClose(): void;
}

export function Reason({ words, required, onSend, onClose }: ReasonProps) {
  const field = useId();
  const [reason, setReason] = useState("");
  const [isTried, setTried] = useState(false);
  const isMissing = isTried && required && reason.trim() === "";

  const send = () => {
    setTried(true);
    if (!required || reason.trim() !== "") onSend(reason.trim());
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
        <Button size="small" type="primary" danger={required} htmlType="submit">
          {words.go} <kbd>Enter</kbd>
        </Button>
      </div>
    </form>
  );
}
