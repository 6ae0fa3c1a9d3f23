// Addresses, cells, times and the strip of a target's drawer.
import { describe, expect, it } from "vitest";
import {
  cellOf,
  coverageRows,
  isZero,
  momentName,
  passagePlace,
  segmentsOf,
  spaced,
  tabOf,
  tabsOf,
} from "./detail.logic";
import { coverage, coverageDetail, detail, sewage } from "./fixtures";

describe("tabs", () => {
  it("offers the breakdown also where there is none, but coverage only where there is one", () => {
    expect(tabsOf(detail(sewage, { allocation: null }))).toEqual(["state", "shares", "record", "how"]);
    expect(tabsOf(coverageDetail)).toEqual(["state", "coverage", "record", "how"]);
  });

  it.each([
    ["how", "how"],
    ["coverage", "state"],
    [undefined, "state"],
  ])("%s opens %s", (value, tab) => expect(tabOf(value, tabsOf(detail()))).toBe(tab));
});

describe("cellOf", () => {
  it("reads the key of a reported cell", () => {
    expect(cellOf("i-1|ytd|u-bt|2022-06")).toEqual({
      indicator: "i-1",
      measure: "ytd",
      org_unit: "u-bt",
      period: "2022-06",
    });
  });
  it.each([undefined, "", "a|b|c", "a|b|c|d|e", "a||c|d"])("%s is none", (key) =>
    expect(cellOf(key)).toBeNull(),
  );
});

it("leads to the passage in its document", () => {
  expect(passagePlace({ document: "d-002", title: "", start: 12, end: 40, quote: "" })).toEqual({
    room: "documents",
    path: ["d-002"],
    query: { at: "12-40" },
  });
});

it("writes a moment in local time and leaves other words alone", () => {
  const local = new Date(2022, 6, 3, 16, 4).toISOString();
  expect(momentName(local)).toBe("2022-07-03 16:04");
  expect(momentName("2022年7月3日")).toBe("2022年7月3日");
});

it("knows an exact zero, and that missing is none", () => {
  expect(isZero({ value: "0.000000", text: "0", uom: "个" })).toBe(true);
  expect(isZero({ value: "0.04", text: "0", uom: "个" })).toBe(false);
  expect(isZero(null)).toBe(false);
});

describe("coverage", () => {
  it("draws the three states over the whole population", () => {
    const segments = segmentsOf(coverage);
    expect(segments.map(({ state, count }) => [state, count])).toEqual([
      ["met", 371],
      ["below", 142],
      ["not_reported", 14],
    ]);
    expect(segments.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(100, 6);
  });

  it("leaves out a state nobody has, and stands an empty population", () => {
    expect(segmentsOf({ ...coverage, met: 0, below: 0, not_reported: 0, population: 0 })).toEqual([]);
  });

  it("filters by state and name and keeps the order", () => {
    expect(coverageRows(coverage.units, "not_reported", "")).toHaveLength(14);
    expect(coverageRows(coverage.units, "", "东沟").map((unit) => unit.state)).toEqual([
      "below",
      "below",
      "below",
      "below",
    ]);
  });
});

it("gives the months up to the deadline their place, without figures", () => {
  const point = (day: string) => ({
    day,
    label: day,
    actual: "1",
    plan: null,
    forecast: null,
    low: null,
    high: null,
  });
  const days = (from: string, to: string) => spaced([point(from), point(to)]).map(({ day }) => day);
  expect(days("2022-05-31", "2022-06-30")).toEqual(["2022-05-31", "2022-06-30"]);
  expect(days("2022-10-31", "2023-01-31")).toEqual(["2022-10-31", "2022-11-30", "2022-12-31", "2023-01-31"]);
  expect(days("2022-06-15", "2022-08-20"), "an odd day keeps its month").toEqual([
    "2022-06-15",
    "2022-07-31",
    "2022-08-20",
  ]);
  expect(spaced([point("2022-10-31"), point("2022-12-31")])[1]).toMatchObject({
    label: "11月",
    actual: null,
  });
  expect(spaced([point("2021-12-31"), point("2022-01-31")]).map(({ label }) => label)).toEqual([
    "21年12月",
    "22年1月",
  ]);
});
