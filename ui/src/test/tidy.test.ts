// The rules of the sources that the linter cannot say: sentences live in src/text, rooms do not know each other, parts
// know no room, what scrolls is a stacking context, and every file begins with its paragraph.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, it } from "vitest";

const SRC = join(process.cwd(), "src");
const names = readdirSync(SRC, { recursive: true, encoding: "utf8" });
const files = names
  .filter((name) => /\.tsx?$/.test(name) && !name.startsWith("wire"))
  .map((name) => ({
    name: relative(SRC, join(SRC, name)).replaceAll("\\", "/"),
    text: readFileSync(join(SRC, name), "utf8"),
  }));

const shipped = files.filter(({ name }) => !/\.test\.tsx?$/.test(name) && !/^(test|gallery)\//.test(name));

it("components hold no Chinese sentence", () => {
  const found = shipped
    .filter(({ name }) => name.endsWith(".tsx"))
    .flatMap(({ name, text }) =>
      withoutComments(text)
        .split("\n")
        .flatMap((line, at) => (/[\u4e00-\u9fff]/.test(line) ? [`${name}:${at + 1} ${line.trim()}`] : [])),
    );
  expect(found, "put the sentence into src/text").toEqual([]);
});

it("rooms do not import each other, and parts import neither rooms nor the host", () => {
  const found = shipped.flatMap(({ name, text }) => {
    const room = /^rooms\/([^/]+)\//.exec(name)?.[1];
    return [...text.matchAll(/from "([^"]+)"/g)].flatMap(([, path]) => {
      const wrong =
        (room && /rooms\/|^\.\.\/(?!\.\.)/.test(path ?? "") && !isOwn(path ?? "", room, name)) ||
        (/^(parts|lib|text|theme)\//.test(name) && /\/(rooms|shell|platform)(\/|")/.test(`${path}"`));
      return wrong ? [`${name} → ${path}`] : [];
    });
  });
  expect(found).toEqual([]);
});

// Where it is not, WebKit gives each positioned thing in it a layer of its own, with copies of all it is cut by: 120 bars
// of a ranking took thousands of layers and 20 MB.
it("whatever scrolls is a stacking context", () => {
  const sheets = names.filter((name) => name.endsWith(".css"));
  const scrolls = sheets.flatMap((name) =>
    [...readFileSync(join(SRC, name), "utf8").matchAll(/([^{}]*)\{([^{}]*)\}/g)]
      .filter(([, , rule]) => /overflow(-[xy])?: *(auto|scroll)/.test(rule ?? ""))
      .map(([, selector, rule]) => ({ where: `${name} ${selector?.trim()}`, rule: rule ?? "" })),
  );
  expect(scrolls.length).toBeGreaterThan(20);
  expect(
    scrolls.filter(({ rule }) => !rule.includes("isolation: isolate")).map(({ where }) => where),
  ).toEqual([]);
});

it("every file says what lives in it", () => {
  expect(files.filter(({ text }) => !text.startsWith("//")).map(({ name }) => name)).toEqual([]);
});

/** A path from a room's file that stays in the room. */
function isOwn(path: string, room: string, from: string): boolean {
  const parts = from.split("/").slice(0, -1);
  for (const step of path.split("/")) {
    if (step === "..") parts.pop();
    else if (step !== ".") parts.push(step);
  }
  return parts[0] !== "rooms" || parts[1] === room;
}

function withoutComments(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, (comment) => comment.replace(/[^\n]/g, ""))
    .replace(/(^|\s)\/\/.*$/gm, "$1");
}
