//! Takes an adopted outcome back, with a reason. The passage and the history stay.

use domain::ledger::{Operation, RowKind};
use store::DraftRow;

use crate::{AppError, Desk};

/// Takes an outcome back.
pub fn retract_outcome(desk: &mut Desk, id: &str, reason: &str) -> Result<(), AppError> {
    AppError::need_reason(reason)?;
    if !desk.book()?.observations.contains_key(id) {
        return Err(AppError::NotFound("observation", id.to_owned()));
    }
    desk.write(Operation::Retract, reason, vec![DraftRow::retract(RowKind::Observation, id)])
}
