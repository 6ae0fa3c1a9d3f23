// 指标 on a host in memory: found by words, told with its rules, changed with a reason, continued, taken back; by keyboard.
import { QueryClientProvider } from "@tanstack/react-query";
import { fireEvent, render, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it } from "vitest";
import { devHost } from "../../dev/host";
import { indicatorView, usualRules } from "../../dev/indicator";
import { AS_USUAL, fitting, withPlaceRule } from "../../forms/indicator.logic";
import { CallError, setHost } from "../../platform";
import type { Handlers, MemoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { useNotices } from "../../state/notices";
import { indicators } from "../../text/indicators";
import type { IndicatorUsesView } from "../../wire/IndicatorUsesView";
import { draftOf, found, lackOf, ordered, requestOf, usualOf } from "./indicators.logic";
import { SettingsPage } from "./SettingsPage";

const text = indicators.page;

const done = indicatorView({ id: "done", name: "改厕户数", uom: "户", definition: "当年完成", uses: 2 });
const due = indicatorView({ id: "due", name: "应改厕户数", uom: "户", programme_path: ["六大工程"] });
const rate = indicatorView({
  id: "rate",
  name: "改厕率",
  uom: "%",
  accumulation: "ratio",
  place_rule: "none",
});
const all = [done, due, rate];

const UNUSED: IndicatorUsesView = { targets: [], forms: [], indicators: [], outcomes: 0, cells: 0 };
const USED: IndicatorUsesView = {
  ...UNUSED,
  targets: [{ id: "t1", name: "改厕户数", org_unit_name: "青原县" }],
  cells: 12,
};

describe("an indicator that is written", () => {
  const ratio = usualOf(usualRules, "ratio");

  it("leaves to its kind what is as usual", () => {
    expect(draftOf(done, usualRules).rules).toEqual(AS_USUAL);
    expect(draftOf({ ...done, place_rule: "max" }, usualRules).rules.place_rule).toBe("max");
  });

  it("that continues another begins like it, without its id", () => {
    const draft = draftOf(null, usualRules, done);
    expect([draft.id, draft.continues, draft.uom]).toEqual(["", "done", "户"]);
    expect(requestOf(draft, "")).toMatchObject({
      id: null,
      continues: "done",
      indicator: { time_rule: null },
    });
  });

  it("keeps of the rules what fits another kind", () => {
    const chosen = { ...AS_USUAL, time_rule: "max", place_rule: "sum" };
    expect(fitting(chosen, ratio)).toEqual({ ...AS_USUAL, time_rule: "max", place_rule: "" });
    expect(fitting(chosen, usualOf(usualRules, "ytd"))).toEqual({ ...AS_USUAL, place_rule: "sum" });
  });

  it("gives up parts that its rule does not ask for", () => {
    const of = { ...AS_USUAL, place_rule: "ratio_of_sums", numerator: "done", denominator: "due" };
    expect(withPlaceRule(of, "weighted_mean", ratio)).toEqual({ ...AS_USUAL, place_rule: "weighted_mean" });
  });

  const whole = draftOf(rate, usualRules);
  const ruled = (more: Partial<typeof AS_USUAL>) => ({ rules: { ...AS_USUAL, ...more } });
  it.each([
    ["a name", { name: " " }, "", text.lacks.name],
    ["a unit", { uom: "", accumulation: "ytd" }, "", text.lacks.uom],
    ["a change", {}, "核定", text.lacks.same],
    ["a numerator", ruled({ place_rule: "ratio_of_sums" }), "核定", text.lacks.numerator],
    [
      "a denominator",
      ruled({ place_rule: "ratio_of_sums", numerator: "done" }),
      "核定",
      text.lacks.denominator,
    ],
    ["a weight", ruled({ place_rule: "weighted_mean" }), "核定", text.lacks.weight],
    ["a reason", { name: "户厕改造率" }, " ", text.lacks.reason],
    ["nothing", { name: "户厕改造率" }, "核定", null],
  ])("lacks %s", (_, more, reason, lack) => {
    expect(lackOf({ ...whole, ...more }, whole, true, reason, ratio)).toBe(lack);
  });

  it("stands where it hangs, the rest after that", () => {
    const programmes = [{ id: "p", name: "工程", parent: null, kind: "工程" }];
    const hung = { ...rate, programme: "p" };
    const catalogue = { indicators: [due, done, hung], programmes, usual_rules: [], attributes: [] };
    expect(ordered(catalogue).map(({ id }) => id)).toEqual(["rate", "done", "due"]);
  });

  it.each([
    ["", ["done", "due", "rate"]],
    ["改厕 户", ["done", "due"]],
    ["当年", ["done"]],
    ["六大", ["due"]],
    ["污水", []],
  ])("is found by %j", (words, ids) => {
    expect(found(all, words).map(({ id }) => id)).toEqual(ids);
  });
});

describe("the page", () => {
  let host: MemoryHost;

  const open = async (query = "", more: Handlers = {}) => {
    location.hash = `#/settings?page=indicators${query}`;
    host = devHost({
      catalogue: () => ({ indicators: all, programmes: [], usual_rules: usualRules, attributes: [] }),
      indicator_uses: ({ id }) => (id === "done" ? USED : UNUSED),
      put_indicator: () => ({ entry: "e", rooms: ["programmes"], ids: ["x"] }),
      retract_indicator: () => ({ entry: "e", rooms: ["programmes"], ids: ["rate"] }),
      ...more,
    });
    setHost(host);
    render(
      <QueryClientProvider client={queryClient()}>
        <SettingsPage />
      </QueryClientProvider>,
    );
    await screen.findAllByTestId("indicator-line");
  };
  const sent = (cmd: string) => host.calls.filter((call) => call.cmd === cmd).map(({ payload }) => payload);
  const told = () => useNotices.getState().notices.map(({ what }) => what);
  const says = () => screen.getByTestId("indicator-says").textContent;

  beforeEach(() => useNotices.setState({ notices: [] }));

  it("is walked and opened from the keyboard", async () => {
    const user = userEvent.setup();
    await open();
    await user.type(screen.getByTestId("indicator-find"), "改厕 户");
    await user.keyboard("{ArrowDown}{ArrowDown}{Enter}");
    await waitFor(() => expect(location.hash).toContain("indicator=due"));
    expect((await screen.findByTestId("indicator-uses")).textContent).toContain(text.unused);
  });

  it("tells what uses it, and keeps what figures were reported by", async () => {
    await open("&indicator=done");
    const uses = await screen.findByTestId("indicator-uses");
    expect(uses.textContent).toContain("改厕户数青原县");
    expect(uses.textContent).toContain("12个");
    expect(screen.getByTestId<HTMLInputElement>("indicator-uom").disabled).toBe(true);
    expect(screen.queryByTestId("indicator-remove"), "it is used").toBeNull();
    fireEvent.click(screen.getByTestId("indicator-continue"));
    await waitFor(() => expect(location.hash).toContain("after=done"));
    expect(screen.getByTestId<HTMLInputElement>("indicator-uom").disabled).toBe(false);
  });

  it("is changed with a reason, and says in place what the ledger refuses", async () => {
    const user = userEvent.setup();
    let refuse = true;
    await open("&indicator=done", {
      put_indicator: () => {
        if (!refuse) return { entry: "e", rooms: ["programmes"], ids: ["done"] };
        throw new CallError({
          code: "refused",
          data: null,
          problems: [{ code: "indicator.circle", severity: "error", place: "weight", detail: ["改厕户数"] }],
        });
      },
    });
    await user.type(await screen.findByTestId("indicator-name"), "（新）");
    expect(says()).toBe(text.lacks.reason);
    await user.type(screen.getByTestId("indicator-reason"), "核定{Enter}");
    await waitFor(() => expect(says()).toMatch(/绕回到了自己/));
    refuse = false;
    await user.type(screen.getByTestId("indicator-reason"), "口径{Enter}");
    await waitFor(() => expect(told()).toEqual([text.done.change("改厕户数（新）")]));
    expect(sent("put_indicator").at(-1)).toMatchObject({
      id: "done",
      reason: "核定口径",
      indicator: { name: "改厕户数（新）", uom: "户", place_rule: null },
    });
  });

  it("is made from the keyboard", async () => {
    const user = userEvent.setup();
    await open();
    const add = screen.getByTestId<HTMLButtonElement>("indicator-add");
    await waitFor(() => expect(add.disabled).toBe(false));
    add.focus();
    await user.keyboard("{Enter}");
    await user.type(await screen.findByTestId("indicator-name"), "新指标");
    await user.type(screen.getByTestId("indicator-uom"), "个");
    expect(says()).toBe(text.says.add("新指标"));
    await user.keyboard("{Enter}");
    await waitFor(() => expect(told()).toEqual([text.done.add("新指标")]));
    expect(sent("put_indicator")).toMatchObject([{ id: null, continues: null, reason: "" }]);
  });

  it("is taken back with a reason where nothing uses it", async () => {
    await open("&indicator=rate");
    const button = await screen.findByTestId<HTMLButtonElement>("indicator-remove");
    expect(button.disabled).toBe(true);
    fireEvent.change(screen.getByTestId("indicator-remove-reason"), { target: { value: "重复" } });
    fireEvent.click(button);
    await waitFor(() => expect(sent("retract_indicator")).toEqual([{ id: "rate", reason: "重复" }]));
    expect(told()).toEqual([text.removed("改厕率")]);
  });

  it("says that there are none", async () => {
    location.hash = "#/settings?page=indicators";
    setHost(
      devHost({
        catalogue: () => ({ indicators: [], programmes: [], usual_rules: usualRules, attributes: [] }),
      }),
    );
    render(
      <QueryClientProvider client={queryClient()}>
        <SettingsPage />
      </QueryClientProvider>,
    );
    expect(await screen.findByText(text.nobody)).toBeTruthy();
  });
});
