// The room 文件: the list, the document that is open, and the ways to bring more in. Side panes become drawers where the
// room is narrow.
import { FileAddOutlined, MenuOutlined, SnippetsOutlined } from "@ant-design/icons";
import { Button, Drawer } from "antd";
import { useEffect, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { FillBody, Page } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { useBox } from "../../parts/useBox";
import { useAsk } from "../../state/ask";
import { useKept } from "../../state/kept";
import { replace, useRoute } from "../../state/route";
import { importing, documents as text } from "../../text/documents";
import type { DocumentLine } from "../../wire/DocumentLine";
import { DocumentList } from "./DocumentList";
import { DocumentView } from "./DocumentView";
import { grouped, inOrder } from "./list.logic";
import { useImport } from "./useImport";
import "./documents.css";

const WITH_CARDS = 820;
const WITH_LIST = 1060;

export function DocumentsPage() {
  const [id = null] = useRoute().path;
  const ways = useImport();
  const [listOpen, setListOpen] = useState(false);
  const [room, { width }] = useBox();
  const { data: lines, error, refetch } = useAsk("documents", {}, { rooms: ["documents"] });

  useLastOne(id, lines);
  const hasList = width === 0 || width >= WITH_LIST;
  const list = lines ? <DocumentList lines={lines} open={id} /> : null;
  const listButton = hasList ? null : (
    <Button icon={<MenuOutlined aria-hidden />} onClick={() => setListOpen(true)}>
      {text.showList}
    </Button>
  );

  return (
    <Page
      title={text.room}
      aside={
        <>
          <Button icon={<SnippetsOutlined aria-hidden />} onClick={ways.paste}>
            {importing.paste}
          </Button>
          <Button type="primary" icon={<FileAddOutlined aria-hidden />} onClick={ways.chooseFiles}>
            {importing.button}
          </Button>
        </>
      }
    >
      <FillBody>
        <div
          className="dz-docs"
          ref={room}
          data-over={ways.dropping.over || undefined}
          {...ways.dropping.props}
        >
          {error ? <Refusal error={error} onRetry={() => void refetch()} /> : null}
          {lines?.length === 0 ? (
            <EmptyState
              title={text.emptyTitle}
              hint={text.emptyHint}
              action={{ label: importing.button, run: ways.chooseFiles }}
            />
          ) : null}
          {lines && lines.length > 0 ? (
            <>
              {hasList ? list : null}
              {id === null ? null : (
                <DocumentView id={id} wide={width === 0 || width >= WITH_CARDS} aside={listButton} />
              )}
            </>
          ) : null}
          {ways.dropping.over ? <p className="dz-docs-drop">{importing.dropHere}</p> : null}
        </div>
      </FillBody>
      {listOpen ? (
        <Drawer
          open
          placement="left"
          size={300}
          title={text.showList}
          styles={{ body: { padding: 8 } }}
          onClose={() => setListOpen(false)}
        >
          {/* A click on a line opens it and has no further use for the drawer. */}
          <div
            onClickCapture={(event) =>
              event.target instanceof Element && closeOnLink(event.target, setListOpen)
            }
          >
            {list}
          </div>
        </Drawer>
      ) : null}
      {ways.view}
    </Page>
  );
}

/** Without a document in the address, the last one that was open, else the first of the list. */
function useLastOne(id: string | null, lines: readonly DocumentLine[] | undefined): void {
  const [last, setLast] = useKept<string | null>("documents.last", null);
  useEffect(() => {
    if (id !== null) {
      if (id !== last) setLast(id);
      return;
    }
    const line = lines?.find((one) => one.id === last) ?? inOrder(grouped(lines ?? []))[0];
    if (line) replace({ room: "documents", path: [line.id] });
  });
}

function closeOnLink(target: Element, setOpen: (open: boolean) => void): void {
  if (target.closest("a")) setOpen(false);
}
