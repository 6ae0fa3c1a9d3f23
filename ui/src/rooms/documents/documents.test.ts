// The reader's places, the finding of words, the list's order, and what becomes of a passage.
import { describe, expect, it } from "vitest";
import { offsetsOf } from "../../lib/offsets";
import type { DocumentLine } from "../../wire/DocumentLine";
import type { IndicatorView } from "../../wire/IndicatorView";
import type { PassageProposal } from "../../wire/PassageProposal";
import type { QuantityView } from "../../wire/QuantityView";
import {
  fieldOf,
  nameOf,
  outcomeFields,
  outcomeRequest,
  scheduleOf,
  targetFields,
  targetRequest,
  valueText,
} from "./adopt.logic";
import { findAll, hitFrom } from "./find.logic";
import { askedFields, base64, importRequest } from "./import.logic";
import { filtered, grouped, inOrder } from "./list.logic";
import {
  addressOfSpan,
  marksAt,
  marksWithin,
  paragraphsOf,
  passageOf,
  piecesOf,
  readText,
  sentenceIndexAt,
  sentencesOf,
  spanOfAddress,
  within,
} from "./reader.logic";

describe("paragraphs and sentences", () => {
  const text = "标题\n\n  一、总体要求\n　　今年计划在400个村开展治理。年内完成！“好。”其余；\n";
  it("leaves blanks and empty lines out and keeps places", () => {
    const paragraphs = paragraphsOf(text);
    expect(paragraphs.map(({ text: body }) => body)).toEqual([
      "标题",
      "一、总体要求",
      "今年计划在400个村开展治理。年内完成！“好。”其余；",
    ]);
    for (const { start, end, text: body } of paragraphs) expect(text.slice(start, end)).toBe(body);
    expect(paragraphs.map(({ look }) => look)).toEqual(["body", "heading", "body"]);
    expect(paragraphsOf(text, "标题")[0]?.look, "the title standing over the text").toBe("title");
  });

  it("cuts sentences behind their closing marks", () => {
    const last = paragraphsOf(text)[2];
    if (!last) throw new Error("no paragraph");
    const sentences = sentencesOf(last).map(({ start, end }) => text.slice(start, end));
    expect(sentences).toEqual(["今年计划在400个村开展治理。", "年内完成！", "“好。”", "其余；"]);
  });

  it("finds the sentence at a place", () => {
    const sentences = paragraphsOf(text).flatMap(sentencesOf);
    const at = text.indexOf("年内");
    const index = sentenceIndexAt(sentences, at);
    const found = sentences[index];
    expect(found && text.slice(found.start, found.end)).toBe("年内完成！");
    expect(sentenceIndexAt(sentences, 9999), "behind the end: the last").toBe(sentences.length - 1);
  });
});

describe("passages", () => {
  it.each<[string, number, number, string | null]>([
    [" 村 ", 0, 3, "村"],
    ["  ", 0, 2, null],
    ["甲乙丙", 2, 0, "甲乙"],
    ["𠮷村", 1, 2, "𠮷"],
    ["村𠮷", 0, 2, "村𠮷"],
    ["村", 0, 99, "村"],
  ])("%j %i–%i", (text, a, b, expected) => {
    const span = passageOf(text, a, b);
    expect(span && text.slice(span.start, span.end)).toBe(expected);
  });

  it("address there and back counts characters, not units", () => {
    const offsets = offsetsOf("𠮷村400个");
    const span = spanOfAddress("2-5", offsets);
    expect(span).toEqual({ start: 3, end: 6 });
    expect(span && addressOfSpan(span, offsets)).toBe("2-5");
    expect(spanOfAddress("5-2", offsets)).toBeNull();
    expect(spanOfAddress("x", offsets)).toBeNull();
    expect(spanOfAddress(undefined, offsets)).toBeNull();
  });
});

