// A workbook of another office as the ledger understands it, for tests and for the dev server. Invented.
import type { WorkbookCell } from "../../wire/WorkbookCell";
import type { WorkbookColumn } from "../../wire/WorkbookColumn";
import type { WorkbookRow } from "../../wire/WorkbookRow";
import type { WorkbookView } from "../../wire/WorkbookView";

export function column(letter: string, title: string, more: Partial<WorkbookColumn> = {}): WorkbookColumn {
  return {
    letter,
    title,
    sort: "actual",
    sort_word: "完成数",
    figures: true,
    taken: true,
    indicator: null,
    guessed: false,
    org_unit_name: null,
    period_label: null,
    uom: null,
    fraction: false,
    hidden: false,
    ...more,
  };
}

export function row(at: number, name: string, more: Partial<WorkbookRow> = {}): WorkbookRow {
  return {
    row: at,
    name,
    key: name,
    sort: "data",
    sort_word: "数据",
    org_unit: null,
    org_unit_name: null,
    how: null,
    how_word: null,
    indicator: null,
    taken: true,
    hidden: false,
    cells: [],
    ...more,
  };
}

export function cell(place: string, fate: string, more: Partial<WorkbookCell> = {}): WorkbookCell {
  return {
    place,
    org_unit: "u1",
    org_unit_name: "金山镇",
    indicator: "i1",
    indicator_name: "改厕户数",
    period_label: "2026年6月",
    text: "120",
    reading: "120",
    before: null,
    note: null,
    fate,
    problem: null,
    ...more,
  };
}

export function workbook(more: Partial<WorkbookView> = {}): WorkbookView {
  const known = { org_unit: "u1", org_unit_name: "金山镇", how: "exact", how_word: "名称相同" };
  return {
    own: false,
    form: "f1",
    form_name: "农村人居环境整治月报",
    period: "2026-06",
    period_label: "2026年6月",
    periods: [
      { period: "2026-06", label: "2026年6月" },
      { period: "2026-05", label: "2026年5月" },
    ],
    indicators: [
      { id: "i1", name: "改厕户数（户）" },
      { id: "i2", name: "投入资金（万元）" },
    ],
    counts: { new: 2, changed: 1, same: 1, emptied: 1, drafts: 1, refused: 1 },
    cells: [
      cell("6月!C7", "refused", {
        problem: { code: "cell.submitted", severity: "error", place: "", detail: [] },
        reading: null,
      }),
      cell("6月!C5", "draft", {
        text: "待定",
        reading: null,
        problem: { code: "number.unreadable", severity: "error", place: "", detail: ["待定"] },
      }),
      cell("6月!C4", "changed", { before: "96" }),
      cell("6月!D6", "emptied", { text: "", reading: null, before: "12.5" }),
      cell("6月!D4", "new", {
        indicator: "i2",
        indicator_name: "投入资金",
        text: "15000元",
        reading: "15,000元",
      }),
    ],
    problems: [
      { code: "workbook.unit_unknown", severity: "query", place: "6月!B6", detail: ["开发区"] },
      { code: "workbook.rate_differs", severity: "hint", place: "6月!F4", detail: ["0", "65%"] },
    ],
    tables: [
      {
        sheet: "6月",
        place: "A3:F8",
        title: "改厕进度（截至6月底）",
        hidden: false,
        taken: true,
        columns: [
          column("A", "序号", { sort: "ordinal", sort_word: "序号", figures: false, taken: false }),
          column("B", "镇", { sort: "name", sort_word: "名称", figures: false, taken: false }),
          column("C", "累计完成户数", { indicator: "i1", guessed: true, period_label: "2026年6月" }),
          column("D", "投入资金（元）", { indicator: "i2", uom: "元", period_label: "2026年6月" }),
          column("E", "年度目标", { sort: "target", sort_word: "目标数", taken: false }),
          column("F", "完成率（%）", { sort: "rate", sort_word: "比率", taken: false }),
        ],
        rows: [
          row(4, "金 山 镇", { ...known, cells: ["1", "金 山 镇", "120", "15000", "400", "0"] }),
          row(5, "达茂旗", {
            ...known,
            org_unit_name: "达尔罕茂明安联合旗",
            how: "abbreviated",
            how_word: "简称",
            cells: ["2", "达茂旗", "待定", "", "300", ""],
          }),
          row(6, "开发区", { cells: ["3", "开发区", "7", "—", "100", "7"] }),
          row(8, "合计", {
            sort: "total",
            sort_word: "合计",
            taken: false,
            cells: ["", "合计", "127", "15000", "800", ""],
          }),
        ],
        row_count: 4,
      },
    ],
    signs: [{ sign: "—", count: 1, meaning: "nothing" }],
    choices: {
      form: "f1",
      period: null,
      org_unit: null,
      hidden_rows: false,
      tables: [],
      columns: [],
      names: [],
      signs: [],
    },
    remembered: false,
    ...more,
  };
}
