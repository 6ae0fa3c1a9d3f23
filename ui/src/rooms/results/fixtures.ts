// Answers as the ledger gives them, for this room's tests and for looking at it without the host. Test-only: nothing that
// ships imports it. A small ledger in memory that fills, keeps drafts, locks and takes back, so that the room's own part
// of the conversation can be tried.
import { indicatorView, usualRules } from "../../dev/indicator";
import type { Handlers } from "../../platform/memory";
import type { CellChange } from "../../wire/CellChange";
import type { CellColumn } from "../../wire/CellColumn";
import type { CellKind } from "../../wire/CellKind";
import type { CellRequest } from "../../wire/CellRequest";
import type { ChecksView } from "../../wire/ChecksView";
import type { EvidenceView } from "../../wire/EvidenceView";
import type { FigureChange } from "../../wire/FigureChange";
import type { FindingView } from "../../wire/FindingView";
import type { FormLine } from "../../wire/FormLine";
import type { GridCells } from "../../wire/GridCells";
import type { GridColumn } from "../../wire/GridColumn";
import type { GridRequest } from "../../wire/GridRequest";
import type { GridView } from "../../wire/GridView";
import type { Incoming } from "../../wire/Incoming";
import type { ProblemView } from "../../wire/ProblemView";
import type { ReportKey } from "../../wire/ReportKey";
import type { ReviewSheet } from "../../wire/ReviewSheet";
import type { StepAnswer } from "../../wire/StepAnswer";
import type { StepRequest } from "../../wire/StepRequest";
import type { SubmissionLine } from "../../wire/SubmissionLine";
import type { UnitView } from "../../wire/UnitView";

export const county: UnitView = {
  id: "u0",
  name: "青原县",
  level: "county",
  level_word: "旗县",
  parent: null,
  pseudo: false,
  has_children: true,
};

export const form = (id: string, name: string, more: Partial<FormLine> = {}): FormLine => ({
  id,
  name,
  frequency: "月报",
  measure: "本年累计",
  parent: county,
  level_word: "苏木乡镇",
  period: "2026-06",
  period_label: "2026年6月",
  due: "2026年7月5日 17:00",
  state: "not_started",
  state_word: "未填",
  overdue: false,
  filled: 0,
  asked: 40,
  submitted: 0,
  units: 8,
  returned: null,
  ...more,
});

export const forms: FormLine[] = [
  form("f1", "农村牧区人居环境整治任务进展情况表", {
    filled: 51,
    asked: 64,
    state: "draft",
    state_word: "填报中",
  }),
  form("f2", "嘎查村集体经济收入情况表", {
    filled: 40,
    state: "returned",
    state_word: "已退回",
    returned: "金山镇两个村的收入与上月相同，请核实后重报。",
  }),
  form("f3", "就业帮扶调度表", {
    overdue: true,
    period: "2026-05",
    period_label: "2026年5月",
    due: "2026年6月5日 17:00",
  }),
  form("f4", "防返贫监测对象情况表", {
    filled: 40,
    submitted: 8,
    measure: "时点",
    state: "submitted",
    state_word: "已提交",
  }),
];

const units = ["银号镇", "金山镇", "下湿壕镇", "西斗铺镇", "怀朔镇", "兴顺西镇", "红山乡", "东胜农牧业园区"];

type Head = [groups: string[], title: string, uom: string, decimals: number];
const heads: Head[] = [
  [["人居环境整治", "污水治理"], "开展生活污水治理的嘎查村", "个村", 0],
  [["人居环境整治", "污水治理"], "建成污水处理设施", "座", 0],
  [["人居环境整治", "厕所革命"], "新（改）建户厕", "户", 0],
  [["人居环境整治", "厕所革命"], "问题厕所整改", "个", 0],
  [["人居环境整治"], "建立垃圾收运处置体系的嘎查村", "个村", 0],
  [["人居环境整治"], "村庄绿化面积", "亩", 1],
  [["资金"], "到位资金", "万元", 2],
  [["资金"], "支出进度", "%", 1],
];

const months = ["2026-06", "2026-05", "2026-04", "2026-03", "2026-02", "2026-01"];
const keyOf = ({ org_unit, indicator, period }: CellRequest) => key(org_unit, indicator, period);
const labelOf = (period: string) =>
  period.length === 4 ? `${period}年` : `${period.slice(0, 4)}年${Number(period.slice(5))}月`;

interface Stored {
  state: "number" | "nil" | "na" | "raw";
  raw: string;
}