describe("marks", () => {
  const mark = (excerpt: string, start: number, end: number, kind = "target") => ({
    excerpt,
    start,
    end,
    kind,
    refs: [],
  });
  const read = readText("𠮷一二三四五六七八九", [mark("b", 3, 5, "outcome"), mark("a", 1, 8)]);

  it("places them in units and in order", () => {
    expect(read.marks.map(({ excerpt, start, end, kind }) => [excerpt, start, end, kind])).toEqual([
      ["a", 2, 9, "target"],
      ["b", 4, 6, "outcome"],
    ]);
  });

  it("finds the innermost first, and what touches a stretch", () => {
    expect(marksAt(read.marks, 4).map(({ excerpt }) => excerpt)).toEqual(["b", "a"]);
    expect(marksAt(read.marks, 9)).toEqual([]);
    expect(marksWithin(read.marks, { start: 6, end: 9 }).map(({ excerpt }) => excerpt)).toEqual(["a"]);
  });

  it("cuts a paragraph where layers begin and end", () => {
    const [paragraph] = read.paragraphs;
    if (!paragraph) throw new Error("no paragraph");
    const layers = read.marks.map(({ start, end, kind }) => ({ start, end, name: kind }));
    expect(piecesOf(paragraph, layers).map(({ text, names }) => [text, names.join()])).toEqual([
      ["𠮷", ""],
      ["一二", "target"],
      ["三四", "target,outcome"],
      ["五六七", "target"],
      ["八九", ""],
    ]);
    expect(within(paragraph, { start: 4, end: 99 })).toEqual({ start: 4, end: 11 });
    expect(within(paragraph, { start: 90, end: 99 })).toBeNull();
  });
});

describe("find", () => {
  it.each<[string, string, number[]]>([
    ["村，４００个村", "400", [2]],
    ["村村村", "村", [0, 1, 2]],
    ["ＡbAB", "ab", [0, 2]],
    ["村", " ", []],
    ["aaaa", "aa", [0, 2]],
  ])("%j in %j", (text, query, places) => {
    expect(findAll(text, query).map(({ start }) => start)).toEqual(places);
  });

  it("goes on from a place and round the end", () => {
    const hits = findAll("一村二村", "村");
    expect([hitFrom(hits, 0), hitFrom(hits, 2), hitFrom(hits, 99), hitFrom([], 0)]).toEqual([0, 1, 0, -1]);
  });
});

describe("list", () => {
  const line = (id: string, issuer: string | null, issued_on: string | null): DocumentLine => ({
    id,
    title: `文件${id}`,
    issuer,
    doc_number: null,
    issued_on,
    targets: 0,
    outcomes: 0,
    length: 1,
  });
  const lines = [
    line("a", "市委", "2021-10-01"),
    line("b", null, null),
    line("c", "政府", "2022-06-08"),
    line("d", "政府", "2022-01-01"),
    line("e", "市委", "2022-03-01"),
  ];
  it("newest year first, documents without a date last", () => {
    const groups = grouped(lines);
    expect(groups.map(({ year }) => year)).toEqual(["2022", "2021", ""]);
    expect(inOrder(groups).map(({ id }) => id)).toEqual(["c", "d", "e", "a", "b"]);
  });
  it("filters by all words", () => {
    expect(filtered(lines, "文件 政府").map(({ id }) => id)).toEqual(["c", "d"]);
    expect(filtered(lines, "").length).toBe(5);
  });
});

describe("import", () => {
  it("sends bytes of any length as base64", () => {
    const bytes = new Uint8Array(100_000).map((_, at) => at % 251);
    const back = Uint8Array.from(atob(base64(bytes)), (sign) => sign.charCodeAt(0));
    expect(back).toEqual(bytes);
  });
  it("asks for what the text did not tell and sends empty fields as none", () => {
    const proposal = {
      title: "甲",
      issuer: null,
      doc_number: null,
      issued_on: null,
      encoding: "UTF-8",
      length: 3,
      beginning: "",
      problems: [],
      known: null,
    };
    expect(askedFields(proposal)).toEqual(["issuer", "issued_on"]);
    const incoming = { name: null, bytes: null, text: "x" };
    expect(
      importRequest(incoming, { title: " 甲 ", issuer: " ", doc_number: "乙1号", issued_on: "" }),
    ).toEqual({
      incoming,
      title: "甲",
      issuer: null,
      doc_number: "乙1号",
      issued_on: null,
    });
  });
});

const quantity = (text: string, value: string, uom: string, comparator = "gte"): QuantityView => ({
  text,
  value,
  uom,
  comparator,
  qualifier: "=",
});

const proposal = (
  sentence: string,
  quantities: QuantityView[],
  indicators: string[] = [],
): PassageProposal => ({
  quote: sentence,
  sentence,
  quantities,
  deadline: "2022-12-31",
  from: "2022-01-01",
  indicators,
  org_unit: "150000000000",
});

