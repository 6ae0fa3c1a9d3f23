// The small parts: what they say without colour, what opens, how rows are walked.
import { fireEvent, render, screen } from "@testing-library/react";
import { describe, expect, it, vi } from "vitest";
import { lampOf, shapeOf } from "../lib/lamps";
import { light } from "../theme/palette";
import { axisTop, type BurnUpView, burnUpOption, burnUpTable, escaped, nearGoal } from "./chart/burnup.logic";
import { Derivation, type DerivationLike } from "./Derivation";
import { Figure } from "./Figure";
import { Findable } from "./Findable";
import { OneOf } from "./OneOf";
import { RatioBar } from "./RatioBar";
import { Refusal } from "./Refusal";
import { StatusMark } from "./StatusMark";
import { flattened, moved } from "./tree-table.logic";

describe("lamps", () => {
  it("have a shape each, and an unknown one judges nobody", () => {
    const shapes = ["blue", "green", "yellow", "orange", "red", "grey", "none"].map((lamp) =>
      shapeOf(lampOf(lamp)),
    );
    expect(new Set(shapes).size, "all shapes differ").toBe(7);
    expect(lampOf("purple")).toBe("grey");
    expect(shapeOf("grey", "no_report")).toBe("ring");
  });

  it("say the word", () => {
    render(<StatusMark status={{ code: "far_behind", word: "严重滞后", lamp: "red" }} />);
    expect(screen.getByText("严重滞后").getAttribute("data-lamp")).toBe("red");
  });
});

describe("Figure", () => {
  it("opens, and is spoken with what it is", () => {
    const open = vi.fn();
    render(
      <Figure
        figure={{ value: "213", text: "213", uom: "个" }}
        what="累计完成"
        qualifier="约"
        onOpen={open}
      />,
    );
    fireEvent.click(screen.getByRole("button", { name: "累计完成 约213个，打开出处" }));
    expect(open).toHaveBeenCalledOnce();
  });

  it("keeps missing and zero apart", () => {
    const { container } = render(
      <>
        <Figure figure={null} />
        <Figure figure={null} missing="未报" />
        <Figure figure={{ value: "0", text: "0", uom: "个" }} />
      </>,
    );
    expect(container.textContent).toBe("—未报0个");
  });
});

describe("OneOf", () => {
  it("is one stop for Tab: its chosen word", () => {
    render(<OneOf aria-label="版式" value="b" options={["a", "b", "c"]} />);
    const group = screen.getByRole("radiogroup", { name: "版式" });
    expect(group.tabIndex).toBe(-1);
    const words = screen.getAllByRole<HTMLInputElement>("radio");
    expect(new Set(words.map(({ name }) => name)).size, "words of one choice share a name").toBe(1);
    expect(words.map(({ checked }) => checked)).toEqual([false, true, false]);
  });
});

describe("RatioBar", () => {
  const width = (share: number | null, full?: number) => {
    const { container } = render(
      <RatioBar share={share} schedule={0.5} lamp="red" {...(full ? { full } : {})} />,
    );
    return container.querySelector<HTMLElement>(".dz-ratio-fill")?.style.width;
  };
  it.each([
    [0.25, undefined, "25%"],
    [1.87, undefined, "100%"],
    [1, 2, "50%"],
    [-0.1, undefined, "0%"],
    [null, undefined, undefined],
    [Number.NaN, undefined, undefined],
  ])("%s of %s is %s wide", (share, full, expected) => expect(width(share, full)).toBe(expected));
});

describe("Derivation", () => {
  const leaf = (label: string, more: object = {}): DerivationLike<string> => ({
    label,
    value: "18 个",
    rule: null,
    inputs: [],
    result_key: null,
    source: null,
    ...more,
  });
  it("unfolds down to the report and the sentence", () => {
    const openSource = vi.fn();
    const openHistory = vi.fn();
    const units = leaf("累计完成", { inputs: [leaf("银号镇", { result_key: "r1" })], rule: "各旗县之和" });
    const root = leaf("完成率", { inputs: [units, leaf("目标值", { source: "d1" })] });
    render(<Derivation root={root} open={1} onOpenSource={openSource} onOpenHistory={openHistory} />);
    expect(screen.getByText("各旗县之和")).toBeTruthy();
    expect(screen.queryByText("银号镇")).toBeNull();
    fireEvent.click(screen.getByRole("button", { name: /累计完成/ }));
    fireEvent.click(screen.getByText("看修改记录"));
    fireEvent.click(screen.getByText("看出处"));
    expect([openHistory.mock.lastCall, openSource.mock.lastCall]).toEqual([["r1"], ["d1"]]);
  });
});

