//! 调度表: which indicators, of which units, how often, due when.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDateTime, NaiveTime, TimeDelta};

use super::{Calendar, Measure, ResultKey};
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
        /// 半月报.
        HalfMonth = "half_month", "半月报";
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
            Self::HalfMonth => PeriodKind::HalfMonth,
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

/// A day of a month.
pub type DayOfMonth = u32;

/// On which day reports are due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DueDay {
    /// Days after the last day of the period; negative: before.
    After(i32),
    /// This day of the last month of the period, in a shorter month its last one.
    OfMonth(DayOfMonth),
}

impl DueDay {
    /// The days after the period's last, where they say it.
    pub fn days_after(self) -> Option<i32> {
        match self {
            Self::After(days) => Some(days),
            Self::OfMonth(_) => None,
        }
    }

    /// The day of the month, where that says it.
    pub fn of_month(self) -> Option<DayOfMonth> {
        match self {
            Self::After(_) => None,
            Self::OfMonth(day) => Some(day),
        }
    }

    fn of(self, period: Period) -> Option<Date> {
        match self {
            Self::After(days) => period.last_day().checked_add_signed(TimeDelta::days(days.into())),
            Self::OfMonth(day) => of_last_month(period, day),
        }
    }
}

/// A day of the last month of a period; in a shorter month its last one.
fn of_last_month(period: Period, day: DayOfMonth) -> Option<Date> {
    let last = period.last_day();
    last.with_day(day.clamp(1, last.day()))
}

/// Up to which day figures are counted, and by when they are reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueRule {
    /// 报送截止日.
    pub day: DueDay,
    /// 数据截止日, a day of the last month of the period; none: the period's end.
    pub as_of_day: Option<DayOfMonth>,
    /// The time of day, `17:00`.
    pub time: String,
    /// What happens on days off.
    pub holiday: HolidayRule,
}

impl DueRule {
    /// The day by which a period is due; the rule moves it off days that are not worked.
    pub fn day(&self, period: Period, calendar: &Calendar) -> Option<Date> {
        let mut day = self.day.of(period)?;
        while !calendar.works(day) {
            day = match self.holiday {
                HolidayRule::Postpone => day.succ_opt()?,
                HolidayRule::Advance => day.pred_opt()?,
                HolidayRule::Keep => break,
            };
        }
        Some(day)
    }

    /// 数据截止日 of a period.
    pub fn as_of(&self, period: Period) -> Date {
        let day = self.as_of_day.and_then(|day| of_last_month(period, day));
        day.unwrap_or_else(|| period.last_day())
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
    /// What it asked before, the first one first.
    pub earlier: Vec<Edition>,
}

/// What a form asked until a day. How often, of whom and under whom it asks are the same in all its editions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The last day of the last period it was in force for.
    pub until: Date,
    /// The name on the sheet.
    pub name: String,
    /// The measures of indicators that differ from that of the sheet.
    pub measures: BTreeMap<IndicatorId, Measure>,
    /// What it asked for, in order.
    pub indicators: Vec<IndicatorId>,
    /// When it was due.
    pub due: DueRule,
    /// Indicators whose figures had to be proven.
    pub evidence: Vec<IndicatorId>,
    /// 注.
    pub notes: Vec<String>,
}

impl Form {
    /// The form as it asks in a period, without what it asked in others.
    pub fn in_force(&self, period: Period) -> Self {
        let now = Self { earlier: Vec::new(), ..self.clone() };
        let Some(edition) = self.edition(period).cloned() else { return now };
        let Edition { until: _, name, measures, indicators, due, evidence, notes } = edition;
        Self { name, measures, indicators, due, evidence, notes, ..now }
    }

    /// The edition that held in a period; none: what it asks now.
    fn edition(&self, period: Period) -> Option<&Edition> {
        self.earlier.iter().find(|edition| period.last_day() <= edition.until)
    }

    /// What it asks for in a period.
    pub fn indicators_in(&self, period: Period) -> &[IndicatorId] {
        self.edition(period).map_or(&self.indicators, |edition| &edition.indicators)
    }

    /// 填报口径 of an indicator in a period.
    pub fn measure_in(&self, indicator: &IndicatorId, period: Period) -> Measure {
        let measures = self.edition(period).map_or(&self.measures, |edition| &edition.measures);
        measures.get(indicator).copied().unwrap_or(self.measure)
    }

    /// When a period is due.
    pub fn due_in(&self, period: Period) -> &DueRule {
        self.edition(period).map_or(&self.due, |edition| &edition.due)
    }

    /// Whether it asks for a cell of a unit that reports on it, as it asks in the period of the cell.
    pub fn asks_for(&self, key: &ResultKey) -> bool {
        self.asks_in(key.period, &key.indicator, key.measure)
    }

    /// Whether it asks for an indicator in a measure in a period.
    pub fn asks_in(&self, period: Period, indicator: &IndicatorId, measure: Measure) -> bool {
        self.frequency.period_kind() == period.kind()
            && self.indicators_in(period).contains(indicator)
            && self.measure_in(indicator, period) == measure
    }

