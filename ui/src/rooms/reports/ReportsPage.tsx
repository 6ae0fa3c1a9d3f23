// The room 通报: what goes in, the pages as they will print, and what to look at before they are issued. Narrow windows
// show one of the three at a time.

import { PrinterOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useMemo, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { OneOf } from "../../parts/OneOf";
import { FillBody, Page } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { useBox } from "../../parts/useBox";
import { useAsk } from "../../state/ask";
import { useKept } from "../../state/kept";
import { useKeys } from "../../state/keys";
import { useLedger } from "../../state/ledger";
import { useContextOfLens } from "../../state/lens";
import { go } from "../../state/route";
import { reports as text } from "../../text/reports";
import type { LedgerView } from "../../wire/LedgerView";
import { Archive } from "./Archive";
import { Checks } from "./Checks";
import { choicesOf, editsWith } from "./draft.logic";
import { Exports } from "./Exports";
import { Preview } from "./Preview";
import { Settings } from "./Settings";
import { useDraft } from "./useDraft";
import { Verify } from "./Verify";
import "./reports.css";

const THREE_PANES = 960;

export function ReportsPage() {
  const { ledger } = useLedger();
  return ledger ? <Bulletin key={ledger.id} ledger={ledger} /> : null;
}

type Part = "settings" | "preview" | "checks";

function Bulletin({ ledger }: { ledger: LedgerView }) {
  const context = useContextOfLens();
  const [room, { width }] = useBox();
  const [part, setPart] = useKept<Part>("reports.part", "preview");
  const [printing, setPrinting] = useState(false);
  const [zoom, setZoom] = useKept<"fit" | "real">("reports.zoom", "fit");
  const { draft, change, request, shown } = useDraft(ledger.id, ledger.person.office);
  const { data: tree } = useAsk("target_tree", context);
  const { data: view, error, refetch, isFetching } = useAsk("bulletin", shown);
  const choices = useMemo(() => choicesOf(tree ?? []), [tree]);

  const printOut = () => {
    if (!view) return;
    setPart("preview");
    // Asked for again while the last one still stands: it begins anew.
    setPrinting(false);
    requestAnimationFrame(() => setPrinting(true));
  };
  useKeys(text.keysTitle, [{ keys: "Ctrl+P", label: text.keys.print, run: printOut }]);

  const narrow = width > 0 && width < THREE_PANES;
  const shows = (which: Part) => !narrow || part === which;

  if (tree && choices.length === 0) {
    return (
      <Page title={text.room}>
        <EmptyState
          title={text.emptyTitle}
          hint={text.emptyHint}
          action={{ label: text.toDocuments, run: () => go({ room: "documents" }) }}
        />
      </Page>
    );
  }

  return (
    <Page
      title={text.room}
      aside={
        <>
          {isFetching && view ? <span className="dz-faint">{text.working}</span> : null}
          {narrow ? (
            <OneOf
              value={part}
              onChange={setPart}
              options={[
                { value: "settings", label: text.settings },
                { value: "preview", label: text.preview },
                { value: "checks", label: text.checks },
              ]}
            />
          ) : null}
          <Button
            type="text"
            icon={<PrinterOutlined aria-hidden />}
            disabled={!view}
            onClick={printOut}
            data-testid="print"
          >
            {text.print}
          </Button>
          {shows("preview") ? (
            <OneOf
              aria-label={text.zoom}
              value={zoom}
              onChange={setZoom}
              options={Object.entries(text.zooms).map(([value, label]) => ({
                value: value as "fit" | "real",
                label,
              }))}
            />
          ) : null}
        </>
      }
    >
      <FillBody>
        <div className="dz-report" ref={room} data-narrow={narrow || undefined}>
          {shows("settings") ? <Settings draft={draft} choices={choices} onChange={change} /> : null}
          {shows("preview") ? (
            error ? (
              <Refusal error={error} onRetry={() => void refetch()} />
            ) : view ? (
              <Preview
                view={view}
                zoom={zoom}
                printing={printing}
                onPrinted={() => setPrinting(false)}
                onEdit={(sentence, edit) => change({ edits: editsWith(draft.edits, sentence, edit) })}
              />
            ) : (
              <div className="dz-preview dz-preview-waiting" role="status">
                {text.working}
              </div>
            )
          ) : null}
          {shows("checks") ? (
            <section className="dz-report-side" aria-label={text.checks} data-pane={text.checks}>
              <Exports request={request} view={view} />
              <Archive />
              <Verify />
              {view ? (
                <Checks view={view} onField={() => setPart("settings")} onPages={() => setPart("preview")} />
              ) : null}
            </section>
          ) : null}
        </div>
      </FillBody>
    </Page>
  );
}
