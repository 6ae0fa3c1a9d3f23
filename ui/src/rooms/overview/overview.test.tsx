// 总览 on a host in memory: the conclusion filters, rows and numbers lead to their target, the ranking is walked by keys.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError, setHost } from "../../platform";
import { type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { startKeys } from "../../state/keys";
import { useLens } from "../../state/lens";
import { change, unit } from "../../test/wire";
import { overview as text } from "../../text/overview";
import { parts } from "../../text/parts";
import { draftMark } from "../../text/status";
import type { TargetLine } from "../../wire/TargetLine";
import { ranking, rankingOf, view } from "./fixtures";
import { OverviewPage } from "./OverviewPage";
import { needsAction } from "./overview.logic";

// A busy machine takes its time over the first mount of the component library.
configure({ asyncUtilTimeout: 8000 });
vi.setConfig({ testTimeout: 30_000 });

let host: MemoryHost;
let stop: () => void;

const open = async (answers: Parameters<typeof memoryHost>[0] = {}) => {
  host = memoryHost({
    overview: () => view,
    ranking: ({ find, most }) => rankingOf(ranking.rows, find, most),
    unit_path: () => [],
    catalogue: () => ({ indicators: [], programmes: [], usual_rules: [], attributes: [] }),
    ...answers,
  });
  setHost(host);
  render(
    <QueryClientProvider client={queryClient()}>
      <OverviewPage />
    </QueryClientProvider>,
  );
  await waitFor(() => expect(host.calls.length).toBeGreaterThan(0));
};

const list = () => within(screen.getAllByRole("table")[0] as HTMLElement);
const names = () =>
  list()
    .getAllByRole("rowheader")
    .map((cell) => cell.querySelector("a")?.textContent);

beforeEach(() => {
  location.hash = "#/overview";
  useLens.getState().reset({ asOf: "2022-06-30", scope: { id: "u-nmg", name: "内蒙古自治区" } });
  stop = startKeys();
});
afterEach(() => stop());

describe("on paper and as a picture", () => {
  const saved = { path: "D:/文档/总览.png", digest: null };
  const answers = {
    export_overview: () => saved,
    print_overview: () => ({ pictures: ["AAAA", "BBBB"] }),
    reveal: () => ({}),
  };
  const asked = (cmd: string) => host.calls.filter((call) => call.cmd === cmd).map(({ payload }) => payload);
  const shown = () => view.lines.filter(needsAction).map(({ target, org_unit }) => ({ target, org_unit }));

  it("saves what the list and the ranking show, by keys and from the menu", async () => {
    await open(answers);
    await screen.findByText("已完成12项");
    fireEvent.keyDown(document.body, { key: "S", code: "KeyS", ctrlKey: true, shiftKey: true });
    await waitFor(() => expect(asked("export_overview")).toHaveLength(1));
    const board = { heading: text.attention, lines: shown(), ranking: view.rankings[0]?.target, without: [] };
    expect(asked("export_overview")[0]).toMatchObject({ format: "png", choose: false, board });
    await waitFor(() => expect(asked("reveal")).toEqual([{ path: saved.path }]));
    fireEvent.click(screen.getByTestId("pictures"));
    fireEvent.click(await screen.findByText(text.pictures.svg));
    await waitFor(() => expect(asked("export_overview")[1]).toMatchObject({ format: "svg" }));
  });

  it("prints a sheet for each picture, and leaves nothing behind", async () => {
    const printed = vi.fn();
    vi.stubGlobal("print", printed);
    await open(answers);
    await screen.findByText("已完成12项");
    fireEvent.keyDown(document.body, { key: "p", code: "KeyP", ctrlKey: true });
    await waitFor(() => expect(printed).toHaveBeenCalledOnce());
    expect(document.querySelectorAll(".dz-print-sheet > img")).toHaveLength(2);
    act(() => void dispatchEvent(new Event("afterprint")));
    expect(document.querySelector(".dz-print")).toBeNull();
    vi.unstubAllGlobals();
  });
});

describe("the conclusion", () => {
  it("asks under the lens and says the ledger's sentence whole", async () => {
    await open();
    await screen.findByText("已完成12项");
    const text = (runs: readonly { text: string }[]) => runs.map((run) => run.text).join("");
    expect(document.getElementById("ov-sentence")?.textContent).toBe(text(view.sentence));
    expect(document.getElementById("ov-comparison")?.textContent).toBe(text(view.comparison));
    expect(screen.getByText("55项").getAttribute("href")).toBe("#/targets");
    expect(host.calls[0]).toEqual({ cmd: "overview", payload: { as_of: "2022-06-30", org_unit: "u-nmg" } });
  });

  it("shows what needs action first, and after a click on a count exactly those", async () => {
    await open();
    fireEvent.click(await screen.findByText("已完成12项"));
    expect(location.hash).toContain("status=exceeded%2Cdone");
    expect(names()).toEqual(["镇域集体经济品牌项目", "选拔农技推广领军人才"]);
    fireEvent.click(screen.getByText(text.clear));
    expect(names()).toHaveLength(9);
  });

  it("names the figures that count nowhere", async () => {
    const place = "i-fund|ytd|u-nmg|2022-06";
    const left_out = [{ code: "result.uom", severity: "error", place, detail: ["亩", "万元"] }];
    await open({ overview: () => ({ ...view, left_out }) });
    const told = (await screen.findByText(text.leftOut(1))).closest("details");
    expect(told?.textContent).toContain("单位“亩”与指标的单位“万元”不同");
  });

  it("combines filters, which stand in the address", async () => {
    await open();
    const filters = within(await screen.findByRole("group", { name: text.filters }));
    const filter = (word: string) => filters.getByText(word).closest("button") as HTMLElement;
    fireEvent.click(filter("未启动"));
    fireEvent.click(filter("超额完成"));
    expect(names()).toEqual(["软弱涣散和相对后进村党组织转化", "选拔农技推广领军人才"]);
    expect(filter("未启动").getAttribute("aria-pressed")).toBe("true");
  });
});

describe("the list", () => {
  it("labels example data and marks, and tells missing from zero", async () => {
    await open();
    await screen.findByText("400个村", { exact: false });
    const rows = list().getAllByRole("row");
    expect(rows[2]?.textContent).toContain(text.exampleShort);
    expect(rows[3]?.textContent).toContain("口径待核");
    expect(rows.map((row) => row.textContent?.includes(draftMark.word)).indexOf(true)).toBe(3);
    expect(rows[3]?.textContent).toContain("371/527");
    expect(rows[5]?.textContent, "zero is zero").toContain("0个");
    expect(rows[8]?.textContent, "未报 has no figure").toMatch(/—.*—.*—/);
  });

  it("leads from a row to its target and from a number to what it is made of", async () => {
    await open();
    const row = (await screen.findByText("开展生活污水治理的行政村", { selector: "a" })).closest(
      "tr",
    ) as HTMLElement;
    expect(within(row).getByText("112", { exact: false }).closest("a")?.getAttribute("href")).toBe(
      "#/targets/t-sewage?unit=u-nmg&show=how",
    );
    fireEvent.click(row.querySelector("td") as HTMLElement);
    expect(location.hash).toBe("#/targets/t-sewage?unit=u-nmg");
  });

  it("is walked with the arrow keys and one tab stop; ? opens 怎么算的 of the row", async () => {
    await open();
    const first = await screen.findByText("建立垃圾收运处置体系的嘎查村（新增）", { selector: "a" });
    act(() => first.focus());
    fireEvent.keyDown(first, { key: "ArrowDown" });
    expect(document.activeElement?.textContent).toBe("开展生活污水治理的行政村");
    expect(
      list()
        .getAllByRole("link")
        .filter((link) => link.tabIndex === 0),
    ).toHaveLength(1);
    fireEvent.keyDown(document.activeElement as Element, { key: "?", shiftKey: true });
    expect(location.hash).toBe("#/targets/t-sewage?unit=u-nmg&show=how");
  });

  it("? without a row explains the page, Esc closes it", async () => {
    await open();
    await screen.findByText(text.attention);
    fireEvent.keyDown(document.body, { key: "?", shiftKey: true });
    const pane = await screen.findByRole("complementary", { name: text.explainTitle });
    expect(pane.textContent).toContain("50.0%");
    fireEvent.keyDown(pane, { key: "Escape" });
    await waitFor(() => expect(screen.queryByRole("complementary")).toBeNull());
  });
});

describe("the ranking", () => {
  it("shows ranked units with the 序时 line, and 未报 and 无任务 apart without a rank", async () => {
    await open();
    await screen.findByText(text.schedule("50.0%"));
    const bars = screen.getByRole("region", { name: ranking.name });
    expect(within(bars).getAllByRole("listitem")).toHaveLength(12);
    const apart = within(bars).getByRole("region", { name: text.unranked });
    expect(apart.textContent).toBe(`${text.unranked}乌兰察布市未报阿拉善盟无任务`);
    expect(within(bars).getByText("包头市").closest("a")?.getAttribute("href")).toBe(
      "#/targets/t-sewage?unit=u-%E5%8C%85%E5%A4%B4%E5%B8%82",
    );
  });

  it("finds units by / and a part of the name, in bars and tiles alike", async () => {
    await open();
    await screen.findByText(text.schedule("50.0%"));
    fireEvent.keyDown(document.body, { key: "/" });
    const field = screen.getByLabelText(text.rankingSearch);
    expect(document.activeElement).toBe(field);
    fireEvent.change(field, { target: { value: "乌" } });
    await waitFor(() => expect(screen.queryByText("通辽市")).toBeNull());
    expect(screen.getAllByText("乌海市")).toHaveLength(2);
    fireEvent.change(field, { target: { value: "没有" } });
    expect(await screen.findByText(text.rankingNoMatch("没有"))).toBeTruthy();
  });

  it("shows the first of many units, and all of them when asked", async () => {
    const [first] = ranking.rows;
    const rows = Array.from({ length: 450 }, (_, at) => ({
      ...(first as (typeof ranking.rows)[number]),
      rank: at + 1,
      org_unit: { ...unit(`c${at}`, `第${at + 1}县`) },
    }));
    await open({ ranking: ({ find, most }) => rankingOf(rows, find, most) });
    await screen.findByText(text.schedule("50.0%"));
    const bars = () => within(screen.getByRole("region", { name: ranking.name })).getAllByRole("listitem");
    expect(bars()).toHaveLength(120);
    expect(screen.getAllByText(text.rest(330)), "under the bars and under the tiles").toHaveLength(2);
    fireEvent.change(screen.getByLabelText(text.rankingSearch), { target: { value: "第450县" } });
    await waitFor(() => expect(bars(), "found beyond the first").toHaveLength(1));
    expect(screen.queryByText(/全部显示/)).toBeNull();
    fireEvent.change(screen.getByLabelText(text.rankingSearch), { target: { value: "" } });
    fireEvent.click((await screen.findAllByText(/全部显示/))[0] as HTMLElement);
    await waitFor(() => expect(bars()).toHaveLength(450));
  });

  it("keeps the tiles in the order of the tree", async () => {
    await open();
    await screen.findByText(text.schedule("50.0%"));
    const tiles = screen.getByRole("region", { name: text.tiles });
    await waitFor(() =>
      expect(
        within(tiles)
          .getAllByRole("link")
          .slice(0, 3)
          .map((tile) => tile.title),
      ).toEqual(["呼和浩特市", "包头市", "乌海市"]),
    );
  });
});

describe("the right mouse button", () => {
  it("offers 怎么算的 of the row and the number under the pointer", async () => {
    await open();
    const number = await screen.findByText("112", { exact: false, selector: "a" });
    fireEvent.contextMenu(number);
    fireEvent.click(
      await screen
        .findByText(text.menu.copy("112个村"))
        .then(() => screen.getAllByText(text.explain)[1] as HTMLElement),
    );
    expect(location.hash).toBe("#/targets/t-sewage?unit=u-nmg&show=how");
  });
});

describe("nothing to show", () => {
  it("offers the one next step in a ledger without targets", async () => {
    await open({ overview: () => ({ ...view, lines: [], counts: [], rankings: [] }) });
    fireEvent.click(await screen.findByRole("button", { name: text.emptyNext }));
    expect(location.hash).toBe("#/documents");
  });

  it("says a refusal in its place", async () => {
    await open({
      overview: () => {
        throw new CallError({ code: "no_ledger", data: [] });
      },
    });
    expect((await screen.findByRole("alert")).textContent).toContain("没有打开台账");
  });
});

describe("the tree of units", () => {
  const path = [
    {
      ...unit("u-top", "内蒙古自治区"),
      has_children: true,
    },
    {
      ...unit("u-nmg", "包头市"),
      has_children: true,
    },
  ];

  it("shows the way to where one is; Backspace and a click go up, all of it is the end", async () => {
    await open({ unit_path: () => path });
    await screen.findByRole("button", { name: "内蒙古自治区" });
    fireEvent.keyDown(document.body, { key: "Backspace" });
    expect(useLens.getState().scope).toEqual({ id: "u-top", name: "内蒙古自治区" });
    fireEvent.click(screen.getByRole("button", { name: parts.everything }));
    expect(useLens.getState().scope.id).toBeNull();
  });

  it("Alt+↓ on a bar goes down to its unit", async () => {
    await open();
    const bar = (await screen.findByText("包头市", { selector: ".ov-bar-row *" })).closest(
      "a",
    ) as HTMLElement;
    act(() => bar.focus());
    fireEvent.keyDown(bar, { key: "ArrowDown", altKey: true });
    expect(useLens.getState().scope).toEqual({ id: "u-包头市", name: "包头市" });
  });
});

describe("the ranking as a table", () => {
  it("says shared places, leaves units out and takes them in again", async () => {
    location.hash = "#/overview?shape=table";
    const [first, second, ...rest] = ranking.rows;
    const tied = { rank: 1, tied: true };
    const rows = [{ ...first, ...tied }, { ...second, ...tied }, ...rest] as typeof ranking.rows;
    const asked: unknown[] = [];
    await open({
      ranking: (request) => {
        asked.push(request.without);
        return { ...ranking, rows, left_out: request.without.map((id) => unit(id, "乌海市")) };
      },
    });
    expect(await screen.findAllByText(text.tied)).toHaveLength(2);
    fireEvent.click(screen.getByRole("button", { name: text.leaveOutUnit(first?.org_unit.name ?? "") }));
    const back = await screen.findByRole("button", { name: text.takeIn("乌海市") });
    expect(asked.at(-1)).toEqual([first?.org_unit.id]);
    fireEvent.click(back);
    await waitFor(() => expect(location.hash).not.toContain("without"));
  });
});

describe("two days side by side", () => {
  it("shows what changed since the end of the month before, and all of it when asked", async () => {
    const [changed, ...same] = view.lines as [TargetLine, ...TargetLine[]];
    const better = { ...change({ ...changed, goal: "≥ 1 个" }, changed), turn: "better", turn_word: "好转" };
    const changes = [better, ...same.map((one) => change(one, one))];
    const labels = { now_label: "2022年6月30日", before_label: "2022年5月31日" };
    await open({ compare: () => ({ ...labels, better: 1, worse: 0, same: same.length, changes }) });
    fireEvent.click(await screen.findByTestId("compare"));
    expect(location.hash).toContain("with=2022-05-31");
    expect(await screen.findByText(text.compare.goals("≥ 1 个", changed.goal))).toBeTruthy();
    expect(screen.getByText(text.compare.turns(1, 0, same.length))).toBeTruthy();
    const asked = host.calls.filter(({ cmd }) => cmd === "compare").map(({ payload }) => payload);
    expect(asked).toEqual([expect.objectContaining({ with: "2022-05-31" })]);
    const table = () => document.querySelector(".ov-compare-table tbody") as HTMLElement;
    expect(table().children).toHaveLength(1);
    fireEvent.click(screen.getByText(text.compare.all(view.lines.length)));
    expect(table().children).toHaveLength(view.lines.length);
    fireEvent.click(screen.getByRole("button", { name: text.compare.close }));
    expect(location.hash).not.toContain("with=");
  });
});
