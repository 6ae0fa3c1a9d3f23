// The grid without a browser: selection, transfer of blocks, patches, heads, layout, keys. Mostly tables of cases.
import { describe, expect, it } from "vitest";
import { placedCells } from "./cells";
import { found, hitFrom } from "./find";
import { headOf } from "./header";
import { interpreted } from "./interpret";
import { intentOf, type Mode } from "./keys";
import { columnAt, columnsInSight, columnsOf, rowsInSight, scrolledTo } from "./layout";
import { GridModel } from "./model";
import { advanced, at, cycled, type Direction, grown, jumped, moved, rangeOf } from "./selection";
import {
  besideFilled,
  CLEAR,
  copied,
  covered,
  filledDown,
  filledRight,
  pasted,
  relocated,
  repeated,
  type Transfer,
} from "./transfer";
import type { CellState, Column, PlacedCell, Row } from "./types";

/**
 * A sheet from a drawing: numbers, `.` 未报, `0!` 零报告, `n/a` 不适用, `#` 无任务, `=5` computed, `?x` text that is no
 * value. A row that begins with `!` is locked.
 */
function sheetOf(drawing: string): GridModel {
  const lines = drawing
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/));
  const rows: Row[] = lines.map((line, at) => ({
    key: `r${at}`,
    title: `行${at}`,
    readOnly: line[0] === "!",
  }));
  const body = lines.map((line) => line.filter((mark) => mark !== "!"));
  const columns: Column[] = (body[0] ?? []).map((_, at) => ({ key: `c${at}`, title: `列${at}`, unit: "个" }));
  const model = new GridModel();
  model.setData(rows, columns, placedCells(rows, columns, placed(body)));
  return model;
}

function placed(body: string[][]): PlacedCell[] {
  return body.flatMap((line, r) =>
    line.flatMap((mark, c): PlacedCell[] => {
      const [state, text] = read(mark);
      if (state === "not_reported") return [];
      const problem = state === "raw" ? { severity: "error" as const, words: "不是数字" } : null;
      return [{ row: `r${r}`, column: `c${c}`, state, text, raw: state === "computed" ? "" : text, problem }];
    }),
  );
}

function read(mark: string): [CellState, string] {
  if (mark === ".") return ["not_reported", ""];
  if (mark === "0!") return ["nil", "零报告"];
  if (mark === "n/a") return ["na", "不适用"];
  if (mark === "#") return ["no_task", ""];
  if (mark.startsWith("=")) return ["computed", mark.slice(1)];
  return mark.startsWith("?") ? ["raw", mark.slice(1)] : ["number", mark];
}

/** Edits as `row,column:input`. */
function shown(transfer: Transfer): string[] {
  return transfer.edits.map(({ at: { row, column }, input }) => {
    const value = input.type === "text" ? input.text : input.type === "nil" ? "0!" : "n/a";
    return `${row},${column}:${value}`;
  });
}

const range = (top: number, left: number, bottom = top, right = left) => ({ top, left, bottom, right });

