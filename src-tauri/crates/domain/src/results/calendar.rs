//! Which days are worked: neither Saturday nor Sunday, unless the yearly notice of the State Council moves them.

use std::collections::BTreeSet;

use chrono::Datelike as _;

use crate::kernel::{Date, FieldError, Fields, Problem};

/// 休息日和调休上班日 beyond the week. The notice comes every autumn for the next year, so none is shipped: the office
/// sets what it was told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// Holidays.
    off: BTreeSet<Date>,
    /// Saturdays and Sundays that are worked for them.
    worked: BTreeSet<Date>,
}

impl Calendar {
    /// The group of settings it is: the key of its row.
    pub const GROUP: &'static str = "calendar";

    /// From days as a person writes them: one or `first..last`, each on its own line or between signs.
    pub fn of(off: &str, worked: &str) -> Result<Self, Vec<Problem>> {
        let read = |place: &str, text: &str| {
            days(text).map_err(|wrong| Problem::error("calendar.unreadable", place).with(wrong))
        };
        match (read("off", off), read("worked", worked)) {
            (Ok(off), Ok(worked)) => Ok(Self { off, worked }),
            (off, worked) => Err(off.err().into_iter().chain(worked.err()).collect()),
        }
    }

    /// Whether a day is worked.
    pub fn works(&self, day: Date) -> bool {
        self.worked.contains(&day) || !self.off.contains(&day) && day.weekday().number_from_monday() <= 5
    }

    /// The holidays, days that follow each other as one stretch.
    pub fn off(&self) -> Vec<String> {
        stretches(&self.off)
    }

    /// The Saturdays and Sundays that are worked.
    pub fn worked(&self) -> Vec<String> {
        stretches(&self.worked)
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set("off", self.off().join(";")).set("worked", self.worked().join(";"));
        fields
    }

    /// Reads a row.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        let read = |name: &str| {
            let text = fields.get(name).unwrap_or_default();
            days(text).map_err(|wrong| FieldError::Unreadable { name: name.into(), text: wrong })
        };
        Ok(Self { off: read("off")?, worked: read("worked")? })
    }

    /// The same with a year as it was announced in place of what was set for it.
    pub fn with_year(&self, year: i32, off: BTreeSet<Date>, worked: BTreeSet<Date>) -> Self {
        let others = |held: &BTreeSet<Date>| -> BTreeSet<Date> {
            held.iter().copied().filter(|day| day.year() != year).collect()
        };
        Self { off: &others(&self.off) | &off, worked: &others(&self.worked) | &worked }
    }

    /// The same with one list set by its name.
    pub fn with(&self, name: &str, text: &str) -> Result<Self, Vec<Problem>> {
        let (off, worked) = (self.off().join(";"), self.worked().join(";"));
        match name {
            "off" => Self::of(text, &worked),
            "worked" => Self::of(&off, text),
            _ => Err(vec![Problem::error("setting.unknown", name).with(name)]),
        }
    }

    /// What cannot be set so.
    pub fn problems(&self) -> Vec<Problem> {
        let both = self.off.intersection(&self.worked).next();
        both.map(|day| Problem::error("calendar.both", "worked").with(day)).into_iter().collect()
    }
}

/// Longer than any holiday: a slip of the year would close the office for good.
const LONGEST: i64 = 31;

fn days(text: &str) -> Result<BTreeSet<Date>, String> {
    let mut found = BTreeSet::new();
    let parts = text.split(|c: char| c.is_whitespace() || ";；,，、".contains(c));
    for part in parts.filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once("..").or_else(|| part.split_once('至')).unwrap_or((part, part));
        let day = |text: &str| text.parse::<Date>().map_err(|_| part.to_owned());
        let (first, last) = (day(first)?, day(last)?);
        let long = (last - first).num_days();
        if !(0..LONGEST).contains(&long) {
            return Err(part.to_owned());
        }
        found.extend(first.iter_days().take(long as usize + 1));
    }
    Ok(found)
}

fn stretches(days: &BTreeSet<Date>) -> Vec<String> {
    let mut found: Vec<(Date, Date)> = Vec::new();
    for day in days {
        match found.last_mut() {
            Some((_, last)) if last.succ_opt() == Some(*day) => *last = *day,
            _ => found.push((*day, *day)),
        }
    }
    let text = |(first, last): (Date, Date)| {
        if first == last { first.to_string() } else { format!("{first}..{last}") }
    };
    found.into_iter().map(text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_row_comes_back() {
        let own = Calendar::of("2024-10-01至2024-10-07，2024-06-10", "2024-09-29\n2024-10-12").expect("days");
        assert_eq!(own.off(), ["2024-06-10", "2024-10-01..2024-10-07"]);
        assert_eq!(Calendar::from_fields(&own.to_fields()), Ok(own));
        assert_eq!(Calendar::from_fields(&Fields::new()), Ok(Calendar::default()));
    }

    #[test]
    fn what_is_set_goes_before_the_week() {
        let set = Calendar::of("2024-10-01..2024-10-07", "2024-09-29;2024-10-12").expect("days");
        for (text, works) in [
            ("2024-09-28", false), // a Saturday
            ("2024-09-29", true),  // a Sunday that is worked
            ("2024-09-30", true),
            ("2024-10-01", false),
            ("2024-10-07", false), // a Monday
            ("2024-10-08", true),
            ("2024-10-12", true), // a Saturday that is worked
            ("2024-10-13", false),
        ] {
            assert_eq!(set.works(day(text)), works, "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_named() {
        for (text, wrong) in [
            ("2025-13-01", "2025-13-01"),
            ("2025-01-01..2024-01-01", "2025-01-01..2024-01-01"),
            ("2025-01-01..2026-01-01", "2025-01-01..2026-01-01"),
            ("国庆", "国庆"),
        ] {
            let problems = Calendar::of(text, "").expect_err("it is no day");
            assert_eq!(
                (problems[0].code, problems[0].detail.as_slice()),
                ("calendar.unreadable", &[wrong.to_owned()][..])
            );
        }
        let both = Calendar::of("2025-01-01", "2025-01-01").expect("days");
        assert_eq!(both.problems()[0].code, "calendar.both");
        assert_eq!(both.with("speed", "1").expect_err("no such list")[0].code, "setting.unknown");
        assert_eq!(both.with("worked", "").map(|set| set.problems().len()), Ok(0));
    }
}
