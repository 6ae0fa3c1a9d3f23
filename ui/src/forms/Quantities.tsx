// The quantities found in a passage, as buttons that fill them in.
import { Button } from "antd";
import { targetForm as text } from "../text/target-form";
import type { QuantityView } from "../wire/QuantityView";

export interface QuantitiesProps {
  quantities: readonly QuantityView[];
  onTake(quantity: QuantityView): void;
}

export function Quantities({ quantities, onTake }: QuantitiesProps) {
  if (quantities.length < 2) return null;
  return (
    <div className="dz-form-wide dz-quantities">
      <span className="dz-faint">{text.quantities}</span>
      {quantities.map((quantity, index) => (
        <Button
          // biome-ignore lint/suspicious/noArrayIndexKey: the same words may stand twice.
          key={index}
          size="small"
          aria-label={text.takeQuantity(quantity.text)}
          onClick={() => onTake(quantity)}
        >
          {quantity.text}
        </Button>
      ))}
    </div>
  );
}