describe("paste", () => {
  const sheet = sheetOf(`
    1 2 3
    . # 6
    ! 7 8 9
    . . .`);

  it.each<[string, string, ReturnType<typeof range>, string[], number, number]>([
    ["one cell", "5", range(0, 0), ["0,0:5"], 0, 0],
    ["one cell over a range", "5", range(0, 0, 1, 0), ["0,0:5", "1,0:5"], 0, 0],
    ["block at the corner", "1\t2\n3\t4", range(0, 0), ["0,0:1", "0,1:2", "1,0:3"], 1, 0],
    ["block repeated over twice its height", "1\n2", range(0, 0, 3, 0), ["0,0:1", "1,0:2", "3,0:2"], 1, 0],
    ["range that does not fit is ignored", "1\n2", range(0, 0, 2, 0), ["0,0:1", "1,0:2"], 0, 0],
    ["beyond the right edge", "1\t2", range(0, 2), ["0,2:1"], 0, 1],
    ["beyond the bottom", "1\n2\n3", range(3, 0), ["3,0:1"], 0, 2],
    ["ragged lines", "1\t2\n3", range(0, 0, 0, 0), ["0,0:1", "0,1:2", "1,0:3"], 0, 0],
    ["empty cells clear", "1\t\t3", range(0, 0), ["0,0:1", "0,1:", "0,2:3"], 0, 0],
    ["words of states", "零报告\t 不适用 ", range(3, 0), ["3,0:0!", "3,1:n/a"], 0, 0],
    ["quoted number with separators", '"1,234.5"', range(0, 0), ["0,0:1,234.5"], 0, 0],
    ["into a locked row", "1\t2\t3", range(2, 0), [], 3, 0],
    ["Excel's line end", "1\r\n2\r\n", range(0, 0), ["0,0:1", "1,0:2"], 0, 0],
  ])("%s", (_name, text, into, edits, locked, outside) => {
    const transfer = pasted(sheet, into, text);
    expect(shown(transfer)).toEqual(edits);
    expect({ locked: transfer.locked, outside: transfer.outside }).toEqual({ locked, outside });
  });
});

describe("fill", () => {
  const sheet = sheetOf(`
    1 0! =30
    . n/a 5
    3 . .
    ! 4 . .
    . . .`);

  it.each<[string, Transfer, string[]]>([
    ["down over a range", filledDown(sheet, range(0, 0, 2, 0)), ["1,0:1", "2,0:1"]],
    ["down takes the cell above for a single row", filledDown(sheet, range(1, 0)), ["1,0:1"]],
    ["down in the first row does nothing", filledDown(sheet, range(0, 0)), []],
    ["down carries 零报告", filledDown(sheet, range(0, 1, 1, 1)), ["1,1:0!"]],
    ["down from a sum gives its number", filledDown(sheet, range(0, 2, 1, 2)), ["1,2:30"]],
    ["down jumps over a locked row", filledDown(sheet, range(2, 0, 4, 0)), ["4,0:3"]],
    ["down from an empty cell clears", filledDown(sheet, range(2, 1, 4, 1)), ["4,1:"]],
    ["right over a range", filledRight(sheet, range(1, 1, 1, 2)), ["1,2:n/a"]],
    ["right takes the cell before for a single column", filledRight(sheet, range(2, 1)), ["2,1:3"]],
    ["right in the first column does nothing", filledRight(sheet, range(2, 0)), []],
    ["clear leaves empty cells alone", covered(sheet, range(0, 0, 2, 0), CLEAR), ["0,0:", "2,0:"]],
    ["零报告 over a range", covered(sheet, range(1, 0, 2, 0), { type: "nil" }), ["1,0:0!", "2,0:0!"]],
  ])("%s", (_name, transfer, edits) => expect(shown(transfer)).toEqual(edits));

  it.each<[string, ReturnType<typeof range>, ReturnType<typeof range>, string[]]>([
    ["one cell downwards", range(0, 0), range(0, 0, 2, 0), ["1,0:1", "2,0:1"]],
    ["a pattern goes on in turn", range(0, 0, 1, 0), range(0, 0, 4, 0), ["2,0:1", "4,0:1"]],
    ["upwards it goes back in turn", range(1, 0, 2, 0), range(0, 0, 2, 0), ["0,0:3"]],
    ["to the side with its states", range(0, 0, 0, 1), range(0, 0, 0, 2), []],
    ["to the left", range(1, 2), range(1, 0, 1, 2), ["1,0:5", "1,1:5"]],
  ])("the handle repeats: %s", (_name, source, whole, edits) =>
    expect(shown(repeated(sheet, source, whole))).toEqual(edits),
  );

  it.each([
    ["below", { row: 5, column: 1 }, range(1, 1, 5, 2)],
    ["above", { row: 0, column: 2 }, range(0, 1, 2, 2)],
    ["to the right", { row: 2, column: 4 }, range(1, 1, 2, 4)],
    ["farther down than right", { row: 5, column: 3 }, range(1, 1, 5, 2)],
    ["farther right than down", { row: 3, column: 6 }, range(1, 1, 2, 6)],
    ["inside", { row: 1, column: 1 }, null],
  ])("the handle drawn %s", (_name, to, whole) => expect(grown(range(1, 1, 2, 2), to)).toEqual(whole));

  it("the handle pressed twice goes as far as the column beside it, and not into a sum", () => {
    const beside = sheetOf(`
      . 1 .
      . 2 .
      . 3 9
      ! . 6 9`);
    expect(besideFilled(beside, range(0, 2))).toEqual(range(0, 2, 2, 2));
    expect(besideFilled(beside, range(0, 0)), "where nothing stands left, the right one leads").toEqual(
      range(0, 0, 2, 0),
    );
    expect(besideFilled(beside, range(2, 0))).toBeNull();
  });

  it.each<[string, ReturnType<typeof range>, [number, number], string[], number]>([
    ["a cell", range(0, 0), [4, 2], ["4,2:1", "0,0:"], 0],
    ["over itself", range(1, 1, 1, 2), [1, 0], ["1,0:n/a", "1,1:5", "1,2:"], 0],
    ["what is locked there stays here", range(0, 1), [3, 1], [], 1],
    ["a sum is copied", range(0, 2), [1, 0], ["1,0:30"], 0],
    ["a state", range(0, 1), [4, 0], ["4,0:0!", "0,1:"], 0],
  ])("cut and put down: %s", (_name, source, [row, column], edits, locked) => {
    const transfer = relocated(sheet, source, { row, column });
    expect(shown(transfer)).toEqual(edits);
    expect(transfer.locked).toBe(locked);
  });

  it("copies numbers plainly and states by their words", () => {
    expect(copied(sheet, range(0, 0, 1, 2))).toBe("1\t零报告\t30\r\n\t不适用\t5");
  });

  it("pastes back what it copied", () => {
    const transfer = pasted(sheet, range(0, 0), copied(sheet, range(0, 0, 1, 1)));
    expect(shown(transfer)).toEqual(["0,0:1", "0,1:0!", "1,0:", "1,1:n/a"]);
  });
});

