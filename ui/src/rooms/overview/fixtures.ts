// Answers as the ledger gives them, for this room's tests and for looking at it without the host. Test-only: nothing that
// ships imports it. Figures follow the sample ledger (内蒙古 2022).
import { fig, line, percent, points, status, unit } from "../../test/wire";
import type { Overview } from "../../wire/Overview";
import type { Ranking } from "../../wire/Ranking";
import type { RankingRow } from "../../wire/RankingRow";
import type { Run } from "../../wire/Run";
import type { TargetLine } from "../../wire/TargetLine";

const sewage = line("t-sewage", "开展生活污水治理的行政村", "far_behind", {
  goal: "≥ 400个村",
  actual: fig("112", "个村"),
  rate: percent("28.0"),
  expected: fig("200", "个村"),
  variance: points("-22.0"),
  gap: fig("288", "个村"),
  required_per_month: fig("48", "个村"),
  responsible: "自治区生态环境厅",
  behind_for: 2,
  example: true,
  source: {
    document: "d-002",
    title: "对政协十二届五次会议第0126号提案的答复",
    start: 1203,
    end: 1226,
    quote: "今年计划在400个村开展生活污水治理工作",
  },
});

const income = line("t-income", "嘎查村集体经济收入达到12万元的村", "far_behind", {
  org_unit: "u-bt",
  org_unit_name: "包头市",
  goal: "527个村全部达标",
  actual: fig("371", "个村"),
  coverage: "371/527",
  rate: percent("70.4"),
  rate_rule: "达标数÷应达标数",
  gap: fig("142", "个村"),
  responsible: "包头市委组织部",
  marks: ["口径待核"],
  drafts: 2,
  behind_for: 1,
  not_reported: [
    "吉忽伦图嘎查",
    "银号村",
    "西斗铺村",
    "下湿壕村",
    "怀朔村",
    "九合村",
    "坤兑滩村",
    "东公此老村",
  ],
  missing: 8,
  reported: 513,
  expected_reports: 527,
  example: true,
  strength: "稳步",
});

