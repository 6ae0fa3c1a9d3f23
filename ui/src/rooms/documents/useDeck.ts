// What can be done with the cards of a document: which are shown, which one is the current, which are selected, and
// adopting, rejecting and taking up again, one or many at once. After each step the next undecided card is the current.
import { type RefObject, useMemo, useRef, useState } from "react";
import { useTell } from "../../state/ask";
import { useKept } from "../../state/kept";
import { type Key, useKeys } from "../../state/keys";
import { sayDone } from "../../state/notices";
import { go } from "../../state/route";
import { deck as text } from "../../text/documents";
import {
  between,
  type Card,
  type Counts,
  countsOf,
  draftItem,
  EVERYTHING,
  type Filter,
  lacksOf,
  nextOpen,
  ofSentence,
  shownOf,
  sorted,
  stepped,
} from "./cards.logic";
import type { ReadText } from "./reader.logic";
import { choose, useReading } from "./reading";

/** A card about which a reason is asked, and what for. */
export interface Asked {
  key: string;
  about: "retract" | "reject";
}

/** What a card's own buttons and the pointer do. */
export interface CardActions {
  show(card: Card): void;
  take(card: Card): void;
  edit(card: Card): void;
  reject(card: Card): void;
  explain(card: Card): void;
  toggle(card: Card): void;
  /** With the reason that was asked for; without one, the question is withdrawn. */
  reason(card: Card, reason: string | null): void;
}

export interface Deck {
  filter: Filter;
  setFilter(filter: Filter): void;
  onlyInView: boolean;
  setOnlyInView(only: boolean): void;
  counts: Counts;
  shown: readonly Card[];
  selected: ReadonlySet<string>;
  asked: Asked | null;
  explained: string | null;
  /** Selected cards that were not adopted because something is lacking. */
  stayed: readonly Card[];
  forgetStayed(): void;
  actions: CardActions;
  takeSelected(): void;
  rejectSelected(): void;
  clear(): void;
  /** Whether the focus belongs to the cards: the pane gives it to the current one. */
  focused: RefObject<boolean>;
}

export interface DeckOptions {
  /** Whether the keys are the cards': not while something else is shown in their place. */
  enabled: boolean;
  document: string;
  read: ReadText;
  cards: readonly Card[];
  /** Shows the card's passage in the text. */
  onShow(card: Card): void;
  onEdit(card: Card): void;
}

const NONE: ReadonlySet<string> = new Set();

const isOpen = ({ standing }: Card) => standing === "open";

