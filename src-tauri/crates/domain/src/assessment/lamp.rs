//! Lamps: colours are local, so they are a table that maps every status, and where it matters how far or how long
//! it is behind or how near the deadline is, to a lamp. No national standard exists (domain guide §3.4); a preset
//! must be total.
//!
//! Deliberately absent: meaning. A lamp never stands without the word and the shape of its status.

use std::fmt;
use std::str::FromStr;

use chrono::Datelike as _;

use crate::kernel::{Date, Decimal, FieldError, Period, PeriodKind, Problem, Rate, word_enum};

use super::outcome::{Lamp, Status};

word_enum! {
    /// A shipped table of lamps.
    LampPreset {
        /// 蓝绿黄红: the table of design §4.
        Standard = "standard", "标准（蓝绿黄红）";
        /// 绿 达到序时, 黄 低于序时10–30个百分点, 红 低于超过30个百分点; 0–10 is green (银川 2025).
        ScheduleThree = "schedule_three", "序时差三色";
        /// 绿 按期开工, 黄 应开未开, 红 连续3个月应开未开, or 逾期 (银川).
        StartThree = "start_three", "开工三色";
        /// 黄 月度不达标, 红 季度未完成 (松阳).
        TwoSteps = "two_steps", "两级递进";
        /// 蓝 较好, 黄 一般, 红 较差 (陇县).
        BlueYellowRedProgress = "blue_yellow_red_progress", "蓝黄红（进度）";
        /// 蓝 临近时限, 黄 未达序时, 红 逾期 (宿迁); near are the last 30 days, about which it says nothing.
        BlueYellowRedDue = "blue_yellow_red_due", "蓝黄红（时限）";
        /// 蓝 提醒, 橙 警告, 红 责令限期办结 (三明).
        Supervision = "supervision", "蓝橙红督查单";
        /// 蓝 顺利, 黄 较慢, 红 难以按期 (广元).
        Rectification = "rectification", "整改三色";
        /// 红 优秀, 黄 较差: why colours cannot be hard-coded (渭南 2014).
        RedIsGood = "red_is_good", "红优黄差";
    }
}

/// How a target stands, as far as a lamp may depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LampFacts {
    /// 序时差, as a fraction.
    pub variance: Option<Rate>,
    /// The last day of the period that is judged.
    pub judged: Option<Date>,
    /// The last day of the earliest period since which it has been behind without a break.
    pub behind_since: Option<Date>,
    /// Days to the deadline; negative: it is over.
    pub days_left: Option<i64>,
}

impl LampFacts {
    /// For how many calendar months it has been behind, that in which it fell behind included.
    fn months_behind(&self) -> u32 {
        let month = |day: Date| day.year() * 12 + day.month0() as i32;
        let since =
            self.behind_since.zip(self.judged).map(|(since, judged)| month(judged) - month(since) + 1);
        since.and_then(|months| u32::try_from(months).ok()).unwrap_or(0)
    }

    /// Whether it was behind when a quarter ended last, that of the judged period included.
    fn missed_a_quarter(&self) -> bool {
        let quarter = self.judged.and_then(|day| Period::ending_on_or_before(PeriodKind::Quarter, day));
        quarter.zip(self.behind_since).is_some_and(|(quarter, since)| since <= quarter.last_day())
    }
}

/// How far a line of a table reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LampBound {
    /// Behind by at most so many points.
    Points(u32),
    /// Behind for at most so many months in a row.
    Months(u32),
    /// Not behind yet when the last quarter ended.
    Quarter,
    /// At most so many days to the deadline.
    DaysLeft(u32),
}

