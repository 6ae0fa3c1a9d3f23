//! The figures of reports beside what a checker holds them against: the period before, the units below.

use std::collections::{BTreeMap, HashMap};

use domain::exchange::Submission;
use domain::kernel::{Decimal, FormId, OrgUnitId, Period, Rate, convert};
use domain::programmes::{Indicator, PlaceRule};
use domain::results::{CellState, Form, ResultCell, ResultKey};

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

/// A report's form, and the units below the one that reports.
struct Asked {
    form: Form,
    indicators: Vec<Indicator>,
    org_unit: OrgUnitId,
    period: Period,
    children: Vec<OrgUnitId>,
}

impl Asked {
    fn of(desk: &mut Desk, report: &Submission) -> Result<Self, AppError> {
        let book = desk.book()?;
        let form = book.form_in(&report.form, report.period)?;
        let tree = book.tree(report.period.last_day());
        Ok(Self {
            indicators: form.indicators.iter().filter_map(|id| book.indicators.get(id).cloned()).collect(),
            form,
            org_unit: report.org_unit.clone(),
            period: report.period,
            children: tree.children(&report.org_unit).cloned().collect(),
        })
    }

    fn key(&self, indicator: &Indicator, org_unit: &OrgUnitId, period: Period) -> ResultKey {
        ResultKey {
            indicator: indicator.id.clone(),
            measure: self.form.measure_of(&indicator.id),
            org_unit: org_unit.clone(),
            period,
        }
    }

    fn own(&self, indicator: &Indicator) -> ResultKey {
        self.key(indicator, &self.org_unit, self.period)
    }

    fn before(&self, indicator: &Indicator) -> Option<ResultKey> {
        Some(self.key(indicator, &self.org_unit, self.period.previous()?))
    }

    fn below(&self, indicator: &Indicator) -> impl Iterator<Item = ResultKey> {
        self.children.iter().map(|child| self.key(indicator, child, self.period))
    }

    /// Every cell that is looked at.
    fn keys(&self) -> Vec<ResultKey> {
        let of_one = |indicator| {
            let own = std::iter::once(self.own(indicator));
            own.chain(self.before(indicator)).chain(self.below(indicator))
        };
        self.indicators.iter().flat_map(of_one).collect()
    }

    fn compared(&self, held: &HashMap<ResultKey, ResultCell>, large: Decimal) -> Vec<Compared> {
        let of_one = |indicator: &Indicator| {
            let key = self.own(indicator);
            let now = held.get(&key).cloned();
            let before = self.before(indicator).and_then(|key| held.get(&key).cloned());
            let number = |cell: &Option<ResultCell>| number_of(cell.as_ref()?, indicator);
            let pair = number(&now).zip(number(&before));
            let difference = pair.and_then(|(now, before)| now.checked_sub(before));
            let change = pair.and_then(|(now, before)| {
                Rate::whole(now.checked_sub(before)?)?.checked_div(Rate::whole(before)?)
            });
            let parts: Vec<Decimal> =
                self.below(indicator).filter_map(|key| number_of(held.get(&key)?, indicator)).collect();
            let adds_up = indicator.place_rule == PlaceRule::Sum && !parts.is_empty();
            let below = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(*part));
            let below = below.filter(|_| adds_up);
            Compared {
                large: is_large(difference, pair.map(|(_, before)| before), large),
                off_sum: below.zip(number(&now)).is_some_and(|(below, now)| below != now),
                key,
                now,
                before,
                difference,
                change,
                below,
            }
        };
        self.indicators.iter().map(of_one).collect()
    }
}

/// The figures of each report in the order of its form. Those of one form and period are read in one go.
pub fn compared(desk: &mut Desk, reports: &[&Submission]) -> Result<Vec<Vec<Compared>>, AppError> {
    let large = desk.book()?.checks.clone().unwrap_or_default().large_percent;
    let asked = reports.iter().map(|report| Asked::of(desk, report)).collect::<Result<Vec<_>, _>>()?;
    let mut together: BTreeMap<(&FormId, Period), Vec<ResultKey>> = BTreeMap::new();
    for one in &asked {
        together.entry((&one.form.id, one.period)).or_default().extend(one.keys());
    }
    let mut held = HashMap::new();
    for keys in together.values() {
        held.extend(cells_of(desk.ledger(), &keys.iter().collect::<Vec<_>>())?);
    }
    Ok(asked.iter().map(|one| one.compared(&held, large)).collect())
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
