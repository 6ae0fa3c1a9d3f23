//! 时间进度 and 序时进度: what should be reached by now, by the convention of the schedule.
//!
//! Deliberately absent: time progress for stock, ratio, growth and coverage targets. 96 % of a
//! stock in May is not "ahead by 54 points" (design §4).

use chrono::Datelike;

use crate::kernel::{Date, Decimal, Rate};
use crate::programmes::{Accumulation, Indicator};
use crate::targets::{Comparator, Schedule, SchedulePoint, Target, TargetKind};

use super::facts::Share;
use super::outcome::Window;
use super::window::is_month_end;

/// Time progress of the calendar year: months completed over twelve (6月底 50.0 %, 11月底 91.7 %).
pub fn year_progress(as_of: Date) -> Rate {
    Rate::of_counts(months_over(as_of).into(), 12).unwrap_or(Rate::ZERO)
}

/// How many months of the year are over on a day.
pub fn months_over(as_of: Date) -> u32 {
    as_of.month() - u32::from(!is_month_end(as_of))
}

/// Whether a schedule can apply at all: running totals that should reach a level or grow by an amount.
pub fn is_scheduled(target: &Target, indicator: &Indicator) -> bool {
    let runs = matches!(
        indicator.accumulation,
        Accumulation::Ytd | Accumulation::SinceStart | Accumulation::PeriodFlow
    );
    let reaches = matches!(target.kind, TargetKind::Level | TargetKind::Change | TargetKind::Approx);
    let upward = !matches!(target.comparator, Comparator::Lte | Comparator::Lt | Comparator::NoEvent);
    runs && reaches && upward && target.schedule != Schedule::None
}

/// The share of what is to be done that should be reached on a day, with the convention it follows. A plan by
/// period from the allocation wins over every even convention: it is what was agreed. None where
/// the window is open, the plan is empty, nothing is to be done or the weights make no sense.
pub fn progress(
    target: &Target,
    share: Option<&Share>,
    to_do: Option<Rate>,
    window: Window,
    day: Date,
) -> Option<(Rate, &'static str)> {
    let plan = share.filter(|share| !share.by_period.is_empty() && target.schedule != Schedule::YearEnd);
    if let Some(share) = plan {
        return Some((planned(share, day)?.checked_div(to_do?)?, "curve"));
    }
    let progress = match &target.schedule {
        Schedule::CalendarMonth => window.month_progress(day)?,
        Schedule::CalendarDay => window.day_progress(day)?,
        Schedule::Curve(points) => curve_share(points, target.value?, day)?,
        Schedule::Seasonal(weights) => seasonal_share(weights, window, day)?,
        Schedule::YearEnd if window.is_due(day) => Rate::ONE,
        Schedule::YearEnd => Rate::ZERO,
        Schedule::None => return None,
    };
    Some((progress, target.schedule.code()))
}

/// The allocated increments of the periods that have ended.
fn planned(share: &Share, day: Date) -> Option<Rate> {
    let ended = share.by_period.iter().filter(|(period, _)| period.last_day() <= day);
    sum(ended.map(|(_, value)| *value))
}

/// The last point reached: between two points the plan asks for nothing more than the earlier one.
fn curve_share(points: &[SchedulePoint], goal: Decimal, day: Date) -> Option<Rate> {
    let reached = points.iter().filter(|point| point.day <= day).max_by_key(|point| point.day);
    match reached {
        None if points.is_empty() => None,
        None => Some(Rate::ZERO),
        Some(point) => Rate::new(point.value, goal),
    }
}

/// Weights of the completed months over the weights of all months of the window.
fn seasonal_share(weights: &[Decimal], window: Window, day: Date) -> Option<Rate> {
    let first = window.from?.month0() as usize;
    let (elapsed, months) = (window.months_elapsed(day)?, window.months()?);
    if weights.len() != 12 || weights.iter().any(|weight| weight.is_sign_negative() && !weight.is_zero()) {
        return None;
    }
    let up_to = |months: u64| {
        let year = sum(weights.iter().copied())?.checked_mul(Rate::of_counts(months / 12, 1)?)?;
        let rest = (0..(months % 12) as usize).map(|month| weights[(first + month) % 12]);
        year.checked_add(sum(rest)?)
    };
    up_to(elapsed)?.checked_div(up_to(months)?)
}

