// Answers as the ledger gives them, for this room's tests and for looking at it without the host. Test-only: nothing that
// ships imports it. Figures follow the sample ledger (内蒙古 2022).
import { indicatorView, usualRules } from "../../dev/indicator";
import { fig, line as lineOf, points, unit } from "../../test/wire";
import type { AllocateRequest } from "../../wire/AllocateRequest";
import type { AllocationSheet } from "../../wire/AllocationSheet";
import type { AllocationView } from "../../wire/AllocationView";
import type { Catalogue } from "../../wire/Catalogue";
import type { Changed } from "../../wire/Changed";
import type { CoverageUnit } from "../../wire/CoverageUnit";
import type { CoverageView } from "../../wire/CoverageView";
import type { CoveredUnitsRequest } from "../../wire/CoveredUnitsRequest";
import type { DerivationView } from "../../wire/DerivationView";
import type { SourceRef } from "../../wire/SourceRef";
import type { StartView } from "../../wire/StartView";
import type { TargetDetail } from "../../wire/TargetDetail";
import type { TargetDraft } from "../../wire/TargetDraft";
import type { TargetLine } from "../../wire/TargetLine";
import type { TargetRequest } from "../../wire/TargetRequest";
import type { TargetTreeNode } from "../../wire/TargetTreeNode";
import type { UnitView } from "../../wire/UnitView";

const source: SourceRef = {
  document: "d-002",
  title: "对政协十二届五次会议第0126号提案的答复",
  start: 1203,
  end: 1226,
  quote: "今年计划在400个村开展生活污水治理工作，新增1854个嘎查村建立垃圾收运处置体系",
};

export function line(target: string, name: string, code: string, more: Partial<TargetLine> = {}): TargetLine {
  return lineOf(target, name, code, { source, ...more });
}

function numbers(actual: string, uom: string, rate: string, variance: string | null): Partial<TargetLine> {
  return {
    actual: fig(actual, uom, actual.replace(/\B(?=(\d{3})+$)/g, ",")),
    rate: fig(rate, "%"),
    variance: variance === null ? null : points(variance),
  };
}

export const sewage = line("t-sewage", "开展生活污水治理的行政村", "far_behind", {
  goal: "≥ 400个村",
  ...numbers("112", "个村", "28.0", "-22.0"),
  expected: fig("200", "个村"),
  gap: fig("288", "个村"),
  required_per_month: fig("48", "个村"),
  responsible: "自治区生态环境厅",
  drafts: 2,
  behind_for: 2,
  example: true,
  marks: ["口径待核"],
  not_reported: ["乌兰察布市"],
  missing: 1,
  reported: 10,
  expected_reports: 11,
});

export const income = line("t-income", "嘎查村集体经济收入达到12万元的村", "far_behind", {
  org_unit: "u-bt",
  org_unit_name: "包头市",
  goal: "527个村全部达标",
  actual: fig("371", "个村"),
  coverage: "371/527",
  rate: fig("70.4", "%"),
  rate_rule: "达标数÷应达标数",
  gap: fig("142", "个村"),
  responsible: "包头市委组织部",
  behind_for: 1,
  not_reported: ["吉忽伦图嘎查", "银号村", "西斗铺村"],
  missing: 3,
  reported: 513,
  expected_reports: 527,
  example: true,
  strength: "稳步",
});

function programme(key: string, name: string, hint: string, children: TargetTreeNode[]): TargetTreeNode {
  return { key: `programme:${key}`, kind: "programme", name, hint, line: null, children };
}

function indicator(name: string, lines: TargetLine[], hint: string | null = null): TargetTreeNode {
  return {
    key: `indicator:${lines[0]?.indicator}`,
    kind: "indicator",
    name,
    hint,
    line: null,
    children: lines.map((one) => ({
      key: `target:${one.target}@${one.org_unit}`,
      kind: "target",
      name: one.org_unit_name,
      hint: null,
      line: one,
      children: [],
    })),
  };
}

const single = (one: TargetLine) => indicator(one.name, [one]);

