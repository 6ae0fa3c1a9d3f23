// A new passphrase, typed twice.
import { settings } from "../../text/settings";

const text = settings.passphrase;

/** None is shorter; the ledger says so too. */
const SHORTEST = 8;

export interface NewPassphrase {
  passphrase: string;
  again: string;
}

/** What it still lacks. */
export function passphraseLack({ passphrase, again }: NewPassphrase): string | null {
  if ([...passphrase].length < SHORTEST) return text.short;
  return passphrase === again ? null : text.differ;
}
