//! 调度表: which indicators, of which units, how often, due when.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime, TimeDelta};

use super::{Calendar, Measure};
use crate::kernel::{
    Date, FieldError, Fields, FormId, IndicatorId, OrgUnitId, Period, PeriodKind, word_enum,
};
use crate::org::Level;

word_enum! {
    /// How often a form is due.
    Frequency {
        /// 年报.
        Year = "year", "年报";
        /// 半年报.
        HalfYear = "half_year", "半年报";
        /// 季报.
        Quarter = "quarter", "季报";
        /// 月报.
        Month = "month", "月报";
        /// 旬报.
        TenDay = "ten_day", "旬报";
        /// 周报.
        Week = "week", "周报";
        /// 日报.
        Day = "day", "日报";
    }
}

impl Frequency {
    /// The kind of period it reports for.
    pub fn period_kind(self) -> PeriodKind {
        match self {
            Self::Year => PeriodKind::Year,
            Self::HalfYear => PeriodKind::HalfYear,
            Self::Quarter => PeriodKind::Quarter,
            Self::Month => PeriodKind::Month,
            Self::TenDay => PeriodKind::TenDay,
            Self::Week => PeriodKind::Week,
            Self::Day => PeriodKind::Day,
        }
    }
}

word_enum! {
    /// 节假日规则.
    HolidayRule {
        /// 顺延.
        Postpone = "postpone", "顺延";
        /// 提前.
        Advance = "advance", "提前";
        /// 不变.
        Keep = "keep", "不变";
    }
}

/// 报送截止时间, counted from the period's last day; it may come first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRule {
    /// Days after the last day of the period; negative: before.
    pub days_after: i32,
    /// The time of day, `17:00`.
    pub time: String,
    /// What happens on days off.
    pub holiday: HolidayRule,
}

impl DueRule {
    /// The day by which a period is due; the rule moves it off days that are not worked.
    pub fn day(&self, period: Period, calendar: &Calendar) -> Option<Date> {
        let mut day = period.last_day().checked_add_signed(TimeDelta::days(self.days_after.into()))?;
        while !calendar.works(day) {
            day = match self.holiday {
                HolidayRule::Postpone => day.succ_opt()?,
                HolidayRule::Advance => day.pred_opt()?,
                HolidayRule::Keep => break,
            };
        }
        Some(day)
    }

    /// The moment by which a period is due, by the clock of the place; without a readable time the day's end.
    pub fn moment(&self, period: Period, calendar: &Calendar) -> Option<NaiveDateTime> {
        let day = self.day(period, calendar)?;
        let time = NaiveTime::parse_from_str(&self.time, "%H:%M").ok();
        time.map(|time| day.and_time(time)).or_else(|| day.and_hms_opt(23, 59, 59))
    }
}

/// A form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// The id.
    pub id: FormId,
    /// The name on the sheet.
    pub name: String,
    /// How often.
    pub frequency: Frequency,
    /// 填报口径 of the sheet,
    pub measure: Measure,
    /// and of the indicators that differ from it.
    pub measures: BTreeMap<IndicatorId, Measure>,
    /// What it asks for, in order.
    pub indicators: Vec<IndicatorId>,
    /// The unit under which it is collected.
    pub parent: OrgUnitId,
    /// The level of the units that report.
    pub level: Level,
    /// When it is due.
    pub due: DueRule,
    /// Indicators whose figures have to be proven (须附佐证).
    pub evidence: Vec<IndicatorId>,
    /// 注.
    pub notes: Vec<String>,
}

impl Form {
    /// 填报口径 of an indicator on this form.
    pub fn measure_of(&self, indicator: &IndicatorId) -> Measure {
        self.measures.get(indicator).copied().unwrap_or(self.measure)
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("name", &self.name)
            .set("frequency", self.frequency)
            .set("measure", self.measure)
            .set_list("indicator", &self.indicators)
            .set("parent", &self.parent)
            .set("level", self.level)
            .set("due.days_after", self.due.days_after)
            .set("due.time", &self.due.time)
            .set("due.holiday", self.due.holiday)
            .set_list("evidence", &self.evidence)
            .set_list("note", &self.notes);
        for (indicator, measure) in &self.measures {
            fields.set(&format!("measure.{indicator}"), measure);
        }
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            id: FormId::new(id),
            name: fields.need("name")?.to_owned(),
            frequency: fields.parse("frequency")?,
            measure: fields.parse("measure")?,
            measures: fields
                .under("measure")
                .map(|(indicator, measure)| Ok((indicator.into(), measure.parse()?)))
                .collect::<Result<_, FieldError>>()?,
            indicators: fields.list("indicator")?,
            parent: fields.parse("parent")?,
            level: fields.parse("level")?,
            due: DueRule {
                days_after: fields.parse("due.days_after")?,
                time: fields.need("due.time")?.to_owned(),
                holiday: fields.parse("due.holiday")?,
            },
            evidence: fields.list("evidence")?,
            notes: fields.list("note")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_due_day_leaves_the_weekend_as_its_rule_says() {
        let calendar = Calendar::of("2025-10-01..2025-10-08", "2025-10-11").expect("days");
        let due = |days_after, time: &str, holiday, period: &str| {
            let rule = DueRule { days_after, time: time.into(), holiday };
            rule.moment(period.parse().expect("a period"), &calendar).map(|moment| moment.to_string())
        };
        // 3 July 2022 is a Sunday, 5 July a Tuesday.
        for (days_after, holiday, expected) in [
            (5, HolidayRule::Postpone, "2022-07-05 17:00:00"),
            (3, HolidayRule::Postpone, "2022-07-04 17:00:00"),
            (2, HolidayRule::Postpone, "2022-07-04 17:00:00"),
            (3, HolidayRule::Advance, "2022-07-01 17:00:00"),
            (3, HolidayRule::Keep, "2022-07-03 17:00:00"),
            (-2, HolidayRule::Keep, "2022-06-28 17:00:00"),
        ] {
            assert_eq!(
                due(days_after, "17:00", holiday, "2022-06").as_deref(),
                Some(expected),
                "{days_after}"
            );
        }
        assert_eq!(due(5, "下班前", HolidayRule::Keep, "2022-06").as_deref(), Some("2022-07-05 23:59:59"));
        // The first week of October is off, the Saturday after it is worked.
        for (days_after, holiday, expected) in [
            (5, HolidayRule::Postpone, "2025-10-09 17:00:00"),
            (5, HolidayRule::Advance, "2025-09-30 17:00:00"),
            (11, HolidayRule::Postpone, "2025-10-11 17:00:00"),
            (12, HolidayRule::Postpone, "2025-10-13 17:00:00"),
        ] {
            assert_eq!(
                due(days_after, "17:00", holiday, "2025-09").as_deref(),
                Some(expected),
                "{days_after}"
            );
        }
    }
}
