// The sheet between the wire and the grid; the order of what is sent; and the room as a clerk uses it: typing, pasting
// with something unreadable in it, taking back, handing in.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { interpreted, looksReadable } from "../../parts/grid/interpret";
import { setHost } from "../../platform";
import { type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { go } from "../../state/route";
import { evidence } from "../../text/evidence";
import { grid } from "../../text/grid";
import { form as formText, results as text } from "../../text/results";
import type { GridColumn } from "../../wire/GridColumn";
import type { GridRow } from "../../wire/GridRow";
import { SheetCells, type SheetView } from "./cells";
import { county, forms, SmallLedger } from "./fixtures";
import { fieldOf, fieldsOf, firstFields, levelBelow, putRequest } from "./form.logic";
import { gathered, turns } from "./inTurn";
import { ResultsPage } from "./ResultsPage";
import {
  besidePeriod,
  changesOf,
  columnsOf,
  firstToFill,
  gridRequest,
  inOrder,
  outgoingOf,
  plainTitle,
  requestOf,
  rowsOf,
  unreadableOf,
  uomsOf,
  without,
} from "./sheet.logic";
import { sheetOf, withChanges } from "./useGridView";

const words = { notReported: "未报", noTask: "无任务" };
const view = () => sheetOf(new SmallLedger().grid(gridRequest("f1", "2026-06", {})));

describe("sheet", () => {
  it("keeps keys, states and problems", () => {
    const { rows, columns, cells: told } = new SmallLedger().grid(gridRequest("f1", "2026-06", {}));
    const sheet = { rows: rowsOf(rows), columns: columnsOf(columns, "units_indicators") };
    const cells = SheetCells.of(told, rows.length, ({ code }) => code);
    expect(sheet.rows[0]).toMatchObject({ key: "total", readOnly: true });
    expect(sheet.rows[2]).toMatchObject({ title: "金山镇", readOnly: true, hint: "待审核" });
    const raw = { row: 3, column: 2 };
    expect(cells.at(raw)).toMatchObject({
      text: "约30户",
      problem: { severity: "error", words: "number.unreadable" },
    });
    expect(cells.at({ row: 0, column: 0 }), "a sum was not typed").toMatchObject({ text: "1,204", raw: "" });
    const states: string[] = [];
    cells.each(({ state }, row, column) => {
      if (row === raw.row && column === raw.column) states.push(state);
    });
    expect(states, "each cell is gone through once").toEqual(["raw"]);
  });

  it("makes a change of a cell out of an edit, and none of a sum", () => {
    const edits = [
      { row: "u1", column: "i2", input: { type: "text" as const, text: "5" } },
      { row: "total", column: "i2", input: { type: "text" as const, text: "5" } },
      { row: "gone", column: "i2", input: { type: "nil" as const } },
    ];
    expect(changesOf(edits, view())).toEqual([
      {
        org_unit: "u1",
        indicator: "i2",
        measure: "ytd",
        period: "2026-06",
        input: { type: "text", text: "5" },
      },
    ]);
  });

  it("takes the period of a cell from its column where columns are periods", () => {
    const across = sheetOf(
      new SmallLedger().grid(gridRequest("f1", "2026-06", { layout: "units_periods", indicator: "i1" })),
    );
    expect(requestOf(across, "u3", "2026-02")).toEqual({
      org_unit: "u3",
      indicator: "i1",
      measure: "ytd",
      period: "2026-02",
    });
    expect(requestOf(across, "total", "2026-02")).toBeNull();
  });

  it.each<[string, string, boolean]>([
    ["12", "户", true],
    ["约30", "户", true],
    ["５４００余名", "名", true],
    ["12万元", "元", true],
    ["3.5万", "元", true],
    ["≥55%", "%", true],
    ["不低于55%", "%", true],
    ["", "户", true],
    ["85%", "户", false],
    ["较多", "户", false],
    ["—", "户", false],
    ["3—5", "人", false],
  ])("%j in a column of %s reads as a number: %s", (typed, uom, readable) => {
    expect(looksReadable(typed, uom)).toBe(readable);
  });

  it("shows a unit of measure once", () => {
    expect(plainTitle("建成数（个）", "个")).toBe("建成数");
    expect([plainTitle("新（改）建户厕", "户"), plainTitle("（个）", "个")]).toEqual([
      "新（改）建户厕",
      "（个）",
    ]);
  });

  it("finds what is no number in a pasted block, with its place", () => {
    const edit = (row: string, column: string, typed: string) => ({
      row,
      column,
      input: { type: "text" as const, text: typed },
    });
    const edits = [
      edit("u1", "i0", "12"),
      edit("u1", "i1", "较多"),
      edit("u3", "i2", "3 户"),
      edit("u3", "i1", ""),
    ];
    const found = unreadableOf(edits, view(), interpreted);
    expect(found.map(({ row, column, text: pasted }) => [row, column, pasted])).toEqual([
      ["银号镇", "建成污水处理设施", "较多"],
    ]);
    expect(without(edits, found)).toHaveLength(3);
    const [decimals] = unreadableOf(
      [edit("u1", "i0", "1,234.5"), edit("u1", "i0", "12.0")],
      view(),
      interpreted,
    );
    expect(decimals?.words, "12.0 is a whole number").toBe("“1,234.5”的小数位数太多。这个指标只填整数。");
  });

  it("takes indicator and unit from the row where rows are indicators", () => {
    const of = view();
    const row = { ...of.rows[1], key: "i1", org_unit: "u3", indicator: "i1", measure: "ytd", uom: "个村" };
    const column = {
      ...of.columns[0],
      key: "2026-05",
      period: "2026-05",
      indicator: null,
      measure: null,
      uom: "",
    };
    const across = { ...of, rows: [row as GridRow], columns: [column as GridColumn] };
    const place = { org_unit: "u3", indicator: "i1", measure: "ytd", period: "2026-05" };
    expect(requestOf(across, "i1", "2026-05")).toEqual(place);
    expect(uomsOf(across)).toBe("个村");
    expect(rowsOf(across.rows)[0]).toMatchObject({ unit: "个村" });
    expect(
      gridRequest("f1", "2026-05", { layout: "indicators_periods", unit: "u3", indicator: "i9" }),
    ).toEqual({
      ...{ form: "f1", period: "2026-05", layout: "indicators_periods", indicator: null, org_unit: "u3" },
    });
    expect(gridRequest("f1", "2026-05", { layout: "sideways" }).layout).toBe("units_indicators");
  });

  it("names each unit of measure once, and the periods beside", () => {
    expect(uomsOf(view())).toBe("个村、座、户、个、亩、万元、%");
    expect([besidePeriod(view(), 1), besidePeriod(view(), -1)]).toEqual([null, "2026-05"]);
  });

  it("says what each unit would send and what stands in its way", () => {
    const ledger = new SmallLedger();
    const outgoing = outgoingOf(view(), ledger.checks("f1", "2026-06"), words);
    const of = (name: string) => outgoing.find((one) => one.name === name);
    expect(of("金山镇"), "already handed in").toBeUndefined();
    expect(of("下湿壕镇")).toMatchObject({ blocking: { errors: 1, queries: 0 }, ready: false });
    expect(of("怀朔镇")?.blocking.queries, "odd and not explained").toBe(1);
    expect(of("银号镇")?.values.slice(0, 5)).toEqual(["3", "60", "117", "174", "未报"]);
    expect(of("兴顺西镇")?.values[3]).toBe("无任务");
    const back = {
      ...view(),
      submissions: [{ ...view().submissions[0], org_unit: "u5", state: "returned" }],
    };
    const again = outgoingOf(back as SheetView, ledger.checks("f1", "2026-06"), words);
    expect([again[0]?.name, again[0]?.returned, again[1]?.returned], "what came back is seen first").toEqual([
      "怀朔镇",
      true,
      false,
    ]);
  });

  it("takes over what changed and keeps the rest as it is", () => {
    const before = view();
    const [row] = before.rows.slice(1);
    if (!row) throw new Error("the sheet has rows");
    const cells = { kinds: [], columns: [] };
    const nothing = { stamp: 7, rows: [], rewritten: [], cells, filled: 1, asked: 2, submissions: null };
    const same = withChanges(before, nothing);
    expect(same).toMatchObject({ stamp: 7, filled: 1, asked: 2 });
    expect([same.rows, same.cells, same.submissions]).toEqual([
      before.rows,
      before.cells,
      before.submissions,
    ]);
    expect(same.rows, "the same object").toBe(before.rows);
    expect(same.cells, "the same object").toBe(before.cells);
    const after = withChanges(before, {
      ...nothing,
      rows: [{ at: 1, row: { ...row, read_only: true } }],
      rewritten: [1, 2],
      // Of the two rows only the second says something now: 1,299 in its first column.
      cells: {
        kinds: [{ state: "number", raw: null, problem: null, note: null, evidence: 0, read_only: false }],
        columns: [{ skipped: [1], texts: ["1,299"], kinds: [0] }],
      },
      submissions: [],
    });
    expect(after.rows.map(({ read_only }) => read_only).slice(0, 2)).toEqual([true, true]);
    expect(after.rows[2], "an untouched row is the same object").toBe(before.rows[2]);
    const column = before.columns.map((_, at) => at);
    const said = ({ cells }: typeof before, row: number) => column.map((column) => cells.at({ row, column }));
    expect(said(after, 1).every((cell) => !cell)).toBe(true);
    expect(said(after, 2).map((cell) => cell && [cell.text, cell.raw])).toEqual([
      ["1,299", "1299"],
      ...column.slice(1).map(() => undefined),
    ]);
    for (const row of [0, 3, 4]) expect(said(after, row)).toEqual(said(before, row));
    expect(before.cells.at({ row: 1, column: 0 }), "what was told before is left alone").toBeTruthy();
    expect(after.submissions).toEqual([]);
  });

  it("begins where something is missing or wrong", () => {
    const standing = (unit: string, state: string) => {
      const ledger = new SmallLedger();
      ledger.states.set(unit, state);
      return sheetOf(ledger.grid(gridRequest("f1", "2026-06", {})));
    };
    expect(firstToFill(standing("u1", "draft"))).toEqual({ row: "u1", column: "i4" });
    expect(firstToFill(standing("u3", "returned")), "what came back").toEqual({ row: "u3", column: "i2" });
    expect(firstToFill({ ...view(), columns: [] })).toBeNull();
    expect(firstToFill({ ...view(), rows: [] })).toBeNull();
    const across = sheetOf(
      new SmallLedger().grid(gridRequest("f1", "2026-05", { layout: "units_periods", indicator: "i0" })),
    );
    expect(firstToFill(across)?.column, "the chosen period").toBe("2026-05");
  });

  it("lists what came back and what is late first", () => {
    expect(inOrder(forms).map(({ id }) => id)).toEqual(["f2", "f3", "f1", "f4"]);
  });
});

describe("form", () => {
  it("begins with what is usual and sends it trimmed", () => {
    const fields = { ...firstFields("u0"), name: " 表 ", time: " 9：00 ", days_after: null };
    const { form, reason } = putRequest(fields, "new", null);
    expect(form).toMatchObject({
      id: null,
      name: "表",
      time: "9:00",
      days_after: null,
      due_day: null,
      parent: "u0",
    });
    const monthly = { ...fields, due_by: "of_month" as const, days_after: 5, due_day: 25, as_of_day: 20 };
    expect(putRequest(monthly, "new", null).form).toMatchObject({
      days_after: null,
      due_day: 25,
      as_of_day: 20,
    });
    const weekly = putRequest({ ...monthly, frequency: "week", due_by: "after" }, "new", null).form;
    expect(weekly).toMatchObject({ days_after: 5, due_day: null, as_of_day: null });
    expect([form.notes, reason]).toEqual([[], ""]);
    expect([levelBelow("county"), levelBelow("village")]).toEqual(["township", "village"]);
  });
  it("is changed under its own id, copied under none, and keeps the measures of what it still asks for", () => {
    const from = {
      ...putRequest(firstFields("u0"), "new", null).form,
      id: "f1",
      indicators: ["i1", "i2"],
      measures: { i1: "stock", i2: "period" },
      notes: ["甲", "乙"],
    };
    const fields = { ...fieldsOf(from, "月报"), indicators: ["i2"], notes: "甲\n\n 丙 " };
    const changed = putRequest(fields, "edit", from).form;
    expect([changed.id, changed.measures, changed.notes]).toEqual(["f1", { i2: "period" }, ["甲", "丙"]]);
    const copied = putRequest({ ...fields, from: "2022-04" }, "copy", from).form;
    expect([copied.id, copied.from]).toEqual([null, "2022-04"]);
  });
  it.each([
    ["name", "name"],
    ["form.indicators", "indicators"],
    ["org_unit", "parent"],
    ["x", ""],
  ])("a problem at %s shows at %s", (place, field) => {
    expect(fieldOf({ code: "c", severity: "error", place, detail: [] })).toBe(field);
  });
});

describe("in turn", () => {
  it("keeps the order, and a failure holds nothing up", async () => {
    const done: string[] = [];
    const queue = turns();
    const slow = queue.run(async () => {
      await new Promise((next) => setTimeout(next, 5));
      done.push("slow");
    });
    const failed = queue.run(async () => {
      done.push("failed");
      throw new Error("no");
    });
    const last = queue.run(async () => done.push("last"));
    await slow;
    await expect(failed).rejects.toThrow("no");
    await last;
    expect(done).toEqual(["slow", "failed", "last"]);
  });

  it("gathers what is asked meanwhile into one more call", async () => {
    const calls: string[][] = [];
    const again = gathered(async (rooms) => {
      await new Promise((next) => setTimeout(next, 2));
      calls.push(rooms);
    });
    await Promise.all([again.ask(["a"]), again.ask(["b"]), again.ask(["b", "c"])]);
    await again.ask(["d"]);
    expect(calls).toEqual([["a"], ["b", "c"], ["d"]]);
  });
});

describe("the room", () => {
  let ledger: SmallLedger;
  let dropped: MemoryHost;

  const open = async (place: Parameters<typeof go>[0]) => {
    location.hash = "";
    go(place);
    render(
      <QueryClientProvider client={queryClient()}>
        <ResultsPage />
      </QueryClientProvider>,
    );
    await screen.findAllByText(/./);
  };
  const field = async () => {
    const grid = await screen.findByTestId("grid");
    return within(grid).getByRole<HTMLTextAreaElement>("textbox");
  };
  const press = (target: HTMLElement, key: string, more: object = {}) =>
    fireEvent.keyDown(target, { key, ...more });
  const paste = (target: HTMLElement, pasted: string) =>
    fireEvent.paste(target, { clipboardData: { getData: () => pasted } });

  beforeEach(() => {
    ledger = new SmallLedger();
    useNotices.setState({ notices: [] });
    useLens.setState({ asOf: "2026-06-30", scope: { id: "u0", name: "青原县" } });
    dropped = memoryHost({
      ...ledger.handlers(),
      start: () => ({ recent: [], open: null, version: "" }),
      units: () => [county],
    });
    setHost(dropped);
  });

  it("lists the forms with why one came back", async () => {
    await open({ room: "results" });
    expect(await screen.findByText(/金山镇两个村的收入/)).toBeTruthy();
    const [first] = screen.getAllByTestId("form-line");
    expect(first?.textContent).toBe("嘎查村集体经济收入情况表");
  });

  it("types into a cell: one fill, the ledger's answer wins", async () => {
    await open({ room: "results", path: ["f1"] });
    const target = await field();
    press(target, "Home", { ctrlKey: true });
    press(target, "ArrowDown");
    fireEvent.change(target, { target: { value: "１２３" } });
    press(target, "Enter");
    await waitFor(() => expect(ledger.fills).toHaveLength(1));
    expect(ledger.fills[0]).toEqual({
      action: "type",
      changes: [
        {
          org_unit: "u1",
          indicator: "i0",
          measure: "ytd",
          period: "2026-06",
          input: { type: "text", text: "１２３" },
        },
      ],
    });
  });

  it("says beside a cell why it is not to be changed", async () => {
    await open({ room: "results", path: ["f1"] });
    const target = await field();
    press(target, "Home", { ctrlKey: true });
    await waitFor(() => expect(screen.getByTestId("beside").textContent).toContain(text.beside.computed));
    press(target, "ArrowDown");
    await screen.findByText("≥ 120 个村");
    expect(screen.queryByTestId("locked")).toBeNull();
    press(target, "ArrowDown");
    expect((await screen.findByTestId("locked")).textContent).toContain("“调度表”已经提交（待审核）");
  });

  it("does not invite to fill in a period that has not begun", async () => {
    ledger.notBegun = true;
    await open({ room: "results", path: ["f1"] });
    const target = await field();
    expect(screen.getByText(text.notBegun("2026年6月"))).toBeTruthy();
    expect(screen.getByTestId<HTMLButtonElement>("submit").disabled).toBe(true);
    press(target, "Enter", { ctrlKey: true });
    fireEvent.keyDown(window, { key: "Enter", ctrlKey: true });
    expect(screen.queryByRole("dialog")).toBeNull();
  });

  it("asks before a block is pasted in which something is no number", async () => {
    await open({ room: "results", path: ["f1"] });
    const target = await field();
    press(target, "Home", { ctrlKey: true });
    press(target, "ArrowDown");
    paste(target, "11\t较多\n12\t13");
    expect(await screen.findByText(text.pasteTitle(1))).toBeTruthy();
    const foot = () => document.querySelector(".dz-grid-said")?.textContent;
    expect(foot(), "nothing is pasted yet").toBe("");
    fireEvent.click(screen.getByText(text.pasteNone));
    await act(async () => undefined);
    expect([foot(), ledger.fills], "and nothing was").toEqual(["", []]);
    paste(target, "11\t较多\n12\t13");
    fireEvent.click(await screen.findByText(text.pasteGood(1)));
    await waitFor(() => expect(ledger.fills).toHaveLength(1));
    await waitFor(() => expect(foot()).toContain(grid.pasted(1)));
    const [filled] = ledger.fills;
    expect(filled?.action).toBe("paste");
    // 金山镇 was handed in: the grid leaves its two cells out by itself.
    expect(filled?.changes.map(({ org_unit, indicator }) => `${org_unit} ${indicator}`)).toEqual(["u1 i0"]);
  });

  it("does not say again after the paste what was said before it", async () => {
    await open({ room: "results", path: ["f1"] });
    const target = await field();
    press(target, "Home", { ctrlKey: true });
    press(target, "ArrowDown");
    paste(target, "较多\t不详");
    fireEvent.click(await screen.findByTestId("paste-all"));
    await waitFor(() => expect(ledger.fills[0]?.changes).toHaveLength(2));
    await act(async () => undefined);
    expect(useNotices.getState().notices).toEqual([]);
  });

  it("puts chosen, pasted and dropped files with the active cell, tells the refused, and takes one away", async () => {
    await open({ room: "results", path: ["f1"] });
    const target = await field();
    press(target, "Home", { ctrlKey: true });
    press(target, "ArrowDown");
    const file = (name: string) => new File(["%PDF-1.4"], name);
    const names = () => screen.queryAllByTestId("evidence-file").map(({ textContent }) => textContent);
    fireEvent.change(screen.getByTestId("evidence-input"), {
      target: { files: [file("验收单.pdf"), file("run.exe")] },
    });
    await waitFor(() => expect(names()).toEqual(["验收单.pdf"]));
    expect(useNotices.getState().notices.map(({ what }) => what)).toEqual([
      evidence.taken(1),
      expect.stringContaining("run.exe"),
    ]);
    fireEvent.paste(target, { clipboardData: { getData: () => "", files: [file("截图.png")] } });
    await waitFor(() => expect(names()).toEqual(["验收单.pdf", "截图.png"]));
    act(() => dropped.drop({ kind: "drop", paths: ["/桌面/台账.xlsx"] }));
    await waitFor(() => expect(names()).toHaveLength(3));
    fireEvent.click(screen.getByRole("button", { name: evidence.remove("截图.png") }));
    await waitFor(() => expect(names()).toEqual(["验收单.pdf", "台账.xlsx"]));
    expect(target.getAttribute("aria-label")).toContain("佐证 2");
    expect(ledger.fills, "nothing was written into cells").toHaveLength(0);
  });

  it("keeps 批注 with the cell and shows it beside", async () => {
    await open({ room: "results", path: ["f1"] });
    const target = await field();
    press(target, "Home", { ctrlKey: true });
    press(target, "ArrowDown");
    press(target, "F2", { shiftKey: true });
    const note = await screen.findByTestId("cell-note");
    fireEvent.change(note, { target: { value: "与验收单一致" } });
    press(note, "Enter", { ctrlKey: true });
    await waitFor(() => expect(screen.getByTestId("beside").textContent).toContain("与验收单一致"));
    expect(document.activeElement).toBe(target);
  });

  it("takes back through the ledger, after what was typed", async () => {
    await open({ room: "results", path: ["f1"] });
    const target = await field();
    press(target, "Home", { ctrlKey: true });
    press(target, "ArrowDown");
    fireEvent.change(target, { target: { value: "7" } });
    press(target, "Enter");
    press(target, "z", { ctrlKey: true });
    await waitFor(() => expect(ledger.undos).toHaveLength(0));
    await waitFor(() => expect(useNotices.getState().notices.at(-1)?.what).toContain("填报"));
    expect(ledger.fills).toHaveLength(1);
  });

  it("shows what will be handed in, hands in, and says what stood in the way", async () => {
    for (const unit of ["u1", "u8"]) {
      for (let i = 0; i < 8; i++) {
        ledger.cells.set(`${unit}|i${i}|2026-06`, { state: "number", raw: `9${i}` });
      }
    }
    const submit = vi.spyOn(ledger, "submit");
    await open({ room: "results", path: ["f1"] });
    await field();
    await act(async () => fireEvent.click(screen.getByTestId("submit")));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getAllByText("94"), "the values to be sent are shown").toHaveLength(2);
    expect(within(dialog).getByText(text.submitErrors(1), { exact: false })).toBeTruthy();
    fireEvent.click(within(dialog).getByTestId("submit-confirm"));
    await waitFor(() => expect(submit).toHaveBeenCalledWith(["u1", "u8"]));
    expect(await within(dialog).findByText(text.submitDone(1))).toBeTruthy();
    await waitFor(() =>
      expect(document.activeElement?.textContent?.replace(/\s/g, "")).toBe(text.submitClose),
    );
    expect(within(dialog).getByText(/还没有读成数/)).toBeTruthy();
  });

  it("takes a report back before it is received", async () => {
    await open({ room: "results", path: ["f1"] });
    await field();
    fireEvent.click(screen.getByTestId("reports-open"));
    fireEvent.click(await screen.findByTestId("report-withdraw"));
    await waitFor(() => expect(ledger.steps).toHaveLength(1));
    expect(ledger.steps[0]).toEqual({
      step: "withdraw",
      reports: [{ form: "f1", org_unit: "u2", period: "2026-06" }],
      reason: "",
    });
    expect(useNotices.getState().notices.at(-1)?.what).toBe(text.reports.done("撤回", "金山镇"));
  });

  it("corrects an accepted report only with a reason", async () => {
    ledger.states.set("u2", "accepted");
    await open({ room: "results", path: ["f1"], query: { report: "u2" } });
    fireEvent.click(await screen.findByTestId("report-correct"));
    const reason = await screen.findByTestId("step-reason");
    press(reason, "Enter", { ctrlKey: true });
    expect(ledger.steps).toEqual([]);
    fireEvent.change(reason, { target: { value: "漏计1户" } });
    press(reason, "Enter", { ctrlKey: true });
    await waitFor(() =>
      expect(ledger.steps.map(({ step, reason: why }) => [step, why])).toEqual([["correct", "漏计1户"]]),
    );
    await waitFor(() =>
      expect(document.activeElement?.getAttribute("aria-label"), "typing goes on").toContain("金山镇"),
    );
    expect(screen.queryByTestId("report-correct"), "the pane has gone").toBeNull();
  });

  it("says above the sheet what came back, from whom, when and why", async () => {
    ledger.states.set("u5", "returned");
    await open({ room: "results", path: ["f1"] });
    const returned = await screen.findByTestId("returned");
    await waitFor(() =>
      expect(returned.textContent).toMatch(/^怀朔镇 已退回李某 2026-07-0\d \d\d:00问题厕所/),
    );
  });

  it("lists what is odd, leads to its cell and takes the explanation", async () => {
    await open({ room: "results", path: ["f1"], query: { checks: "1" } });
    await field();
    const list = await screen.findByTestId("checks");
    const doubt = (await within(list).findByText(/累计数 185 比上期 188 少/)).closest("li") as HTMLElement;
    const pane = list.closest("aside") as HTMLElement;
    pane.focus();
    fireEvent.keyDown(pane, { key: "ArrowDown" });
    expect(document.activeElement, "the arrows begin at the first").toBe(list.querySelector("[data-walk]"));
    const errors = Number(/错误 (\d+)/.exec(pane.textContent ?? "")?.[1]);
    expect(document.querySelector(".dz-grid-foot")?.textContent, "the foot counts alike").toContain(
      grid.errors(errors),
    );
    expect(doubt.textContent).toContain("怀朔镇");
    fireEvent.click(within(doubt).getAllByRole("button")[0] as HTMLElement);
    await waitFor(() => expect(screen.getByTestId("beside").textContent).toContain("怀朔镇"));
    const said = within(doubt).getByTestId("explanation");
    fireEvent.change(said, { target: { value: "核减了重复上报的三户" } });
    fireEvent.keyDown(said, { key: "Enter" });
    await waitFor(() => expect([...ledger.explanations.values()]).toEqual(["核减了重复上报的三户"]));
    expect(await screen.findByText(text.checks.explained)).toBeTruthy();
  });

  it("tells who changed what, and leads to the cell, also of another period", async () => {
    await open({ room: "results", path: ["f1"] });
    await field();
    fireEvent.click(screen.getByTestId("open-changes"));
    const list = await screen.findByTestId("changes");
    const [june, may] = await within(list).findAllByRole("button");
    expect(june?.textContent).toMatch(
      /怀朔镇问题厕所整改2026年6月12 个 → 21 个填报 · 王某 · .*原因：问题厕所/,
    );
    fireEvent.click(june as HTMLElement);
    await waitFor(() => expect(screen.getByTestId("beside").textContent).toContain("怀朔镇问题厕所整改"));
    fireEvent.click(may as HTMLElement);
    await screen.findByRole("heading", { name: /2026年5月/ });
    await waitFor(() => expect(screen.getByTestId("beside").textContent).toContain("怀朔镇问题厕所整改"));
    fireEvent.click(screen.getByText(text.whoChanged.sinces.accepted));
    expect(await screen.findByText(text.whoChanged.none)).toBeTruthy();
  });

  it("lists figures without evidence, handed in or not, with the way to each", async () => {
    const found = ledger.checks("f1", "2026-06");
    const [one] = found.findings;
    if (!one) throw new Error("the ledger finds something");
    const problem = { code: "check.evidence_missing", severity: "error", place: "", detail: ["7"] };
    const bare = {
      ...one,
      key: "bare",
      class: "evidence",
      org_unit: "u2",
      column: "i3",
      problem,
      closed: true,
    };
    vi.spyOn(ledger, "checks").mockReturnValue({
      ...found,
      unproven: 1,
      findings: [...found.findings, bare],
    });
    await open({ room: "results", path: ["f1"], query: { checks: "1" } });
    await field();
    fireEvent.click(await screen.findByText(text.checks.unproven(1)));
    const [way, ...others] = within(screen.getByTestId("checks")).getAllByRole("button");
    expect(others, "one line, and nothing to attach to what is locked").toEqual([]);
    expect(way?.textContent).toContain(text.checks.handedIn);
    fireEvent.click(way as HTMLElement);
    await waitFor(() => expect(screen.getByTestId("beside").textContent).toContain("金山镇"));
  });

  it("shows at handing in what stands in the way, and the way there", async () => {
    await open({ room: "results", path: ["f1"] });
    await field();
    await act(async () => fireEvent.click(screen.getByTestId("submit")));
    const dialog = await screen.findByRole("dialog");
    expect(within(dialog).getByText(text.submitQueries(1), { exact: false })).toBeTruthy();
    fireEvent.click(within(dialog).getByTestId("submit-checks"));
    expect(await screen.findByTestId("checks")).toBeTruthy();
  });

  it("makes a form, with each lack at its field", async () => {
    await open({ room: "results", query: { form: "new" } });
    fireEvent.click(
      await screen.findByRole("button", { name: new RegExp([...formText.ways.new].join("\\s*")) }),
    );
    expect((await screen.findAllByText(/没有报表名称/)).length).toBeGreaterThan(0);
    fireEvent.change(screen.getByTestId("form-name"), { target: { value: "新表" } });
    expect((screen.getByTestId("form-name") as HTMLInputElement).value).toBe("新表");
  });

  it("offers the first period of a new form, too", async () => {
    await open({ room: "results", query: { form: "new" } });
    const from = within(await screen.findByTestId("form-from")).getByRole("combobox");
    fireEvent.mouseDown(from);
    expect(await screen.findByText("2026年3月")).toBeTruthy();
  });
});
