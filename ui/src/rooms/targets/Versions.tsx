// The versions of a target: from when to when each judges, what changed, why and by whom, and how it judged on the last of
// its days. A slip is mended where it stands; a version can be taken back.
import { Button } from "antd";
import { useState } from "react";
import { Reason } from "../../forms/Reason";
import { asOfName, dayName, momentName } from "../../lib/period";
import { StatusMark } from "../../parts/StatusMark";
import { useTell } from "../../state/ask";
import { useLedger } from "../../state/ledger";
import { useLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { goQuery } from "../../state/route";
import { targets } from "../../text/targets";
import type { TargetDetail } from "../../wire/TargetDetail";
import type { TargetVersionView } from "../../wire/TargetVersionView";
import { versionInAddress } from "./edit.logic";

const text = targets.record;

export function Versions({ detail }: { detail: TargetDetail }) {
  const { target } = detail.line;
  return (
    <ol className="tg-history">
      {detail.versions.map((version) => (
        <li key={`${version.valid_from}-${version.time}`} data-standing={version.standing}>
          <Version target={target} version={version} only={detail.versions.length === 1} />
        </li>
      ))}
    </ol>
  );
}

interface VersionProps {
  target: string;
  version: TargetVersionView;
  only: boolean;
}

function Version({ target, version, only }: VersionProps) {
  const { valid_from, until, goal, standing, changes, judged } = version;
  const stands = standing === "in_force" || standing === "earlier" || standing === "later";
  const days = [
    valid_from ? text.versionFrom(dayName(valid_from)) : text.versionFirst,
    until ? text.versionUntil(dayName(until)) : "",
  ];
  return (
    <>
      <p>
        <span className="tg-op">{days.join("")}</span>
        <b>{goal}</b>
        <span className="tg-tag" data-standing={standing}>
          {text.standings[standing] ?? standing}
        </span>
      </p>
      {changes.map(({ field, before, after }) => (
        <p key={field} className="tg-small">
          {text.changed(text.fields[field] ?? field, before, after)}
        </p>
      ))}
      <p className="tg-small dz-second">
        {version.operation} · {version.author} · <time>{momentName(version.time)}</time>
      </p>
      {version.reason ? (
        <p className="tg-small">
          {text.reason}：{version.reason}
        </p>
      ) : null}
      {judged ? <Judged judged={judged} /> : null}
      {stands ? <Ways target={target} version={version} only={only} /> : null}
    </>
  );
}

/** As it was judged then, and the way to see everything as of that day. */
function Judged({ judged }: { judged: NonNullable<TargetVersionView["judged"]> }) {
  const { asOf, setAsOf } = useLens();
  const { rate, status, as_of } = judged;
  return (
    <p className="tg-small tg-judged" title={text.judgedHint}>
      {text.judged(asOfName(as_of), rate ? `${rate.text}${rate.uom}` : "")}
      <StatusMark status={status} />
      {as_of === asOf ? null : (
        <button type="button" className="dz-plain tg-link" onClick={() => setAsOf(as_of)}>
          {text.seeThen}
        </button>
      )}
    </p>
  );
}

function Ways({ target, version, only }: VersionProps) {
  const [asking, setAsking] = useState(false);
  const readOnly = useLedger().ledger?.read_only ?? false;
  const retract = useTell("retract_version", {
    onDone: () => sayDone(targets.edit.versionRetracted),
  });
  if (readOnly) return null;
  if (asking) {
    return (
      <Reason
        required
        words={targets.edit.retractVersionWords}
        onClose={() => setAsking(false)}
        onSend={(reason) => {
          setAsking(false);
          retract.mutate({ target, valid_from: version.valid_from, reason });
        }}
      />
    );
  }
  return (
    <p className="tg-ways">
      <Button
        size="small"
        onClick={() => goQuery({ edit: "correct", version: versionInAddress(version.valid_from) })}
      >
        {text.correct}
      </Button>
      {only ? null : (
        <Button size="small" onClick={() => setAsking(true)}>
          {text.retract}
        </Button>
      )}
    </p>
  );
}
