// For the dev server in an ordinary browser, never in the program: a host in memory with a small ledger that is plainly
// invented. Rooms may hand it more answers.
import { type Handlers, type MemoryHost, memoryHost } from "../platform/memory";
import type { LedgerView } from "../wire/LedgerView";
import type { UnitView } from "../wire/UnitView";

const ledger: LedgerView = {
  id: "dev",
  title: "青原县2026年台账",
  path: "D:\\台账\\青原县2026.dz",
  read_only: false,
  sample: true,
  health: { state: "sound", problems: [], backup: null },
  person: {
    id: "p1",
    name: "张某",
    office: "县农牧局",
    role: "填报人",
    roles: ["reporter"],
    org_unit: "u0",
    org_unit_name: "青原县",
    phone: null,
    passcode: false,
  },
  as_of_choices: [6, 5, 4, 3, 2, 1].map((month) => ({
    as_of: `2026-${String(month).padStart(2, "0")}-${["31", "28", "31", "30", "31", "30"][month - 1]}`,
    label: `2026年${month}月底`,
    results: 1180 + month * 7,
  })),
  context: { as_of: "2026-06-30", org_unit: "u0" },
  locked: false,
  clock_behind: null,
  saved_at: "2026-07-02T14:02:00+08:00",
  undo: { operation: "paste", word: "粘贴", rows: 36 },
  redo: null,
  entries: 412,
};

function unit(
  id: string,
  name: string,
  level_word: string,
  parent: string | null,
  has_children: boolean,
): UnitView {
  return { id, name, level: "township", level_word, parent, pseudo: false, has_children };
}

const towns = ["银号镇", "金山镇", "下湿壕镇", "西斗铺镇", "怀朔镇", "兴顺西镇", "红山乡"];

const handlers: Handlers = {
  waiting: () => ({ forms: 3, review: 0, urgent: 9 }),
  start: () => ({ recent: [], open: ledger, version: "0.1.0" }),
  units: ({ parent }) => {
    if (parent === null) return [unit("u0", "青原县", "旗县", null, true)];
    if (parent === "u0") return towns.map((name, at) => unit(`u${at + 1}`, name, "苏木乡镇", "u0", true));
    return ["东沟村", "西沟村", "前进村"].map((name, at) =>
      unit(`${parent}.${at}`, name, "嘎查村", parent, false),
    );
  },
  people: () => [ledger.person],
  search: ({ text }) =>
    towns
      .map((name, at) => ({ kind: "org_unit", id: `u${at + 1}`, name, hint: "青原县" }))
      .filter(({ name }) => name.includes(text)),
  verify: () => ({ entries: 412, rows: 18_240, attachments: 5, state: "", problems: [] }),
  undo: () => ({ changed: { entry: "e9", rooms: ["results"], ids: [] }, done: ledger.undo, blocked: [] }),
};

export function devHost(more: Handlers = {}): MemoryHost {
  return memoryHost({ ...handlers, ...more });
}