impl LampBound {
    /// points, months, quarter, days_left.
    pub fn code(self) -> &'static str {
        match self {
            Self::Points(_) => "points",
            Self::Months(_) => "months",
            Self::Quarter => "quarter",
            Self::DaysLeft(_) => "days_left",
        }
    }

    /// Its number, where it has one.
    pub fn at_most(self) -> Option<u32> {
        match self {
            Self::Points(most) | Self::Months(most) | Self::DaysLeft(most) => Some(most),
            Self::Quarter => None,
        }
    }

    /// The bound with a code and a number.
    pub fn of(code: &str, at_most: Option<u32>) -> Option<Self> {
        match (code, at_most) {
            ("points", Some(most)) => Some(Self::Points(most)),
            ("months", Some(most)) => Some(Self::Months(most)),
            ("quarter", _) => Some(Self::Quarter),
            ("days_left", Some(most)) => Some(Self::DaysLeft(most)),
            _ => None,
        }
    }

    /// Whether it holds; without a 序时差 or a deadline none about them does.
    fn holds(self, facts: &LampFacts) -> bool {
        match self {
            Self::Points(points) => {
                let limit = Rate::whole(Decimal::new(-i64::from(points), 2));
                matches!((facts.variance, limit), (Some(variance), Some(limit)) if variance >= limit)
            }
            Self::Months(months) => facts.months_behind() <= months,
            Self::Quarter => !facts.missed_a_quarter(),
            Self::DaysLeft(days) => facts.days_left.is_some_and(|left| left <= i64::from(days)),
        }
    }

    /// Whether it holds wherever another does.
    fn includes(self, other: Self) -> bool {
        self.code() == other.code() && self.at_most() >= other.at_most()
    }

    /// The case in words.
    fn within(self) -> String {
        match self {
            Self::Points(points) => format!("不超过{points}个百分点"),
            Self::Months(months) => format!("连续不超过{months}个月"),
            Self::Quarter => "未跨季度".to_owned(),
            Self::DaysLeft(days) => format!("，距时限不超过{days}天"),
        }
    }

    /// What it leaves in words.
    fn beyond(self) -> String {
        match self {
            Self::Points(points) => format!("超过{points}个百分点"),
            Self::Months(months) => format!("连续超过{months}个月"),
            Self::Quarter => "已跨季度".to_owned(),
            Self::DaysLeft(days) => format!("，距时限超过{days}天"),
        }
    }
}

/// `10`, `2m`, `quarter`, `30d`.
impl fmt::Display for LampBound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Points(points) => write!(f, "{points}"),
            Self::Months(months) => write!(f, "{months}m"),
            Self::Quarter => f.write_str("quarter"),
            Self::DaysLeft(days) => write!(f, "{days}d"),
        }
    }
}

impl FromStr for LampBound {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let text = text.trim();
        let number = |digits: &str| {
            let unreadable = || FieldError::Unreadable { name: "lamp bound".into(), text: text.into() };
            digits.parse().map_err(|_| unreadable())
        };
        Ok(match (text, text.strip_suffix('m'), text.strip_suffix('d')) {
            ("quarter", ..) => Self::Quarter,
            (_, Some(months), _) => Self::Months(number(months)?),
            (_, _, Some(days)) => Self::DaysLeft(number(days)?),
            _ => Self::Points(number(text)?),
        })
    }
}

/// One line of a table: a status, and if given how far it reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LampRule {
    /// The status it is for.
    pub status: Status,
    /// How far it reaches; none: it always holds.
    pub bound: Option<LampBound>,
    /// The lamp.
    pub lamp: Lamp,
}

/// `behind<=10:yellow`, `not_started<=2m:yellow`, `done:blue`.
impl fmt::Display for LampRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.bound {
            None => write!(f, "{}:{}", self.status, self.lamp),
            Some(bound) => write!(f, "{}<={bound}:{}", self.status, self.lamp),
        }
    }
}

impl FromStr for LampRule {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let unreadable = || FieldError::Unreadable { name: "lamp rule".into(), text: text.into() };
        let (of, lamp) = text.split_once(':').ok_or_else(unreadable)?;
        let (status, bound) = match of.split_once("<=") {
            None => (of, None),
            Some((status, bound)) => (status, Some(bound.parse()?)),
        };
        Ok(Self { status: status.trim().parse()?, bound, lamp: lamp.trim().parse()? })
    }
}

/// A line for each of some statuses that always holds.
fn always(statuses: &[Status], lamp: Lamp) -> impl Iterator<Item = LampRule> {
    statuses.iter().map(move |status| LampRule { status: *status, bound: None, lamp })
}

