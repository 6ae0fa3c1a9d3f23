// Asks why before a step that has to be explained. Ctrl+Enter takes the step, Esc gives it up.
import { Button, Input } from "antd";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { steps as text } from "../text/review";
import type { StepView } from "../wire/StepView";
import "./steps.css";

export interface StepReasonProps {
  step: StepView;
  /** What the button says: 退回, 退回3份. */
  label: string;
  /** A reason to begin with. */
  draft?: string;
  pending: boolean;
  onTake(reason: string): void;
  onClose(): void;
}

export function StepReason({ step, label, draft = "", pending, onTake, onClose }: StepReasonProps) {
  const [reason, setReason] = useState(draft);
  const ready = reason.trim() !== "" && !pending;
  const take = (event: FormEvent | KeyboardEvent) => {
    event.preventDefault();
    if (ready) onTake(reason.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) take(event);
    else if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      onClose();
    }
  };
  return (
    <form className="dz-reason" aria-label={text.reasonOf(step.word)} onSubmit={take} onKeyDown={onKeyDown}>
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2, maxRows: 6 }}
        aria-label={text.reasonOf(step.word)}
        placeholder={text.reasonHint[step.step] ?? ""}
        value={reason}
        data-testid="step-reason"
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="dz-reason-ways">
        <Button onClick={onClose}>{text.cancel}</Button>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={pending} data-testid="step-send">
          {label} <kbd>{text.send}</kbd>
        </Button>
      </div>
    </form>
  );
}
