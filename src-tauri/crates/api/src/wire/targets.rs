//! The promise, its breakdown, its course.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::assessment::{DerivationView, Figure, SourceRef, StatusView, TargetLine};
use super::ledger::{Context, ProblemView, UnitView};
use super::programmes::IndicatorChoice;
use super::results::PeriodChoice;

/// A row of the tree programme → indicator → target.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TargetTreeNode {
    /// programme:ID, indicator:ID, target:ID@UNIT.
    pub key: String,
    /// programme, indicator, target.
    pub kind: String,
    /// The name.
    pub name: String,
    /// 方案, 工程 … for programmes; 口径 for indicators.
    pub hint: Option<String>,
    /// The target.
    pub line: Option<TargetLine>,
    /// What is below.
    pub children: Vec<TargetTreeNode>,
}

/// Asks for one target.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TargetRequest {
    /// What is seen.
    pub context: Context,
    /// The target.
    pub target: String,
    /// The unit whose share is meant; none: the target's own unit.
    pub org_unit: Option<String>,
}

/// A point of the course.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChartPoint {
    /// The last day of the period.
    pub day: String,
    /// 5月底; with its year where the course runs over several: 22年5月底.
    pub label: String,
    /// What was reached; none: nothing reported, or still to come.
    pub actual: Option<String>,
    /// What should have been.
    pub plan: Option<String>,
    /// The extrapolation.
    pub forecast: Option<String>,
    /// Lower end of its band.
    pub low: Option<String>,
    /// Upper end of its band.
    pub high: Option<String>,
}

/// The course of a target.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChartView {
    /// The unit of measure.
    pub uom: String,
    /// The points in time order.
    pub points: Vec<ChartPoint>,
    /// 目标值.
    pub target: Option<String>,
    /// ≥ 400.
    pub target_label: String,
    /// 完成时限.
    pub deadline: Option<String>,
}

/// One line of 任务分解.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AllocationLine {
    /// The unit.
    pub org_unit: UnitView,
    /// 下达任务; none: 无任务.
    pub value: Option<String>,
    /// Where it stands.
    pub line: Option<TargetLine>,
}

/// 任务分解 with its sum check.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AllocationView {
    /// Units below the target's unit.
    pub lines: Vec<AllocationLine>,
    /// The sum of the shares.
    pub sum: String,
    /// What is shared out: the target's value, of 清零 as much as there was.
    pub whole: Option<String>,
    /// Whether that is what is to be cleared (清零), not what is to be reached.
    pub clears: bool,
    /// equal, over (加码), short (缺口), not_additive.
    pub check: String,
    /// The difference, printed.
    pub difference: String,
}

/// A unit in the coverage list.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoverageUnit {
    /// The unit.
    pub org_unit: String,
    /// Its name and that of the unit above.
    pub name: String,
    /// The value; none: 未报.
    pub value: Option<Figure>,
    /// What it has to reach.
    pub threshold: Figure,
    /// How far it is below.
    pub distance: Option<Figure>,
    /// met, below, not_reported.
    pub state: String,
    /// The cell the value stands in; click opens its history.
    pub result_key: Option<String>,
}

/// Asks for units of a coverage target.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoveredUnitsRequest {
    /// The target as it is looked at.
    pub target: TargetRequest,
    /// met, below, not_reported; none: all of them.
    pub state: Option<String>,
    /// Part of a name.
    pub find: String,
    /// How many come before.
    pub from: u32,
}

/// A stretch of the units of a coverage target: those below first, the furthest away first; then those that did not
/// report; then those that met it.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoveredUnits {
    /// The stretch.
    pub units: Vec<CoverageUnit>,
    /// How many there are of what was asked for.
    pub all: u32,
}

/// 达标情况.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoverageView {
    /// 达标.
    pub met: u32,
    /// 未达标.
    pub below: u32,
    /// 未报.
    pub not_reported: u32,
    /// 应达标.
    pub population: u32,
    /// 达标率.
    pub rate: Figure,
    /// 缺口合计.
    pub gap_sum: Figure,
}

