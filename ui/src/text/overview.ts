// Sentences of 总览. The conclusion itself comes from the ledger; here stand the labels around it and the explanation of
// how the page comes about.
import type { StatusView } from "../wire/StatusView";

export const overview = {
  title: "总览",
  loading: "正在汇总…",
  failed: "总览没有打开",
  retry: "重试",
  empty: "还没有纳入调度的目标",
  emptyTodo: "先导入文件，从文件的句子里采用目标；采用后这里就有完成情况。",
  emptyNext: "去“文件”",

  example: "示例数据",
  exampleShort: "示例",
  exampleHint: "其中有为演示编造的村级数值，不是真实上报数据",
  timeProgress: "时间进度",
  timeProgressHint: (asOf: string) => `截至${asOf}，按时间应过的份额。点开看算法`,
  explain: "怎么算的",
  print: "打印",

  menu: {
    open: "打开",
    openKey: "回车",
    copy: (number: string) => `复制 ${number}`,
    copied: (number: string) => `已复制 ${number}`,
  },

  leftOut: (count: number) => `有${count}个数的单位换算不了，没有计入任何合计`,
  filters: "按状态筛选",
  before: (count: number) => `上月 ${count}`,
  beforeHint: (word: string, now: number, before: number) => `${word}：现在${now}项，上月底${before}项`,
  clear: "取消筛选",

  attention: "需要处理",
  attentionHint: "亮红灯、黄灯，未报，或有冲突的目标，最急的在前",
  attentionNone: "没有需要处理的目标。全部目标可从上面的状态打开，或到“目标”里看。",
  allTargets: "全部目标",
  items: (count: number) => `${count}项`,
  showAll: (count: number) => `展开全部 ${count} 项`,
  showFewer: "收起",
  columns: {
    status: "亮灯",
    name: "目标",
    goal: "目标值",
    actual: "完成",
    gap: "缺口",
    rate: "完成率",
    variance: "序时差",
    variancePoints: "序时差（点）",
    responsible: "责任单位",
    since: "已多久",
  },
  behindFor: (periods: number) => `连续${periods}期`,
  notReported: (count: number) => `未报${count}个`,
  notReportedNames: (names: string, more: number) => `未报：${names}${more > 0 ? ` 等，另有${more}个` : ""}`,
  keysHint: "↑↓ 移动 · 回车 打开 · ? 怎么算的 · / 查找",
  noOwner: "未明确",

  ranking: "各单位完成情况",
  rankingOf: "排名的目标",
  rankingSearch: "查找单位",
  rankingNone: "没有分解到下级单位的目标，暂无排名。",
  rankingNoneTodo: "在“目标”里把任务分解到单位后，这里按完成率排名。",
  rankingNoMatch: (text: string) => `没有名称含“${text}”的单位`,
  rankingFailed: "排名没有做成",
  schedule: (percent: string) => `序时 ${percent}`,
  scheduleNone: "此目标不考核时序",
  allocated: "下达任务",
  rank: "位次",
  unit: "单位",
  rate: "完成率",
  moved: "升降",
  up: (places: number) => `比上月上升${places}位`,
  down: (places: number) => `比上月下降${places}位`,
  same: "位次未变",
  unranked: "不排位次",
  unrankedHint: "未报和无任务的单位列在最后，不参加排名",
  ranked: (count: number) => `参加排名 ${count} 个`,
  barLabel: (name: string, rate: string) => `${name} 完成率 ${rate}`,

  tied: "并列",
  shapes: { bars: "条形图", table: "表格" },
  shape: "排名的样子",
  group: "分组排名",
  groupNone: "不分组",
  leaveOut: "不参加排名",
  leaveOutUnit: (name: string) => `${name}不参加排名`,
  leftOutUnits: "没有参加：",
  takeIn: (name: string) => `${name}恢复参加排名`,
  drill: (name: string) => `看${name}`,

  compare: {
    open: "两期对比",
    title: "两期对比，对比到",
    day: "对比到哪一天",
    changed: (count: number) => `有变化 ${count}`,
    all: (count: number) => `全部 ${count}`,
    close: "关闭对比",
    none: "两天之间没有变化。",
    absent: "当天没有这个目标",
    moved: "变化",
    turns: (better: number, worse: number, same: number) =>
      `状态好转 ${better} 项，变差 ${worse} 项，不变 ${same} 项。`,
    marks: { better: "↑", worse: "↓" } as Record<string, string>,
    goals: (before: string, now: string) => `目标值 ${before} → ${now}`,
    more: (count: number) => `还有 ${count} 项，继续显示`,
  },

  tiles: "单位分布",
  tilesHint: "每格一个单位，按区划次序；点开看这个单位的任务",

  explainTitle: "总览怎么算的",
  explainAsOf: (asOf: string, scope: string) =>
    `本页是“${scope}”截至${asOf}的情况，截止日和范围在窗口上方选择。`,
  explainTime: "时间进度",
  explainTimeText: (rule: string) =>
    `${rule}。单个目标另有序时计划或不考核时序的，以目标自己的规则为准，见目标的“怎么算的”。`,
  explainStatus: "状态",
  explainRanking: "排名",
  explainRankingText: "完成率相同的名次相同，下一名次空出。未报和无任务的单位不排位次。",
  explainCounts: "各状态的项数是范围内目标的个数；“上月”是上月底同一范围的项数。",
  explainNever: "百分比从不相加、不取平均；未报不当作 0；完成率超过 100% 照实写。",
  legend: "图例",
  keys: {
    title: "总览",
    explain: "怎么算的",
    find: "查找单位",
    open: "打开目标",
    move: "在列表中移动",
    print: "打印",
    compare: "两期对比",
    drill: "进入这个单位",
  },
};

/** What a status means, as the default rules decide it. */
export const statusRules: Record<string, string> = {
  exceeded: "完成值超过目标值",
  done: "完成值达到目标值",
  on_track: "完成率不低于序时进度",
  behind: "完成率低于序时进度，差距在 10 个百分点以内",
  far_behind: "完成率低于序时进度 10 个百分点以上；应保持的没有保持住；到期未达标",
  overdue: "完成时限已过，没有达到目标值",
  not_started: "已进入执行期，上报完成为 0",
  unscheduled: "尚未达到目标值，不按时间进度考核，也未到期",
  not_due: "执行期还没有开始",
  no_report: "应报未报。不是 0，也不算没完成",
  no_task: "没有分解任务，不参加汇总和排名",
};

export function statusRule(status: StatusView): string {
  return statusRules[status.code] ?? status.word;
}