export const lines: TargetLine[] = [
  line("t-garbage", "建立垃圾收运处置体系的嘎查村（新增）", "overdue", {
    goal: "较基期4,379个增加1,854个",
    actual: fig("6105", "个", "6,105"),
    rate: percent("93.1"),
    rate_rule: "（完成值－基期值）÷（目标值－基期值）",
    gap: fig("128", "个"),
    responsible: "自治区住房和城乡建设厅",
    deadline: "2022-05-31",
    behind_for: 1,
  }),
  sewage,
  income,
  line("t-firms", "每个重点帮扶旗县安排的民营企业", "far_behind", {
    goal: "每旗县 ≥ 3家",
    coverage: "9/15",
    actual: fig("9", "个旗县"),
    rate: percent("60.0"),
    rate_rule: "达标数÷应达标数",
    gap: fig("6", "个旗县"),
    responsible: "自治区工商联",
    behind_for: 3,
    marks: ["冲突"],
  }),
  line("t-transform", "软弱涣散和相对后进村党组织转化", "not_started", {
    org_unit: "u-bt",
    org_unit_name: "包头市",
    goal: "13个全部转化",
    actual: fig("0", "个"),
    rate: percent("0.0"),
    variance: points("-50.0"),
    gap: fig("13", "个"),
    responsible: "包头市委组织部",
    behind_for: 6,
  }),
  line("t-funds", "后续扶持资金投入", "behind", {
    goal: "≥ 4.9亿元",
    actual: fig("2.07", "亿元"),
    rate: percent("42.2"),
    variance: points("-7.8"),
    gap: fig("2.83", "亿元"),
    required_per_month: fig("0.47", "亿元"),
    responsible: "自治区发展和改革委员会",
    behind_for: 1,
    marks: ["更正"],
  }),
  line("t-edu", "嘎查村干部和后备力量学历教育", "behind", {
    goal: "2,300名",
    actual: fig("1012", "名", "1,012"),
    rate: percent("44.0"),
    variance: points("-6.0"),
    gap: fig("1288", "名", "1,288"),
    responsible: "自治区党委组织部",
    behind_for: 1,
    marks: ["迟报"],
  }),
  line("t-industry", "衔接资金用于产业发展的比重", "no_report", {
    goal: "≥ 55% 且高于上年",
    responsible: "自治区财政厅",
    reported: 0,
    expected_reports: 1,
    not_reported: ["自治区财政厅"],
    missing: 1,
  }),
  line("t-monitor", "防返贫集中监测摸排", "no_report", { goal: "每年4轮", responsible: null, reported: 9 }),
  line("t-teachers", "城镇教师到脱贫县农村学校支教", "on_track", {
    goal: "≥ 100人次",
    actual: fig("61", "人次"),
    rate: percent("61.0"),
    variance: points("11.0"),
    gap: fig("39", "人次"),
    responsible: "沧州市教育局",
    org_unit: "u-cz",
    org_unit_name: "沧州市",
    marks: ["曾滞后"],
  }),
  line("t-toilet", "规划建设卫生厕所", "on_track", {
    goal: "≥ 31.6万户",
    actual: fig("17.2", "万户"),
    qualifier: "约",
    rate: percent("54.4"),
    variance: points("4.4"),
    gap: fig("14.4", "万户"),
    responsible: "自治区农牧厅",
  }),
  line("t-brand", "镇域集体经济品牌项目", "done", {
    goal: "每旗县 ≥ 1个",
    coverage: "9/9",
    actual: fig("9", "个旗县"),
    rate: percent("100.0"),
    responsible: "包头市委组织部",
  }),
  line("t-jobs", "脱贫人口务工就业", "unscheduled", {
    goal: "约19.6万人",
    actual: fig("18.8", "万人"),
    rate: percent("96.0"),
    gap: fig("0.8", "万人"),
    responsible: "自治区人力资源和社会保障厅",
  }),
  line("t-leaders", "选拔农技推广领军人才", "exceeded", {
    goal: "≥ 200名",
    actual: fig("206", "名"),
    rate: percent("103.0"),
    surplus: fig("6", "名"),
    responsible: "自治区农牧厅",
  }),
];

const words = (text: string): Run => ({ text, target: null, org_unit: null, figure: null, status: null });
const counted = (text: string, status: string | null): Run => ({ ...words(text), figure: "count", status });

export const view: Overview = {
  as_of_label: "2022年6月底",
  scope: "内蒙古自治区",
  sentence: [
    words("截至6月底，全区纳入调度的"),
    counted("55项", null),
    words("指标中，"),
    counted("已完成12项", "exceeded,done"),
    words("、"),
    counted("达到序时27项", "on_track"),
    words("、"),
    counted("滞后9项", "behind,far_behind,not_started"),
    words("、"),
    counted("逾期1项", "overdue"),
    words("、"),
    counted("未报2项", "no_report"),
    words("。"),
  ],
  comparison: [words("比5月底新完成"), counted("2", "exceeded,done"), words("项。")],
  time_progress: percent("50.0"),
  time_rule: "按自然月：6个月 ÷ 12个月",
  counts: [
    { status: status("exceeded"), count: 4, before: 3 },
    { status: status("done"), count: 8, before: 7 },
    { status: status("on_track"), count: 27, before: 26 },
    { status: status("behind"), count: 5, before: 8 },
    { status: status("far_behind"), count: 3, before: 3 },
    { status: status("overdue"), count: 1, before: 0 },
    { status: status("not_started"), count: 1, before: 1 },
    { status: status("unscheduled"), count: 4, before: 4 },
    { status: status("no_report"), count: 2, before: 3 },
  ],
  lines,
  rankings: [
    { target: "t-sewage", name: "开展生活污水治理的行政村" },
    { target: "t-garbage", name: "建立垃圾收运处置体系的嘎查村（新增）" },
  ],
  left_out: [],
  example: true,
};

