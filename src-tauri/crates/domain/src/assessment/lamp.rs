//! Lamps: colours are local, so they are a table that maps every status, and where it matters the
//! 序时差, to a lamp. No national standard exists (domain guide §3.4); a preset must be total.
//!
//! Deliberately absent: meaning. A lamp never stands without the word and the shape of its status.

use crate::kernel::{Decimal, Rate, word_enum};

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

/// One line of a preset: a status, and if given how far behind at most, in points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LampRule {
    /// The status it is for.
    pub status: Status,
    /// It holds while the target is behind by at most so many points; none: always.
    pub behind_by_at_most: Option<u32>,
    /// The lamp.
    pub lamp: Lamp,
}

/// Lines of a table in the order in which they are tried.
fn always(statuses: &[Status], lamp: Lamp) -> impl Iterator<Item = LampRule> {
    statuses.iter().map(move |status| LampRule { status: *status, behind_by_at_most: None, lamp })
}

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

    /// The lamp of a status; `variance` is the 序时差 as a fraction.
    pub fn lamp(self, status: Status, variance: Option<Rate>) -> Lamp {
        lamp_by(&self.rules(), status, variance)
    }
}

/// The first line that fits decides; a table without one for the status gives grey.
pub fn lamp_by(rules: &[LampRule], status: Status, variance: Option<Rate>) -> Lamp {
    let fits = |rule: &&LampRule| {
        rule.status == status
            && rule.behind_by_at_most.is_none_or(|points| {
                let limit = Rate::whole(Decimal::new(-i64::from(points), 2));
                matches!((variance, limit), (Some(variance), Some(limit)) if variance >= limit)
            })
    };
    rules.iter().find(fits).map_or(Lamp::Grey, |rule| rule.lamp)
}

/// Statuses for which a table has no line that always holds: such a table is not total.
pub fn uncovered(rules: &[LampRule]) -> Vec<Status> {
    let total =
        |status: &Status| rules.iter().any(|rule| rule.status == *status && rule.behind_by_at_most.is_none());
    Status::ALL.iter().copied().filter(|status| !total(status)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(text: &str) -> Option<Rate> {
        let value = Decimal::from_str_exact(text).unwrap();
        Rate::new(value, Decimal::ONE_HUNDRED)
    }

    #[test]
    fn every_preset_is_total() {
        for preset in LampPreset::ALL {
            assert_eq!(uncovered(&preset.rules()), [], "{preset} covers every status");
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
        for (status, lamp) in expected {
            assert_eq!(LampPreset::Standard.lamp(status, None).code(), lamp, "{status}");
        }
    }

    #[test]
    fn the_three_colours_of_schedule_go_by_points() {
        let check = |variance: &str, lamp: Lamp| {
            let found = LampPreset::ScheduleThree.lamp(Status::FarBehind, points(variance));
            assert_eq!(found, lamp, "{variance} points");
        };
        check("-9.9", Lamp::Green);
        check("-10", Lamp::Green);
        check("-10.01", Lamp::Yellow);
        check("-30", Lamp::Yellow);
        check("-30.01", Lamp::Red);
        assert_eq!(
            LampPreset::ScheduleThree.lamp(Status::FarBehind, None),
            Lamp::Red,
            "no variance, no mercy"
        );
    }

    #[test]
    fn in_one_city_red_is_good() {
        assert_eq!(LampPreset::RedIsGood.lamp(Status::Done, None), Lamp::Red);
    }
}
