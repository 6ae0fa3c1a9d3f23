// 人员 on a host in memory: who is listed, what a person will do is said before it is put, what the ledger refuses is said
// in place, one's own passcode; by keyboard.
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { devHost } from "../../dev/host";
import { CallError, setHost } from "../../platform";
import type { Handlers, MemoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { settings } from "../../text/settings";
import type { LedgerView } from "../../wire/LedgerView";
import type { PersonView } from "../../wire/PersonView";
import type { StartView } from "../../wire/StartView";
import { consequence, draftOf, lackOf, mayKeep, passcodeLack, requestOf } from "./people.logic";
import { SettingsPage } from "./SettingsPage";

const text = settings.people;

const person = (id: string, name: string, more: Partial<PersonView> = {}): PersonView => ({
  id,
  name,
  office: "银号镇人民政府",
  role: "填报人",
  roles: ["reporter"],
  org_unit: "u1",
  org_unit_name: "银号镇",
  phone: null,
  passcode: false,
  ...more,
});

const head = person("p1", "张某", { role: "审定人", roles: ["approver"] });
const clerk = person("p2", "王某", { phone: "0472-5550101" });

describe("a person", () => {
  it("begins where the one at the desk works", () => {
    expect(draftOf(null, head)).toEqual({
      name: "",
      office: "银号镇人民政府",
      unit: { id: "u1", name: "银号镇" },
      roles: ["reporter"],
      phone: "",
    });
  });

  const whole = draftOf(clerk, head);
  it.each([
    [{ name: " " }, text.lacks.name],
    [{ office: "" }, text.lacks.office],
    [{ unit: { id: "", name: "" } }, text.lacks.unit],
    [{ roles: [] }, text.lacks.roles],
    [{}, text.lacks.same],
    [{ phone: "1" }, null],
    [{ roles: ["reviewer", "reporter"] }, null],
  ])("with %j lacks %s", (more, lack) => {
    expect(lackOf({ ...whole, ...more }, clerk)).toBe(lack);
  });

  it("is put trimmed, with roles in their order, and says what follows", () => {
    const draft = { ...whole, name: " 王某某 ", roles: ["reviewer", "reporter"], phone: " " };
    expect(requestOf(draft, clerk)).toEqual({
      id: "p2",
      name: "王某某",
      office: "银号镇人民政府",
      org_unit: "u1",
      roles: ["reporter", "reviewer"],
      phone: null,
    });
    expect(consequence(draft)).toBe("王某某（银号镇人民政府）作为填报人、审核人，办理银号镇和它下级的报表。");
  });

  it("is changed by approvers and supervisors, and by anybody while there is nobody", () => {
    expect([head, clerk].map((me) => mayKeep(me, [head, clerk]))).toEqual([true, false]);
    expect(mayKeep(clerk, [])).toBe(true);
  });

  it.each([
    [{ old: "", fresh: "2468", again: "2468" }, true, text.passcodeLacks.old],
    [{ old: "", fresh: "246", again: "246" }, false, text.passcodeLacks.short],
    [{ old: "", fresh: "2468", again: "2486" }, false, text.passcodeLacks.differ],
    [{ old: "1357", fresh: "2468", again: "2468" }, true, null],
  ])("a passcode of %j lacks %s %s", (typed, has, lack) => {
    expect(passcodeLack(typed, has)).toBe(lack);
  });
});

describe("the page", () => {
  let host: MemoryHost;

  const open = async (me: PersonView, query = "", more: Handlers = {}) => {
    location.hash = `#/settings?page=people${query}`;
    const { open: ledger } = (await devHost().rpc("start", {})) as StartView;
    host = devHost({
      start: () => ({ recent: [], open: { ...(ledger as LedgerView), person: me }, version: "" }),
      people: () => [me, ...[head, clerk].filter(({ id }) => id !== me.id)],
      put_person: () => ({ entry: "e", rooms: ["org"], ids: [] }),
      remove_person: () => ({ entry: "e", rooms: ["org"], ids: [] }),
      set_passcode: () => me,
      ...more,
    });
    setHost(host);
    render(
      <QueryClientProvider client={queryClient()}>
        <SettingsPage />
      </QueryClientProvider>,
    );
    await screen.findAllByTestId("person-line");
  };
  const sent = (cmd: string) => host.calls.filter((call) => call.cmd === cmd).map(({ payload }) => payload);
  const told = () => useNotices.getState().notices.map(({ what }) => what);
  const type = (field: string, value: string) =>
    fireEvent.change(screen.getByTestId(field), { target: { value } });

  beforeEach(() => {
    useNotices.setState({ notices: [] });
    useLens.setState({ asOf: "2026-06-30", scope: { id: "u0", name: "青原县" } });
  });

  it("registers a person from the keyboard", async () => {
    const user = userEvent.setup();
    await open(head, "&person=new");
    expect(screen.getByTestId("person-says").textContent).toBe(text.lacks.name);
    await user.type(screen.getByTestId("person-name"), "赵某");
    expect(screen.getByTestId("person-says").textContent).toContain("赵某（银号镇人民政府）作为填报人");
    await user.keyboard("{Enter}");
    await waitFor(() => expect(told()).toEqual([text.done.add("赵某")]));
    expect(sent("put_person")).toEqual([
      { id: null, name: "赵某", office: "银号镇人民政府", org_unit: "u1", roles: ["reporter"], phone: null },
    ]);
  });

  it("names the place of somebody before any search has answered", async () => {
    await open(head, "&person=p2", { search: () => new Promise(() => {}) });
    const field = await screen.findByRole("button", { name: `${text.fields.unit} ${clerk.org_unit_name}` });
    expect(field.textContent).not.toContain(clerk.org_unit);
  });

  it("says in place what the ledger refuses", async () => {
    await open(head, "&person=p1", {
      put_person: () => {
        throw new CallError({
          code: "refused",
          data: null,
          problems: [{ code: "person.last_keeper", severity: "error", place: "p1", detail: [] }],
        });
      },
    });
    type("person-name", "张某某");
    fireEvent.click(screen.getByTestId("person-put"));
    await waitFor(() =>
      expect(screen.getByTestId("person-says").textContent).toMatch(/^至少要有一个人能管理人员。/),
    );
    expect(told(), "not told a second time").toEqual([]);
  });

  it("removes somebody else with a reason, never oneself", async () => {
    await open(head, "&person=p2");
    expect(screen.getByTestId<HTMLButtonElement>("person-remove").disabled).toBe(true);
    type("person-reason", "调离");
    fireEvent.click(screen.getByTestId("person-remove"));
    await waitFor(() => expect(sent("remove_person")).toEqual([{ id: "p2", reason: "调离" }]));
    fireEvent.click(screen.getAllByTestId("person-line")[0] as HTMLElement);
    await screen.findByTestId("passcode-new");
    expect(screen.queryByTestId("person-remove")).toBeNull();
  });

  it("gives oneself a passcode", async () => {
    await open({ ...clerk, passcode: true }, "&person=p2");
    expect(screen.queryByTestId("person-put"), "a clerk changes no persons").toBeNull();
    type("passcode-old", "1357");
    type("passcode-new", "2468");
    expect(screen.getByTestId("passcode-says").textContent).toBe(text.passcodeLacks.differ);
    type("passcode-again", "2468");
    fireEvent.click(screen.getByTestId("passcode-set"));
    await waitFor(() => expect(sent("set_passcode")).toEqual([{ old: "1357", new: "2468" }]));
    await waitFor(() => expect(told()).toEqual([text.passcodeDone]));
  });
});