export const tree: TargetTreeNode[] = [
  programme("eco", "生态宜居", "五大振兴", [
    programme("env", "农村人居环境整治提升五年行动", "行动", [
      single(sewage),
      single(
        line("t-garbage", "建立垃圾收运处置体系的嘎查村（新增）", "overdue", {
          goal: "较基期4,379个增加1,854个",
          ...numbers("6105", "个", "93.1", null),
          responsible: "自治区住房和城乡建设厅",
          deadline: "2022-05-31",
        }),
      ),
      single(
        line("t-toilet", "规划建设卫生厕所", "on_track", {
          goal: "≥ 31.6万户",
          ...numbers("17.2", "万户", "54.4", "4.4"),
          qualifier: "约",
          responsible: "自治区农牧厅",
        }),
      ),
    ]),
  ]),
  programme("org", "组织振兴", "五大振兴", [
    single(income),
    indicator("村集体经济年收入达到档次的村", [
      line("t-tier5", "村集体经济年收入5万元以上的村", "on_track", {
        goal: "100% ≥ 5万元",
        coverage: "489/527",
        ...numbers("489", "个村", "92.8", null),
        deadline: "2025-12-31",
      }),
      line("t-tier10", "村集体经济年收入10万元以上的村", "unscheduled", {
        goal: "70% ≥ 10万元",
        coverage: "301/527",
        ...numbers("301", "个村", "57.1", null),
        deadline: "2025-12-31",
      }),
    ]),
    single(
      line("t-transform", "软弱涣散和相对后进村党组织转化", "not_started", {
        org_unit: "u-bt",
        org_unit_name: "包头市",
        goal: "13个全部转化",
        ...numbers("0", "个", "0.0", "-50.0"),
        responsible: "包头市委组织部",
      }),
    ),
    single(
      line("t-brand", "镇域集体经济品牌项目", "done", {
        goal: "每旗县 ≥ 1个",
        coverage: "9/9",
        ...numbers("9", "个旗县", "100.0", null),
        responsible: "包头市委组织部",
      }),
    ),
  ]),
  programme("talent", "人才振兴", "五大振兴", [
    programme("agri", "农技推广人才培养计划", "计划", [
      single(
        line("t-leaders", "选拔农技推广领军人才", "exceeded", {
          goal: "≥ 200名",
          ...numbers("206", "名", "103.0", null),
          responsible: "自治区农牧厅",
          deadline: "2020-12-31",
        }),
      ),
      single(
        line("t-elite", "选拔农技推广精英人才", "no_report", {
          goal: "≥ 500名",
          responsible: "自治区农牧厅",
        }),
      ),
    ]),
    single(
      line("t-edu", "嘎查村干部和后备力量学历教育", "behind", {
        goal: "2,300名",
        ...numbers("1012", "名", "44.0", "-6.0"),
        responsible: "自治区党委组织部",
        marks: ["迟报"],
      }),
    ),
    single(
      line("t-teachers", "城镇教师到脱贫县农村学校支教", "on_track", {
        goal: "≥ 100人次",
        ...numbers("61", "人次", "61.0", "11.0"),
        responsible: "沧州市教育局",
        org_unit_name: "沧州市",
        org_unit: "u-cz",
        marks: ["曾滞后"],
      }),
    ),
  ]),
  programme("fund", "产业振兴", "五大振兴", [
    single(
      line("t-funds", "后续扶持资金投入", "behind", {
        goal: "≥ 4.9亿元",
        ...numbers("2.07", "亿元", "42.2", "-7.8"),
        responsible: "自治区发展和改革委员会",
        marks: ["更正"],
      }),
    ),
    single(
      line("t-pilot", "已垦林地草原退耕还林还草试点", "not_due", {
        goal: "开展试点",
        deadline: null,
        source: null,
      }),
    ),
  ]),
];

/** The tree of a region with many indicators, for looking at speed. */
export function bigTree(count: number): TargetTreeNode[] {
  return Array.from({ length: Math.ceil(count / 20) }, (_, at) =>
    programme(
      `p${at}`,
      `第${at + 1}项工程`,
      "工程",
      Array.from({ length: 20 }, (_, of) =>
        single(
          line(`t-${at}-${of}`, `第${at * 20 + of + 1}号指标`, of % 3 ? "on_track" : "behind", {
            goal: "≥ 100个",
            ...numbers("48", "个", "48.0", "-2.0"),
            responsible: "县农牧局",
          }),
        ),
      ),
    ),
  );
}