describe("selection", () => {
  const sheet = sheetOf(`
    1 . 3 4
    2 . . .
    ! . . . .
    4 . 7 #`);

  it.each([
    ["up at the top", "up", [0, 0], [0, 0]],
    ["down", "down", [0, 0], [1, 0]],
    ["right at the edge", "right", [1, 3], [1, 3]],
  ] as const)("moved %s", (_name, direction, from, to) => {
    expect(Object.values(moved(sheet, { row: from[0], column: from[1] }, direction))).toEqual([...to]);
  });

  it.each([
    ["to the end of a block", "down", [0, 0], [1, 0]],
    ["over a gap to the next filled cell", "down", [1, 0], [3, 0]],
    ["over a gap to the right", "right", [0, 0], [0, 2]],
    ["along a block to the right", "right", [0, 2], [0, 3]],
    ["to the edge through nothing", "right", [1, 0], [1, 3]],
    ["from an empty cell to the filled one beside it", "left", [0, 1], [0, 0]],
    ["back up over a gap", "up", [3, 2], [0, 2]],
    ["stays at the edge", "up", [0, 0], [0, 0]],
  ] as const)("jumped %s", (_name, direction, from, to) => {
    expect(Object.values(jumped(sheet, { row: from[0], column: from[1] }, direction))).toEqual([...to]);
  });

  it.each([
    ["Tab goes on in the next row", "right", [0, 3], [1, 0]],
    ["Tab jumps over a locked row", "right", [1, 3], [3, 0]],
    ["Tab at the last open cell goes nowhere but on", "right", [3, 2], [3, 3]],
    ["Shift+Tab goes back", "left", [3, 0], [1, 3]],
    ["Enter jumps over a locked row", "down", [1, 1], [3, 1]],
    ["Enter goes on in the next column", "down", [3, 0], [0, 1]],
    ["Shift+Enter goes back", "up", [0, 1], [3, 0]],
  ] as const)("%s", (_name, direction, from, to) => {
    expect(Object.values(advanced(sheet, { row: from[0], column: from[1] }, direction))).toEqual([...to]);
  });

  it.each([
    ["down", [0, 0], [1, 0]],
    ["down, over the locked row, on to the next column", [1, 0], [0, 1]],
    ["down from the last to the first", [1, 1], [0, 0]],
    ["up", [0, 0], [1, 1]],
    ["right", [0, 0], [0, 1]],
    ["right, on to the next row", [0, 1], [1, 0]],
    ["left", [0, 0], [1, 1]],
  ] as const)("inside a selection Enter and Tab go round: %s", (said, from, to) => {
    const direction = said.split(/[ ,]/)[0] as Direction;
    const range = { top: 0, left: 0, bottom: 2, right: 1 };
    const next = cycled(sheet, range, { row: from[0], column: from[1] }, direction);
    expect(Object.values(next)).toEqual([...to]);
  });

  it("makes a range of any two corners", () => {
    expect(rangeOf({ anchor: { row: 3, column: 0 }, focus: { row: 1, column: 2 } })).toEqual(
      range(1, 0, 3, 2),
    );
    expect(rangeOf(at(2, 1))).toEqual(range(2, 1));
  });
});

