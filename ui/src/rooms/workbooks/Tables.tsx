// The tables of a workbook as they were understood: which column is which indicator, which row which unit, each to be
// changed where it stands; and what the signs in them mean.
import { Button, Checkbox, Select } from "antd";
import { UnitPicker } from "../../parts/UnitPicker";
import { workbooks as text } from "../../text/workbooks";
import type { WorkbookChoices } from "../../wire/WorkbookChoices";
import type { WorkbookColumn } from "../../wire/WorkbookColumn";
import type { WorkbookRow } from "../../wire/WorkbookRow";
import type { WorkbookTable } from "../../wire/WorkbookTable";
import type { WorkbookView } from "../../wire/WorkbookView";
import {
  BY_ROW,
  chosenOf,
  doubtOf,
  isSkipped,
  picked,
  SKIP,
  withColumn,
  withName,
  withoutName,
  withSign,
  withTable,
} from "./choices.logic";

interface Choosing {
  view: WorkbookView;
  onChoose(choices: WorkbookChoices): void;
}

export function Tables({ view, onChoose }: Choosing) {
  if (view.tables.length === 0) return <p className="dz-second">{text.noTables}</p>;
  return view.tables.map((table, at) => (
    <section key={`${table.sheet} ${table.place}`} className="dz-workbook-table" data-taken={table.taken}>
      <header>
        <Checkbox
          checked={table.taken}
          onChange={(event) => onChoose(withTable(view.choices, at, event.target.checked))}
        >
          {text.tableTaken}
        </Checkbox>
        <h2>{text.table(table.sheet, table.place)}</h2>
        {table.hidden ? <span className="dz-chip">{text.tableHidden}</span> : null}
        <span className="dz-second dz-clip">{table.title}</span>
        <span className="dz-faint">{text.rowCount(table.rows.length, table.row_count)}</span>
      </header>
      {table.taken ? <Table table={table} view={view} onChoose={onChoose} /> : null}
    </section>
  ));
}

function Table({ table, view, onChoose }: Choosing & { table: WorkbookTable }) {
  const byRows = table.rows.some(({ indicator }) => indicator !== null);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard.
    <section className="dz-workbook-scroll" aria-label={text.views.tables} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{text.rowHead}</th>
            <th scope="col">{text.meantHead}</th>
            {table.columns.map((column) => (
              <th key={column.letter} scope="col" data-taken={column.taken || undefined}>
                <span className="dz-faint dz-workbook-letter">
                  {column.letter} {column.sort_word}
                  {column.hidden ? ` ${text.hidden}` : ""}
                </span>
                <span className="dz-workbook-heading">{column.title}</span>
                {column.figures ? (
                  <Column
                    column={column}
                    doubt={doubtOf(view, table, column)}
                    byRows={byRows}
                    view={view}
                    onChoose={onChoose}
                  />
                ) : null}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.row} data-sort={row.sort} data-taken={row.taken || undefined}>
              <th scope="row">
                {row.row}
                {row.hidden ? <span className="dz-faint"> {text.hidden}</span> : null}
              </th>
              <td>
                <Row row={row} view={view} onChoose={onChoose} />
              </td>
              {table.columns.map((column, at) => (
                <td
                  key={column.letter}
                  className={column.figures ? "dz-number" : undefined}
                  data-taken={column.taken && row.taken ? true : undefined}
                >
                  {row.cells[at]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface ColumnProps extends Choosing {
  column: WorkbookColumn;
  /** What is to be made sure of before it is taken. */
  doubt: string | null;
  byRows: boolean;
}

function Column({ column, doubt, byRows, view, onChoose }: ColumnProps) {
  const { choices } = view;
  const held = choices.columns.find(({ title }) => title === column.title);
  const indicators = view.indicators.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Select
        size="small"
        aria-label={text.indicatorOf(column.title)}
        value={chosenOf(column)}
        style={{ width: "100%" }}
        popupMatchSelectWidth={false}
        options={[
          { value: SKIP, label: text.skip },
          ...(byRows ? [{ value: BY_ROW, label: text.byRow }] : []),
          ...indicators,
        ]}
        onChange={(value) => onChoose(picked(choices, column, value))}
      />
      <span className="dz-workbook-marks">
        {doubt ? (
          <span className="dz-chip dz-chip-query" title={doubt}>
            {text.doubt}
          </span>
        ) : null}
        {column.taken && column.guessed ? <span className="dz-chip dz-chip-query">{text.guess}</span> : null}
        {column.org_unit_name ? <span className="dz-chip">{column.org_unit_name}</span> : null}
        {column.period_label ? <span className="dz-chip">{column.period_label}</span> : null}
        {column.uom ? (
          <>
            <span className="dz-chip dz-chip-query">{text.uomIs(column.uom)}</span>
            <Button
              size="small"
              type="link"
              onClick={() => onChoose(withColumn(choices, column, { own_uom: true, taken: true }))}
            >
              {text.ownUom}
            </Button>
          </>
        ) : null}
        {column.fraction || held?.fraction === false ? (
          <Checkbox
            checked={column.fraction}
            onChange={(event) => onChoose(withColumn(choices, column, { fraction: event.target.checked }))}
          >
            {text.fraction}
          </Checkbox>
        ) : null}
      </span>
    </>
  );
}

function Row({ row, view, onChoose }: Choosing & { row: WorkbookRow }) {
  const { choices } = view;
  if (row.sort !== "data") return <span className="dz-faint">{row.sort_word}</span>;
  const indicator = view.indicators.find(({ id }) => id === row.indicator);
  if (indicator) return <span>{indicator.name}</span>;
  if (row.name === "") return null;
  const skipped = isSkipped(choices, row.key);
  return (
    <span className="dz-workbook-meant-row" data-unknown={!row.org_unit && !skipped ? true : undefined}>
      <Checkbox
        aria-label={text.takeRow(row.name)}
        checked={!skipped}
        onChange={(event) =>
          onChoose(event.target.checked ? withoutName(choices, row.key) : withName(choices, row.key, null))
        }
      />
      {skipped ? null : (
        <UnitPicker
          label={text.unitOf(row.name)}
          value={row.org_unit ?? ""}
          placeholder={text.unitUnknown}
          onChange={(unit) => onChoose(withName(choices, row.key, unit))}
        />
      )}
      {!skipped && row.how_word && row.how !== "exact" ? (
        <span className={row.how === "abbreviated" ? "dz-chip dz-chip-query" : "dz-chip"}>
          {row.how_word}
        </span>
      ) : null}
    </span>
  );
}

export function Signs({ view, onChoose }: Choosing) {
  if (view.signs.length === 0) return null;
  return (
    <section className="dz-workbook-signs" aria-label={text.signsTitle}>
      <h2>{text.signsTitle}</h2>
      <ul>
        {view.signs.map(({ sign, count, meaning }) => (
          <li key={sign}>
            <b>{sign || text.blank}</b>
            <span className="dz-faint">{text.signCount(count)}</span>
            <Select
              size="small"
              aria-label={text.meaningOf(sign || text.blank)}
              value={meaning}
              style={{ width: 140 }}
              options={Object.entries(text.meanings).map(([value, label]) => ({ value, label }))}
              onChange={(value) => onChoose(withSign(view.choices, sign, value))}
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
