//! Dividing a whole into shares that add up to it exactly: beside each other by the largest remainder, one after the
//! other by the running total.

use crate::kernel::Decimal;

/// Divides a whole by weights at a number of decimals (more, where the whole itself has more). The shares add up to the
/// whole, and none is a unit of the last decimal or more away from its fair share; a weight of zero gets nothing. Among
/// equal remainders the earlier comes first. None where no weight counts, one is negative, or the figures are beyond all
/// reason.
pub fn split(whole: Decimal, weights: &[Decimal], decimals: u32) -> Option<Vec<Decimal>> {
    let Parts { sign, units, scale, weights, total } = Parts::of(whole, weights, decimals)?;
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    for (at, weight) in weights.iter().enumerate() {
        let product = units.checked_mul(*weight)?;
        parts.push(product / total);
        remainders.push((product % total, at));
    }
    let left = units - parts.iter().sum::<i128>();
    remainders.sort_by_key(|(remainder, at)| (std::cmp::Reverse(*remainder), *at));
    for (_, at) in remainders.into_iter().take(usize::try_from(left).ok()?) {
        *parts.get_mut(at)? += 1;
    }
    parts.into_iter().map(|part| Decimal::try_from_i128_with_scale(sign * part, scale).ok()).collect()
}

/// Divides a whole over steps that follow each other: after every step the running total is the fair one, rounded half
/// up, so that what is left over does not all fall to the first months. Otherwise like [`split`].
pub fn split_in_order(whole: Decimal, weights: &[Decimal], decimals: u32) -> Option<Vec<Decimal>> {
    let Parts { sign, units, scale, weights, total } = Parts::of(whole, weights, decimals)?;
    let (mut weight_so_far, mut units_so_far) = (0, 0);
    let steps = weights.into_iter().map(|weight| {
        weight_so_far += weight;
        let reached =
            units.checked_mul(weight_so_far)?.checked_mul(2)?.checked_add(total)? / total.checked_mul(2)?;
        let step = reached - units_so_far;
        units_so_far = reached;
        Decimal::try_from_i128_with_scale(sign * step, scale).ok()
    });
    steps.collect()
}

/// What is divided, in whole numbers.
struct Parts {
    sign: i128,
    /// The whole in units of the last decimal place, without its sign.
    units: i128,
    scale: u32,
    weights: Vec<i128>,
    /// Their sum, not zero.
    total: i128,
}

impl Parts {
    fn of(whole: Decimal, weights: &[Decimal], decimals: u32) -> Option<Self> {
        let scale = decimals.max(whole.normalize().scale());
        let units = mantissa_at(whole, scale)?;
        let weights = whole_numbers(weights)?;
        let total = weights.iter().try_fold(0i128, |sum, weight| sum.checked_add(*weight))?;
        (total != 0).then_some(Self { sign: units.signum(), units: units.abs(), scale, weights, total })
    }
}

/// A number in units of a decimal place.
fn mantissa_at(value: Decimal, scale: u32) -> Option<i128> {
    let value = value.normalize();
    value.mantissa().checked_mul(10i128.checked_pow(scale.checked_sub(value.scale())?)?)
}

