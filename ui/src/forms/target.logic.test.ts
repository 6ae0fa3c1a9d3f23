// A draft of a target through the form and back, the fields a kind asks for, the days of a plan.

import { describe, expect, it } from "vitest";
import { indicatorView } from "../dev/indicator";
import type { IndicatorView } from "../wire/IndicatorView";
import type { TargetDraft } from "../wire/TargetDraft";
import { fieldOf } from "./places";
import {
  asks,
  asksSchedule,
  comparatorOf,
  pastedPlan,
  planDays,
  targetDraftOf,
  targetFormFields,
} from "./target.logic";
import { valueText } from "./value.logic";

const known: IndicatorView = indicatorView({ id: "i1", name: "改厕户数", uom: "户" });

const draft = (more: Partial<TargetDraft> = {}): TargetDraft => ({
  indicator: { type: "existing", id: "i1" },
  org_unit: "u0",
  kind: "level",
  comparator: "gte",
  value: "400",
  value2: null,
  tolerance: null,
  baseline: null,
  baseline_period: null,
  change_by: null,
  growth: null,
  rising: false,
  from: "2022-01-01",
  deadline: "2022-12-31",
  recurrence: null,
  completion_rule: "ratio",
  schedule: { code: "calendar_month", points: [], weights: [] },
  coverage: null,
  strength: "plan",
  binding: "general",
  programme: null,
  responsible: null,
  own: false,
  note: null,
  ...more,
});

const rule = {
  indicator: null,
  comparator: "between",
  threshold: "3",
  threshold2: "5",
  attribute: null,
  by_attribute: [],
  found: null,
  level: "village",
  units: [],
  population: "527",
};
const zones = {
  ...rule,
  comparator: "gte",
  threshold: "",
  threshold2: null,
  attribute: "zone",
  by_attribute: [
    { value: "农区", text: "200" },
    { value: "牧区", text: "150" },
  ],
  units: ["u1", "u2"],
};
const season = ["0", "0", "1", "4", "3", "0", "0", "0", "1", "1", "0", "0"];

describe("a draft", () => {
  it.each<[string, Partial<TargetDraft>]>([
    ["level", {}],
    ["range", { kind: "range", comparator: "between", value: "3", value2: "5" }],
    ["approx", { kind: "approx", comparator: "approx", tolerance: "5%" }],
    ["change", { kind: "change", baseline: "12", baseline_period: "2021" }],
    ["a multiple", { kind: "change", value: "2", baseline: "12", change_by: "multiple" }],
    ["a mean growth", { kind: "growth", value: "7%", growth: "annual_mean", baseline: "12", rising: true }],
    ["what is found", { kind: "coverage", coverage: { ...rule, threshold: "", found: "i2" } }],
    ["a level from its baseline", { completion_rule: "from_baseline", baseline: "12" }],
    ["coverage", { kind: "coverage", value: "100%", coverage: rule }],
    ["coverage by attribute", { kind: "coverage", value: "100%", coverage: zones }],
    ["deliverable", { kind: "deliverable", comparator: "done", value: null }],
    ["a plan", { schedule: { code: "curve", points: [{ day: "2022-06-30", text: "80" }], weights: [] } }],
    ["a season", { schedule: { code: "seasonal", points: [], weights: season } }],
    ["the rest", { programme: "p", note: "口径", recurrence: "year", own: true, responsible: "县农牧局" }],
  ])("comes back from the form as it was: %s", (_, more) => {
    expect(targetDraftOf(targetFormFields(draft(more), [known]))).toEqual(draft(more));
  });

  it("leaves out what the kind does not ask for, and sets the comparator it leaves no choice of", () => {
    const fields = targetFormFields(draft({ value: "3", tolerance: "5%" }), [known]);
    const sent = targetDraftOf({ ...fields, target: { ...fields.target, kind: "deliverable" } });
    expect(sent).toMatchObject({ value: null, tolerance: null, comparator: "done" });
  });
});