/// A version of a target, as it was once written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TargetVersionView {
    /// From when it judges; none: from the beginning.
    pub valid_from: Option<String>,
    /// The last day it judges, where another follows.
    pub until: Option<String>,
    /// ≥ 400 个; empty: it was taken back.
    pub goal: String,
    /// in_force, earlier, later, replaced (mended since), retracted.
    pub standing: String,
    /// What differs from what stood before.
    pub changes: Vec<VersionDifference>,
    /// 采用, 修订 …
    pub operation: String,
    /// Written by.
    pub author: String,
    /// Written at.
    pub time: String,
    /// Why.
    pub reason: Option<String>,
    /// What it judged last, at the end of its days.
    pub judged: Option<JudgedThen>,
}

/// One field in which a version differs from what stood before.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct VersionDifference {
    /// The field: goal, deadline, schedule, …
    pub field: String,
    /// What stood there.
    pub before: String,
    /// What stands there.
    pub after: String,
}

/// How a version judged on the last of its days.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct JudgedThen {
    /// The day.
    pub as_of: String,
    /// 完成率.
    pub rate: Option<Figure>,
    /// The status.
    pub status: StatusView,
}

/// One entry that touched something.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct HistoryItem {
    /// The name of the unit the figure is of.
    pub org_unit_name: String,
    /// Its period: 2022年6月.
    pub period_label: String,
    /// The entry.
    pub entry: String,
    /// 填报, 更正 …
    pub operation: String,
    /// Who.
    pub author: String,
    /// For which office.
    pub office: String,
    /// When.
    pub time: String,
    /// Why.
    pub reason: Option<String>,
    /// What it set: `18 个`, `零报告`, `撤回`.
    pub value: String,
    /// What stood there before.
    pub replaced: Option<String>,
}

/// Everything about one target.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TargetDetail {
    /// Its line.
    pub line: TargetLine,
    /// Names from the top of the programme tree.
    pub programme: Vec<String>,
    /// 口径.
    pub definition: Option<String>,
    /// 本年累计 ….
    pub accumulation: String,
    /// 到期达到 ….
    pub kind: String,
    /// 按月均匀 ….
    pub schedule: String,
    /// From … to ….
    pub window: String,
    /// The passage.
    pub source: Option<SourceRef>,
    /// What was decided when adopting it.
    pub note: Option<String>,
    /// Its course.
    pub chart: ChartView,
    /// Of a recurring target its instances that have begun, the latest first.
    pub instances: Vec<InstanceLine>,
    /// Its breakdown.
    pub allocation: Option<AllocationView>,
    /// Its units.
    pub coverage: Option<CoverageView>,
    /// Its versions.
    pub versions: Vec<TargetVersionView>,
    /// Entries behind the actual value, newest first.
    pub history: Vec<HistoryItem>,
    /// 怎么算的.
    pub derivation: DerivationView,
    /// Outcomes from documents about the same indicator, compared and never summed.
    pub observations: Vec<ObservationLine>,
}

/// One instance of a recurring target, as of its end or of the day that is looked at.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct InstanceLine {
    /// 2022年, 2022年二季度.
    pub label: String,
    /// Whether it is still running.
    pub running: bool,
    /// ≥ 400 个.
    pub goal: String,
    /// What was reached.
    pub actual: Option<Figure>,
    /// 完成率.
    pub rate: Option<Figure>,
    /// 489/527.
    pub coverage: Option<String>,
    /// 缺口.
    pub gap: Option<Figure>,
    /// The status.
    pub status: StatusView,
}

/// An outcome from a document.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ObservationLine {
    /// The observation.
    pub id: String,
    /// The indicator's name.
    pub name: String,
    /// Where.
    pub org_unit_name: String,
    /// When, in words.
    pub time: String,
    /// 约 18.8 万人.
    pub value: String,
    /// The passage.
    pub source: Option<SourceRef>,
}

/// Sets the breakdown of a target.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AllocateRequest {
    /// The target.
    pub target: String,
    /// The day whose version is broken down; none: the latest version.
    #[serde(default)]
    pub as_of: Option<String>,
    /// The shares; what is not named stays as it is.
    pub shares: Vec<Share>,
}

/// One share as typed.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Share {
    /// The unit.
    pub org_unit: String,
    /// The period it is for; none: the whole window.
    #[serde(default)]
    pub period: Option<String>,
    /// As typed; empty: 无任务.
    pub text: String,
}

