// The drawer from the right: 480 px of details beside the list, which stays usable. Not a dialog: focus may go back and
// forth (F6), Esc closes it and the focus returns to what opened it. On narrow windows it lies over the page's right part.
import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { parts } from "../text/parts";
import { useReturnFocus } from "./returnFocus";
import "./side-pane.css";

export const SIDE_SLOT = "dz-side-slot";

export interface SidePaneProps {
  title: ReactNode;
  /** Spoken name when the title is not plain text. */
  label?: string;
  /** Under the title: status, scope. */
  subtitle?: ReactNode;
  actions?: ReactNode;
  onClose(): void;
  children: ReactNode;
}

export function SidePane({ title, label, subtitle, actions, onClose, children }: SidePaneProps) {
  const element = useRef<HTMLElement>(null);

  useReturnFocus();
  useEffect(() => {
    // A field inside may have taken the focus already.
    if (!element.current?.contains(document.activeElement)) element.current?.focus({ preventScroll: true });
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    // The pane has just come: the arrows begin in its list.
    if (event.key === "ArrowDown" && event.target === element.current) {
      element.current.querySelector<HTMLElement>("[data-walk]")?.focus();
      return event.preventDefault();
    }
    if (event.key !== "Escape" || event.defaultPrevented || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onClose();
  };

  const name = label ?? (typeof title === "string" ? title : parts.details);
  const pane = (
    <aside
      className="dz-side"
      ref={element}
      tabIndex={-1}
      data-pane={name}
      aria-label={name}
      onKeyDown={onKeyDown}
    >
      <header className="dz-side-head">
        <div className="dz-side-title">
          <h2>{title}</h2>
          {subtitle ? <div className="dz-second">{subtitle}</div> : null}
        </div>
        {actions}
        <Button type="text" icon={<CloseOutlined />} aria-label={parts.close} onClick={onClose} />
      </header>
      <div className="dz-side-body">{children}</div>
    </aside>
  );
  const slot = document.getElementById(SIDE_SLOT);
  return slot ? createPortal(pane, slot) : pane;
}