describe("Refusal", () => {
  it("tells problems, then what to do, and tries again", () => {
    const retry = vi.fn();
    const problems = [{ code: "disk.full", severity: "error", place: "path", detail: [] }];
    render(<Refusal error={{ code: "refused", data: [], problems }} onRetry={retry} />);
    expect(screen.getByRole("alert").textContent).toContain("磁盘已满，没有写成。");
    fireEvent.click(screen.getByRole("button"));
    expect(retry).toHaveBeenCalledOnce();
  });

  it("calls anything else broken", () => {
    render(<Refusal error={new Error("secret internals")} />);
    expect(screen.getByRole("alert").textContent).toContain("程序内部出错");
    expect(screen.getByRole("alert").textContent).not.toContain("secret");
  });
});

describe("tree rows", () => {
  interface Node {
    key: string;
    children?: Node[];
  }
  const rows: Node[] = [{ key: "a", children: [{ key: "a1" }, { key: "a2" }] }, { key: "b" }];
  const open = new Set(["a"]);
  const shown = flattened(rows, open);

  it("shows what is unfolded", () => {
    expect(shown.map(({ row }) => row.key)).toEqual(["a", "a1", "a2", "b"]);
    expect(flattened(rows, new Set()).map(({ row }) => row.key)).toEqual(["a", "b"]);
  });

  it.each<[string, string, unknown]>([
    ["a", "ArrowDown", { focus: "a1" }],
    ["a", "ArrowUp", { focus: "a" }],
    ["b", "ArrowDown", { focus: "b" }],
    ["a", "ArrowLeft", { fold: "a", open: false }],
    ["a", "ArrowRight", { focus: "a1" }],
    ["a2", "ArrowLeft", { focus: "a" }],
    ["b", "ArrowLeft", null],
    ["b", "ArrowRight", null],
    ["b", "Home", { focus: "a" }],
    ["a", "End", { focus: "b" }],
    ["a", "x", null],
  ])("%s %s", (current, key, expected) => expect(moved(shown, current, key, open)).toEqual(expected));
});

describe("burn-up", () => {
  const view: BurnUpView = {
    uom: "个村",
    target: "400",
    target_label: "≥400",
    deadline: "2026-12-31",
    points: [
      {
        day: "2026-05-31",
        label: "5月",
        actual: "90",
        plan: "166.67",
        forecast: null,
        low: null,
        high: null,
      },
      {
        day: "2026-06-30",
        label: "6月",
        actual: null,
        plan: "200",
        forecast: "110",
        low: "100",
        high: "120",
      },
    ],
  };

  it.each([
    [[0], 1],
    [[112, 400], 500],
    [[950], 1200],
    [[0.4, Number.NaN], 0.5],
    [[1_854, 6_233], 8_000],
  ])("the axis over %o ends at %s", (values, expected) => expect(axisTop(values)).toBeCloseTo(expected, 9));

  it("leaves a hole where nothing was reported, and never draws it as zero", () => {
    const { series } = burnUpOption(view, light, 220) as { series: { name: string; data: unknown[] }[] };
    expect(series.find(({ name }) => name === "累计完成")?.data).toEqual([["2026-05-31", 90]]);
    expect(burnUpTable(view).rows[1]).toEqual(["6月", "—", "200"]);
  });

  it.each([
    [396, true],
    [400, true],
    [250, false],
    [540, false],
  ])("the last value %i lies at the goal's line: %s", (last, expected) => {
    expect(nearGoal([["2026-06-30", last]], 400, 600, 220)).toBe(expected);
  });

  it("makes words of the ledger harmless in the tooltip", () => {
    expect(escaped('<img src=x onerror="1">')).toBe("&#60;img src=x onerror=&#34;1&#34;&#62;");
  });
});

describe("Findable", () => {
  const names = (count: number) => Array.from({ length: count }, (_, at) => ({ name: `嘎查${at}` }));
  const shown = (count: number) => {
    render(
      <Findable list={names(count)} label="按名称查找">
        {(listed) => listed.map(({ name }) => <li key={name}>{name}</li>)}
      </Findable>,
    );
    return () => screen.getAllByRole("listitem").map(({ textContent }) => textContent);
  };

  it("is only the list where that is short", () => {
    expect(shown(100)()).toHaveLength(100);
    expect(screen.queryByRole("textbox")).toBeNull();
  });

  it("shows a hundred of a long one, says so, and finds the others", () => {
    const listed = shown(2500);
    expect(listed()).toHaveLength(100);
    expect(screen.getByRole("status").textContent).toBe("共2,500个，这里列出100个，其余按名称查找");
    fireEvent.change(screen.getByRole("textbox", { name: "按名称查找" }), { target: { value: " 2499 " } });
    expect(listed()).toEqual(["嘎查2499"]);
    expect(screen.getByRole("status").textContent).toBe("共1个");
  });
});