export function useDeck({ enabled, document, read, cards, onShow, onEdit }: DeckOptions): Deck {
  const active = useReading((reading) => reading.active);
  const [onlyInView, setOnlyInView] = useKept("documents.inView", false);
  const view = useReading((reading) => (onlyInView ? reading.view : null));
  const [filter, setFilter] = useKept<Filter>("documents.cards", EVERYTHING);
  const [selected, setSelected] = useState<ReadonlySet<string>>(NONE);
  const [anchor, setAnchor] = useState<string | null>(null);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [explained, setExplained] = useState<string | null>(null);
  const [stayed, setStayed] = useState<readonly string[]>([]);
  const focused = useRef(false);

  const shown = useMemo(() => shownOf(cards, filter, view, active), [cards, filter, view, active]);
  const counts = useMemo(() => countsOf(cards, filter), [cards, filter]);
  const current = cards.find(({ key }) => key === active);
  const chosen = cards.filter(({ key }) => selected.has(key));

  const show = (card: Card) => {
    choose(card.key);
    onShow(card);
  };
  const clear = () => {
    setSelected(NONE);
    setAnchor(null);
  };
  const moveOn = (dealt: readonly Card[]) => {
    const next = nextOpen(shown, new Set(dealt.map(({ key }) => key)));
    if (next) show(next);
  };

  const adopting = useTell("adopt");
  const judging = useTell("judge_statements");
  const retracting = useTell("retract");
  const isBusy = adopting.isPending || judging.isPending || retracting.isPending;

  const adopt = (which: readonly Card[]) => {
    const { ready, stay } = sorted(which);
    const items = ready.flatMap((card) => draftItem(card) ?? []);
    const leave = () => {
      setSelected(new Set(stay.map(({ key }) => key)));
      setStayed(stay.map(({ key }) => key));
    };
    if (items.length === 0) {
      leave();
      return;
    }
    adopting.mutate(
      { items },
      {
        onSuccess: () => {
          sayDone(
            ready.length === 1 && ready[0] ? text.adopted(ready[0].name) : text.adoptedMany(ready.length),
          );
          leave();
          moveOn(ready);
        },
      },
    );
  };
  const judge = (which: readonly Card[], rejected: boolean, reason = "") => {
    const statements = which.flatMap(({ statement }) => statement?.key ?? []);
    if (statements.length === 0) return;
    judging.mutate(
      { document, statements, rejected, reason },
      {
        onSuccess: () => {
          const [first] = which;
          const name = which.length === 1 && first ? first.name : text.several(which.length);
          sayDone(rejected ? text.rejected(name) : text.reopened(name));
          clear();
          if (rejected) moveOn(which);
        },
      },
    );
  };

  const take = (card: Card) => {
    if (isBusy) return;
    if (card.made) {
      if (card.made.kind === "target") go({ room: "targets", path: [card.made.id] });
      else show(card);
    } else if (lacksOf(card).length > 0) onEdit(card);
    else adopt([card]);
  };
  const edit = (card: Card) => (card.made ? take(card) : onEdit(card));
  const reject = (card: Card) => {
    if (isBusy) return;
    if (card.standing === "adopted") setAsked({ key: card.key, about: "retract" });
    else judge([card], card.standing === "open");
  };
  const reason = (card: Card, words: string | null) => {
    setAsked(null);
    focused.current = true;
    if (words === null) return;
    if (asked?.about === "reject") judge([card], true, words);
    else if (card.made) {
      const { kind, id } = card.made;
      retracting.mutate({ kind, id, reason: words }, { onSuccess: () => sayDone(text.retracted(card.name)) });
    }
  };
  const toggle = ({ key }: Card) => {
    setAnchor(key);
    setSelected(
      selected.has(key) ? new Set([...selected].filter((one) => one !== key)) : new Set([...selected, key]),
    );
  };
  const step = (by: 1 | -1, extend = false) => {
    const next = stepped(shown, active, useReading.getState().view, by);
    if (!next) return;
    focused.current = true;
    if (extend && active) {
      const from = anchor ?? active;
      setAnchor(from);
      setSelected(new Set(between(shown, from, next.key).map(({ key }) => key)));
    } else setAnchor(null);
    show(next);
  };
  const explain = ({ key }: Card) => setExplained(explained === key ? null : key);
  const takeSelected = () => !isBusy && adopt(chosen);
  const rejectSelected = () => {
    if (!isBusy) judge(chosen.filter(isOpen), true);
  };

  // The keys work in the reader too; only those that press buttons elsewhere need the focus on a card.
  const withCurrent = (run: (card: Card) => void) => () => (current ? run(current) : step(1));
  const onCard = (focus: EventTarget | null) =>
    focus instanceof HTMLElement && focus.matches("[data-testid=statement-card]");
  const keys: Key[] = [
    { keys: "J", label: text.keys.next, run: () => step(1) },
    { keys: "K", label: text.keys.previous, run: () => step(-1) },
    { keys: "ArrowDown", run: () => step(1), where: onCard },
    { keys: "ArrowUp", run: () => step(-1), where: onCard },
    {
      keys: "Enter",
      label: text.keys.take,
      run: () => (selected.size > 0 ? takeSelected() : withCurrent(take)()),
      where: onCard,
    },
    { keys: "E", label: text.keys.edit, run: withCurrent(edit) },
    {
      keys: "X",
      label: text.keys.reject,
      run: () => (selected.size > 0 ? rejectSelected() : withCurrent(reject)()),
    },
    {
      keys: "Shift+X",
      label: text.keys.rejectWhy,
      run: withCurrent((card) => setAsked({ key: card.key, about: card.made ? "retract" : "reject" })),
    },
    {
      keys: "A",
      label: text.keys.sentence,
      run: withCurrent((card) => adopt(ofSentence(cards, read, card).filter(isOpen))),
    },
    { keys: "Space", label: text.keys.select, run: withCurrent(toggle), where: onCard },
    { keys: "Shift+J", label: text.keys.extend, run: () => step(1, true) },
    { keys: "Shift+K", run: () => step(-1, true) },
    { keys: "Shift+ArrowDown", run: () => step(1, true), where: onCard },
    { keys: "Shift+ArrowUp", run: () => step(-1, true), where: onCard },
    {
      keys: "Ctrl+A",
      label: text.keys.selectAll,
      run: () => setSelected(new Set(shown.filter(isOpen).map(({ key }) => key))),
      where: onCard,
    },
    { keys: "Escape", run: clear, where: (focus) => selected.size > 0 && onCard(focus) },
    { keys: "?", label: text.keys.explain, run: withCurrent(explain) },
  ];
  useKeys(text.keysTitle, enabled ? keys : []);

  const latest = useRef<CardActions>(null as never);
  latest.current = { show, take, edit, reject, explain, toggle, reason };
  const actions = useMemo(
    (): CardActions => ({
      show: (card) => latest.current.show(card),
      take: (card) => latest.current.take(card),
      edit: (card) => latest.current.edit(card),
      reject: (card) => latest.current.reject(card),
      explain: (card) => latest.current.explain(card),
      toggle: (card) => latest.current.toggle(card),
      reason: (card, words) => latest.current.reason(card, words),
    }),
    [],
  );

  return {
    filter,
    setFilter,
    onlyInView,
    setOnlyInView,
    counts,
    shown,
    selected,
    asked,
    explained,
    stayed: cards.filter(({ key, made }) => stayed.includes(key) && !made),
    forgetStayed: () => setStayed([]),
    actions,
    takeSelected,
    rejectSelected,
    clear,
    focused,
  };
}
