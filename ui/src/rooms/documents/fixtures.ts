// Answers as the ledger gives them, for this room's tests. Test-only: nothing that ships imports it. One short text of
// our own with two marks; adopting and taking back change it as the ledger would.
import type { Handlers } from "../../platform/memory";
import type { DocumentView } from "../../wire/DocumentView";
import type { Mark } from "../../wire/Mark";
import type { Passage } from "../../wire/Passage";
import type { ProblemView } from "../../wire/ProblemView";

export const TEXT = `关于人居环境整治的通知
　　今年在四百个村开展污水治理，计划治理400个村。𠮷祥村先行。
　　截至5月底，已建成户厕31.6万户。
一、工作要求
　　各地要加快进度。`;

const at = (words: string) => {
  const utf16 = TEXT.indexOf(words);
  const start = [...TEXT.slice(0, utf16)].length;
  return { start, end: start + [...words].length };
};

export const TARGET_WORDS = "计划治理400个村";
export const OUTCOME_WORDS = "已建成户厕31.6万户";

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
  known = false;

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
      note: null,
    };
  }

  handlers(): Handlers {
    return {
      start: () => ({ recent: [], open: null, version: "" }),
      documents: () => [this.view().line],
      document: () => this.view(),
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
      catalogue: () => ({ indicators: [], programmes: [] }),
      propose_document: ({ name }) => ({
        title: "关于人居环境整治的通知",
        issuer: null,
        doc_number: null,
        issued_on: null,
        encoding: "GB18030",
        length: 80,
        beginning: TEXT.slice(0, 60),
        problems: [
          { code: "text.encoding_uncertain", severity: "query", place: "text", detail: ["GB18030"] },
        ],
        known: name === "again.txt" ? "d1" : null,
      }),
      import_document: ({ title }) => {
        if (title === "坏")
          throw refusal([{ code: "document.empty", severity: "error", place: "text", detail: [] }]);
        return { entry: "e1", rooms: ["documents"], ids: ["d1"] };
      },
      propose_passage: ({ start, end }) => {
        const quote = [...TEXT].slice(start, end).join("");
        return {
          quote,
          sentence: quote,
          quantities: [{ text: "四百个村", value: "400", uom: "个村", comparator: "gte", qualifier: "=" }],
          deadline: null,
          from: "2022-01-01",
          indicators: [],
          org_unit: "u0",
        };
      },
      adopt_target: ({ passage, deadline, indicator }) => {
        if (!deadline) {
          throw refusal([
            { code: "target.deadline_missing", severity: "error", place: "deadline", detail: [] },
            { code: "later.code", severity: "error", place: "nowhere", detail: [] },
          ]);
        }
        this.add(passage, "target", indicator.type === "new" ? indicator.indicator.name : indicator.id);
        return { entry: "e2", rooms: ["documents", "targets"], ids: ["new"] };
      },
      adopt_outcome: ({ passage }) => {
        this.add(passage, "outcome", "结果");
        return { entry: "e3", rooms: ["documents"], ids: ["new"] };
      },
      retract: ({ id }) => {
        this.marks = this.marks.filter(({ refs }) => refs.every((ref) => ref.id !== id));
        return { entry: "e4", rooms: ["documents"], ids: [id] };
      },
    };
  }

  private add({ start, end }: Passage, kind: "target" | "outcome", name: string): void {
    const ref = { kind, id: "new", name, summary: "新", status: null };
    this.marks = [...this.marks, { excerpt: `x${start}`, start, end, kind, refs: [ref] }];
  }
}

function refusal(problems: ProblemView[]) {
  return { code: "refused", data: [], problems };
}