/// A line for each of some statuses that holds within a bound.
fn within(bound: LampBound, statuses: &[Status], lamp: Lamp) -> impl Iterator<Item = LampRule> {
    statuses.iter().map(move |status| LampRule { status: *status, bound: Some(bound), lamp })
}

const MET: &[Status] = &[Status::Exceeded, Status::Done];
const LAGGING: &[Status] = &[Status::Behind, Status::FarBehind];
const FAILED: &[Status] = &[Status::Overdue];
const IDLE: &[Status] = &[Status::NotStarted];
const OPEN: &[Status] = &[Status::Unscheduled, Status::NotDue, Status::NoReport];

impl LampPreset {
    /// The table: the first line that fits decides. Grey and no lamp are the same everywhere.
    pub fn rules(self) -> Vec<LampRule> {
        use Lamp::{Blue, Green, Orange, Red, Yellow};
        use LampBound::{DaysLeft, Months, Points, Quarter};
        let on_track = &[Status::OnTrack];
        let behind = &[Status::Behind];
        let far = &[Status::FarBehind];
        let mut rules: Vec<LampRule> = match self {
            Self::Standard => always(MET, Blue)
                .chain(always(on_track, Green))
                .chain(always(behind, Yellow))
                .chain(always(far, Red))
                .chain(always(FAILED, Red))
                .chain(always(IDLE, Red))
                .collect(),
            Self::ScheduleThree => always(MET, Green)
                .chain(always(on_track, Green))
                .chain(within(Points(10), LAGGING, Green))
                .chain(within(Points(30), LAGGING, Yellow))
                .chain(always(LAGGING, Red))
                .chain(within(Points(10), IDLE, Green))
                .chain(within(Points(30), IDLE, Yellow))
                .chain(always(IDLE, Red))
                .chain(always(FAILED, Red))
                .collect(),
            Self::StartThree => always(MET, Green)
                .chain(always(on_track, Green))
                .chain(always(LAGGING, Green))
                .chain(within(Months(2), IDLE, Yellow))
                .chain(always(IDLE, Red))
                .chain(always(FAILED, Red))
                .collect(),
            Self::TwoSteps => always(MET, Green)
                .chain(always(on_track, Green))
                .chain(within(Quarter, LAGGING, Yellow))
                .chain(always(LAGGING, Red))
                .chain(within(Quarter, IDLE, Yellow))
                .chain(always(IDLE, Red))
                .chain(always(FAILED, Red))
                .collect(),
            Self::BlueYellowRedProgress | Self::Rectification => always(MET, Blue)
                .chain(always(on_track, Blue))
                .chain(always(behind, Yellow))
                .chain(always(far, Red))
                .chain(always(IDLE, Red))
                .chain(always(FAILED, Red))
                .collect(),
            Self::BlueYellowRedDue => always(MET, Green)
                .chain(within(DaysLeft(30), on_track, Blue))
                .chain(always(on_track, Green))
                .chain(always(LAGGING, Yellow))
                .chain(always(IDLE, Yellow))
                .chain(always(FAILED, Red))
                .collect(),
            Self::Supervision => always(MET, Green)
                .chain(always(on_track, Green))
                .chain(always(behind, Blue))
                .chain(always(far, Orange))
                .chain(always(IDLE, Orange))
                .chain(always(FAILED, Red))
                .collect(),
            Self::RedIsGood => always(MET, Red)
                .chain(always(on_track, Red))
                .chain(always(behind, Blue))
                .chain(always(far, Yellow))
                .chain(always(IDLE, Yellow))
                .chain(always(FAILED, Yellow))
                .collect(),
        };
        rules.extend(always(OPEN, Lamp::Grey));
        rules.extend(always(&[Status::NoTask], Lamp::None));
        rules
    }
}

/// What is wrong with a table of lamps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LampFault {
    /// No line of the status holds whatever the case: beyond this bound no lamp is given; none: at all.
    Uncovered(Status, Option<LampBound>),
    /// The line with this number, from 0, is never reached: an earlier line of its status takes all it could.
    Unreached(usize, Status),
}

