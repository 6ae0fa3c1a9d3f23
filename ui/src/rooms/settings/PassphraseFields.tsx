// A new passphrase, typed twice, and what it still lacks.
import { Input } from "antd";
import { Field } from "./Field";
import { type NewPassphrase, passphraseLack } from "./passphrase.logic";

export interface PassphraseFieldsProps {
  labels: { passphrase: string; again: string };
  typed: NewPassphrase;
  /** What the fields' test ids begin with. */
  testId: string;
  onChange(typed: NewPassphrase): void;
}

export function PassphraseFields({ labels, typed, testId, onChange }: PassphraseFieldsProps) {
  return (
    <>
      <Field label={labels.passphrase}>
        <Input.Password
          autoFocus
          autoComplete="new-password"
          value={typed.passphrase}
          data-testid={`${testId}-passphrase`}
          onChange={({ target }) => onChange({ ...typed, passphrase: target.value })}
        />
      </Field>
      <Field label={labels.again}>
        <Input.Password
          autoComplete="new-password"
          value={typed.again}
          data-testid={`${testId}-again`}
          onChange={({ target }) => onChange({ ...typed, again: target.value })}
        />
      </Field>
      <p className="dz-faint" role="status">
        {typed.passphrase === "" ? "" : passphraseLack(typed)}
      </p>
    </>
  );
}
