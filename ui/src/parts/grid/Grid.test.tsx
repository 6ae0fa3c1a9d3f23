// The grid as a person meets it: keys, typing, clipboard, what is sent, what is said, roles for screen readers.
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { placedCells } from "./cells";
import { Grid, type GridHandle, type GridProps } from "./Grid";
import type { CellEdit, Column, PlacedCell, Row } from "./types";

const columns: Column[] = [
  { key: "a", title: "新增就业", unit: "人", groups: ["就业"] },
  { key: "b", title: "失业率", unit: "%", groups: ["就业"] },
];
const rows: Row[] = [
  { key: "total", title: "全县", readOnly: true },
  { key: "u1", title: "银号镇" },
  { key: "u2", title: "金山镇" },
];
const placed: PlacedCell[] = [
  { row: "total", column: "a", state: "computed", text: "300", raw: "", problem: null },
  { row: "u1", column: "a", state: "number", text: "1,200", raw: "1200", problem: null },
  {
    row: "u2",
    column: "b",
    state: "raw",
    text: "约3",
    raw: "约3",
    problem: { severity: "error", words: "不是数字。" },
  },
];

function shown(more: Partial<GridProps> = {}) {
  const onEdit = vi.fn((_edits: CellEdit[], _action: string): Promise<unknown> | undefined =>
    Promise.resolve(),
  );
  const view = render(
    <Grid
      label="调度表"
      rowTitle="单位"
      rows={rows}
      columns={columns}
      cells={placedCells(rows, columns, placed)}
      onEdit={onEdit}
      {...more}
    />,
  );
  const field = screen.getByRole<HTMLTextAreaElement>("textbox");
  act(() => field.focus());
  const key = (name: string, more: object = {}) => fireEvent.keyDown(field, { key: name, ...more });
  const type = (text: string) => fireEvent.change(field, { target: { value: text } });
  return { view, field, onEdit, key, type };
}

const text = (row: string, column: string, value: string): CellEdit => ({
  row,
  column,
  input: { type: "text", text: value },
});

