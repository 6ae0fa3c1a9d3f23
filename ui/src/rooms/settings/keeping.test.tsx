// 备份 and 恢复密钥 on a host in memory: a sealed copy needs its passphrase twice, and the paper is made and told of.
import { QueryClientProvider } from "@tanstack/react-query";
import { render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { setHost } from "../../platform";
import { type Handlers, type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { useNotices } from "../../state/notices";
import { exchange } from "../../text/exchange";
import { settings } from "../../text/settings";
import type { RecoveryView } from "../../wire/RecoveryView";
import { BackupPane } from "./BackupPane";
import { passphraseLack } from "./passphrase.logic";
import { RecoveryPane } from "./RecoveryPane";

const text = settings.backup;
const PASSPHRASE = "一条很长的备份口令";

let host: MemoryHost;
const closed = vi.fn();

const show = (pane: "backup" | "recovery", more: Handlers = {}, recovery: RecoveryView | null = null) => {
  host = memoryHost({
    signers: () => ({ signers: [], home: null, recovery: null }),
    backup: () => ({ path: "E:/台账-备份.dzs" }),
    make_recovery_key: () => ({ path: "E:/恢复密钥.pdf" }),
    ...more,
  });
  setHost(host);
  render(
    <QueryClientProvider client={queryClient()}>
      {pane === "backup" ? (
        <BackupPane onClose={closed} />
      ) : (
        <RecoveryPane recovery={recovery} writable onClose={closed} />
      )}
    </QueryClientProvider>,
  );
};

const asked = (name: string) => host.calls.filter(({ cmd }) => cmd === name).map(({ payload }) => payload);

beforeEach(() => {
  closed.mockClear();
  useNotices.setState({ notices: [] });
});

describe("a backup", () => {
  it("is sealed with a passphrase typed twice, by keyboard", async () => {
    const user = userEvent.setup();
    show("backup");
    expect(await screen.findByText(text.makeRecovery)).toBeTruthy();
    await user.type(screen.getByTestId("backup-passphrase"), PASSPHRASE);
    expect(screen.getByText(settings.passphrase.differ)).toBeTruthy();
    expect(screen.getByTestId("backup-go")).toHaveProperty("disabled", true);
    await user.type(screen.getByTestId("backup-again"), `${PASSPHRASE}{Enter}`);
    await waitFor(() => expect(asked("backup")).toEqual([{ path: null, passphrase: PASSPHRASE }]));
    await waitFor(() => expect(closed).toHaveBeenCalled());
  });

  it("may lie open, and a dialog that was given up leaves the pane", async () => {
    const user = userEvent.setup();
    show("backup", { backup: () => ({ path: null }) });
    await user.click(screen.getByText(text.open));
    await user.click(screen.getByTestId("backup-go"));
    await waitFor(() => expect(asked("backup")).toEqual([{ path: null }]));
    expect(closed).not.toHaveBeenCalled();
  });

  it.each([
    ["短", "短", settings.passphrase.short],
    [PASSPHRASE, "", settings.passphrase.differ],
    [PASSPHRASE, PASSPHRASE, null],
  ])("passphrase %s and again %s: %s", (passphrase, again, lack) => {
    expect(passphraseLack({ passphrase, again })).toBe(lack);
  });
});

it("the paper is made and said to be open", async () => {
  const user = userEvent.setup();
  show("recovery");
  expect(screen.getByText(exchange.recovery.none)).toBeTruthy();
  await user.click(screen.getByTestId("recovery-make"));
  expect((await screen.findByTestId("recovery-shown")).textContent).toContain("恢复密钥.pdf");
});

it("the copies that are made by themselves are sealed when somebody says so", async () => {
  const user = userEvent.setup();
  show(
    "recovery",
    { seal_backups: () => ({ entry: null, rooms: [], ids: [] }) },
    {
      fingerprint: "1234 5678",
      automatic: false,
      written: null,
    },
  );
  await user.click(screen.getByRole("switch", { name: exchange.recovery.automatic }));
  await waitFor(() => expect(asked("seal_backups")).toEqual([{ sealed: true }]));
});
