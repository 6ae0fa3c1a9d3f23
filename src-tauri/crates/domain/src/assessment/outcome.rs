//! What an assessment says: the status of one target for one unit as of one day, with every number
//! it rests on. All numbers are exact fractions; they are rounded where they are printed.
//!
//! Deliberately absent: words of a bulletin (reports make sentences of this) and anything stored:
//! an assessment is computed, never kept as truth.

use chrono::Datelike as _;

use crate::kernel::{
    Date, Decimal, IndicatorId, OrgUnitId, Period, Problem, Qualifier, Rate, TargetId, word_enum,
};
use crate::results::ResultKey;
use crate::targets::CompletionRule;

use super::lamp::LampFacts;

word_enum! {
    /// The one list of statuses (design §4).
    Status {
        /// Target passed, strictly, where more is better.
        Exceeded = "exceeded", "超额完成";
        /// Target met.
        Done = "done", "已完成";
        /// Not behind by more than the tolerance.
        OnTrack = "on_track", "达到序时";
        /// Behind by up to ten points.
        Behind = "behind", "滞后";
        /// Behind by more; a keep-target broken; coverage or ≤ target missed at its date.
        FarBehind = "far_behind", "严重滞后";
        /// Deadline passed, not met.
        Overdue = "overdue", "逾期未完成";
        /// Begun, and nothing reported done.
        NotStarted = "not_started", "未启动";
        /// Not met, no schedule applies, not yet due.
        Unscheduled = "unscheduled", "不考核时序";
        /// Window not begun, or no period of it has ended.
        NotDue = "not_due", "未到期";
        /// Nothing reported for the period.
        NoReport = "no_report", "未报";
        /// From the allocation.
        NoTask = "no_task", "无任务";
    }
}

impl Status {
    /// Whether it counts as behind in the memory 曾滞后 and in the count of periods behind.
    pub fn is_behind(self) -> bool {
        matches!(self, Self::Behind | Self::FarBehind | Self::Overdue | Self::NotStarted)
    }

    /// Whether the target is met.
    pub fn is_met(self) -> bool {
        matches!(self, Self::Exceeded | Self::Done)
    }

    /// The order of lists that show the worst first.
    pub fn urgency(self) -> u8 {
        match self {
            Self::Overdue => 0,
            Self::NotStarted => 1,
            Self::FarBehind => 2,
            Self::Behind => 3,
            Self::NoReport => 4,
            Self::Unscheduled => 5,
            Self::OnTrack => 6,
            Self::Done => 7,
            Self::Exceeded => 8,
            Self::NotDue => 9,
            Self::NoTask => 10,
        }
    }
}

word_enum! {
    /// A lamp. It never stands without its word.
    Lamp {
        /// 蓝.
        Blue = "blue", "蓝";
        /// 绿.
        Green = "green", "绿";
        /// 黄.
        Yellow = "yellow", "黄";
        /// 橙.
        Orange = "orange", "橙";
        /// 红.
        Red = "red", "红";
        /// 灰.
        Grey = "grey", "灰";
        /// No lamp.
        None = "none", "—";
    }
}

impl Lamp {
    /// The shape that stands beside the word, so that a black-and-white copy says the same. 未报 has one of its own.
    pub fn symbol(self, status: Status) -> &'static str {
        match self {
            Self::Blue => "★",
            Self::Green => "●",
            Self::Yellow => "▲",
            Self::Orange => "◆",
            Self::Red => "■",
            Self::Grey if status == Status::NoReport => "○",
            Self::Grey => "◇",
            Self::None => "—",
        }
    }
}

