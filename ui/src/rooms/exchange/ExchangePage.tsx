// The room: what goes out, what comes in, what is in conflict. The address names the page.
import { OneOf } from "../../parts/OneOf";
import { Page, ScrollBody } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { go, useRoute } from "../../state/route";
import { exchange as text } from "../../text/exchange";
import { ConflictsPage } from "./ConflictsPage";
import { ReceivePage } from "./ReceivePage";
import { SendPage } from "./SendPage";
import "./exchange.css";

type PageName = keyof typeof text.pages;

const PAGES = Object.keys(text.pages) as PageName[];

export function ExchangePage() {
  const { query } = useRoute();
  const page = PAGES.find((name) => name === query.page) ?? "send";
  const { data: view, error, refetch } = useAsk("exchange", {}, { rooms: ["exchange", "results"] });
  const conflicts = view?.conflicts ?? 0;
  const pages = (
    <OneOf
      aria-label={text.page}
      value={page}
      onChange={(next) => go({ room: "exchange", query: next === "send" ? {} : { page: next } })}
      options={PAGES.map((value) => ({
        value,
        label: value === "conflicts" && conflicts > 0 ? text.conflictsCount(conflicts) : text.pages[value],
      }))}
    />
  );
  return (
    <Page title={text.room} aside={pages}>
      <ScrollBody keep={`exchange.${page}`} ready={view !== undefined}>
        {error ? <Refusal error={error} onRetry={refetch} /> : null}
        {view || error ? null : <p className="dz-faint">{text.loading}</p>}
        {view && page === "send" ? <SendPage view={view} /> : null}
        {view && page === "receive" ? <ReceivePage view={view} /> : null}
        {page === "conflicts" ? <ConflictsPage /> : null}
      </ScrollBody>
    </Page>
  );
}
