// Cases for the pure helpers: one table each.
import { describe, expect, it } from "vitest";
import { compared, grouped, rounded, shifted, trimmed } from "./decimal";
import { change, figure, headline, points, rate } from "./format";
import { readNumber } from "./number";
import { offsetsOf } from "./offsets";
import { asOfName, momentName, periodName, shortMoment } from "./period";
import { parseTsv, printTsv } from "./tsv";

describe("decimal", () => {
  it.each([
    ["0.05", 1, "0.1"],
    ["-0.05", 1, "-0.1"],
    ["-0.04", 1, "0.0"],
    ["2.5", 0, "3"],
    ["99.95", 1, "100.0"],
    ["12", 2, "12.00"],
    ["12345678901234567890.125", 2, "12345678901234567890.13"],
    ["约30", 1, "约30"],
  ])("rounded(%s, %i) = %s", (text, places, expected) => expect(rounded(text, places)).toBe(expected));

  it.each([
    ["12345", -4, "1.2345"],
    ["0.5325", 2, "53.25"],
    ["5", 3, "5000"],
    ["-0.1", -1, "-0.01"],
  ])("shifted(%s, %i) = %s", (text, by, expected) => expect(shifted(text, by)).toBe(expected));

  it.each([
    ["1234567.50", "1,234,567.50"],
    ["-1234", "−1,234"],
    ["123", "123"],
    ["0.1234", "0.1234"],
    ["未报", "未报"],
  ])("grouped(%s) = %s", (text, expected) => expect(grouped(text)).toBe(expected));

  it("trims and compares without loss", () => {
    expect([trimmed("1.50"), trimmed("1.00"), trimmed("100")]).toEqual(["1.5", "1", "100"]);
    expect(compared("9007199254740993", "9007199254740992"), "beyond a float").toBe(1);
    expect(compared("-1", "0.5")).toBe(-1);
    expect(compared("1.0", "1.00")).toBe(0);
  });
});

describe("format", () => {
  it.each([
    ["1", "100.0%"],
    ["0.99996", "99.9%"],
    ["0.9995", "99.9%"],
    ["0", "0.0%"],
    ["0.0004", "0.1%"],
    ["0.5325", "53.3%"],
    ["1.879", "187.9%"],
    ["12.3456", "1,234.6%"],
    [null, "—"],
  ])("rate(%s) = %s", (fraction, expected) => expect(rate(fraction)).toBe(expected));

  it.each([
    ["3.25", "+3.3"],
    ["-22", "−22.0"],
    ["0.04", "0.0"],
    ["0", "0.0"],
    [undefined, "—"],
  ])("points(%s) = %s", (value, expected) => expect(points(value)).toBe(expected));

  it("keeps missing and zero apart", () => {
    expect([figure(null), figure(""), figure("0"), figure("0", 2)]).toEqual(["—", "—", "0", "0.00"]);
    expect([change("120"), change("-3.46", 1), change(null)]).toEqual(["+120", "−3.5", "—"]);
  });

  it.each([
    ["188000", "人", "18.8", "万人", "188,000人"],
    ["99999", "人", "99,999", "人", "99,999人"],
    ["123456789", "元", "1.23", "亿元", "123,456,789元"],
    ["524000", "万元", "524,000", "万元", "524,000万元"],
    ["58.4", "%", "58.4", "%", "58.4%"],
  ])("headline(%s%s)", (value, unit, text, shown, exact) => {
    expect(headline(value, unit)).toEqual({ text, unit: shown, exact });
  });
});

describe("period", () => {
  it.each([
    ["2022", "2022年"],
    ["2022-H1", "2022年上半年"],
    ["2022-Q2", "2022年二季度"],
    ["2022-05", "2022年5月"],
    ["2022-05-S1", "2022年5月上半月"],
    ["2022-05-S2", "2022年5月下半月"],
    ["2022-05-X2", "2022年5月中旬"],
    ["2022-W21", "2022年第21周"],
    ["2022-05-31", "2022年5月31日"],
    ["2022-01-01/2022-03-15", "2022年1月1日至2022年3月15日"],
    ["annual", "annual"],
  ])("%s is %s", (period, expected) => expect(periodName(period)).toBe(expected));

  it.each([
    ["2026-06-30", "2026年6月底"],
    ["2026-12-31", "2026年底"],
    ["2024-02-29", "2024年2月底"],
    ["2024-02-28", "2024年2月28日"],
  ])("as of %s is %s", (date, expected) => expect(asOfName(date)).toBe(expected));
});

