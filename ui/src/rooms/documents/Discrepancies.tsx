// Beside the text: figures that disagree with others of this or another document, and those that were held against
// others and fit. Each opens as a card with its sentences side by side.

import { useState } from "react";
import { EmptyState } from "../../parts/EmptyState";
import { OneOf } from "../../parts/OneOf";
import { useKeys } from "../../state/keys";
import { differing as text } from "../../text/documents";
import type { DiscrepancyView } from "../../wire/DiscrepancyView";
import { type Reach, reachOf, weightOf } from "./discrepancies.logic";

export interface DiscrepanciesProps {
  found: readonly DiscrepancyView[];
  /** The document that is open. */
  here: string;
  /** The one whose card is open. */
  open: string | null;
  onOpen(found: DiscrepancyView): void;
}

const REACHES = ["open", "decided", "fits"] as const;

export function Discrepancies({ found, here, open, onOpen }: DiscrepanciesProps) {
  const [reach, setReach] = useState<Reach>("open");
  const of = (wanted: Reach) => found.filter((one) => reachOf(one) === wanted);
  const shown = of(reach);

  const step = (by: 1 | -1) => {
    const at = shown.findIndex(({ key }) => key === open);
    const next = shown[at < 0 ? 0 : Math.max(0, Math.min(at + by, shown.length - 1))];
    if (next) onOpen(next);
  };
  useKeys(text.title, [
    { keys: "J", label: text.keys.next, run: () => step(1) },
    { keys: "K", label: text.keys.previous, run: () => step(-1) },
  ]);

  return (
    <>
      <header className="dz-deck-head">
        <OneOf
          block
          size="small"
          aria-label={text.filter}
          value={reach}
          onChange={setReach}
          options={REACHES.map((value) => ({ value, label: `${text.reaches[value]} ${of(value).length}` }))}
        />
      </header>
      {shown.length === 0 ? (
        <EmptyState title={text.none[reach]} hint={text.noneHint} />
      ) : (
        <ul className="dz-deck-cards dz-differing">
          {shown.map((one) => (
            <li key={one.key}>
              <button
                type="button"
                className="dz-plain dz-card dz-differing-card"
                data-weight={weightOf(one)}
                data-active={one.key === open || undefined}
                aria-expanded={one.key === open}
                data-testid="discrepancy"
                onClick={() => onOpen(one)}
              >
                <span className="dz-card-kind">
                  <ClassMark found={one} />
                  <span className="dz-card-standing">
                    {one.verdict ? text.verdicts[one.verdict] : text.rules[one.rule]}
                  </span>
                </span>
                <span className="dz-card-name">{one.sides[0]?.name}</span>
                {one.sides.map((side) => (
                  <span key={`${side.document} ${side.start}`} className="dz-differing-side">
                    <span className="dz-differing-value">{side.value}</span>
                    <span className="dz-clip">{side.document === here ? text.here : side.title}</span>
                  </span>
                ))}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** Word and shape of a class. */
export function ClassMark({ found }: { found: DiscrepancyView }) {
  const weight = weightOf(found);
  return (
    <span className="dz-class" data-weight={weight}>
      <span aria-hidden="true">{text.shapes[weight]}</span> {text.classes[found.class] ?? found.class}
    </span>
  );
}
