// Answers as the ledger gives them, for this room's tests. Test-only: nothing that ships imports it. One short text of
// our own with five statements, one of them a target already and one an outcome; adopting, rejecting and taking back
// change it as the ledger would.
import { usualRules } from "../../dev/indicator";
import type { Handlers } from "../../platform/memory";
import type { AdoptItem } from "../../wire/AdoptItem";
import type { AdoptOutcome } from "../../wire/AdoptOutcome";
import type { AdoptTarget } from "../../wire/AdoptTarget";
import type { DiscrepancyView } from "../../wire/DiscrepancyView";
import type { DocumentRef } from "../../wire/DocumentRef";
import type { DocumentView } from "../../wire/DocumentView";
import type { IndicatorChoice } from "../../wire/IndicatorChoice";
import type { Mark } from "../../wire/Mark";
import type { Passage } from "../../wire/Passage";
import type { PassageChangeView } from "../../wire/PassageChangeView";
import type { ProblemView } from "../../wire/ProblemView";
import type { SideView } from "../../wire/SideView";
import type { StatementView } from "../../wire/StatementView";
import type { TargetDraft } from "../../wire/TargetDraft";

export const TEXT = `关于人居环境整治的通知
　　今年在四百个村开展污水治理，计划治理400个村。𠮷祥村先行。
　　截至5月底，已建成户厕31.6万户。
一、工作要求
　　各地要加快进度，年底前新建公厕120座，改造泵站35座左右。路灯要修8000盏。`;

const at = (words: string) => {
  const utf16 = TEXT.indexOf(words);
  const start = [...TEXT.slice(0, utf16)].length;
  return { start, end: start + [...words].length };
};

export const TARGET_WORDS = "计划治理400个村";
export const OUTCOME_WORDS = "已建成户厕31.6万户";
export const TOILETS = "新建公厕120座";
export const PUMPS = "改造泵站35座左右";
export const LAMPS = "路灯要修8000盏";

const newIndicator = (name: string, uom: string): IndicatorChoice => ({
  type: "new",
  indicator: {
    name,
    uom,
    decimals: 0,
    accumulation: "ytd",
    direction: "up",
    definition: null,
    programme: null,
    time_rule: null,
    place_rule: null,
    numerator: null,
    denominator: null,
    weight: null,
    authority: null,
  },
});

export function targetDraft(passage: Passage, more: Partial<TargetDraft> = {}): AdoptTarget {
  return {
    passage,
    draft: {
      indicator: newIndicator("治理的村数", "个"),
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
      completion_rule: "usual",
      schedule: { code: "calendar_month", points: [], weights: [] },
      coverage: null,
      strength: "plan",
      binding: "general",
      programme: null,
      responsible: null,
      own: false,
      note: null,
      ...more,
    },
  };
}

export function outcomeDraft(passage: Passage, more: Partial<AdoptOutcome> = {}): AdoptOutcome {
  return {
    passage,
    indicator: newIndicator("治理的村数", "个"),
    org_unit: "u0",
    value: "400",
    uom: "个",
    qualifier: "=",
    as_of: null,
    period: null,
    deadline: null,
    from: null,
    to: null,
    note: null,
    ...more,
  };
}

const lack = (code: string, place: string, severity = "error"): ProblemView => ({
  code,
  severity,
  place,
  detail: [],
});

/** A statement as reading finds it: words, the name and the value in them, and what is lacking as a target. */
function statement(
  words: string,
  name: string,
  value: string,
  uom: string,
  more: Partial<StatementView> = {},
  target: Partial<TargetDraft> = {},
): StatementView {
  const passage = { document: "d1", ...at(words) };
  const indicator = newIndicator(name, uom);
  return {
    key: `d1:${words}`,
    kind: "target",
    ...at(words),
    quote: words,
    name,
    summary: `≥ ${value}${uom} · 2022年12月31日前 · 青原县`,
    standing: "open",
    adopted: null,
    reason: null,
    target: targetDraft(passage, { indicator, value, ...target }),
    target_lacks: [],
    outcome: outcomeDraft(passage, { indicator, value, uom }),
    outcome_lacks: [],
    org_unit_name: "青原县",
    likely: [],
    rules: ["q.count", "cue.plan"],
    ...more,
  };
}

