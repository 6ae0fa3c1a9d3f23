// The steps that may be taken, each with its key: of the report on screen, or of those selected. 退回 asks why first.
import { Button } from "antd";
import { useState } from "react";
import { useKeys } from "../../state/keys";
import { StepReason } from "../../steps/StepReason";
import { review as text } from "../../text/review";
import type { ReviewLine } from "../../wire/ReviewLine";
import { isHere } from "./focus";
import { type Offer, offersOf, type Taking } from "./review.logic";

export interface StepBarProps {
  lines: readonly ReviewLine[];
  /** They were selected: the buttons say how many. */
  many: boolean;
  /** The reason to begin with. */
  draft: string;
  pending: boolean;
  onTake: Taking;
  onClear(): void;
}

export function StepBar({ lines, many, draft, pending, onTake, onClear }: StepBarProps) {
  const [asking, setAsking] = useState<Offer | null>(null);
  const offers = offersOf(lines);
  const labelOf = ({ step, lines: able }: Offer) => (many ? text.onMany(step.word, able.length) : step.word);

  const press = (keys: Offer["keys"]) => {
    const offer = offers.find((offered) => offered.keys === keys);
    if (!offer || pending || asking) return;
    if (offer.step.needs_reason) setAsking(offer);
    else onTake(offer, "");
  };
  useKeys(text.keysTitle, [
    { keys: "A", label: text.keys.forward, run: () => press("A"), where: isHere },
    { keys: "S", label: text.keys.receive, run: () => press("S"), where: isHere },
    { keys: "R", label: text.keys.back, run: () => press("R"), where: isHere },
    ...(many ? [{ keys: "Escape", run: onClear, where: isHere }] : []),
  ]);

  return (
    <section className="rv-steps" aria-label={text.steps}>
      {asking ? (
        <StepReason
          step={asking.step}
          label={labelOf(asking)}
          draft={draft}
          pending={pending}
          onTake={(reason) => onTake(asking, reason, () => setAsking(null))}
          onClose={() => setAsking(null)}
        />
      ) : (
        <div className="rv-steps-ways">
          {many ? (
            <Button type="text" onClick={onClear}>
              {text.selected(lines.length)} · {text.selectNone} <kbd>Esc</kbd>
            </Button>
          ) : null}
          <span className="dz-faint rv-steps-hint">{offers.length > 0 ? text.hint : text.noSteps}</span>
          {offers.toReversed().map((offer) => (
            <Button
              key={offer.step.step}
              type={offer.keys === "A" ? "primary" : "default"}
              loading={pending && offer.keys === "A"}
              disabled={pending}
              data-testid={`step-${offer.step.step}`}
              onClick={() => press(offer.keys)}
            >
              {labelOf(offer)} <kbd>{offer.keys}</kbd>
            </Button>
          ))}
        </div>
      )}
    </section>
  );
}
