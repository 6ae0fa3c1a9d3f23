// Ctrl+F: how many there are, the next, the previous.
import { CloseOutlined, DownOutlined, UpOutlined } from "@ant-design/icons";
import { Button, Input, type InputRef } from "antd";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { parts as text } from "../text/parts";
import "./find-bar.css";

export interface FindBarProps {
  /** What is looked through. */
  label: string;
  query: string;
  now: number;
  all: number;
  onQuery(query: string): void;
  onStep(step: 1 | -1): void;
  onClose(): void;
  /** Changes each time Ctrl+F is pressed: the field takes the focus again. */
  asked: number;
}

export function FindBar({ label, query, now, all, onQuery, onStep, onClose, asked }: FindBarProps) {
  const field = useRef<InputRef>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again takes the focus again.
  useEffect(() => field.current?.focus({ cursor: "all" }), [asked]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Enter") onStep(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <search className="dz-find" aria-label={label}>
      <Input
        ref={field}
        size="small"
        value={query}
        placeholder={label}
        aria-label={label}
        onChange={(event) => onQuery(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <span className="dz-find-count" role="status">
        {query.trim() === "" ? "" : all === 0 ? text.findNone : text.findCount(now + 1, all)}
      </span>
      <Button
        size="small"
        type="text"
        icon={<UpOutlined aria-hidden />}
        aria-label={text.findPrevious}
        disabled={all === 0}
        onClick={() => onStep(-1)}
      />
      <Button
        size="small"
        type="text"
        icon={<DownOutlined aria-hidden />}
        aria-label={text.findNext}
        disabled={all === 0}
        onClick={() => onStep(1)}
      />
      <Button
        size="small"
        type="text"
        icon={<CloseOutlined aria-hidden />}
        aria-label={text.findClose}
        onClick={onClose}
      />
    </search>
  );
}
