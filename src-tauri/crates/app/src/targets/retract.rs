//! Takes a target, or one version of it, back with a reason. The history stays.

use domain::kernel::{Date, TargetId};
use domain::ledger::{Operation, RowKind};
use store::DraftRow;

use crate::{AppError, Desk};

/// Takes a target back, in all its versions and with its breakdown.
pub fn retract(desk: &mut Desk, id: &TargetId, reason: &str) -> Result<(), AppError> {
    AppError::need_reason(reason)?;
    let book = desk.book()?;
    let mut rows: Vec<_> =
        book.target(id)?.iter().map(|version| DraftRow::retract(RowKind::Target, version.key())).collect();
    let shares = book.allocations.get(id).map(Vec::as_slice).unwrap_or_default();
    rows.extend(shares.iter().map(|share| DraftRow::retract(RowKind::Allocation, share.key())));
    desk.write(Operation::Retract, reason, rows)
}

/// Takes one version back with the breakdown that is its own: the version before judges its periods again. The only one
/// goes with the target.
pub fn retract_version(
    desk: &mut Desk,
    id: &TargetId,
    valid_from: Option<Date>,
    reason: &str,
) -> Result<(), AppError> {
    AppError::need_reason(reason)?;
    let book = desk.book()?;
    let versions = book.target(id)?;
    let version = versions
        .iter()
        .find(|version| version.valid_from == valid_from)
        .ok_or_else(|| AppError::NotFound("version", id.to_string()))?;
    if versions.len() == 1 {
        return retract(desk, id, reason);
    }
    let own = book.shares_of(version).into_iter().filter(|share| share.valid_from.is_some());
    let own = own.filter(|share| share.valid_from == version.valid_from);
    let mut rows = vec![DraftRow::retract(RowKind::Target, version.key())];
    rows.extend(own.map(|share| DraftRow::retract(RowKind::Allocation, share.key())));
    desk.write(Operation::Retract, reason, rows)
}
