// The start of the room: the forms of this office, what is due when, how far each is, and why one came back.
import { Button } from "antd";
import { EmptyState } from "../../parts/EmptyState";
import { RatioBar } from "../../parts/RatioBar";
import { go, hashOf } from "../../state/route";
import { results as text } from "../../text/results";
import type { FormLine } from "../../wire/FormLine";
import type { FormWay } from "./form.logic";
import { inOrder } from "./sheet.logic";

const CHANGES = ["edit", "copy"] as const;

export interface FormListProps {
  forms: readonly FormLine[];
  onOpen(way: FormWay, form?: string): void;
}

export function FormList({ forms, onOpen }: FormListProps) {
  if (forms.length === 0) {
    return (
      <EmptyState
        title={text.emptyTitle}
        hint={text.emptyHint}
        action={{ label: text.create, run: () => onOpen("new") }}
      />
    );
  }
  return (
    <table className="dz-forms">
      <thead>
        <tr>
          <th scope="col">{text.columns.form}</th>
          <th scope="col">{text.columns.state}</th>
          <th scope="col">{text.columns.period}</th>
          <th scope="col">{text.columns.due}</th>
          <th scope="col">{text.columns.filled}</th>
          <th scope="col" className="dz-number">
            {text.columns.submitted}
          </th>
          <th scope="col">{text.columns.change}</th>
        </tr>
      </thead>
      <tbody>
        {inOrder(forms).map((form) => (
          <Row key={`${form.id} ${form.period}`} form={form} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ form, onOpen }: { form: FormLine } & Pick<FormListProps, "onOpen">) {
  const place = { room: "results", path: [form.id], query: { period: form.period } };
  return (
    // The whole row opens the form; the link in it is the way for the keyboard.
    <tr data-overdue={form.overdue || undefined} onClick={() => go(place)}>
      <th scope="row">
        <a href={hashOf(place)} onClick={(event) => event.stopPropagation()} data-testid="form-line">
          {form.name}
        </a>
        <span className="dz-faint">
          {text.formFacts(form.frequency, form.measure, form.parent.name, form.level_word)}
        </span>
        {form.returned ? <span className="dz-forms-returned">{text.returnedWhy(form.returned)}</span> : null}
      </th>
      <td>
        <span className="dz-forms-state" data-state={form.state}>
          {form.state_word}
        </span>
      </td>
      <td>{form.period_label}</td>
      <td className="dz-forms-due">
        {form.due}
        {form.overdue ? <span className="dz-forms-over">{text.overdue}</span> : null}
      </td>
      <td>
        <span className="dz-forms-filled">
          <RatioBar share={form.asked > 0 ? form.filled / form.asked : null} lamp="none" />
          <span className="dz-number">{text.filledOf(form.filled, form.asked)}</span>
        </span>
      </td>
      <td className="dz-number">{text.submittedOf(form.submitted, form.units)}</td>
      <td className="dz-forms-change">
        {CHANGES.map((way) => (
          <Button
            key={way}
            size="small"
            type="text"
            onClick={(event) => {
              event.stopPropagation();
              onOpen(way, form.id);
            }}
          >
            {text.changes[way]}
          </Button>
        ))}
      </td>
    </tr>
  );
}
