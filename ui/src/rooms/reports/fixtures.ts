// Answers as the ledger gives them, for this room's tests and for looking at it without the host. Test-only: nothing that
// ships imports it.
import type { Handlers } from "../../platform/memory";
import type { ArchivedReport } from "../../wire/ArchivedReport";
import type { Block } from "../../wire/Block";
import type { BulletinRequest } from "../../wire/BulletinRequest";
import type { BulletinView } from "../../wire/BulletinView";
import type { ChangedFigure } from "../../wire/ChangedFigure";
import type { LedgerView } from "../../wire/LedgerView";
import type { ReportTemplate } from "../../wire/ReportTemplate";
import type { Run } from "../../wire/Run";
import type { TableCell } from "../../wire/TableCell";
import type { TableView } from "../../wire/TableView";
import type { TargetTreeNode } from "../../wire/TargetTreeNode";
import type { UnitView } from "../../wire/UnitView";

const words = (text: string): Run => ({ text, target: null, org_unit: null, figure: null, status: null });
const fig = (text: string, figure: string, target: string | null = "t1"): Run => ({
  text,
  target,
  org_unit: target ? "u0" : null,
  figure,
  status: null,
});
const paragraph = (runs: Run[], rules: string[] = []): Block => ({
  type: "paragraph",
  runs,
  rules,
  sentence: runs.some(({ figure }) => figure)
    ? { key: runs.map(({ figure }) => figure ?? "").join("|"), basis: "□", generated: null }
    : null,
});
const heading = (level: number, text: string): Block => ({ type: "heading", level, text });

const towns = ["银号镇", "金山镇", "下湿壕镇", "西斗铺镇", "怀朔镇", "兴顺西镇", "红山乡", "东胜农牧业园区"];

function blocks(request: BulletinRequest): Block[] {
  const basis = request.fields.basis ?? "《青原县2026年重点任务责任清单》";
  const item = (name: string, target: string) =>
    paragraph([
      words(`${name}：全年目标`),
      fig("400个村", "goal", target),
      words("，截至6月底累计完成"),
      fig("213个村", "actual", target),
      words("，完成率"),
      fig("53.3%", "rate", target),
      words("，快于序时进度"),
      fig("3.3个百分点", "variance", target),
      words("；同比增长"),
      fig("12.1%", "year_on_year", target),
      words("，较上月提高"),
      fig("6.5个百分点", "since_last", target),
      words(
        "。完成率居前三位的是银号镇（78.2%）、怀朔镇（71.0%）、红山乡（66.4%）；居后三位的是金山镇（31.2%）、西斗铺镇（35.9%）、下湿壕镇（40.3%）。",
      ),
    ]);
  return [
    paragraph([words(`按照${basis}要求，现将截至6月底全县重点任务进展情况通报如下：`)]),
    heading(1, "一、总体情况"),
    paragraph([
      words("截至6月底，全县纳入调度的"),
      fig("55项", "count", null),
      words("指标中，已完成"),
      fig("12项", "count", null),
      words("、达到序时进度"),
      fig("32项", "count", null),
      words("、未达序时进度"),
      fig("11项", "count", null),
      words("，分别占21.8%、58.2%、20.0%。"),
    ]),
    heading(1, "二、主要指标完成情况"),
    heading(2, "（一）人居环境"),
    item("开展生活污水治理的嘎查村", "t1"),
    item("新（改）建户厕", "t2"),
    item("建立垃圾收运处置体系的嘎查村", "t3"),
    heading(2, "（二）集体经济"),
    item("集体经济收入达到12万元的嘎查村", "t4"),
    heading(1, "三、工作推进较好的单位"),
    paragraph(
      [words("银号镇、怀朔镇各项指标均达到序时进度，推进较好。")],
      ["本期全部指标达到序时进度，且完成率居前两位。"],
    ),
    heading(1, "四、存在问题"),
    paragraph([words("金山镇、西斗铺镇有3项指标慢于序时进度10个百分点以上；红山乡未按时报送。")]),
    ...(request.fields.requirements ? [heading(1, "五、下步工作要求")] : []),
    ...(request.fields.requirements?.split("\n").map((line) => paragraph([words(line)])) ?? []),
  ];
}

const cell = (text: string, kind = "number"): TableCell => ({
  text,
  value: kind === "text" ? null : text,
  kind,
});

