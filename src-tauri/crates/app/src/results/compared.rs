//! A report's figures beside what a checker holds them against: the period before, the units below.

use domain::exchange::Submission;
use domain::kernel::{Decimal, OrgUnitId, Rate, convert};
use domain::programmes::{Indicator, PlaceRule};
use domain::results::{CellState, ResultCell, ResultKey};

use super::read::cells_of;
use crate::{AppError, Desk};

/// One figure with what it is held against, in its indicator's unit of measure.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The cell.
    pub key: ResultKey,
    /// What it says.
    pub now: Option<ResultCell>,
    /// What the period before says.
    pub before: Option<ResultCell>,
    /// What was added or lost since.
    pub difference: Option<Decimal>,
    /// The same as a part of what was.
    pub change: Option<Rate>,
    /// The change is a large one, by what is set.
    pub large: bool,
    /// 下级合计, where the indicator adds up and a unit below reports it.
    pub below: Option<Decimal>,
    /// It is not what is reported here.
    pub off_sum: bool,
}

/// The figures of a report in the order of its form.
pub fn compared(desk: &mut Desk, report: &Submission) -> Result<Vec<Compared>, AppError> {
    let book = desk.book()?;
    let form = book.form(&report.form)?.clone();
    let large = book.checks.clone().unwrap_or_default().large_percent;
    let children: Vec<OrgUnitId> =
        book.tree(report.period.last_day()).children(&report.org_unit).cloned().collect();
    let indicators: Vec<Indicator> =
        form.indicators.iter().filter_map(|id| book.indicators.get(id).cloned()).collect();
    let key = |indicator: &Indicator, org_unit: &OrgUnitId, period| ResultKey {
        indicator: indicator.id.clone(),
        measure: form.measure_of(&indicator.id),
        org_unit: org_unit.clone(),
        period,
    };
    let mut asked = Vec::new();
    for indicator in &indicators {
        asked.push(key(indicator, &report.org_unit, report.period));
        asked.extend(report.period.previous().map(|period| key(indicator, &report.org_unit, period)));
        asked.extend(children.iter().map(|child| key(indicator, child, report.period)));
    }
    let held = cells_of(desk.ledger(), &asked.iter().collect::<Vec<_>>())?;
    Ok(indicators
        .iter()
        .map(|indicator| {
            let own = key(indicator, &report.org_unit, report.period);
            let now = held.get(&own).cloned();
            let before = report.period.previous().map(|period| key(indicator, &report.org_unit, period));
            let before = before.and_then(|key| held.get(&key).cloned());
            let number = |cell: &Option<ResultCell>| number_of(cell.as_ref()?, indicator);
            let pair = number(&now).zip(number(&before));
            let difference = pair.and_then(|(now, before)| now.checked_sub(before));
            let change = pair.and_then(|(now, before)| {
                Rate::whole(now.checked_sub(before)?)?.checked_div(Rate::whole(before)?)
            });
            let parts: Vec<Decimal> = children
                .iter()
                .filter_map(|child| number_of(held.get(&key(indicator, child, report.period))?, indicator))
                .collect();
            let adds_up = indicator.place_rule == PlaceRule::Sum && !parts.is_empty();
            let below = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
            let below = below.filter(|_| adds_up);
            Compared {
                large: is_large(difference, pair.map(|(_, before)| before), large),
                off_sum: below.zip(number(&now)).is_some_and(|(below, now)| below != now),
                key: own,
                now,
                before,
                difference,
                change,
                below,
            }
        })
        .collect())
}

/// From nothing to something has no per cent, and is a large change.
fn is_large(difference: Option<Decimal>, before: Option<Decimal>, percent: Decimal) -> bool {
    let Some((difference, before)) = difference.zip(before).filter(|(difference, _)| !difference.is_zero())
    else {
        return false;
    };
    let moved = difference.abs().checked_mul(Decimal::ONE_HUNDRED);
    let bound = before.abs().checked_mul(percent);
    before.is_zero() || moved.zip(bound).is_none_or(|(moved, bound)| moved >= bound)
}

fn number_of(cell: &ResultCell, indicator: &Indicator) -> Option<Decimal> {
    match &cell.state {
        CellState::Number { value, uom, .. } => convert(*value, uom, &indicator.uom),
        CellState::Nil => Some(Decimal::ZERO),
        CellState::NotApplicable => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_large_from_what_is_set_on() {
        for (now, before, percent, large) in [
            (150, 100, 50, true),
            (149, 100, 50, false),
            (50, 100, 50, true),
            (51, 100, 50, false),
            (5, 0, 50, true),
            (0, 0, 50, false),
            (100, 100, 1, false),
            (-10, -20, 50, true),
        ] {
            let (now, before) = (Decimal::from(now), Decimal::from(before));
            assert_eq!(
                is_large(Some(now - before), Some(before), Decimal::from(percent)),
                large,
                "{before} {now}"
            );
        }
        assert!(!is_large(None, None, Decimal::ONE));
    }
}
