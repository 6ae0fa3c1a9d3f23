// 新建台账: where, who, what it is called. The place brings its townships and villages along. What is missing is said on
// top, with the way to each field.
import { ArrowLeftOutlined } from "@ant-design/icons";
import { Button, Input } from "antd";
import { type FormEvent, type ReactNode, useState } from "react";
import { go } from "../../state/route";
import { start as text } from "../../text/start";
import { PlaceChooser } from "./PlaceChooser";
import { type Draft, EMPTY, type Field, type Lack, lacksOf, titleOf } from "./start.logic";
import type { Opener } from "./useOpen";

export function NewLedger({ opener }: { opener: Opener }) {
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [asked, setAsked] = useState(false);
  const year = new Date().getFullYear();
  const lacks = lacksOf(draft, year);
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }));
  const title = titleOf(draft, year);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (lacks.length > 0 || !draft.division) {
      focusField(lacks[0]?.field);
      return;
    }
    void opener.open("create_ledger", {
      path: null,
      title: title.trim(),
      division: draft.division.code,
      office: draft.office.trim(),
      person: draft.person.trim(),
      phone: draft.phone.trim() || null,
    });
  };

  const shown = asked ? lacks : [];
  return (
    <form className="st-new" onSubmit={submit} noValidate>
      <header className="st-new-head">
        <Button type="text" icon={<ArrowLeftOutlined />} onClick={() => go({ room: "start" })}>
          {text.back}
        </Button>
        <h1>{text.newTitle}</h1>
      </header>
      {shown.length > 0 ? <Lacks lacks={shown} /> : null}
      <section className="dz-card st-step" aria-labelledby="st-place">
        <h2 id="st-place">{text.step.place}</h2>
        <p className="dz-second">{text.placeHint}</p>
        <PlaceChooser
          chosen={draft.division}
          onChoose={(division) => set({ division })}
          problem={whatLacks(shown, "division")}
        />
      </section>
      <section className="dz-card st-step" aria-labelledby="st-who">
        <h2 id="st-who">{text.step.who}</h2>
        <Row field="office" label={text.office} hint={text.officeHint} problem={whatLacks(shown, "office")}>
          <Input
            id="st-office"
            value={draft.office}
            aria-describedby="st-office-hint"
            aria-invalid={!!whatLacks(shown, "office")}
            onChange={(event) => set({ office: event.target.value })}
          />
        </Row>
        <Row field="person" label={text.person} hint={text.personHint} problem={whatLacks(shown, "person")}>
          <Input
            id="st-person"
            value={draft.person}
            aria-describedby="st-person-hint"
            aria-invalid={!!whatLacks(shown, "person")}
            onChange={(event) => set({ person: event.target.value })}
          />
        </Row>
        <Row field="phone" label={text.phone} hint={text.phoneHint} problem={whatLacks(shown, "phone")}>
          <Input
            id="st-phone"
            type="tel"
            value={draft.phone}
            aria-describedby="st-phone-hint"
            aria-invalid={!!whatLacks(shown, "phone")}
            onChange={(event) => set({ phone: event.target.value })}
          />
        </Row>
        <Row
          field="title"
          label={text.ledgerTitle}
          hint={text.ledgerTitleHint}
          problem={whatLacks(shown, "title")}
        >
          <Input
            id="st-title"
            value={title}
            aria-describedby="st-title-hint"
            aria-invalid={!!whatLacks(shown, "title")}
            onChange={(event) => set({ title: event.target.value })}
          />
        </Row>
        <div className="st-make">
          <Button type="primary" htmlType="submit" loading={opener.busy === "create_ledger"}>
            {text.make}
          </Button>
          <span className="dz-faint" role="status">
            {opener.busy === "create_ledger" ? text.working.create : text.makeHint}
          </span>
        </div>
      </section>
    </form>
  );
}

interface RowProps {
  field: Field;
  label: string;
  hint: string;
  problem: string | null;
  children: ReactNode;
}

function Row({ field, label, hint, problem, children }: RowProps) {
  return (
    <div className="st-row" data-wrong={problem !== null}>
      <label htmlFor={`st-${field}`}>{label}</label>
      {children}
      <p className="st-small" id={`st-${field}-hint`}>
        {problem ?? <span className="dz-faint">{hint}</span>}
      </p>
    </div>
  );
}

function Lacks({ lacks }: { lacks: readonly Lack[] }) {
  return (
    <div className="st-lacks" role="alert">
      <b>{text.fix(lacks.length)}</b>
      <ul>
        {lacks.map(({ field, what }) => (
          <li key={field}>
            <button type="button" className="dz-plain" onClick={() => focusField(field)}>
              {what}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function whatLacks(lacks: readonly Lack[], field: Field): string | null {
  return lacks.find((lack) => lack.field === field)?.what ?? null;
}

function focusField(field: Field | undefined): void {
  if (field) document.getElementById(`st-${field}`)?.focus();
}
