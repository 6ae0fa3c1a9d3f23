// The conclusion in pieces, the filters, the axis of the ranking.
import { describe, expect, it } from "vitest";
import { fig } from "../../test/wire";
import type { TargetLine } from "../../wire/TargetLine";
import { lines, longRanking, ranking, view } from "./fixtures";
import {
  axisEnd,
  lineKey,
  missingOf,
  piecesOf,
  rankedRows,
  shareOf,
  shownLines,
  toggled,
  unrankedGroups,
} from "./overview.logic";

describe("piecesOf", () => {
  it("loses no character, and no line begins with the sign after a count", () => {
    for (const runs of [view.sentence, view.comparison, []]) {
      const pieces = piecesOf(runs);
      const whole = runs.map(({ text }) => text).join("");
      expect(pieces.map(({ run, after }) => `${run.text}${after}`).join("")).toBe(whole);
      for (const { run, after } of pieces) {
        expect(run.figure === null && /^[、，；。]/.test(run.text), `${run.text}${after}`).toBe(false);
      }
    }
    expect(piecesOf(view.sentence).flatMap(({ run }) => run.status ?? [])).toEqual([
      "exceeded,done",
      "on_track",
      "behind,far_behind,not_started",
      "overdue",
      "no_report",
    ]);
  });
});

describe("filters", () => {
  it.each([
    [null, "behind", "behind"],
    ["behind", "done", "behind,done"],
    ["behind,done", "behind", "done"],
    ["behind", "behind", null],
  ])("%s, click %s → %s", (before, code, after) => expect(toggled(before, code)).toBe(after));

  it("shows without a filter what needs action: red, yellow, 未报 and conflicts, in the ledger's order", () => {
    const shown = shownLines(lines, []);
    expect(shown.map((line) => line.status.code)).toEqual([
      "overdue",
      "far_behind",
      "far_behind",
      "far_behind",
      "not_started",
      "behind",
      "behind",
      "no_report",
      "no_report",
    ]);
    expect(new Set(shown.map(lineKey)).size).toBe(shown.length);
  });

  it("shows with a filter exactly those statuses, also harmless ones", () => {
    expect(shownLines(lines, ["done", "unscheduled"]).map((line) => line.target)).toEqual([
      "t-brand",
      "t-jobs",
    ]);
  });
});

describe("the axis of the ranking", () => {
  it("ends at the whole while nobody passed it", () => {
    expect(axisEnd(ranking.longest, ranking.schedule)).toBe(1);
  });

  it("grows with rates beyond 100 %, which are never cut", () => {
    const { longest, rows, schedule } = longRanking(40);
    expect(rows[0]?.rate?.text).toBe("131.0");
    expect(axisEnd(longest, schedule)).toBe(1.4);
  });

  it.each([
    [fig("50.0", "%"), 0.5],
    [fig("1234.5", "%", "1,234.5"), 12.345],
    [fig("-12.5", "%", "−12.5"), -0.125],
    [null, null],
  ])("%o is the share %s", (figure, share) => expect(shareOf(figure)).toBe(share));
});

describe("units", () => {
  it("keeps 未报 and 无任务 apart from the ranked", () => {
    expect(rankedRows(ranking.rows)).toHaveLength(10);
    expect(unrankedGroups(ranking.rows).map((group) => group.map((row) => row.org_unit.name))).toEqual([
      ["乌兰察布市"],
      ["阿拉善盟"],
    ]);
  });

  it("says how many are missing beside those that are named", () => {
    const missing = (not_reported: string[], missing: number) =>
      missingOf({ ...(lines[0] as TargetLine), not_reported, missing });
    expect(missing(["甲", "乙"], 31_000)).toEqual({ names: "甲、乙", more: 30_998 });
    expect(missing(["甲", "乙"], 2)).toEqual({ names: "甲、乙", more: 0 });
  });
});
