// A form from indicators that are there: what is asked, of whom, how often, due when. New, changed, or copied.
import { Alert, Button, Form, Input, InputNumber, Select } from "antd";
import { useEffect, useState } from "react";
import { SidePane } from "../../parts/SidePane";
import { UnitPicker } from "../../parts/UnitPicker";
import { useAsk, useTell } from "../../state/ask";
import { useLens } from "../../state/lens";
import { sayDone, sayRefused } from "../../state/notices";
import { go } from "../../state/route";
import { form as text } from "../../text/results";
import type { Catalogue } from "../../wire/Catalogue";
import type { FormDraft } from "../../wire/FormDraft";
import {
  type FormFields,
  type FormWay,
  fieldOf,
  fieldsOf,
  firstFields,
  levelBelow,
  ofMonth,
  putRequest,
} from "./form.logic";
import { problemsOf, sentenceOfProblem } from "./problems";

export interface FormPaneProps {
  way: FormWay;
  /** The form that is changed or copied. */
  id: string | null;
  onClose(): void;
}

export function FormPane({ way, id, onClose }: FormPaneProps) {
  const { asOf, scope } = useLens();
  const { data: catalogue } = useAsk("catalogue", {});
  // The parts of the scope say which level reports to it; without a scope the first unit of the ledger stands in.
  const { data: found } = useAsk("units", { parent: scope.id, as_of: asOf }, { rooms: ["org"] });
  const { data: from } = useAsk("form", { id: id ?? "" }, { rooms: ["results"], enabled: id !== null });
  if (!catalogue || !found || (id !== null && !from)) return null;
  const [first] = found;
  const known = from && fieldsOf(from, from.name);
  const initial = known
    ? way === "copy"
      ? { ...known, name: text.copyOf(known.name), from: undefined }
      : known
    : {
        ...firstFields(scope.id ?? first?.id ?? null),
        ...(first ? { level: scope.id ? first.level : levelBelow(first.level) } : {}),
      };
  return (
    <FormFieldsPane
      key={`${way} ${id}`}
      way={way}
      from={from ?? null}
      initial={initial}
      catalogue={catalogue}
      onClose={onClose}
    />
  );
}

interface FieldsProps {
  way: FormWay;
  from: FormDraft | null;
  initial: FormFields;
  catalogue: Catalogue;
  onClose(): void;
}

function FormFieldsPane({ way, from, initial, catalogue, onClose }: FieldsProps) {
  const [form] = Form.useForm<FormFields>();
  const [said, setSaid] = useState(0);
  const [choosing, setChoosing] = useState(false);
  const fixed = way === "edit" && from?.in_use === true;
  const put = useTell("put_form", {
    onDone: ({ ids }) => {
      sayDone(text.done[way](form.getFieldValue("name")));
      onClose();
      const [id] = ids;
      if (id && way !== "edit") go({ room: "results", path: [id] });
    },
    onError: (thrown) => {
      const problems = problemsOf(thrown);
      if (problems.length === 0) return sayRefused(thrown);
      setSaid(problems.length);
      form.setFields(
        problems.flatMap((problem) => {
          const name = fieldOf(problem) as keyof FormFields;
          return name ? [{ name, errors: [sentenceOfProblem(problem)] }] : [];
        }),
      );
    },
  });

  return (
    <SidePane title={text.titles[way]} onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        className="dz-new-form"
        initialValues={initial}
        requiredMark={false}
        autoComplete="off"
        onFinish={(fields) => {
          setSaid(0);
          put.mutate(putRequest({ ...initial, ...fields }, way, from));
        }}
      >
        {fixed ? <Alert type="info" title={text.inUse} /> : null}
        {said > 0 ? <Alert type="error" title={text.fix(said)} role="alert" /> : null}
        <Form.Item name="name" label={text.name}>
          <Input autoFocus placeholder={text.nameHint} data-testid="form-name" />
        </Form.Item>
        <Form.Item
          name="indicators"
          label={text.indicators}
          extra={catalogue.indicators.length === 0 ? text.noIndicators : undefined}
        >
          <Select
            mode="multiple"
            open={choosing}
            onOpenChange={setChoosing}
            onSelect={() => setChoosing(false)}
            aria-label={text.indicators}
            placeholder={text.indicatorsHint}
            showSearch={{ optionFilterProp: "label" }}
            options={catalogue.indicators.map(({ id, name, uom }) => ({
              value: id,
              label: uom ? `${name}（${uom}）` : name,
            }))}
          />
        </Form.Item>
        <div className="dz-new-form-pair">
          <WordItem name="frequency" label={text.frequency} words={text.frequencies} fixed={fixed} />
          <WordItem name="measure" label={text.measure} words={text.measures} fixed={fixed} />
          <Form.Item name="parent" label={text.parent}>
            <UnitPicker label={text.parent} disabled={fixed} />
          </Form.Item>
          <WordItem name="level" label={text.level} words={text.levels} fixed={fixed} />
          <DueItems />
          <Form.Item name="time" label={text.time}>
            <Input placeholder={text.timeHint} />
          </Form.Item>
          <WordItem name="holiday" label={text.holiday} words={text.holidays} hint={text.holidayHint} />
          <DataAsOfItem />
        </div>
        <EvidenceItem catalogue={catalogue} />
        <Form.Item name="notes" label={text.notes} extra={text.notesHint}>
          <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />
        </Form.Item>
        <FromItem begins={text.begins[way]} until={from?.until ?? null} />
        {way === "edit" ? (
          <Form.Item name="reason" label={text.reason}>
            <Input placeholder={text.reasonHint} />
          </Form.Item>
        ) : null}
        <div className="dz-new-form-ways">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={put.isPending}>
            {text.ways[way]}
          </Button>
        </div>
      </Form>
    </SidePane>
  );
}