impl LampFault {
    /// The faults as problems of the setting: the status that gets no lamp, and in which case; the number of the
    /// line from 1.
    pub fn problems(faults: &[Self]) -> Vec<Problem> {
        let problem = |fault: &Self| match fault {
            Self::Uncovered(status, bound) => {
                let problem = Problem::error("lamps.uncovered", "lamps").with(status).with(status.word());
                bound.iter().fold(problem, |problem, bound| problem.with(bound.beyond()))
            }
            Self::Unreached(line, status) => {
                Problem::error("lamps.unreached", "lamps").with(line + 1).with(status.word())
            }
        };
        faults.iter().map(problem).collect()
    }
}

/// The lamps of an office: a shipped table or its own. Either gives every status exactly one lamp, however it
/// stands; a table that does not cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lamps {
    preset: Option<LampPreset>,
    rules: Vec<LampRule>,
}

impl Lamps {
    /// A shipped table.
    pub fn preset(preset: LampPreset) -> Self {
        Self { preset: Some(preset), rules: preset.rules() }
    }

    /// A table of the office's own, the first line that fits decides; or everything that is wrong with it.
    pub fn own(rules: Vec<LampRule>) -> Result<Self, Vec<LampFault>> {
        let faults = faults(&rules);
        if faults.is_empty() { Ok(Self { preset: None, rules }) } else { Err(faults) }
    }

    /// Which shipped table it is; none: the office's own.
    pub fn shipped(&self) -> Option<LampPreset> {
        self.preset
    }

    /// The lines in the order in which they are tried.
    pub fn rules(&self) -> &[LampRule] {
        &self.rules
    }

    /// The name of the table.
    pub fn name(&self) -> &'static str {
        self.preset.map_or("自定", LampPreset::word)
    }

    /// The lamp of a status.
    pub fn lamp(&self, status: Status, facts: &LampFacts) -> Lamp {
        let fits = |rule: &&LampRule| rule.status == status && rule.holds(facts);
        self.rules.iter().find(fits).map_or(Lamp::Grey, |rule| rule.lamp)
    }

    /// The table in words, a lamp at a time: `▲黄：滞后（不超过10个百分点）`.
    pub fn legend(&self) -> Vec<String> {
        let of = |lamp: Lamp| {
            let mine = self.rules.iter().filter(|rule| rule.lamp == lamp);
            let mine: Vec<(Status, String)> = mine.map(|rule| (rule.status, self.case(rule))).collect();
            let (first, _) = mine.first()?;
            let cases: Vec<&str> = mine.iter().map(|(_, case)| case.as_str()).collect();
            let word = if lamp == Lamp::None { "不亮灯" } else { lamp.word() };
            Some(format!("{}{word}：{}", lamp.symbol(*first), cases.join("、")))
        };
        Lamp::ALL.iter().filter_map(|lamp| of(*lamp)).collect()
    }

    /// The case of a line in words; the last of several lines of a status names what the one before it leaves.
    fn case(&self, rule: &LampRule) -> String {
        let bounds = self.rules.iter().filter(|other| other.status == rule.status);
        let said = match (rule.bound, bounds.filter_map(|other| other.bound).next_back()) {
            (Some(bound), _) => bound.within(),
            (None, Some(before)) => before.beyond(),
            (None, None) => String::new(),
        };
        format!("{}{said}", rule.status.word())
    }
}

impl LampRule {
    fn holds(&self, facts: &LampFacts) -> bool {
        self.bound.is_none_or(|bound| bound.holds(facts))
    }
}

/// Statuses for which no line always holds, and lines that none ever comes to.
fn faults(rules: &[LampRule]) -> Vec<LampFault> {
    let mut faults = Vec::new();
    for &status in Status::ALL {
        let mut before: Vec<Option<LampBound>> = Vec::new();
        for (at, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.status == status) {
            let takes_all = |earlier: &Option<LampBound>| match (earlier, rule.bound) {
                (None, _) => true,
                (Some(_), None) => false,
                (Some(earlier), Some(bound)) => earlier.includes(bound),
            };
            if before.iter().any(takes_all) {
                faults.push(LampFault::Unreached(at, status));
            } else {
                before.push(rule.bound);
            }
        }
        if !before.contains(&None) {
            faults.push(LampFault::Uncovered(status, before.last().copied().flatten()));
        }
    }
    faults
}

