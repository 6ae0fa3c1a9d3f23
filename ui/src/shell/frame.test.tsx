// The frame on a host in memory: menu, lens, search, undo, drawer, keys, a page that fails.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { devHost } from "../dev/host";
import { momentName } from "../lib/period";
import { EmptyState } from "../parts/EmptyState";
import { SidePane } from "../parts/SidePane";
import { setHost } from "../platform";
import type { Handlers, MemoryHost } from "../platform/memory";
import { queryClient, useTell } from "../state/ask";
import { startKeys } from "../state/keys";
import { entered, useLedger } from "../state/ledger";
import { useContextOfLens, useLens } from "../state/lens";
import { useNotices } from "../state/notices";
import type { Room } from "../state/room";
import { useQueryValue } from "../state/route";
import { shell } from "../text/shell";
import type { StartView } from "../wire/StartView";
import { Frame } from "./Frame";

function Home() {
  const lens = useContextOfLens();
  const [open, setOpen] = useQueryValue("open");
  const save = useTell("redo");
  const look = useTell("reveal", { changes: false });
  return (
    <div data-pane="list">
      <button type="button" onClick={() => save.mutate({})}>
        save
      </button>
      <button type="button" onClick={() => look.mutate({ path: "" })}>
        look
      </button>
      <p>{`lens ${lens.as_of} ${lens.org_unit}`}</p>
      <button type="button" onClick={() => setOpen("t1")}>
        target
      </button>
      <input aria-label="draft" />
      {open ? (
        <SidePane title={`details ${open}`} onClose={() => setOpen(null)}>
          <button type="button">inside</button>
        </SidePane>
      ) : null}
    </div>
  );
}

function Failing() {
  const [broken] = useState(true);
  if (broken) throw new Error("no such thing");
  return null;
}

function Nothing() {
  return <EmptyState title="nothing here" />;
}

const icon = () => <svg aria-hidden="true" />;
const rooms: Room[] = [
  { id: "home", title: "总览", keywords: "zl", icon, load: async () => ({ Page: Home }) },
  {
    id: "forms",
    title: "填报",
    keywords: "tb",
    icon,
    load: async () => ({ Page: Nothing }),
    waiting: ({ forms }) => forms,
    opens: { form: (id) => ({ room: "forms", path: [id] }) },
  },
  { id: "failing", title: "通报", keywords: "", icon, load: async () => ({ Page: Failing }) },
];

let host: MemoryHost;
let stopKeys: () => void;

function Program() {
  const { start, ledger } = useLedger();
  return start && ledger ? <Frame rooms={rooms} start={start} ledger={ledger} /> : null;
}

async function shown(more: Handlers = {}) {
  host = devHost({
    ...more,
    // Nobody answers these: they stay on the way.
    redo: () => new Promise(() => undefined),
    reveal: () => new Promise(() => undefined),
    search: () => [
      { kind: "org_unit", id: "u9", name: "包头市", hint: "内蒙古自治区" },
      { kind: "form", id: "f1", name: "月报", hint: "" },
      { kind: "person", id: "p1", name: "nobody opens persons", hint: "" },
    ],
  });
  setHost(host);
  const start = (await host.rpc("start", {})) as StartView;
  if (start.open) entered(start.open);
  render(
    <QueryClientProvider client={queryClient()}>
      <Program />
    </QueryClientProvider>,
  );
  await screen.findByText(/^lens/);
}

const press = (key: string, init: object = {}, target: Element = document.body) =>
  fireEvent.keyDown(target, { key, ...init });

beforeEach(() => {
  location.hash = "";
  localStorage.clear();
  useNotices.setState({ notices: [] });
  stopKeys = startKeys();
});
afterEach(() => stopKeys());

