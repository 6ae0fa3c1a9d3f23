// Filtering the tree, and what an address points at in it.
import { describe, expect, it } from "vitest";
import { bigTree, tree } from "./fixtures";
import {
  activeKey,
  branchKeys,
  firstOpen,
  keyOf,
  linesOf,
  NO_FILTER,
  neighbour,
  rowsOf,
  statusesIn,
} from "./tree.logic";

const all = rowsOf(tree, NO_FILTER);
const names = (text: string, statuses: string[] = []) =>
  linesOf(rowsOf(tree, { ...NO_FILTER, text, statuses })).map((line) => line.target);

describe("rows", () => {
  it("keeps every target, and makes one row of an indicator with one target", () => {
    expect(linesOf(all)).toHaveLength(14);
    expect(all[0]?.children?.[0]?.children?.map((row) => [row.name, row.kind])).toEqual([
      ["开展生活污水治理的行政村", "target"],
      ["建立垃圾收运处置体系的嘎查村（新增）", "target"],
      ["规划建设卫生厕所", "target"],
    ]);
  });

  it("keeps an indicator with two targets as a branch", () => {
    const tiers = all[1]?.children?.find((row) => row.kind === "indicator");
    expect(tiers?.children?.map((row) => row.line?.target)).toEqual(["t-tier5", "t-tier10"]);
    expect(all[1]?.targets).toBe(5);
  });

  it.each([
    ["污水", ["t-sewage"]],
    ["住房和城乡", ["t-garbage"]],
    ["人居环境", ["t-sewage", "t-garbage", "t-toilet"]],
    ["沧州", ["t-teachers"]],
    ["没有这个", []],
  ])("text %s", (text, expected) => expect(names(text)).toEqual(expected));

  it("joins text and status", () => {
    expect(names("人居环境", ["overdue", "behind"])).toEqual(["t-garbage"]);
    expect(names("", ["no_report"])).toEqual(["t-elite"]);
  });

  it("shows only one indicator when asked", () => {
    expect(linesOf(rowsOf(tree, { ...NO_FILTER, indicator: "i-t-funds" }))).toHaveLength(1);
  });

  it("shows an empty programme, but not under a filter", () => {
    const empty = [
      { key: "programme:x", kind: "programme", name: "新方案", hint: null, line: null, children: [] },
    ];
    expect(rowsOf(empty, NO_FILTER)).toHaveLength(1);
    expect(rowsOf(empty, { ...NO_FILTER, statuses: ["done"] })).toHaveLength(0);
  });

  it("offers only statuses that occur, in the order of the list", () => {
    expect(statusesIn(linesOf(all)).map(({ code }) => code)).toEqual([
      "exceeded",
      "done",
      "on_track",
      "behind",
      "far_behind",
      "overdue",
      "not_started",
      "unscheduled",
      "not_due",
      "no_report",
    ]);
  });
});

describe("what is open", () => {
  it("opens a county's tree whole and a long one to its programmes", () => {
    expect(firstOpen(all)).toEqual(branchKeys(all));
    const big = rowsOf(bigTree(400), NO_FILTER);
    expect(firstOpen(big)).toHaveLength(20);
  });
});

describe("addresses", () => {
  it("finds the row of a target, with or without its unit", () => {
    expect(activeKey(all, "t-income", undefined)).toBe("target:t-income@u-bt");
    expect(activeKey(all, "t-income", "u-bt")).toBe("target:t-income@u-bt");
    expect(activeKey(all, "t-income", "u-other")).toBeNull();
    expect(activeKey(all, undefined, undefined)).toBeNull();
  });

  it("walks to the next and the one before, and stays at the ends", () => {
    expect(neighbour(all, keyOf("t-sewage", "u-nmg"), 1)?.target).toBe("t-garbage");
    expect(neighbour(all, keyOf("t-sewage", "u-nmg"), -1)?.target).toBe("t-sewage");
    expect(neighbour(all, keyOf("t-pilot", "u-nmg"), 1)?.target).toBe("t-pilot");
  });
});
