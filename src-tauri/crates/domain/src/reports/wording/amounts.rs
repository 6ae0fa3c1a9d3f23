//! Numbers as they are printed: values with their unit of measure, rates, differences. A value is rounded
//! here and nowhere before; a stated goal prints as it was stated.

use crate::kernel::{Decimal, Rate, Uom};
use crate::programmes::Indicator;

/// Units that are named by the indicator and not printed behind a number.
const SILENT: [&str; 4] = ["系数", "指数", "比", "无"];

/// Most decimals a value is printed with.
const MOST_DECIMALS: u32 = 4;

/// A number with exactly so many decimals, half up; no sign before zero.
pub(in super::super) fn fixed(value: Rate, decimals: u32) -> (String, Decimal) {
    let rounded =
        value.rounded(decimals.min(MOST_DECIMALS)).or_else(|| value.to_decimal()).unwrap_or_default();
    let rounded = if rounded.is_zero() { rounded.abs() } else { rounded };
    (rounded.to_string(), rounded)
}

/// The fewest decimals, at most those of the indicator, with which none of the values loses more than it must.
pub(in super::super) fn decimals_for(values: &[Rate], indicator: &Indicator) -> u32 {
    let most = indicator.decimals.min(MOST_DECIMALS);
    let needs = |value: &Rate| value.rounded(most).map_or(0, |rounded| rounded.normalize().scale());
    values.iter().map(needs).max().unwrap_or(0)
}

/// A number with its unit of measure.
pub(in super::super) fn with_uom(number: &str, uom: &Uom) -> String {
    if SILENT.contains(&uom.as_str()) { number.to_owned() } else { format!("{number}{uom}") }
}

/// A stated goal: as many decimals as were stated, 0.547, 12, 31.6.
pub(in super::super) fn stated(value: Rate) -> (String, Decimal) {
    match value.to_decimal() {
        Some(exact) if exact.normalize().scale() <= MOST_DECIMALS => {
            let exact = exact.normalize();
            (exact.to_string(), exact)
        }
        _ => fixed(value, 2),
    }
}

/// A stated goal with its unit of measure; a share of units as per cent.
pub(in super::super) fn goal_amount(value: Rate, uom: &Uom) -> String {
    with_uom(&stated(value).0, uom)
}

/// A measured value with its unit of measure.
pub(in super::super) fn measured(value: Rate, decimals: u32, uom: &Uom) -> String {
    with_uom(&fixed(value, decimals).0, uom)
}

/// A value of one unit, in the decimals of its indicator, without needless zeros.
pub(in super::super) fn unit_amount(value: Rate, indicator: &Indicator) -> String {
    measured(value, decimals_for(&[value], indicator), &indicator.uom)
}

/// A value with its unit of measure as it prints, and the number that prints.
pub(in super::super) fn unit_number(value: Rate, decimals: u32, indicator: &Indicator) -> (String, Decimal) {
    let (text, number) = fixed(value, decimals);
    (with_uom(&text, &indicator.uom), number)
}

/// A difference of two values: of percentages in 个百分点, else in the unit of measure. Without its sign.
pub(in super::super) fn difference(value: Rate, decimals: u32, uom: &Uom) -> String {
    let number = fixed(value.abs(), decimals).0;
    if uom.as_str().ends_with('‰') {
        format!("{number}个千分点")
    } else if uom.is_percent() {
        format!("{number}个百分点")
    } else {
        with_uom(&number, uom)
    }
}

/// A rate in per cent with one decimal.
pub(in super::super) fn percent(rate: Rate) -> String {
    rate.percent_text()
}

/// A stated share in per cent: 70%, 66.7%.
pub(in super::super) fn stated_percent(rate: Rate) -> String {
    let hundred = Rate::whole(Decimal::ONE_HUNDRED).and_then(|hundred| rate.checked_mul(hundred));
    hundred.map_or_else(|| percent(rate), |rate| format!("{}%", stated(rate).0))
}

/// The size of a difference of rates in points with one decimal, and which way it goes; zero where it prints so.
pub(in super::super) fn points_size(difference: Rate) -> (String, std::cmp::Ordering) {
    let text = difference.points_text();
    let size = text.trim_start_matches(['+', '-']).to_owned();
    let order = match text.as_bytes().first() {
        Some(b'+') => std::cmp::Ordering::Greater,
        Some(b'-') => std::cmp::Ordering::Less,
        _ => std::cmp::Ordering::Equal,
    };
    (size, order)
}
