// What is wrong with a form, at its fields: said when the form opens or is refused, taken away where somebody types.
import type { FormInstance } from "antd";
import { useState } from "react";
import type { ProblemView } from "../wire/ProblemView";
import { fieldOf } from "./places";
import { sentenceOfProblem } from "./problems";

/** A problem at its field, or at none. */
export interface Said {
  field: string;
  severity: string;
  sentence: string;
}

export interface Saying {
  said: readonly Said[];
  /** Says problems at the fields that lie under a name, and goes to the first. */
  say(problems: readonly ProblemView[], under: string): void;
  clear(): void;
  /** For the form: what somebody changes is no longer wrong. */
  onValuesChange(changed: object): void;
  go(field: string): void;
}

export function useSaid(form: FormInstance): Saying {
  const [said, setSaid] = useState<readonly Said[]>([]);
  const shown = () => form.getFieldsError().map(({ name }) => name.join("."));
  const go = (field: string) => form.focusField(path(field) as never);
  return {
    said,
    say(problems, under) {
      const fields = shown();
      const found = problems.map(
        (problem): Said => ({
          field: fieldOf(problem, under, fields),
          severity: problem.severity,
          sentence: sentenceOfProblem(problem),
        }),
      );
      setSaid(found);
      const placed = found.filter(({ field }) => field !== "");
      form.setFields(
        placed.map(({ field, severity, sentence }) => ({
          name: path(field) as never,
          [severity === "error" ? "errors" : "warnings"]: [sentence],
        })),
      );
      const [first] = placed;
      if (first) go(first.field);
    },
    clear: () => setSaid([]),
    onValuesChange(changed) {
      const names = namesOf(changed);
      const touched = shown().filter((field) =>
        names.some((name) => name === field || name.startsWith(`${field}.`)),
      );
      form.setFields(touched.map((name) => ({ name: path(name) as never, errors: [], warnings: [] })));
      setSaid((before) => before.filter(({ field }) => !touched.includes(field)));
    },
    go,
  };
}

function path(field: string): string[] {
  return field.split(".");
}

/** The names of the fields of (a part of) the form's values, with points between their parts. */
function namesOf(values: object): string[] {
  return Object.entries(values).flatMap(([name, value]) =>
    typeof value === "object" && value !== null
      ? [name, ...namesOf(value).map((inner) => `${name}.${inner}`)]
      : [name],
  );
}
