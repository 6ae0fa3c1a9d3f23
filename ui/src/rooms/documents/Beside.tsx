// What stands beside the text: the cards of its statements, or the figures that disagree with others.
import { OneOf } from "../../parts/OneOf";
import { deck as deckText, differing, documents as text } from "../../text/documents";
import type { DiscrepancyView } from "../../wire/DiscrepancyView";
import { Deck } from "./Deck";
import { Discrepancies } from "./Discrepancies";
import { reachOf } from "./discrepancies.logic";
import type { Deck as Cards } from "./useDeck";

export type Tab = "statements" | "discrepancies";

export interface BesideProps {
  tab: Tab;
  onTab(tab: Tab): void;
  deck: Cards;
  isReading: boolean;
  discrepancies: readonly DiscrepancyView[];
  /** The document that is open. */
  here: string;
  /** The discrepancy whose card is open. */
  open: string | null;
  onOpen(found: DiscrepancyView): void;
}

export function Beside({ tab, onTab, deck, isReading, discrepancies, here, open, onOpen }: BesideProps) {
  const waiting = discrepancies.filter((found) => reachOf(found) === "open").length;
  return (
    <section className="dz-deck" aria-label={deckText.title} data-pane={deckText.title}>
      {discrepancies.length > 0 ? (
        <OneOf
          block
          className="dz-deck-tabs"
          aria-label={text.tabs}
          value={tab}
          onChange={onTab}
          options={[
            { value: "statements", label: deckText.title },
            { value: "discrepancies", label: `${differing.title} ${waiting}` },
          ]}
        />
      ) : null}
      {tab === "statements" ? (
        <Deck deck={deck} isReading={isReading} />
      ) : (
        <Discrepancies found={discrepancies} here={here} open={open} onOpen={onOpen} />
      )}
    </section>
  );
}
