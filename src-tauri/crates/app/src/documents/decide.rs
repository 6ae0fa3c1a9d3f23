//! Statements that are not adopted, with the reason; and taken up again.

use domain::documents::{Decision, Verdict};
use domain::kernel::{DocumentId, Problem};
use domain::ledger::{Operation, RowKind};
use store::DraftRow;

use super::statements::keys;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Says of statements of a document that they are not adopted.
pub fn reject(
    desk: &mut Desk,
    document: &DocumentId,
    statements: &[String],
    reason: &str,
) -> Result<(), AppError> {
    known(desk, document, statements)?;
    let rows = statements.iter().map(|matter| {
        Decision {
            matter: matter.clone(),
            verdict: Verdict::Rejected,
            accepted: None,
            reason: reason.trim().to_owned(),
        }
        .row()
    });
    let rows = rows.collect();
    desk.write(Operation::Resolve, reason.trim(), rows)
}

/// Takes statements up again that were not adopted.
pub fn reopen(desk: &mut Desk, document: &DocumentId, statements: &[String]) -> Result<(), AppError> {
    known(desk, document, statements)?;
    let book = desk.book()?;
    let decided = statements.iter().filter(|matter| book.decisions.contains_key(*matter));
    let rows: Vec<DraftRow> =
        decided.map(|matter| DraftRow::retract(RowKind::Decision, matter.clone())).collect();
    desk.write(Operation::Resolve, "", rows)
}

/// Refuses what reading does not find in the document.
fn known(desk: &mut Desk, document: &DocumentId, statements: &[String]) -> Result<(), AppError> {
    let found = keys(document, &desk.reading(document)?);
    let unknown: Vec<Problem> = statements
        .iter()
        .filter(|key| !found.contains(key))
        .map(|key| Problem::error("statement.unknown", "statement").with(key))
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(AppError::Refused(unknown)) }
}