function annexes(rows: number): TableView[] {
  const head = (text: string, columns = 1, span = 1) => ({ text, columns, rows: span });
  const columns = (...widths: number[]) =>
    widths.map((width, at) => ({ width, align: at === 1 ? "left" : "right" }));
  return [
    {
      label: "附件1",
      title: "青原县2026年重点任务进展情况表",
      source_line: "编制单位：县政府办",
      as_of_line: "截至2026年6月底",
      unit_line: "单位：见各栏",
      columns: columns(3, 14, 4, 6, 6, 6, 6, 6, 6),
      landscape: true,
      size: 21,
      signatures: ["单位负责人：", "填表人："],
      header: [
        [
          head("序号", 1, 2),
          head("指标", 1, 2),
          head("单位", 1, 2),
          head("年度目标", 1, 2),
          head("进展情况", 2),
          head("完成率（%）", 1, 2),
          head("序时差（百分点）", 1, 2),
          head("状态", 1, 2),
        ],
        [head("本月完成"), head("累计完成")],
      ],
      rows: Array.from({ length: rows }, (_, at) => [
        cell(String(at + 1), "text"),
        cell(`农村牧区人居环境整治指标之${at + 1}`, "text"),
        cell("个村", "text"),
        cell(String(400 + at)),
        cell(String(12 + at)),
        cell(String(213 + at)),
        cell((53.3 + at / 10).toFixed(1), "percent"),
        cell((3.3 - at / 4).toFixed(1), "points"),
        cell("达到序时", "text"),
      ]),
      notes: ["1.数据截至2026年6月底。", "2.“—”表示无任务。", "3.因四舍五入，分项与合计略有出入。"],
    },
    {
      label: "附件2",
      title: "各苏木乡镇生活污水治理进度",
      source_line: "",
      as_of_line: "",
      unit_line: "单位：个村、%",
      columns: columns(3, 10, 6, 6, 6),
      landscape: false,
      size: 21,
      signatures: [],
      header: [[head("名次"), head("苏木乡镇"), head("下达任务"), head("累计完成"), head("完成率（%）")]],
      rows: towns.map((name, at) => [
        cell(String(at + 1), "text"),
        cell(name, "text"),
        cell(String(60 - at * 3)),
        cell(String(48 - at * 4)),
        cell((78.2 - at * 6).toFixed(1), "percent"),
      ]),
      notes: [],
    },
  ];
}

export function bulletin(request: BulletinRequest, rows = 24): BulletinView {
  const { fields } = request;
  const problem = (code: string, severity: string, place: string, ...detail: string[]) => ({
    code,
    severity,
    place,
    detail,
  });
  return {
    template: request.template,
    layout: request.template === "progress_brief" ? "issue" : "document",
    contact: fields.contact ?? null,
    example_line: "（含示例数据，仅供演示，不得印发）",
    title: fields.title ?? "关于青原县2026年上半年重点任务进展情况的通报",
    letterhead: fields.letterhead ?? "",
    doc_number: fields.doc_number ?? null,
    recipients: fields.recipients ?? null,
    copies: fields.copies ?? null,
    signer: fields.signer ?? "",
    issued_on: fields.issued_on ? "2026年7月5日" : "",
    blocks: blocks(request),
    annex_list: annexes(rows).map(({ title }, index) => `${index + 1}.${title}`),
    annexes: annexes(rows),
    charts: null,
    checks: [
      problem("bulletin.not_reported", "query", "", "2", "红山乡、西斗铺镇"),
      ...(fields.doc_number ? [] : [problem("bulletin.no_doc_number", "query", "doc_number")]),
      ...(fields.issued_on ? [] : [problem("bulletin.no_issued_on", "hint", "issued_on")]),
      problem("bulletin.conflict", "error", "t2", "新（改）建户厕", "2"),
    ],
    head: "3f2a",
  };
}

const node = (
  key: string,
  kind: string,
  name: string,
  more: Partial<TargetTreeNode> = {},
): TargetTreeNode => ({
  key,
  kind,
  name,
  hint: null,
  line: null,
  children: [],
  ...more,
});

function target(id: string, name: string): TargetTreeNode {
  const line = {
    target: id,
    indicator: `i-${id}`,
    name,
    org_unit: "u0",
    org_unit_name: "青原县",
    goal: "≥ 400 个村",
    actual: null,
    qualifier: "",
    coverage: null,
    rate: null,
    rate_rule: "",
    expected: null,
    variance: null,
    gap: null,
    surplus: null,
    required_per_month: null,
    responsible: null,
    deadline: "2026-12-31",
    status: { code: "on_track", word: "达到序时", lamp: "green" },
    marks: [],
    drafts: 0,
    behind_for: 0,
    not_reported: [],
    missing: 0,
    reported: 0,
    expected_reports: 0,
    example: false,
    binding: "预期性",
    strength: "确保",
    source: null,
  };
  return node(`indicator:${id}`, "indicator", name, {
    children: [node(`target:${id}@u0`, "target", name, { line })],
  });
}

export const tree: TargetTreeNode[] = [
  node("programme:p1", "programme", "人居环境整治", {
    children: [target("t1", "开展生活污水治理的嘎查村"), target("t2", "新（改）建户厕")],
  }),
  node("programme:p2", "programme", "集体经济", {
    children: [target("t4", "集体经济收入达到12万元的嘎查村")],
  }),
  node("programme:p3", "programme", "空方案"),
];