const STATE_WORDS: Record<string, string> = {
  draft: "填报中",
  submitted: "待审核",
  returned: "已退回",
  accepted: "已通过",
};

export const RETURNED_WHY = "问题厕所数与上月相同，请核对";

/** What a row says of the cells in it: here the columns say it all. */
const sums = { uom: null, org_unit: null, indicator: null, measure: null };
const unmarked = { note: null, evidence: 0, read_only: false };

/** A cell before it is packed. */
type ToldCell = CellKind & { text: string };

/** The cells of rows as the wire tells them. */
function packed(columns: readonly GridColumn[], rows: readonly (ToldCell | null)[][]): GridCells {
  const kinds: CellKind[] = [];
  return {
    kinds,
    columns: columns.map((_, at) => {
      const column: CellColumn = { skipped: [], texts: [], kinds: [] };
      let skipped = 0;
      for (const row of rows) {
        const cell = row[at];
        if (!cell) {
          skipped++;
          continue;
        }
        const { text, ...kind } = cell;
        column.skipped.push(skipped);
        column.texts.push(text);
        column.kinds.push(kinds.push(kind) - 1);
        skipped = 0;
      }
      return column;
    }),
  };
}

/** A ledger of one form that answers like the real one. */
export class SmallLedger {
  cells = new Map<string, Stored>();
  states = new Map<string, SubmissionLine["state"]>([["u2", "submitted"]]);
  notBegun = false;
  undos: Map<string, Stored>[] = [];
  steps: StepRequest[] = [];
  explanations = new Map<string, string>();
  files = new Map<string, EvidenceView[]>();
  notes = new Map<string, string>();
  fills: { action: string; changes: CellChange[] }[] = [];

  constructor() {
    heads.forEach((_, c) => {
      units.forEach((_unit, u) => {
        if ((u * 3 + c) % 5 === 4) return;
        const raw = c === 7 ? `${(40 + u * 6.5 + c).toFixed(1)}` : String(((u * 131 + c * 57) % 190) + 3);
        this.cells.set(key(`u${u + 1}`, `i${c}`, "2026-06"), { state: "number", raw });
        this.cells.set(key(`u${u + 1}`, `i${c}`, "2026-05"), {
          state: "number",
          raw: String(Math.floor(Number(raw) * 0.8)),
        });
      });
    });
    this.cells.set(key("u4", "i1", "2026-06"), { state: "nil", raw: "" });
    this.cells.set(key("u4", "i3", "2026-06"), { state: "na", raw: "" });
    this.cells.set(key("u3", "i2", "2026-06"), { state: "raw", raw: "约30户" });
  }

  grid(request: GridRequest): GridView {
    const columns = columnsOf(request);
    const asked = units.length * columns.length;
    return {
      request,
      title: forms.find(({ id }) => id === request.form)?.name ?? "",
      period_label: labelOf(request.period),
      data_as_of: null,
      not_begun: this.notBegun,
      periods: months.map((period) => ({ period, label: labelOf(period) })),
      indicators: heads.map(([, title, uom], at) => ({ id: `i${at}`, name: `${title}（${uom}）` })),
      units: [],
      notes: ["1.数据截至本月末。", "2.“零报告”指没有发生，“不适用”指不涉及。", "3.污水治理以开工为准。"],
      columns,
      rows: [
        { ...sums, key: "total", title: "全县", indent: 0, read_only: true, state: null },
        ...units.map((title, u) => ({
          ...sums,
          key: `u${u + 1}`,
          org_unit: `u${u + 1}`,
          title,
          indent: 1,
          read_only: this.states.get(`u${u + 1}`) === "submitted",
          state: this.states.get(`u${u + 1}`) === "submitted" ? "待审核" : null,
        })),
      ],
      cells: packed(columns, [
        columns.map((column) => this.total(column)),
        ...units.map((_, u) => columns.map((column) => this.cell(`u${u + 1}`, column))),
      ]),
      filled: this.cells.size,
      asked,
      submissions: units.flatMap((name, u) => this.submission(`u${u + 1}`, name) ?? []),
      example: true,
      stamp: 0,
    };
  }

