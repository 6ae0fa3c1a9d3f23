// Addresses, cells and the strip of a target's drawer.
import { describe, expect, it } from "vitest";
import { cellOf, isZero, passagePlace, segmentsOf, tabOf, tabsOf } from "./detail.logic";
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
});
