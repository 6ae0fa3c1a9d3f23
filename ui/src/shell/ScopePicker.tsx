// 范围: the place all figures are about. A tree fetched branch by branch, with a search that finds any unit by name or
// pinyin initials.
import { DownOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { useState } from "react";
import { type LazyNode, LazyTree } from "../parts/LazyTree";
import { call } from "../platform";
import { useAsk } from "../state/ask";
import { useLens } from "../state/lens";
import { shell } from "../text/shell";
import type { UnitView } from "../wire/UnitView";

export function ScopePicker() {
  const { asOf, scope, setScope } = useLens();
  const [open, setOpen] = useState(false);
  const { data: top } = useAsk(
    "units",
    { parent: null, as_of: asOf },
    { enabled: asOf !== "", rooms: ["org"] },
  );
  const name = scope.name || nameFrom(top, scope.id);

  const choose = (node: { id: string | null; name: string }) => {
    setScope({ id: node.id, name: node.name });
    setOpen(false);
  };

  const tree = (
    <div className="dz-scope">
      <LazyTree
        label={shell.scopeTitle}
        selected={scope.id}
        load={async (parent) => (await call("units", { parent, as_of: asOf })).map(nodeOf)}
        find={async (text) =>
          (await call("search", { text, as_of: asOf }))
            .filter((hit) => hit.kind === "org_unit")
            .map(({ id, name, hint }) => ({ id, name, hint, leaf: true }))
        }
        onSelect={choose}
      />
      <Button size="small" type="link" onClick={() => choose({ id: null, name: shell.scopeAll })}>
        {shell.scopeAllLong}
      </Button>
    </div>
  );

  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      content={tree}
      destroyOnHidden
    >
      <button type="button" className="dz-plain dz-top-choice" title={shell.scopeTitle} aria-expanded={open}>
        <span className="dz-faint">{shell.scope}</span>
        <span className="dz-clip">{name}</span>
        <DownOutlined className="dz-caret" />
      </button>
    </Popover>
  );
}

function nodeOf({ id, name, level_word, has_children }: UnitView): LazyNode {
  return { id, name, hint: level_word, leaf: !has_children };
}

/** The name of the place the ledger opened with, which is nearly always the top of its tree. */
function nameFrom(top: readonly UnitView[] | undefined, id: string | null): string {
  if (id === null) return top?.length === 1 ? (top[0]?.name ?? shell.scopeAll) : shell.scopeAll;
  return top?.find((unit) => unit.id === id)?.name ?? shell.scopeChosen;
}
