//! 任务分解: who gets which share. Σ > whole is 加码 and allowed; Σ < whole is 缺口 and shown.

use std::collections::BTreeMap;

use domain::kernel::{Decimal, OrgUnitId, Problem, TargetId};
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

/// Compares the shares for the whole window with the target's value.
pub fn sum_check(target: &Target, shares: &[Allocation], book: &Book) -> SumCheck {
    let additive = book.indicators.get(&target.indicator).is_some_and(|i| i.place_rule == PlaceRule::Sum);
    let (Some(whole), true) = (target.value, additive && target.coverage.is_none()) else {
        return SumCheck::NotAdditive;
    };
    let sum: Decimal = shares.iter().filter(|share| share.period.is_none()).map(|share| share.value).sum();
    match sum.cmp(&whole) {
        std::cmp::Ordering::Equal => SumCheck::Equal,
        std::cmp::Ordering::Greater => SumCheck::Over(sum - whole),
        std::cmp::Ordering::Less => SumCheck::Short(whole - sum),
    }
}

/// Sets the shares for the whole window: a value, or none for 无任务. Units not named stay as they are.
pub fn allocate(
    desk: &mut Desk,
    id: &TargetId,
    shares: &BTreeMap<OrgUnitId, Option<Decimal>>,
) -> Result<(), AppError> {
    let book = desk.book()?;
    let target = book.target(id)?.first().ok_or_else(|| AppError::NotFound("target", id.to_string()))?;
    let mut problems = Vec::new();
    let mut rows: Vec<DraftRow> = Vec::new();
    for (org_unit, value) in shares {
        if !book.units.contains_key(org_unit) {
            problems.push(Problem::error("unit.unknown", org_unit.as_str()));
            continue;
        }
        let share = |value| Allocation {
            target: target.id.clone(),
            org_unit: org_unit.clone(),
            period: None,
            value,
            note: None,
        };
        match value {
            Some(value) if value.is_sign_negative() && !value.is_zero() => {
                problems.push(Problem::error("allocation.negative", org_unit.as_str()).with(value));
            }
            Some(value) => rows.push(share(*value).row()),
            None => {
                let key = share(Decimal::ZERO).key();
                let held = book.allocations.get(id).is_some_and(|held| held.iter().any(|a| a.key() == key));
                if held {
                    rows.push(DraftRow::retract(RowKind::Allocation, key));
                }
            }
        }
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    desk.write(Operation::Allocate, "", rows)
}
