// Words in charts.

export const chart = {
  actual: "累计完成",
  plan: "序时应完成",
  forecast: "外推",
  band: "外推区间",
  target: "目标",
  deadline: "时限",
  period: "时间",
  missing: "未报",
  burnUp: (uom: string) => `累计完成与序时计划（${uom}）`,
};