describe("model", () => {
  const edit = (row: string, column: string, text: string) => ({
    row,
    column,
    input: { type: "text" as const, text },
  });

  it("counts what is asked, filled and wrong", () => {
    const sheet = sheetOf(`
      1 0! ?x .
      ! 5 . . .
      # n/a =3 0`);
    expect(sheet.counts()).toEqual({ asked: 6, filled: 5, errors: 1, queries: 0 });
  });

  it("shows an edit at once, counts it, and lets the answer take its place", () => {
    const sheet = sheetOf(`
      1 .
      ?x .`);
    const batch = sheet.begin([edit("r0", "c1", "1234"), edit("r1", "c0", "７")]);
    expect(sheet.cell({ row: 0, column: 1 })).toMatchObject({ state: "number", text: "1,234" });
    expect(sheet.counts(), "one more filled, the error gone").toEqual({
      asked: 4,
      filled: 3,
      errors: 0,
      queries: 0,
    });
    sheet.setData(
      sheet.rowList,
      sheet.columnList,
      placedCells(
        sheet.rowList,
        sheet.columnList,
        placed([
          ["1", "1230"],
          ["7", "."],
        ]),
      ),
    );
    sheet.settle(batch);
    expect(sheet.cell({ row: 0, column: 1 }).text, "the ledger's answer, not what was typed").toBe("1230");
  });

  it("keeps a later edit of the same cell when an earlier one is answered", () => {
    const sheet = sheetOf("1");
    const first = sheet.begin([edit("r0", "c0", "2")]);
    sheet.begin([edit("r0", "c0", "3")]);
    sheet.settle(first);
    expect(sheet.cell({ row: 0, column: 0 }).text).toBe("3");
  });

  it("keeps what was typed when the edit was refused, until it is typed again", () => {
    const sheet = sheetOf("1");
    sheet.fail(sheet.begin([edit("r0", "c0", "2")]), "没有保存");
    const place = { row: 0, column: 0 };
    expect(sheet.cell(place)).toMatchObject({ raw: "2", problem: { severity: "error", words: "没有保存" } });
    expect(sheet.failed(place), "typing the same again must be sent").toBe(true);
    sheet.settle(sheet.begin([edit("r0", "c0", "2")]));
    expect(sheet.cell(place).text).toBe("1");
  });

  it("keeps patches on their cells when rows move", () => {
    const sheet = sheetOf(`
      1
      2`);
    sheet.begin([edit("r1", "c0", "9")]);
    sheet.setData([...sheet.rowList].reverse(), sheet.columnList, placedCells([], [], []));
    expect(sheet.cell({ row: 0, column: 0 }).text).toBe("9");
    expect(sheet.cell({ row: 1, column: 0 }).state).toBe("not_reported");
  });

  it("finds the next problem and the next empty cell, going round", () => {
    const sheet = sheetOf(`
      1 ?x .
      ! . . .
      ?y . #`);
    const places = (cell: { row: number; column: number } | null) => cell && [cell.row, cell.column];
    expect(places(sheet.nextProblem({ row: 0, column: 0 }, "error"))).toEqual([0, 1]);
    expect(places(sheet.nextProblem({ row: 0, column: 1 }, "error"))).toEqual([2, 0]);
    expect(places(sheet.nextProblem({ row: 2, column: 0 }, "error"))).toEqual([0, 1]);
    expect(places(sheet.nextProblem({ row: 0, column: 0 }, "query"))).toBeNull();
    expect(places(sheet.nextEmpty({ row: 0, column: 2 })), "not in the locked row").toEqual([2, 1]);
    expect(places(sheet.nextEmpty({ row: 2, column: 1 }))).toEqual([0, 2]);
  });
});