/** Two figures of the text held against each other. */
export function discrepancy(name: string, open: boolean): DiscrepancyView {
  const side = (words: string, value: string, statement: string | null): SideView => ({
    document: "d1",
    title: "关于人居环境整治的通知",
    statement,
    ...at(words),
    quote: words,
    sentence: words,
    sentence_start: at(words).start,
    name: "治理的村数",
    value,
    scope: "青原县",
    time: "2022年",
  });
  return {
    key: `discrepancy:${name}`,
    class: name,
    rule: "other_figure",
    open,
    sides: [side("四百个村", "400个", "s1"), side("400个村", "410个", "s2")],
    expected: null,
    found: null,
    difference: "10个",
    verdict: null,
    accepted: null,
    reason: null,
  };
}

export class SmallArchive {
  marks: Mark[] = [
    {
      excerpt: "x1",
      ...at(TARGET_WORDS),
      kind: "target",
      refs: [
        {
          kind: "target",
          id: "t1",
          name: "开展生活污水治理的村数",
          summary: "≥ 400 个村 · 2022年底前 · 青原县",
          status: { code: "behind", word: "滞后", lamp: "yellow" },
        },
      ],
    },
    {
      excerpt: "x2",
      ...at(OUTCOME_WORDS),
      kind: "outcome",
      refs: [
        { kind: "outcome", id: "o1", name: "卫生户厕", summary: "31.6万户 · 2022年5月底", status: null },
      ],
    },
  ];
  found: StatementView[] = [
    statement(TARGET_WORDS, "治理的村数", "400", "个", {
      standing: "adopted",
      adopted: { kind: "target", id: "t1" },
    }),
    statement(TOILETS, "新建公厕", "120", "座"),
    statement(
      PUMPS,
      "改造泵站",
      "35",
      "座",
      { target_lacks: [lack("target.tolerance_missing", "tolerance")] },
      { kind: "approx", comparator: "approx" },
    ),
    statement(LAMPS, "修路灯", "8000", "盏", {
      target_lacks: [lack("target.deadline_open", "deadline", "query")],
    }),
  ];
  discrepancies: DiscrepancyView[] = [];
  /** The version before, as far as the view names it. */
  replaces: DocumentRef | null = null;
  changes: PassageChangeView[] = [];

  view(): DocumentView {
    return {
      line: {
        id: "d1",
        title: "关于人居环境整治的通知",
        issuer: "青原县农牧局",
        doc_number: "青农发〔2022〕3号",
        issued_on: "2022-06-08",
        targets: this.marks.filter(({ kind }) => kind === "target").length,
        outcomes: this.marks.filter(({ kind }) => kind === "outcome").length,
        length: [...TEXT].length,
      },
      text: TEXT,
      marks: this.marks,
      replaces: this.replaces,
      replaced_by: null,
      note: null,
    };
  }

