// The room: the units and the ledger file, the persons, the indicators, the keys, the rules of judging, the data checks, the days off, or the log. The address names the
// page, and the unit or person whose drawer is open.
import { OneOf } from "../../parts/OneOf";
import { FillBody, Page } from "../../parts/Page";
import { go, useRoute } from "../../state/route";
import { settings as text } from "../../text/settings";
import { CalendarPage } from "./CalendarPage";
import { ChecksPage } from "./ChecksPage";
import { IndicatorsPage } from "./IndicatorsPage";
import { KeysPage } from "./KeysPage";
import { LedgerCard } from "./LedgerCard";
import { LogPage } from "./LogPage";
import { PeoplePage } from "./PeoplePage";
import { RulesPage } from "./RulesPage";
import { UnitPane } from "./UnitPane";
import { UnitTable } from "./UnitTable";
import "./settings.css";

type PageName = keyof typeof text.pages;

const PAGES = Object.keys(text.pages) as PageName[];

export function SettingsPage() {
  const { path, query } = useRoute();
  const unit = path[0] ?? null;
  const page: PageName = PAGES.find((name) => name === query.page) ?? "units";
  const pages = (
    <OneOf
      aria-label={text.page}
      value={page}
      onChange={(next) => go({ room: "settings", query: next === "units" ? {} : { page: next } })}
      options={Object.entries(text.pages).map(([value, label]) => ({ value: value as PageName, label }))}
    />
  );
  return (
    <Page title={text.title} aside={pages}>
      <FillBody>
        {page === "units" ? (
          <div className="set-room">
            <UnitTable active={unit} onOpen={(id) => go({ room: "settings", path: [id] })} />
            <LedgerCard />
          </div>
        ) : null}
        {page === "people" ? <PeoplePage /> : null}
        {page === "indicators" ? <IndicatorsPage /> : null}
        {page === "keys" ? <KeysPage /> : null}
        {page === "rules" ? <RulesPage /> : null}
        {page === "checks" ? <ChecksPage /> : null}
        {page === "calendar" ? <CalendarPage /> : null}
        {page === "log" ? <LogPage /> : null}
      </FillBody>
      {unit ? <UnitPane key={unit} id={unit} onClose={() => go({ room: "settings" })} /> : null}
    </Page>
  );
}
