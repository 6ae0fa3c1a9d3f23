// Fields that forms share: a day, one of a list of words, a place of the ledger.
import { DatePicker, Form, Select } from "antd";
import dayjs from "dayjs";
import type { ReactNode } from "react";
import { UnitPicker } from "../parts/UnitPicker";
import { targetForm as text } from "../text/target-form";
import "./forms.css";

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
export function UnitField({ name, label, hint }: { name: Name; label: string; hint?: ReactNode }) {
  return (
    <Form.Item name={name} label={label} extra={hint}>
      <UnitPicker label={label} />
    </Form.Item>
  );
}
