// A document that replaces an earlier one: which passages changed and what hangs on them; what did not change is hung on
// the newer version at once, what changed is adopted anew.
import { Button } from "antd";
import { useState } from "react";
import { SidePane } from "../../parts/SidePane";
import { StatusMark } from "../../parts/StatusMark";
import { useAsk, useTell } from "../../state/ask";
import { useLens } from "../../state/lens";
import { sayDone } from "../../state/notices";
import { hashOf } from "../../state/route";
import { versions as text } from "../../text/documents";
import type { DocumentView } from "../../wire/DocumentView";
import type { PassageChangeView } from "../../wire/PassageChangeView";

export function Versions({ view: { line, replaces, replaced_by } }: { view: DocumentView }) {
  const asOf = useLens((lens) => lens.asOf);
  const [open, setOpen] = useState(false);
  const { data: changes } = useAsk(
    "document_changes",
    { document: line.id, as_of: asOf },
    { rooms: ["documents", "targets"], enabled: replaces !== null },
  );
  if (!replaces && !replaced_by) return null;
  const hanging = changes ?? [];
  const changed = hanging.filter(({ change }) => change !== "same").length;
  return (
    <div className="dz-versions">
      {replaced_by ? (
        <p>
          {text.replacedBy}
          <a href={hashOf({ room: "documents", path: [replaced_by.id] })}>{replaced_by.title}</a>
        </p>
      ) : null}
      {replaces ? (
        <p>
          {text.replaces}
          <a href={hashOf({ room: "documents", path: [replaces.id] })}>{replaces.title}</a>
          {changes ? <span>{text.summary(hanging.length, changed)}</span> : null}
          {hanging.length > 0 ? (
            <Button size="small" onClick={() => setOpen(true)} data-testid="changes">
              {text.look}
            </Button>
          ) : null}
        </p>
      ) : null}
      {open ? <ChangesPane document={line.id} changes={hanging} onClose={() => setOpen(false)} /> : null}
    </div>
  );
}

interface ChangesPaneProps {
  document: string;
  changes: readonly PassageChangeView[];
  onClose(): void;
}

function ChangesPane({ document, changes, onClose }: ChangesPaneProps) {
  const same = changes.filter(({ change }) => change === "same").length;
  const carry = useTell("carry_over", { onDone: () => sayDone(text.carried) });
  return (
    <SidePane title={text.title} onClose={onClose}>
      {same > 0 ? (
        <div className="dz-decision">
          <p>{text.carryAsk(same)}</p>
          <div className="dz-reason-ways">
            <Button
              type="primary"
              loading={carry.isPending}
              onClick={() => carry.mutate({ document })}
              data-testid="carry-over"
            >
              {text.carry}
            </Button>
          </div>
        </div>
      ) : null}
      <ul className="dz-changes">
        {changes.map((change) => (
          <li
            key={`${change.start}-${change.end}`}
            className="dz-change"
            data-change={change.change}
            data-testid="change"
          >
            <p className="dz-card-kind">
              <b>{text.changes[change.change] ?? change.change}</b>
            </p>
            <p className="dz-change-before">
              <a
                href={hashOf({
                  room: "documents",
                  path: [change.document],
                  query: { at: `${change.start}-${change.end}` },
                })}
              >
                {text.before}
              </a>
              <q>{change.quote}</q>
            </p>
            {change.now && change.now_quote && change.change !== "same" ? (
              <p className="dz-change-now">
                <a
                  href={hashOf({
                    room: "documents",
                    path: [change.now.document],
                    query: { at: `${change.now.start}-${change.now.end}` },
                  })}
                >
                  {text.now}
                </a>
                <q>{change.now_quote}</q>
              </p>
            ) : null}
            <ul>
              {change.refs.map((ref) => (
                <li key={ref.id} className="dz-change-ref">
                  {ref.kind === "target" ? (
                    <a href={hashOf({ room: "targets", path: [ref.id] })}>{ref.name}</a>
                  ) : (
                    ref.name
                  )}
                  <span className="dz-second">{ref.summary}</span>
                  {ref.status ? <StatusMark status={ref.status} /> : null}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
    </SidePane>
  );
}
