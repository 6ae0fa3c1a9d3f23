// 账本校验: checks every digest of the ledger and tells what was found.
import { useTell } from "../state/ask";
import { sayDone, sayProblems } from "../state/notices";
import { shell } from "../text/shell";

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