describe("a kind", () => {
  it.each<[string, string, string]>([
    ["range", "gte", "between"],
    ["level", "between", "gte"],
    ["level", "no_event", "gte"],
    ["level", "lte", "lte"],
    ["level", "eq", "eq"],
  ])("to %s from %s: %s", (kind, before, after) => expect(comparatorOf(kind, before)).toBe(after));

  it("asks for a baseline where the rate starts from one, and for a plan where the figure grows", () => {
    const of = (kind: string, completion_rule: string) => ({ kind, completion_rule, baseline: "" });
    expect(asks(of("level", "ratio"), "baseline")).toBe(false);
    expect(asks(of("level", "from_baseline"), "baseline")).toBe(true);
    expect(asks(of("change", "usual"), "baseline")).toBe(true);
    expect(asksSchedule(of("level", "usual"), "ytd")).toBe(true);
    expect(asksSchedule(of("level", "usual"), "stock")).toBe(false);
    expect(asksSchedule(of("coverage", "usual"), "ytd")).toBe(false);
  });
});

describe("a plan", () => {
  it.each<[string, string, Record<string, string>, string[]]>([
    ["2022-10-01", "2022-12-31", {}, ["2022-10-31", "2022-11-30", "2022-12-31"]],
    ["2022-11-15", "2022-12-20", {}, ["2022-11-30", "2022-12-20"]],
    ["2022-12-01", "2022-12-31", { "2022-12-10": "5", "2022-12-11": " " }, ["2022-12-10", "2022-12-31"]],
    ["2024-02-01", "2024-02-29", {}, ["2024-02-29"]],
    ["", "", {}, []],
  ])("from %s to %s has these days", (from, deadline, points, days) =>
    expect(planDays(from, deadline, points)).toEqual(days),
  );

  it("of many years has as many days as can be typed", () => {
    expect(planDays("2021-01-01", "2025-12-31", {})).toHaveLength(20);
    expect(planDays("2021-01-01", "2035-12-31", {})).toHaveLength(15);
    expect(planDays("", "2022-12-31", {}), "without a beginning: the deadline's year").toHaveLength(12);
  });

  it("takes a pasted column, with names in front or without, and a pasted row", () => {
    const days = ["a", "b", "c"];
    expect(pastedPlan([["10"], ["20 "]], days, 1)).toEqual({ b: "10", c: "20" });
    const named = [
      ["1月", "10"],
      ["2月", "20"],
    ];
    expect(pastedPlan(named, days, 0)).toEqual({ a: "10", b: "20" });
    expect(pastedPlan([["1", "2", "3", "4"]], days, 0)).toEqual({ a: "1", b: "2", c: "3" });
  });
});

describe("what is typed and what is wrong with it", () => {
  it("sends the unit along where it is not the indicator's", () => {
    const quantity = (value: string, uom: string) => ({
      text: "",
      value,
      uom,
      comparator: "gte",
      qualifier: "=",
    });
    expect(valueText(quantity("31.6", "万户"), "户")).toBe("31.6万户");
    expect(valueText(quantity("55", "％"), "%")).toBe("55");
    expect(valueText(quantity("55", "％"), "")).toBe("55");
  });

  it.each<[string, string, string]>([
    ["value", "target", "target.value"],
    ["3.value", "outcome", "outcome.value"],
    ["0.indicator", "target", "indicator.name"],
    ["0.coverage", "target", "target.coverage.threshold"],
    ["0.coverage.threshold", "target", "target.coverage.threshold"],
    ["schedule", "target", "target.schedule.points"],
    ["org_unit", "outcome", "org_unit"],
    ["reason", "target", "reason"],
    ["row 3", "target", ""],
  ])("%s of a %s belongs to %s", (place, under, field) => {
    const shown = [
      "org_unit",
      "reason",
      "indicator.name",
      "target.value",
      "target.schedule.code",
      "target.schedule.points",
      "target.coverage.threshold",
      "outcome.value",
    ];
    expect(fieldOf({ code: "x", place, severity: "error", detail: [] }, under, shown)).toBe(field);
  });

  it("an existing indicator has its problems at the choice", () => {
    const problem = { code: "indicator.unknown", place: "0.indicator", severity: "error", detail: [] };
    expect(fieldOf(problem, "target", ["indicator.id"])).toBe("indicator.id");
  });
});
