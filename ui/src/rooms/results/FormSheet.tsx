// A form open for filling: it looks like the paper (title, reporting office, merged heads, notes) and works like a
// spreadsheet. No button saves: what is typed is in the ledger.

import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Button, Select, Tooltip } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { type ActiveCell, Grid, type GridHandle } from "../../parts/grid/Grid";
import { OneOf } from "../../parts/OneOf";
import { FillBody } from "../../parts/Page";
import { Refusal } from "../../parts/Refusal";
import { useTell } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useLedger } from "../../state/ledger";
import { hashOf, replaceQuery, useQueryValue, useRoute } from "../../state/route";
import { parts } from "../../text/parts";
import { results as text } from "../../text/results";
import type { CellRequest } from "../../wire/CellRequest";
import type { FormLine } from "../../wire/FormLine";
import { Beside } from "./Beside";
import { ChangesPane } from "./ChangesPane";
import { ChecksPane } from "./ChecksPane";
import type { SheetView } from "./cells";
import { ExportForm } from "./ExportForm";
import { PasteDialog } from "./PasteDialog";
import { handedInOf, ReportsPane, Returned } from "./Reports";
import { SubmitDialog } from "./SubmitDialog";
import {
  besidePeriod,
  type CellPlace,
  columnsOf,
  firstOf,
  firstToFill,
  gridRequest,
  placeOfCell,
  requestOf,
  returnedOf,
  rowsOf,
  unitsOf,
  uomsOf,
} from "./sheet.logic";
import { useAttaching } from "./useAttaching";
import { useGridView } from "./useGridView";
import { useSheetEdits } from "./useSheetEdits";

export function FormSheet({ line }: { line: FormLine }) {
  const { query } = useRoute();
  const request = gridRequest(line.id, query.period ?? line.period, query);
  const { data, error, refetch } = useGridView(request);
  if (error) return <Refusal error={error} onRetry={() => void refetch()} />;
  if (!data || data.request.form !== line.id) {
    return (
      <p className="dz-faint dz-sheet-waiting" role="status">
        {parts.loading}
      </p>
    );
  }
  return <Opened view={data} line={line} />;
}