  fill(changes: readonly CellChange[], action: string) {
    this.undos.push(new Map(this.cells));
    this.fills.push({ action, changes: structuredClone([...changes]) });
    const locked = changes.filter(({ org_unit }) => this.states.get(org_unit) === "submitted");
    const drafts: CellChange[] = [];
    for (const change of changes) {
      if (locked.includes(change)) continue;
      const { org_unit, indicator, period, input } = change;
      const at = key(org_unit, indicator, period);
      if (input.type === "nil") this.cells.set(at, { state: "nil", raw: "" });
      else if (input.type === "not_applicable") this.cells.set(at, { state: "na", raw: "" });
      else if (input.text.trim() === "") this.cells.delete(at);
      else if (/^-?[\d,]+(\.\d+)?$/.test(input.text)) {
        this.cells.set(at, { state: "number", raw: input.text.replaceAll(",", "") });
      } else {
        this.cells.set(at, { state: "raw", raw: input.text });
        drafts.push(change);
      }
    }
    return {
      changed: { entry: `e${this.undos.length}`, rooms: ["results", "assessment"], ids: [] },
      written: changes.length - locked.length - drafts.length,
      drafts: drafts.map((change) => ({ change, problem: unreadable(change) })),
      refused: locked.map((change) => ({
        change,
        problem: { code: "cell.submitted", severity: "error", place: change.org_unit, detail: [] },
      })),
    };
  }

  undo() {
    const before = this.undos.pop();
    if (before) this.cells = before;
    return {
      changed: { entry: "e", rooms: ["results"], ids: [] },
      done: before ? { operation: "fill", word: "填报", rows: 1 } : null,
      blocked: [],
    };
  }

  submit(org_units: readonly string[]) {
    const ready = org_units.filter((unit) => unit !== "u1");
    for (const unit of ready) this.states.set(unit, "submitted");
    const held = org_units.filter((unit) => unit === "u1");
    return {
      changed: { entry: "e", rooms: ["results"], ids: [] },
      submitted: ready,
      problems: held.map((place) => ({
        code: "check.unread",
        severity: "error",
        place,
        detail: ["1"],
      })),
    };
  }

  /** The way of a report: handed in, and what its state says came after. The clerk takes back or corrects. */
  sheet(key: ReportKey): ReviewSheet {
    const state = this.states.get(key.org_unit) ?? "draft";
    const word = STATE_WORDS[state] ?? state;
    const step = { submitted: ["withdraw", "撤回"], accepted: ["correct", "更正"] }[state];
    const stage = (said: string, by: string, reason = "") => ({
      word: said,
      state_word: word,
      by,
      time: "2026-07-02T10:00:00+08:00",
      reason,
    });
    return {
      line: {
        key,
        form_name: forms[0]?.name ?? "",
        org_unit_name: units[Number(key.org_unit.slice(1)) - 1] ?? "",
        period_label: labelOf(key.period),
        state,
        word,
        late: false,
        large: 0,
        off_sum: 0,
        correction: false,
        steps: step
          ? [{ step: step[0] ?? "", word: step[1] ?? "", needs_reason: step[0] === "correct" }]
          : [],
        by: "王某",
        time: "2026-07-01T09:00:00+08:00",
      },
      rows: [],
      stages: [
        stage("提交", "王某"),
        ...(state === "returned" ? [stage("退回", "李某", RETURNED_WHY)] : []),
        ...(state === "accepted" ? [stage("通过", "赵某")] : []),
      ],
      notes: [],
      large_percent: "50",
    };
  }

  take(request: StepRequest): StepAnswer {
    this.steps.push(request);
    for (const { org_unit } of request.reports) this.states.set(org_unit, "draft");
    return {
      changed: { entry: "e", rooms: ["results"], ids: [] },
      done: request.reports.length,
      problems: [],
    };
  }

