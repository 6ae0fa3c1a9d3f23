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

/// How far a value is from the rest, by the modified z-score: 0.6745·|x − median| ÷ MAD. Where more than half of
/// the values are the same, MAD is zero and the mean absolute deviation takes its place with its own constant
/// (|x − median| ÷ 1.2533·mean); where all are the same, nothing can be said.
pub(super) fn is_far(value: Decimal, others: &[Decimal], cut: Decimal) -> Option<bool> {
    let middle = median(others)?;
    let away: Vec<Decimal> =
        others.iter().map(|other| other.checked_sub(middle).map(|d| d.abs())).collect::<Option<_>>()?;
    let distance = value.checked_sub(middle)?.abs();
    let spread = median(&away)?;
    if !spread.is_zero() {
        return Some(distance.checked_mul(Decimal::new(6745, 4))? > cut.checked_mul(spread)?);
    }
    let mut sum = Decimal::ZERO;
    for one in &away {
        sum = sum.checked_add(*one)?;
    }
    if sum.is_zero() {
        return None;
    }
    // distance ÷ (1.2533 · sum ÷ n) > cut, without a division.
    let count = Decimal::from(away.len());
    Some(distance.checked_mul(count)? > cut.checked_mul(Decimal::new(12533, 4))?.checked_mul(sum)?)
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
        let far = |value: &str, others: &str| is_far(numbers(value)[0], &numbers(others), cut);
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
