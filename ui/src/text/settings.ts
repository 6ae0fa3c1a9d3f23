// Sentences of 设置: the units and the ledger file.
import { dayName } from "../lib/period";

/** 自2023年1月1日起, or from the beginning. */
const since = (day: string) => (day ? `自${dayName(day)}起` : "自始");

export const settings = {
  title: "设置",
  loading: "正在读取单位…",
  keys: { title: "设置", find: "查找单位" },

  units: {
    title: "单位",
    asOf: (day: string) => `${day}的建制`,
    label: "单位",
    find: "输入名称或拼音首字母",
    nothing: "没有找到这个单位",
    nothingTodo: "换个词，或把上方的截至日期改到它存在的那一天。",
    columns: { name: "单位", level: "层级" },
    pseudo: "统计用",
    pseudoWhy: "统计上单列的区域，不是一级政区；数照常汇总，不单独列入“各单位”排名。",
    hint: "↑↓ 移动 · ←→ 收起展开 · 回车 打开 · / 查找",
  },

  unit: {
    loading: "正在读取…",
    failed: "没有读到这个单位",
    gone: "已不在建制",
    top: "最上级",
    belongs: "归属",
    parts: "下级",
    partsOf: (count: number) => (count > 0 ? `${count}个（含各级）` : "没有"),
    results: "已报的数",
    resultsOf: (count: number) => (count > 0 ? `${count}个` : "没有"),
    aliases: "又名",
    names: "名称沿革",
    positions: "隶属沿革",
    now: "现用",
    under: (parent: string | null) => (parent ? `归${parent}` : "最上级"),
    span: (from: string | null, to: string | null) =>
      `${from ? dayName(from) : "建账"}—${to ? dayName(to) : "今"}`,
    mergedInto: (name: string) => `并入${name}`,
    ended: "撤销",
    written: (by: string, day: string, word: string) => `${dayName(day)} ${by} ${word}`,
    changes: "变更",
    readOnly: "台账只读，不能变更单位。",
  },

  change: {
    rename: "更名",
    add: "新增下级",
    move: "划转",
    close: "撤销建制",
    merge: "并入",
    fields: {
      name: "新名称",
      addName: "名称",
      level: "层级",
      code: "区划代码",
      codeHint: "12位；没有可不填",
      parent: "新的上级",
      into: "并入哪个单位",
      from: "从哪天起",
      fromHint: "不填：一直就有",
      fromWrong: "不填：名称录错，就地改正",
      reason: "依据",
      reasonHint: "例如：内政发〔2022〕8号批复",
    },
    levels: {
      province: "省级",
      prefecture: "盟市",
      county: "旗县（市、区）",
      township: "苏木乡镇（街道）",
      village: "嘎查村（社区）",
      agency: "单位（不是地区）",
    } as Record<string, string>,
    cancel: "取消",
    lacks: {
      name: "先写名称。",
      sameName: "和现在的名称一样。",
      parent: "先选新的上级。",
      into: "先选并入哪个单位。",
      self: "不能选它自己。",
      from: "先选日期。",
      reason: "先写依据，它会留在沿革里。",
      parts: (count: number) => `下面还有${count}个单位，要先划转或撤销。`,
    },
    says: {
      rename: (old: string, name: string, from: string) =>
        from
          ? `${since(from)}改称“${name}”，在此之前各期仍称“${old}”；两个名称都认得出，已报的数不变。`
          : `“${old}”录错了，改正为“${name}”；旧名留作又名，文件照样认得出。已报的数不变。`,
      add: (name: string, parent: string, from: string) =>
        from
          ? `${since(from)}，${parent}多一个下级“${name}”；在此之前各期没有它。`
          : `${parent}多一个下级“${name}”，各期都有它。`,
      move: (name: string, parts: number, parent: string, from: string) =>
        `${since(from)}，${name}${parts > 0 ? `连同下级${parts}个单位` : ""}归${parent}；在此之前各期仍按原归属汇总。`,
      close: (name: string, results: number, from: string) =>
        `${since(from)}，${name}不再填报和汇总；${results > 0 ? `已报的${results}个数都保留，` : ""}在此之前各期不变。`,
      merge: (name: string, into: string, results: number, from: string) =>
        `${since(from)}，${name}不再单列，由${into}接续；${results > 0 ? `已报的${results}个数都保留，` : ""}在此之前各期不变。`,
    },
    undoable: "做完可用 Ctrl+Z 撤销。",
    done: {
      rename: (name: string, from: string) => (from ? `${since(from)}更名为${name}` : `已改正为${name}`),
      add: (name: string, from: string) => `已新增${name}${from ? `，${since(from)}` : ""}`,
      move: (name: string, from: string) => `已划转${name}，${since(from)}`,
      close: (name: string, from: string) => `已撤销${name}，${since(from)}`,
      merge: (name: string, from: string) => `${name}已并入，${since(from)}`,
    },
    seeThen: (day: string) => `看${dayName(day)}`,
  },

  ledger: {
    title: "台账",
    name: "名称",
    file: "文件",
    reveal: "打开所在文件夹",
    entries: "记账",
    entriesOf: (count: number) => `${count}笔`,
    state: "状态",
    sound: "完好",
    readOnly: "只读",
    verify: "校验账本",
    verifyHint: "逐笔核对全部记账，看有没有被改动。",
    backup: "立即备份",
    backupHint: "另存一份完整的台账。每次打开时程序也会自动备份。",
    people: "人员",
    you: "当前",
    nobody: "还没有登记人员。",
  },
};
