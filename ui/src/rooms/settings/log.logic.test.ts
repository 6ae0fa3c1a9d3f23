// The log as one list, whatever order its parts come in.
import { describe, expect, it } from "vitest";
import { settings } from "../../text/settings";
import type { LogLine } from "../../wire/LogLine";
import { newestFirst, whatOf } from "./log.logic";

const line = (number: number, shown: string | null = null): LogLine => ({
  number,
  written: { time: "2022-07-05T09:00:00+08:00", by: "张某", word: "填入", reason: "" },
  office: "县办",
  rows: 1,
  shown,
  set_back: null,
});

describe("the log", () => {
  it("is one list, the newest first, each entry once, also while a part is on its way", () => {
    const parts = [
      { lines: [line(5), line(4)], next: 4 },
      undefined,
      { lines: [line(4), line(2)], next: null },
    ];
    expect(newestFirst(parts).map(({ number }) => number)).toEqual([5, 4, 2]);
  });

  it.each([
    [null, "填入"],
    ["钱**", settings.log.shown("填入", "钱**")],
    ["", settings.log.shown("填入", settings.log.everybody)],
  ])("an entry that showed %s is %s", (shown, what) => expect(whatOf(line(1, shown))).toBe(what));
});
