// The reader's places, the finding of words, the list's order, the cards, and the form of a draft.

import { describe, expect, it } from "vitest";
import { indicatorView } from "../../dev/indicator";
import { base64 } from "../../lib/bytes";
import { offsetsOf } from "../../lib/offsets";
import type { AdoptOutcome } from "../../wire/AdoptOutcome";
import type { DocumentLine } from "../../wire/DocumentLine";
import type { IndicatorView } from "../../wire/IndicatorView";
import type { TargetDraft } from "../../wire/TargetDraft";
import { type Draft, fieldsOf, itemOf, switched, type When } from "./adopt.logic";
import {
  between,
  cardsAt,
  cardsOf,
  countsOf,
  EVERYTHING,
  type Filter,
  nextOpen,
  ofSentence,
  shownOf,
  sorted,
  stepped,
} from "./cards.logic";
import { choiceOf, decideRequest, type Reach, reachOf } from "./discrepancies.logic";
import { cutOut } from "./emphasis.logic";
import { findAll, hitFrom } from "./find.logic";
import {
  discrepancy,
  LAMPS,
  OUTCOME_WORDS,
  outcomeDraft,
  PUMPS,
  SmallArchive,
  TARGET_WORDS,
  TEXT,
  TOILETS,
  targetDraft,
} from "./fixtures";
import { askedFields, importRequest } from "./import.logic";
import { filtered, grouped, inOrder } from "./list.logic";
import {
  addressOfSpan,
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

describe("layers", () => {
  it("cut a paragraph where they begin and end", () => {
    const [paragraph] = readText("𠮷一二三四五六七八九").paragraphs;
    if (!paragraph) throw new Error("no paragraph");
    const layers = [
      { start: 2, end: 9, name: "target" },
      { start: 4, end: 6, name: "outcome" },
    ];
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
      org_unit: null,
      encoding: "UTF-8",
      length: 3,
      beginning: "",
      problems: [],
      known: null,
      earlier: null,
    };
    expect(askedFields(proposal)).toEqual(["issuer", "issued_on", "org_unit"]);
    const incoming = { name: null, bytes: null, text: "x" };
    const fields = {
      title: " 甲 ",
      issuer: " ",
      doc_number: "乙1号",
      issued_on: "",
      org_unit: "",
      is_newer: true,
    };
    const sent = { incoming, title: "甲", issuer: null, doc_number: "乙1号", issued_on: null };
    expect(importRequest(incoming, fields, null)).toEqual(sent);
    const earlier = { id: "d0", title: "甲" };
    expect(importRequest(incoming, { ...fields, org_unit: "u0" }, earlier)).toEqual({
      ...sent,
      org_unit: "u0",
      replaces: "d0",
    });
    expect(importRequest(incoming, { ...fields, is_newer: false }, earlier)).toEqual(sent);
  });
});

describe("words set apart in their sentence", () => {
  const of = { sentence: "𠮷祥村计划治理400个村。", sentence_start: 10, start: 17, end: 21 };
  it.each<[number | undefined, string]>([
    [undefined, "𠮷祥村计划治理|400个|村。"],
    [1, "…理|400个|村…"],
    [2, "…治理|400个|村。"],
    [99, "𠮷祥村计划治理|400个|村。"],
  ])("with %s before them", (most, expected) => {
    const { before, words, after } = cutOut(of, most);
    expect([before, words, after].join("|")).toBe(expected);
  });
});

describe("discrepancies", () => {
  const one = discrepancy("contradiction", true);
  it.each<[string, boolean, string | null, Reach]>([
    ["contradiction", true, null, "open"],
    ["contradiction", false, "both_hold", "decided"],
    ["same_name", false, null, "open"],
    ["outdated", false, null, "open"],
    ["rounding", false, null, "fits"],
    ["agreement", false, null, "fits"],
  ])("%s, open %s, decided %s: %s", (name, isOpen, verdict, reach) => {
    expect(reachOf({ ...one, class: name, open: isOpen, verdict })).toBe(reach);
  });

  it("a decision names the statement that holds, or none", () => {
    expect(decideRequest(one, { accepted: "s1" }, " 以公报为准 ")).toEqual({
      key: one.key,
      verdict: "accepted",
      accepted: "s1",
      reason: "以公报为准",
    });
    expect(decideRequest(one, "both_hold", "时点不同")).toMatchObject({
      verdict: "both_hold",
      accepted: null,
    });
    expect(choiceOf({ ...one, verdict: "accepted", accepted: "s1" })).toEqual({ accepted: "s1" });
    expect(choiceOf(one)).toBeNull();
  });
});

