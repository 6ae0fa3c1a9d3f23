// What the queue offers and what comes next; and the room as a checker uses it: by keys, one report after the other, back
// with a reason, many at once.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { setHost } from "../../platform";
import { memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { forgetKept } from "../../state/kept";
import { startKeys } from "../../state/keys";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { go } from "../../state/route";
import { review as text } from "../../text/review";
import { CheckersDesk, line, queue, rows, standing, step } from "./fixtures";
import { ReviewPage } from "./ReviewPage";
import {
  afterStep,
  besideOf,
  formsOf,
  idOf,
  keyOf,
  oddOf,
  offersOf,
  reasonOf,
  stayedOf,
  weightOf,
} from "./review.logic";

const ids = queue.map(({ key }) => idOf(key));
const at = (index: number) => ids[index] as string;

describe("the queue", () => {
  it("names a report as problems do, and by its address", () => {
    expect(at(0)).toBe("f1|u1|2026-06");
    expect(keyOf(["f1", "u1", "2026-06"])).toEqual(queue[0]?.key);
    expect(keyOf(["f1", "u1"])).toBeNull();
  });

  it("counts the reports of each form", () => {
    expect(formsOf(queue).map(({ form, reports }) => [form, reports])).toEqual([
      ["f1", 4],
      ["f2", 1],
    ]);
  });

  it.each([
    [0, 1, 1],
    [4, 1, null],
    [0, -1, null],
    [3, -1, 2],
  ] as const)("beside %i by %i stands %s", (from, by, to) => {
    expect(besideOf(queue, at(from), by)?.key ?? null).toEqual(to === null ? null : queue[to]?.key);
  });
  it("begins at the top from a report that has left", () => {
    expect(besideOf(queue, "gone", 1)).toBe(queue[0]);
  });

  it.each([
    [0, [0], 1],
    [4, [4], 3],
    [1, [1, 2], 3],
    [2, [0, 1], 2],
    [0, [0, 1, 2, 3, 4], null],
  ] as const)("from %i after %j comes %s", (from, dealtWith, to) => {
    const after = afterStep(queue, at(from), new Set(dealtWith.map(at)));
    expect(after).toBe(to === null ? null : queue[to]);
  });
});

describe("what is offered", () => {
  const offered = (lines: Parameters<typeof offersOf>[0]) =>
    offersOf(lines).map(({ keys, step: { step: code }, lines: able }) => [keys, code, able.length]);

  it("is the person's next step, and back; never the clerk's own steps", () => {
    expect(offered(queue.slice(0, 1))).toEqual([
      ["A", "review", 1],
      ["R", "return", 1],
    ]);
  });
  it("goes furthest with A", () => {
    expect(offered(queue.slice(3, 4))).toEqual([
      ["A", "accept", 1],
      ["S", "receive", 1],
      ["R", "return", 1],
    ]);
  });
  it("counts those of several that can take a step", () => {
    expect(offered(queue)).toEqual([
      ["A", "review", 3],
      ["S", "accept", 2],
      ["R", "return", 5],
    ]);
    expect(offered([line("u9", "某镇", { steps: [] })])).toEqual([]);
  });
});

describe("figures", () => {
  it.each([
    [null, false, "none"],
    ["0", false, "same"],
    ["0.00", false, "same"],
    ["+15", false, "plain"],
    ["−50", true, "large"],
  ] as const)("a change of %s (large: %s) weighs %s", (difference, large, weight) => {
    expect(weightOf({ difference, large })).toBe(weight);
  });

  it("are counted in the queue when they ask to be looked at", () => {
    expect(oddOf({ large: 0, off_sum: 0 })).toBe("");
    expect(oddOf({ large: 2, off_sum: 1 })).toBe("变化大2个 · 与下级合计不符1个");
  });

  it("make the reason of a return when they are marked", () => {
    expect(reasonOf(rows, new Set())).toBe("");
    expect(reasonOf(rows, new Set(["i2", "i3", "i4"]))).toBe(
      "请核对：新（改）建户厕填160户，累计数 160 比上期 170 少；到位资金填1,204.50万元，上期602.25；村庄绿化面积填零报告。",
    );
  });

  it("say whose report stayed", () => {
    const problem = { code: "submission.open", severity: "error", detail: [] };
    expect(stayedOf({ ...problem, place: at(1) }, queue)).toMatch(/^金山镇：这一期还没有提交/);
    expect(stayedOf({ ...problem, place: "u5" }, queue), "a right is refused by the unit").toMatch(
      /^怀朔镇：/,
    );
    expect(stayedOf({ ...problem, place: "" }, queue)).toMatch(/^这一期/);
  });
});

describe("the room", () => {
  let desk: CheckersDesk;
  let stopKeys: () => void;

  const open = async (place: Parameters<typeof go>[0] = { room: "review" }) => {
    location.hash = "";
    go(place);
    setHost(
      memoryHost({
        ...desk.handlers(),
        start: () => ({ recent: [], open: null, version: "" }),
        show_person: ({ id }) => ({ id, name: "赵某", phone: "0472-5550106" }),
      }),
    );
    render(
      <QueryClientProvider client={queryClient()}>
        <ReviewPage />
      </QueryClientProvider>,
    );
    await screen.findAllByText(/./);
  };
  const shown = async (unit: string) =>
    waitFor(() => expect(screen.getByRole("heading", { level: 2 }).textContent).toBe(unit));
  const press = (key: string, more: object = {}) =>
    act(async () => void fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more }));
  const told = () => useNotices.getState().notices.map(({ what }) => what);

  beforeEach(() => {
    desk = new CheckersDesk();
    forgetKept();
    useNotices.setState({ notices: [] });
    useLens.setState({ asOf: "2026-06-30", scope: { id: "u0", name: "青原县" } });
    stopKeys = startKeys();
  });
  afterEach(() => stopKeys());

  it("passes one report after the other with one key", async () => {
    await open();
    await shown("银号镇");
    await press("a");
    await shown("金山镇");
    expect(desk.taken).toEqual([{ step: "review", reports: [queue[0]?.key], reason: "" }]);
    expect(told().at(-1)).toBe("已审核：银号镇 农村牧区人居环境整治任务进展情况表（2026年6月）");
    await waitFor(() => expect(screen.getAllByTestId("review-line")).toHaveLength(4));
    await press("n");
    await shown("下湿壕镇");
    await press("p");
    await shown("金山镇");
  });

  it("returns with a reason that the marked figures make", async () => {
    const user = userEvent.setup();
    await open();
    await shown("银号镇");
    await press("ArrowDown");
    await press(" ");
    await press("r");
    const reason = await screen.findByTestId<HTMLTextAreaElement>("step-reason");
    expect(reason.value).toContain("新（改）建户厕填160户");
    await user.clear(reason);
    await press("Enter", { ctrlKey: true });
    expect(desk.taken, "nothing goes back without a reason").toEqual([]);
    await user.type(reason, "比上月少");
    await press("Enter", { ctrlKey: true });
    await shown("金山镇");
    expect(desk.taken).toEqual([{ step: "return", reports: [queue[0]?.key], reason: "比上月少" }]);
  });

  it("keeps the reason of a return that is refused", async () => {
    desk.gone.add("u1");
    await open();
    await shown("银号镇");
    await press("r");
    fireEvent.change(await screen.findByTestId("step-reason"), { target: { value: "请核对" } });
    fireEvent.click(screen.getByTestId("step-send"));
    await screen.findByRole("alert");
    expect(screen.getByTestId<HTMLTextAreaElement>("step-reason").value).toBe("请核对");
  });

  it("takes no step from inside a dialog", async () => {
    await open();
    await shown("银号镇");
    const dialog = document.createElement("div");
    dialog.setAttribute("role", "dialog");
    dialog.tabIndex = -1;
    document.body.append(dialog);
    dialog.focus();
    await press("a");
    dialog.remove();
    expect(desk.taken).toEqual([]);
    await press("a");
    await waitFor(() => expect(desk.taken).toHaveLength(1));
  });

  it("gives up a return with Esc", async () => {
    await open();
    await shown("银号镇");
    await press("r");
    await screen.findByTestId("step-reason");
    await press("Escape");
    expect(screen.queryByTestId("step-reason")).toBeNull();
    expect(desk.taken).toEqual([]);
  });

  it("takes many at once and says who stayed and why", async () => {
    desk.gone.add("u2");
    await open();
    await shown("银号镇");
    await press("A", { shiftKey: true });
    expect(screen.getByTestId("step-review").textContent).toContain(text.onMany("审核", 3));
    await press("a");
    const alert = await screen.findByRole("alert");
    expect(desk.taken[0]?.reports.map(({ org_unit }) => org_unit)).toEqual(["u1", "u2", "u3"]);
    expect(told()).toEqual([text.doneMany("审核", 2)]);
    expect(alert.textContent).toContain(text.stayed("审核", 1));
    expect(alert.textContent).toContain("金山镇：这份报表现在是“已退回”，还不能审核。");
    await shown("西斗铺镇");
    expect(screen.queryByText(text.selected(2), { exact: false }), "the selection is used up").toBeNull();
  });

  it("selects single reports with X, and Esc takes the selection back", async () => {
    await open();
    await shown("银号镇");
    await press("x");
    await press("n");
    await press("n");
    await press("x");
    expect(screen.getByTestId("step-review").textContent).toContain(text.onMany("审核", 2));
    await press("Escape");
    expect(screen.getByTestId("step-review").textContent).not.toContain("2");
  });

  it("shows what asks for an explanation with what to do, and the history on demand", async () => {
    await open();
    await shown("银号镇");
    const [, second] = screen.getAllByTestId("review-row");
    expect(second?.textContent).toContain("累计数 160 比上期 170 少。累计数不应减少。");
    expect(screen.queryByText("上月把在建的也算进去了")).toBeNull();
    await press("ArrowDown");
    await press("h");
    expect(within(second as HTMLElement).getByText("原因：上月把在建的也算进去了")).toBeTruthy();
    expect(screen.getByText("户厕比上期少，请核对"), "the way it has gone").toBeTruthy();
  });

  it("says of an empty desk what belongs there and who could still hand in", async () => {
    desk.lines = [];
    await open();
    expect(await screen.findByText(text.emptyTitle)).toBeTruthy();
    expect(await screen.findByText(/还有2个单位没有报：兴顺西镇、红山乡。/)).toBeTruthy();
  });

  it("shows who is missing and copies the message that asks them", async () => {
    const write = vi.spyOn(navigator.clipboard, "writeText").mockResolvedValue();
    await open({ room: "review", query: { view: "standing" } });
    expect(await screen.findAllByTestId("standing-line")).toHaveLength(2);
    const contact = screen.getByTestId("contact");
    expect(contact.textContent).toBe("赵* 047*-***0106");
    await userEvent.setup().click(within(contact).getByRole("button"));
    await waitFor(() => expect(contact.textContent).toBe("赵某 0472-5550106"));
    await press("c");
    expect(write).toHaveBeenCalledWith(standing.message);
    await waitFor(() => expect(told()).toEqual([text.standing.copied]));
    write.mockRestore();
  });

  it("knows the words of every step", () => {
    for (const code of Object.keys(text.stepWords)) expect(step(code).word).toBe(text.stepWords[code]);
  });
});