/// Asks for the breakdown of a target as a sheet.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AllocationSheetRequest {
    /// The day as of which units and window are taken.
    pub as_of: String,
    /// The target.
    pub target: String,
    /// The level of the units; none: that of the breakdown, or the next below.
    pub level: Option<String>,
}

/// The breakdown of a target as a sheet: units by months.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AllocationSheet {
    /// 指标名称.
    pub name: String,
    /// ≥ 400 个.
    pub goal: String,
    /// Whose target.
    pub org_unit_name: String,
    /// The unit of measure.
    pub uom: String,
    /// The level of the rows.
    pub level: String,
    /// Levels the target can be broken down to.
    pub levels: Vec<LevelChoice>,
    /// The months of the window.
    pub periods: Vec<PeriodChoice>,
    /// The units in the order of the tree.
    pub rows: Vec<AllocationRow>,
    /// What falls to the units in all.
    pub sum: String,
    /// What is planned for each month in all.
    pub sums_by_period: Vec<String>,
    /// What is shared out: the target's value, of 清零 as much as there was.
    pub whole: Option<String>,
    /// Whether that is what is to be cleared (清零), not what is to be reached.
    pub clears: bool,
    /// equal, over (加码), short (缺口), not_additive.
    pub check: String,
    /// The difference, printed.
    pub difference: String,
    /// Units without a task.
    pub no_task: u32,
    /// Where the breakdown is that of an earlier version: the day from which a change of it will hold, in words.
    pub changes_from: Option<String>,
}

/// A level of units below a target's unit.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LevelChoice {
    /// county, township, …
    pub code: String,
    /// 旗县.
    pub word: String,
    /// How many units.
    pub units: u32,
}

/// A unit of the breakdown.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AllocationRow {
    /// The unit.
    pub org_unit: String,
    /// Its name.
    pub name: String,
    /// Its share for the whole window; none: it has none, or only such for months.
    pub whole: Option<String>,
    /// Its shares of the months, in the order of the periods.
    pub by_period: Vec<Option<String>>,
    /// What its months lack (or have over) against its share for the whole window; none: they agree.
    pub off: Option<String>,
}

/// Asks for a proposal of shares; nothing is written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SplitRequest {
    /// The sheet it is for.
    pub sheet: AllocationSheetRequest,
    /// How.
    pub by: SplitBy,
}

/// How a target is divided.
#[derive(Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(export)]
pub enum SplitBy {
    /// Over the units, to each the same.
    Even,
    /// Over the units by what another indicator says of them.
    Indicator {
        /// The indicator.
        id: String,
    },
    /// Over the units by typed weights.
    Typed {
        /// Unit → weight.
        weights: Vec<Share>,
    },
    /// The share of each unit over the months, as the schedule asks for it.
    Months,
}

/// A proposal of shares.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SplitView {
    /// The shares; an empty text is 无任务.
    pub shares: Vec<Share>,
    /// The names of units that have no weight.
    pub unweighed: Vec<String>,
}

/// A target as a form holds it. Texts are as typed; what is missing is said with its code.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TargetDraft {
    /// What is measured.
    pub indicator: IndicatorChoice,
    /// Whose target.
    pub org_unit: String,
    /// level, change, keep, …
    pub kind: String,
    /// gte, lte, …
    pub comparator: String,
    /// As typed, in the indicator's unit of measure.
    pub value: Option<String>,
    /// Upper end.
    pub value2: Option<String>,
    /// 允许偏差, `5%`.
    pub tolerance: Option<String>,
    /// 基期值.
    pub baseline: Option<String>,
    /// 基期.
    pub baseline_period: Option<String>,
    /// Of a change: amount, percent, points, multiple; none: an amount.
    #[serde(default)]
    pub change_by: Option<String>,
    /// Of a growth: yoy, previous, baseline, annual_mean, reported; none: as the indicator and the baseline tell.
    #[serde(default)]
    pub growth: Option<String>,
    /// 每年递增.
    #[serde(default)]
    pub rising: bool,
    /// First day.
    pub from: Option<String>,
    /// 完成时限.
    pub deadline: Option<String>,
    /// year, quarter, month.
    pub recurrence: Option<String>,
    /// ratio, from_baseline, …; usual: that of the kind and the indicator's direction.
    #[serde(default = "usual")]
    pub completion_rule: String,
    /// 序时计划.
    #[serde(default)]
    pub schedule: ScheduleDraft,
    /// The per-unit rule.
    pub coverage: Option<CoverageRule>,
    /// ensure, …
    pub strength: String,
    /// binding, …
    pub binding: String,
    /// Where it hangs.
    pub programme: Option<String>,
    /// 责任单位.
    pub responsible: Option<String>,
    /// 自定目标: set by the unit itself, shown and not judged.
    #[serde(default)]
    pub own: bool,
    /// What was decided and why.
    pub note: Option<String>,
}