word_enum! {
    /// A mark beside a status, never a colour of its own.
    Mark {
        /// Behind at an earlier period's end, made up since.
        WasBehind = "was_behind", "曾滞后";
        /// A figure came late.
        Late = "late", "迟报";
        /// A figure was corrected after it had been submitted.
        Correction = "correction", "更正";
        /// A cell has several heads.
        Conflict = "conflict", "冲突";
        /// Something in the definition is open (tolerance, baseline, population, parts that do not add up).
        Unclear = "unclear", "口径待核";
        /// The unit says the indicator does not apply to it.
        NotApplicable = "not_applicable", "不适用";
        /// Forms ask for it at other times and not for this period.
        NotAsked = "not_asked", "不要求报送";
        /// Said to be done without evidence.
        NoEvidence = "no_evidence", "缺佐证";
    }
}

/// The window an assessment judges: of a recurring target the instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day.
    pub from: Option<Date>,
    /// 完成时限.
    pub deadline: Option<Date>,
}

/// 完成率 and the rule it follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The rate; none where the rule gives none.
    pub rate: Option<Rate>,
    /// The rule.
    pub rule: CompletionRule,
}

/// Where the plan stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheduled {
    /// 时间进度 or the planned share.
    pub progress: Rate,
    /// What should be reached by now, in the indicator's unit of measure.
    pub expected: Rate,
    /// 序时差 as a fraction (0.0325 is 3.25 points); none where there is no rate.
    pub variance: Option<Rate>,
    /// `calendar_month`, `curve`, …
    pub convention: &'static str,
}

/// What happens if it goes on as it did. An extrapolation, never a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Forecast {
    /// At the deadline.
    pub value: Decimal,
    /// The lower end of the band.
    pub low: Decimal,
    /// The upper end of the band.
    pub high: Decimal,
}

impl Forecast {
    /// The label that always stands beside it.
    pub const LABEL: &'static str = "extrapolation";
}

/// A unit with its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitValue {
    /// The unit.
    pub org_unit: OrgUnitId,
    /// Its value.
    pub value: Rate,
}

/// Who meets a per-unit rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageOutcome {
    /// Units that meet it; of 应X尽X what is covered.
    pub met: u64,
    /// The whole population; of 应X尽X what was found.
    pub population: u64,
    /// Of 应X尽X: the units that cover all they found, of so many.
    pub of_units: Option<(u64, u64)>,
    /// How many of the population did not report.
    pub not_reported: u64,
    /// met ÷ population; none where the population is empty.
    pub rate: Option<Rate>,
    /// The unit that is furthest from meeting it (the lowest, for ≥ rules).
    pub lowest: Option<UnitValue>,
    /// The sum of what the units below are short of.
    pub gap_sum: Option<Rate>,
    /// The units that reported and do not meet it, in official order.
    pub below: Vec<OrgUnitId>,
    /// Units for which the rule names no threshold (their attribute is missing).
    pub unclassified: Vec<OrgUnitId>,
}

impl CoverageOutcome {
    /// The units that meet it, of so many.
    pub fn units(&self) -> (u64, u64) {
        self.of_units.unwrap_or((self.met, self.population))
    }
}

/// 每年递增: the figure beside that of the same period of last year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rise {
    /// Last year's figure; none: not reported.
    pub before: Option<Rate>,
    /// Whether this year's is above it (below, where less is better); none where either is unknown.
    pub holds: Option<bool>,
}

/// What another published method says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresetOutcome {
    /// `tola`, `open_sdg_cagr`, `german_projection`.
    pub method: CompletionRule,
    /// Its value, with six decimals.
    pub value: Option<Decimal>,
    /// Its score, with four decimals.
    pub score: Option<Decimal>,
    /// Its own word for the status.
    pub status: &'static str,
}

/// A unit's own report beside the sum of its parts (汇总校核).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PartsCheck {
    /// The own report.
    pub own: Rate,
    /// What the parts give.
    pub parts: Rate,
    /// own − parts.
    pub difference: Rate,
    /// Whether every part reported: a difference with parts missing says little.
    pub complete: bool,
}

/// 位次.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// Ties share a place and the next is skipped.
    pub place: u32,
    /// Places gained (+) or lost (−) since the previous period; none without an earlier place.
    pub moved: Option<i32>,
}

