// Ways in for evidence of the active cell: files chosen, dropped on the window, an image pasted into the sheet.
import { type ReactNode, useRef, useState } from "react";
import { incomingFile, incomingPath } from "../../lib/incoming";
import { FileInput } from "../../parts/FileInput";
import { useTell } from "../../state/ask";
import { useDropped } from "../../state/files";
import { useKept } from "../../state/kept";
import { sayDone, sayProblems } from "../../state/notices";
import { evidence as text } from "../../text/evidence";
import type { CellRequest } from "../../wire/CellRequest";
import type { Incoming } from "../../wire/Incoming";

const KINDS = ".jpg,.jpeg,.png,.pdf,.ofd,.docx,.xlsx,.doc,.xls,.wps,.et,.txt,.csv";

export interface Attaching {
  /** Opens the dialog that chooses files. */
  choose(): void;
  take(files: readonly File[]): void;
  /** A file is held over the window. */
  over: boolean;
  busy: boolean;
  shrink: boolean;
  setShrink(shrink: boolean): void;
  /** The hidden field. */
  field: ReactNode;
}

/** `cell` is asked when the files are there: of the cell that is active then. */
export function useAttaching(form: string, cell: () => CellRequest | null): Attaching {
  const field = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [shrink, setShrink] = useKept("results.shrink", false);
  const attach = useTell("attach_evidence", {
    onDone: ({ taken, refused }) => {
      if (taken > 0) sayDone(text.taken(taken));
      sayProblems(refused);
    },
  });
  const send = (files: Incoming[]) => {
    const to = cell();
    if (to && files.length > 0) attach.mutate({ form, cell: to, files, shrink });
  };
  const take = (files: readonly File[]) => void Promise.all(files.map(incomingFile)).then(send);
  useDropped(setOver, (paths) => send(paths.map(incomingPath)));

  return {
    choose: () => field.current?.click(),
    take,
    over,
    busy: attach.isPending,
    shrink,
    setShrink,
    field: (
      <FileInput
        ref={field}
        multiple
        accept={KINDS}
        label={text.add}
        testId="evidence-input"
        onFiles={take}
      />
    ),
  };
}
