//! Lamps: colours are local, so they are a table that maps every status, and where it matters the
//! 序时差, to a lamp. No national standard exists (domain guide §3.4); a preset must be total.
//!
//! Deliberately absent: meaning. A lamp never stands without the word and the shape of its status.

use std::fmt;
use std::str::FromStr;

use crate::kernel::{Decimal, FieldError, Problem, Rate, word_enum};

use super::outcome::{Lamp, Status};

word_enum! {
    /// A shipped table of lamps.
    LampPreset {
        /// 蓝绿黄红: the table of design §4.
        Standard = "standard", "标准（蓝绿黄红）";
        /// 绿 达到序时, 黄 低于序时10–30个百分点, 红 低于超过30个百分点; 0–10 is green (银川 2025).
        ScheduleThree = "schedule_three", "序时差三色";
        /// 绿 按期, 黄 应开未开, 红 逾期 (银川).
        StartThree = "start_three", "开工三色";
        /// 黄 未达序时, 红 期末未完成 (松阳).
        TwoSteps = "two_steps", "两级递进";
        /// 蓝 较好, 黄 一般, 红 较差 (陇县).
        BlueYellowRedProgress = "blue_yellow_red_progress", "蓝黄红（进度）";
        /// 蓝 临近时限, 黄 未达序时, 红 逾期 (宿迁).
        BlueYellowRedDue = "blue_yellow_red_due", "蓝黄红（时限）";
        /// 蓝 提醒, 橙 警告, 红 责令限期办结 (三明).
        Supervision = "supervision", "蓝橙红督查单";
        /// 蓝 顺利, 黄 较慢, 红 难以按期 (广元).
        Rectification = "rectification", "整改三色";
        /// 红 优秀, 黄 较差: why colours cannot be hard-coded (渭南 2014).
        RedIsGood = "red_is_good", "红优黄差";
    }
}

/// One line of a table: a status, and if given how far behind at most, in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LampRule {
    /// The status it is for.
    pub status: Status,
    /// It holds while the target is behind by at most so many points; none: always.
    pub behind_by_at_most: Option<u32>,
    /// The lamp.
    pub lamp: Lamp,
}

/// `behind<=10:yellow`, `done:blue`.
impl fmt::Display for LampRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.behind_by_at_most {
            None => write!(f, "{}:{}", self.status, self.lamp),
            Some(points) => write!(f, "{}<={points}:{}", self.status, self.lamp),
        }
    }
}

impl FromStr for LampRule {
    type Err = FieldError;

    fn from_str(text: &str) -> Result<Self, FieldError> {
        let unreadable = || FieldError::Unreadable { name: "lamp rule".into(), text: text.into() };
        let (of, lamp) = text.split_once(':').ok_or_else(unreadable)?;
        let (status, points) = match of.split_once("<=") {
            None => (of, None),
            Some((status, points)) => (status, Some(points.trim().parse().map_err(|_| unreadable())?)),
        };
        Ok(Self { status: status.trim().parse()?, behind_by_at_most: points, lamp: lamp.trim().parse()? })
    }
}

/// A line for each of some statuses that always holds.
fn always(statuses: &[Status], lamp: Lamp) -> impl Iterator<Item = LampRule> {
    statuses.iter().map(move |status| LampRule { status: *status, behind_by_at_most: None, lamp })
}

/// A line for each of some statuses that holds up to so many points behind.
fn up_to(points: u32, statuses: &[Status], lamp: Lamp) -> impl Iterator<Item = LampRule> {
    statuses.iter().map(move |status| LampRule { status: *status, behind_by_at_most: Some(points), lamp })
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
                .chain(up_to(10, LAGGING, Green))
                .chain(up_to(30, LAGGING, Yellow))
                .chain(always(LAGGING, Red))
                .chain(up_to(10, IDLE, Green))
                .chain(up_to(30, IDLE, Yellow))
                .chain(always(IDLE, Red))
                .chain(always(FAILED, Red))
                .collect(),
            Self::StartThree => always(MET, Green)
                .chain(always(on_track, Green))
                .chain(always(LAGGING, Green))
                .chain(always(IDLE, Yellow))
                .chain(always(FAILED, Red))
                .collect(),
            Self::TwoSteps => always(MET, Green)
                .chain(always(on_track, Green))
                .chain(always(LAGGING, Yellow))
                .chain(always(IDLE, Yellow))
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
                .chain(always(on_track, Blue))
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
    /// No line of the status holds however far behind it is: from so many points on no lamp is given; none: at all.
    Uncovered(Status, Option<u32>),
    /// The line with this number, from 0, is never reached: an earlier line of its status takes all it could.
    Unreached(usize, Status),
}

impl LampFault {
    /// The faults as problems of the setting: the status that gets no lamp, and from how many points on; the
    /// number of the line from 1.
    pub fn problems(faults: &[Self]) -> Vec<Problem> {
        let problem = |fault: &Self| match fault {
            Self::Uncovered(status, points) => {
                let problem = Problem::error("lamps.uncovered", "lamps").with(status).with(status.word());
                points.iter().fold(problem, |problem, points| problem.with(points))
            }
            Self::Unreached(line, status) => {
                Problem::error("lamps.unreached", "lamps").with(line + 1).with(status.word())
            }
        };
        faults.iter().map(problem).collect()
    }
}

