// The drawer of one person: what is registered and may be changed, removing, and one's own passcode. What will follow is
// said before it is done; what the ledger refuses is said where it was asked. Enter does it, Esc closes.
import { Button, Checkbox, Input, Select } from "antd";
import { type FormEvent, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { SidePane } from "../../parts/SidePane";
import { UnitPicker } from "../../parts/UnitPicker";
import { useTell } from "../../state/ask";
import { LOCK_AFTER, useLockAfter } from "../../state/idle";
import { sayDone } from "../../state/notices";
import { contacts } from "../../text/contacts";
import { settings } from "../../text/settings";
import type { PersonView } from "../../wire/PersonView";
import { Field } from "./Field";
import { consequence, type Draft, draftOf, lackOf, passcodeLack, ROLES, requestOf } from "./people.logic";
import { Says, useRefusal } from "./Says";

const text = settings.people;

export interface PersonPaneProps {
  /** The person; null: a new one, or nobody who is known. */
  person: PersonView | null;
  fresh: boolean;
  /** Who is at the desk. */
  me: PersonView;
  /** May change persons. */
  keeper: boolean;
  onClose(): void;
}

export function PersonPane({ person, fresh, me, keeper, onClose }: PersonPaneProps) {
  if (!person && !fresh) {
    return (
      <SidePane title={text.title} onClose={onClose}>
        <EmptyState title={text.failed} hint={text.gone} />
      </SidePane>
    );
  }
  return (
    <SidePane
      title={person?.name ?? text.add}
      {...(person ? { subtitle: `${person.office} · ${person.role}` } : {})}
      onClose={onClose}
    >
      {keeper ? <PersonForm person={person} me={me} onDone={onClose} /> : null}
      {person && person.id === me.id ? <Passcode me={person} /> : null}
      {keeper && person && person.id !== me.id ? <Removal person={person} onDone={onClose} /> : null}
      {keeper || person?.id === me.id ? null : <p className="dz-second">{text.notKeeper}</p>}
    </SidePane>
  );
}

interface PersonFormProps {
  person: PersonView | null;
  me: PersonView;
  onDone(): void;
}

function PersonForm({ person, me, onDone }: PersonFormProps) {
  const kind = person ? "change" : "add";
  const [draft, setDraft] = useState<Draft>(() => draftOf(person, me));
  const refusal = useRefusal();
  const show = useTell("show_person", { onDone: ({ phone }) => change({ phone: phone ?? "" }) });
  const change = (more: Partial<Draft>) => {
    refusal.clear();
    setDraft((before) => ({ ...before, ...more }));
  };
  const lack = lackOf(draft, person);
  const put = useTell("put_person", {
    onDone: () => {
      sayDone(text.done[kind](draft.name.trim()));
      onDone();
    },
    onError: refusal.say,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!lack && !put.isPending) put.mutate(requestOf(draft, person));
  };
  const { fields } = text;
  return (
    <form className="set-change" aria-label={person?.name ?? text.add} onSubmit={send}>
      <Field label={fields.name}>
        <Input
          autoFocus
          value={draft.name}
          data-testid="person-name"
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <Field label={fields.office}>
        <Input
          value={draft.office}
          placeholder={fields.officeHint}
          data-testid="person-office"
          onChange={(event) => change({ office: event.target.value })}
        />
      </Field>
      <Field label={fields.unit}>
        <UnitPicker
          label={fields.unit}
          value={draft.unit.id}
          name={draft.unit.name}
          onChange={(id, name) => change({ unit: { id, name } })}
        />
      </Field>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in this grid on every web view. */}
      <div role="group" aria-label={fields.roles} className="set-roles">
        <span className="dz-second">{fields.roles}</span>
        {ROLES.map((role) => (
          <Checkbox
            key={role}
            checked={draft.roles.includes(role)}
            onChange={({ target }) =>
              change({
                roles: target.checked
                  ? [...draft.roles, role]
                  : draft.roles.filter((other) => other !== role),
              })
            }
          >
            {text.roles[role]?.[0]} <span className="dz-faint">{text.roles[role]?.[1]}</span>
          </Checkbox>
        ))}
      </div>
      <Field label={fields.phone}>
        <Input
          value={draft.phone}
          placeholder={fields.phoneHint}
          data-testid="person-phone"
          onChange={(event) => change({ phone: event.target.value })}
        />
      </Field>
      {person && draft.phone.includes("*") ? (
        <div className="set-ways">
          <Button
            size="small"
            title={contacts.showHint}
            loading={show.isPending}
            onClick={() => show.mutate({ id: person.id })}
            data-testid="person-show"
          >
            {fields.phoneShow}
          </Button>
        </div>
      ) : null}
      <Says refused={refusal.said} lack={lack} says={consequence(draft)} testid="person-says" />
      <div className="set-ways set-ways-end">
        <Button onClick={onDone}>{text.cancel}</Button>
        <Button
          type="primary"
          htmlType="submit"
          disabled={lack !== null}
          loading={put.isPending}
          data-testid="person-put"
        >
          {text.put[kind]}
        </Button>
      </div>
    </form>
  );
}

