// A control of this room's forms, under its label.
import type { ReactNode } from "react";

export function Field({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child.
    <label className="set-field">
      <span className="dz-second">{label}</span>
      {children}
    </label>
  );
}
