// Sentences of the entry grid.

export const grid = {
  states: { nil: "零报告", na: "不适用", no_task: "—", absent: "" },
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
  ["Ctrl+A", "全选"],
  ["Ctrl+Z / Ctrl+Y", "撤销、重做"],
];
