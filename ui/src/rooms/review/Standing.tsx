// 报送情况: how far each form has come in, where each unit stands, who is missing and whom to ask, the message that asks them, and who reports on
// time.
import { CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Contact } from "../../forms/Contact";
import { EmptyState } from "../../parts/EmptyState";
import { RatioBar } from "../../parts/RatioBar";
import { Refusal } from "../../parts/Refusal";
import { useAsk } from "../../state/ask";
import { useKeys } from "../../state/keys";
import { useContextOfLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { review } from "../../text/review";
import type { Completeness } from "../../wire/Completeness";
import type { FormStandingView } from "../../wire/FormStandingView";
import type { MatrixLine } from "../../wire/MatrixLine";
import type { TimelinessLine } from "../../wire/TimelinessLine";

const text = review.standing;

export function Standing() {
  const context = useContextOfLens();
  const { data, error, refetch } = useAsk("completeness", context, { rooms: ["results", "org"] });
  if (error) return <Refusal error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <p className="dz-faint" role="status">
        {review.loading}
      </p>
    );
  }
  if (data.forms.length === 0) return <EmptyState title={text.noForms} hint={text.noFormsHint} />;
  return (
    <div className="rv-standing">
      <Forms forms={data.forms} />
      <Matrix forms={data.forms} lines={data.matrix} />
      <Missing standing={data} />
      <Ranking lines={data.timeliness} />
    </div>
  );
}

function Forms({ forms }: { forms: readonly FormStandingView[] }) {
  const { columns } = text;
  return (
    <section className="dz-card rv-wide" aria-labelledby="rv-forms">
      <h2 id="rv-forms">{text.forms}</h2>
      <div className="rv-table-scroll">
        <table className="rv-table">
          <thead>
            <tr>
              <th scope="col">{columns.form}</th>
              <th scope="col">{columns.period}</th>
              <th scope="col">{columns.due}</th>
              <th scope="col">{columns.handedIn}</th>
              <th scope="col" className="dz-number">
                {columns.late}
              </th>
              <th scope="col" className="dz-number">
                {columns.accepted}
              </th>
              <th scope="col" className="dz-number">
                {columns.missing}
              </th>
            </tr>
          </thead>
          <tbody>
            {forms.map((form) => (
              <tr key={`${form.form} ${form.period}`} data-testid="standing-line">
                <th scope="row">{form.name}</th>
                <td>{form.period_label}</td>
                <td className="rv-due" data-overdue={form.overdue || undefined}>
                  {form.due} {form.overdue ? text.overdue : ""}
                </td>
                <td>
                  <span className="rv-share">
                    <RatioBar share={form.units > 0 ? form.handed_in / form.units : null} lamp="none" />
                    <span className="dz-number">{text.handedIn(form.handed_in, form.units)}</span>
                  </span>
                </td>
                <td className="dz-number">{form.late}</td>
                <td className="dz-number">{form.accepted}</td>
                <td className="dz-number">{form.missing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** As many units as come at once. */
const UNITS = 500;

function Matrix({ forms, lines }: { forms: readonly FormStandingView[]; lines: readonly MatrixLine[] }) {
  return (
    <section className="dz-card rv-wide" aria-labelledby="rv-matrix">
      <h2 id="rv-matrix">{text.matrix}</h2>
      <p className="dz-faint">{text.matrixHint}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, also by keyboard. */}
      <section className="rv-table-scroll rv-matrix" aria-label={text.matrix} tabIndex={0}>
        <table className="rv-table">
          <thead>
            <tr>
              <th scope="col">{text.missingColumns.unit}</th>
              {forms.map((form) => (
                <th scope="col" key={`${form.form} ${form.period}`}>
                  {form.name} <span className="dz-faint">{form.period_label}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.org_unit} data-testid="matrix-line">
                <th scope="row">{line.name}</th>
                {line.reports.map((report, at) => (
                  <td key={`${forms[at]?.form} ${forms[at]?.period}`} data-state={report?.state}>
                    {report ? report.word : <span className="dz-faint">{text.notAsked}</span>}
                    {report?.late ? <span className="rv-state rv-state-late">{text.lateMark}</span> : null}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {lines.length === UNITS ? <p className="dz-faint">{text.matrixMore(UNITS)}</p> : null}
    </section>
  );
}

function Missing({ standing: { missing, missing_total, message } }: { standing: Completeness }) {
  const copy = async () => {
    await navigator.clipboard.writeText(message);
    sayDone(text.copied);
  };
  useKeys(review.keysTitle, [{ keys: "C", label: review.keys.copy, run: () => message && void copy() }]);
  const { missingColumns: columns } = text;
  return (
    <section className="dz-card" aria-labelledby="rv-missing">
      <h2 id="rv-missing">
        {text.missing} <span className="dz-faint">{text.missingCount(missing_total)}</span>
      </h2>
      {missing.length === 0 ? (
        <p className="dz-second">{text.complete}</p>
      ) : (
        <>
          <h3>{text.message}</h3>
          <div className="rv-message">
            <p data-testid="reminder">{message}</p>
            <Button icon={<CopyOutlined />} onClick={() => void copy()} data-testid="copy-reminder">
              {text.copy} <kbd>C</kbd>
            </Button>
          </div>
          <table className="rv-table">
            <thead>
              <tr>
                <th scope="col">{columns.unit}</th>
                <th scope="col">{columns.forms}</th>
                <th scope="col">{columns.contacts}</th>
              </tr>
            </thead>
            <tbody>
              {missing.map((line) => (
                <tr key={line.org_unit}>
                  <th scope="row">{line.name}</th>
                  <td>{line.forms.join("、")}</td>
                  <td>
                    {line.contacts.length > 0 ? (
                      line.contacts.map((contact) => <Contact key={contact.id} contact={contact} />)
                    ) : (
                      <span className="dz-faint">{text.nobody}</span>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {missing_total > missing.length ? (
            <p className="dz-faint">{text.missingMore(missing.length)}</p>
          ) : null}
        </>
      )}
    </section>
  );
}

function Ranking({ lines }: { lines: readonly TimelinessLine[] }) {
  const { timelinessColumns: columns } = text;
  return (
    <section className="dz-card" aria-labelledby="rv-timeliness">
      <h2 id="rv-timeliness">{text.timeliness}</h2>
      <p className="dz-faint">{lines.length > 0 ? text.timelinessHint : text.noTimeliness}</p>
      {lines.length > 0 ? (
        <table className="rv-table">
          <thead>
            <tr>
              <th scope="col" className="dz-number">
                {columns.rank}
              </th>
              <th scope="col">{columns.unit}</th>
              <th scope="col">{columns.rate}</th>
              <th scope="col" className="dz-number">
                {columns.completeRate}
              </th>
              <th scope="col" className="dz-number">
                {columns.asked}
              </th>
              <th scope="col" className="dz-number">
                {columns.onTime}
              </th>
              <th scope="col" className="dz-number">
                {columns.late}
              </th>
              <th scope="col" className="dz-number">
                {columns.missing}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.org_unit}>
                <td className="dz-number">{line.rank}</td>
                <th scope="row">{line.name}</th>
                <td>
                  <span className="rv-share">
                    <RatioBar share={line.asked > 0 ? line.on_time / line.asked : null} lamp="none" />
                    <span className="dz-number">{line.rate}</span>
                  </span>
                </td>
                <td className="dz-number">{line.complete_rate}</td>
                <td className="dz-number">{line.asked}</td>
                <td className="dz-number">{line.on_time}</td>
                <td className="dz-number">{line.late}</td>
                <td className="dz-number">{line.missing}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}
