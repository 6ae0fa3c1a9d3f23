// The line under a form of this room: what is missing, what will follow, or what the ledger refused.
import { useState } from "react";
import { isCallError } from "../../platform";
import { sayRefused } from "../../state/notices";
import { sentenceOf } from "../../text/errors";

export interface SaysProps {
  refused: string | null;
  lack: string | null;
  says: string;
  testid: string;
}

export function Says({ refused, lack, says, testid }: SaysProps) {
  const look = refused ? "set-says set-says-no" : lack ? "set-says dz-second" : "set-says";
  return (
    <p className={look} role="status" data-testid={testid}>
      {refused ?? lack ?? says}
    </p>
  );
}

/** What the ledger refused, said at the form; what broke is told as everywhere. */
export function useRefusal(): { said: string | null; say(error: unknown): void; clear(): void } {
  const [said, setSaid] = useState<string | null>(null);
  return {
    said,
    say(error) {
      if (!isCallError(error) || error.problems.length === 0) return sayRefused(error);
      setSaid(
        error.problems
          .map((problem) => sentenceOf(problem.code, problem))
          .map(({ what, todo }) => `${what}${todo}`)
          .join(""),
      );
    },
    clear: () => setSaid(null),
  };
}
