//! What an office sets: rules of the ledger, one group at a time.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::ledger::{Context, ProblemView};
use super::org::WrittenBy;

/// What is set, and what there is to choose from.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SettingsView {
    /// Why the person may not set them; none: they may.
    pub locked: Option<ProblemView>,
    /// How targets are judged.
    pub assessment: AssessmentSettings,
    /// The same as shipped.
    pub shipped: AssessmentSettings,
    /// By whose word it is so; none: as shipped.
    pub written: Option<WrittenBy>,
    /// It was set differently in two places at once; until it is set again, what is shipped holds.
    pub conflict: bool,
    /// The shipped tables of lamps.
    pub presets: Vec<LampsView>,
    /// Every status, in the order of the list.
    pub statuses: Vec<NamedView>,
    /// Every lamp.
    pub lamps: Vec<NamedView>,
    /// Which data checks run, and from where on something is odd.
    pub checks: CheckSettings,
    /// By whose word it is so; none: as shipped.
    pub checks_written: Option<WrittenBy>,
    /// They were set differently in two places at once; until they are set again, what is shipped holds.
    pub checks_conflict: bool,
    /// Every class of data checks.
    pub classes: Vec<NamedView>,
    /// Which days are worked.
    pub calendar: CalendarView,
    /// By whose word it is so; none: nothing was set.
    pub calendar_written: Option<WrittenBy>,
    /// They were set differently in two places at once; until they are set again, none hold.
    pub calendar_conflict: bool,
}

/// Days off beyond the week, and days of the week's end that are worked for them.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CalendarView {
    /// Days off: a day or `first..last` each.
    pub off: Vec<String>,
    /// Saturdays and Sundays that are worked.
    pub worked: Vec<String>,
}

/// Asks what a notice about days off says.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReadNoticeRequest {
    /// What is to hold so far.
    pub calendar: CalendarView,
    /// The notice.
    pub text: String,
}

/// Sets which days are worked.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SetCalendarRequest {
    /// What is to hold.
    pub calendar: CalendarView,
    /// On whose word: the yearly notice.
    pub reason: String,
}

/// Which data checks run, and from where on something is odd.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct CheckSettings {
    /// Classes that do not run.
    pub off: Vec<String>,
    /// A change by more than so many per cent is a jump.
    pub jump_percent: String,
    /// A change by so many per cent and more is shown to the checker as a large one.
    pub large_percent: String,
    /// A change by less than so many steps of the last decimal is none.
    pub jump_steps: u32,
    /// The same value in so many periods running is odd.
    pub same_periods: u32,
    /// Whole hundreds in so many periods running are odd.
    pub round_periods: u32,
    /// How far out an outlier is, as a modified z-score.
    pub outlier_score: String,
    /// So many others, and so many earlier values, are needed to speak of an outlier.
    pub outlier_least: u32,
    /// So many earlier values are needed to see a slip of the decimal point.
    pub slip_least: u32,
    /// Rows are twins if so many columns hold the same numbers.
    pub twin_columns: u32,
    /// 勾稽关系.
    pub relations: Vec<RelationLine>,
}

/// Sums of indicators that must be equal, or not more than one another.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RelationLine {
    /// The indicators on the left.
    pub left: Vec<String>,
    /// = or <=.
    pub sign: String,
    /// The indicators on the right.
    pub right: Vec<String>,
}

/// Sets the data checks.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SetChecksRequest {
    /// What is to hold.
    pub checks: CheckSettings,
    /// On whose word: a document, a decision.
    pub reason: String,
}

/// A code with its word.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct NamedView {
    /// The code.
    pub code: String,
    /// The word.
    pub word: String,
}

/// How targets are judged.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AssessmentSettings {
    /// 持平: so many points behind still count as on schedule.
    pub tolerance_points: String,
    /// From so many points behind on it is 严重滞后.
    pub far_behind_points: String,
    /// Only completed periods count towards 时间进度.
    pub completed_periods_only: bool,
    /// The share of the value that 左右 allows where nothing was agreed: 0.05.
    pub approx_tolerance: String,
    /// Which lamps the statuses get.
    pub lamps: LampsView,
}

/// A table of lamps.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LampsView {
    /// The code of the shipped table; none: the office's own.
    pub preset: Option<String>,
    /// Its name.
    pub name: String,
    /// Its lines; the first that fits decides.
    pub rules: Vec<LampLine>,
}

/// A line of a table of lamps.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LampLine {
    /// The status it is for.
    pub status: String,
    /// How far it reaches: points (序时差), months (behind in a row), quarter (not behind yet when the last one
    /// ended), days_left (to the deadline); none: always.
    pub bound: Option<String>,
    /// The number of the bound, where it has one.
    pub at_most: Option<u32>,
    /// blue, green, yellow, orange, red, grey, none.
    pub lamp: String,
}

/// Sets a group of settings.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct SetSettingsRequest {
    /// How targets are judged. Of a shipped table of lamps the code counts, of an own one the lines.
    pub assessment: AssessmentSettings,
    /// On whose word: a document, a decision.
    pub reason: String,
}

/// Tries a table of lamps on what the ledger holds; nothing is written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct TryLampsRequest {
    /// As of when, for whom.
    pub context: Context,
    /// The lines.
    pub rules: Vec<LampLine>,
}

/// What a table of lamps would show.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LampsTrial {
    /// How many targets would get which lamp; lamps that none gets are left out.
    pub counts: Vec<LampCount>,
    /// The cases that get no lamp and the lines that are never reached. Such a table cannot be set.
    pub problems: Vec<ProblemView>,
}

/// How many targets have a lamp.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct LampCount {
    /// The lamp.
    pub lamp: String,
    /// How many.
    pub count: u32,
}
