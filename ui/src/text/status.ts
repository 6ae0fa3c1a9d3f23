// The words of design §4: statuses, lamps, marks, the five states of a cell. One table each; the lamp of a status comes
// with the data, because presets can change it.

export const statusWords: Record<string, string> = {
  exceeded: "超额完成",
  done: "已完成",
  on_track: "达到序时",
  behind: "滞后",
  far_behind: "严重滞后",
  overdue: "逾期未完成",
  not_started: "未启动",
  unscheduled: "不考核时序",
  not_due: "未到期",
  no_report: "未报",
  no_task: "无任务",
};

export const lampWords = {
  blue: "蓝灯",
  green: "绿灯",
  yellow: "黄灯",
  orange: "橙灯",
  red: "红灯",
  grey: "灰灯",
  none: "无灯",
};

export const markWords: Record<string, string> = {
  was_behind: "曾滞后",
  late: "迟报",
  correction: "更正",
  conflict: "冲突",
  definition_check: "口径待核",
};

/** Figures count which their units have not handed in. */
export const draftMark = {
  word: "含未提交",
  title: (units: number) => `其中${units}个单位的数还没有提交（或已退回），已经计入。`,
};

export const cellWords = {
  number: "数值",
  nil: "零报告",
  na: "不适用",
  no_task: "无任务",
  absent: "未报",
};
