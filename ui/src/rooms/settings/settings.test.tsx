// 设置 on a host in memory: the tree opens branch by branch, a unit shows its past, a change says what it will do before
// it is done, by keyboard.
import { QueryClientProvider } from "@tanstack/react-query";
import { configure, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { setHost } from "../../platform";
import { type Handlers, type MemoryHost, memoryHost } from "../../platform/memory";
import { queryClient } from "../../state/ask";
import { forgetKept } from "../../state/kept";
import { useLens } from "../../state/lens";
import { useNotices } from "../../state/notices";
import { settings as text } from "../../text/settings";
import type { UnitDetail } from "../../wire/UnitDetail";
import type { UnitView } from "../../wire/UnitView";
import { consequence, dayAfter, firstDraft, KINDS, lackOf } from "./change.logic";
import { SettingsPage } from "./SettingsPage";

// The light DOM has no layout: the table gets a size.
vi.mock("../../parts/useBox", () => ({ useBox: () => [{ current: null }, { width: 900, height: 700 }] }));

configure({ asyncUtilTimeout: 8000 });
vi.setConfig({ testTimeout: 30_000 });

const unit = (
  id: string,
  name: string,
  level: string,
  parent: string | null,
  more: Partial<UnitView> = {},
) => ({
  id,
  name,
  level,
  level_word: { county: "旗县", township: "苏木乡镇" }[level] ?? level,
  parent,
  pseudo: false,
  has_children: parent === null,
  ...more,
});

const county = unit("c", "青原县", "county", null);
const town = unit("t1", "河东镇", "township", "c");
const zone = unit("t2", "开发区", "township", "c", { pseudo: true });

const written = (time: string, reason: string) => ({ time, by: "张某", word: "建立", reason });

const detail: UnitDetail = {
  unit: town,
  code: "150222101000",
  path: ["青原县"],
  aliases: ["河东乡"],
  parts: 0,
  results: 36,
  names: [
    { name: "河东乡", from: null, to: "2022-04-30", written: written("2022-01-05T09:00:00+08:00", "") },
    {
      name: "河东镇",
      from: "2022-05-01",
      to: null,
      written: written("2022-05-05T09:00:00+08:00", "撤乡设镇"),
    },
  ],
  positions: [
    {
      parent: "西山县",
      from: null,
      to: "2021-12-31",
      successor: null,
      written: written("2022-01-05T09:00:00+08:00", ""),
    },
    {
      parent: "青原县",
      from: "2022-01-01",
      to: null,
      successor: null,
      written: written("2022-01-05T09:00:00+08:00", "区划调整"),
    },
  ],
};

let host: MemoryHost;

const open = async (hash: string, more: Handlers = {}) => {
  location.hash = hash;
  host = memoryHost({
    start: () => ({ recent: [], open: null, version: "0.1.0" }),
    units: ({ parent }) => (parent === null ? [county] : [town, zone]),
    people: () => [
      {
        id: "p",
        name: "张某",
        office: "县农牧局",
        role: "填报人",
        roles: ["reporter"],
        org_unit: "c",
        org_unit_name: "青原县",
        phone: null,
        passcode: false,
      },
    ],
    search: () => [{ kind: "org_unit", id: "t1", name: "河东镇", hint: "青原县" }],
    unit: () => detail,
    change_unit: () => ({ entry: null, rooms: ["org"], ids: ["t1"] }),
    ...more,
  });
  setHost(host);
  render(
    <QueryClientProvider client={queryClient()}>
      <SettingsPage />
    </QueryClientProvider>,
  );
  await screen.findByLabelText(text.units.find);
};

const sent = () => host.calls.filter(({ cmd }) => cmd === "change_unit").map(({ payload }) => payload);

beforeEach(() => {
  forgetKept();
  useNotices.setState({ notices: [] });
  useLens.getState().reset({ asOf: "2022-06-30", scope: { id: null, name: "" } });
});

describe("the tree", () => {
  it("opens the only top, flags what is no real place, and leads to a unit", async () => {
    await open("#/settings");
    const line = await screen.findByText("河东镇");
    expect(screen.getByText("开发区").parentElement?.textContent).toContain(text.units.pseudo);
    fireEvent.click(line);
    expect(location.hash).toBe("#/settings/t1");
    expect((await screen.findByTestId("unit-names")).textContent).toContain("撤乡设镇");
    const places = screen.getByTestId("unit-positions").textContent ?? "";
    expect(places.indexOf("归西山县")).toBeLessThan(places.indexOf("归青原县"));
    expect(places).toContain("2021年12月31日");
  });

  it("finds a unit wherever it stands", async () => {
    await open("#/settings");
    fireEvent.change(await screen.findByLabelText(text.units.find), { target: { value: "hd" } });
    await waitFor(() => expect(screen.queryByText("开发区")).toBeNull());
    expect((await screen.findByText("河东镇")).parentElement?.textContent).toContain("青原县");
  });
});

describe("a change", () => {
  it("says what will happen, then is done with the keyboard alone", async () => {
    const user = userEvent.setup();
    await open("#/settings/t1");
    (await screen.findByTestId("unit-rename")).focus();
    await user.keyboard("{Enter}");
    expect(screen.getByTestId("unit-says").textContent).toBe(text.change.lacks.sameName);
    await user.keyboard("河东新镇");
    await user.type(screen.getByTestId("unit-reason"), "批复");
    const says = screen.getByTestId("unit-says").textContent;
    expect(says).toContain("自2022年7月1日起改称“河东新镇”，在此之前各期仍称“河东镇”");
    await user.keyboard("{Enter}");
    await waitFor(() =>
      expect(sent()).toEqual([
        { change: { type: "rename", org_unit: "t1", name: "河东新镇", from: "2022-07-01" }, reason: "批复" },
      ]),
    );
    await waitFor(() => expect(screen.queryByTestId("unit-says")).toBeNull());
    expect(useNotices.getState().notices.at(-1)?.what).toBe("自2022年7月1日起更名为河东新镇");
  });

  it("given up with Esc leaves the drawer and sends nothing", async () => {
    const user = userEvent.setup();
    await open("#/settings/t1?do=rename");
    const pane = (await screen.findByTestId("unit-name")).closest("aside") as HTMLElement;
    within(pane).getByTestId("unit-name").focus();
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("unit-says")).toBeNull());
    expect(location.hash).toBe("#/settings/t1");
    expect(sent()).toEqual([]);
  });

  it("of a day still to come offers to look at that day", async () => {
    const user = userEvent.setup();
    await open("#/settings/t1?do=close");
    await user.type(await screen.findByTestId("unit-reason"), "撤销建制");
    expect(screen.getByTestId("unit-says").textContent).toContain("自2022年7月1日起");
    expect(screen.getByTestId("unit-says").textContent).toContain("36个数都保留");
    await user.click(screen.getByTestId("unit-do"));
    await waitFor(() => expect(useNotices.getState().notices).toHaveLength(1));
    useNotices.getState().notices[0]?.action?.run();
    expect(useLens.getState().asOf).toBe("2022-07-01");
  });

  it("lacks something in every kind until it is given, and then says what it does", () => {
    const filled = {
      name: "新名",
      level: "village",
      code: "",
      from: "2022-07-01",
      reason: "依据",
      other: { id: "x", name: "河西镇" },
    };
    for (const kind of KINDS) {
      expect(lackOf(kind, firstDraft(kind, detail, "2022-06-30"), detail), kind).not.toBeNull();
      expect(lackOf(kind, filled, detail), kind).toBeNull();
      expect(consequence(kind, filled, detail).length, kind).toBeGreaterThan(10);
    }
    const withParts = { ...detail, parts: 3 };
    expect(lackOf("close", filled, withParts)).toBe(text.change.lacks.parts(3));
    expect(lackOf("merge", { ...filled, other: { id: "t1", name: "河东镇" } }, detail)).toBe(
      text.change.lacks.self,
    );
    expect(consequence("move", filled, withParts)).toContain("连同下级3个单位");
  });

  it.each([
    ["2022-06-30", "2022-07-01"],
    ["2023-12-31", "2024-01-01"],
    ["2024-02-28", "2024-02-29"],
    ["", ""],
  ])("the day after %s is %s", (day, next) => expect(dayAfter(day)).toBe(next));
});
