//! The stretch a target judges: its window, of a recurring target the instance, and how months
//! lie in it.
//!
//! Deliberately absent: working days and holidays (they belong to the due rule of a form), and
//! instances that begin on another day than the calendar's (学年, 农事季: write the window out).

use std::iter::successors;

use chrono::{Datelike, Months};

use crate::kernel::{Date, Period, PeriodKind, Rate};
use crate::programmes::{Accumulation, Indicator};
use crate::targets::{Recurrence, Target};

use super::outcome::Window;

/// The window of a target as of a day: of a recurring target the instance that holds the day (the
/// first before all of them, the last after), otherwise the stretch it states. A running total of
/// the year whose beginning is not stated begins with the year of its deadline.
pub fn window_of(target: &Target, indicator: &Indicator, as_of: Date) -> Window {
    if let Some(recurrence) = target.recurrence
        && let Some(instance) = instance_of(target, recurrence, as_of)
    {
        let deadline = target.deadline.map_or(instance.last_day(), |last| last.min(instance.last_day()));
        return Window { from: Some(instance.first_day()), deadline: Some(deadline) };
    }
    let by_year = matches!(indicator.accumulation, Accumulation::Ytd | Accumulation::PeriodFlow);
    let year_begins = target.deadline.filter(|_| by_year).and_then(|last| last.with_ordinal(1));
    Window { from: target.from.or(year_begins), deadline: target.deadline }
}

/// The instances of a recurring target that have begun by a day, the latest first; none of another target.
pub fn instances_of(target: &Target, as_of: Date) -> impl Iterator<Item = Period> {
    let first = target.from;
    let recurrence = target.recurrence;
    let latest = recurrence.and_then(|recurrence| instance_of(target, recurrence, as_of));
    successors(latest, move |instance| recurrence?.before(*instance))
        .skip_while(move |instance| instance.first_day() > as_of)
        .take_while(move |instance| first.is_none_or(|first| first <= instance.last_day()))
}

fn instance_of(target: &Target, recurrence: Recurrence, as_of: Date) -> Option<Period> {
    let day = target.from.map_or(as_of, |first| as_of.max(first));
    let day = target.deadline.map_or(day, |last| day.min(last));
    let instance = recurrence.instance_on(day)?;
    match target.from.filter(|first| instance.last_day() < *first) {
        Some(first) => recurrence.instance_from(first),
        None => Some(instance),
    }
}

impl Window {
    /// Whether it has begun on a day.
    pub fn has_begun(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day)
    }

    /// Whether its last day has come.
    pub fn is_due(self, day: Date) -> bool {
        self.deadline.is_some_and(|deadline| deadline <= day)
    }

    /// Whether its last day is over.
    pub fn has_passed(self, day: Date) -> bool {
        self.deadline.is_some_and(|deadline| deadline < day)
    }

    /// The months from the first day's to the deadline's, both counted; none where an end is open.
    pub fn months(self) -> Option<u64> {
        let (from, deadline) = (self.from?, self.deadline?);
        u64::try_from(month_number(deadline) - month_number(from) + 1).ok()
    }

    /// How many of its months are completed on a day. The last day of a month completes it; the
    /// deadline completes all.
    pub fn months_elapsed(self, day: Date) -> Option<u64> {
        let (from, months) = (self.from?, self.months()?);
        if self.is_due(day) {
            return Some(months);
        }
        let completed = month_number(day) - i64::from(!is_month_end(day));
        Some(u64::try_from(completed - month_number(from) + 1).unwrap_or(0).min(months))
    }

    /// The months after the day's month up to the deadline's: what 后期月均需完成 divides by.
    pub fn months_remaining(self, day: Date) -> Option<u64> {
        u64::try_from(month_number(self.deadline?) - month_number(day)).ok().filter(|months| *months > 0)
    }

    /// Days elapsed over days in the window, first and last day counted.
    pub fn day_progress(self, day: Date) -> Option<Rate> {
        let (from, deadline) = (self.from?, self.deadline?);
        let total = u64::try_from((deadline - from).num_days() + 1).ok()?;
        let elapsed = u64::try_from((day - from).num_days() + 1).unwrap_or(0).min(total);
        Rate::of_counts(elapsed, total)
    }

    /// Months completed over months in the window.
    pub fn month_progress(self, day: Date) -> Option<Rate> {
        Rate::of_counts(self.months_elapsed(day)?, self.months()?)
    }

    /// The same stretch a year earlier.
    pub fn last_year(self) -> Option<Self> {
        let shift = |day: Option<Date>| match day {
            Some(day) => day.checked_sub_months(Months::new(12)).map(Some),
            None => Some(None),
        };
        Some(Self { from: shift(self.from)?, deadline: shift(self.deadline)? })
    }
}

/// The last completed period whose figures may count: it ends by the as-of day and, for running
/// totals of a window, does not begin after the deadline.
pub fn judged_period(kind: PeriodKind, window: Window, as_of: Date, until_deadline: bool) -> Option<Period> {
    let limit = window.deadline.filter(|_| until_deadline).and_then(|last| Period::containing(kind, last));
    let day = limit.map_or(as_of, |period| as_of.min(period.last_day()));
    Period::ending_on_or_before(kind, day).filter(|period| window.has_begun(period.last_day()))
}

