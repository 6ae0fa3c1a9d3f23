//! 任务分解: who gets which share. Σ > whole is 加码 and allowed; Σ < whole is 缺口 and shown.

use std::collections::BTreeMap;

use domain::kernel::{Decimal, OrgUnitId, Period, Problem, TargetId};
use domain::ledger::{Operation, RowKind};
use domain::programmes::PlaceRule;
use domain::targets::{Allocation, Target};
use store::DraftRow;

use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// How the shares compare with the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SumCheck {
    /// They are equal.
    Equal,
    /// Σ > whole: 层层加码, 自加压力.
    Over(Decimal),
    /// Σ < whole: 缺口.
    Short(Decimal),
    /// Ratios and thresholds do not add up.
    NotAdditive,
}

/// What falls to the unit in all: its share for the whole window, or the sum of those for periods.
pub fn share_of(shares: &[Allocation], org_unit: &OrgUnitId) -> Option<Decimal> {
    let own = || shares.iter().filter(|share| share.org_unit == *org_unit);
    let whole = own().find(|share| share.period.is_none()).map(|share| share.value);
    whole.or_else(|| own().map(|share| share.value).reduce(|sum, value| sum + value))
}

/// Compares what falls to some units with the target's value.
pub fn sum_check(target: &Target, sum: Decimal, book: &Book) -> SumCheck {
    let additive = book.indicators.get(&target.indicator).is_some_and(|i| i.place_rule == PlaceRule::Sum);
    let (Some(whole), true) = (target.value, additive && target.coverage.is_none()) else {
        return SumCheck::NotAdditive;
    };
    match sum.cmp(&whole) {
        std::cmp::Ordering::Equal => SumCheck::Equal,
        std::cmp::Ordering::Greater => SumCheck::Over(sum - whole),
        std::cmp::Ordering::Less => SumCheck::Short(whole - sum),
    }
}

/// Sets shares: of a unit for the whole window, or for a period of it; a value, or none for 无任务. What is not
/// named stays as it is.
pub fn allocate(
    desk: &mut Desk,
    id: &TargetId,
    shares: &BTreeMap<(OrgUnitId, Option<Period>), Option<Decimal>>,
) -> Result<(), AppError> {
    let book = desk.book()?;
    let target = book.target(id)?.first().ok_or_else(|| AppError::NotFound("target", id.to_string()))?;
    let held = book.allocations.get(id).map(Vec::as_slice).unwrap_or_default();
    let mut problems = Vec::new();
    let mut rows: Vec<DraftRow> = Vec::new();
    for ((org_unit, period), value) in shares {
        if !book.units.contains(org_unit) {
            problems.push(Problem::error("unit.unknown", org_unit.as_str()));
            continue;
        }
        let kept = held.iter().find(|share| share.org_unit == *org_unit && share.period == *period);
        let share = |value| Allocation {
            target: target.id.clone(),
            org_unit: org_unit.clone(),
            period: *period,
            value,
            note: kept.and_then(|kept| kept.note.clone()),
        };
        match value {
            Some(value) if value.is_sign_negative() && !value.is_zero() => {
                problems.push(Problem::error("allocation.negative", org_unit.as_str()).with(value));
            }
            Some(value) => rows.push(share(*value).row()),
            None if kept.is_some() => {
                rows.push(DraftRow::retract(RowKind::Allocation, share(Decimal::ZERO).key()));
            }
            None => {}
        }
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    desk.write(Operation::Allocate, "", rows)
}
