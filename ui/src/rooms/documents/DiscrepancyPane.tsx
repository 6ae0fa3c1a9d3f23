// Figures that were held against each other, their sentences side by side: what should be there, what is there, and the
// decision about it with its reason. Nothing in the documents is changed by it.
import { Alert, Button, Input, Radio } from "antd";
import { type KeyboardEvent, useId, useState } from "react";
import { problemsOf, sentenceOfProblem } from "../../forms/problems";
import { SidePane } from "../../parts/SidePane";
import { useTell } from "../../state/ask";
import { sayDone, sayRefused } from "../../state/notices";
import { hashOf } from "../../state/route";
import { differing as text } from "../../text/documents";
import type { DiscrepancyView } from "../../wire/DiscrepancyView";
import type { SideView } from "../../wire/SideView";
import { ClassMark } from "./Discrepancies";
import { type Choice, choiceOf, decideRequest, namesOf, weightOf } from "./discrepancies.logic";
import { Emphasised } from "./Emphasised";

export interface DiscrepancyPaneProps {
  found: DiscrepancyView;
  /** The document that is open. */
  here: string;
  onClose(): void;
}

/** Characters of a sentence shown on either side of its figure. */
const AROUND = 90;

/** Of two figures for one thing neither is what should be there. */
const WITHOUT_EXPECTED = ["contradiction", "definition", "same_name"];

export function DiscrepancyPane({ found, here, onClose }: DiscrepancyPaneProps) {
  const { sides, difference } = found;
  const names = namesOf(found);
  const isComputed = !WITHOUT_EXPECTED.includes(found.class);
  const [expected, there] = isComputed ? [found.expected, found.found] : [null, null];
  return (
    <SidePane
      label={text.classes[found.class] ?? found.class}
      title={<ClassMark found={found} />}
      subtitle={text.rules[found.rule]}
      onClose={onClose}
    >
      <div className="dz-sides" data-count={Math.min(sides.length, 3)}>
        {sides.map((side) => (
          <Side
            key={`${side.document} ${side.start}`}
            side={side}
            here={here}
            isAccepted={side.statement !== null && side.statement === found.accepted}
          />
        ))}
      </div>
      {expected || there || difference ? (
        <dl className="dz-sides-check">
          {expected ? <Fact word={text.expected} value={expected} /> : null}
          {there ? <Fact word={text.there} value={there} /> : null}
          {difference ? <Fact word={text.difference} value={difference} /> : null}
        </dl>
      ) : null}
      {names ? <SameName a={names[0].name} b={names[1].name} onDone={onClose} /> : null}
      {!names && weightOf(found) !== "fits" ? <Decision found={found} here={here} /> : null}
    </SidePane>
  );
}

function Fact({ word, value }: { word: string; value: string }) {
  return (
    <div>
      <dt className="dz-faint">{word}</dt>
      <dd>{value}</dd>
    </div>
  );
}

function Side({ side, here, isAccepted }: { side: SideView; here: string; isAccepted: boolean }) {
  const query = { at: `${side.start}-${side.end}` };
  return (
    <figure className="dz-side-of" data-accepted={isAccepted || undefined}>
      <p className="dz-side-value">
        {side.value}
        {isAccepted ? <span className="dz-card-new">{text.accepted}</span> : null}
      </p>
      <p className="dz-second">{[side.name, side.scope, side.time].filter(Boolean).join(" · ")}</p>
      <blockquote>
        <Emphasised of={side} most={AROUND} />
      </blockquote>
      <figcaption>
        <a href={hashOf({ room: "documents", path: [side.document], query })}>
          {side.document === here ? text.here : side.title}
        </a>
      </figcaption>
    </figure>
  );
}

function Decision({ found, here }: { found: DiscrepancyView; here: string }) {
  const field = useId();
  const [choice, setChoice] = useState<Choice | null>(choiceOf(found));
  const [reason, setReason] = useState(found.reason ?? "");
  const [said, setSaid] = useState<readonly string[]>([]);
  const decide = useTell("decide_discrepancy", {
    onDone: () => sayDone(text.decided),
    onError: (thrown) => {
      const problems = problemsOf(thrown);
      if (problems.length === 0) sayRefused(thrown);
      setSaid(problems.map(sentenceOfProblem));
    },
  });
  const withdraw = useTell("decide_discrepancy", { onDone: () => sayDone(text.withdrawn) });
  const sides = found.sides.filter(({ statement }) => statement !== null);

  const send = () => {
    if (decide.isPending) return;
    if (!choice) return setSaid([text.needsChoice]);
    setSaid([]);
    decide.mutate(decideRequest(found, choice, reason));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !event.ctrlKey) return;
    event.preventDefault();
    send();
  };

  return (
    <form
      className="dz-decision"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
      onKeyDown={onKeyDown}
    >
      {said.length > 0 ? <Alert type="error" role="alert" title={said.join("")} /> : null}
      <Radio.Group
        aria-label={text.choose}
        value={choice === "both_hold" ? choice : choice?.accepted}
        onChange={({ target }) =>
          setChoice(target.value === "both_hold" ? "both_hold" : { accepted: target.value })
        }
        className="dz-decision-choices"
        options={[
          ...sides.map(({ statement, value, document, title }) => ({
            value: statement as string,
            label: text.take(value, document === here ? text.here : title),
          })),
          { value: "both_hold", label: text.bothHold },
        ]}
      />
      <label htmlFor={field}>{text.reason}</label>
      <Input.TextArea
        id={field}
        autoSize={{ minRows: 2, maxRows: 5 }}
        value={reason}
        placeholder={text.reasonHint}
        onChange={(event) => setReason(event.target.value)}
      />
      <div className="dz-reason-ways">
        {found.verdict ? (
          <Button
            loading={withdraw.isPending}
            onClick={() => withdraw.mutate({ key: found.key, verdict: null, accepted: null, reason: "" })}
          >
            {text.withdraw}
          </Button>
        ) : null}
        <Button type="primary" htmlType="submit" loading={decide.isPending} data-testid="decide">
          {text.decide} <kbd>Ctrl+Enter</kbd>
        </Button>
      </div>
    </form>
  );
}

/** One thing under two names: said once, it holds for every document. */
function SameName({ a, b, onDone }: { a: string; b: string; onDone(): void }) {
  const tell = useTell("same_name", {
    onDone: () => {
      sayDone(text.saidSame);
      onDone();
    },
  });
  return (
    <div className="dz-decision">
      <p>{text.sameAsk(a, b)}</p>
      <div className="dz-reason-ways">
        <Button
          type="primary"
          loading={tell.isPending}
          onClick={() => tell.mutate({ a, b, same: true })}
          data-testid="same-name"
        >
          {text.same}
        </Button>
      </div>
    </div>
  );
}
