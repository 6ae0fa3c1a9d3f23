// Sentences of 从Excel导入: which file, what was understood of it, what would be written.

export const workbooks = {
  room: "从Excel导入",
  keysTitle: "从Excel导入",
  back: "填报",
  choose: "选择文件",
  chooseOther: "换一个文件",
  fileInput: "选择要导入的表格文件",
  emptyTitle: "选一个表格文件，或拖进窗口",
  emptyHint:
    "认得 .xlsx、.xls、.ods 和 .csv。本程序导出去填好的表直接读回；别处来的表先看读成了什么，逐列、逐行都能改，确认后再写入。",
  reading: "正在读…",
  tooLarge: (name: string) => `“${name}”太大，没有读。`,
  unreadable: (name: string) => `“${name}”读不出来。`,

  own: "本程序导出的报表，按表里的标识对号入座。",
  remembered: "用的是上次对同样的表定下的对应。",
  form: "填到报表",
  period: "报告期",
  periodHint: "列里没写时期的，按这一期",
  orgUnit: "单位",
  orgUnitHint: "表里没写单位的，算作这个单位",
  noUnit: "表里已写",
  hiddenRows: "隐藏的行也读",

  views: { tables: "怎么读的", cells: "将写入的数", problems: "要核对的" } as Record<string, string>,
  viewsLabel: "看什么",
  counted: (word: string, count: number) => `${word} ${count}`,

  noTables: "没有找到表格。",
  table: (sheet: string, place: string) => `${sheet}  ${place}`,
  tableTaken: "读入这张表",
  tableHidden: "隐藏的工作表",
  rowCount: (shown: number, all: number) =>
    shown < all ? `共 ${all} 行，列出前面的和认不出的 ${shown} 行` : `共 ${all} 行`,
  rowHead: "行",
  nameHead: "行首名称",
  meantHead: "认作",
  skip: "不读入",
  byRow: "按行里的指标",
  indicatorOf: (title: string) => `“${title}”一列对应的指标`,
  unitOf: (name: string) => `“${name}”是哪个单位`,
  unitUnknown: "认不出，请指定",
  guess: "猜的",
  hidden: "隐藏",
  uomIs: (uom: string) => `按“${uom}”读`,
  doubt: "要核对",
  ownUom: "就是指标的单位",
  fraction: "0.85 读作 85%",
  takeRow: (name: string) => `读入“${name}”一行`,

  signsTitle: "表里这些符号是什么意思",
  blank: "空白",
  signCount: (count: number) => `${count} 处`,
  meanings: {
    nothing: "未报，不写入",
    nil: "零报告",
    na: "不适用",
    zero: "数字 0",
  } as Record<string, string>,
  meaningOf: (sign: string) => `“${sign}”的意思`,

  cellColumns: {
    place: "位置",
    unit: "单位",
    indicator: "指标",
    period: "时期",
    text: "表里写的",
    reading: "读作",
    before: "台账现有",
    fate: "结果",
  },
  fates: {
    new: "新填",
    changed: "改动",
    same: "相同",
    emptied: "表里空着",
    draft: "留作草稿",
    refused: "不能写入",
  } as Record<string, string>,
  kept: "台账不动",
  willClear: "将撤掉",
  more: (count: number) => `还有 ${count} 格没有列出。`,
  noCells: "没有要写入的数。",
  noProblems: "没有要核对的。",

  summary: (counts: { new: number; changed: number; same: number }) =>
    `新填 ${counts.new} · 改动 ${counts.changed} · 相同 ${counts.same}`,
  trouble: (drafts: number, refused: number) =>
    [drafts > 0 ? `读不成数 ${drafts}` : "", refused > 0 ? `不能写入 ${refused}` : ""]
      .filter(Boolean)
      .join(" · "),
  clear: (count: number) => `表里空着的 ${count} 格，把台账里的数撤掉`,
  remember: "记住这次的对应",
  write: (count: number) => `写入 ${count} 格`,
  done: (written: number, drafts: number) =>
    drafts > 0 ? `已写入 ${written} 格，${drafts} 格不是数，留在草稿里。` : `已写入 ${written} 格。`,
  keys: { write: "写入" },
  newForm: "按这份表新建报表",
  fitsNone: "台账里的报表都对不上这份表，可以按它新建一张。",
};

/** Sentences of a form that is made for a workbook. */
export const newForm = {
  title: "按表格新建报表",
  keysTitle: "按表格新建报表",
  hint: "下面是按表头和行名拟的：缺的指标随报表一起建立，名称、单位和累计方式请核对；不要的取消勾选。截止日先按期后5天17:00，建好后可以修改。",
  columns: ["表里写的", "指标", "指标名称", "单位", "累计方式"],
  brandNew: "新建指标",
  which: (words: string) => `“${words}”用哪个指标`,
  nameOf: (words: string) => `“${words}”的指标名称`,
  uomOf: (words: string) => `“${words}”的单位`,
  uomHint: "必填",
  runsOf: (words: string) => `“${words}”怎样累计`,
  summary: (asks: readonly { indicator: { type: string } }[]) => {
    const made = asks.filter(({ indicator }) => indicator.type === "new").length;
    return `填 ${asks.length} 个指标，其中新建 ${made} 个`;
  },
  make: "建好报表，接着导入",
  done: (name: string) => `已建立报表：${name}`,
};

/** Sentences of 导出Excel in a form that is open. */
export const exporting = {
  open: "导出Excel",
  whole: "整张表，一个文件",
  wholeAs: "整张表，另存为…",
  each: "每个单位一个文件，放进一个文件夹",
  done: (files: number, path: string) => (files > 1 ? `已导出 ${files} 个文件：${path}` : `已导出：${path}`),
  reveal: "打开所在文件夹",
  importing: "从Excel导入",
};

/** Sentences of the first page while a workbook waits for a ledger. */
export const waitingWorkbook = {
  title: "从Excel导入",
  hint: "选一个表格文件，打开或新建台账后接着导入",
  waits: (name: string) => `“${name}”等着导入：请打开或新建台账。`,
  giveUp: "不导入了",
};
