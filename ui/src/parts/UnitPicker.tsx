// A field for one place of the ledger: shows its name, opens the tree of units with its search.
import { DownOutlined } from "@ant-design/icons";
import { Button, Popover } from "antd";
import { useState } from "react";
import { type UnitNode, useUnitName, useUnitTree } from "../state/units";
import { parts } from "../text/parts";
import { LazyTree } from "./LazyTree";
import "./unit-picker.css";

export interface UnitPickerProps {
  id?: string;
  label: string;
  value?: string;
  /** The name of the value, where it came along. */
  name?: string;
  /** What the empty field says. */
  placeholder?: string;
  /** Shown, not to be changed. */
  disabled?: boolean;
  onChange?: (id: string, name: string) => void;
}

export function UnitPicker({
  id,
  label,
  value = "",
  name: given = "",
  placeholder = parts.chooseUnit,
  disabled = false,
  onChange,
}: UnitPickerProps) {
  const { load, find } = useUnitTree();
  const [open, setOpen] = useState(false);
  const [chosen, setChosen] = useState<UnitNode>();
  const known = useUnitName(value);
  const name = (chosen?.id === value ? chosen.name : given) || known;

  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open && !disabled}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <LazyTree
          label={label}
          height={260}
          selected={value || null}
          load={load}
          find={find}
          onSelect={(node) => {
            setChosen({ id: node.id, name: node.name, hint: node.hint ?? "", leaf: node.leaf });
            onChange?.(node.id, node.name);
            setOpen(false);
          }}
        />
      }
    >
      <Button
        disabled={disabled}
        {...(id ? { id } : {})}
        className="dz-unit-picker"
        aria-label={`${label} ${name || placeholder}`}
        aria-expanded={open}
      >
        <span className="dz-clip">{name || placeholder}</span>
        <DownOutlined />
      </Button>
    </Popover>
  );
}
