// What is printed in place of the window: sheets of A4, there while the print dialog is asked for. On screen they are not seen.
import { type ReactNode, useEffect } from "react";
import { createPortal } from "react-dom";
import "./print-out.css";

/** Millimetres are the page's: the printer's own margins are told to be none. */
const PAGE = "@page { size: A4; margin: 0 }";

export function PrintOut({ sheets, onDone }: { sheets: readonly PrintSheet[]; onDone(): void }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is printed once.
  useEffect(() => {
    addEventListener("afterprint", onDone, { once: true });
    print();
    return () => removeEventListener("afterprint", onDone);
  }, []);
  return createPortal(
    <div className="dz-print" aria-hidden="true">
      <style>{PAGE}</style>
      {sheets.map(({ key, wide, content }) => (
        <div key={key} className="dz-print-sheet" data-wide={wide || undefined}>
          {content}
        </div>
      ))}
    </div>,
    document.body,
  );
}

export interface PrintSheet {
  key: string;
  /** Lies sideways: turned, so that all sheets go through the printer alike. */
  wide: boolean;
  content: ReactNode;
}