const LEAGUES: [string, string, string, string, string, number | null][] = [
  ["包头市", "40", "33", "82.5", "on_track", 2],
  ["乌海市", "6", "4", "66.7", "on_track", 0],
  ["呼和浩特市", "38", "22", "57.9", "on_track", -1],
  ["鄂尔多斯市", "42", "22", "52.4", "on_track", 1],
  ["巴彦淖尔市", "45", "20", "44.4", "behind", -2],
  ["兴安盟", "30", "13", "43.3", "behind", 0],
  ["赤峰市", "60", "20", "33.3", "far_behind", null],
  ["通辽市", "52", "14", "26.9", "far_behind", -1],
  ["呼伦贝尔市", "48", "9", "18.8", "far_behind", 0],
  ["锡林郭勒盟", "20", "0", "0.0", "not_started", 0],
];

/** Names in the order of their codes. */
const CODES = [
  "呼和浩特市",
  "包头市",
  "乌海市",
  "赤峰市",
  "通辽市",
  "鄂尔多斯市",
  "呼伦贝尔市",
  "巴彦淖尔市",
  "乌兰察布市",
  "兴安盟",
  "锡林郭勒盟",
  "阿拉善盟",
];

function row(name: string, code: string, more: Partial<RankingRow> = {}): RankingRow {
  return {
    group: null,
    org_unit: unit(`u-${name}`, name),
    allocated: null,
    actual: null,
    rate: null,
    variance: null,
    rank: null,
    tied: false,
    moved: null,
    status: status(code),
    ...more,
  };
}

const rows: RankingRow[] = [
  ...LEAGUES.map(([name, allocated, actual, rate, code, moved], at) =>
    row(name, code, {
      allocated: fig(allocated, "个村"),
      actual: fig(actual, "个村"),
      rate: percent(rate),
      variance: points((Number(rate) - 50).toFixed(1)),
      rank: at + 1,
      moved,
    }),
  ),
  row("乌兰察布市", "no_report", { allocated: fig("19", "个村") }),
  row("阿拉善盟", "no_task"),
];

/** A ranking as the ledger tells it: of those whose name holds the text the first so many, and the same in the order of codes. */
export function rankingOf(rows: readonly RankingRow[], find = "", most: number | null = null): Ranking {
  const found = rows.filter((row) => row.org_unit.name.includes(find));
  const place = (name: string) => CODES.indexOf(name);
  const tiles = found.toSorted((a, b) => place(a.org_unit.name) - place(b.org_unit.name));
  return {
    target: "t-sewage",
    name: "开展生活污水治理的行政村",
    schedule: percent("50.0"),
    rule: "按完成率从高到低；完成率＝累计完成÷下达任务",
    example: false,
    count: found.length,
    longest: rows[0]?.rate ?? null,
    rows: found.slice(0, most ?? undefined),
    tiles: tiles
      .slice(0, most ?? undefined)
      .map(({ org_unit, rate, status }) => ({ org_unit, rate, status })),
    left_out: [],
  };
}

/** As many units as a whole region has counties. */
export function longRanking(count: number): Ranking {
  return rankingOf(
    Array.from({ length: count }, (_, at) => {
      const rate = (131 - (131 * at) / count).toFixed(1);
      const code =
        at < count / 8
          ? "exceeded"
          : at < count / 2
            ? "on_track"
            : at < count * 0.7
              ? "behind"
              : "far_behind";
      return row(
        `${"固土达昆青东石白九"[at % 9]}${"阳右茂都山河拐云原"[(at * 4) % 9]}${at % 3 ? "旗" : "县"}${at}`,
        code,
        {
          allocated: fig("10", "个村"),
          actual: fig("5", "个村"),
          rate: percent(rate),
          rank: at + 1,
          moved: (at % 5) - 2,
        },
      );
    }),
  );
}

export const ranking: Ranking = rankingOf(rows);
