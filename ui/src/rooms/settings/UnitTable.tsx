// The tree of units as it stands on the day of the lens, fetched branch by branch, with a search over all of them.
import { SearchOutlined } from "@ant-design/icons";
import { Input, type InputRef } from "antd";
import { useDeferredValue, useMemo, useRef, useState } from "react";
import { asOfName } from "../../lib/period";
import { EmptyState } from "../../parts/EmptyState";
import { Refusal } from "../../parts/Refusal";
import { TreeTable } from "../../parts/TreeTable";
import { useAsk, useAskEach } from "../../state/ask";
import { useKept } from "../../state/kept";
import { useKeys } from "../../state/keys";
import { useLens } from "../../state/lens";
import { settings } from "../../text/settings";
import { type Row, rowsOf, rowsOfHits } from "./units.logic";

const text = settings.units;
const ROOMS = { rooms: ["org"] };

export function UnitTable({ active, onOpen }: { active: string | null; onOpen(id: string): void }) {
  const asOf = useLens((lens) => lens.asOf);
  const [find, setFind] = useState("");
  const wanted = useDeferredValue(find.trim());
  const search = useRef<InputRef>(null);
  const { data: top, error, refetch } = useAsk("units", { parent: null, as_of: asOf }, ROOMS);
  const [kept, keep] = useKept<string[] | null>("settings.units.open", null);
  const open = kept ?? (top?.length === 1 ? top.map(({ id }) => id) : []);
  const branches = useAskEach(
    "units",
    open.map((parent) => ({ parent, as_of: asOf })),
    ROOMS,
  );
  const { data: hits } = useAsk(
    "search",
    { text: wanted, as_of: asOf },
    { enabled: wanted !== "", ...ROOMS },
  );
  const rows = useMemo(() => {
    if (wanted !== "") return rowsOfHits(hits ?? []);
    const below = new Map(open.map((parent, at) => [parent, branches[at] ?? []]));
    return rowsOf(top ?? [], below);
  }, [wanted, hits, top, open, branches]);

  useKeys(settings.keys.title, [
    { keys: "/", label: settings.keys.find, run: () => search.current?.focus() },
  ]);

  return (
    <section className="set-units" aria-labelledby="set-units-title">
      <header className="set-head">
        <h2 id="set-units-title">{text.title}</h2>
        <span className="dz-faint">{text.asOf(asOfName(asOf))}</span>
        <Input
          allowClear
          className="set-find"
          ref={search}
          prefix={<SearchOutlined />}
          aria-label={text.find}
          placeholder={text.find}
          value={find}
          onChange={(event) => setFind(event.target.value)}
        />
      </header>
      {error ? (
        <Refusal error={error} onRetry={refetch} />
      ) : (
        <TreeTable<Row>
          label={text.label}
          keep="settings.units"
          rows={rows}
          name={{ title: text.columns.name, width: 320, render: (row) => <Name row={row} /> }}
          columns={[{ key: "level", title: text.columns.level, width: 160, render: (_, row) => row.level }]}
          width={480}
          expanded={wanted === "" ? open : []}
          onExpand={(keys) => wanted === "" && keep(keys)}
          active={active}
          onOpen={(row) => onOpen(row.key)}
          empty={
            top && (wanted === "" || hits) ? (
              <EmptyState title={text.nothing} hint={text.nothingTodo} />
            ) : (
              <p className="dz-faint">{settings.loading}</p>
            )
          }
        />
      )}
      <p className="set-keys dz-faint">{text.hint}</p>
    </section>
  );
}

function Name({ row }: { row: Row }) {
  return (
    <span className="set-name" title={row.name} data-testid="unit-line">
      <span className="dz-clip">{row.name}</span>
      {row.pseudo ? <Pseudo /> : null}
      {row.hint ? <span className="dz-faint">{row.hint}</span> : null}
    </span>
  );
}

/** A statistical unit that is not a place of its own. */
export function Pseudo() {
  return (
    <span className="set-tag" title={text.pseudoWhy}>
      {text.pseudo}
    </span>
  );
}