function Removal({ person, onDone }: { person: PersonView; onDone(): void }) {
  const [reason, setReason] = useState("");
  const refusal = useRefusal();
  const lack = reason.trim() === "" ? text.removeLack : null;
  const remove = useTell("remove_person", {
    onDone: () => {
      sayDone(text.removed(person.name));
      onDone();
    },
    onError: refusal.say,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!lack && !remove.isPending) remove.mutate({ id: person.id, reason: reason.trim() });
  };
  return (
    <form className="set-change" aria-label={text.remove} onSubmit={send}>
      <Field label={text.removeReason}>
        <Input
          value={reason}
          placeholder={text.removeReasonHint}
          data-testid="person-reason"
          onChange={(event) => {
            refusal.clear();
            setReason(event.target.value);
          }}
        />
      </Field>
      <Says refused={refusal.said} lack={lack} says={text.removeSays(person.name)} testid="remove-says" />
      <div className="set-ways set-ways-end">
        <Button
          danger
          htmlType="submit"
          disabled={lack !== null}
          loading={remove.isPending}
          data-testid="person-remove"
        >
          {text.remove}
        </Button>
      </div>
    </form>
  );
}

const EMPTY = { old: "", fresh: "", again: "" };

function Passcode({ me }: { me: PersonView }) {
  const [typed, setTyped] = useState(EMPTY);
  const refusal = useRefusal();
  const type = (more: Partial<typeof EMPTY>) => {
    refusal.clear();
    setTyped((before) => ({ ...before, ...more }));
  };
  const lack = passcodeLack(typed, me.passcode);
  const set = useTell("set_passcode", {
    onDone: (_, asked) => {
      setTyped(EMPTY);
      sayDone(asked.new === "" ? text.passcodeDropped : text.passcodeDone);
    },
    onError: refusal.say,
  });
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!lack && !set.isPending) set.mutate({ old: typed.old, new: typed.fresh });
  };
  const dirty = typed.fresh !== "" || typed.again !== "";
  const lockAfter = useLockAfter();
  return (
    <form className="set-change" aria-label={text.passcode} onSubmit={send}>
      <h3>{text.passcode}</h3>
      <p className="dz-second">{text.passcodeWhat}</p>
      {me.passcode ? (
        <Field label={text.lockAfter}>
          <Select
            value={lockAfter.minutes}
            aria-label={text.lockAfter}
            options={LOCK_AFTER.map((minutes) => ({ value: minutes, label: text.lockAfterOf(minutes) }))}
            onChange={lockAfter.choose}
          />
        </Field>
      ) : null}
      {me.passcode ? (
        <Field label={text.passcodeOld}>
          <Input.Password
            autoComplete="current-password"
            value={typed.old}
            data-testid="passcode-old"
            onChange={(event) => type({ old: event.target.value })}
          />
        </Field>
      ) : null}
      <div className="set-pair">
        <Field label={text.passcodeNew}>
          <Input.Password
            autoComplete="new-password"
            value={typed.fresh}
            data-testid="passcode-new"
            onChange={(event) => type({ fresh: event.target.value })}
          />
        </Field>
        <Field label={text.passcodeAgain}>
          <Input.Password
            autoComplete="new-password"
            value={typed.again}
            data-testid="passcode-again"
            onChange={(event) => type({ again: event.target.value })}
          />
        </Field>
      </div>
      {dirty || refusal.said ? (
        <Says refused={refusal.said} lack={lack} says={text.passcodeSays} testid="passcode-says" />
      ) : null}
      <div className="set-ways set-ways-end">
        {me.passcode ? (
          <Button
            disabled={typed.old === "" || set.isPending}
            data-testid="passcode-drop"
            onClick={() => set.mutate({ old: typed.old, new: "" })}
          >
            {text.passcodeDrop}
          </Button>
        ) : null}
        <Button
          type="primary"
          htmlType="submit"
          disabled={lack !== null}
          loading={set.isPending}
          data-testid="passcode-set"
        >
          {text.passcodePut}
        </Button>
      </div>
    </form>
  );
}