/// Weights as whole numbers in the same proportions.
fn whole_numbers(weights: &[Decimal]) -> Option<Vec<i128>> {
    if weights.iter().any(|weight| weight.is_sign_negative() && !weight.is_zero()) {
        return None;
    }
    let scale = weights.iter().map(|weight| weight.normalize().scale()).max()?;
    weights.iter().map(|weight| mantissa_at(*weight, scale)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn numbers(texts: &str) -> Vec<Decimal> {
        texts.split_whitespace().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn shares_of_a_whole() {
        for (whole, weights, decimals, expected) in [
            ("400", "1 1 1 1", 0, "100 100 100 100"),
            ("400", "1 1 1", 0, "134 133 133"),
            ("10", "1 1 1", 2, "3.34 3.33 3.33"),
            ("10.005", "1 1", 2, "5.003 5.002"),
            ("100", "3 2 1", 0, "50 33 17"),
            ("7", "0.5 0.25 0.25", 0, "3 2 2"),
            ("5", "0 1 0 1", 0, "0 3 0 2"),
            ("0", "1 2", 0, "0 0"),
            ("-10", "1 1 1", 0, "-4 -3 -3"),
            ("1", "1 1 1", 0, "1 0 0"),
        ] {
            let parts = split(whole.parse().unwrap(), &numbers(weights), decimals);
            assert_eq!(parts, Some(numbers(expected)), "{whole} by {weights}");
        }
    }

    #[test]
    fn steps_of_a_whole() {
        for (whole, weights, decimals, expected) in [
            ("400", "1 1 1 1", 0, "100 100 100 100"),
            ("133", "1 1 1 1 1 1 1 1 1 1 1 1", 0, "11 11 11 11 11 12 11 11 11 11 11 11"),
            ("7", "1 1 1 1 1 1 1 1 1 1 1 1", 0, "1 0 1 0 1 1 0 1 0 1 0 1"),
            ("10", "1 1 1", 2, "3.33 3.34 3.33"),
            ("5", "0 1 0 1", 0, "0 3 0 2"),
            ("100", "31 28 31", 0, "34 32 34"),
            ("-10", "1 1 1", 0, "-3 -4 -3"),
        ] {
            let steps = split_in_order(whole.parse().unwrap(), &numbers(weights), decimals);
            assert_eq!(steps, Some(numbers(expected)), "{whole} by {weights}");
        }
    }

    #[test]
    fn what_cannot_be_divided() {
        for (whole, weights) in [
            ("10", ""),
            ("10", "0 0"),
            ("10", "1 -1"),
            ("79228162514264337593543950335", "79228162514264337593543950335 1"),
        ] {
            let (whole, weights) = (whole.parse().unwrap(), numbers(weights));
            assert_eq!(split(whole, &weights, 0), None, "{whole} by {weights:?}");
            assert_eq!(split_in_order(whole, &weights, 0), None, "{whole} by {weights:?}");
        }
    }

    proptest! {
        #[test]
        fn parts_make_the_whole_and_none_is_far_from_its_fair_share(
            whole in 0i64..1_000_000_000,
            scale in 0u32..4,
            decimals in 0u32..4,
            weights in prop::collection::vec(0u32..100_000, 1..60),
        ) {
            let whole = Decimal::new(whole, scale);
            let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
            prop_assume!(total > 0);
            let exact: Vec<Decimal> = weights.iter().map(|weight| Decimal::from(*weight)).collect();
            let parts = split(whole, &exact, decimals).unwrap();
            prop_assert_eq!(parts.iter().sum::<Decimal>(), whole);
            let unit = Decimal::new(1, decimals.max(whole.normalize().scale()));
            for (part, weight) in parts.iter().zip(&exact) {
                let off = (part * Decimal::from(total) - whole * weight).abs();
                prop_assert!(off < unit * Decimal::from(total), "{} for {}", part, weight);
                prop_assert!(!weight.is_zero() || part.is_zero());
            }
            for (a, b) in weights.iter().zip(&parts) {
                for (c, d) in weights.iter().zip(&parts) {
                    prop_assert!(a <= c || b >= d, "a heavier one never gets less");
                }
            }
        }

        #[test]
        fn every_running_total_is_the_fair_one_rounded(
            whole in 0i64..1_000_000_000,
            decimals in 0u32..4,
            weights in prop::collection::vec(0u32..100_000, 1..60),
        ) {
            let whole = Decimal::from(whole);
            let total: u64 = weights.iter().map(|weight| u64::from(*weight)).sum();
            prop_assume!(total > 0);
            let exact: Vec<Decimal> = weights.iter().map(|weight| Decimal::from(*weight)).collect();
            let steps = split_in_order(whole, &exact, decimals).unwrap();
            let half = Decimal::new(5, decimals + 1);
            let (mut reached, mut weighed) = (Decimal::ZERO, Decimal::ZERO);
            for (step, weight) in steps.iter().zip(&exact) {
                prop_assert!(!step.is_sign_negative() || step.is_zero());
                prop_assert!(!weight.is_zero() || step.is_zero());
                (reached, weighed) = (reached + step, weighed + weight);
                let off = (reached * Decimal::from(total) - whole * weighed).abs();
                prop_assert!(off <= half * Decimal::from(total), "{} after {}", reached, weighed);
            }
            prop_assert_eq!(reached, whole);
        }
    }
}
