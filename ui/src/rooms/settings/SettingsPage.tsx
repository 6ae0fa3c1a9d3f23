// The room: the tree of units on the left, the ledger file on the right, and the drawer of the unit the address names.
import { FillBody, Page } from "../../parts/Page";
import { go, useRoute } from "../../state/route";
import { settings as text } from "../../text/settings";
import { LedgerCard } from "./LedgerCard";
import { UnitPane } from "./UnitPane";
import { UnitTable } from "./UnitTable";
import "./settings.css";

export function SettingsPage() {
  const { path } = useRoute();
  const unit = path[0] ?? null;
  return (
    <Page title={text.title}>
      <FillBody>
        <div className="set-room">
          <UnitTable active={unit} onOpen={(id) => go({ room: "settings", path: [id] })} />
          <LedgerCard />
        </div>
      </FillBody>
      {unit ? <UnitPane key={unit} id={unit} onClose={() => go({ room: "settings" })} /> : null}
    </Page>
  );
}
