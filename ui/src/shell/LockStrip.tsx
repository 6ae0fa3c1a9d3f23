// Under the top bar while the ledger is locked: says so, and takes the passcode. Everything stays readable.
import { LockOutlined } from "@ant-design/icons";
import { shell } from "../text/shell";
import type { PersonView } from "../wire/PersonView";
import { PasscodeForm } from "./PasscodeForm";

const text = shell.signIn;

export function LockStrip({ person }: { person: PersonView }) {
  return (
    <section className="dz-lock" aria-label={text.lockedNow} data-pane={text.lockedNow}>
      <p role="status">
        <LockOutlined /> {text.locked(person.name)}
      </p>
      <PasscodeForm person={person} label={text.unlock} focus />
    </section>
  );
}
