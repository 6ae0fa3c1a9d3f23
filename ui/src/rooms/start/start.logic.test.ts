// What the form lacks, the proposed title, and refusals that concern the file.
import { describe, expect, it } from "vitest";
import { CallError } from "../../platform";
import { guyang } from "./fixtures";
import { type Draft, EMPTY, fileName, isSearch, lacksOf, pathOf, titleOf, troubleOf } from "./start.logic";

const full: Draft = { division: guyang, office: "县乡村振兴局", person: "张某", phone: "", title: null };
const fields = (draft: Draft) => lacksOf(draft, 2026).map(({ field }) => field);

describe("the form", () => {
  it("names everything that is missing, in its order", () => {
    expect(fields(EMPTY)).toEqual(["division", "office", "person", "title"]);
    expect(fields(full)).toEqual([]);
    expect(fields({ ...full, title: "  " })).toEqual(["title"]);
  });

  it.each([
    ["0472-8112345", true],
    ["+86 138 0000 0000", true],
    ["8112345转12", true],
    ["电话见通讯录", false],
  ])("phone %s is fine: %s", (phone, fine) => expect(fields({ ...full, phone }).length === 0).toBe(fine));

  it("proposes a title from place and year until one is typed", () => {
    expect(titleOf(full, 2026)).toBe("固阳县2026年目标台账");
    expect(titleOf({ ...full, title: "我的台账" }, 2026)).toBe("我的台账");
    expect(titleOf(EMPTY, 2026)).toBe("");
  });
});

describe("places", () => {
  it("says where a place lies", () => expect(pathOf(guyang)).toBe("内蒙古自治区 › 包头市"));
  it.each([
    ["固", false],
    [" 固 ", false],
    ["固阳", true],
  ])("%s is a search: %s", (typed, search) => expect(isSearch(typed)).toBe(search));
});

describe("trouble with a file", () => {
  const refused = (code: string, data: unknown = null) => new CallError({ code, data });
  it.each([
    ["damaged", "unreadable"],
    ["newer_file", "newer"],
    ["not_a_ledger", "not_a_ledger"],
    ["busy", "busy"],
  ])("%s has the page %s", (code, kind) =>
    expect(troubleOf(refused(code), "/a.dz")).toEqual({ kind, path: "/a.dz" }),
  );

  it("takes the path from the refusal when the dialog chose it", () => {
    expect(troubleOf(refused("newer_file", ["D:\\台账\\a.dz"]), null)).toEqual({
      kind: "newer",
      path: "D:\\台账\\a.dz",
    });
    expect(troubleOf(refused("busy"), null)).toEqual({ kind: "busy", path: null });
  });

  it("leaves other refusals to the notices", () => {
    expect(troubleOf(refused("io"), null)).toBeNull();
    expect(troubleOf(new Error("x"), null)).toBeNull();
  });

  it.each([
    ["D:/台账/台账/a.dz", "a.dz"],
    ["D:\\台账\\a.dz", "a.dz"],
    ["a.dz", "a.dz"],
  ])("%s is called %s", (path, name) => expect(fileName(path)).toBe(name));
});