describe("adoption", () => {
  const known: IndicatorView = {
    id: "i1",
    name: "开展生活污水治理的村数",
    definition: null,
    uom: "户",
    decimals: 0,
    accumulation: "ytd",
    direction: "up",
    programme: [],
  };
  const passage = { document: "d", start: 1, end: 20 };

  it("begins with what the passage says", () => {
    const said = proposal("今年计划在400个村开展生活污水治理工作", [quantity("400个村", "400", "个村")]);
    const fields = targetFields(said, []);
    expect(fields).toMatchObject({
      kind: "level",
      comparator: "gte",
      value: "400",
      strength: "plan",
      schedule: "calendar_month",
      deadline: "2022-12-31",
      indicator: { id: "", name: "开展生活污水治理工作", uom: "个村", accumulation: "ytd" },
    });
    expect(targetRequest(passage, fields)).toMatchObject({
      indicator: { type: "new", indicator: { name: "开展生活污水治理工作", programme: null } },
      value: "400",
      value2: null,
      coverage: null,
      recurrence: null,
    });
  });

  it("makes a rule for every unit where the sentence says so", () => {
    const said = proposal("确保每个嘎查村集体经济收入达到12万元", [quantity("12万元", "12", "万元")]);
    const fields = targetFields(said, []);
    expect(fields).toMatchObject({
      kind: "coverage",
      unit_threshold: "12",
      unit_level: "village",
      value: "100%",
    });
    expect(fields.strength).toBe("ensure");
    expect(targetRequest(passage, fields).coverage).toEqual({
      comparator: "gte",
      threshold: "12",
      level: "village",
      population: null,
    });
  });

  it.each<[string, QuantityView[], string, string]>([
    ["市级直接培训35%左右的书记", [quantity("35%左右", "35", "%", "approx")], "approx", "approx"],
    ["常态化储备后备干部3—5人", [quantity("3—5人", "3", "人", "between")], "range", "between"],
    ["制定整顿方案", [], "deliverable", "done"],
    ["在400个村开展", [quantity("400个村", "400", "个村", "eq")], "level", "gte"],
    ["覆盖率达100%", [quantity("100%", "100", "%", "eq")], "level", "eq"],
    ["控制在4.3%以内", [quantity("4.3%以内", "4.3", "%", "lte")], "level", "lte"],
  ])("%s", (sentence, quantities, kind, comparator) => {
    expect(targetFields(proposal(sentence, quantities), [])).toMatchObject({ kind, comparator });
  });

  it("sends the unit along where it is not the indicator's", () => {
    expect(valueText(quantity("31.6万户", "31.6", "万户"), "户")).toBe("31.6万户");
    expect(valueText(quantity("55％", "55", "％"), "%")).toBe("55");
    const fields = targetFields(
      proposal("建设卫生厕所31.6万户", [quantity("31.6万户", "31.6", "万户")], ["i1"]),
      [known],
    );
    expect(fields.value).toBe("31.6万户");
    expect(targetRequest(passage, fields).indicator).toEqual({ type: "existing", id: "i1" });
  });

  it("leaves out fields the kind does not ask for", () => {
    const fields = targetFields(proposal("制定整顿方案", []), []);
    expect(targetRequest(passage, { ...fields, value: "3", tolerance: "5%" })).toMatchObject({
      value: null,
      tolerance: null,
    });
  });

  it("time progress only where something runs up", () => {
    expect(scheduleOf("level", "ytd")).toBe("calendar_month");
    expect(scheduleOf("level", "stock")).toBe("none");
    expect(scheduleOf("coverage", "ytd")).toBe("none");
  });

  it("an outcome keeps its unit and its time", () => {
    const said = proposal("截至5月底，实现稳岗就业18.8万人", [quantity("18.8万人", "18.8", "万人")]);
    const fields = outcomeFields({ ...said, deadline: "2022-05-31" }, []);
    expect(outcomeRequest(passage, fields)).toMatchObject({
      value: "18.8",
      uom: "万人",
      as_of: "2022-05-31",
      period: null,
    });
  });

  it.each([
    ["2020年规划建设卫生厕所31.6万户", "31.6万户", "建设卫生厕所"],
    ["新增1854个嘎查村建立垃圾收运处置体系", "1854个", "嘎查村建立垃圾收运处置体系"],
    ["用于产业发展的比重不低于55%", "不低于55%", "用于产业发展的比重"],
  ])("name out of %s", (quote, text, expected) => {
    expect(nameOf(quote, quantity(text, "1", "个"))).toBe(expected);
  });

  it.each<[string, string, string]>([
    ["target.value_missing", "value", "value"],
    ["indicator.name_missing", "indicator", "indicator.name"],
    ["target.coverage_missing", "coverage", "unit_threshold"],
    ["x", "row 3", ""],
  ])("%s at %s belongs to %s", (code, place, field) => {
    const shown = ["value", "indicator.name", "unit_threshold"];
    expect(fieldOf({ code, place, severity: "error", detail: [] }, shown)).toBe(field);
  });
});
