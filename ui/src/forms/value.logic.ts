// A quantity of a passage as it would be typed.
import { narrowed } from "../lib/number";
import type { QuantityView } from "../wire/QuantityView";

/** As typed for an indicator: with its own unit unless it is the indicator's. */
export function valueText(quantity: QuantityView, uom: string): string {
  return uom === "" || narrowed(quantity.uom) === narrowed(uom)
    ? quantity.value
    : `${quantity.value}${quantity.uom}`;
}
