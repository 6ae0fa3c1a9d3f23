// Sentences of the entry grid.

export const grid = {
  states: { nil: "零报告", na: "不适用" },
  notReported: "未报",
  noTask: "无任务",
  empty: "未填",
  readOnly: "只读",
  computed: "自动计算",
  conflict: "冲突",
  notNumber: (unit: string) =>
    unit
      ? `不是数字，或单位不是“${unit}”。请只填数字；没有发生填“零报告”，不涉及填“不适用”。`
      : "不是数字。请只填数字；没有发生填“零报告”，不涉及填“不适用”。",
  notSaved: "没有保存。请重新输入，或按 F2 后回车再试一次。",
  severities: { error: "错误", query: "核实", hint: "提示" },
  filled: (filled: number, asked: number) => `已填 ${filled}/${asked}`,
  errors: (count: number) => `错误 ${count}`,
  queries: (count: number) => `核实 ${count}`,
  jumpEmpty: "跳到下一个未填的格",
  jumpError: "跳到下一个错误",
  jumpQuery: "跳到下一个需核实的格",
  pasted: (count: number) => `已粘贴 ${count} 格`,
  filledCells: (count: number) => `已填充 ${count} 格`,
  cleared: (count: number) => `已清空 ${count} 格`,
  marked: (count: number, word: string) => `${count} 格已填“${word}”`,
  locked: (count: number) => `${count} 格只读，未改`,
  outside: (count: number) => `${count} 格超出表格，未粘贴`,
  copied: (count: number) => `已复制 ${count} 格`,
  selected: (rows: number, columns: number) => `选中 ${rows} 行 ${columns} 列`,
  lockedCell: "这一格不能改",
  menu: {
    copy: "复制",
    fillDown: "向下填充",
    fillRight: "向右填充",
    nil: "填“零报告”",
    na: "填“不适用”",
    clear: "清空",
  },
};

/** For the keyboard help. */
export const gridKeys: (readonly [string, string])[] = [
  ["Enter / Tab", "下一格"],
  ["Shift+Enter / Shift+Tab", "上一格"],
  ["F2", "修改本格"],
  ["Esc", "放弃修改"],
  ["Delete", "清空"],
  ["Ctrl+C / Ctrl+X / Ctrl+V", "复制、剪切、粘贴"],
  ["Ctrl+D / Ctrl+R", "向下填充、向右填充"],
  ["Ctrl+方向键", "跳到数据边缘"],
  ["Shift+方向键", "扩选"],
  ["Alt+0 / Alt+9", "零报告、不适用"],
  ["Ctrl+A", "全选"],
  ["Ctrl+Z / Ctrl+Y", "撤销、重做"],
];
