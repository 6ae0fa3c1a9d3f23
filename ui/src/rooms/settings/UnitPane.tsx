// The drawer of one unit: what it is, what can be changed, and how its name and its place came about.
import { Button } from "antd";
import { asOfName } from "../../lib/period";
import { Refusal } from "../../parts/Refusal";
import { SidePane } from "../../parts/SidePane";
import { useAsk } from "../../state/ask";
import { useLedger } from "../../state/ledger";
import { useLens } from "../../state/lens";
import { replaceQuery, useRoute } from "../../state/route";
import { settings } from "../../text/settings";
import type { UnitDetail } from "../../wire/UnitDetail";
import type { WrittenBy } from "../../wire/WrittenBy";
import { ChangeForm } from "./ChangeForm";
import { KINDS, type Kind } from "./change.logic";
import { Pseudo } from "./UnitTable";

const text = settings.unit;

export function UnitPane({ id, onClose }: { id: string; onClose(): void }) {
  const asOf = useLens((lens) => lens.asOf);
  const { data, error, refetch } = useAsk(
    "unit",
    { org_unit: id, as_of: asOf },
    { rooms: ["org", "results"], keep: false },
  );
  if (error) {
    return (
      <SidePane title={text.failed} onClose={onClose}>
        <Refusal error={error} onRetry={refetch} />
      </SidePane>
    );
  }
  if (!data) {
    return (
      <SidePane title={settings.units.title} onClose={onClose}>
        <p className="dz-faint">{text.loading}</p>
      </SidePane>
    );
  }
  const { unit, code, path, positions } = data;
  const there = positions.some(({ from, to }) => (!from || from <= asOf) && (!to || asOf <= to));
  return (
    <SidePane
      title={unit.name}
      subtitle={
        <span className="set-under">
          <span>{unit.level_word}</span>
          {code ? <span>{code}</span> : null}
          {unit.pseudo ? <Pseudo /> : null}
          {there ? null : <span className="set-tag">{`${asOfName(asOf)}${text.gone}`}</span>}
          <span className="dz-faint">{path.join(" › ") || text.top}</span>
        </span>
      }
      onClose={onClose}
    >
      <Facts detail={data} />
      <Changes detail={data} />
      <Names detail={data} />
      <Positions detail={data} />
    </SidePane>
  );
}

function Facts({ detail }: { detail: UnitDetail }) {
  const { unit, aliases, parts, results } = detail;
  return (
    <dl className="set-facts">
      <dt>{text.parts}</dt>
      <dd>{text.partsOf(parts)}</dd>
      <dt>{text.results}</dt>
      <dd>{text.resultsOf(results)}</dd>
      {aliases.length > 0 ? (
        <>
          <dt>{text.aliases}</dt>
          <dd>{aliases.join("、")}</dd>
        </>
      ) : null}
      {unit.pseudo ? <dd className="set-wide dz-second">{settings.units.pseudoWhy}</dd> : null}
    </dl>
  );
}

function Changes({ detail }: { detail: UnitDetail }) {
  const { query } = useRoute();
  const { ledger } = useLedger();
  const doing = KINDS.find((kind) => kind === query.do) ?? null;
  const choose = (kind: Kind | null) => replaceQuery({ do: kind });
  if (ledger?.read_only) return <p className="dz-second">{text.readOnly}</p>;
  return (
    <section aria-label={text.changes} className="set-changes">
      <div className="set-ways">
        {KINDS.map((kind) => (
          <Button
            key={kind}
            size="small"
            aria-pressed={kind === doing}
            type={kind === doing ? "primary" : "default"}
            data-testid={`unit-${kind}`}
            onClick={() => choose(kind === doing ? null : kind)}
          >
            {settings.change[kind]}
          </Button>
        ))}
      </div>
      {doing ? <ChangeForm key={doing} kind={doing} detail={detail} onDone={() => choose(null)} /> : null}
    </section>
  );
}

function Names({ detail }: { detail: UnitDetail }) {
  const last = detail.names.length - 1;
  return (
    <section aria-label={text.names}>
      <h3>{text.names}</h3>
      <ol className="set-past" data-testid="unit-names">
        {detail.names.map(({ name, from, to, written }, at) => (
          <li key={from ?? ""}>
            <span className="set-past-what">
              {name}
              {detail.names.length > 1 ? <span className="dz-second">{text.span(from, to)}</span> : null}
              {at === last ? <span className="set-tag">{text.now}</span> : null}
            </span>
            <Said written={written} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Positions({ detail }: { detail: UnitDetail }) {
  return (
    <section aria-label={text.positions}>
      <h3>{text.positions}</h3>
      <ol className="set-past" data-testid="unit-positions">
        {detail.positions.map(({ parent, from, to, successor, written }, at) => (
          <li key={from ?? ""}>
            <span className="set-past-what">
              {text.under(parent)}
              <span className="dz-second">{text.span(from, to)}</span>
              {successor ? <span className="set-tag">{text.mergedInto(successor)}</span> : null}
              {to && !successor && at === detail.positions.length - 1 ? (
                <span className="set-tag">{text.ended}</span>
              ) : null}
            </span>
            <Said written={written} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Said({ written }: { written: WrittenBy }) {
  return (
    <span className="dz-faint">
      {text.written(written.by, written.time, written.word)}
      {written.reason ? `：${written.reason}` : ""}
    </span>
  );
}
