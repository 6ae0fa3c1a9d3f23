// Sentences of the parts that know nothing of the domain.

export const parts = {
  unitPath: "范围",
  everything: "全部",
  up: "上一级",
  below: "下级",
  details: "详情",
  close: "关闭",
  missing: "无数据",
  exact: "准确值",
  openFigure: (what: string) => `${what}，打开出处`,
  schedule: "序时",
  derivation: "怎么算的",
  derivationRule: "规则",
  openSource: "看出处",
  openHistory: "看修改记录",
  expandAll: "全部展开",
  chartTable: "数据表",
  loadingChart: "正在画图…",
  searchTree: "输入名称查找",
  nothingFound: "没有找到",
  listed: (listed: number, found: number) => {
    const all = found.toLocaleString("zh-CN");
    return listed < found ? `共${all}个，这里列出${listed}个，其余按名称查找` : `共${all}个`;
  },
  chooseUnit: "选择地区或单位",
  loading: "正在读取…",
  refusedTitle: "没有读到数据",
  retry: "重试",
  findNone: "没有找到",
  findCount: (now: number, all: number) => `${now}/${all}`,
  findNext: "下一处",
  findPrevious: "上一处",
  findClose: "关闭查找",
};