/// The code of a shipped table, or the lines of an own one: `done:blue;behind<=10:green;behind:yellow;…`.
impl fmt::Display for Lamps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.preset {
            Some(preset) => write!(f, "{preset}"),
            None => {
                let lines: Vec<String> = self.rules.iter().map(ToString::to_string).collect();
                f.write_str(&lines.join(";"))
            }
        }
    }
}

impl FromStr for Lamps {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        if let Ok(preset) = text.parse() {
            return Ok(Self::preset(preset));
        }
        let rules = text.split(';').map(str::trim).filter(|line| !line.is_empty());
        let rules: Vec<LampRule> = rules.map(str::parse).collect::<Result<_, _>>()?;
        Self::own(rules).map_err(|_| FieldError::Unreadable { name: "lamps".into(), text: text.into() })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn points(text: &str) -> LampFacts {
        let value = Decimal::from_str_exact(text).unwrap();
        LampFacts { variance: Rate::new(value, Decimal::ONE_HUNDRED), ..LampFacts::default() }
    }

    /// Judged for a period that ends on a day, behind since the end of another.
    fn behind(judged: &str, since: &str) -> LampFacts {
        let day = |text: &str| Some(text.parse().unwrap());
        LampFacts { judged: day(judged), behind_since: day(since), ..LampFacts::default() }
    }

    fn left(days: i64) -> LampFacts {
        LampFacts { days_left: Some(days), ..LampFacts::default() }
    }

    #[test]
    fn every_preset_covers_every_status_and_has_no_idle_line() {
        for preset in LampPreset::ALL {
            assert_eq!(faults(&preset.rules()), [], "{preset}");
        }
    }

    #[test]
    fn the_standard_table_is_that_of_the_design() {
        use Status::*;
        let expected = [
            (Exceeded, "blue"),
            (Done, "blue"),
            (OnTrack, "green"),
            (Behind, "yellow"),
            (FarBehind, "red"),
            (Overdue, "red"),
            (NotStarted, "red"),
            (Unscheduled, "grey"),
            (NotDue, "grey"),
            (NoReport, "grey"),
            (NoTask, "none"),
        ];
        assert_eq!(expected.len(), Status::ALL.len());
        let lamps = Lamps::preset(LampPreset::Standard);
        for (status, lamp) in expected {
            assert_eq!(lamps.lamp(status, &LampFacts::default()).code(), lamp, "{status}");
        }
    }

    #[test]
    fn the_three_colours_of_schedule_go_by_points() {
        let lamps = Lamps::preset(LampPreset::ScheduleThree);
        for (variance, lamp) in [
            ("-9.9", Lamp::Green),
            ("-10", Lamp::Green),
            ("-10.01", Lamp::Yellow),
            ("-30", Lamp::Yellow),
            ("-30.01", Lamp::Red),
        ] {
            assert_eq!(lamps.lamp(Status::FarBehind, &points(variance)), lamp, "{variance} points");
        }
        assert_eq!(lamps.lamp(Status::FarBehind, &LampFacts::default()), Lamp::Red, "no variance, no mercy");
    }

    #[test]
    fn in_one_city_red_is_good() {
        assert_eq!(Lamps::preset(LampPreset::RedIsGood).lamp(Status::Done, &LampFacts::default()), Lamp::Red);
    }

