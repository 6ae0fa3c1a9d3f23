// Sentences about files that prove a figure.

export const evidence = {
  title: "佐证",
  none: "还没有佐证",
  count: (files: number) => `${files}件`,
  add: "添加文件",
  addKeys: "也可把文件拖进窗口，或在格里直接粘贴截图",
  empty: "先填数，再附佐证",
  locked: "已提交的不能再改佐证",
  drop: (what: string) => `松开，附到 ${what}`,
  shrink: "照片压小（长边1600像素）",
  open: (name: string) => `打开${name}`,
  remove: (name: string) => `移除${name}`,
  removed: (name: string) => `已移除${name}，可撤销`,
  taken: (files: number) => `已附${files}件佐证`,
  missing: "文件还没有随报送包到达",
  pasted: "截图",
  kilobytes: (size: number) =>
    size < 1024 * 1024
      ? `${Math.max(1, Math.round(size / 1024))} KB`
      : `${(size / 1024 / 1024).toFixed(1)} MB`,
};
