//! Computed status with how it came about.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ledger::{ProblemView, UnitView};
use super::reports::Run;

/// A number with its printed form.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Figure {
    /// The exact decimal.
    pub value: String,
    /// As printed, without its unit: `53.3`, `1,854`.
    pub text: String,
    /// 个村, %, 个百分点.
    pub uom: String,
}

/// A status with its word and lamp.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusView {
    /// exceeded, done, on_track, behind, …
    pub code: String,
    /// 超额完成, …
    pub word: String,
    /// blue, green, yellow, orange, red, grey, none.
    pub lamp: String,
}

/// One target in a list.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TargetLine {
    /// The target.
    pub target: String,
    /// The indicator.
    pub indicator: String,
    /// 指标名称.
    pub name: String,
    /// Whose target, or the unit its share fell to.
    pub org_unit: String,
    /// The unit's name.
    pub org_unit_name: String,
    /// ≥ 400 个.
    pub goal: String,
    /// 累计完成; none: 未报 or not a number.
    pub actual: Option<Figure>,
    /// ~, > … before the actual, empty for exact.
    pub qualifier: String,
    /// 489/527 for coverage.
    pub coverage: Option<String>,
    /// 完成率; none where there is none.
    pub rate: Option<Figure>,
    /// What 完成率 is here.
    pub rate_rule: String,
    /// 序时应完成.
    pub expected: Option<Figure>,
    /// 序时差 in points, with its sign.
    pub variance: Option<Figure>,
    /// 缺口; of coverage: the units that do not meet the rule.
    pub gap: Option<Figure>,
    /// 超额.
    pub surplus: Option<Figure>,
    /// 后期月均需完成.
    pub required_per_month: Option<Figure>,
    /// 责任单位.
    pub responsible: Option<String>,
    /// 完成时限.
    pub deadline: Option<String>,
    /// The status.
    pub status: StatusView,
    /// 曾滞后, 冲突, …
    pub marks: Vec<String>,
    /// Of how many units a figure counts that is not handed in.
    pub drafts: u32,
    /// For how many period ends in a row it has been behind.
    pub behind_for: u32,
    /// Names of units that did not report, the first twenty.
    pub not_reported: Vec<String>,
    /// How many they are in all.
    pub missing: u32,
    /// Units that reported and should have.
    pub reported: u32,
    /// Units that should have.
    pub expected_reports: u32,
    /// Rests on values marked 示例数据.
    pub example: bool,
    /// 约束性 … .
    pub binding: String,
    /// 确保 … .
    pub strength: String,
    /// The passage it is stated in.
    pub source: Option<SourceRef>,
}

/// A place in a document.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SourceRef {
    /// The document.
    pub document: String,
    /// Its title.
    pub title: String,
    /// First character.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The verbatim words.
    pub quote: String,
}

/// How many targets have a status.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct StatusCount {
    /// The status.
    pub status: StatusView,
    /// How many.
    pub count: u32,
    /// How many at the end of the month before.
    pub before: u32,
}

/// 总览.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Overview {
    /// 2022年6月底.
    pub as_of_label: String,
    /// The unit's name.
    pub scope: String,
    /// The conclusion.
    pub sentence: Vec<Run>,
    /// What changed since the month before; empty where there is nothing to compare with.
    pub comparison: Vec<Run>,
    /// 时间进度.
    pub time_progress: Figure,
    /// By which rule 时间进度 was reckoned.
    pub time_rule: String,
    /// Counts, in the order of the list of statuses, zero ones left out.
    pub counts: Vec<StatusCount>,
    /// Every target in scope, the worst first.
    pub lines: Vec<TargetLine>,
    /// Targets under which units can be ranked, with their names.
    pub rankings: Vec<RankingChoice>,
    /// Invented values are in it.
    pub example: bool,
    /// Cells that count nowhere because their unit of measure does not convert; the place is the cell.
    pub left_out: Vec<ProblemView>,
}

/// What of 总览 is drawn: what the screen shows.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardRequest {
    /// What is seen.
    pub context: super::ledger::Context,
    /// What the list holds: 需要处理, or the chosen statuses.
    pub heading: String,
    /// Its lines, by target and unit.
    pub lines: Vec<BoardLine>,
    /// The target whose units are ranked.
    pub ranking: Option<String>,
    /// Units that take no part in the ranking.
    pub without: Vec<String>,
}

/// 总览 on the sheets of a printer.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardSheets {
    /// Pictures (PNG, base64), a sheet each.
    pub pictures: Vec<String>,
}

