// The drawer of one target: what it says, how it stands, its breakdown, who meets it, its record, and 怎么算的. Which tab
// shows stands in the address, so that a number elsewhere can lead straight to its derivation.
import { Tabs } from "antd";
import { Derivation } from "../../parts/Derivation";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { StatusMark } from "../../parts/StatusMark";
import { useAsk } from "../../state/ask";
import { useContextOfLens } from "../../state/lens";
import { go, replaceQuery, useRoute } from "../../state/route";
import { targets as text } from "../../text/targets";
import type { TargetDetail } from "../../wire/TargetDetail";
import { Course } from "./Course";
import { Coverage } from "./Coverage";
import { passagePlace, type Tab, tabOf, tabsOf } from "./detail.logic";
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
  const { data, error, refetch } = useAsk(
    "target",
    { context, target, org_unit: unit },
    {
      rooms: ["targets", "assessment", "results", "documents"],
    },
  );

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
      onClose={onClose}
    >
      <Shown detail={data} />
    </SidePane>
  );
}

function Shown({ detail }: { detail: TargetDetail }) {
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
        children: <Body tab={tab} detail={detail} />,
      }))}
    />
  );
}

function Body({ tab, detail }: { tab: Tab; detail: TargetDetail }) {
  const { query } = useRoute();
  switch (tab) {
    case "state":
      return <Course detail={detail} />;
    case "shares":
      return <Shares detail={detail} />;
    case "coverage":
      return detail.coverage ? <Coverage view={detail.coverage} /> : null;
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