describe("the form of a draft", () => {
  const known: IndicatorView = indicatorView({ id: "i1", name: "开展生活污水治理的村数", uom: "户" });
  const passage = { document: "d", start: 1, end: 20 };
  const draftOf = (target: Partial<TargetDraft> = {}, outcome: Partial<AdoptOutcome> = {}): Draft => ({
    quote: "",
    sentence: "",
    quantities: [],
    target: targetDraft(passage, target),
    outcome: outcomeDraft(passage, outcome),
    likely: [],
    lacks: { target: [], outcome: [] },
  });
  it.each<[When, Partial<AdoptOutcome>]>([
    ["as_of", { as_of: "2022-05-31" }],
    ["period", { period: "2022-Q2" }],
    ["annual", { period: "annual" }],
    ["deadline", { deadline: "2022-12-31" }],
    ["span", { from: "2020-01-01", to: "2022-12-31" }],
    ["span", { from: "2020-01-01" }],
    ["open", {}],
  ])("an outcome comes back as it was: %s", (when, outcome) => {
    const draft = draftOf({}, outcome);
    const fields = fieldsOf("outcome", draft, [known]);
    expect(fields.outcome.when).toBe(when);
    expect(itemOf(passage, fields)).toEqual({ outcome: draft.outcome });
  });

  it("switching keeps what was typed and takes what the other way reads differently", () => {
    const draft = draftOf({ indicator: { type: "existing", id: "i1" } }, { org_unit: "u9" });
    const first = fieldsOf("target", draft, [known]);
    const there = switched({ ...first, target: { ...first.target, value: "410" } }, "outcome", draft, [
      known,
    ]);
    expect(there).toMatchObject({ as: "outcome", org_unit: "u9", indicator: { id: "", name: "治理的村数" } });
    expect(switched(there, "target", draft, [known])).toMatchObject({
      org_unit: "u0",
      indicator: { id: "i1" },
      target: { value: "410" },
    });
    const named = { ...there, indicator: { ...there.indicator, name: "另起的名" }, note: "按月" };
    expect(switched(named, "target", draft, [known])).toMatchObject({
      indicator: { name: "另起的名" },
      note: "按月",
    });
  });
});

describe("cards", () => {
  const archive = new SmallArchive();
  const read = readText(TEXT);
  const cards = cardsOf(read, archive.marks, archive.found);
  const keyOf = (words: string) => `d1:${words}`;
  const keys = (some: readonly { key: string }[]) => some.map(({ key }) => key);

  it("join what was read and what was made of passages, in the order of the text", () => {
    expect(keys(cards)).toEqual([
      keyOf(TARGET_WORDS),
      "outcome/o1",
      keyOf(TOILETS),
      keyOf(PUMPS),
      keyOf(LAMPS),
    ]);
    expect(cards.map(({ start, end }) => TEXT.slice(start, end))).toEqual([
      TARGET_WORDS,
      OUTCOME_WORDS,
      TOILETS,
      PUMPS,
      LAMPS,
    ]);
    expect(cards[0], "what it became tells its name").toMatchObject({ name: "开展生活污水治理的村数" });
  });

  it.each<[Filter, number[]]>([
    [{ standing: "all", kind: "all" }, [0, 1, 2, 3, 4]],
    [{ standing: "open", kind: "all" }, [2, 3, 4]],
    [{ standing: "adopted", kind: "outcome" }, [1]],
    [{ standing: "rejected", kind: "all" }, []],
  ])("filtered by %o", (filter, places) => {
    expect(shownOf(cards, filter, null, null)).toEqual(places.map((place) => cards[place]));
  });

  it("keep the current one, and only what is in view where that is wanted", () => {
    const open: Filter = { standing: "open", kind: "all" };
    expect(keys(shownOf(cards, open, null, "outcome/o1"))[0]).toBe("outcome/o1");
    const [, , toilets] = cards;
    expect(shownOf(cards, EVERYTHING, { start: toilets?.start ?? 0, end: toilets?.end ?? 0 }, null)).toEqual([
      toilets,
    ]);
  });

  it("counts each choice beside the other", () => {
    expect(countsOf(cards, { standing: "open", kind: "all" })).toEqual({
      standing: { all: 5, open: 3, adopted: 2, rejected: 0 },
      kind: { all: 3, target: 3, outcome: 0 },
    });
  });

  it("steps, stays at the ends, and begins where the text is read", () => {
    const view = { start: cards[1]?.start ?? 0, end: TEXT.length };
    expect(stepped(cards, null, view, 1)?.key).toBe("outcome/o1");
    expect(stepped(cards, "outcome/o1", view, 1)?.key).toBe(keyOf(TOILETS));
    expect(stepped(cards, keyOf(LAMPS), view, 1)?.key).toBe(keyOf(LAMPS));
    expect(stepped([], null, view, 1)).toBeUndefined();
  });

  it("the next undecided one comes after, then from the top", () => {
    expect(nextOpen(cards, new Set([keyOf(TOILETS)]))?.key).toBe(keyOf(PUMPS));
    expect(nextOpen(cards, new Set([keyOf(LAMPS)]))?.key).toBe(keyOf(TOILETS));
    expect(nextOpen(cards, new Set([TOILETS, PUMPS, LAMPS].map(keyOf)))).toBeUndefined();
  });

  it("those of a sentence, and from one to another either way", () => {
    const [, , toilets] = cards;
    expect(toilets && keys(ofSentence(cards, read, toilets))).toEqual([keyOf(TOILETS), keyOf(PUMPS)]);
    const forth = between(cards, keyOf(TOILETS), keyOf(LAMPS));
    expect(keys(forth)).toEqual([TOILETS, PUMPS, LAMPS].map(keyOf));
    expect(between(cards, keyOf(LAMPS), keyOf(TOILETS))).toEqual(forth);
    expect(between(cards, "gone", keyOf(TOILETS))).toEqual([]);
  });

  it("only what lacks nothing is ready", () => {
    const { ready, stay } = sorted(cards);
    expect([keys(ready), keys(stay)]).toEqual([[keyOf(TOILETS)], [PUMPS, LAMPS].map(keyOf)]);
  });

  it("the innermost passage is the one that is meant", () => {
    const [card] = cards;
    if (!card) throw new Error("no card");
    const inner = { ...card, key: "inner", start: card.start + 2, end: card.start + 4 };
    expect(keys(cardsAt([card, inner], card.start + 3))).toEqual(["inner", card.key]);
    expect(cardsAt([card], card.end)).toEqual([]);
  });
});
