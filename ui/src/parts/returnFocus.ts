// Where the focus goes when something that lay over the page goes.
import { useEffect, useState } from "react";

/** What had the focus when this came up has it again when this goes, unless the focus was put elsewhere meanwhile. */
export function useReturnFocus(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      const left = document.activeElement === document.body || document.activeElement === null;
      if (left && opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
}
