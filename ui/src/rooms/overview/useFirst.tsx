// The first rows of a list that may have thousands, and the rest when somebody asks for it: a nation has more counties
// than a page should hold.
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { overview as text } from "../../text/overview";

/** So many units are shown at once. */
const FIRST = 200;

export function useFirst<T>(rows: readonly T[]): { shown: readonly T[]; rest: ReactNode } {
  const [all, setAll] = useState(false);
  const left = rows.length - FIRST;
  if (all || left <= 0) return { shown: rows, rest: null };
  return {
    shown: rows.slice(0, FIRST),
    rest: (
      <Button type="link" onClick={() => setAll(true)}>
        {text.rest(left)}
      </Button>
    ),
  };
}