describe("interpreted", () => {
  const column: Column = { key: "c", title: "t", unit: "个" };
  it.each<[string, CellState, string]>([
    ["1234.50", "number", "1,234.50"],
    ["１２．５", "number", "12.5"],
    ["120个", "number", "120"],
    ["120户", "raw", "120户"],
    ["约30", "number", "约30"],
    ["12万", "number", "12万"],
    ["较多", "raw", "较多"],
    ["", "not_reported", ""],
    ["0", "number", "0"],
  ])("%j", (text, state, printed) => {
    expect(interpreted({ type: "text", text }, column.kind, column.unit ?? "")).toMatchObject({
      state,
      text: printed,
    });
  });
});

describe("head", () => {
  it("merges equal neighbours, and lets a short column reach up", () => {
    const head = headOf([
      { key: "a", title: "目标", groups: ["就业", "新增"] },
      { key: "b", title: "进度", groups: ["就业", "新增"] },
      { key: "c", title: "失业率", groups: ["就业"] },
      { key: "d", title: "进度", groups: ["生态", "新增"] },
      { key: "e", title: "备注" },
    ]);
    expect(head.levels).toBe(3);
    expect(
      head.cells.map(({ text, level, levels, column, columns }) => [text, level, levels, column, columns]),
    ).toEqual([
      ["就业", 0, 1, 0, 3],
      ["生态", 0, 1, 3, 1],
      ["新增", 1, 1, 0, 2],
      ["新增", 1, 1, 3, 1],
      ["目标", 2, 1, 0, 1],
      ["进度", 2, 1, 1, 1],
      ["失业率", 1, 2, 2, 1],
      ["进度", 2, 1, 3, 1],
      ["备注", 0, 3, 4, 1],
    ]);
  });
});

describe("layout", () => {
  const columns = columnsOf(
    [100, 50, 80, 100].map((width, at) => ({ key: `${at}`, title: "", width })),
    ({ key }) => (key === "2" ? 200 : null),
  );
  it.each([
    [0, 0],
    [99, 0],
    [100, 1],
    [149, 1],
    [349, 2],
    [9999, 3],
    [-5, 0],
  ])("the column at %i is %i", (x, column) => expect(columnAt(columns.edges, x)).toBe(column));

  it("shows rows with some beyond, and never beyond the end", () => {
    expect(rowsInSight(0, 320, 1000)).toEqual({ from: 0, to: 14 });
    expect(rowsInSight(3200, 320, 1000)).toEqual({ from: 96, to: 114 });
    expect(rowsInSight(31_900, 320, 1000)).toEqual({ from: 992, to: 1000 });
    expect(columnsInSight(columns, 120, 100)).toEqual({ from: 0, to: 4 });
  });

  it.each([
    ["before", 100, 50, 60, 90, 60],
    ["within", 100, 50, 110, 130, 100],
    ["behind", 100, 50, 180, 200, 150],
  ])("scrolls the least: %s", (_name, position, sight, from, to, expected) => {
    expect(scrolledTo(position, sight, from, to)).toBe(expected);
  });
});

