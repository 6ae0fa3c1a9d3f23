// The drawer of one target: what it says, how it stands, its breakdown, who meets it, its record, and 怎么算的. Which tab
// shows stands in the address, so that a number elsewhere can lead straight to its derivation.
import { MoreOutlined } from "@ant-design/icons";
import { Button, Dropdown, Tabs } from "antd";
import { useState } from "react";
import { Reason } from "../../forms/Reason";
import { Derivation } from "../../parts/Derivation";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { StatusMark } from "../../parts/StatusMark";
import { useAsk, useTell } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useLedger } from "../../state/ledger";
import { useContextOfLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { go, goQuery, replaceQuery, useRoute } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { TargetDetail } from "../../wire/TargetDetail";
import type { TargetRequest } from "../../wire/TargetRequest";
import { Course } from "./Course";
import { Coverage } from "./Coverage";
import { passagePlace, type Tab, tabOf, tabsOf } from "./detail.logic";
import { type Editing, versionInAddress } from "./edit.logic";
import { RecordTab } from "./RecordTab";
import { Shares } from "./Shares";
import { Tags } from "./Tags";

export interface TargetPaneProps {
  target: string;
  unit: string | null;
  onClose(): void;
}

export function TargetPane({ target, unit, onClose }: TargetPaneProps) {
  const context = useContextOfLens();
  const asked = { context, target, org_unit: unit };
  const { data, error, refetch } = useAsk("target", asked, {
    rooms: ["targets", "assessment", "results", "documents"],
  });

  const readOnly = useLedger().ledger?.read_only ?? false;
  const [retracting, setRetracting] = useState(false);
  const retract = useTell("retract", {
    onDone: () => {
      sayDone(text.edit.retracted(data?.line.name ?? ""));
      onClose();
    },
  });

  if (error) {
    return (
      <SidePane title={text.detailFailed} onClose={onClose}>
        <Refusal error={error} onRetry={refetch} />
      </SidePane>
    );
  }
  if (!data) {
    return (
      <SidePane title={text.drawer} onClose={onClose}>
        <p className="dz-faint">{text.loading}</p>
      </SidePane>
    );
  }
  const { line } = data;
  return (
    <SidePane
      title={line.name}
      label={line.name}
      subtitle={
        <span className="tg-under">
          <StatusMark status={line.status} />
          <span>{line.goal}</span>
          <span className="dz-faint">{line.org_unit_name}</span>
          <Tags line={line} />
        </span>
      }
      actions={readOnly ? null : <Actions detail={data} onRetract={() => setRetracting(true)} />}
      onClose={onClose}
    >
      {retracting ? (
        <Reason
          required
          words={text.edit.retractWords}
          onClose={() => setRetracting(false)}
          onSend={(reason) => retract.mutate({ kind: "target", id: target, reason })}
        />
      ) : null}
      <Shown detail={data} asked={asked} />
    </SidePane>
  );
}

/** What can be done with a target; the key of the first stands in its title. */
function Actions({ detail, onRetract }: { detail: TargetDetail; onRetract(): void }) {
  const inForce = detail.versions.find(({ standing }) => standing === "in_force");
  const edit = (editing: Editing) =>
    goQuery({ edit: editing, version: versionInAddress(inForce?.valid_from ?? null) });
  useKeys(text.keys.title, [{ keys: "E", label: text.keys.revise, run: () => edit("revise") }]);
  return (
    <>
      <Button size="small" data-testid="revise-target" onClick={() => edit("revise")}>
        {text.edit.revise} <kbd>E</kbd>
      </Button>
      <Dropdown
        trigger={["click"]}
        menu={{
          items: [
            { key: "correct", label: text.edit.correct, onClick: () => edit("correct") },
            { key: "copy", label: text.edit.copy, onClick: () => edit("copy") },
            { type: "divider" },
            { key: "retract", label: text.edit.retract, danger: true, onClick: onRetract },
          ],
        }}
      >
        <Button size="small" type="text" icon={<MoreOutlined />} aria-label={text.edit.more} />
      </Dropdown>
    </>
  );
}

function Shown({ detail, asked }: { detail: TargetDetail; asked: TargetRequest }) {
  const { query } = useRoute();
  const tabs = tabsOf(detail);
  return (
    <Tabs
      className="tg-tabs"
      size="small"
      activeKey={tabOf(query.show, tabs)}
      destroyOnHidden
      onChange={(show) => replaceQuery({ show: show === "state" ? null : show, cell: null })}
      items={tabs.map((tab) => ({
        key: tab,
        label: text.tabs[tab],
        children: <Body tab={tab} detail={detail} asked={asked} />,
      }))}
    />
  );
}

function Body({ tab, detail, asked }: { tab: Tab; detail: TargetDetail; asked: TargetRequest }) {
  const { query } = useRoute();
  switch (tab) {
    case "state":
      return <Course detail={detail} />;
    case "shares":
      return <Shares detail={detail} />;
    case "coverage":
      return detail.coverage ? <Coverage view={detail.coverage} asked={asked} /> : null;
    case "record":
      return <RecordTab detail={detail} cell={query.cell} />;
    case "how":
      return (
        <Derivation
          root={detail.derivation}
          open={3}
          onOpenSource={(source) => go(passagePlace(source))}
          onOpenHistory={(cell) => replaceQuery({ show: "record", cell })}
        />
      );
  }
}
