// The room: asks for the state under the lens and lays out conclusion, list, ranking and tiles. Filter, ranked target
// and the open explanation stand in the address.
import { QuestionCircleOutlined, SwapOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { EmptyState } from "../../parts/EmptyState";
import { Page, ScrollBody } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { UnitPath } from "../../parts/UnitPath";
import { useAsk } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useContextOfLens } from "../../state/lens";
import { go, goQuery, replaceQuery, useRoute } from "../../state/route";
import { overview as text } from "../../text/overview";
import type { Overview } from "../../wire/Overview";
import { Compare } from "./Compare";
import { Conclusion } from "./Conclusion";
import { monthBefore } from "./compare.logic";
import { Explain } from "./Explain";
import { headingOf, lineKey, shownLines, statusesOf, toggled } from "./overview.logic";
import { Pictures } from "./Pictures";
import { RankingPanel } from "./RankingPanel";
import { RowMenu } from "./RowMenu";
import { TargetList } from "./TargetList";
import "./overview.css";

export function OverviewPage() {
  const context = useContextOfLens();
  const { data, error, refetch, isPlaceholderData } = useAsk("overview", context, {
    rooms: ["assessment", "targets", "results"],
  });
  const { query } = useRoute();
  const explain = () => goQuery({ explain: "page" });
  const compare = () => replaceQuery({ with: query.with ? null : monthBefore(context.as_of) });

  useKeys(text.keys.title, [
    {
      keys: "?",
      label: text.keys.explain,
      run: () => {
        const how = document.activeElement?.closest<HTMLElement>("[data-how]")?.dataset.how;
        if (how) location.hash = how;
        else explain();
      },
    },
    { keys: "C", label: text.keys.compare, run: compare },
  ]);

  return (
    <Page
      title={
        <>
          {text.title}
          {data?.example ? (
            <span className="ov-tag" title={text.exampleHint}>
              {text.example}
            </span>
          ) : null}
        </>
      }
      aside={
        <>
          <Button
            type="text"
            icon={<SwapOutlined />}
            data-testid="compare"
            onClick={compare}
            disabled={!data}
          >
            {text.compare.open}
          </Button>
          <Button type="text" icon={<QuestionCircleOutlined />} onClick={explain} disabled={!data}>
            {text.explain}
          </Button>
          <Pictures view={data} />
        </>
      }
    >
      <ScrollBody keep="overview" ready={!!data}>
        {error ? <Refusal error={error} onRetry={refetch} /> : null}
        {data ? (
          <div className="ov-body" aria-busy={isPlaceholderData}>
            <UnitPath />
            <RowMenu>
              <Content view={data} onExplain={explain} />
            </RowMenu>
          </div>
        ) : null}
        {!data && !error ? <p className="dz-faint">{text.loading}</p> : null}
      </ScrollBody>
    </Page>
  );
}

function Content({ view, onExplain }: { view: Overview; onExplain(): void }) {
  const { query } = useRoute();
  const filter = query.status ?? null;

  if (view.lines.length === 0) {
    return (
      <EmptyState
        title={text.empty}
        hint={text.emptyTodo}
        action={{ label: text.emptyNext, run: () => go({ room: "documents" }) }}
      />
    );
  }

  const chosen = statusesOf(filter);
  const lines = shownLines(view.lines, chosen);
  return (
    <>
      <Conclusion
        view={view}
        filter={filter}
        onToggle={(code) => replaceQuery({ status: toggled(filter, code) })}
        onOnly={(code) => replaceQuery({ status: filter === code ? null : code })}
        onClear={() => replaceQuery({ status: null })}
        onExplain={onExplain}
      />
      {query.with ? <Compare day={query.with} /> : null}
      <section className="dz-card ov-attention" aria-labelledby="ov-attention" data-pane="list">
        <header className="ov-head">
          <h2 id="ov-attention" title={text.attentionHint}>
            {headingOf(view, filter)}
          </h2>
          <span className="dz-second">{text.items(lines.length)}</span>
          <span className="ov-keys dz-faint">{text.keysHint}</span>
        </header>
        {lines.length > 0 ? (
          <TargetList key={lines.map(lineKey).join()} lines={lines} scope={view.scope} />
        ) : (
          <p className="dz-second ov-nothing">{text.attentionNone}</p>
        )}
      </section>
      <RankingPanel view={view} />
      {query.explain ? <Explain view={view} onClose={() => goQuery({ explain: null })} /> : null}
    </>
  );
}
