// The first page on a host in memory: opening, making a ledger, files in trouble.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { CallError, setHost } from "../../platform";
import { type Handlers, type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { start as text } from "../../text/start";
import { damaged, divisions, first, known, ledger } from "./fixtures";
import { StartPage } from "./StartPage";

// A busy machine takes its time over the first mount of the component library.
configure({ asyncUtilTimeout: 8000 });
vi.setConfig({ testTimeout: 30_000 });

let host: MemoryHost;

const open = async (more: Handlers = {}, hash = "#/") => {
  location.hash = hash;
  host = memoryHost({
    start: () => known,
    divisions,
    open_ledger: () => ledger,
    open_sample: () => ledger,
    ...more,
  });
  setHost(host);
  render(
    <QueryClientProvider client={queryClient()}>
      <StartPage />
    </QueryClientProvider>,
  );
  await screen.findByRole("heading", { level: 1 });
};

const asked = (cmd: string) => host.calls.filter((call) => call.cmd === cmd).map((call) => call.payload);
const refused = (code: string) => () => {
  throw new CallError({ code, data: [] });
};

beforeEach(() => {
  useNotices.setState({ notices: [] });
  useLens.getState().reset({ asOf: "", scope: { id: null, name: "" } });
});

describe("opening", () => {
  it("opens the sample and goes to 总览 under the ledger's own lens", async () => {
    await open();
    fireEvent.click(screen.getByText(text.sample));
    await waitFor(() => expect(location.hash).toBe("#/overview"));
    expect(useLens.getState().asOf).toBe("2026-06-30");
    expect(host.title).toBe(ledger.title);
  });

  it("opens a recent file by its path, and none that is gone", async () => {
    await open();
    await screen.findByText(known.recent[0]?.title ?? "");
    expect(screen.getByText(text.gone).closest("button")?.disabled).toBe(true);
    fireEvent.click(screen.getByText(known.recent[0]?.title ?? ""));
    await waitFor(() => expect(asked("open_ledger")).toEqual([{ path: known.recent[0]?.path }]));
  });

  it("opens a ledger that is dropped on the window, and nothing else", async () => {
    await open();
    act(() => host.drop({ kind: "drop", paths: ["D:/报表.xlsx"] }));
    act(() => host.drop({ kind: "drop", paths: ["D:/a.DZ"] }));
    await waitFor(() => expect(asked("open_ledger")).toEqual([{ path: "D:/a.DZ" }]));
  });

  it("says on the very first start what to do", async () => {
    await open({ start: () => first });
    expect(await screen.findByText(text.recentNone)).toBeTruthy();
  });

  it("says nothing when the dialog was given up, and tells other refusals as a notice", async () => {
    await open({ open_ledger: refused("cancelled"), open_sample: refused("io") });
    fireEvent.click(screen.getByText(text.open));
    await waitFor(() => expect(asked("open_ledger")).toHaveLength(1));
    expect(useNotices.getState().notices).toEqual([]);
    await waitFor(() => expect(screen.getByText(text.sample).closest("button")?.disabled).toBe(false));
    fireEvent.click(screen.getByText(text.sample));
    await waitFor(() => expect(useNotices.getState().notices).toHaveLength(1));
  });
});

describe("a new ledger", () => {
  const makeButton = () => document.querySelector("button[type=submit]") as HTMLElement;
  const type = (label: string, value: string) =>
    fireEvent.change(screen.getByLabelText(label), { target: { value } });

  it("is made from a place found by name, with who keeps it", async () => {
    await open({ create_ledger: () => ledger }, "#/start/new");
    type(text.placeSearchLabel, "固");
    expect(screen.getByText(text.placeShort)).toBeTruthy();
    type(text.placeSearchLabel, "固阳");
    await screen.findByText("内蒙古自治区 › 包头市");
    fireEvent.keyDown(screen.getByLabelText(text.placeSearchLabel), { key: "Enter" });
    expect(screen.getByText(text.placeBrings(93))).toBeTruthy();
    type(text.office, "县乡村振兴局");
    type(text.person, "张某");
    fireEvent.click(makeButton());
    await waitFor(() => expect(asked("create_ledger")).toHaveLength(1));
    const year = new Date().getFullYear();
    expect(asked("create_ledger")[0]).toEqual({
      path: null,
      title: text.suggestTitle("固阳县", year),
      division: "150222000000",
      office: "县乡村振兴局",
      person: "张某",
      phone: null,
    });
    await waitFor(() => expect(location.hash).toBe("#/overview"));
  });

  it("says what is missing, leads to the field, and asks nothing", async () => {
    await open({}, "#/start/new");
    fireEvent.click(makeButton());
    expect(screen.getByRole("alert").textContent).toContain(text.fix(4));
    expect(document.activeElement).toBe(screen.getByLabelText(text.placeSearchLabel));
    fireEvent.click(screen.getAllByText(text.required.person)[0] as HTMLElement);
    expect(document.activeElement).toBe(screen.getByLabelText(text.person));
    expect(asked("create_ledger")).toEqual([]);
  });

  it("says when no place has that name", async () => {
    await open({}, "#/start/new");
    type(text.placeSearchLabel, "不存在");
    expect(await screen.findByText(text.placeNone("不存在"))).toBeTruthy();
  });
});

describe("a backup", () => {
  const chosen = { path: "E:/台账-备份.dzs", sealed: true, passphrase: true, recovery: true };

  it("that is sealed asks for its word and becomes a ledger", async () => {
    await open({ choose_backup: () => chosen, restore_from: () => ledger });
    fireEvent.click(screen.getByText(text.backup));
    const word = await screen.findByTestId("restore-word");
    expect(screen.getByTestId("restore-go")).toHaveProperty("disabled", true);
    fireEvent.change(word, { target: { value: " 000011-135795 " } });
    fireEvent.submit(screen.getByRole("form", { name: text.backupTitle }));
    await waitFor(() =>
      expect(asked("restore_from")).toEqual([{ backup: chosen.path, path: null, word: "000011-135795" }]),
    );
    await waitFor(() => expect(location.hash).toBe("#/overview"));
  });

  it("that lies open asks for nothing", async () => {
    await open({ choose_backup: () => ({ ...chosen, sealed: false }), restore_from: () => ledger });
    fireEvent.click(screen.getByText(text.backup));
    fireEvent.click(await screen.findByTestId("restore-go"));
    await waitFor(() => expect(asked("restore_from")).toEqual([{ backup: chosen.path, path: null }]));
    expect(screen.queryByTestId("restore-word")).toBeNull();
  });

  it("whose word is wrong says so and waits for another", async () => {
    await open({ choose_backup: () => chosen, restore_from: refused("refused") });
    fireEvent.click(screen.getByText(text.backup));
    fireEvent.change(await screen.findByTestId("restore-word"), { target: { value: "记错的口令" } });
    fireEvent.click(screen.getByTestId("restore-go"));
    await waitFor(() => expect(screen.getByTestId("restore-word")).toHaveProperty("value", "记错的口令"));
    expect(location.hash).not.toBe("#/overview");
  });
});

describe("a file in trouble", () => {
  const openFirst = async (more: Handlers) => {
    await open(more);
    fireEvent.click(await screen.findByText(known.recent[0]?.title ?? ""));
  };

  const newest = { path: "D:/2022.dz.backups/1.dz", sealed: false, passphrase: false, recovery: false };

  it("stops at a damaged file, says what was found, and restores the newest backup", async () => {
    await openFirst({
      open_ledger: () => damaged,
      newest_backup: () => newest,
      restore_from: () => ledger,
    });
    await screen.findByText(text.damagedTitle);
    expect(screen.getByText(/page 412/)).toBeTruthy();
    expect(location.hash).not.toBe("#/overview");
    fireEvent.click(screen.getByText(text.restore));
    await waitFor(() => expect(asked("restore_from")).toEqual([{ backup: newest.path, path: damaged.path }]));
    expect(asked("newest_backup")).toEqual([{ path: damaged.path }]);
    await waitFor(() => expect(location.hash).toBe("#/overview"));
  });

  it("asks for the word of a newest backup that is sealed, and puts it in the same place", async () => {
    await openFirst({
      open_ledger: () => damaged,
      newest_backup: () => ({ ...newest, sealed: true, recovery: true }),
      restore_from: () => ledger,
    });
    fireEvent.click(await screen.findByText(text.restore));
    const field = await screen.findByLabelText(text.backupWords.key.label);
    expect(screen.getByText(text.backupHere)).toBeTruthy();
    fireEvent.change(field, { target: { value: "签名用的口令" } });
    fireEvent.click(screen.getByTestId("restore-go"));
    await waitFor(() =>
      expect(asked("restore_from")).toEqual([
        { backup: newest.path, path: damaged.path, word: "签名用的口令" },
      ]),
    );
    await waitFor(() => expect(location.hash).toBe("#/overview"));
  });

  it("lets a damaged ledger be read", async () => {
    await openFirst({ open_ledger: () => damaged });
    fireEvent.click(await screen.findByText(text.lookAnyway));
    await waitFor(() => expect(location.hash).toBe("#/overview"));
  });

  it.each([
    ["newer_file", text.newerTitle],
    ["not_a_ledger", text.notLedgerTitle],
    ["busy", text.busyTitle],
    ["damaged", text.unreadableTitle],
  ])("%s has a page of its own and a way back", async (code, title) => {
    await openFirst({ open_ledger: refused(code) });
    await screen.findByText(title);
    fireEvent.click(screen.getByText(text.backHome));
    expect(screen.getByText(text.sample)).toBeTruthy();
  });
});
