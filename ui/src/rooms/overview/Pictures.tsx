// 总览 on paper and as a picture: what the page shows, drawn by the program on one sheet with its day and where it comes from.
import { DownOutlined, PictureOutlined } from "@ant-design/icons";
import { Button, Dropdown, type MenuProps } from "antd";
import { useState } from "react";
import { PrintOut } from "../../parts/PrintOut";
import { useTell } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useContextOfLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { useRoute } from "../../state/route";
import { overview as text } from "../../text/overview";
import type { BoardRequest } from "../../wire/BoardRequest";
import type { Overview } from "../../wire/Overview";
import { headingOf, leftOutOf, rankedOf, shownLines, statusesOf } from "./overview.logic";

export function Pictures({ view }: { view: Overview | undefined }) {
  const context = useContextOfLens();
  const { query } = useRoute();
  const [sheets, setSheets] = useState<readonly string[]>([]);
  const draw = useTell("print_overview");
  const save = useTell("export_overview");
  const reveal = useTell("reveal");

  const board = (view: Overview): BoardRequest => ({
    context,
    heading: headingOf(view, query.status),
    lines: shownLines(view.lines, statusesOf(query.status ?? null)).map(({ target, org_unit }) => ({
      target,
      org_unit,
    })),
    ranking: rankedOf(view, query.rank) ?? null,
    without: leftOutOf(query.without),
  });
  const printOut = () => {
    if (view && !draw.isPending)
      draw.mutate(board(view), { onSuccess: ({ pictures }) => setSheets(pictures) });
  };
  const picture = (format: "png" | "svg") => {
    if (!view || save.isPending) return;
    save.mutate(
      { board: board(view), format, choose: false },
      {
        onSuccess: ({ path }) => {
          if (!path) return;
          sayDone(text.pictures.saved(path));
          reveal.mutate({ path });
        },
      },
    );
  };
  useKeys(text.keys.title, [
    { keys: "Ctrl+P", label: text.keys.print, run: printOut },
    { keys: "Ctrl+Shift+S", label: text.pictures.png, run: () => picture("png") },
  ]);

  const items: MenuProps["items"] = [
    { key: "print", label: text.print, extra: "Ctrl+P" },
    { key: "png", label: text.pictures.png, extra: "Ctrl+Shift+S" },
    { key: "svg", label: text.pictures.svg },
  ];
  return (
    <>
      <Dropdown
        trigger={["click"]}
        disabled={!view}
        menu={{ items, onClick: ({ key }) => (key === "print" ? printOut() : picture(key as "png" | "svg")) }}
      >
        <Button type="text" icon={<PictureOutlined />} disabled={!view} data-testid="pictures">
          {text.pictures.title} <DownOutlined aria-hidden />
        </Button>
      </Dropdown>
      {sheets.length > 0 ? (
        <PrintOut
          onDone={() => setSheets([])}
          sheets={sheets.map((sheet, at) => ({
            key: String(at),
            wide: false,
            content: <img src={`data:image/png;base64,${sheet}`} alt="" />,
          }))}
        />
      ) : null}
    </>
  );
}