    /// Everything it asks for or ever asked for.
    pub fn ever_asked(&self) -> impl Iterator<Item = &IndicatorId> {
        self.indicators.iter().chain(self.earlier.iter().flat_map(|edition| &edition.indicators))
    }

    /// In which stretches of days it asks for an indicator, from the first to the last day (none: without end): for the
    /// periods that end in them.
    pub fn asks(&self, indicator: &IndicatorId) -> Vec<(Option<Date>, Option<Date>)> {
        let editions = self.earlier.iter().map(|edition| (&edition.indicators, Some(edition.until)));
        let mut found = Vec::new();
        let (mut from, mut asking) = (None, false);
        let mut before: Option<Date> = None;
        for (indicators, until) in editions.chain([(&self.indicators, None)]) {
            let asks = indicators.contains(indicator);
            if asks && !asking {
                from = before.and_then(|last| last.succ_opt());
            } else if asking && !asks {
                found.push((from, before));
            }
            (asking, before) = (asks, until);
        }
        found.extend(asking.then_some((from, None)));
        found
    }

    /// The editions of a form that begins with a period: it asked for nothing before.
    pub fn earlier_than_begun(&self, period: Period) -> Option<Vec<Edition>> {
        let mut earlier = Self { earlier: Vec::new(), ..self.clone() }.earlier_than(period)?;
        earlier.iter_mut().for_each(|nothing| nothing.indicators.clear());
        Some(earlier)
    }

    /// The editions before a change that holds from a period on: what it asks now becomes one of them, unless it began
    /// with that period itself. None where it began later.
    pub fn earlier_than(&self, period: Period) -> Option<Vec<Edition>> {
        let until = period.previous()?.last_day();
        let begun = self.earlier.last().map(|last| last.until);
        let mut earlier = self.earlier.clone();
        if begun.is_some_and(|begun| begun > until) {
            return None;
        }
        if begun != Some(until) {
            earlier.push(Edition {
                until,
                name: self.name.clone(),
                measures: self.measures.clone(),
                indicators: self.indicators.clone(),
                due: self.due.clone(),
                evidence: self.evidence.clone(),
                notes: self.notes.clone(),
            });
        }
        Some(earlier)
    }

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
            .set_list("evidence", &self.evidence)
            .set_list("note", &self.notes);
        self.due.write(&mut fields, "due");
        for (indicator, measure) in &self.measures {
            fields.set(&format!("measure.{indicator}"), measure);
        }
        for (at, edition) in self.earlier.iter().enumerate() {
            edition.write(&mut fields, &format!("earlier.{at}"));
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
            due: DueRule::read(fields, "due")?,
            evidence: fields.list("evidence")?,
            notes: fields.list("note")?,
            earlier: Edition::all(fields)?,
        })
    }
}

impl DueRule {
    fn write(&self, fields: &mut Fields, under: &str) {
        fields
            .set_opt(&format!("{under}.days_after"), self.day.days_after())
            .set_opt(&format!("{under}.day"), self.day.of_month())
            .set_opt(&format!("{under}.as_of_day"), self.as_of_day)
            .set(&format!("{under}.time"), &self.time)
            .set(&format!("{under}.holiday"), self.holiday);
    }

    fn read(fields: &Fields, under: &str) -> Result<Self, FieldError> {
        Ok(Self {
            day: match fields.parse_opt(&format!("{under}.day"))? {
                Some(day) => DueDay::OfMonth(day),
                None => DueDay::After(fields.parse(&format!("{under}.days_after"))?),
            },
            as_of_day: fields.parse_opt(&format!("{under}.as_of_day"))?,
            time: fields.need(&format!("{under}.time"))?.to_owned(),
            holiday: fields.parse(&format!("{under}.holiday"))?,
        })
    }
}

impl Edition {
    fn write(&self, fields: &mut Fields, under: &str) {
        let name = |part: &str| format!("{under}.{part}");
        fields
            .set(&name("until"), self.until)
            .set(&name("name"), &self.name)
            .set_list(&name("indicator"), &self.indicators)
            .set_list(&name("evidence"), &self.evidence)
            .set_list(&name("note"), &self.notes);
        for (indicator, measure) in &self.measures {
            fields.set(&name(&format!("measure.{indicator}")), measure);
        }
        self.due.write(fields, &name("due"));
    }

