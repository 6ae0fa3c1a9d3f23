// One file for every unit right below the one that is looked at. The files are written one after the other, so that the
// run shows how far it is and can be stopped; what is written by then is whole, and the one at work is left.
import { FileDoneOutlined } from "@ant-design/icons";
import { Button, Dropdown, Progress } from "antd";
import { useEffect, useRef, useState } from "react";
import { asOfName } from "../../lib/period";
import { call, isCallError } from "../../platform";
import { useLens } from "../../state/lens";
import { sayDone, sayRefused } from "../../state/notices";
import { stopWork } from "../../state/work";
import { reports as text } from "../../text/reports";
import type { BulletinRequest } from "../../wire/BulletinRequest";
import type { ExportRequest } from "../../wire/ExportRequest";
import { useMissingFaces } from "./MissingFaces";

interface Going {
  at: number;
  all: number;
  name: string;
}

export interface EachProps {
  request: BulletinRequest;
  disabled: boolean;
  onGoing(going: boolean): void;
}

export function Each({ request, disabled, onGoing }: EachProps) {
  const { asOf, scope } = useLens();
  const [going, setGoing] = useState<Going>();
  const faces = useMissingFaces();
  const stopped = useRef(false);
  useEffect(
    () => () => {
      stopped.current = true;
    },
    [],
  );

  const run = async (format: string) => {
    stopped.current = false;
    const below = (parent: string | null) => call("units", { parent, as_of: asOf });
    const top = await below(scope.id);
    const [only] = top;
    const units = scope.id === null && top.length === 1 && only ? await below(only.id) : top;
    const folder = text.eachFolder(text.templates[request.template] ?? "", asOfName(asOf));
    let written = 0;
    for (const { id, name } of units) {
      if (stopped.current) break;
      setGoing({ at: written + 1, all: units.length, name });
      const bulletin = { ...request, context: { ...request.context, org_unit: id } };
      if (!(await wrote({ bulletin, format, path: null, folder, choose: false }))) break;
      written += 1;
    }
    if (units.length === 0) sayDone(text.eachNone);
    else sayDone(written < units.length ? text.eachStopped(written, folder) : text.eachDone(written, folder));
  };
  const begin = (format: string) => {
    onGoing(true);
    void run(format)
      .catch(sayRefused)
      .finally(() => {
        setGoing(undefined);
        onGoing(false);
      });
  };
  const choose = (format: string) => {
    if (format === "docx" && !request.paper) faces.ask(begin);
    else begin(format);
  };

  if (going) {
    return (
      <div role="status" data-testid="each-progress">
        <Progress percent={Math.floor(((going.at - 1) / going.all) * 100)} size="small" />
        <p className="dz-faint">{text.eachAt(going.at, going.all, going.name)}</p>
        <Button
          size="small"
          data-testid="each-stop"
          onClick={() => {
            stopped.current = true;
            stopWork("report");
          }}
        >
          {text.eachStop}
        </Button>
      </div>
    );
  }
  return (
    <>
      {faces.question}
      <Dropdown
        trigger={["click"]}
        disabled={disabled}
        menu={{
          items: Object.entries(text.eachFormats).map(([key, label]) => ({ key, label })),
          onClick: ({ key }) => choose(key),
        }}
      >
        <Button icon={<FileDoneOutlined aria-hidden />} disabled={disabled} data-testid="export-each">
          {text.each}
        </Button>
      </Dropdown>
    </>
  );
}

/** Whether it was written; not where it was stopped in the middle. */
async function wrote(request: ExportRequest): Promise<boolean> {
  try {
    await call("export_bulletin", request);
    return true;
  } catch (thrown) {
    if (isCallError(thrown) && thrown.code === "cancelled") return false;
    throw thrown;
  }
}
