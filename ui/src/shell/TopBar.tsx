// The bar on top: which ledger, as of when, for where, search, who. The three choices hold for every room.
import { DownOutlined, QuestionCircleOutlined, SearchOutlined } from "@ant-design/icons";
import { Button, Dropdown, type MenuProps } from "antd";
import { shell } from "../text/shell";
import { type ModeChoice, useMode } from "../theme";
import type { LedgerView } from "../wire/LedgerView";
import type { StartView } from "../wire/StartView";
import { AsOfPicker } from "./AsOfPicker";
import { LedgerMenu } from "./LedgerMenu";
import { ProductMark } from "./ProductMark";
import { ScopePicker } from "./ScopePicker";

export interface TopBarProps {
  start: StartView;
  ledger: LedgerView;
  onSearch(): void;
  onHelp(): void;
}

export function TopBar({ start, ledger, onSearch, onHelp }: TopBarProps) {
  return (
    <header className="dz-top" data-pane="top">
      <ProductMark />
      <LedgerMenu start={start} ledger={ledger} />
      <span className="dz-top-rule" aria-hidden="true" />
      <AsOfPicker choices={ledger.as_of_choices} />
      <ScopePicker />
      <button type="button" className="dz-plain dz-top-search" onClick={onSearch}>
        <SearchOutlined />
        <span>{shell.search}</span>
        <kbd>Ctrl+K</kbd>
      </button>
      <Button type="text" icon={<QuestionCircleOutlined />} aria-label={shell.help} onClick={onHelp} />
      <PersonMenu ledger={ledger} />
    </header>
  );
}

function PersonMenu({ ledger }: { ledger: LedgerView }) {
  const { choice, choose } = useMode();
  const { name, role, office } = ledger.person;
  const themes: [ModeChoice, string][] = [
    ["light", shell.themeLight],
    ["dark", shell.themeDark],
    ["system", shell.themeSystem],
  ];
  const items: MenuProps["items"] = [
    { key: "who", type: "group", label: `${office} · ${role}` },
    { type: "divider" },
    {
      key: "theme",
      type: "group",
      label: shell.theme,
      children: themes.map(([key, label]) => ({ key, label })),
    },
  ];
  return (
    <Dropdown
      trigger={["click"]}
      menu={{
        items,
        selectable: true,
        selectedKeys: [choice],
        onClick: ({ key }) => choose(key as ModeChoice),
      }}
    >
      <button type="button" className="dz-plain dz-top-choice" aria-label={`${shell.person} ${name} ${role}`}>
        <span className="dz-clip">{name}</span>
        <span className="dz-faint dz-top-role">{role}</span>
        <DownOutlined className="dz-caret" />
      </button>
    </Dropdown>
  );
}