    /// `earlier.0`, `earlier.1`, …
    fn all(fields: &Fields) -> Result<Vec<Self>, FieldError> {
        let mut all = Vec::new();
        loop {
            let under = format!("earlier.{}", all.len());
            let name = |part: &str| format!("{under}.{part}");
            let Some(until) = fields.parse_opt(&name("until"))? else { return Ok(all) };
            all.push(Self {
                until,
                name: fields.need(&name("name"))?.to_owned(),
                measures: fields
                    .under(&name("measure"))
                    .map(|(indicator, measure)| Ok((indicator.into(), measure.parse()?)))
                    .collect::<Result<_, FieldError>>()?,
                indicators: fields.list(&name("indicator"))?,
                due: DueRule::read(fields, &name("due"))?,
                evidence: fields.list(&name("evidence"))?,
                notes: fields.list(&name("note"))?,
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_read_as_the_form_asked_then() {
        let period = |text: &str| text.parse::<Period>().expect("a period");
        let first = Form {
            id: "f".into(),
            name: "月报".into(),
            frequency: Frequency::Month,
            measure: Measure::Ytd,
            measures: BTreeMap::from([("b".into(), Measure::Period)]),
            indicators: vec!["a".into(), "b".into()],
            parent: "c".into(),
            level: Level::Township,
            due: DueRule {
                day: DueDay::After(5),
                as_of_day: None,
                time: "17:00".into(),
                holiday: HolidayRule::Keep,
            },
            evidence: vec!["a".into()],
            notes: vec!["注".into()],
            earlier: Vec::new(),
        };
        let revised = |before: &Form, from: &str, name: &str, indicators: &[&str]| {
            let earlier = before.earlier_than(period(from)).expect("editions");
            let indicators = indicators.iter().map(|id| (*id).into()).collect();
            Form { name: name.into(), indicators, measures: BTreeMap::new(), earlier, ..before.clone() }
        };
        let second = revised(&first, "2022-04", "新月报", &["a", "c"]);
        let third = revised(&second, "2022-06", "再新月报", &["c"]);
        for (at, name, indicators) in [
            ("2021-12", "月报", &["a", "b"][..]),
            ("2022-03", "月报", &["a", "b"]),
            ("2022-04", "新月报", &["a", "c"]),
            ("2022-05", "新月报", &["a", "c"]),
            ("2022-06", "再新月报", &["c"]),
            ("2030-01", "再新月报", &["c"]),
        ] {
            let then = third.in_force(period(at));
            assert_eq!(then.name, name, "{at}");
            assert_eq!(
                then.indicators.iter().map(IndicatorId::as_str).collect::<Vec<_>>(),
                indicators,
                "{at}"
            );
            assert_eq!(third.indicators_in(period(at)), then.indicators, "{at}");
            assert_eq!(*third.due_in(period(at)), then.due, "{at}");
            assert_eq!(third.measure_in(&"b".into(), period(at)), then.measure_of(&"b".into()), "{at}");
        }
        assert_eq!(third.in_force(period("2022-01")).measure_of(&"b".into()), Measure::Period);
        assert_eq!(third.ever_asked().count(), 5);
        let asks = |id: &str| {
            let days = |day: Option<Date>| day.map_or("…".to_owned(), |day| day.to_string());
            let stretches = third.asks(&id.into()).into_iter();
            stretches.map(|(from, until)| format!("{}至{}", days(from), days(until))).collect::<Vec<_>>()
        };
        assert_eq!(asks("a"), ["…至2022-05-31"], "in two editions, one stretch");
        assert_eq!(asks("b"), ["…至2022-03-31"]);
        assert_eq!(asks("c"), ["2022-04-01至…"]);
        assert_eq!(asks("d"), [""; 0]);
        assert_eq!(third.earlier_than(period("2022-05")), None, "it began later");
        assert_eq!(third.earlier_than(period("2022-06")).as_ref(), Some(&third.earlier), "it began then");
        assert_eq!(Form::from_fields("f", &third.to_fields()), Ok(third));
    }

    /// 每月25日前报截至20日.
    #[test]
    fn a_day_of_the_month_is_that_day_or_the_months_last() {
        let rule = |day, as_of_day| DueRule {
            day: DueDay::OfMonth(day),
            as_of_day,
            time: "17:00".into(),
            holiday: HolidayRule::Keep,
        };
        for (day, as_of_day, at, due, as_of) in [
            (25, Some(20), "2022-06", "2022-06-25", "2022-06-20"),
            (25, Some(20), "2022-07", "2022-07-25", "2022-07-20"),
            (31, Some(30), "2022-02", "2022-02-28", "2022-02-28"),
            (31, None, "2024-02", "2024-02-29", "2024-02-29"),
            (25, Some(20), "2022-Q2", "2022-06-25", "2022-06-20"),
            (10, Some(15), "2022", "2022-12-10", "2022-12-15"),
        ] {
            let (rule, period) = (rule(day, as_of_day), at.parse::<Period>().expect("a period"));
            let found = rule.day(period, &Calendar::default()).map(|day| day.to_string());
            assert_eq!(found.as_deref(), Some(due), "{at}");
            assert_eq!(rule.as_of(period).to_string(), as_of, "{at}");
            let mut fields = Fields::new();
            rule.write(&mut fields, "due");
            assert_eq!(DueRule::read(&fields, "due"), Ok(rule));
        }
    }

    #[test]
    fn a_due_day_leaves_the_weekend_as_its_rule_says() {
        let calendar = Calendar::of("2025-10-01..2025-10-08", "2025-10-11").expect("days");
        let due = |days_after, time: &str, holiday, period: &str| {
            let rule =
                DueRule { day: DueDay::After(days_after), as_of_day: None, time: time.into(), holiday };
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