    #[test]
    fn some_tables_go_by_time() {
        use LampPreset::{BlueYellowRedDue, StartThree, TwoSteps};
        use Status::{Behind, FarBehind, NotStarted, OnTrack, Overdue};
        for (preset, status, facts, lamp) in [
            (StartThree, NotStarted, behind("2022-05-31", "2022-05-31"), Lamp::Yellow),
            (StartThree, NotStarted, behind("2022-05-31", "2022-04-30"), Lamp::Yellow),
            (StartThree, NotStarted, behind("2022-05-31", "2022-03-31"), Lamp::Red),
            (StartThree, NotStarted, behind("2022-01-31", "2021-11-30"), Lamp::Red),
            (StartThree, NotStarted, behind("2022-06-30", "2022-03-31"), Lamp::Red), // a form of quarters
            (StartThree, FarBehind, behind("2022-06-30", "2022-01-31"), Lamp::Green), // it has begun
            (TwoSteps, Behind, behind("2022-05-31", "2022-04-30"), Lamp::Yellow),
            (TwoSteps, Behind, behind("2022-05-31", "2022-03-31"), Lamp::Red),
            (TwoSteps, Behind, behind("2022-06-30", "2022-06-30"), Lamp::Red),
            (TwoSteps, FarBehind, behind("2022-07-31", "2022-07-31"), Lamp::Yellow),
            (TwoSteps, NotStarted, behind("2022-02-28", "2022-01-31"), Lamp::Yellow),
            (TwoSteps, NotStarted, behind("2022-03-31", "2022-01-31"), Lamp::Red),
            (BlueYellowRedDue, OnTrack, left(31), Lamp::Green),
            (BlueYellowRedDue, OnTrack, left(30), Lamp::Blue),
            (BlueYellowRedDue, OnTrack, left(0), Lamp::Blue),
            (BlueYellowRedDue, OnTrack, LampFacts::default(), Lamp::Green), // without a deadline
            (BlueYellowRedDue, Behind, left(3), Lamp::Yellow),
            (BlueYellowRedDue, Overdue, left(-1), Lamp::Red),
        ] {
            assert_eq!(Lamps::preset(preset).lamp(status, &facts), lamp, "{preset} {status} {facts:?}");
        }
    }

    /// The standard table with the lines of 滞后 in other ones.
    fn with_behind(lines: &[&str]) -> Vec<LampRule> {
        let standard = LampPreset::Standard.rules().into_iter().filter(|rule| rule.status != Status::Behind);
        standard.chain(lines.iter().map(|line| line.parse().unwrap())).collect()
    }

    #[test]
    fn a_table_with_a_gap_or_an_idle_line_is_refused_by_name() {
        use LampFault::*;
        let at = with_behind(&[]).len();
        for (lines, expected) in [
            (&["behind:yellow"][..], &[][..]),
            (&["behind<=5:green", "behind<=20:yellow", "behind:red"], &[]),
            (&[], &[Uncovered(Status::Behind, None)]),
            (&["behind<=5:green"], &[Uncovered(Status::Behind, Some(LampBound::Points(5)))]),
            (&["behind<=5:green", "behind<=9:red"], &[Uncovered(Status::Behind, Some(LampBound::Points(9)))]),
            (&["behind<=quarter:green"], &[Uncovered(Status::Behind, Some(LampBound::Quarter))]),
            (&["behind<=9:red", "behind<=2m:green", "behind<=30d:blue", "behind:red"], &[]),
            (&["behind<=2m:red", "behind<=1m:green", "behind:red"], &[Unreached(at + 1, Status::Behind)]),
            (
                &["behind<=quarter:red", "behind<=quarter:green", "behind:red"],
                &[Unreached(at + 1, Status::Behind)],
            ),
            (&["behind:yellow", "behind<=5:green"], &[Unreached(at + 1, Status::Behind)]),
            (&["behind<=9:red", "behind<=5:green", "behind:red"], &[Unreached(at + 1, Status::Behind)]),
            (&["behind<=5:red", "behind<=5:green", "behind:red"], &[Unreached(at + 1, Status::Behind)]),
            (&["behind:red", "behind:green"], &[Unreached(at + 1, Status::Behind)]),
        ] {
            assert_eq!(faults(&with_behind(lines)), expected, "{lines:?}");
        }
        assert_eq!(faults(&[]).len(), Status::ALL.len(), "an empty table covers nothing");
    }