describe("Frame", () => {
  it("opens the first room, marks it in the menu and shows what waits", async () => {
    await shown();
    const menu = screen.getByRole("navigation", { name: "主菜单" });
    expect(within(menu).getByText("总览").closest("a")?.getAttribute("aria-current")).toBe("page");
    expect(within(menu).getByText("3件待办")).toBeTruthy();
    expect(host.title, "the window carries the ledger's name").toBe("青原县2026年台账");
    expect(screen.getByText(/^已保存/)).toBeTruthy();
    expect(screen.queryByTestId("clock-behind")).toBeNull();
  });

  it("says that it saves while something is written, not while something is only done", async () => {
    await shown();
    fireEvent.click(screen.getByText("look"));
    await waitFor(() => expect(host.calls.map(({ cmd }) => cmd)).toContain("reveal"));
    expect(screen.getByText(/^已保存/)).toBeTruthy();
    fireEvent.click(screen.getByText("save"));
    expect(await screen.findByText(/^正在保存/)).toBeTruthy();
  });

  it("says as long as it lasts that the clock is behind what was written", async () => {
    const told = (await devHost().rpc("start", {})) as StartView;
    const open = told.open && { ...told.open, clock_behind: "2026-07-02T14:02:00+08:00" };
    await shown({ start: () => ({ ...told, open }) });
    const said = shell.clockBehind(momentName("2026-07-02T14:02:00+08:00"));
    expect(screen.getByTestId("clock-behind").textContent).toContain(said);
  });

  it("gives rooms the lens, and a change of scope leaves a draft alone", async () => {
    await shown();
    expect(screen.getByText("lens 2026-06-30 u0")).toBeTruthy();
    const draft = screen.getByLabelText<HTMLInputElement>("draft");
    fireEvent.change(draft, { target: { value: "half a word" } });
    act(() => useLens.getState().setScope({ id: "u3", name: "下湿壕镇" }));
    expect(screen.getByText("lens 2026-06-30 u3")).toBeTruthy();
    expect(draft.value).toBe("half a word");
    expect(screen.getByTitle("统计范围").textContent).toContain("下湿壕镇");
  });

  it("finds rooms by pinyin initials and places by the ledger's search", async () => {
    await shown();
    press("k", { ctrlKey: true });
    const field = await screen.findByRole("combobox");
    fireEvent.change(field, { target: { value: "tb" } });
    expect(screen.getAllByRole("option")[0]?.textContent).toBe("页面填报");
    fireEvent.change(field, { target: { value: "bt" } });
    const place = await screen.findByText("包头市");
    expect(screen.queryByText("nobody opens persons"), "no room shows persons").toBeNull();
    expect(place.closest('[role="option"]')?.getAttribute("aria-selected")).toBe("true");
    fireEvent.keyDown(field, { key: "Enter" });
    expect(useLens.getState().scope).toEqual({ id: "u9", name: "包头市" });
    expect(screen.queryByRole("combobox"), "the palette has gone").toBeNull();
  });

  it("goes to the room that opens a hit", async () => {
    await shown();
    press("k", { ctrlKey: true });
    const field = await screen.findByRole("combobox");
    fireEvent.change(field, { target: { value: "yb" } });
    await screen.findByText("月报");
    fireEvent.keyDown(field, { key: "ArrowDown" });
    fireEvent.keyDown(field, { key: "Enter" });
    expect(location.hash).toBe("#/forms/f1");
    await screen.findByText("nothing here");
  });

  it("undoes through the ledger and says what was undone", async () => {
    await shown();
    press("z", { ctrlKey: true });
    await screen.findByText("已撤销：粘贴 36 处");
    expect(host.calls.filter(({ cmd }) => cmd === "undo")).toHaveLength(1);
    expect(
      host.calls.filter(({ cmd }) => cmd === "start").length,
      "the frame asks for the new state",
    ).toBeGreaterThan(1);
  });

  it("leaves Ctrl+Z to a text field", async () => {
    await shown();
    press("z", { ctrlKey: true }, screen.getByLabelText("draft"));
    expect(host.calls.some(({ cmd }) => cmd === "undo")).toBe(false);
  });

  it("opens the drawer by address, takes the focus in, and Esc gives it back", async () => {
    await shown();
    const opener = screen.getByText("target");
    opener.focus();
    fireEvent.click(opener);
    const drawer = await screen.findByRole("complementary", { name: "details t1" });
    expect(location.hash).toBe("#/home?open=t1");
    expect(document.activeElement).toBe(drawer);
    fireEvent.keyDown(screen.getByText("inside"), { key: "Escape" });
    await waitFor(() => expect(screen.queryByText("details t1")).toBeNull());
    expect(document.activeElement).toBe(opener);
  });

  it("keeps the frame when a page fails", async () => {
    await shown();
    const report = vi.spyOn(console, "error").mockImplementation(() => undefined);
    act(() => {
      location.hash = "#/failing";
      dispatchEvent(new HashChangeEvent("hashchange"));
    });
    await screen.findByText("这一页出错了");
    expect(screen.getByRole("navigation", { name: "主菜单" })).toBeTruthy();
    expect(report, "the failure is reported to the console").toHaveBeenCalled();
    report.mockRestore();
  });

  it("says so when there is no such room", async () => {
    await shown();
    act(() => {
      location.hash = "#/gone";
      dispatchEvent(new HashChangeEvent("hashchange"));
    });
    expect(screen.getByText("没有这一页")).toBeTruthy();
  });

  it("shows the keys that work now", async () => {
    await shown();
    press("/", { ctrlKey: true });
    const help = await screen.findByRole("dialog");
    expect(within(help).getByText("在各区域间移动")).toBeTruthy();
    expect(within(help).queryByText("填报表格"), "no grid on this page").toBeNull();
  });

  it("folds the menu and remembers it", async () => {
    await shown();
    press("b", { ctrlKey: true });
    expect(document.querySelector(".dz-frame")?.getAttribute("data-menu")).toBe("collapsed");
    expect(localStorage.getItem("duizhang.menu")).toBe("collapsed");
  });
});
