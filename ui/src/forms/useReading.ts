// What Rust makes of a target while it is typed: the goal in words, its rules, what it lacks. Asked when the typing rests.
import { Form } from "antd";
import { useEffect, useState } from "react";
import { useAsk } from "../state/ask";
import type { TargetReading } from "../wire/TargetReading";
import { type TargetFormFields, targetDraftOf } from "./target.logic";

const REST_MS = 250;

/** Everything the form holds, shown or not. */
export function useTargetFields(): TargetFormFields {
  const form = Form.useFormInstance<TargetFormFields>();
  const watched = Form.useWatch((values: Partial<TargetFormFields>) => values, { form, preserve: true });
  // Before the first field has registered itself, the form only knows its first values.
  return watched?.target ? (watched as TargetFormFields) : form.getFieldsValue(true);
}

export function useReading(fields: TargetFormFields): TargetReading | undefined {
  const now = JSON.stringify(targetDraftOf(fields));
  const [settled, settle] = useState(now);
  useEffect(() => {
    const rest = setTimeout(() => settle(now), REST_MS);
    return () => clearTimeout(rest);
  }, [now]);
  return useAsk("read_target", JSON.parse(settled), { rooms: ["targets", "programmes"] }).data;
}
