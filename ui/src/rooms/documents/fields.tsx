// Fields the forms of this room share: a day, one of a list of words, a place of the ledger.
import { DownOutlined } from "@ant-design/icons";
import { Button, DatePicker, Form, Popover, Select } from "antd";
import dayjs from "dayjs";
import { type ReactNode, useEffect, useState } from "react";
import { type LazyNode, LazyTree } from "../../parts/LazyTree";
import { call } from "../../platform";
import { useAsk } from "../../state/ask";
import { useLens } from "../../state/lens";
import { adopting as text } from "../../text/documents";
import type { UnitView } from "../../wire/UnitView";

type Name = string | string[];

/** A date as the wire writes it, chosen or typed. */
export function DayField({ name, label, hint }: { name: Name; label: string; hint?: ReactNode }) {
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      getValueProps={(value: string) => ({ value: value ? dayjs(value) : null })}
      normalize={(value: dayjs.Dayjs | null) => value?.format("YYYY-MM-DD") ?? ""}
    >
      <DatePicker format="YYYY-MM-DD" placeholder={text.dateShape} style={{ width: "100%" }} />
    </Form.Item>
  );
}

/** One of a closed list of words. */
export function WordField({
  name,
  label,
  words,
  help,
  onChange,
}: {
  name: Name;
  label: string;
  words: Record<string, string>;
  help?: ReactNode;
  onChange?: (code: string) => void;
}) {
  return (
    <Form.Item name={name} label={label} extra={help}>
      <Select
        aria-label={label}
        popupMatchSelectWidth={false}
        options={Object.entries(words).map(([value, word]) => ({ value, label: word }))}
        {...(onChange ? { onChange } : {})}
      />
    </Form.Item>
  );
}

/** A place of the ledger, chosen from its tree. */
export function UnitField({ name, label }: { name: Name; label: string }) {
  return (
    <Form.Item name={name} label={label}>
      <UnitPicker label={label} />
    </Form.Item>
  );
}

function UnitPicker({
  id,
  label,
  value,
  onChange,
}: {
  id?: string;
  label: string;
  value?: string;
  onChange?: (id: string) => void;
}) {
  const asOf = useLens((lens) => lens.asOf);
  const [open, setOpen] = useState(false);
  const [known, setKnown] = useState<LazyNode>();
  const name = useUnitName(value ?? "", known);

  const choose = (node: LazyNode) => {
    setKnown(node);
    onChange?.(node.id);
    setOpen(false);
  };

  return (
    <Popover
      trigger="click"
      placement="bottomLeft"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <LazyTree
          label={label}
          height={260}
          selected={value ?? null}
          load={async (parent) => (await call("units", { parent, as_of: asOf })).map(nodeOf)}
          find={async (typed) =>
            (await call("search", { text: typed, as_of: asOf }))
              .filter((hit) => hit.kind === "org_unit")
              .map((hit) => ({ id: hit.id, name: hit.name, hint: hit.hint, leaf: true }))
          }
          onSelect={choose}
        />
      }
    >
      <Button id={id ?? ""} className="dz-unit-picker" aria-label={`${label} ${name}`} aria-expanded={open}>
        <span className="dz-clip">{name || text.orgUnitChoose}</span>
        <DownOutlined />
      </Button>
    </Popover>
  );
}

function nodeOf({ id, name, level_word, has_children }: UnitView): LazyNode {
  return { id, name, hint: level_word, leaf: !has_children };
}

/** A unit's name where only its id came along: from what was chosen, the lens, the top of the tree, or a search. */
function useUnitName(id: string, chosen: LazyNode | undefined): string {
  const { asOf, scope } = useLens();
  const { data: top } = useAsk("units", { parent: null, as_of: asOf }, { rooms: ["units"] });
  const [found, setFound] = useState<{ id: string; name: string }>();
  const near = [chosen, scope, ...(top ?? []), found].find((unit) => unit?.id === id && unit.name !== "");

  useEffect(() => {
    if (id === "" || near) return;
    let gone = false;
    void call("search", { text: id, as_of: asOf })
      .then((hits) => {
        const hit = hits.find((candidate) => candidate.kind === "org_unit" && candidate.id === id);
        if (hit && !gone) setFound(hit);
      })
      .catch(() => undefined);
    return () => {
      gone = true;
    };
  }, [id, near, asOf]);

  return near?.name ?? id;
}
