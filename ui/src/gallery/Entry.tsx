// The entry grid: a form as on paper, and a large sheet (?large) for speed.
import { Button } from "antd";
import { useMemo, useState } from "react";
import { grouped } from "../lib/decimal";
import { readNumber } from "../lib/number";
import { placedCells } from "../parts/grid/cells";
import { Grid } from "../parts/grid/Grid";
import type { CellEdit, Column, PlacedCell, Row } from "../parts/grid/types";
import { FillBody, Page } from "../parts/Page";

const units = ["银号镇", "金山镇", "下湿壕镇", "西斗铺镇", "怀朔镇", "兴顺西镇", "红山乡", "东胜农牧业园区"];

const heads: [string[], string, string][] = [
  [["就业促进工程", "促进城乡劳动者就业创业"], "城镇新增就业", "人"],
  [["就业促进工程", "促进城乡劳动者就业创业"], "农牧民转移就业", "人"],
  [["就业促进工程"], "城镇登记失业率", "%"],
  [["生态宜居工程", "人居环境整治"], "开展生活污水治理的嘎查村", "个"],
  [["生态宜居工程", "人居环境整治"], "新（改）建户厕", "户"],
  [["生态宜居工程", "人居环境整治"], "生活垃圾收运处置体系覆盖率", "%"],
  [["集体经济"], "集体经济收入达到12万元的嘎查村", "个"],
  [["集体经济"], "集体经济收入合计", "万元"],
  [[], "监测对象", "户"],
];

const columns: Column[] = heads.map(([groups, title, unit], at) => ({ key: `c${at}`, groups, title, unit }));
const rows: Row[] = [
  { key: "total", title: "全县", readOnly: true },
  ...units.map((title, at) => ({
    key: `u${at}`,
    title,
    indent: 1,
    ...(at === 1 ? { readOnly: true, hint: "待审核" } : {}),
  })),
];

function started(): PlacedCell[] {
  const cells: PlacedCell[] = [];
  const none = { problem: null };
  columns.forEach((column, c) => {
    cells.push({
      row: "total",
      column: column.key,
      state: "computed",
      text: grouped(String(1200 + c * 377)),
      raw: "",
      ...none,
    });
    units.forEach((_, u) => {
      const place = { row: `u${u}`, column: column.key };
      const value = String(((u * 131 + c * 57) % 1900) + 3);
      if ((u + c) % 5 === 4) return;
      if (u === 3 && c === 1) cells.push({ ...place, state: "nil", text: "零报告", raw: "零报告", ...none });
      else if (u === 3 && c === 2)
        cells.push({ ...place, state: "na", text: "不适用", raw: "不适用", ...none });
      else if (u === 5 && c === 3) cells.push({ ...place, state: "no_task", text: "", raw: "", ...none });
      else if (u === 2 && c === 3) {
        const problem = { severity: "error" as const, words: "“约30”不是数字。请只填数字，说明写在备注里。" };
        cells.push({ ...place, state: "raw", text: "约30", raw: "约30", problem });
      } else if (u === 4 && c === 4) {
        const problem = {
          severity: "query" as const,
          words: "累计数比上月少 12 户。累计数不应减少，请核实或写情况说明。",
        };
        cells.push({ ...place, state: "number", text: "1,031", raw: "1031", problem });
      } else cells.push({ ...place, state: "number", text: grouped(value), raw: value, ...none });
    });
  });
  return cells;
}

const large = new URLSearchParams(location.search).has("large");
const manyColumns: Column[] = Array.from({ length: 40 }, (_, c) => ({
  key: `m${c}`,
  groups: [`第${Math.floor(c / 10) + 1}组`],
  title: `指标${c + 1}`,
  unit: "个",
}));
const manyRows: Row[] = Array.from({ length: 100_000 }, (_, r) => ({
  key: `r${r}`,
  title: `嘎查村${r + 1}`,
}));

export function Entry() {
  const [cells, setCells] = useState<PlacedCell[]>(() => (large ? [] : started()));
  const sheet = useMemo(() => (large ? { rows: manyRows, columns: manyColumns } : { rows, columns }), []);
  const shown = useMemo(() => placedCells(sheet.rows, sheet.columns, cells), [sheet, cells]);
  const onEdit = async (edits: CellEdit[]) => {
    await new Promise((done) => setTimeout(done, 120));
    if (edits.some(({ input }) => input.type === "text" && input.text === "出错")) throw new Error("refused");
    setCells((before) => answered(before, edits));
  };
  return (
    <Page
      title="重点任务进展情况表（2026年6月）"
      aside={<span className="dz-second">单位：人、个、户、万元、%</span>}
    >
      <FillBody>
        <Grid
          label="重点任务进展情况表"
          rowTitle="苏木乡镇"
          rows={sheet.rows}
          columns={sheet.columns}
          cells={shown}
          onEdit={onEdit}
          side={({ row, column, cell }) => (
            <>
              <h2>{row.title}</h2>
              <p className="dz-second">{column.title}</p>
              <dl className="dz-beside">
                <dt>目标</dt>
                <dd>≥ 400 {column.unit}</dd>
                <dt>上月</dt>
                <dd>186</dd>
                <dt>上年同期</dt>
                <dd>142</dd>
                <dt>比上月</dt>
                <dd>{cell.text ? "+27" : "—"}</dd>
              </dl>
            </>
          )}
          foot={
            <Button type="primary" disabled>
              提交审核
            </Button>
          }
        />
      </FillBody>
    </Page>
  );
}

function answered(before: PlacedCell[], edits: readonly CellEdit[]): PlacedCell[] {
  const kept = new Map(before.map((cell) => [`${cell.row}/${cell.column}`, cell]));
  for (const { row, column, input } of edits) {
    const key = `${row}/${column}`;
    const place = { row, column, problem: null };
    if (input.type === "nil") kept.set(key, { ...place, state: "nil", text: "零报告", raw: "零报告" });
    else if (input.type === "not_applicable")
      kept.set(key, { ...place, state: "na", text: "不适用", raw: "不适用" });
    else {
      const read = readNumber(input.text);
      if (read.kind === "empty") kept.delete(key);
      else if (read.kind === "number") {
        kept.set(key, { ...place, state: "number", text: grouped(read.value), raw: read.value });
      } else {
        const problem = { severity: "error" as const, words: `“${input.text}”不是数字。` };
        kept.set(key, { ...place, state: "raw", text: input.text, raw: input.text, problem });
      }
    }
  }
  return [...kept.values()];
}