function Opened({ view, line }: { view: SheetView; line: FormLine }) {
  const { form } = view.request;
  const { ledger } = useLedger();
  const { query } = useRoute();
  const grid = useRef<GridHandle>(null);
  const edits = useSheetEdits(form, view);
  const [submitting, setSubmitting] = useState(false);
  const [report, setReport] = useQueryValue("report");
  const openReports = () => setReport(view.submissions[0]?.org_unit ?? null);
  const sheet = useSheetOf(view);
  // The cell the side pane was last drawn for: evidence goes to it.
  const at = useRef<CellRequest | null>(null);
  const attaching = useAttaching(form, () => at.current);
  const remark = useTell("remark");

  // The sheet is for typing: what came back waits for it, else the first empty cell, in every layout and period.
  const { period, layout, indicator, org_unit } = view.request;
  const place = [period, layout, indicator, org_unit].join(" ");
  const returned = useMemo(() => returnedOf(view)[0]?.org_unit, [view]);
  const begun = useRef<string>(null);
  // The cell the sheet of another period is opened for.
  const aim = useRef<CellRequest | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new content of the same sheet leaves the cursor alone.
  useEffect(() => {
    if (begun.current === place && !returned) return;
    begun.current = place;
    const first = (aim.current && placeOfCell(view, aim.current)) ?? firstToFill(view);
    aim.current = null;
    if (first) grid.current?.focus(first.row, first.column);
  }, [place, returned]);

  const submit = async () => {
    if (submitting || view.not_begun) return;
    await edits.settled();
    setSubmitting(true);
  };
  const toPeriod = (period: string | null) => {
    if (period) replaceQuery({ period });
  };
  const checks = view.request.layout === "units_indicators";
  const showChecks = (show: boolean) => replaceQuery({ checks: show ? "1" : null });
  const openChanges = () => replaceQuery({ changes: "submitted", checks: null, report: null });
  useKeys(text.keysTitle, [
    {
      keys: "F8",
      label: text.keys.checks,
      run: () => showChecks(query.checks === undefined),
    },
    { keys: "Ctrl+Enter", label: text.keys.submit, run: () => void submit() },
    { keys: "Alt+F", label: text.keys.attach, run: attaching.choose },
    { keys: "Alt+S", label: text.keys.reports, run: openReports },
    { keys: "Alt+C", label: text.keys.changes, run: openChanges },
    { keys: "Ctrl+PageUp", label: text.keys.newer, run: () => toPeriod(besidePeriod(view, 1)) },
    { keys: "Ctrl+PageDown", label: text.keys.older, run: () => toPeriod(besidePeriod(view, -1)) },
  ]);

  const beside = (active: ActiveCell) => {
    at.current = requestOf(view, active.row.key, active.column.key);
    return <Beside active={active} request={at.current} form={form} attaching={attaching} />;
  };
  const onNote = (row: string, column: string, note: string) => {
    const cell = requestOf(view, row, column);
    if (cell) remark.mutate({ form, cell, text: note });
  };
  const jump = ({ row, column }: CellPlace) => {
    setSubmitting(false);
    grid.current?.focus(row, column);
  };
  const jumpToCell = (cell: CellRequest) => {
    const here = placeOfCell(view, cell);
    if (here) return jump(here);
    aim.current = cell;
    replaceQuery({ period: cell.period, layout: null, indicator: null, unit: null });
  };

  return (
    <FillBody>
      <header className="dz-sheet-head">
        <a className="dz-sheet-back" href={hashOf({ room: "results" })}>
          <LeftOutlined aria-hidden /> {text.back}
        </a>
        <SheetControls view={view} onReports={openReports} />
        <h1>
          {text.sheetTitle(view.title, view.period_label)}
          {view.example ? (
            <Tooltip title={text.exampleHint}>
              <span className="dz-chip">{text.example}</span>
            </Tooltip>
          ) : null}
        </h1>
        <p className="dz-sheet-zones">
          <span>{ledger ? text.reporter(ledger.person.office) : ""}</span>
          {view.data_as_of ? <span>{text.dataAsOf(view.data_as_of)}</span> : null}
          <span data-overdue={line.overdue || undefined}>
            {view.request.period === line.period ? text.due(line.due) : ""}
          </span>
          <span>{uomLine(view)}</span>
        </p>
        <Returned view={view} onOpen={setReport} />
        {view.not_begun ? (
          <p className="dz-sheet-shut" role="status">
            {text.notBegun(view.period_label)}
          </p>
        ) : null}
      </header>
      {view.rows.length === 0 || view.columns.length === 0 ? (
        <EmptyState title={text.noRows} hint={text.noRowsHint} />
      ) : (
        <div className="dz-sheet-grid" data-testid="grid">
          <Grid
            ref={grid}
            label={text.sheetTitle(view.title, view.period_label)}
            rowTitle={view.request.layout === "indicators_periods" ? text.indicator : text.rowTitle}
            remember={`${form} ${view.request.layout}`}
            rows={sheet.rows}
            columns={sheet.columns}
            cells={view.cells}
            onEdit={edits.onEdit}
            onUndo={edits.onUndo}
            onRedo={edits.onRedo}
            onNote={onNote}
            onFiles={attaching.take}
            side={beside}
            foot={
              <>
                {checks ? (
                  <Button onClick={() => showChecks(true)} data-testid="open-checks">
                    {text.checks.open} <kbd>F8</kbd>
                  </Button>
                ) : null}
                <Button onClick={openChanges} data-testid="open-changes">
                  {text.whoChanged.open} <kbd>Alt+C</kbd>
                </Button>
                <Button
                  type="primary"
                  disabled={view.not_begun}
                  onClick={() => void submit()}
                  data-testid="submit"
                >
                  {text.submit} <kbd>Ctrl+Enter</kbd>
                </Button>
              </>
            }
          />
        </div>
      )}
      {view.notes.length > 0 ? (
        <p className="dz-sheet-notes">
          {text.notes}
          {view.notes.join(" ")}
        </p>
      ) : null}
      {attaching.field}
      {edits.preview ? <PasteDialog {...edits.preview} /> : null}
      {report ? (
        <ReportsPane
          view={view}
          unit={report}
          onUnit={(unit) => replaceQuery({ report: unit })}
          onOpened={(unit) => {
            setReport(null);
            const first = firstOf(view, unit);
            if (first) jump(first);
          }}
          onClose={() => setReport(null)}
        />
      ) : null}
      {submitting ? (
        <SubmitDialog
          form={form}
          period={view.request.period}
          onClose={() => setSubmitting(false)}
          onJump={jump}
          onChecks={() => {
            setSubmitting(false);
            showChecks(true);
          }}
        />
      ) : null}
      {checks && query.checks !== undefined ? (
        <ChecksPane
          form={form}
          period={view.request.period}
          onJump={jump}
          onAttach={(place) => {
            jump(place);
            attaching.choose();
          }}
          onClose={() => showChecks(false)}
        />
      ) : null}
      {query.changes && query.checks === undefined && !report ? (
        <ChangesPane
          form={form}
          since={query.changes}
          onSince={(changes) => replaceQuery({ changes })}
          onJump={jumpToCell}
          onClose={() => replaceQuery({ changes: null })}
        />
      ) : null}
    </FillBody>
  );
}

