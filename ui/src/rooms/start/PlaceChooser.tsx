// Chooses one's place among all divisions of the country: by a part of its name, or down the tree, level by level. Says how
// many units come along.
import { SearchOutlined } from "@ant-design/icons";
import { Input, Tree } from "antd";
import type { DataNode } from "antd/es/tree";
import { type KeyboardEvent, useDeferredValue, useMemo, useRef, useState } from "react";
import { Refusal } from "../../parts/Refusal";
import { call } from "../../platform";
import { useAsk } from "../../state/ask";
import { sayRefused } from "../../state/notices";
import { start as text } from "../../text/start";
import type { DivisionView } from "../../wire/DivisionView";
import { isSearch, pathOf } from "./start.logic";

export interface PlaceChooserProps {
  chosen: DivisionView | null;
  onChoose(division: DivisionView | null): void;
  problem: string | null;
}

export function PlaceChooser({ chosen, onChoose, problem }: PlaceChooserProps) {
  const [typed, setTyped] = useState("");
  const list = useRef<HTMLDivElement>(null);
  if (chosen) return <Chosen division={chosen} onChange={() => onChoose(null)} />;

  const step = (event: KeyboardEvent) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!move || event.nativeEvent.isComposing) return;
    const hits = [...(list.current?.querySelectorAll<HTMLElement>(".st-hit") ?? [])];
    if (hits.length === 0) return;
    event.preventDefault();
    const at = hits.indexOf(document.activeElement as HTMLElement);
    if (at + move < 0) document.getElementById("st-division")?.focus();
    else hits[Math.min(at + move, hits.length - 1)]?.focus();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the field and the hits inside.
    <div className="st-place" data-wrong={problem !== null} onKeyDown={step}>
      <Input
        prefix={<SearchOutlined />}
        id="st-division"
        allowClear
        value={typed}
        placeholder={text.placeSearch}
        aria-label={text.placeSearchLabel}
        aria-invalid={problem !== null}
        onChange={(event) => setTyped(event.target.value)}
        // Enter takes the first hit; the form is not sent from here.
        onPressEnter={(event) => {
          event.preventDefault();
          list.current?.querySelector<HTMLElement>(".st-hit")?.click();
        }}
      />
      {problem ? <p className="st-small st-problem">{problem}</p> : null}
      <div ref={list}>
        {typed.trim() === "" ? (
          <Levels onChoose={onChoose} />
        ) : isSearch(typed) ? (
          <Hits typed={typed} onChoose={onChoose} />
        ) : (
          <p className="dz-faint st-wait">{text.placeShort}</p>
        )}
      </div>
    </div>
  );
}

function Chosen({ division, onChange }: { division: DivisionView; onChange(): void }) {
  return (
    <div className="st-chosen">
      <div>
        <b>{division.name}</b> <span className="dz-second">{pathOf(division)}</span>
        <p className="dz-second">{text.placeBrings(division.units)}</p>
      </div>
      <button type="button" id="st-division" className="dz-plain st-link" onClick={onChange}>
        {text.placeChange}
      </button>
    </div>
  );
}

function Hits({ typed, onChoose }: { typed: string; onChoose(division: DivisionView): void }) {
  const name = useDeferredValue(typed.trim());
  const { data, error, refetch } = useAsk("divisions", { parent: null, name }, { rooms: [] });
  if (error) return <Refusal error={error} onRetry={refetch} />;
  if (!data) return <p className="dz-faint st-wait">{text.placeLoading}</p>;
  if (data.length === 0) return <p className="dz-second st-wait">{text.placeNone(name)}</p>;
  return (
    <>
      <p className="dz-unseen" role="status">
        {text.placeFound(data.length)}
      </p>
      <ul className="st-hits">
        {data.map((division) => (
          <li key={division.code}>
            <button type="button" className="dz-plain st-hit" onClick={() => onChoose(division)}>
              <b>{division.name}</b>
              <span className="dz-second dz-clip">{pathOf(division)}</span>
              <span className="dz-faint">{division.pseudo ? text.pseudo : text.levels[division.level]}</span>
              <span className="dz-faint dz-number">{text.placeUnits(division.units)}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function Levels({ onChoose }: { onChoose(division: DivisionView): void }) {
  const top = useAsk("divisions", { parent: null, name: null }, { rooms: [] });
  const [below, setBelow] = useState<ReadonlyMap<string, DivisionView[]>>(new Map());
  const nodes = useMemo(() => (top.data ? treeOf(top.data, below) : []), [top.data, below]);

  const load = async (code: string) => {
    if (below.has(code)) return;
    try {
      const found = await call("divisions", { parent: code, name: null });
      setBelow((before) => new Map(before).set(code, found));
    } catch (thrown) {
      sayRefused(thrown);
    }
  };

  if (top.error) return <Refusal error={top.error} onRetry={top.refetch} />;
  if (!top.data) return <p className="dz-faint st-wait">{text.placeLoading}</p>;
  return (
    <Tree<PlaceNode>
      aria-label={text.placeTree}
      className="st-tree"
      blockNode
      virtual
      height={340}
      treeData={nodes}
      loadData={({ key }) => load(String(key))}
      onSelect={(_, { node }) => onChoose(node.division)}
      titleRender={({ division }) => (
        <span className="st-node">
          <span>{division.name}</span>
          {division.pseudo ? <span className="dz-faint">{text.pseudo}</span> : null}
          <span className="dz-faint dz-number">{text.placeUnits(division.units)}</span>
        </span>
      )}
    />
  );
}

interface PlaceNode extends DataNode {
  division: DivisionView;
  children?: PlaceNode[];
}

function treeOf(divisions: readonly DivisionView[], below: ReadonlyMap<string, DivisionView[]>): PlaceNode[] {
  return divisions.map((division) => {
    const children = below.get(division.code);
    return {
      key: division.code,
      division,
      isLeaf: division.units <= 1,
      ...(children ? { children: treeOf(children, below) } : {}),
    };
  });
}
