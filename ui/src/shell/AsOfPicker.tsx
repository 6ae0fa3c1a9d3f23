// 截至: the date all figures hold for. Offers the days the ledger knows, newest first by year, and any other day; and
// what was known on a day, so that a report of then is seen again as it was.
import { CloseOutlined, DownOutlined } from "@ant-design/icons";
import { DatePicker, Dropdown, type MenuProps } from "antd";
import dayjs from "dayjs";
import { useState } from "react";
import { asOfName, dayName } from "../lib/period";
import { useLens } from "../state/lens";
import { shell } from "../text/shell";
import type { AsOfChoice } from "../wire/AsOfChoice";

export function AsOfPicker({ choices }: { choices: readonly AsOfChoice[] }) {
  const { asOf, knownOn, setAsOf, setKnownOn } = useLens();
  const [asked, setAsked] = useState<"other" | "known" | null>(null);
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
    { key: "known", label: shell.knownOnChoose },
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
          onClick: ({ key }) => (key === "other" || key === "known" ? setAsked(key) : setAsOf(key)),
        }}
      >
        <button type="button" className="dz-plain dz-top-choice" title={shell.asOfTitle}>
          <span className="dz-faint">{shell.asOf}</span>
          <span>{chosen?.label ?? asOfName(asOf)}</span>
          <DownOutlined className="dz-caret" />
        </button>
      </Dropdown>
      {knownOn ? (
        <button
          type="button"
          className="dz-plain dz-top-choice dz-asof-known"
          title={shell.knownOnTitle}
          aria-label={shell.knownOnEnd}
          onClick={() => setKnownOn("")}
        >
          <span>{shell.knownOn(dayName(knownOn))}</span>
          <CloseOutlined className="dz-caret" />
        </button>
      ) : null}
      {asked ? (
        <DatePicker
          className="dz-asof-other"
          open
          autoFocus
          allowClear={false}
          aria-label={asked === "known" ? shell.knownOnTitle : shell.asOfTitle}
          value={dayjs(asked === "known" && knownOn ? knownOn : asOf)}
          onOpenChange={(open) => setAsked(open ? asked : null)}
          onChange={(day) => {
            const chosen = day?.format("YYYY-MM-DD");
            if (chosen) (asked === "known" ? setKnownOn : setAsOf)(chosen);
            setAsked(null);
          }}
        />
      ) : null}
    </span>
  );
}
