//! Takes an adopted target or outcome back, with a reason. The passage and the history stay.

use domain::kernel::{Problem, TargetId};
use domain::ledger::{Operation, RowKind};
use store::DraftRow;

use crate::{AppError, Desk};

/// Takes a target back, in all its versions and with its breakdown.
pub fn retract_target(desk: &mut Desk, id: &TargetId, reason: &str) -> Result<(), AppError> {
    need_reason(reason)?;
    let book = desk.book()?;
    let mut rows: Vec<_> =
        book.target(id)?.iter().map(|version| DraftRow::retract(RowKind::Target, version.key())).collect();
    let shares = book.allocations.get(id).map(Vec::as_slice).unwrap_or_default();
    rows.extend(shares.iter().map(|share| DraftRow::retract(RowKind::Allocation, share.key())));
    desk.write(Operation::Retract, reason, rows)
}

/// Takes an outcome back.
pub fn retract_outcome(desk: &mut Desk, id: &str, reason: &str) -> Result<(), AppError> {
    need_reason(reason)?;
    if !desk.book()?.observations.contains_key(id) {
        return Err(AppError::NotFound("observation", id.to_owned()));
    }
    desk.write(Operation::Retract, reason, vec![DraftRow::retract(RowKind::Observation, id)])
}

fn need_reason(reason: &str) -> Result<(), AppError> {
    if reason.trim().is_empty() {
        return Err(AppError::refused(Problem::error("reason.missing", "reason")));
    }
    Ok(())
}
