// Which targets the bulletin is about, chosen in the tree programme → indicator → target.
import { Button, Input, Tree } from "antd";
import { useMemo, useState } from "react";
import { Dialog } from "../../parts/Dialog";
import { reports as text } from "../../text/reports";
import { type Choice, chosenOf, filteredChoices, keysOf } from "./draft.logic";

export interface TargetChooserProps {
  choices: readonly Choice[];
  targets: readonly string[];
  onChoose(targets: string[]): void;
  onClose(): void;
}

export function TargetChooser({ choices, targets, onChoose, onClose }: TargetChooserProps) {
  const [keys, setKeys] = useState<ReadonlySet<string>>(() => new Set(keysOf(choices, targets)));
  const [typed, setTyped] = useState("");
  const shown = useMemo(() => filteredChoices(choices, typed), [choices, typed]);
  const ofShown = useMemo(() => keysOf(shown, []), [shown]);

  return (
    <Dialog
      title={text.chooseTitle}
      width={640}
      onCancel={onClose}
      footer={
        <>
          <Button onClick={() => setKeys(new Set(keysOf(choices, [])))}>{text.chooseAll}</Button>
          <Button onClick={() => setKeys(new Set())}>{text.chooseNone}</Button>
          <Button onClick={onClose}>{text.chooseCancel}</Button>
          <Button type="primary" disabled={keys.size === 0} onClick={() => onChoose(chosenOf(choices, keys))}>
            {text.chooseDone}
          </Button>
        </>
      }
    >
      <Input
        autoFocus
        allowClear
        value={typed}
        placeholder={text.filterTargets}
        aria-label={text.filterTargets}
        onChange={(event) => setTyped(event.target.value)}
      />
      <Tree
        aria-label={text.chooseTitle}
        className="dz-report-tree"
        checkable
        selectable={false}
        defaultExpandAll
        key={typed}
        virtual
        height={360}
        treeData={shown.map(nodeOf)}
        checkedKeys={[...keys]}
        onCheck={(checked) => {
          const list = Array.isArray(checked) ? checked : checked.checked;
          const within = new Set(ofShown);
          const outside = [...keys].filter((key) => !within.has(key));
          setKeys(new Set([...outside, ...list.map(String).filter((key) => within.has(key))]));
        }}
      />
    </Dialog>
  );
}

function nodeOf({ key, title, children }: Choice): {
  key: string;
  title: string;
  children?: ReturnType<typeof nodeOf>[];
} {
  return children.length > 0 ? { key, title, children: children.map(nodeOf) } : { key, title };
}
