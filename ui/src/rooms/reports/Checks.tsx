// Before you issue: what is wrong or open, each with the way to it; the rules behind judging words; the files.
import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  InfoCircleOutlined,
  WarningOutlined,
} from "@ant-design/icons";
import { hashOf } from "../../state/route";
import { sentenceOf } from "../../text/errors";
import { reports as text } from "../../text/reports";
import type { BulletinView } from "../../wire/BulletinView";
import type { ProblemView } from "../../wire/ProblemView";
import { FIELDS } from "./draft.logic";
import { fieldId } from "./Settings";

const ICONS = { error: CloseCircleOutlined, query: WarningOutlined, hint: InfoCircleOutlined };
const ORDER = ["error", "query", "hint"];

export function Checks({ view, onField }: { view: BulletinView; onField(): void }) {
  const checks = view.checks.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const rules = view.blocks.flatMap((block) => (block.type === "paragraph" ? block.rules : []));
  return (
    <>
      <h2>
        {text.checks}
        {checks.length > 0 ? <span className="dz-faint">{text.checkCount(checks.length)}</span> : null}
      </h2>
      {checks.length === 0 ? (
        <p className="dz-report-clear">
          <CheckCircleOutlined aria-hidden /> {text.checksNone}
        </p>
      ) : (
        <ul className="dz-report-checks" data-testid="checks">
          {checks.map((check) => (
            <Check key={`${check.code} ${check.place}`} check={check} onField={onField} />
          ))}
        </ul>
      )}
      {rules.length > 0 ? (
        <>
          <h2>{text.rulesTitle}</h2>
          <p className="dz-faint">{text.rulesHint}</p>
          <ol className="dz-report-rules">
            {rules.map((rule, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: rules are numbered by their order.
              <li key={index}>{rule}</li>
            ))}
          </ol>
        </>
      ) : null}
    </>
  );
}

function Check({ check, onField }: { check: ProblemView; onField(): void }) {
  const { what, todo } = sentenceOf(check.code, check);
  const severity = check.severity === "error" || check.severity === "query" ? check.severity : "hint";
  const Icon = ICONS[severity];
  return (
    <li data-severity={severity}>
      <Icon aria-hidden />
      <div>
        <b>{text.severities[severity]}</b> {what}
        {todo ? <span className="dz-second">{todo}</span> : null}
        <Way place={check.place} onField={onField} />
      </div>
    </li>
  );
}

/** What the place of a check about a sentence begins with. */
const SENTENCE = "sentence:";

/** To the field that lacks something, or to the target that is in doubt. */
function Way({ place, onField }: { place: string; onField(): void }) {
  if (place === "") return null;
  if (FIELDS.some((name) => name === place)) {
    return (
      <button
        type="button"
        className="dz-plain dz-report-way"
        onClick={() => {
          onField();
          // The field may first have to be brought into sight.
          requestAnimationFrame(() => document.getElementById(fieldId(place))?.focus());
        }}
      >
        {text.toField}
      </button>
    );
  }
  if (place.startsWith(SENTENCE)) {
    const key = place.slice(SENTENCE.length);
    const mark = () =>
      [...document.querySelectorAll<HTMLElement>(".dz-paper [data-sentence]")].find(
        ({ dataset }) => dataset.sentence === key,
      );
    return (
      <button type="button" className="dz-plain dz-report-way" onClick={() => mark()?.focus()}>
        {text.toSentence}
      </button>
    );
  }
  const [target = "", unit] = place.split("@");
  return (
    <a className="dz-report-way" href={hashOf({ room: "targets", path: [target], query: { unit } })}>
      {text.toTarget}
    </a>
  );
}
