// Who is at the desk, at the top right: change places, lock, and the look of the window. A person with a passcode is asked
// for it.
import { CheckOutlined, DownOutlined, LockOutlined } from "@ant-design/icons";
import { Dropdown, type MenuProps } from "antd";
import { useState } from "react";
import { Dialog } from "../parts/Dialog";
import { useAsk, useTell } from "../state/ask";
import { sayDone } from "../state/notices";
import { shell } from "../text/shell";
import { type ModeChoice, useMode } from "../theme";
import type { LedgerView } from "../wire/LedgerView";
import type { PersonView } from "../wire/PersonView";
import { PasscodeForm } from "./PasscodeForm";

const text = shell.signIn;
/** Keys of the menu's lines for persons. */
const PERSON = "person:";

export function PersonMenu({ ledger, onLock }: { ledger: LedgerView; onLock(): void }) {
  const { choice, choose } = useMode();
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState<PersonView | null>(null);
  const { data: people } = useAsk("people", {}, { enabled: open, rooms: ["org"] });
  const signIn = useTell("sign_in", { onDone: ({ name }) => sayDone(text.done(name)) });
  const { id: me, name, role, office } = ledger.person;
  const others = people?.filter(({ id }) => id !== me) ?? [];

  const themes: [ModeChoice, string][] = [
    ["light", shell.themeLight],
    ["dark", shell.themeDark],
    ["system", shell.themeSystem],
  ];
  const items: MenuProps["items"] = [
    { key: "who", type: "group", label: text.line(name, office, role) },
    ...(ledger.locked ? [] : [{ key: "lock", label: text.lock, icon: <LockOutlined />, extra: "Ctrl+L" }]),
    ...(others.length > 0
      ? [
          { type: "divider" as const },
          {
            key: "change",
            type: "group" as const,
            label: text.change,
            children: others.map((person) => ({
              key: `${PERSON}${person.id}`,
              label: text.line(person.name, person.office, person.role),
              ...(person.passcode ? { extra: <LockOutlined aria-label={text.hasPasscode} /> } : {}),
            })),
          },
        ]
      : []),
    { type: "divider" },
    {
      key: "theme",
      type: "group",
      label: shell.theme,
      children: themes.map(([key, label]) => ({
        key,
        label,
        ...(key === choice ? { extra: <CheckOutlined aria-label={shell.themeChosen} /> } : {}),
      })),
    },
  ];
  const pick: MenuProps["onClick"] = ({ key }) => {
    if (key === "lock") return onLock();
    const person = others.find(({ id }) => key === `${PERSON}${id}`);
    if (!person) return choose(key as ModeChoice);
    if (person.passcode) setAsked(person);
    else signIn.mutate({ id: person.id, passcode: "" });
  };

  return (
    <>
      <Dropdown
        trigger={["click"]}
        open={open}
        onOpenChange={setOpen}
        menu={{ className: "dz-persons", items, onClick: pick }}
      >
        <button
          type="button"
          className="dz-plain dz-top-choice"
          aria-label={`${shell.person} ${name} ${text.role(role)}`}
          data-testid="person-menu"
        >
          {ledger.locked ? <LockOutlined /> : null}
          <span className="dz-clip">{name}</span>
          <span className="dz-faint dz-top-role">{text.role(role)}</span>
          <DownOutlined className="dz-caret" />
        </button>
      </Dropdown>
      {asked ? (
        <Dialog title={text.title(asked.name)} footer={null} width={400} onCancel={() => setAsked(null)}>
          <PasscodeForm person={asked} label={text.do} focus onDone={() => setAsked(null)} />
        </Dialog>
      ) : null}
    </>
  );
}