  handlers(): Handlers {
    return {
      start: () => ({ recent: [], open: null, version: "" }),
      documents: () => [this.view().line],
      document: () => this.view(),
      statements: () => this.found,
      discrepancies: () => this.discrepancies,
      decide_discrepancy: ({ key, verdict, accepted, reason }) => {
        if (verdict && reason === "") throw refusal([lack("reason.missing", "reason")]);
        this.discrepancies = this.discrepancies.map((one) =>
          one.key === key ? { ...one, verdict, accepted, reason, open: verdict === null } : one,
        );
        return { entry: "e5", rooms: ["documents"], ids: [key] };
      },
      same_name: () => {
        this.discrepancies = this.discrepancies.filter((one) => one.class !== "same_name");
        return { entry: "e6", rooms: ["documents"], ids: [] };
      },
      search_documents: ({ text }) => {
        const utf16 = TEXT.indexOf(text);
        if (utf16 < 0) return [];
        const line = TEXT.slice(0, utf16).lastIndexOf("\n") + 1;
        const sentence = TEXT.slice(line).split("\n", 1)[0] ?? "";
        const sentence_start = [...TEXT.slice(0, line)].length;
        return [{ document: "d1", title: "关于人居环境整治的通知", ...at(text), sentence, sentence_start }];
      },
      document_changes: () => this.changes,
      carry_over: () => {
        this.changes = this.changes.filter(({ change }) => change !== "same");
        return { entry: "e7", rooms: ["documents"], ids: [] };
      },
      units: () => [
        {
          id: "u0",
          name: "青原县",
          level: "county",
          level_word: "旗县",
          parent: null,
          pseudo: false,
          has_children: true,
        },
      ],
      catalogue: () => ({ indicators: [], programmes: [], usual_rules: usualRules, attributes: [] }),
      read_target: () => ({ goal: "", rules: [], lacks: [] }),
      propose_document: ({ name }) => ({
        title: "关于人居环境整治的通知",
        issuer: null,
        doc_number: null,
        issued_on: null,
        org_unit: null,
        encoding: "GB18030",
        length: 80,
        beginning: TEXT.slice(0, 60),
        problems: [
          { code: "text.encoding_uncertain", severity: "query", place: "text", detail: ["GB18030"] },
        ],
        known: name === "again.txt" ? "d1" : null,
        earlier: null,
      }),
      import_document: ({ title }) => {
        if (title === "坏") throw refusal([lack("document.empty", "text")]);
        return { entry: "e1", rooms: ["documents"], ids: ["d1"] };
      },
      propose_passage: (passage) => {
        const quote = [...TEXT].slice(passage.start, passage.end).join("");
        return {
          quote,
          sentence: quote,
          quantities: [{ text: "四百个村", value: "400", uom: "个村", comparator: "gte", qualifier: "=" }],
          target: targetDraft(passage, { deadline: null }),
          outcome: outcomeDraft(passage),
          likely: [],
          org_unit_name: "青原县",
        };
      },
      adopt: ({ items }) => {
        const problems = items.flatMap((item, number) =>
          "target" in item && !item.target.draft.deadline
            ? [lack("target.deadline_missing", `${number}.deadline`), lack("later.code", `${number}.nowhere`)]
            : [],
        );
        if (problems.length > 0) throw refusal(problems);
        const ids = items.map((item) => this.add(item));
        return { entry: "e2", rooms: ["documents", "targets"], ids };
      },
      judge_statements: ({ statements, rejected, reason }) => {
        this.found = this.found.map((one) =>
          statements.includes(one.key)
            ? { ...one, standing: rejected ? "rejected" : "open", reason: rejected ? reason : null }
            : one,
        );
        return { entry: "e3", rooms: ["documents"], ids: statements };
      },
      retract: ({ id }) => {
        this.marks = this.marks.filter(({ refs }) => refs.every((ref) => ref.id !== id));
        this.found = this.found.map((one) =>
          one.adopted?.id === id ? { ...one, standing: "open", adopted: null } : one,
        );
        return { entry: "e4", rooms: ["documents"], ids: [id] };
      },
    };
  }

  private add(item: AdoptItem): string {
    const kind = "target" in item ? "target" : "outcome";
    const { passage } = "target" in item ? item.target : item.outcome;
    const { indicator } = "target" in item ? item.target.draft : item.outcome;
    const { start, end } = passage;
    const id = `new-${start}`;
    const name = indicator.type === "new" ? indicator.indicator.name : indicator.id;
    this.marks = [
      ...this.marks,
      { excerpt: `x${start}`, start, end, kind, refs: [{ kind, id, name, summary: "新", status: null }] },
    ];
    this.found = this.found.map((one) =>
      one.start === start && one.end === end ? { ...one, standing: "adopted", adopted: { kind, id } } : one,
    );
    return id;
  }
}

function refusal(problems: ProblemView[]) {
  return { code: "refused", data: [], problems };
}
