// 截至: the date all figures hold for. Offers the days the ledger knows, newest first by year, and any other day.
import { DownOutlined } from "@ant-design/icons";
import { DatePicker, Dropdown, type MenuProps } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { asOfName } from "../lib/period";
import { useLens } from "../state/lens";
import { shell } from "../text/shell";
import type { AsOfChoice } from "../wire/AsOfChoice";

export function AsOfPicker({ choices }: { choices: readonly AsOfChoice[] }) {
  const { asOf, setAsOf } = useLens();
  const [other, setOther] = useState(false);
  const items: MenuProps["items"] = [
    ...choices.map(({ as_of, label, results }) => ({
      key: as_of,
      label: (
        <span className="dz-asof-line">
          {label}
          <span className="dz-faint">{shell.results(results)}</span>
        </span>
      ),
    })),
    { type: "divider" as const },
    { key: "other", label: shell.asOfOther },
  ];
  const chosen = choices.find((choice) => choice.as_of === asOf);
  return (
    <span className="dz-asof">
      <Dropdown
        trigger={["click"]}
        menu={{
          items,
          selectable: true,
          selectedKeys: [asOf],
          className: "dz-asof-menu",
          onClick: ({ key }) => (key === "other" ? setOther(true) : setAsOf(key)),
        }}
      >
        <button type="button" className="dz-plain dz-top-choice" title={shell.asOfTitle}>
          <span className="dz-faint">{shell.asOf}</span>
          <span>{chosen?.label ?? asOfName(asOf)}</span>
          <DownOutlined className="dz-caret" />
        </button>
      </Dropdown>
      {other ? (
        <DatePicker
          className="dz-asof-other"
          open
          autoFocus
          allowClear={false}
          aria-label={shell.asOfTitle}
          value={dayjs(asOf)}
          onOpenChange={setOther}
          onChange={(day) => {
            if (day) setAsOf(day.format("YYYY-MM-DD"));
            setOther(false);
          }}
        />
      ) : null}
    </span>
  );
}