/// An exact sum.
pub(crate) fn sum(values: impl Iterator<Item = Decimal>) -> Option<Rate> {
    let mut total = Rate::ZERO;
    for value in values {
        total = total.checked_add(Rate::whole(value)?)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::{day, decimal, target};
    use super::*;

    fn check(schedule: Schedule, on: &str, expected: Option<&str>) {
        let mut target = target("t");
        target.schedule = schedule;
        let window = Window { from: target.from, deadline: target.deadline };
        let found = progress(&target, None, None, window, day(on)).map(|(rate, _)| rate.percent_text());
        assert_eq!(found.as_deref(), expected, "{} on {on}", target.schedule.code());
    }

    #[test]
    fn conventions_of_the_guide() {
        check(Schedule::CalendarMonth, "2022-05-31", Some("41.7%"));
        check(Schedule::CalendarMonth, "2022-06-30", Some("50.0%"));
        check(Schedule::CalendarMonth, "2022-09-30", Some("75.0%"));
        check(Schedule::CalendarMonth, "2022-11-30", Some("91.7%"));
        check(Schedule::CalendarDay, "2022-06-30", Some("49.6%"));
        check(Schedule::CalendarDay, "2022-12-31", Some("100.0%"));
        check(Schedule::YearEnd, "2022-12-30", Some("0.0%"));
        check(Schedule::YearEnd, "2022-12-31", Some("100.0%"));
        check(Schedule::None, "2022-06-30", None);
    }

    #[test]
    fn a_curve_steps_from_point_to_point() {
        let point = |on: &str, value: &str| SchedulePoint { day: day(on), value: decimal(value) };
        let curve = || {
            Schedule::Curve(vec![
                point("2022-06-30", "300"),
                point("2022-03-31", "50"),
                point("2022-12-31", "400"),
            ])
        };
        check(curve(), "2022-03-30", Some("0.0%"));
        check(curve(), "2022-03-31", Some("12.5%"));
        check(curve(), "2022-06-29", Some("12.5%"));
        check(curve(), "2022-06-30", Some("75.0%"));
        check(curve(), "2023-01-31", Some("100.0%"));
        check(Schedule::Curve(Vec::new()), "2022-06-30", None);
    }

    #[test]
    fn seasons_carry_weights() {
        let planting =
            || Schedule::Seasonal([0, 0, 1, 4, 3, 0, 0, 0, 1, 1, 0, 0].map(Decimal::from).to_vec());
        check(planting(), "2022-02-28", Some("0.0%"));
        check(planting(), "2022-04-30", Some("50.0%"));
        check(planting(), "2022-08-31", Some("80.0%"));
        check(planting(), "2022-12-31", Some("100.0%"));
        check(Schedule::Seasonal(vec![Decimal::ONE; 11]), "2022-06-30", None);
        check(Schedule::Seasonal(vec![Decimal::ZERO; 12]), "2022-06-30", None);
    }

    #[test]
    fn the_year_by_months() {
        assert_eq!(year_progress(day("2022-06-30")).wire_text(), "0.5");
        assert_eq!(year_progress(day("2022-06-29")).wire_text(), "0.416667");
        assert_eq!(year_progress(day("2022-01-05")), Rate::ZERO);
        assert_eq!(year_progress(day("2022-12-31")), Rate::ONE);
    }

    proptest! {
        #[test]
        fn progress_never_falls_and_stays_between_zero_and_one(a in 0i64..800, b in 0i64..800, weights in prop::collection::vec(0u32..9, 12)) {
            let start = day("2021-11-01");
            let at = |days: i64| start + chrono::TimeDelta::days(days);
            let weights: Vec<Decimal> = weights.into_iter().map(Decimal::from).collect();
            for schedule in [Schedule::CalendarMonth, Schedule::CalendarDay, Schedule::YearEnd, Schedule::Seasonal(weights)] {
                let mut target = target("t");
                target.schedule = schedule;
                let window = Window { from: target.from, deadline: target.deadline };
                let on = |days| progress(&target, None, None, window, at(days)).map(|(rate, _)| rate);
                if let (Some(early), Some(late)) = (on(a.min(b)), on(a.max(b))) {
                    prop_assert!(early <= late && early >= Rate::ZERO && late <= Rate::ONE);
                }
            }
        }
    }
}