/** The first period: one of the rhythm that is chosen. */
function FromItem({ begins, until }: { begins: typeof text.begins.new; until: string | null }) {
  const frequency: string = Form.useWatch("frequency") ?? "month";
  const form = Form.useFormInstance<FormFields>();
  const { data: periods } = useAsk("form_periods", { frequency });
  const options = (periods ?? []).map(({ period, label }) => ({ value: period, label }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another rhythm takes back what was chosen.
  useEffect(() => {
    const chosen = form.getFieldValue("from");
    if (chosen && periods?.every(({ period }) => period !== chosen)) form.setFieldValue("from", undefined);
  }, [periods]);
  return (
    <Form.Item name="from" label={text.from} extra={begins.hint(until)}>
      <Select
        aria-label={text.from}
        allowClear
        placeholder={begins.all}
        data-testid="form-from"
        options={options}
      />
    </Form.Item>
  );
}

/** By which day; days of a month only where the rhythm has them. */
function DueItems() {
  const monthly = useMonthly();
  const dueBy: FormFields["due_by"] = Form.useWatch("due_by") ?? "after";
  const by = monthly ? dueBy : "after";
  const form = Form.useFormInstance<FormFields>();
  useEffect(() => {
    if (!monthly) form.setFieldValue("due_by", "after");
  }, [monthly, form]);
  return (
    <>
      {monthly ? <WordItem name="due_by" label={text.dueBy} words={text.dueWays} /> : null}
      {by === "after" ? (
        <Form.Item
          key="after"
          name="days_after"
          label={monthly ? text.daysAfter : text.dueAfter}
          extra={text.daysAfterHint}
        >
          <InputNumber precision={0} min={-366} max={366} style={{ width: "100%" }} />
        </Form.Item>
      ) : (
        <Form.Item key="of_month" name="due_day" label={text.dueDay} extra={text.dueDayHint}>
          <InputNumber precision={0} min={1} max={31} style={{ width: "100%" }} />
        </Form.Item>
      )}
    </>
  );
}

/** Up to which day figures are counted, where the rhythm has days of a month. */
function DataAsOfItem() {
  return useMonthly() ? (
    <Form.Item className="dz-new-form-line" name="as_of_day" label={text.dataAsOf} extra={text.dataAsOfHint}>
      <InputNumber precision={0} min={1} max={31} placeholder={text.dataAsOfAll} style={{ width: "100%" }} />
    </Form.Item>
  ) : null;
}

function useMonthly(): boolean {
  const frequency: string = Form.useWatch("frequency") ?? "month";
  return ofMonth(frequency);
}

/** Of the indicators that were chosen, those whose figures have to be proven. */
function EvidenceItem({ catalogue }: { catalogue: Catalogue }) {
  const chosen: string[] = Form.useWatch("indicators") ?? [];
  const options = catalogue.indicators.filter(({ id }) => chosen.includes(id));
  return (
    <Form.Item name="evidence" label={text.evidence} extra={text.evidenceHint}>
      <Select
        mode="multiple"
        aria-label={text.evidence}
        disabled={options.length === 0}
        options={options.map(({ id, name }) => ({ value: id, label: name }))}
      />
    </Form.Item>
  );
}

function WordItem({
  name,
  label,
  words,
  fixed = false,
  hint,
}: {
  name: keyof FormFields;
  label: string;
  words: Record<string, string>;
  fixed?: boolean;
  hint?: string;
}) {
  return (
    <Form.Item name={name} label={label} extra={hint}>
      <Select
        aria-label={label}
        disabled={fixed}
        options={Object.entries(words).map(([value, word]) => ({ value, label: word }))}
      />
    </Form.Item>
  );
}
