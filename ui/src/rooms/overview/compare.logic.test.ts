// Two days side by side: what counts as a change.
import { describe, expect, it } from "vitest";
import { change, fig, line, status } from "../../test/wire";
import { isChanged, monthBefore } from "./compare.logic";

const sewage = line("t1", "治理污水的村数", "on_track", { actual: fig("213", "个") });

describe("a line", () => {
  it("is changed where the figure, the goal or the status is another, and not otherwise", () => {
    const changed = (more: Partial<typeof sewage>) => isChanged(change(sewage, { ...sewage, ...more }));
    expect(changed({})).toBe(false);
    expect(changed({ behind_for: 4, marks: ["更正"] })).toBe(false);
    expect(changed({ actual: fig("214", "个") })).toBe(true);
    expect(changed({ goal: "≥ 500 个" })).toBe(true);
    expect(changed({ status: status("done") })).toBe(true);
    expect(isChanged(change(null, sewage))).toBe(true);
    expect(isChanged(change(sewage, null))).toBe(true);
  });
});

it.each([
  ["2022-06-30", "2022-05-31"],
  ["2022-01-15", "2021-12-31"],
  ["2024-03-31", "2024-02-29"],
])("the month before %s ends on %s", (day, before) => expect(monthBefore(day)).toBe(before));
