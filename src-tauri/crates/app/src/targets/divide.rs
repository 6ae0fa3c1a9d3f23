//! Proposals for a breakdown: a whole over units by weights, the share of a unit over the months of the target's window.
//! Nothing is written here.

use std::collections::BTreeMap;

use chrono::Datelike as _;
use domain::assessment::window_of;
use domain::kernel::{Date, Decimal, OrgUnitId, Period, PeriodKind, Problem};
use domain::programmes::Indicator;
use domain::targets::{Schedule, Target, split, split_in_order};

use crate::AppError;

/// The most months a share is divided over.
const MOST_MONTHS: usize = 60;

/// Divides a whole over units by their weights at the indicator's decimals; who has no weight gets no task.
pub fn over_units(
    whole: Decimal,
    indicator: &Indicator,
    units: &[OrgUnitId],
    weights: &BTreeMap<OrgUnitId, Decimal>,
) -> Result<Vec<(OrgUnitId, Option<Decimal>)>, AppError> {
    let weighed: Vec<Decimal> = units.iter().filter_map(|unit| weights.get(unit)).copied().collect();
    let mut parts = split(whole, &weighed, indicator.decimals)
        .ok_or_else(|| AppError::refused(Problem::error("allocation.weights_unusable", "weights")))?
        .into_iter();
    let part = |unit: &OrgUnitId| (unit.clone(), weights.get(unit).and_then(|_| parts.next()));
    Ok(units.iter().map(part).collect())
}

/// The months of a target's window as of a day.
pub fn months_of(target: &Target, indicator: &Indicator, as_of: Date) -> Vec<Period> {
    let window = window_of(target, indicator, as_of);
    let (Some(from), Some(deadline)) = (window.from, window.deadline) else { return Vec::new() };
    let mut months = Vec::new();
    let mut at = Period::containing(PeriodKind::Month, from);
    while let Some(month) = at.filter(|month| month.first_day() <= deadline && months.len() < MOST_MONTHS) {
        months.push(month);
        at = month.next();
    }
    months
}

/// Divides a share over months as the target's schedule asks for it.
pub fn over_months(
    share: Decimal,
    target: &Target,
    indicator: &Indicator,
    months: &[Period],
) -> Result<Vec<Decimal>, AppError> {
    split_in_order(share, &weights_of(&target.schedule, months), indicator.decimals)
        .ok_or_else(|| AppError::refused(Problem::error("allocation.weights_unusable", "months")))
}

/// What each month weighs: all the same, unless the plan says otherwise.
fn weights_of(schedule: &Schedule, months: &[Period]) -> Vec<Decimal> {
    let even = || vec![Decimal::ONE; months.len()];
    match schedule {
        Schedule::CalendarMonth | Schedule::None => even(),
        Schedule::CalendarDay => months.iter().map(|month| Decimal::from(month.days())).collect(),
        Schedule::YearEnd => {
            let last = months.len().saturating_sub(1);
            (0..months.len()).map(|at| if at == last { Decimal::ONE } else { Decimal::ZERO }).collect()
        }
        Schedule::Seasonal(weights) => months
            .iter()
            .map(|month| weights.get(month.first_day().month0() as usize).copied().unwrap_or_default())
            .collect(),
        Schedule::Curve(points) => {
            let planned = |day: Date| {
                let reached = points.iter().filter(|point| point.day <= day).max_by_key(|point| point.day);
                reached.map_or(Decimal::ZERO, |point| point.value)
            };
            let mut before = Decimal::ZERO;
            let steps = months.iter().map(|month| {
                let now = planned(month.last_day());
                let step = now - before;
                before = now;
                step.max(Decimal::ZERO)
            });
            steps.collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::targets::SchedulePoint;

    use super::*;

    #[test]
    fn months_weigh_what_the_plan_says() {
        let months: Vec<Period> =
            (1..=12).map(|month| Period::month(2022, month).expect("a month")).collect();
        let seasonal = [0, 0, 1, 4, 3, 0, 0, 0, 1, 1, 0, 0].map(Decimal::from).to_vec();
        let point = |month: u32, value: i64| SchedulePoint {
            day: Period::month(2022, month).expect("a month").last_day(),
            value: Decimal::from(value),
        };
        let check = |schedule: Schedule, expected: [i64; 12]| {
            assert_eq!(
                weights_of(&schedule, &months),
                expected.map(Decimal::from).to_vec(),
                "{}",
                schedule.code()
            );
        };
        check(Schedule::CalendarMonth, [1; 12]);
        check(Schedule::YearEnd, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
        check(Schedule::Seasonal(seasonal), [0, 0, 1, 4, 3, 0, 0, 0, 1, 1, 0, 0]);
        check(
            Schedule::Curve(vec![point(12, 400), point(3, 50), point(6, 300)]),
            [0, 0, 50, 0, 0, 250, 0, 0, 0, 0, 0, 100],
        );
        check(Schedule::CalendarDay, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
    }
}
