// Answers as the program gives them before a ledger is open. Test-only: nothing that ships imports it.
import type { DivisionsRequest } from "../../wire/DivisionsRequest";
import type { DivisionView } from "../../wire/DivisionView";
import type { LedgerView } from "../../wire/LedgerView";
import type { StartView } from "../../wire/StartView";

export function division(
  code: string,
  name: string,
  level: string,
  path: string[],
  units: number,
): DivisionView {
  return { code, name, level, path, pseudo: false, units };
}

export const nmg = division("150000000000", "内蒙古自治区", "province", [], 15063);
export const baotou = division("150200000000", "包头市", "prefecture", ["内蒙古自治区"], 985);
export const guyang = division("150222000000", "固阳县", "county", ["内蒙古自治区", "包头市"], 93);
const industrial = {
  ...division("150271000000", "包头稀土高新技术产业开发区", "county", ["内蒙古自治区", "包头市"], 41),
  pseudo: true,
};

const BELOW: Record<string, DivisionView[]> = {
  "150000000000": [
    division("150100000000", "呼和浩特市", "prefecture", ["内蒙古自治区"], 1320),
    baotou,
    division("150300000000", "乌海市", "prefecture", ["内蒙古自治区"], 152),
  ],
  "150200000000": [
    division("150221000000", "土默特右旗", "county", ["内蒙古自治区", "包头市"], 232),
    guyang,
    division("150223000000", "达尔罕茂明安联合旗", "county", ["内蒙古自治区", "包头市"], 97),
    industrial,
  ],
  "150222000000": [
    division("150222100000", "金山镇", "township", ["内蒙古自治区", "包头市", "固阳县"], 25),
    division("150222101000", "西斗铺镇", "township", ["内蒙古自治区", "包头市", "固阳县"], 14),
    division("150222102000", "下湿壕镇", "township", ["内蒙古自治区", "包头市", "固阳县"], 16),
  ],
};

export function divisions({ parent, name }: DivisionsRequest): DivisionView[] {
  if (name !== null)
    return Object.values(BELOW)
      .flat()
      .filter((one) => one.name.includes(name));
  if (parent === null) {
    return [
      division("130000000000", "河北省", "province", [], 54100),
      division("140000000000", "山西省", "province", [], 22980),
      nmg,
    ];
  }
  return BELOW[parent] ?? [];
}

export const first: StartView = { recent: [], open: null, version: "0.1.0" };

export const known: StartView = {
  ...first,
  recent: [
    { path: "D:\\台账\\固阳县2026年目标台账.dz", title: "固阳县2026年目标台账", present: true },
    {
      path: "D:/台账/文档/乡村振兴/督查室/2025年度/包头市农村牧区重点任务督查台账（终稿）.dz",
      title: "包头市农村牧区重点任务督查台账",
      present: true,
    },
    { path: "E:\\固阳县2025.dz", title: "固阳县2025年目标台账", present: false },
  ],
};

export const ledger: LedgerView = {
  id: "l-1",
  title: "固阳县2026年目标台账",
  path: "D:\\台账\\固阳县2026年目标台账.dz",
  read_only: false,
  sample: false,
  health: { state: "sound", problems: [], backup: null },
  person: {
    id: "p-1",
    name: "张某",
    office: "县乡村振兴局",
    role: "填报人",
    roles: ["reporter"],
    org_unit: "u-1",
    org_unit_name: "青原县",
    phone: null,
    passcode: false,
  },
  as_of_choices: [{ as_of: "2026-06-30", label: "2026年6月底", results: 0 }],
  context: { as_of: "2026-06-30", org_unit: null },
  locked: false,
  clock_behind: null,
  saved_at: null,
  undo: null,
  redo: null,
  entries: 1,
};

export const damaged: LedgerView = {
  ...ledger,
  read_only: true,
  health: {
    state: "damaged",
    problems: [
      {
        code: "ledger.damaged",
        severity: "error",
        place: "",
        detail: ["row 118 of writer 7c2e: digest differs"],
      },
      { code: "ledger.damaged", severity: "error", place: "", detail: ["page 412: checksum differs"] },
    ],
    backup: "D:\\台账\\.备份\\固阳县2026年目标台账-2026-07-02-1400.dz",
  },
};