  /** What the grid marks, and the gaps of each unit. */
  checks(form: string, period: string): ChecksView {
    const view = this.grid({ form, period, layout: "units_indicators", indicator: null, org_unit: null });
    const finding = (unit: string, column: string, problem: ProblemView): FindingView => {
      const key = `${column}|ytd|${unit}|${period}|${problem.code}`;
      const explanation = this.explanations.get(key) ?? null;
      const closed = this.states.get(unit) === "submitted";
      const query = problem.severity === "query";
      return {
        key,
        class: query ? "trend" : "completeness",
        class_word: query ? "趋势审核" : "完整性审核",
        org_unit: unit,
        unit_name: units[Number(unit.slice(1)) - 1] ?? unit,
        column,
        indicator_name: heads[Number(column.slice(1))]?.[1] ?? column,
        problem,
        explanation,
        explained: explanation !== null,
        closed,
        blocks: !closed && explanation === null,
      };
    };
    const gaps = units
      .map((_, u) => `u${u + 1}`)
      .map((unit) => ({ unit, empty: view.columns.filter((column) => !this.cell(unit, column)).length }))
      .filter(({ empty }) => empty > 0)
      .map(({ unit, empty }) =>
        finding(unit, "i0", {
          code: "check.missing",
          severity: "error",
          place: "",
          detail: [String(empty)],
        }),
      );
    const marked = units.flatMap((_, u) =>
      view.columns.flatMap((column) => {
        const problem = this.cell(`u${u + 1}`, column)?.problem;
        return problem ? [finding(`u${u + 1}`, column.key, problem)] : [];
      }),
    );
    const findings = [...gaps, ...marked];
    const open = findings.filter(({ closed }) => !closed);
    const count = (severity: string, explained: boolean) =>
      open.filter((one) => one.problem.severity === severity && one.explained === explained).length;
    const blocked = units.flatMap((_, u) => {
      const own = open.filter((one) => one.blocks && one.org_unit === `u${u + 1}`);
      const [first] = own;
      if (!first) return [];
      const gap = gaps.find((one) => own.includes(one));
      const errors = own.filter((one) => one !== gap && one.problem.severity === "error").length;
      return [
        {
          org_unit: first.org_unit,
          errors,
          missing: Number(gap?.problem.detail[0] ?? 0),
          queries: own.length - errors - (gap ? 1 : 0),
          column: first.column,
        },
      ];
    });
    return {
      findings,
      blocked,
      cells: {
        errors: marked.filter((one) => !one.closed && one.problem.severity === "error").length,
        missing: blocked.reduce((sum, { missing }) => sum + missing, 0),
        queries: count("query", false),
      },
      unproven: findings.filter((one) => one.class === "evidence").length,
      errors: count("error", false),
      queries: count("query", false),
      explained: count("query", true),
      hints: 0,
    };
  }

  handlers(): Handlers {
    return {
      review_sheet: (key) => this.sheet(key),
      take_step: (request) => this.take(request),
      forms: () => forms,
      catalogue: () => ({
        indicators: heads.map(([, name, uom, decimals], at) =>
          indicatorView({ id: `i${at}`, name, uom, decimals }),
        ),
        programmes: [],
        usual_rules: usualRules,
        attributes: [],
      }),
      grid: (request) => this.grid(request),
      grid_since: ({ grid }) => ({ type: "whole", grid: this.grid(grid) }),
      cell: ({ org_unit, indicator }) => ({
        target: "≥ 120 个村",
        difference: "+4",
        previous: this.cells.get(key(org_unit, indicator, "2026-05"))?.raw ?? null,
        last_year: "86",
        locked:
          this.states.get(org_unit) === "submitted"
            ? { code: "cell.submitted", severity: "error", place: "", detail: ["调度表", "待审核"] }
            : null,
        history: [
          {
            org_unit_name: "银号镇",
            period_label: "2026年6月",
            entry: "e2",
            operation: "填报",
            author: "张某",
            office: "县农牧局",
            time: "2026-07-02 14:02",
            reason: null,
            value: "112 个村",
            replaced: "108 个村",
          },
        ],
      }),
      changes: ({ since }) => ({
        changes: since.type === "accepted" ? [] : ["2026-06", "2026-05"].map(changed),
        more: false,
      }),
      fill: ({ changes, action }) => this.fill(changes, action),
      undo: () => this.undo(),
      evidence: (cell) => this.files.get(keyOf(cell)) ?? [],
      attach_evidence: ({ cell, files }) => this.attach(cell, files),
      detach_evidence: ({ cell, digest }) => {
        const left = this.files.get(keyOf(cell))?.filter((file) => file.digest !== digest) ?? [];
        this.files.set(keyOf(cell), left);
        return { entry: "e", rooms: ["results"], ids: [] };
      },
      open_evidence: ({ digest }) => ({ path: `佐证/${digest}` }),
      evidence_picture: () => ({ url: null }),
      remark: ({ cell, text }) => {
        this.notes.set(keyOf(cell), text);
        return { entry: "e", rooms: ["results"], ids: [] };
      },
      submit: ({ org_units }) => this.submit(org_units),
      checks: ({ form: id, period }) => this.checks(id, period),
      explain: ({ items }) => {
        for (const item of items) this.explanations.set(item.key, item.text);
        return { entry: "e", rooms: ["results"], ids: [] };
      },
      form_periods: ({ frequency }) =>
        (frequency === "month" ? months : ["2026", "2025"]).map((period) => ({
          period,
          label: labelOf(period),
        })),
      put_form: ({ form: { name, indicators } }) => {
        const problems: ProblemView[] = [];
        const lacks = (code: string, place: string) =>
          problems.push({ code, severity: "error", place, detail: [] });
        if (name === "") lacks("form.name_missing", "name");
        if (indicators.length === 0) lacks("form.indicators_missing", "indicators");
        if (problems.length > 0) throw { code: "refused", data: [], problems };
        return { entry: "e", rooms: ["results"], ids: ["f1"] };
      },
    };
  }

