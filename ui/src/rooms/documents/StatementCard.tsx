// One statement of the text as a card: what it says, what it would become, what is lacking; the current one shows what
// can be done with it, and on demand how it was read.
import { Button } from "antd";
import { memo } from "react";
import { sentenceOfProblem } from "../../forms/problems";
import { Reason } from "../../forms/Reason";
import { StatusMark } from "../../parts/StatusMark";
import { deck as text } from "../../text/documents";
import { ruleWord } from "../../text/documents-rules";
import { type Card, lacksOf } from "./cards.logic";
import { choose, point, useReading } from "./reading";
import type { Asked, CardActions } from "./useDeck";

export interface StatementCardProps {
  card: Card;
  active: boolean;
  pointed: boolean;
  selected: boolean;
  /** Whether Tab reaches it. */
  tabStop: boolean;
  asked: Asked["about"] | null;
  explained: boolean;
  actions: CardActions;
}

export const StatementCard = memo(function StatementCard(props: StatementCardProps) {
  const { card, active, pointed, selected, tabStop, asked, explained, actions } = props;
  const { kind, standing, quote, name, summary, made, statement } = card;
  const indicator = kind === "target" ? statement?.target.draft.indicator : statement?.outcome.indicator;
  const isNew = !made && indicator?.type === "new";

  return (
    <tr
      className="dz-card"
      aria-selected={selected}
      aria-current={active || undefined}
      tabIndex={tabStop ? 0 : -1}
      data-pane-focus={tabStop || undefined}
      data-kind={kind}
      data-standing={standing}
      data-active={active || undefined}
      data-pointed={pointed || undefined}
      data-testid="statement-card"
      onClick={(event) => {
        if (event.target instanceof Element && event.target.closest("button, form, a")) return;
        if (event.ctrlKey || event.metaKey) actions.toggle(card);
        else actions.show(card);
      }}
      onDoubleClick={() => actions.edit(card)}
      onFocus={() => {
        if (useReading.getState().active === null) choose(card.key);
      }}
      onPointerEnter={() => point(card.key)}
      onPointerLeave={() => point(null)}
    >
      <td className="dz-card-cell">
        <p className="dz-card-kind">
          <span className="dz-card-as">{text.kinds[kind]}</span>
          {isNew ? <span className="dz-card-new">{text.newIndicator}</span> : null}
          <span className="dz-card-standing">
            {made?.status ? <StatusMark status={made.status} /> : text.standings[standing]}
          </span>
          {selected ? <span className="dz-card-selected">{text.isSelected}</span> : null}
        </p>
        <p className="dz-card-name">{name}</p>
        <p className="dz-card-summary">{summary}</p>
        <p className="dz-card-quote">{quote}</p>
        {standing === "open" ? <Lacks card={card} /> : null}
        {standing === "rejected" && statement?.reason ? (
          <p className="dz-card-lack">{text.because(statement.reason)}</p>
        ) : null}
        {asked ? (
          <Reason
            words={text.reasons[asked]}
            required={asked === "retract"}
            onSend={(words) => actions.reason(card, words)}
            onClose={() => actions.reason(card, null)}
          />
        ) : active ? (
          <Ways card={card} explained={explained} actions={actions} />
        ) : null}
        {explained && statement ? (
          <ul className="dz-card-rules" aria-label={text.explain}>
            {statement.rules.map((rule) => (
              <li key={rule}>{ruleWord(rule)}</li>
            ))}
          </ul>
        ) : null}
      </td>
    </tr>
  );
});

function Lacks({ card }: { card: Card }) {
  return lacksOf(card).map((problem) => (
    <p key={`${problem.code} ${problem.place}`} className="dz-card-lack" data-severity={problem.severity}>
      <b>{problem.severity === "error" ? text.lacks : text.look}</b>
      {sentenceOfProblem(problem)}
    </p>
  ));
}

function Ways({ card, explained, actions }: { card: Card; explained: boolean; actions: CardActions }) {
  const { made, standing, statement } = card;
  const lacks = lacksOf(card);
  const lacking = lacks.length > 0;
  const take = lacks.some(({ severity }) => severity === "error") ? text.complete : text.check;
  return (
    <div className="dz-card-ways">
      {made ? (
        made.kind === "target" ? (
          <Button size="small" onClick={() => actions.take(card)}>
            {text.openTarget} <kbd>Enter</kbd>
          </Button>
        ) : null
      ) : (
        <>
          <Button size="small" type="primary" onClick={() => actions.take(card)} data-testid="card-take">
            {lacking ? take : text.take} <kbd>Enter</kbd>
          </Button>
          {lacking ? null : (
            <Button size="small" onClick={() => actions.edit(card)}>
              {text.edit} <kbd>E</kbd>
            </Button>
          )}
        </>
      )}
      <Button size="small" onClick={() => actions.reject(card)}>
        {made ? text.retract : standing === "rejected" ? text.reopen : text.reject} <kbd>X</kbd>
      </Button>
      {statement && statement.rules.length > 0 ? (
        <button
          type="button"
          className="dz-plain dz-card-explain"
          aria-expanded={explained}
          onClick={() => actions.explain(card)}
        >
          {text.explain} <kbd>?</kbd>
        </button>
      ) : null}
    </div>
  );
}
