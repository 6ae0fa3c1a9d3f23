// 目标 on a host in memory: the tree is filtered and walked, the address opens a drawer, the breakdown is edited.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { CallError, setHost } from "../../platform";
import { type Handlers, type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { forgetKept } from "../../state/kept";
import { startKeys } from "../../state/keys";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { fig, status } from "../../test/wire";
import { targetForm } from "../../text/target-form";
import { targets as text } from "../../text/targets";
import { detail, handlers, sewage, sewageDraft, startWithLedger } from "./fixtures";
import { TargetPane } from "./TargetPane";
import { TargetsPage } from "./TargetsPage";

// The light DOM has no layout: the table gets a size, the chart is tested where it lives.
vi.mock("../../parts/useBox", () => ({ useBox: () => [{ current: null }, { width: 1100, height: 900 }] }));
vi.mock("../../parts/chart/BurnUp", () => ({ BurnUp: () => <p>chart</p> }));

// A busy machine takes its time over the first mount of the component library.
configure({ asyncUtilTimeout: 8000 });
vi.setConfig({ testTimeout: 30_000 });

let host: MemoryHost;
let stop: () => void;

const open = async (hash: string, more: Handlers = {}) => {
  location.hash = hash;
  host = memoryHost({ ...(handlers() as Handlers), ...more });
  setHost(host);
  render(
    <QueryClientProvider client={queryClient()}>
      <TargetsPage />
    </QueryClientProvider>,
  );
  await screen.findByRole("heading", { level: 1 });
};

const closed = vi.fn();

/** The drawer alone. */
const openPane = async (target: string, unit: string | null, show: string, more: Handlers = {}) => {
  location.hash = `#/targets/${target}?show=${show}`;
  host = memoryHost({ ...(handlers() as Handlers), ...more });
  setHost(host);
  render(
    <QueryClientProvider client={queryClient()}>
      <TargetPane target={target} unit={unit} onClose={closed} />
    </QueryClientProvider>,
  );
};

/** Opens a list of the component library and takes a word. */
const choose = (label: string, word: string) => {
  fireEvent.mouseDown(screen.getByRole("combobox", { name: label }));
  fireEvent.click(screen.getByTitle(word));
};

const asked = (cmd: string) => host.calls.filter((call) => call.cmd === cmd).map((call) => call.payload);

beforeEach(() => {
  forgetKept();
  closed.mockClear();
  useNotices.setState({ notices: [] });
  useLens.getState().reset({ asOf: "2022-06-30", scope: { id: null, name: "" } });
  stop = startKeys();
});
afterEach(() => stop());

describe("the tree", () => {
  it("shows programmes and targets, and counts what a filter leaves", async () => {
    await open("#/targets");
    expect(await screen.findByText("开展生活污水治理的行政村")).toBeTruthy();
    expect(screen.getByText(text.counted(14, 14))).toBeTruthy();
    fireEvent.change(screen.getByLabelText(text.search), { target: { value: "人居环境" } });
    await screen.findByText(text.counted(3, 14));
    const chips = within(document.querySelector(".tg-statuses") as HTMLElement);
    fireEvent.click(chips.getByText("逾期未完成"));
    await screen.findByText(text.counted(1, 14));
    expect(location.hash).toContain("status=overdue");
  });

  it("comes from the search with one indicator, and lets go of it", async () => {
    await open("#/targets?indicator=i-t-funds");
    await screen.findByText(text.counted(1, 14));
    fireEvent.click(screen.getByText(text.clear));
    await screen.findByText(text.counted(14, 14));
    expect(location.hash).toBe("#/targets");
  });

  it("leads from a number to 怎么算的 and from the source to its sentence", async () => {
    await open("#/targets");
    const row = (await screen.findByText("开展生活污水治理的行政村")).closest(
      "[data-row-key]",
    ) as HTMLElement;
    expect(within(row).getByText("112").getAttribute("href")).toBe("#/targets/t-sewage?unit=u-nmg&show=how");
    expect(within(row).getByText(text.sourceOpen).getAttribute("href")).toBe(
      "#/documents/d-002?at=1203-1226",
    );
  });

  it("opens the drawer of a row, goes on with J, closes with Esc", async () => {
    await open("#/targets");
    fireEvent.click(await screen.findByText("后续扶持资金投入"));
    expect(location.hash).toBe("#/targets/t-funds?unit=u-nmg");
    await waitFor(() => expect(asked("target")).toHaveLength(1));
    fireEvent.keyDown(document.body, { key: "j" });
    await waitFor(() => expect(location.hash).toBe("#/targets/t-pilot?unit=u-nmg"));
    await waitFor(() => expect(asked("target")).toHaveLength(2));
    fireEvent.keyDown(document.querySelector("aside") as HTMLElement, { key: "Escape" });
    await waitFor(() => expect(location.hash).toBe("#/targets"));
    expect(document.querySelector("aside")).toBeNull();
  });

  it("offers the documents where there is no target yet", async () => {
    await open("#/targets", { target_tree: () => [] });
    fireEvent.click(await screen.findByText(text.emptyNext));
    expect(location.hash).toBe("#/documents");
  });
});

describe("the drawer", () => {
  it("asks for the unit of the address and shows sentence, figures and facts", async () => {
    await openPane("t-sewage", "u-nmg", "");
    const quote = await screen.findByText(/今年计划在400个村开展生活污水治理工作/);
    expect(asked("target")).toEqual([
      { context: { as_of: "2022-06-30", org_unit: null }, target: "t-sewage", org_unit: "u-nmg" },
    ]);
    const pane = quote.closest("aside") as HTMLElement;
    for (const shown of ["−22.0", "10/11", "自治区生态环境厅", "2022年底", "按月均匀"])
      expect(pane.textContent).toContain(shown);
    fireEvent.click(screen.getByText(/0126号提案/));
    expect(location.hash).toBe("#/documents/d-002?at=1203-1226");
  });

  it("shows the course as numbers too", async () => {
    await openPane("t-sewage", "u-nmg", "");
    fireEvent.click(await screen.findByText(text.chartTable));
    expect(screen.getByText("12月").closest("tr")?.textContent).toBe("12月—400238190～286");
  });

  it("lists the instances of a target that recurs, each judged alone", async () => {
    const once = { goal: "≥ 85 %", actual: fig("87.7", "%"), rate: null, gap: null, coverage: null };
    const instances = [
      { ...once, label: "2022年二季度", running: true, actual: null, status: status("no_report") },
      { ...once, label: "2022年一季度", running: false, status: status("done") },
    ];
    await openPane("t-sewage", "u-nmg", "", { target: () => detail(sewage, { instances }) });
    const first = (await screen.findByText("2022年二季度")).closest("tr") as HTMLElement;
    expect(first.textContent).toBe("2022年二季度 进行中≥ 85 %———未报");
    expect(first.nextElementSibling?.textContent).toBe("2022年一季度≥ 85 %87.7%——已完成");
  });

  it("opens a reported cell's history out of 怎么算的", async () => {
    await openPane("t-sewage", "u-nmg", "how");
    fireEvent.click(await screen.findByText("累计完成"));
    fireEvent.click(screen.getAllByText("看修改记录")[0] as HTMLElement);
    await screen.findByText(text.record.oneCell);
    expect(asked("cell")).toEqual([
      { indicator: "i-t-sewage", measure: "ytd", org_unit: "u-呼和浩特市", period: "2022-06" },
    ]);
  });

  it("says who meets the rule and lists the lowest first", async () => {
    await openPane("t-income", "u-bt", "coverage");
    const strip = await screen.findByLabelText(text.coverage.strip(371, 142, 14, 527));
    expect(strip.children).toHaveLength(3);
    const rows = () => [...document.querySelectorAll("tbody tr")].map((row) => row.textContent);
    await waitFor(() => expect(rows()[0]).toBe("东沟村0.801211.20未达标"));
    fireEvent.click(screen.getByText(text.more(30)));
    expect(asked("covered_units")).toMatchObject([{ from: 0 }, { from: 200 }]);
    fireEvent.click(screen.getByTitle(text.coverage.only(text.coverage.notReported)));
    await waitFor(() => expect(rows()).toHaveLength(14));
    expect(rows()[0], "a name, and nothing as zero").toBe("下湿壕1号村—12—未报");
  });

  it("tells a target that is not there, and closes", async () => {
    await openPane("gone", null, "", {
      target: () => {
        throw new CallError({ code: "not_found", data: ["target", "gone"] });
      },
    });
    await screen.findByText(/不在台账里/);
    fireEvent.click(screen.getByLabelText(text.close));
    expect(closed).toHaveBeenCalledOnce();
  });
});

describe("changing a target", () => {
  it("writes a version in force from a day, with its reason, and comes back to the target", async () => {
    await open("#/targets/t-sewage?unit=u-nmg");
    fireEvent.click(await screen.findByTestId("revise-target"));
    expect(location.hash).toContain("edit=revise&version=2022-04-01");
    fireEvent.change(await screen.findByTestId("target-value"), { target: { value: "500" } });
    expect(await screen.findByText("≥ 500 个村"), "what Rust reads").toBeTruthy();
    fireEvent.change(screen.getByTestId("target-reason"), { target: { value: "市里追加100个村" } });
    fireEvent.click(screen.getByTestId("save-target"));
    await waitFor(() => expect(location.hash).toBe("#/targets/t-sewage?unit=u-nmg"));
    expect(asked("revise_target")).toEqual([
      {
        target: "t-sewage",
        change: { type: "from", day: "2022-07-01" },
        draft: { ...sewageDraft, value: "500" },
        reason: "市里追加100个村",
      },
    ]);
  });

  it("is refused at the field that lacks something", async () => {
    const lack = { code: "reason.missing", severity: "error", place: "reason", detail: [] };
    await open("#/targets/t-sewage?edit=correct&version=first", {
      revise_target: () => {
        throw new CallError({ code: "refused", data: null, problems: [lack] });
      },
    });
    fireEvent.click(await screen.findByTestId("save-target"));
    expect((await screen.findByRole("alert")).textContent).toContain("没有写原因");
    await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("target-reason")));
    expect(asked("revise_target")).toMatchObject([{ change: { type: "correct", valid_from: null } }]);
  });

  it("sets one by hand, and asks only for what its kind means", async () => {
    await open("#/targets");
    fireEvent.click(await screen.findByTestId("make-target"));
    fireEvent.change(await screen.findByTestId("indicator-name"), { target: { value: "新指标" } });
    expect(screen.getByLabelText(targetForm.schedule)).toBeTruthy();
    choose(targetForm.kind, targetForm.kinds.deliverable ?? "");
    await waitFor(() => expect(screen.queryByTestId("target-value")).toBeNull());
    expect(screen.queryByLabelText(targetForm.schedule)).toBeNull();
    fireEvent.click(screen.getByTestId("save-target"));
    await waitFor(() => expect(location.hash).toBe("#/targets/t-new"));
    expect(asked("make_target")).toMatchObject([
      { draft: { kind: "deliverable", comparator: "done", value: null, indicator: { type: "new" } } },
    ]);
  });

  it("lists the versions with what changed and how they judged, and takes one back with a reason", async () => {
    await openPane("t-sewage", "u-nmg", "record");
    expect(await screen.findByText("目标值：≥ 360个村 → ≥ 400个村")).toBeTruthy();
    expect(screen.getByText(/2022年3月底：完成率 25.0%/)).toBeTruthy();
    const [retract] = screen.getAllByText(text.record.retract);
    fireEvent.click(retract as HTMLElement);
    const why = screen.getByLabelText(text.edit.retractVersionWords.ask);
    fireEvent.keyDown(why, { key: "Enter" });
    expect(screen.getByText(targetForm.needsReason)).toBeTruthy();
    fireEvent.change(why, { target: { value: "文件撤回" } });
    fireEvent.keyDown(why, { key: "Enter" });
    await waitFor(() =>
      expect(asked("retract_version")).toEqual([
        { target: "t-sewage", valid_from: "2022-04-01", reason: "文件撤回" },
      ]),
    );
  });
});

