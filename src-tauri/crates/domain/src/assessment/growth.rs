//! Growth: how much more than before, in per cent, or in points where the figure is itself a share; and
//! compound growth a year, whose root is cut after twelve places so that it is never overstated.
//!
//! Deliberately absent: growth against a base of zero or below (同比 is then "—").

use crate::kernel::{Decimal, Period, Problem, Rate, Uom};
use crate::programmes::{Accumulation, Indicator};
use crate::targets::{Growth, Target, TargetKind};

/// Whether growth of the indicator is a difference in points.
pub(crate) fn in_points(indicator: &Indicator) -> bool {
    indicator.accumulation == Accumulation::Ratio && indicator.uom.is_percent() || indicator.uom.is_points()
}

/// What the value of a target, and what is held against it, is counted in.
pub fn uom_of(target: &Target, indicator: &Indicator) -> Uom {
    match target.kind {
        TargetKind::Growth if target.growth_of(indicator) == Growth::Reported => indicator.uom.clone(),
        TargetKind::Growth if in_points(indicator) => Uom::new("个百分点"),
        TargetKind::Growth => Uom::new("%"),
        TargetKind::Rank => Uom::new("位"),
        _ => indicator.uom.clone(),
    }
}

/// (now − before) ÷ before in per cent; for shares now − before in points.
pub(crate) fn growth(indicator: &Indicator, now: Rate, before: Rate) -> Result<Rate, Problem> {
    let more = now.checked_sub(before).ok_or_else(|| overflow(indicator))?;
    if in_points(indicator) {
        return Ok(more);
    }
    let before = positive(indicator, before)?;
    more.checked_div(before).and_then(in_percent).ok_or_else(|| overflow(indicator))
}

/// 年均增长 over so many years: (now ÷ before)^(1 ÷ years) − 1 in per cent; for shares the mean difference a
/// year in points.
pub(crate) fn annual_mean(
    indicator: &Indicator,
    now: Rate,
    before: Rate,
    years: u32,
) -> Result<Rate, Problem> {
    if in_points(indicator) {
        let mean = |more: Rate| more.checked_div(Rate::of_counts(years.into(), 1)?);
        return now.checked_sub(before).and_then(mean).ok_or_else(|| overflow(indicator));
    }
    let before = positive(indicator, before)?;
    if now.is_negative() {
        return Err(Problem::query("assessment.growth_base_not_positive", &indicator.name));
    }
    let root =
        number(now).zip(number(before)).and_then(|(now, before)| root(now.checked_div(before)?, years));
    root.and_then(|root| root.checked_sub(Rate::ONE)).and_then(in_percent).ok_or_else(|| overflow(indicator))
}

/// How many whole years a period lies after another; none where it is not a whole number of them.
pub(crate) fn years_between(before: Period, now: Period) -> Option<u32> {
    use chrono::Datelike as _;
    let (first, last) = (before.last_day(), now.last_day());
    let same_day = first.month() == last.month() && first.succ_opt()?.day() == last.succ_opt()?.day();
    u32::try_from(last.year() - first.year()).ok().filter(|years| *years > 0 && same_day)
}

fn overflow(indicator: &Indicator) -> Problem {
    Problem::error("assessment.overflow", &indicator.name)
}

fn positive(indicator: &Indicator, base: Rate) -> Result<Rate, Problem> {
    match base > Rate::ZERO {
        true => Ok(base),
        false => Err(Problem::query("assessment.growth_base_not_positive", &indicator.name)),
    }
}

fn in_percent(share: Rate) -> Option<Rate> {
    share.checked_mul(Rate::whole(Decimal::ONE_HUNDRED)?)
}

fn number(value: Rate) -> Option<Decimal> {
    value.to_decimal().or_else(|| value.rounded(6))
}

/// Places of a root.
const PLACES: u32 = 12;

