// A field of the line above a table with its label, which stays beside it where the line breaks.
import type { ReactNode } from "react";

export interface LabelledProps {
  label: string;
  /** Told when the mouse rests on the label. */
  hint?: string;
  children: ReactNode;
}

export function Labelled({ label, hint, children }: LabelledProps) {
  return (
    <span className="dz-workbook-labelled">
      <span title={hint}>{label}</span>
      {children}
    </span>
  );
}
