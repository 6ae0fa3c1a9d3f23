// The room 从Excel导入: a file, what was understood of it and may be changed, what would be written; then the writing.
// Nothing is in the ledger before the button.

import { LeftOutlined } from "@ant-design/icons";
import { Button, Checkbox, Select } from "antd";
import { useRef, useState } from "react";
import { problemsOf } from "../../forms/problems";
import { incomingFile, incomingPath, LARGEST } from "../../lib/incoming";
import { EmptyState } from "../../parts/EmptyState";
import { FileInput } from "../../parts/FileInput";
import { OneOf } from "../../parts/OneOf";
import { FillBody, Page } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { UnitPicker } from "../../parts/UnitPicker";
import { useAsk, useTell } from "../../state/ask";
import { useDropping } from "../../state/files";
import { useKeys } from "../../state/keys";
import { useContextOfLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { go, hashOf } from "../../state/route";
import { letWait } from "../../state/waiting";
import { sentenceOf } from "../../text/errors";
import { workbooks as text } from "../../text/workbooks";
import type { Incoming } from "../../wire/Incoming";
import type { WorkbookView } from "../../wire/WorkbookView";
import { Cells } from "./Cells";
import { cellCount, fitsNoForm, NO_CHOICES, withForm, writes } from "./choices.logic";
import { Labelled } from "./Labelled";
import { NewForm } from "./NewForm";
import { Signs, Tables } from "./Tables";
import { type Reading, useReading } from "./useReading";
import "./workbooks.css";

const TYPES = ".xlsx,.xls,.et,.ods,.csv,text/csv";

export function WorkbooksPage() {
  const reading = useReading();
  const field = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > LARGEST) return sayDone(text.tooLarge(file.name));
    try {
      reading.take(await incomingFile(file));
    } catch {
      sayDone(text.unreadable(file.name));
    }
  };
  const dropping = useDropping(
    ([file]) => void take(file),
    ([path]) => path && reading.take(incomingPath(path)),
  );
  const { incoming, view } = reading;
  // The workbook that a form is being made for.
  const [making, setMaking] = useState<Incoming | null>(null);
  const makes = incoming !== null && (making === incoming || isWithoutForm(reading.error));
  const choose = () => field.current?.click();

  return (
    <Page
      title={incoming?.name ? `${text.room} · ${incoming.name}` : text.room}
      aside={
        <>
          <a href={hashOf({ room: "results" })}>
            <LeftOutlined aria-hidden /> {text.back}
          </a>
          {incoming ? <Button onClick={choose}>{text.chooseOther}</Button> : null}
        </>
      }
    >
      <FileInput
        ref={field}
        accept={TYPES}
        label={text.fileInput}
        testId="workbook-input"
        onFiles={([file]) => void take(file)}
      />
      <div className="dz-workbook" data-over={dropping.over || undefined} {...dropping.props}>
        {incoming ? null : (
          <EmptyState
            title={text.emptyTitle}
            hint={text.emptyHint}
            action={{ label: text.choose, run: choose }}
          />
        )}
        {incoming && makes ? (
          <FillBody>
            <NewForm
              incoming={incoming}
              choices={view?.choices ?? NO_CHOICES}
              onMade={(choices) => {
                setMaking(null);
                reading.choose(choices);
              }}
              onClose={() => (view ? setMaking(null) : letWait(null))}
            />
          </FillBody>
        ) : null}
        {incoming && reading.error && !makes ? (
          <Refusal error={reading.error} onRetry={() => letWait({ ...incoming })} />
        ) : null}
        {incoming && view && !makes ? (
          <Read
            key={incoming.name}
            incoming={incoming}
            view={view}
            reading={reading}
            onMake={() => setMaking(incoming)}
          />
        ) : null}
        {incoming && !view && !reading.error ? (
          <p className="dz-faint dz-workbook-wait" role="status">
            {text.reading}
          </p>
        ) : null}
      </div>
    </Page>
  );
}

interface ReadProps {
  incoming: Incoming;
  view: WorkbookView;
  reading: Reading;
  /** Makes a form for it. */
  onMake(): void;
}

/** Whether a workbook is not read for want of any form. */
function isWithoutForm(error: unknown): boolean {
  return problemsOf(error).some(({ code }) => code === "workbook.no_form");
}