/// The largest number of twelve places whose power is not above `of`: what grew by exactly so much says so.
fn root(of: Decimal, degree: u32) -> Option<Rate> {
    if of.is_zero() {
        return Some(Rate::ZERO);
    }
    let at = |steps: i128| Decimal::try_from_i128_with_scale(steps, PLACES).ok();
    let fits = |steps: i128| at(steps).and_then(|base| power(base, degree)).is_some_and(|power| power <= of);
    // No root is above the number itself and one.
    let most = i128::try_from(of.trunc().checked_add(Decimal::ONE)?).ok()?;
    let (mut low, mut high) = (0, most.checked_mul(10i128.pow(PLACES))?);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(middle) { low = middle } else { high = middle }
    }
    Rate::whole(at(low)?)
}

fn power(base: Decimal, degree: u32) -> Option<Decimal> {
    (0..degree).try_fold(Decimal::ONE, |product, _| product.checked_mul(base))
}

#[cfg(test)]
mod tests {
    use super::super::testing::{decimal, indicator, period};
    use super::*;

    fn rate(text: &str) -> Rate {
        Rate::whole(decimal(text)).unwrap()
    }

    fn share() -> Indicator {
        Indicator { accumulation: Accumulation::Ratio, uom: "%".into(), ..indicator("i") }
    }

    fn text(found: Result<Rate, Problem>) -> String {
        found.map_or_else(|problem| problem.code.to_owned(), |rate| rate.number_text(4))
    }

    #[test]
    fn growth_in_percent_and_in_points() {
        let check = |indicator: Indicator, now: &str, before: &str, expected: &str| {
            assert_eq!(text(growth(&indicator, rate(now), rate(before))), expected, "from {before} to {now}");
        };
        check(indicator("i"), "113.98", "100", "13.98");
        check(indicator("i"), "95", "100", "-5");
        check(indicator("i"), "200", "100", "100");
        check(indicator("i"), "1", "3", "-66.6667");
        check(indicator("i"), "5", "0", "assessment.growth_base_not_positive");
        check(indicator("i"), "5", "-2", "assessment.growth_base_not_positive");
        check(share(), "58", "53.6", "4.4");
        check(share(), "58", "0", "58");
    }

    #[test]
    fn a_mean_over_years_is_compound() {
        let check = |indicator: Indicator, now: &str, before: &str, years: u32, expected: &str| {
            let found = annual_mean(&indicator, rate(now), rate(before), years);
            assert_eq!(text(found), expected, "from {before} to {now} in {years} years");
        };
        check(indicator("i"), "110", "100", 1, "10");
        check(indicator("i"), "121", "100", 2, "10");
        check(indicator("i"), "146.41", "100", 4, "10");
        check(indicator("i"), "200", "100", 10, "7.1773462536");
        check(indicator("i"), "400", "100", 20, "7.1773462536");
        check(indicator("i"), "81", "100", 2, "-10");
        check(indicator("i"), "0", "100", 3, "-100");
        check(indicator("i"), "100", "100", 3, "0");
        check(indicator("i"), "3.993", "3", 3, "10");
        check(indicator("i"), "5", "0", 3, "assessment.growth_base_not_positive");
        check(indicator("i"), "-5", "10", 3, "assessment.growth_base_not_positive");
        check(share(), "58", "53.5", 3, "1.5");
        check(share(), "58", "53", 3, "1.6667");
    }

    #[test]
    fn years_are_whole() {
        let check = |before: &str, now: &str, expected: Option<u32>| {
            assert_eq!(years_between(period(before), period(now)), expected, "{before} → {now}");
        };
        check("2020", "2025", Some(5));
        check("2020", "2025-12", Some(5));
        check("2020-12", "2021-Q4", Some(1));
        check("2020", "2025-06", None);
        check("2020-02", "2021-02", Some(1)); // both end their month
        check("2020", "2020-12", None);
        check("2020", "2019", None);
    }

    proptest::proptest! {
        #[test]
        fn what_grew_by_a_rate_is_said_to_have_grown_by_it(tenths in 0i64..300, years in 1u32..9) {
            let times = Decimal::ONE + Decimal::new(tenths, 3);
            let now = power(times, years).unwrap();
            let found = annual_mean(&indicator("i"), Rate::whole(now).unwrap(), Rate::ONE, years).unwrap();
            proptest::prop_assert_eq!(found.number_text(4), Decimal::new(tenths, 1).normalize().to_string());
        }
    }
}
