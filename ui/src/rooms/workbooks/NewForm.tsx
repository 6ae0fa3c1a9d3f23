// A form for a workbook that no form is for: what its words propose, put right by a person and made with the indicators
// that are missing. Then its figures are read for that form.
import { Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { Refusal } from "../../parts/Refusal";
import { UnitPicker } from "../../parts/UnitPicker";
import { useAsk, useTell } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useContextOfLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { form as formText } from "../../text/results";
import { targetForm } from "../../text/target-form";
import { newForm as text } from "../../text/workbooks";
import type { Catalogue } from "../../wire/Catalogue";
import type { FormProposal } from "../../wire/FormProposal";
import type { Incoming } from "../../wire/Incoming";
import type { WorkbookChoices } from "../../wire/WorkbookChoices";
import { Labelled } from "./Labelled";
import {
  type AskFields,
  asksOf,
  chosenIndicator,
  fieldsOfAsk,
  isComplete,
  NEW,
  wordsOf,
} from "./newForm.logic";

interface NewFormProps {
  incoming: Incoming;
  /** What was decided about the workbook so far. */
  choices: WorkbookChoices;
  onMade(choices: WorkbookChoices): void;
  onClose(): void;
}

export function NewForm({ incoming, choices, onMade, onClose }: NewFormProps) {
  const { as_of } = useContextOfLens();
  const { data, error } = useAsk("propose_form", { incoming, as_of }, { rooms: [], keep: false });
  const { data: catalogue } = useAsk("catalogue", {}, { rooms: ["programmes", "org"] });
  if (error) return <Refusal error={error} />;
  if (!data || !catalogue) return null;
  return <Fields proposal={data} catalogue={catalogue} choices={choices} onMade={onMade} onClose={onClose} />;
}

interface FieldsProps extends Omit<NewFormProps, "incoming"> {
  proposal: FormProposal;
  catalogue: Catalogue;
}

function Fields({ proposal, catalogue, choices, onMade, onClose }: FieldsProps) {
  const [said, setSaid] = useState(proposal);
  const [asks, setAsks] = useState<AskFields[]>(() =>
    proposal.asks.map((ask) => fieldsOfAsk(ask, catalogue.indicators)),
  );
  const make = useTell("make_form", {
    onDone: (made) => {
      sayDone(text.done(said.name.trim()));
      onMade(made.choices);
    },
  });
  const change = (at: number, part: Partial<AskFields>) =>
    setAsks(asks.map((ask, here) => (here === at ? { ...ask, ...part } : ask)));
  const form: FormProposal = { ...said, name: said.name.trim(), asks: asksOf(asks) };
  const complete = isComplete(form);
  const begin = () => {
    if (complete && !make.isPending) make.mutate({ form, choices });
  };
  useKeys(text.keysTitle, [{ keys: "Ctrl+Enter", label: text.make, run: begin }]);
  const indicators = catalogue.indicators.map(({ id, name, uom }) => ({
    value: id,
    label: `${name}（${uom}）`,
  }));

  return (
    <section className="dz-workbook-new" aria-label={text.title}>
      <p className="dz-second">{text.hint}</p>
      <div className="dz-workbook-meant">
        <Labelled label={formText.name}>
          <Input
            autoFocus
            aria-label={formText.name}
            value={said.name}
            style={{ width: 260 }}
            onChange={({ target }) => setSaid({ ...said, name: target.value })}
            data-testid="new-form-name"
          />
        </Labelled>
        <Word name="frequency" words={formText.frequencies} said={said} onChange={setSaid} />
        <Word name="measure" words={formText.measures} said={said} onChange={setSaid} />
        <Labelled label={formText.parent}>
          <UnitPicker
            label={formText.parent}
            value={said.parent}
            onChange={(parent) => setSaid({ ...said, parent })}
          />
        </Labelled>
        <Word name="level" words={formText.levels} said={said} onChange={setSaid} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard. */}
      <section className="dz-workbook-scroll dz-workbook-asks" aria-label={formText.indicators} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {text.columns.map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {asks.map((ask, at) => (
              <tr key={wordsOf(ask)} data-taken={ask.taken || undefined}>
                <th scope="row">
                  <Checkbox
                    checked={ask.taken}
                    onChange={({ target }) => change(at, { taken: target.checked })}
                  >
                    {wordsOf(ask)}
                  </Checkbox>
                </th>
                <td>
                  <Select
                    aria-label={text.which(wordsOf(ask))}
                    value={ask.id}
                    style={{ width: 220 }}
                    popupMatchSelectWidth={false}
                    showSearch={{ optionFilterProp: "label" }}
                    options={[{ value: NEW, label: text.brandNew }, ...indicators]}
                    onChange={(id: string) => change(at, chosenIndicator(ask, id, catalogue.indicators))}
                  />
                </td>
                <td>
                  <Input
                    aria-label={text.nameOf(wordsOf(ask))}
                    value={ask.name}
                    disabled={ask.id !== NEW}
                    style={{ width: 220 }}
                    onChange={({ target }) => change(at, { name: target.value })}
                  />
                </td>
                <td>
                  <Input
                    aria-label={text.uomOf(wordsOf(ask))}
                    value={ask.uom}
                    disabled={ask.id !== NEW}
                    status={ask.taken && ask.uom.trim() === "" ? "error" : ""}
                    placeholder={text.uomHint}
                    style={{ width: 96 }}
                    onChange={({ target }) => change(at, { uom: target.value })}
                  />
                </td>
                <td>
                  <Select
                    aria-label={text.runsOf(wordsOf(ask))}
                    value={ask.accumulation}
                    disabled={ask.id !== NEW}
                    style={{ width: 128 }}
                    options={optionsOf(targetForm.accumulations)}
                    onChange={(accumulation: string) => change(at, { accumulation })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <footer className="dz-workbook-foot">
        <span role="status">{text.summary(form.asks)}</span>
        {make.error ? <Refusal error={make.error} /> : null}
        <Button onClick={onClose}>{formText.cancel}</Button>
        <Button
          type="primary"
          disabled={!complete}
          loading={make.isPending}
          onClick={begin}
          data-testid="make-form"
        >
          {text.make} <kbd>Ctrl+Enter</kbd>
        </Button>
      </footer>
    </section>
  );
}

interface WordProps {
  name: "frequency" | "measure" | "level";
  words: Record<string, string>;
  said: FormProposal;
  onChange(said: FormProposal): void;
}

function Word({ name, words, said, onChange }: WordProps) {
  return (
    <Labelled label={formText[name]}>
      <Select
        aria-label={formText[name]}
        value={said[name]}
        style={{ minWidth: 96 }}
        options={optionsOf(words)}
        onChange={(value: string) => onChange({ ...said, [name]: value })}
      />
    </Labelled>
  );
}

const optionsOf = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