describe("find", () => {
  const model = sheetOf(`
    1200 . ?约3
    12 0! 5`);
  const places = (query: string) => found(model, query).map(({ row, column }) => `${row},${column}`);

  it.each([
    ["a value", "12", ["0,0", "1,0"]],
    ["with its separator", "1,2", ["0,0", "1,0"]],
    ["in full width", "１２００", ["0,0"]],
    ["a row", "行1", ["1,0"]],
    ["a column", "列1", ["0,1"]],
    ["a state", "零报告", ["1,1"]],
    ["what is no value", "约", ["0,2"]],
    ["nothing", "  ", []],
    ["what is not there", "99", []],
  ])("%s", (_name, query, expected) => expect(places(query)).toEqual(expected));

  it("goes on from a place, and round", () => {
    const hits = found(model, "12");
    expect([hitFrom(hits, { row: 0, column: 1 }), hitFrom(hits, { row: 1, column: 1 })]).toEqual([1, 0]);
  });
});

describe("keys", () => {
  const press = (name: string) => {
    const parts = name.split("+");
    return {
      key: parts.at(-1) ?? "",
      ctrl: parts.includes("Ctrl"),
      shift: parts.includes("Shift"),
      alt: parts.includes("Alt"),
    };
  };
  it.each<[string, Mode, unknown]>([
    ["ArrowDown", "idle", { do: "move", direction: "down", extend: false, jump: false }],
    ["Ctrl+Shift+ArrowRight", "idle", { do: "move", direction: "right", extend: true, jump: true }],
    ["ArrowDown", "typing", { do: "move", direction: "down", extend: false, jump: false }],
    ["ArrowLeft", "editing", null],
    ["Shift+ArrowLeft", "typing", null],
    ["Enter", "typing", { do: "advance", direction: "down" }],
    ["Shift+Enter", "idle", { do: "advance", direction: "up" }],
    ["Tab", "editing", { do: "advance", direction: "right" }],
    ["Shift+Tab", "idle", { do: "advance", direction: "left" }],
    ["Ctrl+Enter", "typing", { do: "commit" }],
    ["Ctrl+Enter", "idle", null],
    ["F2", "idle", { do: "edit" }],
    ["F2", "editing", null],
    ["Escape", "editing", { do: "cancel" }],
    ["Escape", "idle", { do: "cancel" }],
    ["Home", "typing", { do: "edge", edge: "home", whole: false, extend: false }],
    ["Home", "editing", null],
    ["PageDown", "typing", { do: "page", direction: "down", extend: false }],
    ["Alt+PageDown", "idle", { do: "page", direction: "right", extend: false }],
    ["Shift+ ", "idle", { do: "whole", of: "row" }],
    ["Ctrl+ ", "idle", { do: "whole", of: "column" }],
    ["Shift+ ", "typing", null],
    ["Ctrl+f", "idle", { do: "find" }],
    ["Shift+F2", "idle", { do: "note" }],
    ["Delete", "idle", { do: "clear" }],
    ["Backspace", "typing", null],
    ["Ctrl+d", "idle", { do: "fill", direction: "down" }],
    ["Ctrl+z", "idle", { do: "undo" }],
    ["Ctrl+z", "typing", null],
    ["Ctrl+Shift+Z", "idle", { do: "redo" }],
    ["Ctrl+Home", "idle", { do: "edge", edge: "home", whole: true, extend: false }],
    ["Alt+0", "idle", { do: "nil" }],
    ["Alt+ArrowLeft", "idle", null],
    ["5", "idle", null],
    ["Ctrl+k", "idle", null],
  ])("%s while %s", (name, mode, expected) => expect(intentOf(press(name), mode)).toEqual(expected));
});