/** The sheet as the grid takes it: what stays the same in the view stays the same in the grid. */
function useSheetOf({ rows, columns, request, not_begun }: SheetView) {
  const layout = request.layout;
  const lines = useMemo(() => rowsOf(rows, not_begun), [rows, not_begun]);
  const heads = useMemo(() => columnsOf(columns, layout), [columns, layout]);
  return { rows: lines, columns: heads };
}

/** The way of the reports; which period, which layout, and for units × periods which indicator. */
function SheetControls({ view, onReports }: { view: SheetView; onReports(): void }) {
  const { layout, indicator, org_unit, period } = view.request;
  const [newer, older] = [besidePeriod(view, 1), besidePeriod(view, -1)];
  const units = useMemo(() => unitsOf(view).size, [view]);
  return (
    <div className="dz-sheet-controls">
      <ExportForm view={view} />
      {view.submissions.length > 0 ? (
        <Button onClick={onReports} data-testid="reports-open">
          {text.reports.open(handedInOf(view), units)} <kbd>Alt+S</kbd>
        </Button>
      ) : null}
      <OneOf
        aria-label={text.layout}
        value={layout}
        onChange={(next) =>
          replaceQuery({ layout: next === "units_indicators" ? null : next, indicator: null, unit: null })
        }
        options={Object.entries(text.layouts).map(([value, label]) => ({ value, label }))}
      />
      {layout === "units_periods" ? (
        <Select
          aria-label={text.indicator}
          value={indicator ?? view.indicators[0]?.id ?? null}
          popupMatchSelectWidth={false}
          style={{ width: 240 }}
          onChange={(next) => replaceQuery({ indicator: next })}
          options={view.indicators.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      {layout === "indicators_periods" ? (
        <Select
          aria-label={text.unit}
          value={org_unit ?? view.units[0]?.id ?? null}
          showSearch={{ optionFilterProp: "label" }}
          popupMatchSelectWidth={false}
          style={{ width: 160 }}
          onChange={(next) => replaceQuery({ unit: next })}
          options={view.units.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <div className="dz-sheet-period">
        <Button
          icon={<LeftOutlined aria-hidden />}
          aria-label={text.older}
          disabled={!older}
          onClick={() => replaceQuery({ period: older })}
        />
        <Select
          aria-label={text.period}
          value={period}
          style={{ width: 136 }}
          popupMatchSelectWidth={false}
          onChange={(next) => replaceQuery({ period: next })}
          options={view.periods.map((choice) => ({ value: choice.period, label: choice.label }))}
        />
        <Button
          icon={<RightOutlined aria-hidden />}
          aria-label={text.newer}
          disabled={!newer}
          onClick={() => replaceQuery({ period: newer })}
        />
      </div>
    </div>
  );
}

function uomLine(view: SheetView): string {
  const uoms = uomsOf(view);
  return uoms === "" ? "" : text.uoms(uoms);
}
