// The bar on top: which ledger, as of when, for where, search, who. The three choices hold for every room.
import { QuestionCircleOutlined, SearchOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { shell } from "../text/shell";
import type { LedgerView } from "../wire/LedgerView";
import type { StartView } from "../wire/StartView";
import { AsOfPicker } from "./AsOfPicker";
import { LedgerMenu } from "./LedgerMenu";
import { PersonMenu } from "./PersonMenu";
import { ProductMark } from "./ProductMark";
import { ScopePicker } from "./ScopePicker";

export interface TopBarProps {
  start: StartView;
  ledger: LedgerView;
  onSearch(): void;
  onHelp(): void;
  onLock(): void;
}

export function TopBar({ start, ledger, onSearch, onHelp, onLock }: TopBarProps) {
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
      <PersonMenu ledger={ledger} onLock={onLock} />
    </header>
  );
}
