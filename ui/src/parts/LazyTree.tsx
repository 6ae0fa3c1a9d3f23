// A tree whose branches are fetched when they are opened, with a search over all of it. For choosing one place out of
// many thousands. Knows nothing of what the nodes are.
import { Empty, Input, Tree } from "antd";
import type { DataNode } from "antd/es/tree";
import { useDeferredValue, useEffect, useMemo, useState } from "react";
import { parts } from "../text/parts";
import "./lazy-tree.css";

export interface LazyNode {
  id: string;
  name: string;
  hint?: string;
  leaf: boolean;
}

export interface LazyTreeProps {
  label: string;
  load(parent: string | null): Promise<LazyNode[]>;
  /** Without it there is no search field. */
  find?: (text: string) => Promise<LazyNode[]>;
  selected: string | null;
  onSelect(node: LazyNode): void;
  height?: number;
}

interface Loaded {
  nodes: LazyNode[];
  children: Map<string, LazyNode[]>;
}

export function LazyTree({ label, load, find, selected, onSelect, height = 320 }: LazyTreeProps) {
  const [loaded, setLoaded] = useState<Loaded>();
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const [hits, setHits] = useState<LazyNode[]>();

  // biome-ignore lint/correctness/useExhaustiveDependencies: loads the top once.
  useEffect(() => {
    let gone = false;
    void loadTop(load).then((top) => !gone && setLoaded(top));
    return () => {
      gone = true;
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: searches when the text changes.
  useEffect(() => {
    if (!find || query === "") return setHits(undefined);
    let gone = false;
    void find(query).then((found) => !gone && setHits(found));
    return () => {
      gone = true;
    };
  }, [query]);

  const nodes = useMemo(() => (loaded ? treeData(loaded, loaded.nodes) : []), [loaded]);
  const byId = useMemo(() => index(loaded), [loaded]);

  const open = async (id: string) => {
    const children = await load(id);
    setLoaded((before) => before && { ...before, children: new Map(before.children).set(id, children) });
  };

  return (
    <div className="dz-lazy">
      {find ? (
        <Input
          allowClear
          autoFocus
          value={text}
          placeholder={parts.searchTree}
          aria-label={parts.searchTree}
          onChange={(event) => setText(event.target.value)}
        />
      ) : null}
      {hits && query !== "" ? (
        <Hits hits={hits} onSelect={onSelect} height={height} />
      ) : loaded ? (
        <Tree
          aria-label={label}
          blockNode
          virtual
          height={height}
          treeData={nodes}
          defaultExpandedKeys={loaded.nodes.length === 1 ? loaded.nodes.map((node) => node.id) : []}
          selectedKeys={selected ? [selected] : []}
          loadData={({ key }) => (loaded.children.has(String(key)) ? Promise.resolve() : open(String(key)))}
          onSelect={(_, { node }) => {
            const chosen = byId.get(String(node.key));
            if (chosen) onSelect(chosen);
          }}
        />
      ) : (
        <p className="dz-faint">{parts.loading}</p>
      )}
    </div>
  );
}

function Hits({
  hits,
  onSelect,
  height,
}: {
  hits: LazyNode[];
  onSelect(node: LazyNode): void;
  height: number;
}) {
  if (hits.length === 0)
    return <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={parts.nothingFound} />;
  return (
    <ul className="dz-lazy-hits" style={{ maxHeight: height }}>
      {hits.map((hit) => (
        <li key={hit.id}>
          <button type="button" className="dz-plain" onClick={() => onSelect(hit)}>
            {hit.name}
            {hit.hint ? <span className="dz-faint">{hit.hint}</span> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** The top level, and what is below it where there is only one: a county's townships show at once. */
async function loadTop(load: LazyTreeProps["load"]): Promise<Loaded> {
  const nodes = await load(null);
  const children = new Map<string, LazyNode[]>();
  const only = nodes.length === 1 ? nodes[0] : undefined;
  if (only && !only.leaf) children.set(only.id, await load(only.id));
  return { nodes, children };
}

function treeData(loaded: Loaded, nodes: LazyNode[]): DataNode[] {
  return nodes.map((node) => {
    const below = loaded.children.get(node.id);
    return {
      key: node.id,
      title: node.name,
      isLeaf: node.leaf,
      ...(below ? { children: treeData(loaded, below) } : {}),
    };
  });
}

function index(loaded: Loaded | undefined): Map<string, LazyNode> {
  const all = [...(loaded?.nodes ?? []), ...[...(loaded?.children.values() ?? [])].flat()];
  return new Map(all.map((node) => [node.id, node]));
}