function Read({ incoming, view, reading, onMake }: ReadProps) {
  const context = useContextOfLens();
  const [shown, setShown] = useState(view.own ? "cells" : "tables");
  const [clear, setClear] = useState(false);
  const [remember, setRemember] = useState(true);
  const { counts } = view;
  const count = writes(counts, clear);
  const write = useTell("import_workbook", {
    onDone: ({ form, period, written, drafts }) => {
      sayDone(text.done(written, drafts));
      letWait(null);
      go({ room: "results", path: [form], query: { period } });
    },
  });
  const begin = () => {
    if (count === 0 || write.isPending || reading.pending) return;
    write.mutate({
      incoming,
      clear,
      remember: remember && reading.decided,
      ...(view.own ? {} : { choices: view.choices, as_of: context.as_of }),
    });
  };
  useKeys(text.keysTitle, [{ keys: "Ctrl+Enter", label: text.keys.write, run: begin }]);
  const sizes: Record<string, number> = {
    tables: view.tables.length,
    cells: cellCount(view),
    problems: view.problems.length,
  };
  const views = Object.entries(text.views).filter(([name]) => name !== "tables" || !view.own);

  return (
    <FillBody>
      <Meant view={view} reading={reading} onMake={onMake} />
      <OneOf
        aria-label={text.viewsLabel}
        value={shown}
        onChange={setShown}
        options={views.map(([value, word]) => ({ value, label: text.counted(word, sizes[value] ?? 0) }))}
      />
      <div className="dz-workbook-body" aria-busy={reading.pending}>
        {shown === "tables" ? (
          <>
            <Tables view={view} onChoose={reading.choose} />
            <Signs view={view} onChoose={reading.choose} />
          </>
        ) : null}
        {shown === "cells" ? <Cells view={view} clear={clear} /> : null}
        {shown === "problems" ? <Problems view={view} /> : null}
      </div>
      <footer className="dz-workbook-foot">
        <span role="status">
          {text.summary(counts)}
          {counts.drafts + counts.refused > 0 ? (
            <b className="dz-workbook-trouble">{text.trouble(counts.drafts, counts.refused)}</b>
          ) : null}
        </span>
        {counts.emptied > 0 ? (
          <Checkbox checked={clear} onChange={(event) => setClear(event.target.checked)}>
            {text.clear(counts.emptied)}
          </Checkbox>
        ) : null}
        {reading.decided ? (
          <Checkbox checked={remember} onChange={(event) => setRemember(event.target.checked)}>
            {text.remember}
          </Checkbox>
        ) : null}
        <Button
          type="primary"
          disabled={count === 0}
          loading={write.isPending}
          onClick={begin}
          data-testid="workbook-write"
        >
          {text.write(count)} <kbd>Ctrl+Enter</kbd>
        </Button>
      </footer>
    </FillBody>
  );
}

/** For which form, period and unit. */
function Meant({ view, reading, onMake }: Pick<ReadProps, "view" | "reading" | "onMake">) {
  const { data: forms } = useAsk("forms", useContextOfLens(), { rooms: ["results", "targets"] });
  const { choices } = view;
  if (view.own) {
    return (
      <p className="dz-workbook-meant">
        <b>
          {view.form_name} · {view.period_label}
        </b>
        <span className="dz-second">{text.own}</span>
      </p>
    );
  }
  const byId = new Map(forms?.map(({ id, name }) => [id, name]));
  const names = [...byId].map(([value, label]) => ({ value, label }));
  return (
    <div className="dz-workbook-meant">
      <Labelled label={text.form}>
        <Select
          aria-label={text.form}
          value={view.form}
          style={{ minWidth: 220 }}
          popupMatchSelectWidth={false}
          options={
            names.some(({ value }) => value === view.form)
              ? names
              : [{ value: view.form, label: view.form_name }, ...names]
          }
          onChange={(form) => reading.choose(withForm(choices, form))}
        />
      </Labelled>
      <Button onClick={onMake} data-testid="new-form">
        {text.newForm}
      </Button>
      <Labelled label={text.period} hint={text.periodHint}>
        <Select
          aria-label={text.period}
          value={view.period}
          style={{ width: 136 }}
          options={view.periods.map(({ period, label }) => ({ value: period, label }))}
          onChange={(period) => reading.choose({ ...choices, period })}
        />
      </Labelled>
      <Labelled label={text.orgUnit} hint={text.orgUnitHint}>
        <UnitPicker
          label={text.orgUnit}
          value={choices.org_unit ?? ""}
          placeholder={text.noUnit}
          onChange={(org_unit) => reading.choose({ ...choices, org_unit })}
        />
      </Labelled>
      <Checkbox
        checked={choices.hidden_rows}
        onChange={(event) => reading.choose({ ...choices, hidden_rows: event.target.checked })}
      >
        {text.hiddenRows}
      </Checkbox>
      {view.remembered ? <span className="dz-second">{text.remembered}</span> : null}
      {fitsNoForm(view) ? <span className="dz-second">{text.fitsNone}</span> : null}
    </div>
  );
}

function Problems({ view }: Pick<ReadProps, "view">) {
  if (view.problems.length === 0) return <p className="dz-second">{text.noProblems}</p>;
  return (
    <ul className="dz-workbook-problems">
      {view.problems.map((problem) => {
        const { what, todo } = sentenceOf(problem.code, problem);
        return (
          <li
            key={`${problem.code} ${problem.place} ${problem.detail.join(" ")}`}
            data-severity={problem.severity}
          >
            <span className="dz-faint">{what.includes(problem.place) ? null : problem.place}</span>
            <span>
              {what}
              {todo}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
