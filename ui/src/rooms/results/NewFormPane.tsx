// A new form from indicators that are there: what is asked, of whom, how often, due when.
import { Alert, Button, Form, Input, InputNumber, Select } from "antd";
import { useState } from "react";
import { SidePane } from "../../parts/SidePane";
import { UnitPicker } from "../../parts/UnitPicker";
import { useAsk, useTell } from "../../state/ask";
import { useLens } from "../../state/lens";
import { sayDone, sayRefused } from "../../state/notices";
import { go } from "../../state/route";
import { newForm as text } from "../../text/results";
import { createRequest, fieldOf, firstFields, levelBelow, type NewFormFields } from "./newForm.logic";
import { problemsOf, sentenceOfProblem } from "./problems";

export function NewFormPane({ onClose }: { onClose(): void }) {
  const { asOf, scope } = useLens();
  const [form] = Form.useForm<NewFormFields>();
  const [said, setSaid] = useState(0);
  const [choosing, setChoosing] = useState(false);
  const { data: catalogue } = useAsk("catalogue", {});
  // The parts of the scope say which level reports to it; without a scope the first unit of the ledger stands in.
  const { data: found } = useAsk("units", { parent: scope.id, as_of: asOf }, { rooms: ["org"] });

  const create = useTell("create_form", {
    onDone: ({ ids }) => {
      sayDone(text.created(form.getFieldValue("name")));
      onClose();
      const [id] = ids;
      if (id) go({ room: "results", path: [id] });
    },
    onError: (thrown) => {
      const problems = problemsOf(thrown);
      if (problems.length === 0) return sayRefused(thrown);
      setSaid(problems.length);
      form.setFields(
        problems.flatMap((problem) => {
          const name = fieldOf(problem) as keyof NewFormFields;
          return name ? [{ name, errors: [sentenceOfProblem(problem)] }] : [];
        }),
      );
    },
  });

  if (!catalogue || !found) return null;
  const [first] = found;
  const initial = {
    ...firstFields(scope.id ?? first?.id ?? null),
    ...(first ? { level: scope.id ? first.level : levelBelow(first.level) } : {}),
  };

  return (
    <SidePane title={text.title} onClose={onClose}>
      <Form
        form={form}
        layout="vertical"
        className="dz-new-form"
        initialValues={initial}
        requiredMark={false}
        autoComplete="off"
        onFinish={(fields) => {
          setSaid(0);
          create.mutate(createRequest(fields));
        }}
      >
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
          <WordItem name="frequency" label={text.frequency} words={text.frequencies} />
          <WordItem name="measure" label={text.measure} words={text.measures} />
          <Form.Item name="parent" label={text.parent}>
            <UnitPicker label={text.parent} />
          </Form.Item>
          <WordItem name="level" label={text.level} words={text.levels} />
          <Form.Item name="days_after" label={text.daysAfter} extra={text.daysAfterHint}>
            <InputNumber precision={0} min={-31} max={366} style={{ width: "100%" }} />
          </Form.Item>
          <Form.Item name="time" label={text.time}>
            <Input placeholder={text.timeHint} />
          </Form.Item>
        </div>
        <div className="dz-new-form-ways">
          <Button onClick={onClose}>{text.cancel}</Button>
          <Button type="primary" htmlType="submit" loading={create.isPending}>
            {text.create}
          </Button>
        </div>
      </Form>
    </SidePane>
  );
}

function WordItem({
  name,
  label,
  words,
}: {
  name: keyof NewFormFields;
  label: string;
  words: Record<string, string>;
}) {
  return (
    <Form.Item name={name} label={label}>
      <Select
        aria-label={label}
        options={Object.entries(words).map(([value, word]) => ({ value, label: word }))}
      />
    </Form.Item>
  );
}
