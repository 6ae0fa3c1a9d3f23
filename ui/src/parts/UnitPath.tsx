// Where in the tree of units one is: the way from the top to the place all figures are about, each step a way back, and
// what lies below it. Backspace or Alt+↑ goes one up.
import { DownOutlined } from "@ant-design/icons";
import { Popover } from "antd";
import { useState } from "react";
import { useAsk } from "../state/ask";
import { useKeys } from "../state/keys";
import { useLens } from "../state/lens";
import { useUnitTree } from "../state/units";
import { parts as text } from "../text/parts";
import { LazyTree } from "./LazyTree";
import "./unit-path.css";

export function UnitPath() {
  const { asOf, scope, setScope } = useLens();
  const { data } = useAsk(
    "unit_path",
    { org_unit: scope.id ?? "", as_of: asOf },
    { enabled: scope.id !== null && asOf !== "", rooms: ["org"] },
  );
  const path = scope.id === null ? [] : (data ?? []);
  const steps = [{ id: null, name: text.everything }, ...path];
  const above = steps.at(-2);
  const here = steps.at(-1);
  const up = () => above && setScope({ id: above.id, name: above.name });
  useKeys(text.unitPath, [
    { keys: "Backspace", label: text.up, run: up },
    { keys: "Alt+ArrowUp", run: up },
  ]);

  return (
    <nav className="dz-unit-path" aria-label={text.unitPath}>
      <ol>
        {steps.map(({ id, name }) => (
          <li key={id ?? ""}>
            {id === here?.id ? (
              <b aria-current="location">{name}</b>
            ) : (
              <button type="button" className="dz-plain" onClick={() => setScope({ id, name })}>
                {name}
              </button>
            )}
          </li>
        ))}
      </ol>
      {path.at(-1)?.has_children === false ? null : <Below key={scope.id ?? ""} unit={scope.id} />}
    </nav>
  );
}

/** The units below, to go down to one. */
function Below({ unit }: { unit: string | null }) {
  const [open, setOpen] = useState(false);
  const setScope = useLens((lens) => lens.setScope);
  const { load } = useUnitTree();
  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <LazyTree
          label={text.below}
          selected={null}
          load={(parent) => load(parent ?? unit)}
          onSelect={({ id, name }) => {
            setOpen(false);
            setScope({ id, name });
          }}
        />
      }
    >
      <button type="button" className="dz-plain dz-unit-path-below" aria-expanded={open}>
        {text.below} <DownOutlined className="dz-caret" />
      </button>
    </Popover>
  );
}