/// The status of one target for one unit as of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The target.
    pub target: TargetId,
    /// The version that judges.
    pub valid_from: Option<Date>,
    /// What is measured.
    pub indicator: IndicatorId,
    /// For whom: the target's own unit, or one below it.
    pub org_unit: OrgUnitId,
    /// As of when.
    pub as_of: Date,
    /// The period whose figures were taken: the last that is completed.
    pub period: Option<Period>,
    /// The window, of a recurring target the instance's.
    pub window: Window,
    /// 目标值 for this unit (its share, where the target is broken down).
    pub goal: Option<Rate>,
    /// 累计完成, the stock, the share of units, the growth: what is compared with the goal.
    pub actual: Option<Rate>,
    /// How exact the actual is.
    pub qualifier: Qualifier,
    /// How many units reported.
    pub reported: usize,
    /// How many should have.
    pub expected: usize,
    /// Who did not.
    pub not_reported: Vec<OrgUnitId>,
    /// Cells with several heads, left out.
    pub conflicts: Vec<ResultKey>,
    /// Earlier periods of the window for which units reported nothing, though the sum needs them.
    pub missing_periods: Vec<(OrgUnitId, Period)>,
    /// The last day for which forms asked for it, where they do no longer.
    pub asked_until: Option<Date>,
    /// What a growth is measured from.
    pub base: Option<Rate>,
    /// 每年递增, where it is asked.
    pub rise: Option<Rise>,
    /// 完成率.
    pub completion: Completion,
    /// 序时; none where no schedule applies.
    pub schedule: Option<Scheduled>,
    /// 缺口.
    pub gap: Option<Rate>,
    /// 超额.
    pub surplus: Option<Rate>,
    /// 余量 of a ≤ target; negative: 超限.
    pub headroom: Option<Rate>,
    /// 后期月均需完成.
    pub required_per_month: Option<Rate>,
    /// Straight-line extrapolation.
    pub forecast: Option<Forecast>,
    /// The status.
    pub status: Status,
    /// Its lamp in the chosen preset.
    pub lamp: Lamp,
    /// Marks beside it.
    pub marks: Vec<Mark>,
    /// It holds today, but can still be broken before the window ends (keep, no_event, ≤ on running totals).
    pub provisional: bool,
    /// For how many period ends in a row, this one included, it has been behind; of what is kept, how many
    /// periods broke it.
    pub behind_for: u32,
    /// The last day of the first of those period ends.
    pub behind_since: Option<Date>,
    /// Of what adds up or is done once: the end of the first period from which it has been met without a break.
    pub met_on: Option<Date>,
    /// 位次, filled in by a ranking.
    pub rank: Option<Place>,
    /// Who meets the per-unit rule.
    pub coverage: Option<CoverageOutcome>,
    /// What another published method says.
    pub preset: Option<PresetOutcome>,
    /// 汇总校核.
    pub parts_check: Option<PartsCheck>,
    /// Why something could not be computed.
    pub problems: Vec<Problem>,
}

impl Assessment {
    /// How it stands, as far as a lamp may depend on it.
    pub fn lamp_facts(&self) -> LampFacts {
        LampFacts {
            variance: self.schedule.and_then(|schedule| schedule.variance),
            judged: self.period.map(Period::last_day),
            behind_since: self.behind_since,
            days_left: self.window.deadline.map(|deadline| (deadline - self.as_of).num_days()),
        }
    }

    /// The marks in words; of one that nobody asks for any more since when.
    pub fn mark_words(&self) -> Vec<String> {
        let word = |mark: &Mark| match self.asked_until.and_then(|until| until.succ_opt()) {
            Some(since) if *mark == Mark::NotAsked => {
                let day = if since.day() == 1 { String::new() } else { format!("{}日", since.day()) };
                format!("{}年{}月{day}起{}", since.year(), since.month(), mark.word())
            }
            _ => mark.word().to_owned(),
        };
        self.marks.iter().map(word).collect()
    }
}
