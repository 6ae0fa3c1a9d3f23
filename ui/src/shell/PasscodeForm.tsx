// Asks for a person's passcode and signs the person in. A wrong one is said beside the field; after several the ledger
// wants a wait, which is counted down.
import { Button, Input, type InputRef } from "antd";
import { type FormEvent, useRef, useState } from "react";
import { isCallError } from "../platform";
import { useTell } from "../state/ask";
import { sayDone, sayRefused } from "../state/notices";
import { sentenceOf } from "../text/errors";
import { shell } from "../text/shell";
import type { PersonView } from "../wire/PersonView";
import { useSecondsUntil } from "./countdown";

const text = shell.signIn;

export interface PasscodeFormProps {
  person: PersonView;
  /** What the button says. */
  label: string;
  focus?: boolean;
  onDone?(): void;
  clock?: () => number;
}

export function PasscodeForm({ person, label, focus = false, onDone, clock = Date.now }: PasscodeFormProps) {
  const [passcode, setPasscode] = useState("");
  const [wrong, setWrong] = useState<string | null>(null);
  const [until, setUntil] = useState<number | null>(null);
  const seconds = useSecondsUntil(until, clock);
  const field = useRef<InputRef>(null);

  const signIn = useTell("sign_in", {
    onDone: () => {
      setPasscode("");
      sayDone(text.done(person.name));
      onDone?.();
    },
    onError: (error) => {
      const [problem] = isCallError(error) ? error.problems : [];
      if (!problem) return sayRefused(error);
      setPasscode("");
      if (problem.code === "passcode.wait") {
        setUntil(clock() + Number(problem.detail[0]) * 1000);
        setWrong(null);
      } else {
        const { what, todo } = sentenceOf(problem.code, problem);
        setWrong(`${what}${todo}`);
      }
      field.current?.focus();
    },
  });
  const ready = passcode !== "" && seconds === 0 && !signIn.isPending;
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ready) signIn.mutate({ id: person.id, passcode });
  };

  return (
    <form className="dz-passcode" aria-label={text.passcodeOf(person.name)} onSubmit={send}>
      <Input.Password
        ref={field}
        autoFocus={focus}
        autoComplete="current-password"
        aria-label={text.passcodeOf(person.name)}
        placeholder={text.passcode}
        value={passcode}
        data-testid="passcode"
        onChange={(event) => setPasscode(event.target.value)}
      />
      <Button
        type="primary"
        htmlType="submit"
        disabled={!ready}
        loading={signIn.isPending}
        data-testid="passcode-send"
      >
        {label}
      </Button>
      <p role="status">{seconds > 0 ? text.waits(seconds) : wrong}</p>
    </form>
  );
}
