// 锁定: from now on the passcode is asked for before anything is written. Who has none is shown where to set one.
import { useTell } from "../state/ask";
import { sayDone } from "../state/notices";
import { go } from "../state/route";
import { shell } from "../text/shell";
import type { LedgerView } from "../wire/LedgerView";

const text = shell.signIn;

export function useLock({ person, locked }: LedgerView): () => void {
  const lock = useTell("lock", { onDone: () => sayDone(text.lockedNow) });
  return () => {
    if (locked || lock.isPending) return;
    if (person.passcode) return lock.mutate({});
    sayDone(text.noPasscode, {
      label: text.setPasscode,
      run: () => go({ room: "settings", query: { page: "people", person: person.id } }),
    });
  };
}
