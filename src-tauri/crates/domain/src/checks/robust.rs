//! Median and spread that one wrong value cannot move, in exact numbers.

use crate::kernel::Decimal;

/// The middle value; of an even number the half of the two in the middle. None of nothing.
pub(super) fn median(values: &[Decimal]) -> Option<Decimal> {
    let mut sorted = values.to_vec();
    sorted.sort();
    let middle = sorted.len() / 2;
    let upper = *sorted.get(middle)?;
    if sorted.len() % 2 == 1 {
        return Some(upper);
    }
    let lower = *sorted.get(middle.checked_sub(1)?)?;
    lower.checked_add(upper)?.checked_div(Decimal::TWO)
}

/// How values lie around their middle: made once, and then asked of each of them.
pub(super) struct Spread {
    pub middle: Decimal,
    /// The distance from which on a value is far: `cut` times the spread, scaled by [`SCALE`].
    limit: Decimal,
}

/// 0.6745: what makes the median deviation of a normal distribution comparable to its standard deviation.
const SCALE: Decimal = Decimal::from_parts(6745, 0, 0, false, 4);

/// 1.2533, the same for the mean deviation.
const MEAN_SCALE: Decimal = Decimal::from_parts(12533, 0, 0, false, 4);

impl Spread {
    /// By the modified z-score, 0.6745·|x − median| ÷ MAD. Where more than half of the values are the same, MAD is
    /// zero and the mean absolute deviation takes its place with its own constant, |x − median| ÷ 1.2533·mean; where
    /// all are the same, nothing can be said.
    pub fn of(values: &[Decimal], cut: Decimal) -> Option<Self> {
        let middle = median(values)?;
        let away: Vec<Decimal> =
            values.iter().map(|other| other.checked_sub(middle).map(|d| d.abs())).collect::<Option<_>>()?;
        let spread = median(&away)?;
        if !spread.is_zero() {
            return Some(Self { middle, limit: cut.checked_mul(spread)? });
        }
        let mut sum = Decimal::ZERO;
        for one in &away {
            sum = sum.checked_add(*one)?;
        }
        if sum.is_zero() {
            return None;
        }
        let mean = sum.checked_div(Decimal::from(away.len()))?;
        let limit = cut.checked_mul(MEAN_SCALE)?.checked_mul(mean)?.checked_mul(SCALE)?;
        Some(Self { middle, limit })
    }

    /// Whether a value is further out than the cut.
    pub fn is_far(&self, value: Decimal) -> bool {
        let distance = value.checked_sub(self.middle).and_then(|apart| apart.abs().checked_mul(SCALE));
        distance.is_none_or(|distance| distance > self.limit)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<Decimal> {
        text.split_whitespace().map(|n| Decimal::from_str_exact(n).unwrap()).collect()
    }

    #[test]
    fn the_middle() {
        for (values, expected) in
            [("3", "3"), ("1 2", "1.5"), ("9 1 5", "5"), ("4 1 3 2", "2.5"), ("-1 -1 7", "-1")]
        {
            assert_eq!(median(&numbers(values)), Some(numbers(expected)[0]), "{values}");
        }
        assert_eq!(median(&[]), None);
    }

    #[test]
    fn one_wrong_value_does_not_hide_itself() {
        let cut = Decimal::new(35, 1);
        let far =
            |value: &str, others: &str| Some(Spread::of(&numbers(others), cut)?.is_far(numbers(value)[0]));
        assert_eq!(far("20", "10 11 9 10 12 10 9"), Some(true));
        assert_eq!(far("13", "10 11 9 10 12 10 9"), Some(false));
        assert_eq!(far("5000", "10 11 9 10 12 10 9 5000"), Some(true), "it stands among the others itself");
        assert_eq!(far("10", "10 11 9 10 12 10 9"), Some(false));
        assert_eq!(far("7", "0 0 0 0 0 0 1"), Some(true), "more than half the same: the mean takes over");
        assert_eq!(far("1", "0 0 0 1 0 1 0"), Some(false));
        assert_eq!(far("9", "4 4 4 4"), None, "all the same: nothing is usual or unusual");
        assert_eq!(far("1", ""), None);
    }
}
