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
import { targets as text } from "../../text/targets";
import { detail, handlers, sewage } from "./fixtures";
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
  await screen.findByText(text.title);
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
    expect(rows()[0]).toBe("东沟村0.801211.20未达标");
    const filter = document.querySelector(".ant-segmented") as HTMLElement;
    fireEvent.click(within(filter).getByText(text.coverage.states.not_reported ?? ""));
    expect(rows()).toHaveLength(14);
    expect(screen.getByText(text.coverage.more(477))).toBeTruthy();
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

describe("任务分解", () => {
  const field = (unit: string) => screen.getByLabelText<HTMLInputElement>(text.shares.share(unit));
  const shares = async (more: Handlers = {}) => {
    await openPane("t-sewage", "u-nmg", "shares", more);
    await screen.findByText(text.shares.check.equal ?? "");
  };
  const type = (unit: string, typed: string) => {
    const input = field(unit);
    act(() => input.focus());
    fireEvent.change(input, { target: { value: typed } });
    fireEvent.keyDown(input, { key: "Enter" });
  };

  it("keeps a share when its field is left, sends only that, and shows the ledger's new sum", async () => {
    await shares();
    type("包头市", "45");
    expect(document.activeElement).toBe(field("乌海市"));
    await screen.findByText(new RegExp(text.shares.check.over ?? ""));
    expect(asked("allocate")).toEqual([
      { target: "t-sewage", shares: [{ org_unit: "u-包头市", text: "45" }] },
    ]);
    expect(screen.getByText("405")).toBeTruthy();
  });

  it("keeps what is no number in its field, marked, and sends nothing", async () => {
    await shares();
    type("包头市", "四十");
    expect(field("包头市").getAttribute("aria-invalid")).toBe("true");
    expect(screen.getByText(text.shares.notNumber("四十"))).toBeTruthy();
    expect(asked("allocate")).toEqual([]);
    fireEvent.keyDown(field("包头市"), { key: "Escape" });
    expect(field("包头市").value).toBe("40");
    expect(closed, "Esc gave the field up, not the drawer").not.toHaveBeenCalled();
  });

  it("takes a pasted column as one action", async () => {
    await shares();
    fireEvent.paste(field("呼和浩特市"), { clipboardData: { getData: () => "39\r\n41\r\n7\r\n" } });
    await waitFor(() => expect(asked("allocate")).toHaveLength(1));
    expect(asked("allocate")).toEqual([
      {
        target: "t-sewage",
        shares: [
          { org_unit: "u-呼和浩特市", text: "39" },
          { org_unit: "u-包头市", text: "41" },
          { org_unit: "u-乌海市", text: "7" },
        ],
      },
    ]);
  });

  it("keeps the typed text when the ledger refuses, and tells why", async () => {
    await shares({
      allocate: () => {
        throw new CallError({
          code: "refused",
          data: [],
          problems: [{ code: "allocation.negative", severity: "error", place: "u", detail: ["-3"] }],
        });
      },
    });
    type("包头市", "-3");
    await waitFor(() => expect(useNotices.getState().notices).toHaveLength(1));
    expect(field("包头市").value).toBe("-3");
  });

  it("begins a breakdown with the units below", async () => {
    await openPane("t-sewage", "u-nmg", "shares", { target: () => detail(sewage, { allocation: null }) });
    fireEvent.click(await screen.findByText(text.shares.begin));
    await screen.findByLabelText(text.shares.share("阿拉善盟"));
    expect(asked("units")).toEqual([{ parent: "u-nmg", as_of: "2022-06-30" }]);
  });

  it("leads from one unit's share to the whole", async () => {
    const { allocation } = detail();
    await openPane("t-sewage", "u-bt", "shares", {
      target: () => detail(sewage, { allocation: allocation && { ...allocation, lines: [] } }),
    });
    const link = await screen.findByText(text.shares.openWhole);
    expect(link.getAttribute("href")).toBe("#/targets/t-sewage?show=shares");
  });
});
