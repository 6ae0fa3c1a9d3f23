// 评价规则 and 数据审核 on a host in memory: a table is edited line by line, said to be wrong where it lacks a case, tried while it is
// edited, and put in force with its reason.
import { QueryClientProvider } from "@tanstack/react-query";
import { configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { setHost } from "../../platform";
import { type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { settings } from "../../text/settings";
import type { AssessmentSettings } from "../../wire/AssessmentSettings";
import type { LampLine } from "../../wire/LampLine";
import type { LampsView } from "../../wire/LampsView";
import type { SettingsView } from "../../wire/SettingsView";
import { calendarOf, draftOfCalendar, isNewCalendar, yearsOf } from "./calendar.logic";
import { checksOf, draftOfChecks, isNewChecks, toggledClass } from "./checks.logic";
import {
  boundOf,
  divided,
  draftOf,
  isNew,
  presetOf,
  settingsOf,
  statusRows,
  withLine,
  without,
} from "./rules.logic";
import { SettingsPage } from "./SettingsPage";

configure({ asyncUtilTimeout: 8000 });
vi.setConfig({ testTimeout: 30_000 });

const text = settings.rules;

const line = (status: string, lamp: string, points: number | null = null): LampLine => ({
  status,
  lamp,
  bound: points === null ? null : "points",
  at_most: points,
});

const standard: LampsView = {
  preset: "standard",
  name: "标准",
  rules: [line("done", "blue"), line("on_track", "green"), line("behind", "yellow")],
};
const stern: LampsView = {
  preset: "stern",
  name: "从严",
  rules: [line("done", "green"), line("on_track", "green"), line("behind", "red")],
};
const held: AssessmentSettings = {
  tolerance_points: "0.05",
  far_behind_points: "10",
  completed_periods_only: true,
  approx_tolerance: "0.05",
  lamps: standard,
};
const named = (code: string, word: string) => ({ code, word });
const statuses = [named("done", "已完成"), named("on_track", "达到序时"), named("behind", "滞后")];
const view: SettingsView = {
  locked: null,
  assessment: held,
  shipped: held,
  written: null,
  conflict: false,
  presets: [standard, stern],
  statuses,
  lamps: [named("blue", "蓝"), named("green", "绿"), named("yellow", "黄"), named("red", "红")],
  checks: {
    off: [],
    jump_percent: "30",
    large_percent: "50",
    jump_steps: 5,
    same_periods: 3,
    round_periods: 3,
    outlier_score: "3.5",
    outlier_least: 8,
    slip_least: 3,
    twin_columns: 3,
    relations: [],
  },
  checks_written: null,
  checks_conflict: false,
  calendar: { off: ["2026-01-01..2026-01-03"], worked: ["2026-01-04"] },
  calendar_written: null,
  calendar_conflict: false,
  classes: [named("trend", "趋势审核"), named("twins", "重复审核")],
};

describe("the draft", () => {
  it("goes out as it came in, and is new only where it says something else", () => {
    const draft = draftOf(held);
    expect(draft.approx, "a share is edited in per cent").toBe("5");
    expect(settingsOf(draft)).toEqual({ ...held, lamps: { ...standard, name: "" } });
    expect(isNew({ ...draft, reason: "依据" }, held)).toBe(false);
    expect(isNew({ ...draft, tolerance: "1" }, held)).toBe(true);
    expect(settingsOf({ ...draft, approx: "2.5" }).approx_tolerance).toBe("0.025");
  });

  it("divides a status into bands that go further and further, and takes one out again", () => {
    const once = divided(standard.rules, "behind");
    expect(once.slice(2)).toEqual([line("behind", "yellow", 10), line("behind", "yellow")]);
    const twice = divided(once, "behind");
    expect(twice.slice(2).map((l) => l.at_most)).toEqual([10, 20, null]);
    const rows = statusRows(twice, statuses);
    expect(rows[2]?.bands.map(({ rest }) => rest)).toEqual([false, false, true]);
    expect(without(without(twice, 2), 2)).toEqual(standard.rules);
    expect(divided(without(standard.rules, 2), "behind").at(-1)).toEqual(line("behind", "grey"));
    expect(divided(standard.rules, "on_track").slice(1, 3)).toEqual([
      { status: "on_track", lamp: "green", bound: "days_left", at_most: 30 },
      line("on_track", "green"),
    ]);
  });

  it.each([
    ["points", [10, 20], { bound: "points", at_most: 30 }],
    ["months", [], { bound: "months", at_most: 1 }],
    ["quarter", [10], { bound: "quarter", at_most: null }],
    ["days_left", [10], { bound: "days_left", at_most: 30 }],
  ])("a bound of %s goes a step further than those of its kind", (kind, points, expected) => {
    expect(
      boundOf(
        kind,
        points.map((most) => line("behind", "yellow", most)),
      ),
    ).toEqual(expected);
  });

  it("is a shipped table again once it says the same", () => {
    const own = withLine(standard.rules, 2, { lamp: "red" });
    expect(presetOf(own, view.presets)).toBeNull();
    expect(presetOf(withLine(own, 0, { lamp: "green" }), view.presets)).toBe("stern");
  });
});

describe("the data checks", () => {
  it("go out as they came in, and are new only where they say something else", () => {
    const draft = draftOfChecks(view.checks);
    expect(checksOf(draft)).toEqual(view.checks);
    expect(isNewChecks({ ...draft, off: toggledClass(draft.off, "twins") }, view.checks)).toBe(true);
    expect(toggledClass(["twins"], "twins")).toEqual([]);
    expect(checksOf({ ...draft, same_periods: "x" }).same_periods, "refused by its range").toBe(0);
  });

  it("are looked at by whoever may not set them, with whose they are", async () => {
    location.hash = "#/settings?page=checks";
    const locked = {
      code: "permission.whole",
      severity: "error",
      place: "u1",
      detail: ["改台账的设置", "县督查室"],
    };
    setHost(
      memoryHost({
        start: () => ({ recent: [], open: null, version: "" }),
        settings: () => ({ ...view, locked }),
        catalogue: () => ({ indicators: [], programmes: [], usual_rules: [], attributes: [] }),
      }),
    );
    render(
      <QueryClientProvider client={queryClient()}>
        <SettingsPage />
      </QueryClientProvider>,
    );
    expect((await screen.findByTestId("settings-locked")).textContent).toContain("归县督查室管");
    expect(screen.getByLabelText("重复审核").closest("fieldset")?.disabled, "nothing is typed").toBe(true);
    expect(screen.getByTestId<HTMLButtonElement>("rules-set").disabled).toBe(true);
  });

  it("are put in force from their page", async () => {
    location.hash = "#/settings?page=checks";
    const host = memoryHost({
      start: () => ({ recent: [], open: null, version: "" }),
      settings: () => view,
      catalogue: () => ({ indicators: [], programmes: [], usual_rules: [], attributes: [] }),
      set_checks: () => ({ entry: null, rooms: ["settings"], ids: [] }),
    });
    setHost(host);
    render(
      <QueryClientProvider client={queryClient()}>
        <SettingsPage />
      </QueryClientProvider>,
    );
    fireEvent.click(await screen.findByLabelText("重复审核"));
    const [label, unit] = settings.checks.fields.jump_percent ?? [];
    fireEvent.change(screen.getByLabelText(`${label}${unit}`), { target: { value: "50" } });
    fireEvent.submit(screen.getByTestId("rules-set").closest("form") as HTMLFormElement);
    await waitFor(() => expect(host.calls.some(({ cmd }) => cmd === "set_checks")).toBe(true));
    const sent = host.calls.find(({ cmd }) => cmd === "set_checks")?.payload;
    expect(sent).toMatchObject({ checks: { off: ["twins"], jump_percent: "50" }, reason: "" });
  });
});

describe("the page", () => {
  let host: MemoryHost;

  const open = async () => {
    location.hash = "#/settings?page=rules";
    host = memoryHost({
      start: () => ({ recent: [], open: null, version: "" }),
      settings: () => view,
      set_settings: () => ({ entry: null, rooms: ["settings", "assessment"], ids: [] }),
      try_lamps: ({ rules }) => {
        const lacks = !rules.some(({ status, bound }) => status === "behind" && bound === null);
        return lacks
          ? {
              counts: [],
              problems: [
                {
                  code: "lamps.uncovered",
                  severity: "error",
                  place: "lamps",
                  detail: ["behind", "滞后", "超过10个百分点"],
                },
              ],
            }
          : {
              counts: [{ lamp: rules.find(({ status }) => status === "behind")?.lamp ?? "", count: 7 }],
              problems: [],
            };
      },
    });
    setHost(host);
    render(
      <QueryClientProvider client={queryClient()}>
        <SettingsPage />
      </QueryClientProvider>,
    );
    await screen.findByTestId("lamp-table");
  };
  const trial = () => screen.findByTestId("rules-trial");
  const put = () => screen.getByTestId("rules-set") as HTMLButtonElement;

  beforeEach(() => {
    useNotices.setState({ notices: [] });
    useLens.getState().reset({ asOf: "2022-06-30", scope: { id: "c", name: "青原县" } });
  });

  it("says what the table shows today, and sets nothing that is not new", async () => {
    await open();
    await waitFor(async () => expect((await trial()).textContent).toContain("黄 7"));
    expect((await trial()).textContent).toContain("2022年6月底青原县");
    expect(put().disabled).toBe(true);
    expect(screen.getByText(text.shipped)).toBeTruthy();
  });

  it("refuses a table that lacks a case in words, and shows where", async () => {
    await open();
    const row = screen.getByText("滞后").closest("tbody") as HTMLElement;
    fireEvent.click(within(row).getByText(text.divide));
    const removes = within(row).getAllByLabelText(text.removeOf("滞后"));
    fireEvent.click(removes.at(-1) as HTMLElement);
    await waitFor(async () =>
      expect((await trial()).textContent).toContain("“滞后”超过10个百分点时没有灯。"),
    );
    expect(row.dataset.lacking).toBe("true");
    expect(put().disabled).toBe(true);
  });

  it("puts the rules in force with their reason", async () => {
    await open();
    fireEvent.change(screen.getByLabelText(text.tolerance), { target: { value: "1" } });
    fireEvent.change(screen.getByTestId("rules-reason"), { target: { value: " 办法 " } });
    await waitFor(() => expect(put().disabled).toBe(false));
    fireEvent.submit(put().closest("form") as HTMLFormElement);
    await waitFor(() => expect(useNotices.getState().notices.at(-1)?.what).toBe(text.done));
    const sent = host.calls.find(({ cmd }) => cmd === "set_settings")?.payload;
    expect(sent).toMatchObject({ assessment: { tolerance_points: "1" }, reason: "办法" });
  });
});

describe("the days off", () => {
  it("go out as they came in, whatever stands between their lines", () => {
    const draft = draftOfCalendar(view.calendar);
    expect(draft).toEqual({ off: "2026-01-01至2026-01-03", worked: "2026-01-04" });
    expect(isNewCalendar({ ...draft, worked: " 2026-01-04 \n\n" }, view.calendar)).toBe(false);
    expect(isNewCalendar({ ...draft, worked: "" }, view.calendar)).toBe(true);
    expect(yearsOf(calendarOf({ off: "2027-01-01\n2026-05-01", worked: "国庆" }))).toEqual(["2026", "2027"]);
  });

  it("are read out of a notice, then put in force", async () => {
    location.hash = "#/settings?page=calendar";
    const host = memoryHost({
      start: () => ({ recent: [], open: null, version: "" }),
      settings: () => view,
      read_notice: ({ calendar }) => ({ ...calendar, worked: [...calendar.worked, "2027-02-06"] }),
      set_calendar: () => ({ entry: null, rooms: ["settings"], ids: [] }),
    });
    setHost(host);
    render(
      <QueryClientProvider client={queryClient()}>
        <SettingsPage />
      </QueryClientProvider>,
    );
    const text = "2027年安排：2月6日（周六）上班。";
    fireEvent.change(await screen.findByTestId("calendar-notice"), { target: { value: text } });
    fireEvent.click(screen.getByTestId("calendar-read"));
    const worked = screen.getByTestId("calendar-worked") as HTMLTextAreaElement;
    await waitFor(() => expect(worked.value).toBe("2026-01-04\n2027-02-06"));
    fireEvent.submit(screen.getByTestId("rules-set").closest("form") as HTMLFormElement);
    await waitFor(() => expect(host.calls.some(({ cmd }) => cmd === "set_calendar")).toBe(true));
    expect(host.calls.find(({ cmd }) => cmd === "set_calendar")?.payload).toEqual({
      calendar: { off: ["2026-01-01至2026-01-03"], worked: ["2026-01-04", "2027-02-06"] },
      reason: "",
    });
  });
});
