// Drafts, pasted columns, and the list that is sent.
import { describe, expect, it } from "vitest";
import { allocation, leagues } from "./fixtures";
import { type Drafts, inTreeOrder, isReadable, pasted, readyOf, sharesOf, withDraft } from "./shares.logic";

const { lines } = allocation;
const first = lines[0];
if (!first) throw new Error("the fixture has lines");
const none: Drafts = new Map();

describe("drafts", () => {
  it("is no draft when the text says what the ledger holds", () => {
    expect(withDraft(none, first, "38").size).toBe(0);
    expect(withDraft(withDraft(none, first, "39"), first, "３８ ").size).toBe(0);
    expect(withDraft(none, { ...first, value: "1,854" }, "1854").size, "separators are no change").toBe(0);
    expect(withDraft(none, first, "").size, "无任务 is a change").toBe(1);
  });

  it.each([
    ["", true],
    ["0", true],
    ["１２．５", true],
    ["1,200", true],
    ["40个村", true],
    ["四十", false],
    ["-", false],
  ])("%s readable: %s", (text, readable) => expect(isReadable(text)).toBe(readable));

  it("sends what can be read and keeps the rest", () => {
    const drafts = new Map([
      ["a", "12"],
      ["b", "十二"],
    ]);
    expect([...readyOf(drafts).keys()]).toEqual(["a"]);
  });
});

it("sends only what changed; an empty text is 无任务, not zero", () => {
  const drafts = new Map([
    ["u-1", " 41 "],
    ["u-2", ""],
    ["u-3", "0"],
  ]);
  expect(sharesOf(drafts)).toEqual([
    { org_unit: "u-1", text: "41" },
    { org_unit: "u-2", text: "" },
    { org_unit: "u-3", text: "0" },
  ]);
});

it("keeps the order of the tree, whatever the ranking", () => {
  const ids = (units: typeof leagues) =>
    inTreeOrder(lines.toReversed(), units).map(({ org_unit }) => org_unit.id);
  expect(ids(leagues)).toEqual(leagues.map(({ id }) => id));
  expect(ids(leagues.slice(1)).at(-1), "a unit the tree does not list comes last").toBe(leagues[0]?.id);
});

describe("pasted", () => {
  it("goes downwards from the field and stops at the end", () => {
    const result = pasted([["1"], [""], ["3"]], lines, 10);
    expect([...result]).toEqual([
      ["u-锡林郭勒盟", "1"],
      ["u-阿拉善盟", ""],
    ]);
  });

  it("goes by name when names stand in front, whatever the order", () => {
    const result = pasted(
      [
        ["合计", "100"],
        ["包头市", "45"],
        ["呼和浩特市", " 40 "],
        ["", ""],
      ],
      lines,
      5,
    );
    expect([...result]).toEqual([
      ["u-包头市", "45"],
      ["u-呼和浩特市", "40"],
    ]);
  });
});