describe("Grid", () => {
  it("has the roles and counts of a grid", () => {
    shown();
    const grid = screen.getByRole("grid", { name: "调度表" });
    expect(grid.getAttribute("aria-rowcount"), "two head levels and three rows").toBe("5");
    expect(grid.getAttribute("aria-colcount")).toBe("3");
    expect(within(grid).getByRole("columnheader", { name: "就业" }).getAttribute("aria-colspan")).toBe("2");
    const wrong = within(grid).getByText("约3");
    expect(wrong.getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText("已填 2/4")).toBeTruthy();
    expect(screen.getByText("错误 1")).toBeTruthy();
  });

  it("draws the rows it is scrolled to in the frame that shows them", () => {
    const many: Row[] = Array.from({ length: 5000 }, (_, at) => ({ key: `r${at}`, title: `嘎查${at}` }));
    const frames = vi.spyOn(window, "requestAnimationFrame").mockReturnValue(1);
    const { view } = shown({ rows: many, cells: placedCells([], [], []) });
    const box = view.container.querySelector(".dz-grid-box") as HTMLElement;
    box.scrollTop = 4000 * 32;
    box.dispatchEvent(new Event("scroll"));
    expect(screen.queryByRole("rowheader", { name: "嘎查4000" })).toBeNull();
    for (const [frame] of frames.mock.calls) frame(0);
    expect(screen.getByRole("rowheader", { name: "嘎查4000" }), "not a task later").toBeTruthy();
    frames.mockRestore();
  });

  it("draws nothing but the field for a key inside a cell", () => {
    const drawn = vi.fn(() => "旁边");
    const { key, type } = shown({ side: drawn });
    key("ArrowDown");
    type("1");
    const before = drawn.mock.calls.length;
    type("12");
    type("123");
    expect(drawn.mock.calls.length).toBe(before);
    expect(screen.getByRole<HTMLTextAreaElement>("textbox").value).toBe("123");
  });

  it("sends what is typed on Enter, shows it at once and goes on below", async () => {
    const { field, key, type, onEdit } = shown();
    key("ArrowDown");
    type("1250");
    expect(field.value, "the field is the editor").toBe("1250");
    key("Enter");
    expect(onEdit).toHaveBeenCalledExactlyOnceWith([text("u1", "a", "1250")], "type");
    expect(screen.getByText("1,250")).toBeTruthy();
    expect(field.getAttribute("aria-label")).toContain("金山镇，就业 新增就业（人）");
    await waitFor(() => expect(screen.getByText("1,200"), "unanswered content comes back").toBeTruthy());
  });

  it("goes round inside a selection with Enter and Tab, and types into the cell it is at", () => {
    const { key, type, onEdit } = shown();
    key("ArrowDown");
    key("ArrowDown", { shiftKey: true });
    type("7");
    key("Enter");
    type("8");
    key("Enter");
    type("9");
    key("Tab");
    expect(onEdit.mock.calls.map(([edits]) => edits)).toEqual([
      [text("u1", "a", "7")],
      [text("u2", "a", "8")],
      [text("u1", "a", "9")],
    ]);
  });

  it("sends nothing when the text is unchanged or given up", () => {
    const { field, key, type, onEdit } = shown();
    key("ArrowDown");
    key("F2");
    expect(field.value, "F2 begins with what is there").toBe("1200");
    key("Enter");
    key("ArrowUp");
    type("9");
    key("Escape");
    expect(field.value).toBe("");
    expect(onEdit).not.toHaveBeenCalled();
  });

  it("leaves keys to the input method while it composes", () => {
    const { field, key, onEdit } = shown();
    key("ArrowDown");
    fireEvent.compositionStart(field);
    fireEvent.change(field, { target: { value: "ling" } });
    fireEvent.keyDown(field, { key: "Enter", keyCode: 229 });
    fireEvent.keyDown(field, { key: "Enter", isComposing: true });
    expect(onEdit, "Enter chose a word").not.toHaveBeenCalled();
    fireEvent.change(field, { target: { value: "零报告" } });
    fireEvent.compositionEnd(field);
    key("Enter");
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(
      [{ row: "u1", column: "a", input: { type: "nil" } }],
      "type",
    );
  });

  it("does not type into a locked cell, and says so", () => {
    const { key, type, onEdit, field } = shown();
    expect(field.readOnly).toBe(true);
    type("5");
    key("F2");
    key("Enter");
    expect(onEdit).not.toHaveBeenCalled();
  });

  it("pastes a block as one action and says what was left out", async () => {
    const { field, key, onEdit } = shown();
    key("ArrowDown");
    fireEvent.paste(field, { clipboardData: { getData: () => "1\t2\t3\n4\t5\t6" } });
    expect(onEdit).toHaveBeenCalledExactlyOnceWith(
      [text("u1", "a", "1"), text("u1", "b", "2"), text("u2", "a", "4"), text("u2", "b", "5")],
      "paste",
    );
    expect(await screen.findByText("已粘贴 4 格，2 格超出表格，未粘贴")).toBeTruthy();
  });

  it("copies the selection with the plain values", () => {
    const { field, key } = shown();
    key("ArrowDown");
    key("ArrowDown", { shiftKey: true });
    key("ArrowRight", { shiftKey: true });
    const setData = vi.fn();
    fireEvent.copy(field, { clipboardData: { setData } });
    expect(setData).toHaveBeenCalledWith("text/plain", "1200\t\r\n\t约3");
  });

  it("clears, fills and marks the selection", () => {
    const { key, onEdit } = shown();
    key("ArrowDown");
    key("ArrowDown", { shiftKey: true });
    key("d", { ctrlKey: true });
    expect(onEdit).toHaveBeenLastCalledWith([text("u2", "a", "1200")], "fill");
    key("0", { altKey: true });
    expect(onEdit.mock.lastCall?.[0]).toHaveLength(2);
    key("Delete");
    expect(onEdit).toHaveBeenLastCalledWith([text("u1", "a", ""), text("u2", "a", "")], "clear");
  });

  it("fills the selection with what is typed on Ctrl+Enter", () => {
    const { key, type, onEdit } = shown();
    key("ArrowDown");
    key("ArrowDown", { shiftKey: true });
    type("7");
    key("Enter", { ctrlKey: true });
    expect(onEdit).toHaveBeenCalledExactlyOnceWith([text("u1", "a", "7"), text("u2", "a", "7")], "fill");
  });

  it("moves what was cut when it is put down, as one action, and Esc gives it up", () => {
    const { field, key, onEdit } = shown();
    const paste = (said: string) => fireEvent.paste(field, { clipboardData: { getData: () => said } });
    key("ArrowDown");
    fireEvent.cut(field, { clipboardData: { setData: vi.fn() } });
    expect(document.querySelector("[data-mark=cut]")).toBeTruthy();
    key("ArrowRight");
    paste("1200\r\n");
    expect(onEdit).toHaveBeenLastCalledWith(
      [{ ...text("u1", "b", "1200"), from: { row: "u1", column: "a" } }, text("u1", "a", "")],
      "move",
    );
    key("ArrowLeft");
    fireEvent.cut(field, { clipboardData: { setData: vi.fn() } });
    key("Escape");
    expect(document.querySelector("[data-mark=cut]")).toBeNull();
    key("ArrowDown");
    paste("1200");
    expect(onEdit.mock.lastCall?.[1]).toBe("paste");
  });

  it("the handle at the corner fills down beside a filled column when pressed twice", () => {
    const more: PlacedCell[] = [
      ...placed,
      { row: "u2", column: "a", state: "number", text: "5", raw: "5", problem: null },
      { row: "u1", column: "b", state: "number", text: "4", raw: "4", problem: null },
    ];
    const { key, onEdit } = shown({ cells: placedCells(rows, columns, more) });
    key("ArrowDown");
    key("ArrowRight");
    fireEvent.doubleClick(document.querySelector("[data-fill]") as Element);
    expect(onEdit).toHaveBeenCalledExactlyOnceWith([text("u2", "b", "4")], "fill");
  });

  it("finds by name and value, goes on with Enter, and gives the keys back on Esc", async () => {
    const { field, key } = shown();
    key("f", { ctrlKey: true });
    const search = screen.getByRole("textbox", { name: "在表中查找" });
    fireEvent.change(search, { target: { value: "约" } });
    await waitFor(() => fireEvent.keyDown(search, { key: "Enter" }));
    expect(field.getAttribute("aria-label")).toContain("金山镇，就业 失业率（%），约3");
    fireEvent.change(search, { target: { value: "银号" } });
    await screen.findByText("0/1");
    fireEvent.keyDown(search, { key: "Enter" });
    expect(field.getAttribute("aria-label")).toContain("银号镇，就业 新增就业");
    fireEvent.keyDown(search, { key: "Escape" });
    expect(screen.queryByRole("textbox", { name: "在表中查找" })).toBeNull();
    expect(document.activeElement).toBe(field);
  });

  it("draws a column wider, remembers it, and a double press makes it natural again", () => {
    localStorage.clear();
    const { view } = shown({ remember: "r" });
    const grip = document.querySelector("[data-grip='0']") as HTMLElement;
    const width = () => document.querySelector<HTMLElement>(".dz-grid-headcell[data-leaf=true]")?.style.width;
    const natural = width();
    fireEvent.pointerDown(grip, { button: 0, clientX: 120, clientY: 60 });
    fireEvent.pointerMove(grip, { clientX: 400, clientY: 60 });
    fireEvent.pointerUp(grip, { clientX: 400, clientY: 60 });
    const wide = width();
    expect(wide).not.toBe(natural);
    view.unmount();
    const again = shown({ remember: "r" });
    expect(width()).toBe(wide);
    fireEvent.doubleClick(document.querySelector("[data-grip='0']") as HTMLElement);
    expect(width()).toBe(natural);
    again.view.unmount();
    localStorage.clear();
  });

  it("keeps 批注 of a cell that says something, and shows that there is one", () => {
    const onNote = vi.fn();
    const noted: PlacedCell[] = placed.map((cell) =>
      cell.row === "u1" ? { ...cell, note: "已核对" } : cell,
    );
    const { key, field } = shown({ cells: placedCells(rows, columns, noted), onNote });
    key("ArrowDown");
    expect(field.getAttribute("aria-label")).toContain("批注：已核对");
    key("F2", { shiftKey: true });
    const note = screen.getByTestId<HTMLTextAreaElement>("cell-note");
    expect(note.value).toBe("已核对");
    fireEvent.change(note, { target: { value: "与台账一致" } });
    fireEvent.keyDown(note, { key: "Enter", ctrlKey: true });
    expect(onNote).toHaveBeenCalledExactlyOnceWith("u1", "a", "与台账一致");
    key("ArrowRight");
    key("F2", { shiftKey: true });
    expect(screen.queryByTestId("cell-note"), "an empty cell has none").toBeNull();
    expect(screen.getByText("这一格还没有填，先填数再写批注")).toBeTruthy();
  });

  it("gives undo and redo to the ledger, but not while typing", () => {
    const onUndo = vi.fn();
    const onRedo = vi.fn();
    const { key, type } = shown({ onUndo, onRedo });
    key("z", { ctrlKey: true });
    key("y", { ctrlKey: true });
    key("ArrowDown");
    type("5");
    key("z", { ctrlKey: true });
    expect([onUndo.mock.calls.length, onRedo.mock.calls.length]).toEqual([1, 1]);
  });

  it("keeps and marks what was refused", async () => {
    const { key, type } = shown({ onEdit: () => Promise.reject(new Error("full disk")) });
    key("ArrowDown");
    type("77");
    key("Enter");
    await waitFor(() => expect(screen.getByText("77").getAttribute("aria-invalid")).toBe("true"));
    expect(screen.getByText("错误 2")).toBeTruthy();
  });

  it("jumps to the error, shows it under the cell, and to a cell named from outside", () => {
    const handle: { current: GridHandle | null } = { current: null };
    const { field } = shown({ ref: handle });
    fireEvent.click(screen.getByText("错误 1"));
    expect(field.getAttribute("aria-label")).toContain("金山镇，就业 失业率（%），约3，错误：不是数字。");
    expect(document.activeElement).toBe(field);
    expect(document.querySelector(".dz-grid-bubble")?.textContent).toBe("错误不是数字。");
    act(() => handle.current?.focus("u1", "b"));
    expect(field.getAttribute("aria-label")).toContain("银号镇，就业 失业率（%），未填");
  });

  it("shows what stands beside the active cell", () => {
    const { key } = shown({ side: ({ row, column }) => <p>{`beside ${row.key} ${column.key}`}</p> });
    key("ArrowDown");
    key("ArrowRight");
    expect(screen.getByText("beside u1 b")).toBeTruthy();
  });

  it("stays with its row when rows move, also while somebody types", () => {
    const { view, field, key, type, onEdit } = shown();
    key("ArrowDown");
    type("8");
    const again = (list: Row[]) => (
      <Grid
        label="调度表"
        rowTitle="单位"
        rows={list}
        columns={columns}
        cells={placedCells(list, columns, placed)}
        onEdit={onEdit}
      />
    );
    view.rerender(again([...rows].reverse()));
    expect(field.value, "the draft is still there").toBe("8");
    key("Enter");
    expect(onEdit).toHaveBeenLastCalledWith([text("u1", "a", "8")], "type");
    key("ArrowUp");
    type("9");
    view.rerender(again(rows.filter((row) => !field.getAttribute("aria-label")?.startsWith(row.title))));
    key("Enter");
    expect(onEdit.mock.lastCall?.[0][0]?.input, "a row that went still gets its words").toEqual({
      type: "text",
      text: "9",
    });
  });

  it("takes over what is typed when the page is left", () => {
    const { view, key, type, onEdit } = shown();
    key("ArrowDown");
    type("8");
    view.unmount();
    expect(onEdit).toHaveBeenCalledExactlyOnceWith([text("u1", "a", "8")], "type");
  });

  it("takes over what is typed when the focus leaves", () => {
    const { field, key, type, onEdit } = shown();
    key("ArrowDown");
    type("8");
    fireEvent.blur(field);
    expect(onEdit).toHaveBeenCalledExactlyOnceWith([text("u1", "a", "8")], "type");
  });
});
