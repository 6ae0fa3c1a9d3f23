// Indicators as the catalogue tells them, for hosts in memory.
import type { IndicatorView } from "../wire/IndicatorView";
import type { UsualRules } from "../wire/UsualRules";

type Named = Pick<IndicatorView, "id" | "name" | "uom">;

/** An indicator that adds up over the year, with what is said of it otherwise. */
export function indicatorView(indicator: Named & Partial<IndicatorView>): IndicatorView {
  return {
    definition: null,
    decimals: 0,
    accumulation: "ytd",
    direction: "up",
    time_rule: "last",
    place_rule: "sum",
    numerator: null,
    denominator: null,
    weight: null,
    authority: "own",
    programme: null,
    programme_path: [],
    continues: null,
    uses: 0,
    ...indicator,
  };
}

const PLACES = ["sum", "ratio_of_sums", "weighted_mean", "max", "min", "count", "none"];
const TIMES = ["sum", "last", "mean", "max", "min"];

const rules = (accumulation: string, time: string, place: string, times: string[], places: string[]) => ({
  accumulation,
  time_rule: time,
  place_rule: place,
  time_rules: times,
  place_rules: places,
});

export const usualRules: UsualRules[] = [
  rules("since_start", "last", "sum", ["last"], PLACES),
  rules("ytd", "last", "sum", ["last"], PLACES),
  rules("period_flow", "sum", "sum", TIMES, PLACES),
  rules("stock", "last", "sum", TIMES.slice(1), PLACES),
  rules("ratio", "last", "none", TIMES.slice(1), PLACES.slice(1)),
  rules("qualitative", "last", "none", ["last"], PLACES),
];