const LEAGUES: [string, string | null, string, string, string][] = [
  ["呼和浩特市", "38", "22", "57.9", "on_track"],
  ["包头市", "40", "33", "82.5", "on_track"],
  ["乌海市", "6", "4", "66.7", "on_track"],
  ["赤峰市", "60", "20", "33.3", "far_behind"],
  ["通辽市", "52", "14", "26.9", "far_behind"],
  ["鄂尔多斯市", "42", "22", "52.4", "on_track"],
  ["呼伦贝尔市", "48", "9", "18.8", "far_behind"],
  ["巴彦淖尔市", "45", "20", "44.4", "behind"],
  ["乌兰察布市", "19", "", "", "no_report"],
  ["兴安盟", "30", "13", "43.3", "behind"],
  ["锡林郭勒盟", "20", "0", "0.0", "not_started"],
  ["阿拉善盟", null, "", "", "no_task"],
];

export const leagues: UnitView[] = LEAGUES.map(([name]) => unit(`u-${name}`, name));

export const allocation: AllocationView = {
  lines: LEAGUES.map(([name, value, actual, rate, code]) => ({
    org_unit: unit(`u-${name}`, name),
    value,
    line:
      code === "no_task"
        ? null
        : line("t-sewage", "开展生活污水治理的行政村", code, {
            org_unit: `u-${name}`,
            org_unit_name: name,
            goal: `≥ ${value}个村`,
            actual: actual === "" ? null : fig(actual, "个村"),
            rate: rate === "" ? null : fig(rate, "%"),
          }),
  })),
  sum: "400",
  whole: "400",
  clears: false,
  check: "equal",
  difference: "0",
};

export const coverage: CoverageView = {
  met: 371,
  below: 142,
  not_reported: 14,
  population: 527,
  rate: fig("70.4", "%"),
  gap_sum: fig("412.6", "万元"),
};

const villages: CoverageUnit[] = [
  ...Array.from({ length: 24 }, (_, at) => ({
    org_unit: `v-${at}`,
    name: `${["东沟", "西斗铺", "怀朔", "九合", "坤兑滩", "吉忽伦图"][at % 6]}${at > 5 ? `${at}号` : ""}村`,
    value: fig((0.8 + at * 0.45).toFixed(2), "万元"),
    threshold: fig("12", "万元"),
    distance: fig((11.2 - at * 0.45).toFixed(2), "万元"),
    state: "below",
    result_key: `income|ytd|v-${at}|2022-H1`,
  })),
  ...Array.from({ length: 14 }, (_, at) => ({
    org_unit: `n-${at}`,
    name: `下湿壕${at + 1}号村`,
    value: null,
    threshold: fig("12", "万元"),
    distance: null,
    state: "not_reported",
    result_key: null,
  })),
  ...Array.from({ length: 12 }, (_, at) => ({
    org_unit: `m-${at}`,
    name: `兴顺西${at + 1}号村`,
    value: fig((12 + at * 1.3).toFixed(1), "万元"),
    threshold: fig("12", "万元"),
    distance: null,
    state: "met",
    result_key: null,
  })),
];

const cell = (label: string, value: string, key: string): DerivationView => ({
  label,
  value,
  rule: null,
  inputs: [],
  result_key: key,
  source: null,
});

export const derivation: DerivationView = {
  label: "亮灯",
  value: "严重滞后（红）",
  rule: "序时差低于 −10 个百分点",
  result_key: null,
  source: null,
  inputs: [
    {
      label: "序时差",
      value: "−22.0 个百分点",
      rule: "完成率－时间进度",
      result_key: null,
      source: null,
      inputs: [
        {
          label: "完成率",
          value: "28.0%",
          rule: "完成值÷目标值，四舍五入保留一位小数",
          result_key: null,
          source: null,
          inputs: [
            {
              label: "累计完成",
              value: "112个村",
              rule: "各盟市上报数相加，未报1个不计入",
              result_key: null,
              source: null,
              inputs: LEAGUES.filter(([, , actual]) => actual !== "").map(([name, , actual]) =>
                cell(name, `${actual}个村`, `i-t-sewage|ytd|u-${name}|2022-06`),
              ),
            },
            {
              label: "目标值",
              value: "≥ 400个村",
              rule: null,
              inputs: [],
              result_key: null,
              source: sewage.source,
            },
          ],
        },
        {
          label: "时间进度",
          value: "50.0%",
          rule: "按月均匀：6÷12",
          inputs: [],
          result_key: null,
          source: null,
        },
      ],
    },
  ],
};

