//! 任务分解: who gets which share. Σ > whole is 加码 and allowed; Σ < whole is 缺口 and shown.

use std::collections::BTreeMap;

use domain::kernel::{Date, Decimal, OrgUnitId, Period, Problem, TargetId};
use domain::ledger::{Operation, RowKind};
use domain::programmes::PlaceRule;
use domain::targets::{Allocation, ChangeBy, Target, TargetKind, version_on};
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
pub fn share_of(shares: &[&Allocation], org_unit: &OrgUnitId) -> Option<Decimal> {
    let own = || shares.iter().filter(|share| share.org_unit == *org_unit);
    let whole = own().find(|share| share.period.is_none()).map(|share| share.value);
    whole.or_else(|| own().map(|share| share.value).reduce(|sum, value| sum + value))
}

/// Compares what falls to some units with what is shared out.
pub fn sum_check(target: &Target, sum: Decimal, book: &Book) -> SumCheck {
    let additive = book.indicators.get(&target.indicator).is_some_and(|i| i.place_rule == PlaceRule::Sum);
    let (Some(whole), true) = (target.shared_out(), additive && adds_up(target)) else {
        return SumCheck::NotAdditive;
    };
    match sum.cmp(&whole) {
        std::cmp::Ordering::Equal => SumCheck::Equal,
        std::cmp::Ordering::Greater => SumCheck::Over(sum - whole),
        std::cmp::Ordering::Less => SumCheck::Short(whole - sum),
    }
}

/// Whether what falls to the parts makes up the whole: a rate, a rule or a place does not.
fn adds_up(target: &Target) -> bool {
    match target.kind {
        TargetKind::Coverage | TargetKind::Growth | TargetKind::Rank => false,
        TargetKind::Change => target.change_by.unwrap_or(ChangeBy::Amount) == ChangeBy::Amount,
        _ => true,
    }
}

/// Sets shares of the version that is in force on a day: of a unit for the whole window, or for a period of it; a
/// value, or none for 无任务. What is not named stays as it is. Where an earlier version is broken down the same way,
/// the version gets a breakdown of its own, and the earlier keeps what it had.
pub fn allocate(
    desk: &mut Desk,
    id: &TargetId,
    day: Date,
    shares: &BTreeMap<(OrgUnitId, Option<Period>), Option<Decimal>>,
) -> Result<(), AppError> {
    let book = desk.book()?;
    let versions = book.target(id)?;
    let target = version_on(versions, day).ok_or_else(|| AppError::NotFound("target", id.to_string()))?;
    let held = book.shares_of(target);
    let valid_from = set_of(book, versions, target);
    let mut problems = Vec::new();
    let inherited = held.iter().filter(|share| share.valid_from != valid_from);
    let inherited = inherited.filter(|share| !shares.contains_key(&(share.org_unit.clone(), share.period)));
    let mut rows: Vec<DraftRow> =
        inherited.map(|share| Allocation { valid_from, ..(*share).clone() }.row()).collect();
    for ((org_unit, period), value) in shares {
        if !book.units.contains(org_unit) {
            problems.push(Problem::error("unit.unknown", org_unit.as_str()));
            continue;
        }
        let kept = held.iter().find(|share| share.org_unit == *org_unit && share.period == *period);
        let share = |value| Allocation {
            target: target.id.clone(),
            valid_from,
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
            None if kept.is_some_and(|kept| kept.valid_from == valid_from) => {
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

/// The day from which a change of a version's breakdown holds, where the breakdown is that of an earlier version.
pub fn changes_from(book: &Book, version: &Target) -> Option<Date> {
    let versions = book.targets.get(&version.id).map(Vec::as_slice).unwrap_or_default();
    let set = set_of(book, versions, version);
    let held = book.shares_of(version);
    set.filter(|_| held.first().is_some_and(|share| share.valid_from != set))
}

/// Which breakdown is changed for a version: the one it has, unless an earlier version has the same.
fn set_of(book: &Book, versions: &[Target], version: &Target) -> Option<Date> {
    let set = |version: &Target| book.shares_of(version).first().map(|share| share.valid_from);
    let earlier = versions.iter().filter(|other| other.valid_from < version.valid_from);
    match set(version) {
        Some(own) if !earlier.clone().any(|other| set(other) == Some(own)) => own,
        None if earlier.count() == 0 => None,
        _ => version.valid_from,
    }
}
