// Checking every digest of the ledger. What came of it is told.

import { shell } from "../text/shell";
import { useTell } from "./ask";
import { sayDone, sayProblems } from "./notices";

export function useVerify(): { run(): void; running: boolean; problems: number | null } {
  const verify = useTell("verify", {
    onDone: ({ problems, entries, rows }) => {
      if (problems.length > 0) sayProblems(problems);
      else sayDone(shell.verifiedNow(entries, rows));
    },
  });
  return {
    run: () => !verify.isPending && verify.mutate({}),
    running: verify.isPending,
    problems: verify.data ? verify.data.problems.length : null,
  };
}
