// Beside the text: the cards of its statements, a grid of one column in which the arrow keys move. Above them what is
// shown, below them the keys; what was selected and could not be adopted is told with the reason.

import { Alert, Button, Checkbox } from "antd";
import { type FocusEvent, useLayoutEffect, useRef } from "react";
import { sentenceOfProblem } from "../../forms/problems";
import { EmptyState } from "../../parts/EmptyState";
import { OneOf } from "../../parts/OneOf";
import { deck as text } from "../../text/documents";
import { type Card, lacksOf } from "./cards.logic";
import { useReading } from "./reading";
import { StatementCard } from "./StatementCard";
import type { Deck as Cards } from "./useDeck";

export function Deck({ deck, isReading }: { deck: Cards; isReading: boolean }) {
  const active = useReading((reading) => reading.active);
  const pointed = useReading((reading) => reading.pointed);
  const { shown, counts, filter, selected, stayed, actions } = deck;
  const grid = useRef<HTMLTableElement>(null);
  const tabStop = shown.some(({ key }) => key === active) ? active : shown[0]?.key;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list may have taken the focused card away.
  useLayoutEffect(() => {
    const row = grid.current?.querySelector<HTMLElement>("[data-active]");
    row?.scrollIntoView?.({ block: "nearest" });
    const focus = document.activeElement;
    const isOurs = focus === null || focus === document.body || grid.current?.contains(focus);
    if (deck.focused.current && isOurs && row && !row.contains(focus)) row.focus({ preventScroll: true });
  }, [active, shown, deck.asked]);

  const onBlur = ({ relatedTarget, currentTarget }: FocusEvent) => {
    // To nowhere: the card that had the focus has gone, the current one takes it.
    if (relatedTarget && !currentTarget.contains(relatedTarget as Node)) deck.focused.current = false;
  };

  return (
    <>
      <header className="dz-deck-head">
        <OneOf
          block
          size="small"
          aria-label={text.standing}
          value={filter.standing}
          onChange={(standing) => deck.setFilter({ ...filter, standing })}
          options={(["all", "open", "adopted", "rejected"] as const).map((value) => ({
            value,
            label: `${text.standings[value]} ${counts.standing[value]}`,
          }))}
        />
        <div className="dz-deck-kinds">
          <OneOf
            size="small"
            aria-label={text.kind}
            value={filter.kind}
            onChange={(kind) => deck.setFilter({ ...filter, kind })}
            options={(["all", "target", "outcome"] as const).map((value) => ({
              value,
              label: value === "all" ? text.bothKinds : `${text.kinds[value]} ${counts.kind[value]}`,
            }))}
          />
          <Checkbox checked={deck.onlyInView} onChange={({ target }) => deck.setOnlyInView(target.checked)}>
            {text.onlyInView}
          </Checkbox>
        </div>
      </header>
      {stayed.length > 0 ? <Stayed cards={stayed} deck={deck} /> : null}
      {shown.length === 0 ? (
        <None deck={deck} isReading={isReading} />
      ) : (
        <table
          ref={grid}
          className="dz-deck-cards"
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: its rows are chosen with the arrow keys.
          role="grid"
          aria-label={text.title}
          aria-multiselectable="true"
          onFocus={() => {
            deck.focused.current = true;
          }}
          onBlur={onBlur}
        >
          <tbody>
            {shown.map((card) => (
              <StatementCard
                key={card.key}
                card={card}
                active={card.key === active}
                pointed={card.key === pointed}
                selected={selected.has(card.key)}
                tabStop={card.key === tabStop}
                asked={deck.asked?.key === card.key ? deck.asked.about : null}
                explained={deck.explained === card.key}
                actions={actions}
              />
            ))}
          </tbody>
        </table>
      )}
      <Foot deck={deck} />
    </>
  );
}

function None({ deck: { counts, filter }, isReading }: { deck: Cards; isReading: boolean }) {
  if (isReading) {
    return (
      <p className="dz-faint dz-deck-none" role="status">
        {text.reading}
      </p>
    );
  }
  const isEmpty = counts.standing.all === 0 && filter.kind === "all";
  return isEmpty ? (
    <EmptyState title={text.none} hint={text.noneHint} />
  ) : (
    <p className="dz-faint dz-deck-none">{text.noneShown}</p>
  );
}

function Stayed({ cards, deck }: { cards: readonly Card[]; deck: Cards }) {
  return (
    <Alert
      type="warning"
      className="dz-deck-stayed"
      role="status"
      closable={{ onClose: deck.forgetStayed, "aria-label": text.close }}
      title={text.stayed(cards.length)}
      description={
        <ul>
          {cards.map((card) => (
            <li key={card.key}>
              <button type="button" className="dz-plain dz-link" onClick={() => deck.actions.show(card)}>
                {card.name}
              </button>
              {`：${lacksOf(card).map(sentenceOfProblem).join("")}`}
            </li>
          ))}
        </ul>
      }
    />
  );
}

function Foot({ deck }: { deck: Cards }) {
  const { selected } = deck;
  if (selected.size > 0) {
    return (
      <footer className="dz-deck-foot" data-selecting>
        <span role="status">{text.selected(selected.size)}</span>
        <Button size="small" type="primary" onClick={deck.takeSelected}>
          {text.takeSelected} <kbd>Enter</kbd>
        </Button>
        <Button size="small" onClick={deck.rejectSelected}>
          {text.reject} <kbd>X</kbd>
        </Button>
        <Button size="small" type="text" onClick={deck.clear}>
          {text.clear}
        </Button>
      </footer>
    );
  }
  return (
    <footer className="dz-deck-foot dz-faint">
      {text.foot.map(([keys, word]) => (
        <span key={keys}>
          <kbd>{keys}</kbd> {word}
        </span>
      ))}
    </footer>
  );
}
