// A list that may be long: a hundred stand there, the others are found by name. A short one is only itself.
import { Input } from "antd";
import { type ReactNode, useState } from "react";
import { parts } from "../text/parts";
import "./findable.css";

const LISTED = 100;

export interface FindableProps<T> {
  list: readonly T[];
  /** What is found, for the field: 按单位名称查找. */
  label: string;
  children(listed: readonly T[]): ReactNode;
}

export function Findable<T extends { name: string }>({ list, label, children }: FindableProps<T>) {
  const [wanted, setWanted] = useState("");
  if (list.length <= LISTED) return children(list);
  const found = list.filter(({ name }) => name.includes(wanted.trim()));
  return (
    <>
      <p className="dz-findable">
        <Input
          allowClear
          aria-label={label}
          placeholder={label}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <span className="dz-second" role="status">
          {parts.listed(Math.min(found.length, LISTED), found.length)}
        </span>
      </p>
      {children(found.slice(0, LISTED))}
    </>
  );
}
