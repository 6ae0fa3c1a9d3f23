// Answers as the ledger gives them, for this room's tests and for looking at it without the host. Test-only: nothing that
// ships imports it. A desk at which one person reviews and another has approved: reports take steps and leave the queue.

import type { Handlers } from "../../platform/memory";
import type { Completeness } from "../../wire/Completeness";
import type { EvidenceView } from "../../wire/EvidenceView";
import type { ReportKey } from "../../wire/ReportKey";
import type { ReviewLine } from "../../wire/ReviewLine";
import type { ReviewRow } from "../../wire/ReviewRow";
import type { ReviewSheet } from "../../wire/ReviewSheet";
import type { StepAnswer } from "../../wire/StepAnswer";
import type { StepRequest } from "../../wire/StepRequest";
import type { StepView } from "../../wire/StepView";
import { idOf } from "./review.logic";

const WORDS: Record<string, [word: string, needs_reason: boolean]> = {
  withdraw: ["撤回", false],
  review: ["审核", false],
  approve: ["审定", false],
  receive: ["接收", false],
  accept: ["通过", false],
  return: ["退回", true],
  correct: ["更正", true],
};

export const step = (code: string): StepView => {
  const [word = code, needs_reason = false] = WORDS[code] ?? [];
  return { step: code, word, needs_reason };
};

export const line = (unit: string, name: string, more: Partial<ReviewLine> = {}): ReviewLine => ({
  key: { form: "f1", org_unit: unit, period: "2026-06" },
  form_name: "农村牧区人居环境整治任务进展情况表",
  org_unit_name: name,
  period_label: "2026年6月",
  state: "submitted",
  word: "待审核",
  late: false,
  correction: false,
  steps: [step("review"), step("return"), step("withdraw")],
  large: 0,
  off_sum: 0,
  by: "王某",
  time: "2026-07-03T16:40:00+08:00",
  ...more,
});

const approved = {
  state: "approved",
  word: "已上报",
  steps: [step("receive"), step("accept"), step("return")],
};
const second = { form: "f2", period: "2026-06" };

export const queue: ReviewLine[] = [
  line("u1", "银号镇"),
  line("u2", "金山镇", { late: true }),
  line("u3", "下湿壕镇", { correction: true }),
  line("u4", "西斗铺镇", approved),
  line("u5", "怀朔镇", { ...approved, key: { ...second, org_unit: "u5" }, form_name: "就业帮扶调度表" }),
];

const file = (name: string): EvidenceView => ({
  digest: name,
  name,
  size: 48_000,
  picture: false,
  held: true,
});

const row = (indicator: string, name: string, uom: string, more: Partial<ReviewRow> = {}): ReviewRow => ({
  indicator,
  name,
  uom,
  measure: "本年累计",
  state: "number",
  text: "185",
  previous: "170",
  difference: "+15",
  change: "+8.8%",
  large: false,
  below: null,
  off_sum: false,
  last_year: "160",
  target: "400户",
  note: null,
  evidence: [],
  problem: null,
  explanation: null,
  history: [],
  ...more,
});

export const rows: ReviewRow[] = [
  row("i1", "开展生活污水治理的嘎查村", "个村", {
    text: "12",
    previous: "12",
    difference: "0",
    change: "0.0%",
  }),
  row("i2", "新（改）建户厕", "户", {
    text: "160",
    previous: "170",
    difference: "−10",
    change: "−5.9%",
    note: "上月多报",
    problem: { code: "check.fell", severity: "query", place: "", detail: ["160", "170"] },
    history: [
      {
        org_unit_name: "银号镇",
        period_label: "2026年6月",
        entry: "e2",
        operation: "更正",
        author: "王某",
        office: "银号镇政府",
        time: "2026-07-03T16:10:00+08:00",
        reason: "上月把在建的也算进去了",
        value: "160 户",
        replaced: "175 户",
      },
    ],
  }),
  row("i3", "到位资金", "万元", {
    text: "1,204.50",
    previous: "602.25",
    difference: "+602.25",
    change: "+100.0%",
    large: true,
    below: "1,200.00",
    off_sum: true,
    target: "",
    last_year: null,
    evidence: [file("验收单.pdf"), { ...file("现场照片.jpg"), picture: true }],
  }),
  row("i4", "村庄绿化面积", "亩", {
    state: "nil",
    text: "零报告",
    previous: null,
    difference: null,
    change: null,
    target: "",
  }),
];

