// A document that takes long: what is being done on it, and stopping it. Nothing of a stopped one is written.
import { CheckOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { stopWork } from "../../state/work";
import { reports as text } from "../../text/reports";
import type { WorkView } from "../../wire/WorkView";

/** Only pages are set. */
const stagesOf = (pages: boolean) => (pages ? ["gather", "set", "write"] : ["gather", "write"]);

export function Going({ work, pages }: { work: WorkView; pages: boolean }) {
  const [stopping, setStopping] = useState(false);
  const stages = stagesOf(pages || work.stage === "set");
  const now = Math.max(0, stages.indexOf(work.stage ?? ""));
  return (
    <div className="dz-report-going" role="status" data-testid="export-going">
      <ol>
        {stages.map((stage, at) => {
          const name = text.stages[stage] ?? stage;
          return (
            <li key={stage} aria-current={at === now ? "step" : undefined} data-done={at < now || undefined}>
              {at < now ? <CheckOutlined aria-hidden /> : null}
              {at === now ? text.stageOf(name, work.done, work.total) : name}
            </li>
          );
        })}
      </ol>
      <Button
        size="small"
        disabled={stopping}
        onClick={() => {
          setStopping(true);
          stopWork("report");
        }}
        data-testid="export-stop"
      >
        {stopping ? text.stopping : text.stop}
      </Button>
    </div>
  );
}