  private attach(cell: CellRequest, incoming: readonly Incoming[]) {
    const good = incoming.filter(({ name }) => !name?.endsWith(".exe"));
    const bad = incoming.filter((file) => !good.includes(file));
    const added = good.map(({ name }) => ({
      ...{ digest: name ?? "", name: name ?? "", size: 2048 },
      ...{ picture: false, held: true },
    }));
    this.files.set(keyOf(cell), [...(this.files.get(keyOf(cell)) ?? []), ...added]);
    return {
      changed: { entry: "e", rooms: ["results"], ids: [] },
      taken: good.length,
      refused: bad.map(({ name }) => ({
        ...{ code: "evidence.kind", severity: "error", place: name ?? "", detail: [] },
      })),
    };
  }

  private cell(unit: string, column: GridColumn): ToldCell | null {
    const { indicator, measure, period } = column;
    const place = unmarked;
    if (!indicator || !measure) return null;
    if (unit === "u6" && column.indicator === "i3") {
      return { ...place, state: "no_task", text: "", raw: "", problem: null };
    }
    const stored = this.cells.get(key(unit, indicator, period));
    if (!stored) return null;
    const { state, raw } = stored;
    const input = { type: "text" as const, text: raw };
    const change = { org_unit: unit, indicator, measure, period, input };
    const text = { number: grouped(raw), nil: "零报告", na: "不适用", raw }[state];
    const doubt = state === "number" && unit === "u5" && column.indicator === "i4";
    return {
      ...place,
      note: this.notes.get(key(unit, indicator, period)) ?? null,
      evidence: this.files.get(key(unit, indicator, period))?.length ?? 0,
      state,
      text,
      raw: state === "nil" || state === "na" ? text : raw,
      problem:
        state === "raw"
          ? unreadable(change)
          : doubt
            ? { code: "check.fell", severity: "query", place: "", detail: ["185", "188"] }
            : null,
    };
  }

  private total(_: GridColumn): ToldCell {
    return { ...unmarked, state: "computed", text: "1,204", raw: "", problem: null };
  }

  private submission(org_unit: string, name: string): SubmissionLine | undefined {
    const state = this.states.get(org_unit);
    if (!state) return undefined;
    return {
      org_unit,
      name,
      state,
      word: STATE_WORDS[state] ?? state,
      reason: state === "returned" ? RETURNED_WHY : null,
    };
  }
}

function changed(period: string): FigureChange {
  return {
    cell: { org_unit: "u5", indicator: "i3", measure: "ytd", period },
    indicator_name: "问题厕所整改",
    change: {
      org_unit_name: "怀朔镇",
      period_label: labelOf(period),
      entry: `e:${period}`,
      operation: "填报",
      author: "王某",
      office: "怀朔镇政府",
      time: "2026-07-02T10:00:00+08:00",
      reason: RETURNED_WHY,
      value: "21 个",
      replaced: "12 个",
    },
  };
}

function key(unit: string, indicator: string, period: string): string {
  return `${unit}|${indicator}|${period}`;
}

function columnsOf({ layout, indicator, period }: GridRequest): GridColumn[] {
  if (layout === "units_periods") {
    const at = Number((indicator ?? "i0").slice(1));
    const [, title, uom, decimals] = heads[at] as Head;
    return months.toReversed().map((month) => ({
      key: month,
      groups: [title],
      title: labelOf(month).slice(5),
      uom,
      indicator: `i${at}`,
      measure: "ytd",
      period: month,
      decimals,
      read_only: false,
    }));
  }
  return heads.map(([groups, title, uom, decimals], at) => ({
    key: `i${at}`,
    groups,
    title,
    uom,
    indicator: `i${at}`,
    measure: "ytd",
    period,
    decimals,
    read_only: false,
  }));
}

function unreadable(change: CellChange): ProblemView {
  const text = change.input.type === "text" ? change.input.text : "";
  return { code: "number.unreadable", severity: "error", place: change.org_unit, detail: [text] };
}

function grouped(raw: string): string {
  return raw.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}