/// 序时计划 as a form holds it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ScheduleDraft {
    /// calendar_month, curve, none, …; usual: that of the kind and the accumulation.
    pub code: String,
    /// Of a curve: what should be reached by which day.
    #[serde(default)]
    pub points: Vec<PlannedPoint>,
    /// Of a season: the twelve weights of the months.
    #[serde(default)]
    pub weights: Vec<String>,
}

impl Default for ScheduleDraft {
    fn default() -> Self {
        Self { code: usual(), points: Vec::new(), weights: Vec::new() }
    }
}

/// The code of a rule that follows from the kind of target.
fn usual() -> String {
    "usual".to_owned()
}

/// A point of a planned curve.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PlannedPoint {
    /// The day.
    pub day: String,
    /// As typed, in the indicator's unit of measure.
    pub text: String,
}

/// The per-unit rule of a coverage target.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CoverageRule {
    /// What each unit is measured by; none: the target's indicator.
    pub indicator: Option<String>,
    /// gte, lte ….
    pub comparator: String,
    /// As typed; empty where it depends on an attribute.
    #[serde(default)]
    pub threshold: String,
    /// The upper end, where the comparator is `between`.
    pub threshold2: Option<String>,
    /// The attribute of the unit on which the threshold depends.
    pub attribute: Option<String>,
    /// The threshold by the value of that attribute.
    #[serde(default)]
    pub by_attribute: Vec<AttributeThreshold>,
    /// 应X尽X: the indicator that says how many were found in a unit; no threshold then.
    #[serde(default)]
    pub found: Option<String>,
    /// The level of the units.
    pub level: String,
    /// Exactly these units; empty: all of the level.
    #[serde(default)]
    pub units: Vec<String>,
    /// The whole population where stated.
    pub population: Option<String>,
}

/// 农区 → 200.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttributeThreshold {
    /// The value of the attribute.
    pub value: String,
    /// As typed.
    pub text: String,
}

/// What a draft says, before it is written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TargetReading {
    /// ≥ 400 个; empty while it cannot be read.
    pub goal: String,
    /// How it is judged, one line a rule.
    pub rules: Vec<RuleLine>,
    /// What keeps it from being put in force; query: to be looked at first.
    pub lacks: Vec<ProblemView>,
}

/// One rule in words.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RuleLine {
    /// The field of the draft it explains: completion_rule, schedule, coverage.
    pub field: String,
    /// The rule.
    pub text: String,
}

/// Sets a target without a passage.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct MakeTargetRequest {
    /// The target.
    pub draft: TargetDraft,
}

/// Names one version of a target.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TargetVersionRequest {
    /// The target.
    pub target: String,
    /// From when it judges; none: from the beginning.
    pub valid_from: Option<String>,
}

/// Writes another version of a target.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReviseTargetRequest {
    /// The target.
    pub target: String,
    /// How the version comes in.
    pub change: VersionChange,
    /// The version.
    pub draft: TargetDraft,
    /// Why.
    pub reason: String,
}

/// How a version comes in.
#[derive(Debug, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
#[ts(export)]
pub enum VersionChange {
    /// In force from a day; periods before it stay judged as they were.
    From {
        /// The day.
        day: String,
    },
    /// In place of a version that was written wrongly.
    Correct {
        /// From when that version judges; none: from the beginning.
        valid_from: Option<String>,
    },
}

/// Takes one version of a target back.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RetractVersionRequest {
    /// The target.
    pub target: String,
    /// From when the version judges; none: from the beginning.
    pub valid_from: Option<String>,
    /// Why.
    pub reason: String,
}