export const standing: Completeness = {
  forms: [
    {
      form: "f1",
      name: "农村牧区人居环境整治任务进展情况表",
      period: "2026-06",
      period_label: "2026年6月",
      due: "2026年7月5日 17:00",
      overdue: true,
      units: 8,
      handed_in: 6,
      late: 1,
      accepted: 2,
      missing: 2,
    },
    {
      form: "f2",
      name: "就业帮扶调度表",
      period: "2026-06",
      period_label: "2026年6月",
      due: "2026年7月10日 17:00",
      overdue: false,
      units: 8,
      handed_in: 7,
      late: 0,
      accepted: 7,
      missing: 1,
    },
  ],
  missing: [
    {
      org_unit: "u6",
      name: "兴顺西镇",
      forms: ["农村牧区人居环境整治任务进展情况表", "就业帮扶调度表"],
      contacts: [{ id: "p9", name: "赵*", phone: "047*-***0106" }],
    },
    { org_unit: "u7", name: "红山乡", forms: ["农村牧区人居环境整治任务进展情况表"], contacts: [] },
  ],
  missing_total: 2,
  message:
    "请以下单位于7月5日17时前报送《农村牧区人居环境整治任务进展情况表》（2026年6月）：兴顺西镇、红山乡。",
  matrix: [
    {
      org_unit: "u1",
      name: "银号镇",
      reports: [
        { state: "submitted", word: "待审核", late: true },
        { state: "missing", word: "未报", late: false },
      ],
    },
    { org_unit: "u2", name: "金山镇", reports: [{ state: "accepted", word: "已通过", late: false }, null] },
  ],
  timeliness: [
    {
      org_unit: "u1",
      name: "银号镇",
      asked: 6,
      on_time: 6,
      late: 0,
      missing: 0,
      rate: "100.0%",
      complete_rate: "100.0%",
      rank: 1,
    },
    {
      org_unit: "u2",
      name: "金山镇",
      asked: 6,
      on_time: 5,
      late: 1,
      missing: 0,
      rate: "83.3%",
      complete_rate: "100.0%",
      rank: 2,
    },
    {
      org_unit: "u6",
      name: "兴顺西镇",
      asked: 6,
      on_time: 3,
      late: 1,
      missing: 2,
      rate: "50.0%",
      complete_rate: "66.7%",
      rank: 3,
    },
  ],
};

/** The queue of one person, who takes reports further. */
export class CheckersDesk {
  lines: ReviewLine[];
  taken: StepRequest[] = [];
  /** Units whose reports somebody else dealt with meanwhile. */
  gone = new Set<string>();

  constructor(lines: readonly ReviewLine[] = queue) {
    this.lines = [...lines];
  }

  handlers(): Handlers {
    return {
      review_queue: () => this.lines,
      review_sheet: (key) => this.sheet(key),
      take_step: (request) => this.take(request),
      completeness: () => standing,
    };
  }

  private sheet(key: ReportKey): ReviewSheet {
    const found = this.lines.find((shown) => idOf(shown.key) === idOf(key));
    const shown =
      found ?? line(key.org_unit, key.org_unit, { key, state: "accepted", word: "已通过", steps: [] });
    return {
      line: shown,
      rows,
      stages: [
        { word: "提交", state_word: "待审核", by: "王某", time: "2026-07-01T09:00:00+08:00", reason: "" },
        {
          word: "退回",
          state_word: "已退回",
          by: "李某",
          time: "2026-07-02T10:00:00+08:00",
          reason: "户厕比上期少，请核对",
        },
        { word: "提交", state_word: "待审核", by: "王某", time: shown.time, reason: "" },
      ],
      notes: ["数据为本年累计。"],
      large_percent: "50",
    };
  }

  private take(request: StepRequest): StepAnswer {
    this.taken.push(request);
    const stays = request.reports.filter(({ org_unit }) => this.gone.has(org_unit));
    const done = request.reports.filter((key) => !stays.includes(key)).map(idOf);
    this.lines = this.lines.filter(({ key }) => !done.includes(idOf(key)));
    return {
      changed: { entry: "e9", rooms: ["results"], ids: [] },
      done: done.length,
      problems: stays.map((key) => ({
        code: "submission.not_ready",
        severity: "error",
        place: idOf(key),
        detail: [step(request.step).word, "已退回"],
      })),
    };
  }
}