const MONTHS: [string, string, string | null, string, string | null, string | null, string | null][] = [
  ["2022-01-31", "1月", "6", "33.3", null, null, null],
  ["2022-02-28", "2月", "14", "66.7", null, null, null],
  ["2022-03-31", "3月", "39", "100", null, null, null],
  ["2022-04-30", "4月", "77", "133.3", null, null, null],
  ["2022-05-31", "5月", "90", "166.7", null, null, null],
  ["2022-06-30", "6月", "112", "200", "112", "112", "112"],
  ["2022-12-31", "12月", null, "400", "238", "190", "286"],
];

export function detail(one: TargetLine = sewage, more: Partial<TargetDetail> = {}): TargetDetail {
  return {
    line: one,
    programme: ["生态宜居", "农村人居环境整治提升五年行动"],
    definition: "当年新开展生活污水治理的行政村个数。以开展治理为准，完成标准待明确。",
    accumulation: "本年累计",
    kind: "到期达到",
    schedule: "按月均匀",
    window: "2022年1月1日至2022年12月31日",
    source: one.source,
    note: "原文写“开展”，未写“完成”，按开展治理的村数计。",
    instances: [],
    chart: {
      uom: "个村",
      points: MONTHS.map(([day, label, actual, plan, forecast, low, high]) => ({
        day,
        label,
        actual,
        plan,
        forecast,
        low,
        high,
      })),
      target: "400",
      target_label: "≥ 400",
      deadline: "2022-12-31",
    },
    allocation,
    coverage: null,
    versions: [
      {
        valid_from: "2022-04-01",
        until: null,
        goal: "≥ 400个村",
        standing: "in_force",
        changes: [{ field: "goal", before: "≥ 360个村", after: "≥ 400个村" }],
        operation: "修订",
        author: "张某",
        time: "2022-04-08T10:20:00+08:00",
        reason: "按调整后的年度计划",
        judged: null,
      },
      {
        valid_from: null,
        until: "2022-03-31",
        goal: "≥ 360个村",
        standing: "earlier",
        changes: [],
        operation: "采用",
        author: "张某",
        time: "2022-02-11T09:02:00+08:00",
        reason: null,
        judged: { as_of: "2022-03-31", rate: { value: "0.25", text: "25.0", uom: "%" }, status: one.status },
      },
    ],
    history: [
      {
        org_unit_name: "包头市",
        period_label: "2022年6月",
        entry: "e-31",
        operation: "更正",
        author: "李某",
        office: "包头市生态环境局",
        time: "2022-07-03T16:40:00+08:00",
        reason: "重复计入1个村",
        value: "33个村",
        replaced: "34个村",
      },
      {
        org_unit_name: "包头市",
        period_label: "2022年6月",
        entry: "e-28",
        operation: "填报",
        author: "李某",
        office: "包头市生态环境局",
        time: "2022-07-02T09:12:00+08:00",
        reason: null,
        value: "34个村",
        replaced: null,
      },
    ],
    derivation,
    observations: [
      {
        id: "o-1",
        name: "完成生活污水治理的行政村",
        org_unit_name: "内蒙古自治区",
        time: "2022年5月底",
        value: "约 1,320 个村",
        source: one.source,
      },
    ],
    ...more,
  };
}

export const coverageDetail = detail(income, {
  programme: ["组织振兴"],
  kind: "逐单位达标",
  schedule: "到期考核",
  definition: "嘎查村集体经济组织年收入达到12万元。",
  allocation: null,
  coverage,
  note: null,
});

const catalogue: Catalogue = {
  indicators: [indicatorView({ id: sewage.indicator, name: sewage.name, uom: "个村" })],
  programmes: [],
  usual_rules: usualRules,
  attributes: [{ name: "zone", values: ["农区", "牧区"] }],
};

export const sewageDraft: TargetDraft = {
  indicator: { type: "existing", id: sewage.indicator },
  org_unit: "u-nmg",
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
  completion_rule: "ratio",
  schedule: { code: "calendar_month", points: [], weights: [] },
  coverage: null,
  strength: "plan",
  binding: "expected",
  programme: null,
  responsible: null,
  own: false,
  note: null,
};

