// The room 填报: the list of forms, or one of them open.
import { FileExcelOutlined, PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { EmptyState } from "../../parts/EmptyState";
import { Page, ScrollBody } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useContextOfLens } from "../../state/lens";
import { go, useQueryValue, useRoute } from "../../state/route";
import { parts } from "../../text/parts";
import { results as text } from "../../text/results";
import { exporting } from "../../text/workbooks";
import { FormList } from "./FormList";
import { FormPane } from "./FormPane";
import { FormSheet } from "./FormSheet";
import type { FormWay } from "./form.logic";
import "./results.css";

export function ResultsPage() {
  const [id = null] = useRoute().path;
  const context = useContextOfLens();
  const [pane, setPane] = useQueryValue("form");
  const open = (way: FormWay, form?: string) => setPane(form ? `${way} ${form}` : way);
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
        <>
          <Button
            icon={<FileExcelOutlined aria-hidden />}
            onClick={() => go({ room: "workbooks" })}
            data-testid="to-workbooks"
          >
            {exporting.importing}
          </Button>
          <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => open("new")}>
            {text.create}
          </Button>
        </>
      }
    >
      <ScrollBody keep="results.forms" ready={forms !== undefined}>
        {error ? <Refusal error={error} onRetry={() => void refetch()} /> : null}
        {forms ? <FormList forms={forms} onOpen={open} /> : null}
        {forms || error ? null : <Waiting />}
      </ScrollBody>
      {pane ? <Pane said={pane} onClose={() => setPane(null)} /> : null}
    </Page>
  );
}

/** The pane as the address says it: a way, and the form it is about. */
function Pane({ said, onClose }: { said: string; onClose(): void }) {
  const [way = "new", id = null] = said.split(" ");
  return <FormPane way={way as FormWay} id={id} onClose={onClose} />;
}

function Waiting() {
  return (
    <p className="dz-faint dz-sheet-waiting" role="status">
      {parts.loading}
    </p>
  );
}
