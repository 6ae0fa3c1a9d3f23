// Two days side by side: joined by target and unit, and what counts as a change.
import { describe, expect, it } from "vitest";
import { fig, line, status } from "../../test/wire";
import { monthBefore, pairsOf } from "./compare.logic";

const sewage = line("t1", "治理污水的村数", "on_track", { actual: fig("213", "个") });
const roads = line("t2", "硬化街巷里程", "behind", { actual: fig("3", "公里") });

describe("pairs", () => {
  it("join what is the same target of the same unit, in the order of the later day", () => {
    const pairs = pairsOf([sewage, roads], [roads, { ...sewage, org_unit: "u-other" }]);
    expect(pairs.map(({ before, now }) => [before?.target ?? null, now?.target ?? null])).toEqual([
      ["t2", "t2"],
      [null, "t1"],
      ["t1", null],
    ]);
  });

  it("are changed where the figure, the goal or the status is another, and not otherwise", () => {
    const changed = (more: Partial<typeof sewage>) =>
      pairsOf([sewage], [{ ...sewage, ...more }])[0]?.isChanged;
    expect(changed({})).toBe(false);
    expect(changed({ behind_for: 4, marks: ["更正"] })).toBe(false);
    expect(changed({ actual: fig("214", "个") })).toBe(true);
    expect(changed({ goal: "≥ 500 个" })).toBe(true);
    expect(changed({ status: status("done") })).toBe(true);
    expect(pairsOf([], [sewage])[0]?.isChanged).toBe(true);
  });
});

it.each([
  ["2022-06-30", "2022-05-31"],
  ["2022-01-15", "2021-12-31"],
  ["2024-03-31", "2024-02-29"],
])("the month before %s ends on %s", (day, before) => expect(monthBefore(day)).toBe(before));
