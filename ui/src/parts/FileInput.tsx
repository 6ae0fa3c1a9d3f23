// The field behind a button that chooses files: not seen, reached by the button alone. The same file can be chosen twice.
import type { RefObject } from "react";

export interface FileInputProps {
  ref: RefObject<HTMLInputElement | null>;
  /** The endings and kinds that are offered. */
  accept: string;
  /** What is chosen, for those who do not see it. */
  label: string;
  multiple?: boolean;
  testId?: string;
  onFiles(files: File[]): void;
}

export function FileInput({ ref, accept, label, multiple = false, testId, onFiles }: FileInputProps) {
  return (
    <input
      ref={ref}
      type="file"
      accept={accept}
      multiple={multiple}
      className="dz-unseen"
      tabIndex={-1}
      aria-label={label}
      data-testid={testId}
      onChange={(event) => {
        const files = [...(event.target.files ?? [])];
        event.target.value = "";
        onFiles(files);
      }}
    />
  );
}