/// A line of the list.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct BoardLine {
    /// The target.
    pub target: String,
    /// The unit.
    pub org_unit: String,
}

/// Writes 总览 as a picture.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportOverviewRequest {
    /// What is drawn.
    pub board: BoardRequest,
    /// png, or svg for vectors.
    pub format: String,
    /// Let the user choose the file; else it goes into the documents folder.
    pub choose: bool,
}

/// A target whose units can be ranked.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RankingChoice {
    /// The target.
    pub target: String,
    /// Its name.
    pub name: String,
}

/// Asks for a ranking.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RankingRequest {
    /// What is seen.
    pub context: super::ledger::Context,
    /// The target.
    pub target: String,
    /// Units are ranked among those that are alike in this attribute; none: all against all.
    #[serde(default)]
    pub group: Option<String>,
    /// Units that take no part.
    #[serde(default)]
    pub without: Vec<String>,
    /// Only units whose name holds this are told; places are those among all. Empty: all units.
    #[serde(default)]
    pub find: String,
    /// At most so many are told; none: all.
    #[serde(default)]
    pub most: Option<u32>,
}

/// One unit in a ranking.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RankingRow {
    /// The value of the attribute by which units are ranked in groups.
    pub group: Option<String>,
    /// The unit.
    pub org_unit: UnitView,
    /// 下达任务.
    pub allocated: Option<Figure>,
    /// 累计完成.
    pub actual: Option<Figure>,
    /// 完成率.
    pub rate: Option<Figure>,
    /// 序时差.
    pub variance: Option<Figure>,
    /// 位次; 未报 and 无任务 have none.
    pub rank: Option<u32>,
    /// 并列: another unit has the same place.
    pub tied: bool,
    /// Places gained (+) or lost (−) since the month before.
    pub moved: Option<i32>,
    /// The status.
    pub status: StatusView,
}

/// How one unit stands.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RankingTile {
    /// The unit.
    pub org_unit: UnitView,
    /// 完成率.
    pub rate: Option<Figure>,
    /// The status.
    pub status: StatusView,
}

/// 各单位完成情况.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Ranking {
    /// The target.
    pub target: String,
    /// Its name.
    pub name: String,
    /// The 序时 line, as a share of the whole.
    pub schedule: Option<Figure>,
    /// What the ranking goes by.
    pub rule: String,
    /// Rests on values marked 示例数据.
    pub example: bool,
    /// How many units there are of which `rows` and `tiles` are the first.
    pub count: u32,
    /// The highest 完成率 of all.
    pub longest: Option<Figure>,
    /// Ranked units first, then those without a rank.
    pub rows: Vec<RankingRow>,
    /// The units in official order.
    pub tiles: Vec<RankingTile>,
    /// Units that take no part.
    pub left_out: Vec<UnitView>,
}

/// Asks what moved between two days.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CompareRequest {
    /// What is seen: the later day.
    pub context: super::ledger::Context,
    /// The earlier day.
    pub with: String,
    /// Whose units are compared, with their places; none: every target in scope.
    #[serde(default)]
    pub target: Option<String>,
}

/// What moved between two days.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct Comparison {
    /// 2022年6月30日.
    pub now_label: String,
    /// 2022年5月31日.
    pub before_label: String,
    /// How many went to a better status,
    pub better: u32,
    /// to a worse one,
    pub worse: u32,
    /// stayed.
    pub same: u32,
    /// One by one, in the order of the later day.
    pub changes: Vec<ChangeView>,
}

/// What became of a target for a unit.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ChangeView {
    /// How it stood on the earlier day; none: there was no such target.
    pub before: Option<TargetLine>,
    /// How it stood on the later day; none: it is judged no more.
    pub now: Option<TargetLine>,
    /// better, worse, same, came, went.
    pub turn: String,
    /// 好转, 变差 ….
    pub turn_word: String,
    /// How much more was reached.
    pub actual: Option<Figure>,
    /// How many points the rate rose.
    pub rate: Option<Figure>,
    /// Places gained (+) or lost (−).
    pub places: Option<i32>,
}

/// 怎么算的.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DerivationView {
    /// What it is.
    pub label: String,
    /// What came out.
    pub value: String,
    /// By which rule.
    pub rule: Option<String>,
    /// From what.
    pub inputs: Vec<DerivationView>,
    /// A reported cell: its key; click opens its history.
    pub result_key: Option<String>,
    /// A passage.
    pub source: Option<SourceRef>,
}
