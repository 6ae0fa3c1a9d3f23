// A table that may be long, in a dialog: it scrolls by keyboard, under its heads.
import type { ReactNode } from "react";

export interface LongTableProps {
  label: string;
  testId: string;
  columns: readonly string[];
  children: ReactNode;
}

export function LongTable({ label, testId, columns, children }: LongTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a long list scrolls by keyboard.
    <section className="dz-report-changed" tabIndex={0} aria-label={label}>
      <table data-testid={testId}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
