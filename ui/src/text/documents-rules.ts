// How a statement was read, in words: the rules of reading by their codes, the same names as in the reading crate. Most
// are evidence for one side; together they decide.

const words: Record<string, string> = {
  "q.money": "读出金额",
  "q.percent": "读出百分数或百分点",
  "q.measure": "读出数值和计量单位",
  "q.count": "读出数目和量词",
  "q.number": "读出没有单位的数",

  "cue.plan": "有“计划、力争、确保”一类的话：像目标",
  "cue.future": "有“要、将”一类的话：像目标",
  "cue.norm": "有“应、须、不得”一类的要求：像目标",
  "cue.next": "有“下一步、今后”一类的话：像目标",
  "cue.hope": "有“争取、预计”一类的话：像目标",
  "cue.forecast": "“预计可完成”说的是进展：像成效",
  "cue.done": "有“已、完成、了”一类的话：像成效",
  "cue.reported": "有“共、累计”一类的报告用语：像成效",
  "cue.past": "有“近年来、过去一年”一类的话：像成效",
  "cue.done_behind": "数后面说已经做到：像成效",
  "cue.aim_behind": "数后面写着“目标、任务”：像目标",
  "cue.against_plan": "和计划、任务比：像成效",
  "cue.state_behind": "数后面写着“竣工、达标”一类的话：像成效",
  "cue.aim_beyond": "紧接着说“力争、冲刺”：像目标",
  "cue.plan_behind": "数后面写着“拟、计划”：像目标",

  "time.since": "时间从过去某时算起：像成效",
  "time.now": "说的是目前：像成效",
  "time.as_of": "写着“截至”：像成效",
  "time.past": "时间在成文之前：像成效",
  "time.ahead": "时间在成文之后：像目标",
  "time.due": "写着期限：像目标",
  "time.aim": "数后面紧跟“目标”：像目标",

  "table.target": "在表格的目标栏里",
  "table.outcome": "在表格的完成栏里",
  "section.plan": "这一部分讲打算：像目标",
  "section.report": "这一部分讲成绩：像成效",
  "paragraph.plan": "这一段讲打算：像目标",
  "paragraph.report": "这一段讲成绩：像成效",
  "document.plan": "全文是部署：像目标",
  "document.report": "全文是总结或报道：像成效",
  "default.outcome": "没有别的迹象时当作成效",

  "figure.rank": "读作位次",
  "figure.rank_group": "读作所处的位次范围",
  "figure.yearly": "每年都要做的事：像目标",
  "figure.task": "前面写着“任务、计划数”：像目标",
  "figure.standard": "前面写着“标准”：像目标",
  "figure.ruled": "写着“不低于、不少于”一类的限度：像目标",
  "figure.kept_within": "写着“控制在”“不超过”：像目标",
  "figure.each": "对每个单位的要求：像目标",
  "figure.baseline": "用来比较的基数：像成效",

  "coverage.all": "“全部”读作 100%",
  "coverage.all_covered": "“全覆盖”读作 100%",
  "coverage.each_due": "“应…尽…”读作 100%",
  "coverage.every": "“每个…都…”读作 100%",
  "coverage.whole": "“所有…均…”读作 100%",
  "coverage.throughout": "“村村、户户”读作 100%",
  "coverage.filled": "“补齐”读作 100%",
  "coverage.cleared": "“清零”读作剩余为零",
  "coverage.growth": "“零增长、负增长”读作增速",
  "coverage.multiple": "“翻番”读作倍数",
  "coverage.removed": "“消除、消灭”读作剩余为零",
  "coverage.no_event": "“不发生”读作一次也不能有",

  "threshold.level": "读作每个单位要达到的数",
  "threshold.those": "用来划定哪些单位，不是要达到的数",
  "threshold.population": "用来划定哪些单位，不是要达到的数",
  "threshold.all_reach": "“都达到”：读作每个单位要达到的数",
  "threshold.counted": "数的是达到这个数的单位",
};

export function ruleWord(code: string): string {
  return words[code] ?? code;
}

export function hasRuleWord(code: string): boolean {
  return code in words;
}
