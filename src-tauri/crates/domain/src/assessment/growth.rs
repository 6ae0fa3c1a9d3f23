//! Growth: how much more than before, in per cent, or in points where the figure is itself a share.
//!
//! Deliberately absent: growth against a base of zero or below (同比 is then "—"), and compound
//! annual growth (年均增长), which a target does not yet say of itself.

use crate::kernel::{Decimal, Problem, Rate};
use crate::programmes::{Accumulation, Indicator};
use crate::targets::Target;

/// Where the base of a growth comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Base {
    /// The baseline the target names.
    Stated,
    /// The same period last year (同比).
    LastYear,
    /// None: the indicator is itself a rate of growth or a difference in points, as reported.
    Reported,
}

/// What the growth of a target is measured from.
pub(crate) fn base_of(target: &Target, indicator: &Indicator) -> Base {
    let is_rate = indicator.uom.is_percent() || indicator.uom.is_points();
    match (&target.baseline, indicator.numerator.is_some()) {
        _ if indicator.uom.is_points() => Base::Reported,
        (Some(_), _) => Base::Stated,
        (None, false) if is_rate => Base::Reported,
        (None, _) => Base::LastYear,
    }
}

/// Whether growth of the indicator is a difference in points.
pub(crate) fn in_points(indicator: &Indicator) -> bool {
    indicator.accumulation == Accumulation::Ratio && indicator.uom.is_percent() || indicator.uom.is_points()
}

/// (now − before) ÷ before in per cent; for shares now − before in points.
pub(crate) fn growth(indicator: &Indicator, now: Rate, before: Rate) -> Result<Rate, Problem> {
    let overflow = || Problem::error("assessment.overflow", &indicator.name);
    let more = now.checked_sub(before).ok_or_else(overflow)?;
    if in_points(indicator) {
        return Ok(more);
    }
    if before <= Rate::ZERO {
        return Err(Problem::query("assessment.growth_base_not_positive", &indicator.name));
    }
    let hundred = Rate::whole(Decimal::ONE_HUNDRED).ok_or_else(overflow)?;
    more.checked_div(before).and_then(|share| share.checked_mul(hundred)).ok_or_else(overflow)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{decimal, indicator};
    use super::*;

    #[test]
    fn growth_in_percent_and_in_points() {
        let check = |ratio: bool, now: &str, before: &str, expected: &str| {
            let mut indicator = indicator("i");
            if ratio {
                (indicator.accumulation, indicator.uom) = (Accumulation::Ratio, "%".into());
            }
            let rate = |text: &str| Rate::whole(decimal(text)).unwrap();
            let found = growth(&indicator, rate(now), rate(before));
            let text = found.map_or_else(|problem| problem.code.to_owned(), |rate| rate.number_text(4));
            assert_eq!(text, expected, "from {before} to {now}");
        };
        check(false, "113.98", "100", "13.98");
        check(false, "95", "100", "-5");
        check(false, "200", "100", "100");
        check(false, "1", "3", "-66.6667");
        check(false, "5", "0", "assessment.growth_base_not_positive");
        check(false, "5", "-2", "assessment.growth_base_not_positive");
        check(true, "58", "53.6", "4.4");
        check(true, "58", "0", "58");
    }
}
