// The ledger's name and what can be done with the whole file.
import { DownOutlined } from "@ant-design/icons";
import { Dropdown, type MenuProps } from "antd";
import { useTell } from "../state/ask";
import { useVerify } from "../state/keeping";
import { useClosing, useOpening } from "../state/ledger";
import { go } from "../state/route";
import { shell } from "../text/shell";
import type { LedgerView } from "../wire/LedgerView";
import type { StartView } from "../wire/StartView";

export function LedgerMenu({ start, ledger }: { start: StartView; ledger: LedgerView }) {
  const open = useOpening();
  const close = useClosing();
  const verify = useVerify();
  const reveal = useTell("reveal");
  const recent = start.recent.filter((file) => file.present && file.path !== ledger.path).slice(0, 6);

  const items: MenuProps["items"] = [
    { key: "open", label: shell.openLedger, onClick: () => void open("open_ledger", { path: null }) },
    ...(recent.length > 0
      ? [
          {
            key: "recent",
            label: shell.recent,
            children: recent.map((file) => ({
              key: file.path,
              label: file.title,
              title: file.path,
              onClick: () => void open("open_ledger", { path: file.path }),
            })),
          },
        ]
      : []),
    { key: "close", label: shell.closeLedger, onClick: () => void close() },
    { type: "divider" },
    { key: "backup", label: shell.backup, onClick: () => go({ room: "settings", query: { backup: "new" } }) },
    { key: "verify", label: shell.verify, onClick: verify.run },
    { key: "reveal", label: shell.revealLedger, onClick: () => reveal.mutate({ path: ledger.path }) },
  ];

  return (
    <Dropdown trigger={["click"]} menu={{ items }}>
      <button type="button" className="dz-plain dz-top-choice dz-top-ledger" title={ledger.path}>
        <span className="dz-unseen">{shell.ledger}</span>
        <span className="dz-clip">{ledger.title}</span>
        {ledger.sample ? <span className="dz-chip">{shell.sample}</span> : null}
        {ledger.read_only ? <span className="dz-chip dz-chip-query">{shell.readOnly}</span> : null}
        <DownOutlined className="dz-caret" />
      </button>
    </Dropdown>
  );
}
