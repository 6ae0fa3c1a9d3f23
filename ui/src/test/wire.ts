// Pieces of answers as the ledger gives them, for the fixtures of several rooms. Test-only: nothing that ships imports it.
import type { ChangeView } from "../wire/ChangeView";
import type { Figure } from "../wire/Figure";
import type { StatusView } from "../wire/StatusView";
import type { TargetLine } from "../wire/TargetLine";
import type { UnitView } from "../wire/UnitView";

const LAMPS: Record<string, [string, string]> = {
  exceeded: ["超额完成", "blue"],
  done: ["已完成", "blue"],
  on_track: ["达到序时", "green"],
  behind: ["滞后", "yellow"],
  far_behind: ["严重滞后", "red"],
  overdue: ["逾期未完成", "red"],
  not_started: ["未启动", "red"],
  unscheduled: ["不考核时序", "grey"],
  not_due: ["未到期", "grey"],
  no_report: ["未报", "grey"],
  no_task: ["无任务", "none"],
};

export function status(code: string): StatusView {
  const [word, lamp] = LAMPS[code] ?? [code, "grey"];
  return { code, word, lamp };
}

export function fig(value: string, uom: string, text = value): Figure {
  return { value, text, uom };
}

export const percent = (value: string) => fig(value, "%");

export const points = (value: string) =>
  fig(value, "个百分点", value.startsWith("-") ? `−${value.slice(1)}` : `+${value}`);

export function unit(id: string, name: string, more: Partial<UnitView> = {}): UnitView {
  return {
    id,
    name,
    level: "prefecture",
    level_word: "盟市",
    parent: "u-nmg",
    pseudo: false,
    has_children: true,
    ...more,
  };
}

/** What became of a target; the ledger would say more. */
export function change(before: TargetLine | null, now: TargetLine | null): ChangeView {
  const turn = before && now ? "same" : now ? "came" : "went";
  const turn_word = { same: "不变", came: "新增", went: "不再考核" }[turn];
  return { before, now, turn, turn_word, actual: null, rate: null, places: null };
}

export function line(target: string, name: string, code: string, more: Partial<TargetLine> = {}): TargetLine {
  return {
    target,
    indicator: `i-${target}`,
    name,
    org_unit: "u-nmg",
    org_unit_name: "内蒙古自治区",
    goal: "",
    actual: null,
    qualifier: "",
    coverage: null,
    rate: null,
    rate_rule: "完成值÷目标值",
    expected: null,
    variance: null,
    gap: null,
    surplus: null,
    required_per_month: null,
    responsible: null,
    deadline: "2022-12-31",
    status: status(code),
    marks: [],
    drafts: 0,
    behind_for: 0,
    not_reported: [],
    missing: 0,
    reported: 12,
    expected_reports: 12,
    example: false,
    binding: "预期性",
    strength: "计划",
    source: null,
    ...more,
  };
}
