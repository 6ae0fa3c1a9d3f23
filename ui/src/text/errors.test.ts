// Every code that Rust can send has a sentence, and refusals of several problems are told together.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { hasRuleWord } from "./documents-rules";
import { isTold, sentenceOf, sentenceOfRefusal } from "./errors";
import { problemSayings } from "./problems";

const CRATES = join(process.cwd(), "..", "src-tauri", "crates");

/** Codes given to Problem::error, query and hint anywhere in the crates but in their tests. */
function codesOfRust(): string[] {
  const files = readdirSync(CRATES, { recursive: true, encoding: "utf8" }).filter(
    (name) => name.endsWith(".rs") && !/tests?(\/|\.rs)/.test(name),
  );
  const codes = files.flatMap((name) =>
    [
      ...readFileSync(join(CRATES, name), "utf8").matchAll(
        /Problem::(?:error|query|hint)\(\s*"([a-z_]+\.[a-z_]+)"/g,
      ),
    ].map((match) => match[1] as string),
  );
  return [...new Set(codes)].sort();
}

it("has a sentence for every problem that Rust names", () => {
  expect(
    codesOfRust().filter((code) => !isTold(code)),
    "add them to src/text/problems.ts",
  ).toEqual([]);
});

it("has words for every rule of reading that can stand under a statement", () => {
  const files = readdirSync(join(CRATES, "reading", "src"), { recursive: true, encoding: "utf8" });
  const rules = files
    .filter((name) => /^statements.*\.rs$/.test(name) && !/tests?(\/|\.rs)/.test(name))
    .flatMap((name) => [
      ...readFileSync(join(CRATES, "reading", "src", name), "utf8").matchAll(
        /"((?:q|cue|time|table|section|paragraph|document|default|figure|coverage|threshold)\.[a-z_]+)"/g,
      ),
    ])
    .map((match) => match[1] as string);
  expect(rules.length).toBeGreaterThan(30);
  expect(
    rules.filter((rule) => !hasRuleWord(rule)),
    "add them to src/text/documents-rules.ts",
  ).toEqual([]);
});

it("says what and what to do, with any detail or none", () => {
  for (const [code, saying] of Object.entries(problemSayings)) {
    for (const detail of [[], ["甲", "乙"]]) {
      const [what, todo] = saying(detail, "某处");
      expect(what, code).toMatch(/。$/);
      expect(`${what}${todo}`, code).not.toMatch(/undefined|null/);
    }
  }
});

it.each([
  [["after", "一月", "B7"], "文件已损坏：工作表“一月”读到 B7 为止，后面的读不出来。"],
  [["sheet", "一月"], "文件已损坏：工作表“一月”读不出来。"],
  [["cut_off", "xl/worksheets/sheet2.xml"], "文件已损坏：没有传完或没有拷完，断在第2张表处，后面的都没有。"],
  [["cut_off"], "文件已损坏：没有传完或没有拷完，只有开头。"],
  [["cut_short", "4", "7"], "文件已损坏：没有传完或没有拷完，原来至少7KB，只有4KB。"],
  [["part", "content.xml"], "文件已损坏：其中的“content.xml”读不出来。"],
  [[], "文件已损坏。"],
])("says where a file is damaged: %j", (detail, what) => {
  expect(problemSayings["text.damaged"]?.(detail, "月报.xlsx")[0]).toBe(what);
});

it("writes odd figures as the sheet does, and what was typed as it was typed", () => {
  const jump = sentenceOf("check.jump_of_year", { detail: ["90000", "1234.5", "-96.9"] });
  expect(jump.what).toBe("本期 90,000，上年同期 1,234.5，同比 −96.9%。");
  expect(sentenceOf("number.too_large", { detail: ["90000"] }).what).toContain("“90000”");
});

describe("sentenceOfRefusal", () => {
  const problem = (code: string, ...detail: string[]) => ({ code, place: "", detail });
  it("is the code's own without problems", () => {
    expect(sentenceOfRefusal("busy", null, [])).toEqual(sentenceOf("busy", null));
  });
  it("is the problem's for one problem", () => {
    expect(sentenceOfRefusal("refused", null, [problem("number.unreadable", "约30")]).what).toBe(
      "“约30”不是数字。",
    );
  });
  it("joins three and counts the rest", () => {
    const { what, todo } = sentenceOfRefusal(
      "refused",
      null,
      Array.from({ length: 5 }, () => problem("undo.submitted")),
    );
    expect(what).toBe(`${"这一处已经提交，不能撤销。".repeat(3)}……共 5 处。`);
    expect(todo).toBe("要改请先撤回报表。");
  });
  it("admits what it does not know", () => {
    expect(sentenceOf("later.code", null).what).toContain("later.code");
  });
});