describe("offsets", () => {
  it.each([
    ["今年计划在400个村", 4],
    ["𠮷村，𠮷", 2],
    ["a𠮷𠮷b", 3],
    ["", 0],
  ])("there and back in %s", (text) => {
    const offsets = offsetsOf(text);
    const characters = [...text];
    expect(offsets.characters).toBe(characters.length);
    for (let at = 0; at <= characters.length; at++) {
      const utf16 = characters.slice(0, at).join("").length;
      expect(offsets.toUtf16(at), `character ${at}`).toBe(utf16);
      expect(offsets.toCharacter(utf16), `unit ${utf16}`).toBe(at);
    }
  });

  it("takes an index inside a pair for its beginning, and stays within the text", () => {
    expect(offsetsOf("𠮷村").toCharacter(1)).toBe(0);
    expect(offsetsOf("村").toUtf16(99)).toBe(1);
    expect(offsetsOf("𠮷").toUtf16(99)).toBe(2);
  });
});

describe("tsv", () => {
  it.each<[string, string[][]]>([
    [
      "1\t2\r\n3\t4\r\n",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    [
      "1\t2\n3\t4",
      [
        ["1", "2"],
        ["3", "4"],
      ],
    ],
    ["", [[""]]],
    ["a", [["a"]]],
    ["\t", [["", ""]]],
    ["a\n\nb", [["a"], [""], ["b"]]],
    ['"1,234.5"\t2', [["1,234.5", "2"]]],
    ['"两\n行"\t"有""引号"""', [["两\n行", '有"引号"']]],
    ['5" 管\t3', [['5" 管', "3"]]],
    ['"未闭合\t3', [['"未闭合', "3"]]],
    ['"ab"c\td', [['"ab"c', "d"]]],
    ["\ufeff1", [["1"]]],
  ])("parse %j", (text, expected) => expect(parseTsv(text)).toEqual(expected));

  it("prints what it parses", () => {
    const rows = [
      ["1", 'a"b'],
      ["x\ty", "两\n行"],
      ["", "z"],
    ];
    expect(parseTsv(printTsv(rows))).toEqual(rows);
  });
});

describe("readNumber", () => {
  it.each<[string, unknown]>([
    ["", { kind: "empty" }],
    ["　", { kind: "empty" }],
    ["12.5", { kind: "number", value: "12.5" }],
    ["１２．５", { kind: "number", value: "12.5" }],
    ["12。5", { kind: "number", value: "12.5" }],
    ["1,234.5", { kind: "number", value: "1234.5" }],
    ["1，234", { kind: "number", value: "1234" }],
    ["－3", { kind: "number", value: "-3" }],
    ["−3", { kind: "number", value: "-3" }],
    ["-0", { kind: "number", value: "0" }],
    ["007", { kind: "number", value: "7" }],
    [".5", { kind: "number", value: "0.5" }],
    ["5.", { kind: "number", value: "5" }],
    ["12.50", { kind: "number", value: "12.50" }],
    ["85.3%", { kind: "with_unit", value: "85.3", unit: "%" }],
    ["85.3％", { kind: "with_unit", value: "85.3", unit: "%" }],
    ["120 户", { kind: "with_unit", value: "120", unit: "户" }],
    ["3万", { kind: "with_unit", value: "3", unit: "万" }],
    ["约30", { kind: "text", text: "约30" }],
    ["1,23", { kind: "text", text: "1,23" }],
    ["1.2.3", { kind: "text", text: "1.2.3" }],
    ["10-15户", { kind: "text", text: "10-15户" }],
    ["abc", { kind: "text", text: "abc" }],
    ["—", { kind: "text", text: "—" }],
  ])("%j", (raw, expected) => expect(readNumber(raw)).toEqual(expected));
});

it("writes a moment in local time and leaves other words alone", () => {
  const local = new Date(2022, 6, 3, 16, 4).toISOString();
  expect(momentName(local)).toBe("2022-07-03 16:04");
  expect([shortMoment(local), shortMoment("2022")]).toEqual(["7月3日 16:04", "2022"]);
  expect(["2022年7月3日", "2022-07-02Tx", "2022"].map(momentName)).toEqual([
    "2022年7月3日",
    "2022-07-02Tx",
    "2022",
  ]);
});
