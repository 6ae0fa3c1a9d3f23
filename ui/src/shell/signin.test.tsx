// Changing places at a shared laptop, locking, and the wait after wrong passcodes, on a clock that the test holds.
import { QueryClientProvider } from "@tanstack/react-query";
import { act, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { devHost } from "../dev/host";
import { CallError, setHost } from "../platform";
import type { MemoryHost } from "../platform/memory";
import { queryClient } from "../state/ask";
import { startKeys } from "../state/keys";
import { entered, useLedger } from "../state/ledger";
import { useNotices } from "../state/notices";
import { shell } from "../text/shell";
import type { LedgerView } from "../wire/LedgerView";
import type { PersonView } from "../wire/PersonView";
import type { StartView } from "../wire/StartView";
import { Frame } from "./Frame";
import { PasscodeForm } from "./PasscodeForm";

const text = shell.signIn;

const person = (id: string, name: string, passcode: boolean): PersonView => ({
  id,
  name,
  office: "银号镇人民政府",
  role: "填报人",
  roles: ["reporter"],
  org_unit: "u1",
  org_unit_name: "银号镇",
  phone: null,
  passcode,
});

const [zhang, wang, li] = [
  person("p1", "张某", true),
  person("p2", "王某", false),
  person("p3", "李某", true),
];

const refusal = (code: string, ...detail: string[]) =>
  new CallError({
    code: "refused",
    data: null,
    problems: [{ code, severity: "error", place: "p1", detail }],
  });

let host: MemoryHost;
let ledger: LedgerView;
const signedIn = () => host.calls.filter(({ cmd }) => cmd === "sign_in").map(({ payload }) => payload);
const told = () => useNotices.getState().notices.map(({ what }) => what);

function Program() {
  const { start, ledger: open } = useLedger();
  return start && open ? <Frame rooms={[]} start={start} ledger={open} /> : null;
}

describe("the person at the desk", () => {
  let stopKeys: () => void;

  const shown = async (me: PersonView, locked = false) => {
    const { open } = (await devHost().rpc("start", {})) as StartView;
    ledger = { ...(open as LedgerView), person: me, locked };
    host = devHost({
      start: () => ({ recent: [], open: ledger, version: "" }),
      people: () => [zhang, wang, li],
      lock: () => {
        ledger = { ...ledger, locked: true };
        return ledger.person;
      },
      sign_in: ({ id, passcode }) => {
        const next = [zhang, wang, li].find((one) => one.id === id) ?? wang;
        if (next.passcode && passcode !== "2468") throw refusal("passcode.wrong");
        ledger = { ...ledger, person: next, locked: false };
        return next;
      },
    });
    setHost(host);
    entered(ledger);
    render(
      <QueryClientProvider client={queryClient()}>
        <Program />
      </QueryClientProvider>,
    );
    await screen.findByTestId("person-menu");
  };
  const choose = async (words: string | RegExp) => {
    fireEvent.click(screen.getByTestId("person-menu"));
    fireEvent.click(await screen.findByText(words));
  };
  const say = (passcode: string) => {
    fireEvent.change(screen.getByTestId("passcode"), { target: { value: passcode } });
    fireEvent.click(screen.getByTestId("passcode-send"));
  };

  beforeEach(() => {
    useNotices.setState({ notices: [] });
    stopKeys = startKeys();
  });
  afterEach(() => stopKeys());

  it("changes to somebody without a passcode at once", async () => {
    await shown(zhang);
    await choose(/^王某/);
    await waitFor(() => expect(screen.getByTestId("person-menu").textContent).toContain("王某"));
    expect(signedIn()).toEqual([{ id: "p2", passcode: "" }]);
    expect(told()).toEqual([text.done("王某")]);
  });

  it("asks for a passcode where there is one, and says beside it that it is wrong", async () => {
    await shown(wang);
    await choose(/^李某/);
    await screen.findByText(text.title("李某"));
    say("0000");
    await screen.findByText(/^口令不对。/);
    expect(told(), "not told a second time").toEqual([]);
    say("2468");
    await waitFor(() => expect(screen.getByTestId("person-menu").textContent).toContain("李某"));
  });

  it("locks with Ctrl+L, says so, and the passcode unlocks", async () => {
    await shown(zhang);
    fireEvent.keyDown(document.body, { key: "l", ctrlKey: true });
    await screen.findByText(text.locked("张某"));
    say("2468");
    await waitFor(() => expect(screen.queryByText(text.locked("张某"))).toBeNull());
    expect(signedIn()).toEqual([{ id: "p1", passcode: "2468" }]);
  });

  it("shows the way to a passcode to who has none", async () => {
    await shown(wang);
    fireEvent.keyDown(document.body, { key: "l", ctrlKey: true });
    await screen.findByText(text.noPasscode);
    fireEvent.click(screen.getByText(text.setPasscode));
    expect(location.hash).toBe("#/settings?page=people&person=p2");
    expect(host.calls.some(({ cmd }) => cmd === "lock")).toBe(false);
  });
});

describe("waiting", () => {
  let now = 0;
  const clock = () => now;
  const pass = (milliseconds: number) =>
    act(async () => {
      now += milliseconds;
      await vi.advanceTimersByTimeAsync(milliseconds);
    });

  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] }));
  afterEach(() => void vi.useRealTimers());

  it("counts down by one timer a second and lets in when it is over", async () => {
    const answers = [refusal("passcode.wait", "3")];
    host = devHost({
      sign_in: () => {
        const refused = answers.pop();
        if (refused) throw refused;
        return zhang;
      },
    });
    setHost(host);
    const onDone = vi.fn();
    render(
      <QueryClientProvider client={queryClient()}>
        <PasscodeForm person={zhang} label="unlock" clock={clock} onDone={onDone} />
      </QueryClientProvider>,
    );
    const button = () => screen.getByTestId<HTMLButtonElement>("passcode-send");
    const type = () => fireEvent.change(screen.getByTestId("passcode"), { target: { value: "2468" } });
    type();
    fireEvent.click(button());
    await pass(0);
    expect(screen.getByRole("status").textContent).toBe(text.waits(3));
    type();
    await pass(1000);
    expect(screen.getByRole("status").textContent).toBe(text.waits(2));
    expect(button().disabled).toBe(true);
    await pass(999);
    expect(screen.getByRole("status").textContent).toBe(text.waits(2));
    await pass(1001);
    expect(screen.getByRole("status").textContent).toBe("");
    expect(button().disabled).toBe(false);
    fireEvent.click(button());
    await pass(0);
    expect(onDone).toHaveBeenCalledOnce();
    expect(signedIn()).toHaveLength(2);
  });
});