describe("任务分解", () => {
  const sheetPage = async (query = "") => {
    await open(`#/targets/t-sewage/shares${query}`, { start: () => startWithLedger });
    return screen.findByRole("grid");
  };
  const cellOf = (name: string) =>
    screen.getByRole("rowheader", { name }).closest("[role=row]") as HTMLElement;

  it("shows who has what share and leads to its sheet", async () => {
    await openPane("t-sewage", "u-nmg", "shares");
    await screen.findByText(text.shares.check.equal ?? "");
    expect(screen.getByText("包头市").getAttribute("href")).toContain("#/targets/t-sewage?unit=u-");
    fireEvent.click(screen.getByTestId("edit-shares"));
    expect(location.hash).toBe("#/targets/t-sewage/shares");
  });

  it("opens the sheet where nothing is broken down yet", async () => {
    await openPane("t-sewage", "u-nmg", "shares", { target: () => detail(sewage, { allocation: null }) });
    fireEvent.click(await screen.findByText(text.shares.begin));
    expect(location.hash).toBe("#/targets/t-sewage/shares");
  });

  it("leads from one unit's share to the whole", async () => {
    const { allocation } = detail();
    await openPane("t-sewage", "u-bt", "shares", {
      target: () => detail(sewage, { allocation: allocation && { ...allocation, lines: [] } }),
    });
    const link = await screen.findByText(text.shares.openWhole);
    expect(link.getAttribute("href")).toBe("#/targets/t-sewage?show=shares");
  });

  it("is a sheet of units with the sum on top and what it says of the target", async () => {
    await sheetPage();
    expect(screen.getByText(new RegExp(text.shares.check.short ?? ""))).toBeTruthy();
    expect(cellOf(text.sheet.sumRow).textContent).toContain("390");
    expect(cellOf("包头市").textContent).toContain("40");
  });

  it("a pasted block is one entry", async () => {
    await sheetPage();
    const field = document.querySelector(".dz-grid textarea") as HTMLTextAreaElement;
    act(() => field.focus());
    fireEvent.keyDown(field, { key: "ArrowDown" });
    await waitFor(() => expect(field.getAttribute("aria-label")).toContain("呼和浩特市"));
    fireEvent.paste(field, { clipboardData: { getData: () => "39\r\n41\r\n" } });
    await waitFor(() => expect(asked("allocate")).toHaveLength(1));
    expect(asked("allocate")).toEqual([
      {
        target: "t-sewage",
        as_of: "2022-06-30",
        shares: [
          { org_unit: "u-hh", period: null, text: "39" },
          { org_unit: "u-bt", period: null, text: "41" },
        ],
      },
    ]);
  });

  it("divides evenly, as Rust proposes, and sets it at once", async () => {
    await sheetPage();
    fireEvent.click(screen.getByTestId("split-even"));
    await waitFor(() => expect(asked("allocate")).toHaveLength(1));
    expect(asked("split_target")).toEqual([
      { sheet: { as_of: "2022-06-30", target: "t-sewage", level: "prefecture" }, by: { type: "even" } },
    ]);
    expect(asked("allocate")).toMatchObject([
      {
        shares: [
          { org_unit: "u-hh", text: "200" },
          { org_unit: "u-bt", text: "200" },
        ],
      },
    ]);
  });

  it("months are columns, and months that do not make up the share are named", async () => {
    await sheetPage("?months=1");
    expect(screen.getByRole("columnheader", { name: /1月/ })).toBeTruthy();
    expect(screen.getByText(text.sheet.monthsOff(text.sheet.offOf("包头市", "−30")))).toBeTruthy();
    fireEvent.click(screen.getByText(text.sheet.months));
    await waitFor(() => expect(asked("split_target")).toMatchObject([{ by: { type: "months" } }]));
  });
});