export const ledger: LedgerView = {
  id: "dev",
  title: "青原县2026年台账",
  path: "",
  read_only: false,
  sample: true,
  health: { state: "sound", problems: [], backup: null },
  person: {
    id: "p",
    name: "张某",
    office: "青原县人民政府办公室",
    role: "填报人",
    roles: ["reporter"],
    org_unit: "u0",
    org_unit_name: "青原县",
    phone: null,
    passcode: false,
  },
  as_of_choices: [],
  context: { as_of: "2026-06-30", org_unit: "u0" },
  locked: false,
  clock_behind: null,
  saved_at: null,
  undo: null,
  redo: null,
  entries: 1,
};

const unit = (id: string, name: string, level_word: string, parent: string | null): UnitView => ({
  id,
  name,
  level: parent === null ? "county" : "township",
  level_word,
  parent,
  pseudo: false,
  has_children: parent === null,
});

const written = { time: "2026-07-06T10:00:00+08:00", by: "张某", word: "更正", reason: "复核后更正" };

const changed: ChangedFigure = {
  of: "新建高标准农田",
  figure: "actual",
  target: "t1",
  org_unit: null,
  status: null,
  was: "213个",
  now: "240个",
  causes: [{ entry: "w1:8", written }],
};

const archived: ArchivedReport = {
  key: "a1",
  title: "关于青原县2026年上半年重点任务进展情况的通报",
  doc_number: "青政办发〔2026〕15号",
  issued_on: "2026-07-05",
  template: "progress_bulletin",
  as_of: "2026-06-30",
  org_unit_name: "青原县",
  head: "8a",
  files: [{ name: "通报.docx", digest: "8a7b3c".repeat(10) }],
  written,
};

const saved: ReportTemplate = {
  office: "o1",
  office_name: "县政府办",
  name: "月度简报",
  template: "progress_brief",
  org_unit: null,
  org_unit_name: null,
  derivations: true,
  charts: false,
  fields: { letterhead: "督查专报", doc_number: "第{号}期" },
  paper: { name: "督查专报.docx", digest: "8a" },
  next_number: "第8期",
};

export const handlers: Handlers = {
  start: () => ({ recent: [], open: ledger, version: "" }),
  units: ({ parent }) =>
    parent === null
      ? [unit("u0", "青原县", "旗县", null)]
      : [unit("u1", "金山镇", "乡镇", "u0"), unit("u2", "红山乡", "乡镇", "u0")],
  target_tree: () => tree,
  bulletin: (request) => bulletin(request),
  work: () => ({ running: false, stage: null, done: 0, total: 0 }),
  stop_work: () => ({}),
  export_bulletin: ({ format, choose }) => ({
    path: `D:/台账/文档/${choose ? "另存/" : ""}青原县2026年6月底进展情况通报.${format}`,
    digest: "8a7b3c".repeat(10),
  }),
  missing_faces: () => [],
  verify_report: ({ name }) =>
    name === "别处.docx"
      ? {
          kept: "foreign",
          head: "8a",
          template: "progress_bulletin",
          as_of: "2026-06-30",
          org_unit_name: null,
          held: null,
          archived: null,
        }
      : {
          kept: "held",
          head: "8a",
          template: "progress_bulletin",
          as_of: "2026-06-30",
          org_unit_name: "青原县",
          held: {
            entry: "w1:7",
            received_at: "2026-07-02T09:00:00+08:00",
            since: 3,
            damaged: 0,
            changed: [changed],
            gone: ["累计完成213个。"],
            new: ["累计完成240个。"],
          },
          archived: null,
        },
  report_shelf: () => ({
    templates: [saved],
    phrases: ["请抓紧。", "请核实。"],
    phrases_written: null,
    phrases_conflict: false,
  }),
  save_report_template: () => ({ entry: null, rooms: ["reports"], ids: [] }),
  remove_report_template: () => ({ entry: null, rooms: ["reports"], ids: [] }),
  set_phrases: () => ({ entry: null, rooms: ["reports"], ids: [] }),
  archived_reports: () => [archived],
  archive_report: () => ({ entry: null, rooms: ["reports"], ids: [] }),
  archived_report: () => ({
    kept: "held",
    head: "8a",
    template: "progress_bulletin",
    as_of: "2026-06-30",
    org_unit_name: "青原县",
    held: {
      entry: "w1:7",
      received_at: "2026-07-02T09:00:00+08:00",
      since: 1,
      damaged: 0,
      changed: [changed],
      gone: [],
      new: [],
    },
    archived,
  }),
  reveal: () => ({}),
  open_bulletin: () => ({}),
};