/// Months since the year 0, so that differences are months.
pub(crate) fn month_number(day: Date) -> i64 {
    i64::from(day.year()) * 12 + i64::from(day.month0())
}

/// Whether a day completes its month.
pub(crate) fn is_month_end(day: Date) -> bool {
    day.succ_opt().is_none_or(|next| next.month() != day.month())
}

#[cfg(test)]
mod tests {
    use super::super::testing::{day, target};
    use super::*;

    fn window(from: &str, deadline: &str) -> Window {
        Window { from: Some(day(from)), deadline: Some(day(deadline)) }
    }

    #[test]
    fn instances_up_to_a_day() {
        let check =
            |from: Option<&str>, last: Option<&str>, each: Option<Recurrence>, on: &str, expected: &str| {
                let mut target = target("t");
                (target.from, target.deadline, target.recurrence) = (from.map(day), last.map(day), each);
                let found: Vec<String> =
                    instances_of(&target, day(on)).take(5).map(|one| one.to_string()).collect();
                assert_eq!(found.join(" "), expected, "{from:?} to {last:?} on {on}");
            };
        use Recurrence as R;
        check(Some("2021-01-01"), None, Some(R::Year), "2023-02-01", "2023 2022 2021");
        check(Some("2021-01-01"), Some("2022-12-31"), Some(R::Year), "2025-02-01", "2022 2021");
        check(Some("2021-07-01"), None, Some(R::HalfYear), "2022-06-30", "2022-H1 2021-H2");
        check(Some("2022-02-01"), None, Some(R::Quarter), "2022-05-10", "2022-Q2 2022-Q1");
        check(Some("2022-02-01"), None, Some(R::Month), "2021-05-10", "");
        check(None, None, Some(R::Year), "2023-02-01", "2023 2022 2021 2020 2019");
        check(Some("2021-01-01"), None, None, "2023-02-01", "");
    }

    #[test]
    fn months_of_a_window() {
        let check = |from: &str, deadline: &str, on: &str, elapsed: u64, months: u64| {
            let window = window(from, deadline);
            assert_eq!(window.months(), Some(months), "{from}..{deadline}");
            assert_eq!(window.months_elapsed(day(on)), Some(elapsed), "{from}..{deadline} on {on}");
        };
        check("2022-01-01", "2022-12-31", "2022-06-30", 6, 12);
        check("2022-01-01", "2022-12-31", "2022-06-29", 5, 12);
        check("2022-01-01", "2022-12-31", "2022-11-30", 11, 12);
        check("2022-01-01", "2022-12-31", "2021-12-31", 0, 12);
        check("2022-01-01", "2022-12-31", "2021-02-10", 0, 12);
        check("2022-01-01", "2022-12-31", "2023-04-01", 12, 12);
        check("2021-01-01", "2025-12-31", "2022-06-30", 18, 60);
        check("2021-10-29", "2023-10-29", "2023-10-29", 25, 25);
        check("2024-02-01", "2024-02-29", "2024-02-29", 1, 1);
    }

    #[test]
    fn remaining_months() {
        let year = window("2022-01-01", "2022-12-31");
        assert_eq!(year.months_remaining(day("2022-06-30")), Some(6));
        assert_eq!(year.months_remaining(day("2022-06-01")), Some(6));
        assert_eq!(year.months_remaining(day("2022-12-01")), None, "nothing is divided by zero");
        assert_eq!(year.months_remaining(day("2023-02-01")), None);
    }

    #[test]
    fn days_are_counted_inclusively() {
        let year = window("2022-01-01", "2022-12-31");
        assert_eq!(year.day_progress(day("2022-01-01")), Rate::of_counts(1, 365));
        assert_eq!(year.day_progress(day("2022-12-31")), Some(Rate::ONE));
        assert_eq!(year.day_progress(day("2021-01-01")), Some(Rate::ZERO));
        assert_eq!(
            window("2022-02-01", "2022-01-01").day_progress(day("2022-01-15")),
            None,
            "no window at all"
        );
    }

    #[test]
    fn the_period_that_is_judged() {
        let year = window("2022-01-01", "2022-12-31");
        let check = |on: &str, until: bool, expected: Option<&str>| {
            let found = judged_period(PeriodKind::Month, year, day(on), until);
            assert_eq!(found.map(|period| period.to_string()).as_deref(), expected, "on {on}");
        };
        check("2022-01-30", true, None);
        check("2022-01-31", true, Some("2022-01"));
        check("2022-06-15", true, Some("2022-05"));
        check("2023-03-31", true, Some("2022-12"));
        check("2023-03-31", false, Some("2023-03"));
        let odd = window("2022-01-01", "2022-06-25");
        let found = judged_period(PeriodKind::Month, odd, day("2022-07-10"), true);
        assert_eq!(
            found.map(|period| period.to_string()).as_deref(),
            Some("2022-06"),
            "the deadline's month counts once it has ended"
        );
    }
}
