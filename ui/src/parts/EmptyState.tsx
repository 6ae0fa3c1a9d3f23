// A place with nothing in it yet: says what belongs here and offers the one next step.
import { Button } from "antd";
import type { ReactNode } from "react";
import "./parts.css";

export interface EmptyStateProps {
  title: string;
  hint?: ReactNode;
  /** The one next step. */
  action?: { label: string; run(): void };
}

export function EmptyState({ title, hint, action }: EmptyStateProps) {
  return (
    <div className="dz-empty" role="status">
      <svg width="56" height="40" viewBox="0 0 56 40" aria-hidden="true">
        <rect x="8.5" y="1.5" width="39" height="37" rx="2" fill="none" stroke="currentColor" />
        <path
          d="M8 10.5h40M8 19.5h40M8 28.5h40M22.5 10v28"
          stroke="currentColor"
          fill="none"
          opacity="0.55"
        />
      </svg>
      <p className="dz-empty-title">{title}</p>
      {hint ? <p className="dz-second">{hint}</p> : null}
      {action ? (
        <Button type="primary" onClick={action.run}>
          {action.label}
        </Button>
      ) : null}
    </div>
  );
}