    #[test]
    fn a_table_says_itself_in_words() {
        let lamps = Lamps::own(with_behind(&["behind<=5:green", "behind:yellow"])).unwrap();
        assert_eq!(
            lamps.legend(),
            [
                "★蓝：超额完成、已完成",
                "●绿：达到序时、滞后不超过5个百分点",
                "▲黄：滞后超过5个百分点",
                "■红：严重滞后、逾期未完成、未启动",
                "◇灰：不考核时序、未到期、未报",
                "—不亮灯：无任务",
            ]
        );
        assert_eq!(lamps.name(), "自定");
        for (preset, line) in [
            (LampPreset::StartThree, "▲黄：未启动连续不超过2个月"),
            (LampPreset::StartThree, "■红：未启动连续超过2个月、逾期未完成"),
            (LampPreset::TwoSteps, "▲黄：滞后未跨季度、严重滞后未跨季度、未启动未跨季度"),
            (LampPreset::TwoSteps, "■红：滞后已跨季度、严重滞后已跨季度、未启动已跨季度、逾期未完成"),
            (LampPreset::BlueYellowRedDue, "★蓝：达到序时，距时限不超过30天"),
        ] {
            let legend = Lamps::preset(preset).legend();
            assert!(legend.iter().any(|said| said == line), "{line} in {legend:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for text in [
            "",
            "standart",
            "done:blue",
            "done",
            "done<=x:blue",
            "done<=m:blue",
            "done<=:blue",
            "done:purple",
            "finished:blue",
        ] {
            assert!(text.parse::<Lamps>().is_err(), "{text}");
        }
    }

    fn any_rule() -> impl Strategy<Value = LampRule> {
        let status = proptest::sample::select(Status::ALL);
        let lamp = proptest::sample::select(Lamp::ALL);
        let bound = prop_oneof![
            (0u32..60).prop_map(LampBound::Points),
            (0u32..9).prop_map(LampBound::Months),
            Just(LampBound::Quarter),
            (0u32..90).prop_map(LampBound::DaysLeft),
        ];
        (status, bound, lamp).prop_map(|(status, bound, lamp)| LampRule { status, bound: Some(bound), lamp })
    }

    fn any_facts() -> impl Strategy<Value = LampFacts> {
        let variance = proptest::option::of(-9000i64..3000);
        let behind = proptest::option::of((0i64..700, 0i64..400));
        (variance, behind, proptest::option::of(-90i64..400)).prop_map(|(variance, behind, days_left)| {
            let first: Date = "2021-01-31".parse().unwrap();
            let day = |days: i64| first + chrono::TimeDelta::days(days);
            LampFacts {
                variance: variance.and_then(|v| Rate::new(v.into(), 10_000.into())),
                judged: behind.map(|(since, more)| day(since + more)),
                behind_since: behind.map(|(since, _)| day(since)),
                days_left,
            }
        })
    }

    proptest! {
        /// Lines thrown together, most statuses given a last word: whatever is accepted answers every case by a
        /// line of its own, and comes back from its text.
        #[test]
        fn an_accepted_table_covers_every_status_however_it_stands(
            thrown in proptest::collection::vec(any_rule(), 0..12),
            last in proptest::collection::vec(proptest::sample::select(Lamp::ALL), Status::ALL.len()),
            left_out in proptest::option::weighted(0.2, 0..Status::ALL.len()),
            facts in any_facts(),
        ) {
            let closing = Status::ALL.iter().zip(last).enumerate().filter(|(at, _)| Some(*at) != left_out);
            let closing = closing.map(|(_, (&status, lamp))| LampRule { status, bound: None, lamp });
            let mut rules = thrown;
            rules.sort_by_key(|rule| rule.bound.and_then(LampBound::at_most));
            rules.dedup_by_key(|rule| (rule.status, rule.bound.map(|bound| (bound.code(), bound.at_most()))));
            rules.extend(closing);
            match Lamps::own(rules.clone()) {
                Ok(lamps) => {
                    for &status in Status::ALL {
                        let mut fitting = rules.iter().filter(|r| r.status == status && r.holds(&facts));
                        let first = fitting.next();
                        prop_assert!(first.is_some(), "{status} at {facts:?} in {lamps}");
                        prop_assert_eq!(first.map(|rule| rule.lamp), Some(lamps.lamp(status, &facts)));
                    }
                    prop_assert_eq!(lamps.to_string().parse::<Lamps>().unwrap(), lamps);
                }
                Err(faults) => prop_assert!(!faults.is_empty()),
            }
        }
    }
}
