// Before you issue: what is wrong or open, each with the way to it; the rules behind judging words; the files.
import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  InfoCircleOutlined,
  WarningOutlined,
} from "@ant-design/icons";
import { type Destination, hashOf } from "../../state/route";
import { sentenceOf } from "../../text/errors";
import { reports as text } from "../../text/reports";
import type { BulletinView } from "../../wire/BulletinView";
import type { ProblemView } from "../../wire/ProblemView";
import { FIELDS, fieldId } from "./draft.logic";

const ICONS = { error: CloseCircleOutlined, query: WarningOutlined, hint: InfoCircleOutlined };
const ORDER = ["error", "query", "hint"];

interface ChecksProps extends Omit<WayProps, "place"> {
  view: BulletinView;
}

export function Checks({ view, ...ways }: ChecksProps) {
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
            <Check key={`${check.code} ${check.place}`} check={check} {...ways} />
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

function Check({ check, ...ways }: { check: ProblemView } & Omit<WayProps, "place">) {
  const { what, todo } = sentenceOf(check.code, check);
  const severity = check.severity === "error" || check.severity === "query" ? check.severity : "hint";
  const Icon = ICONS[severity];
  return (
    <li data-severity={severity}>
      <Icon aria-hidden />
      <div>
        <b>{text.severities[severity]}</b> {what}
        {todo ? <span className="dz-second">{todo}</span> : null}
        <Way place={check.place} {...ways} />
      </div>
    </li>
  );
}

/** What else of the settings a check may be about. */
const SETTINGS: readonly string[] = [...FIELDS, "targets", "paper"];

interface WayProps {
  place: string;
  /** The settings come into sight. */
  onField(): void;
  /** The pages do. */
  onPages(): void;
}

/** To the field that lacks something, the sentence or sign on the pages, the sheet, the units that did not report, or the target in doubt. */
function Way({ place, onField, onPages }: WayProps) {
  const [kind = "", rest = ""] = split(place, ":");
  if (place === "") return null;
  if (SETTINGS.includes(place)) {
    const toField = () => {
      onField();
      whenSeen(() => document.getElementById(fieldId(place)))((field) => field.focus());
    };
    return <Jump label={place === "targets" ? text.toTargets : text.toField} onJump={toField} />;
  }
  if (place === "standing") {
    return <Link label={text.toStanding} to={{ room: "review", query: { view: "standing" } }} />;
  }
  if (kind === "sentence") {
    const toSentence = () => {
      onPages();
      whenSeen(() => sentenceOn(rest))((sentence) => sentence.focus());
    };
    return <Jump label={text.toSentence} onJump={toSentence} />;
  }
  if (kind === "sign") {
    const toSign = () => {
      onPages();
      whenSeen(() => holderOf(rest))((holder) => holder.scrollIntoView({ block: "center" }));
    };
    return <Jump label={text.toSign} onJump={toSign} />;
  }
  if (kind === "form") {
    const [form = "", period = ""] = split(rest, "@");
    return (
      <Link label={text.toForm} to={{ room: "results", path: [form], query: { period, checks: "1" } }} />
    );
  }
  const [target = "", unit] = place.split("@");
  return <Link label={text.toTarget} to={{ room: "targets", path: [target], query: { unit } }} />;
}

function Jump({ label, onJump }: { label: string; onJump(): void }) {
  return (
    <button type="button" className="dz-plain dz-report-way" onClick={onJump}>
      {label}
    </button>
  );
}

function Link({ label, to }: { label: string; to: Destination }) {
  return (
    <a className="dz-report-way" href={hashOf(to)}>
      {label}
    </a>
  );
}

/** The two parts around the first mark. */
function split(text: string, mark: string): readonly [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + mark.length)];
}

/** What is looked for may first have to be brought into sight. */
function whenSeen(find: () => HTMLElement | null | undefined) {
  return (act: (found: HTMLElement) => void) =>
    requestAnimationFrame(() => {
      const found = find();
      if (found) act(found);
    });
}

function sentenceOn(key: string): HTMLElement | undefined {
  const sentences = document.querySelectorAll<HTMLElement>(".dz-paper [data-sentence]");
  return [...sentences].find(({ dataset }) => dataset.sentence === key);
}

/** The innermost thing on the pages that holds a sign. */
function holderOf(sign: string): HTMLElement | undefined {
  const holds = [...document.querySelectorAll<HTMLElement>(".dz-paper *")];
  return holds.findLast((element) => element.textContent?.includes(sign));
}