/// The lamps of an office: a shipped table or its own. Either gives every status exactly one lamp, however far
/// behind it is; a table that does not cannot be made.
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

    /// The lamp of a status; `variance` is the 序时差 as a fraction.
    pub fn lamp(&self, status: Status, variance: Option<Rate>) -> Lamp {
        let fits = |rule: &&LampRule| rule.status == status && rule.reaches(variance);
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

    /// The case of a line in words; of several lines of a status each names its points.
    fn case(&self, rule: &LampRule) -> String {
        let word = rule.status.word();
        let bounds = self.rules.iter().filter(|other| other.status == rule.status);
        match (rule.behind_by_at_most, bounds.filter_map(|other| other.behind_by_at_most).max()) {
            (Some(points), _) => format!("{word}不超过{points}个百分点"),
            (None, Some(points)) => format!("{word}超过{points}个百分点"),
            (None, None) => word.to_owned(),
        }
    }
}

impl LampRule {
    /// Whether it holds at a 序时差; without one only a line without a bound does.
    fn reaches(&self, variance: Option<Rate>) -> bool {
        self.behind_by_at_most.is_none_or(|points| {
            let limit = Rate::whole(Decimal::new(-i64::from(points), 2));
            matches!((variance, limit), (Some(variance), Some(limit)) if variance >= limit)
        })
    }
}

/// Statuses for which no line always holds, and lines that none ever comes to.
fn faults(rules: &[LampRule]) -> Vec<LampFault> {
    let of = |status: Status| rules.iter().enumerate().filter(move |(_, rule)| rule.status == status);
    let mut faults = Vec::new();
    for &status in Status::ALL {
        let mut covered: Option<Option<u32>> = None;
        for (at, rule) in of(status) {
            let further = match (covered, rule.behind_by_at_most) {
                (None, _) | (Some(Some(_)), None) => true,
                (Some(None), _) => false,
                (Some(Some(before)), Some(now)) => now > before,
            };
            if further {
                covered = Some(rule.behind_by_at_most);
            } else {
                faults.push(LampFault::Unreached(at, status));
            }
        }
        match covered {
            None => faults.push(LampFault::Uncovered(status, None)),
            Some(Some(points)) => faults.push(LampFault::Uncovered(status, Some(points))),
            Some(None) => {}
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

    fn points(text: &str) -> Option<Rate> {
        let value = Decimal::from_str_exact(text).unwrap();
        Rate::new(value, Decimal::ONE_HUNDRED)
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
            assert_eq!(lamps.lamp(status, None).code(), lamp, "{status}");
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
            assert_eq!(lamps.lamp(Status::FarBehind, points(variance)), lamp, "{variance} points");
        }
        assert_eq!(lamps.lamp(Status::FarBehind, None), Lamp::Red, "no variance, no mercy");
    }

    #[test]
    fn in_one_city_red_is_good() {
        assert_eq!(Lamps::preset(LampPreset::RedIsGood).lamp(Status::Done, None), Lamp::Red);
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
            (&["behind<=5:green"], &[Uncovered(Status::Behind, Some(5))]),
            (&["behind<=5:green", "behind<=9:red"], &[Uncovered(Status::Behind, Some(9))]),
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
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for text in ["", "standart", "done:blue", "done", "done<=x:blue", "done:purple", "finished:blue"] {
            assert!(text.parse::<Lamps>().is_err(), "{text}");
        }
    }

    fn any_rule() -> impl Strategy<Value = LampRule> {
        let status = proptest::sample::select(Status::ALL);
        let lamp = proptest::sample::select(Lamp::ALL);
        let bound = proptest::option::of(0u32..60);
        (status, bound, lamp).prop_map(|(status, behind_by_at_most, lamp)| LampRule {
            status,
            behind_by_at_most,
            lamp,
        })
    }

    proptest! {
        /// Lines thrown together, most statuses given a last word: whatever is accepted answers every case by a
        /// line of its own, and comes back from its text.
        #[test]
        fn an_accepted_table_covers_every_status_at_every_variance(
            thrown in proptest::collection::vec(any_rule(), 0..12),
            last in proptest::collection::vec(proptest::sample::select(Lamp::ALL), Status::ALL.len()),
            left_out in proptest::option::weighted(0.2, 0..Status::ALL.len()),
            variance in proptest::option::of(-9000i64..3000),
        ) {
            let closing = Status::ALL.iter().zip(last).enumerate().filter(|(at, _)| Some(*at) != left_out);
            let closing = closing.map(|(_, (&status, lamp))| LampRule { status, behind_by_at_most: None, lamp });
            let mut rules: Vec<LampRule> =
                thrown.into_iter().filter(|rule| rule.behind_by_at_most.is_some()).collect();
            rules.sort_by_key(|rule| rule.behind_by_at_most);
            rules.dedup_by_key(|rule| (rule.status, rule.behind_by_at_most));
            rules.extend(closing);
            let variance = variance.and_then(|v| Rate::new(v.into(), 10_000.into()));
            match Lamps::own(rules.clone()) {
                Ok(lamps) => {
                    for &status in Status::ALL {
                        let mut fitting = rules.iter().filter(|r| r.status == status && r.reaches(variance));
                        let first = fitting.next();
                        prop_assert!(first.is_some(), "{status} at {variance:?} in {lamps}");
                        prop_assert_eq!(first.map(|rule| rule.lamp), Some(lamps.lamp(status, variance)));
                    }
                    prop_assert_eq!(lamps.to_string().parse::<Lamps>().unwrap(), lamps);
                }
                Err(faults) => prop_assert!(!faults.is_empty()),
            }
        }
    }
}