export const changed: Changed = { entry: "e-40", rooms: ["targets"], ids: ["t-sewage"] };

/** A breakdown of the same target to two units, ten short, with months that make up only a part of one share. */
export const sheet: AllocationSheet = {
  name: sewage.name,
  goal: "≥ 400个村",
  org_unit_name: "内蒙古自治区",
  uom: "个村",
  level: "prefecture",
  levels: [
    { code: "prefecture", word: "盟市", units: 2 },
    { code: "county", word: "旗县", units: 103 },
  ],
  periods: [
    { period: "2022-01", label: "1月" },
    { period: "2022-02", label: "2月" },
  ],
  rows: [
    { org_unit: "u-hh", name: "呼和浩特市", whole: "350", by_period: [null, null], off: null },
    { org_unit: "u-bt", name: "包头市", whole: "40", by_period: ["4", "6"], off: "−30" },
  ],
  sum: "390",
  sums_by_period: ["4", "6"],
  whole: "400",
  clears: false,
  check: "short",
  difference: "10",
  no_task: 0,
  changes_from: null,
};

export const startWithLedger: StartView = {
  recent: [],
  version: "0.1.0",
  open: {
    id: "l-1",
    title: "固阳县2026年目标台账",
    path: "D:\\台账\\固阳县2026年目标台账.dz",
    read_only: false,
    sample: false,
    health: { state: "sound", problems: [], backup: null },
    person: {
      id: "p-1",
      name: "张某",
      office: "县乡村振兴局",
      role: "填报人",
      roles: ["reporter"],
      org_unit: "u-1",
      org_unit_name: "青原县",
      phone: null,
      passcode: false,
    },
    as_of_choices: [{ as_of: "2026-06-30", label: "2026年6月底", results: 0 }],
    context: { as_of: "2026-06-30", org_unit: null },
    locked: false,

    clock_behind: null,
    saved_at: null,
    undo: null,
    redo: null,
    entries: 1,
  },
};

/** A small host for this room: shares that are set are summed again, as the ledger would. */
export function handlers() {
  let shares = allocation;
  return {
    target_tree: () => tree,
    target: ({ target }: TargetRequest) => {
      if (target === "t-income") return coverageDetail;
      if (target === "t-toilet")
        return detail(tree[0]?.children[0]?.children[2]?.children[0]?.line ?? sewage, { allocation: null });
      return detail(sewage, { allocation: shares });
    },
    units: () => leagues,
    unit_path: () => [],
    covered_units: ({ state, find, from }: CoveredUnitsRequest) => {
      const found = villages.filter(
        (unit) => (state === null || unit.state === state) && unit.name.includes(find),
      );
      return { units: found.slice(from, from + 20), all: found.length };
    },
    allocate: ({ shares: given }: AllocateRequest) => {
      const lines = shares.lines.map((one) => {
        const text = given.find((share) => share.org_unit === one.org_unit.id)?.text ?? one.value ?? "";
        return { ...one, value: text === "" ? null : text };
      });
      const sum = lines.reduce((total, { value }) => total + Number(value ?? 0), 0);
      shares = {
        ...shares,
        lines,
        sum: String(sum),
        check: sum === 400 ? "equal" : sum > 400 ? "over" : "short",
        difference: `${Math.abs(sum - 400)}`,
      };
      return changed;
    },
    catalogue: () => catalogue,
    target_draft: () => sewageDraft,
    read_target: () => ({
      goal: "≥ 500 个村",
      rules: [{ field: "schedule", text: "按月均匀：6月底 50.0%，12月底 100.0%" }],
      lacks: [],
    }),
    allocation_sheet: () => sheet,
    split_target: () => ({
      shares: [
        { org_unit: "u-hh", period: null, text: "200" },
        { org_unit: "u-bt", period: null, text: "200" },
      ],
      unweighed: [],
    }),
    make_target: () => ({ ...changed, ids: ["t-new"] }),
    revise_target: () => changed,
    retract_version: () => changed,
    retract: () => changed,
    cell: () => ({
      target: "40个村",
      previous: "29个村",
      difference: null,
      last_year: null,
      locked: null,
      history: detail().history,
    }),
  };
}
