// The room 填报: the list of forms, or one of them open.
import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { EmptyState } from "../../parts/EmptyState";
import { Page, ScrollBody } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useContextOfLens } from "../../state/lens";
import { go, useQueryValue, useRoute } from "../../state/route";
import { parts } from "../../text/parts";
import { results as text } from "../../text/results";
import { FormList } from "./FormList";
import { FormSheet } from "./FormSheet";
import { NewFormPane } from "./NewFormPane";
import "./results.css";

export function ResultsPage() {
  const [id = null] = useRoute().path;
  const context = useContextOfLens();
  const [creating, setCreating] = useQueryValue("new");
  const { data: forms, error, refetch } = useAsk("forms", context, { rooms: ["results", "targets"] });

  if (id !== null) {
    const form = forms?.find((line) => line.id === id);
    return (
      <div className="dz-page dz-sheet">
        {error ? <Refusal error={error} onRetry={() => void refetch()} /> : null}
        {form ? <FormSheet key={id} line={form} /> : null}
        {forms || error ? null : <Waiting />}
        {forms && !form ? (
          <EmptyState
            title={text.gone}
            hint={text.goneHint}
            action={{ label: text.back, run: () => go({ room: "results" }) }}
          />
        ) : null}
      </div>
    );
  }

  return (
    <Page
      title={text.room}
      aside={
        <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => setCreating("form")}>
          {text.create}
        </Button>
      }
    >
      <ScrollBody keep="results.forms" ready={forms !== undefined}>
        {error ? <Refusal error={error} onRetry={() => void refetch()} /> : null}
        {forms ? <FormList forms={forms} onCreate={() => setCreating("form")} /> : null}
        {forms || error ? null : <Waiting />}
      </ScrollBody>
      {creating ? <NewFormPane onClose={() => setCreating(null)} /> : null}
    </Page>
  );
}

function Waiting() {
  return (
    <p className="dz-faint dz-sheet-waiting" role="status">
      {parts.loading}
    </p>
  );
}
