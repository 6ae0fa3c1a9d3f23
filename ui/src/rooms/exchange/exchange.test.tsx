// 报送 on a host in memory: what waits is ticked and packed, a stranger's package waits until its key is judged, what
// conflicts is resolved with a reason.
import { QueryClientProvider } from "@tanstack/react-query";
import { configure, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { setHost } from "../../platform";
import { type Handlers, type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { forgetKept } from "../../state/kept";
import { useNotices } from "../../state/notices";
import { replace } from "../../state/route";
import { exchange as text } from "../../text/exchange";
import type { ConflictView } from "../../wire/ConflictView";
import type { ExchangeView } from "../../wire/ExchangeView";
import type { OfferView } from "../../wire/OfferView";
import type { PackageLabel } from "../../wire/PackageLabel";
import { ExchangePage } from "./ExchangePage";
import {
  ALL_DOWN,
  choicesOf,
  contentOf,
  EVERYTHING,
  type Issuing,
  isShown,
  linesOf,
  type Narrowing,
  nameOf,
} from "./exchange.logic";

configure({ asyncUtilTimeout: 8000 });
vi.setConfig({ testTimeout: 30_000 });

const label: PackageLabel = {
  kind: "submission",
  kind_word: "报送包",
  from: "t1",
  from_name: "河东镇",
  to: "青原县",
  form_name: "改厕月报",
  unit_name: "河东镇",
  period_name: "2026年6月",
  version: 2,
  number: 3,
  made: "2026-07-02T14:02:00+08:00",
  maker: "李某",
  rows: 4,
  evidence: 0,
  key: "02aa",
  fingerprint: "1234 5678 9012 3456 7890 1234",
};

const view: ExchangeView = {
  key: { key: "02bb", fingerprint: "9999 8888 7777 6666 5555 4444", org_unit: "c", name: "青原县" },
  outgoing: [
    {
      report: { form: "f1", org_unit: "t1", period: "2026-06" },
      form_name: "改厕月报",
      unit_name: "河东镇",
      period_name: "2026年6月",
      state: "approved",
      state_word: "已上报",
      version: 1,
      to: "青原县",
      ready: true,
      sent: null,
      receipt: null,
    },
    {
      report: { form: "f1", org_unit: "t1", period: "2026-05" },
      form_name: "改厕月报",
      unit_name: "河东镇",
      period_name: "2026年5月",
      state: "draft",
      state_word: "填报中",
      version: 0,
      to: "青原县",
      ready: false,
      sent: null,
      receipt: null,
    },
  ],
  forms: [{ code: "f1", word: "改厕月报" }],
  reporters: [{ code: "t1", word: "河东镇" }],
  sent: [],
  received: [{ package: "d1", label, state: "refused", state_word: "未接收", reasons: [] }],
  missing: [{ name: "河东镇", numbers: [1, 2] }],
  conflicts: 1,
  folder: "/文档/对账收发",
};

const offer = (more: Partial<OfferView>): OfferView => ({
  name: "a.dzb",
  label,
  signer: null,
  verdict: "stranger",
  older: false,
  new: 0,
  changing: 0,
  conflicting: 0,
  problems: [],
  merged: false,
  ...more,
});

const conflict: ConflictView = {
  kind: "result",
  kind_word: "填报数",
  key: "i|ytd|t1|2026-06",
  title: "河东镇 · 改厕户数 · 2026年6月",
  contenders: ["120户", "130户"].map((said, at) => ({
    at: `w${at}:1:0`,
    text: said,
    written: { time: "2026-07-01T09:00:00+08:00", by: "李某", word: "填入", reason: "" },
    note: null,
    evidence: [{ digest: `d${at}`, name: `第${at + 1}份复核表.pdf`, size: 2048, picture: false, held: true }],
  })),
};

const changed = { entry: null, rooms: ["exchange"], ids: [] };

let asked: MemoryHost["calls"];

function show(page: string, handlers: Handlers = {}) {
  let trusted = false;
  const host = memoryHost({
    exchange: () => view,
    signers: () => ({ signers: [], home: null, recovery: null }),
    conflicts: () => [conflict],
    pack: () => ({ path: "/文档/对账收发/a.dzb", bytes: 900, label, changed }),
    inspect_packages: ({ files }) =>
      files.map(({ name }) => offer(trusted ? { name, verdict: "ready", new: 4 } : { name })),
    receive_packages: ({ files }) => ({
      offers: files.map(({ name }) => offer({ name, verdict: "ready", merged: true })),
      missing: [],
      conflicts: 0,
      changed,
    }),
    judge_signer: () => {
      trusted = true;
      return changed;
    },
    resolve: () => changed,
    work: () => ({ running: false, stage: null, done: 0, total: 0 }),
    ...handlers,
  });
  setHost(host);
  asked = host.calls;
  replace({ room: "exchange", query: page === "send" ? {} : { page } });
  return render(
    <QueryClientProvider client={queryClient()}>
      <ExchangePage />
      <div id="dz-side" />
    </QueryClientProvider>,
  );
}

beforeEach(() => {
  forgetKept();
  useNotices.setState({ notices: [] });
});

describe("lines", () => {
  it("are reports, receipts, what goes down and the card", () => {
    const lines = linesOf(view);
    expect(lines.map(({ request }) => request.kind)).toEqual([
      "submission",
      "submission",
      "receipt",
      "issue",
      "card",
    ]);
    expect(lines.map(({ waits }) => waits)).toEqual([true, false, false, false, false]);
    expect(lines[1]?.blocked, "what is not approved yet cannot go").toBe(text.send.notReady);
    expect(linesOf({ ...view, forms: [] }).some(({ id }) => id === "issue")).toBe(false);
  });

  it("are narrowed by form, unit and period, and only what is seen is packed", () => {
    expect(choicesOf(view).period.map(({ label }) => label)).toEqual(["2026年6月", "2026年5月"]);
    const shown = (more: Partial<Narrowing>) =>
      linesOf(view)
        .filter((line) => isShown(line, { ...EVERYTHING, ...more }))
        .flatMap(({ request }) => request.report?.period ?? []);
    expect(shown({})).toEqual(["2026-06", "2026-05"]);
    expect(shown({ period: "2026-05" })).toEqual(["2026-05"]);
    expect(shown({ form: "f2" })).toEqual([]);
    expect(shown({ unit: "t1", period: "2026-06" })).toEqual(["2026-06"]);
  });

  it("go down as chosen: forms, and one unit or all", () => {
    const issue = (issuing: Issuing) => linesOf(view, issuing).find(({ id }) => id === "issue");
    expect(issue(ALL_DOWN)?.request).toEqual({ kind: "issue", forms: [] });
    const chosen = issue({ forms: ["f1"], to: { id: "t1", name: "河东镇" } });
    expect(chosen?.request).toEqual({ kind: "issue", forms: ["f1"], to: "t1" });
    expect([chosen?.what, chosen?.to]).toEqual([text.send.issue(1), "河东镇"]);
  });

  it("say what a package is", () => {
    expect(nameOf(label)).toBe("报送包 第2版");
    expect(nameOf({ ...label, kind_word: "下达包", version: null })).toBe("下达包 第3批");
    expect(contentOf(label)).toBe("河东镇 · 改厕月报 · 2026年6月");
  });
});

it("packs what waits under the passphrase", async () => {
  const user = userEvent.setup();
  show("send");
  const button = await screen.findByTestId("exchange-pack");
  expect(button).toHaveProperty("disabled", true);
  await user.type(screen.getByTestId("exchange-passphrase"), "一条很长很长的口令");
  await user.click(button);
  await waitFor(() => expect(asked.filter(({ cmd }) => cmd === "pack")).toHaveLength(1));
  expect(asked.find(({ cmd }) => cmd === "pack")?.payload).toMatchObject({
    kind: "submission",
    report: { form: "f1", org_unit: "t1", period: "2026-06" },
    passphrase: "一条很长很长的口令",
    evidence: false,
  });
  await waitFor(() => expect(useNotices.getState().notices[0]?.what).toBe(text.send.done(1, view.folder)));
});

it("packs a 下达包 of the chosen form, and nothing that was narrowed away", async () => {
  const user = userEvent.setup();
  show("send");
  await user.click(await screen.findByLabelText(text.send.narrowing.period));
  await user.click(await screen.findByText("2026年5月", { selector: ".ant-select-item-option-content" }));
  const issue = screen.getByTestId("exchange-issue");
  await user.click(within(issue).getByLabelText(text.send.issueForms));
  await user.click(await screen.findByText("改厕月报", { selector: ".ant-select-item-option-content" }));
  await user.click(screen.getByRole("checkbox", { name: text.send.issue(1) }));
  await user.type(screen.getByTestId("exchange-passphrase"), "一条很长很长的口令");
  await user.click(screen.getByTestId("exchange-pack"));
  await waitFor(() => expect(asked.filter(({ cmd }) => cmd === "pack")).toHaveLength(1));
  expect(asked.find(({ cmd }) => cmd === "pack")?.payload).toMatchObject({ kind: "issue", forms: ["f1"] });
});

it("shows a stranger's package, lets a person judge its key, and merges", async () => {
  const user = userEvent.setup();
  show("receive");
  expect((await screen.findByTestId("exchange-missing")).textContent).toContain("第1批、第2批");
  await user.upload(screen.getByTestId("exchange-input"), new File(["x"], "甲.dzb"));
  const line = await screen.findByTestId("exchange-offer");
  expect(line.dataset.verdict).toBe("stranger");
  expect(screen.getByTestId("exchange-merge")).toHaveProperty("disabled", true);
  await user.click(within(line).getByTestId("exchange-trust"));
  expect((await screen.findByTestId("exchange-digits")).textContent).toBe(label.fingerprint);
  await user.click(screen.getByTestId("exchange-trust-go"));
  await waitFor(() => expect(screen.getByTestId("exchange-offer").dataset.verdict).toBe("ready"));
  await user.click(screen.getByTestId("exchange-merge"));
  await waitFor(() =>
    expect(screen.getByTestId("exchange-offer").textContent).toContain(text.receive.merged),
  );
  expect(asked.find(({ cmd }) => cmd === "judge_signer")?.payload).toMatchObject({
    key: "02aa",
    org_unit: "t1",
    relation: "subordinate",
    state: "trusted",
  });
});

it("resolves a conflict by keyboard, with both evidences looked at, a choice and a reason", async () => {
  const user = userEvent.setup();
  show("conflicts", { open_evidence: () => ({ path: "E:/复核表.pdf" }) });
  const form = await screen.findByTestId("exchange-conflict");
  const [first, second] = within(form).getAllByTestId("evidence-file");
  for (const [at, file] of [first, second].entries()) {
    const opens = within(file as HTMLElement)
      .getByText(`第${at + 1}份复核表.pdf`)
      .closest("button");
    opens?.focus();
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(asked.filter(({ cmd }) => cmd === "open_evidence").at(-1)?.payload).toEqual({
        digest: `d${at}`,
      }),
    );
  }
  within(form).getAllByRole("radio")[1]?.focus();
  await user.keyboard(" ");
  expect(within(form).getByTestId("exchange-resolve")).toHaveProperty("disabled", true);
  within(form).getByTestId("exchange-reason").focus();
  await user.keyboard("以复核表为准{Enter}");
  await waitFor(() =>
    expect(asked.find(({ cmd }) => cmd === "resolve")?.payload).toEqual({
      kind: "result",
      key: conflict.key,
      at: "w1:1:0",
      reason: "以复核表为准",
    }),
  );
});
