//! Versions that stand side by side because nobody saw the other: a person chooses one and says why; the
//! others stay in the history.

use domain::kernel::Problem;
use domain::ledger::{EntryHeader, Operation, Row, RowKind, RowRef};
use store::{Current, DraftRow};

use crate::{AppError, Desk};

/// One of the versions.
#[derive(Debug)]
pub struct Contender {
    /// Where it stands.
    pub at: RowRef,
    /// What it says.
    pub row: Row,
    /// Who wrote it, when and why.
    pub header: EntryHeader,
}

/// Everything that is in conflict, in the order of kind and key.
pub fn conflicts(desk: &Desk) -> Result<Vec<Current>, AppError> {
    Ok(desk.ledger().read().conflicts()?)
}

/// The versions of one thing that stand side by side, with who wrote them.
pub fn contenders(desk: &Desk, current: &Current) -> Result<Vec<Contender>, AppError> {
    let reader = desk.ledger().read();
    let mut found = Vec::with_capacity(current.versions.len());
    for version in &current.versions {
        let header = reader.header(&version.at.entry())?;
        let header = header.ok_or_else(|| AppError::NotFound("entry", version.at.entry().to_string()))?;
        found.push(Contender { at: version.at.clone(), row: version.row.clone(), header });
    }
    Ok(found)
}

/// Lets one of the versions hold.
pub fn resolve(
    desk: &mut Desk,
    kind: RowKind,
    key: &str,
    chosen: &RowRef,
    reason: &str,
) -> Result<(), AppError> {
    AppError::need_reason(reason)?;
    let versions = desk.ledger().read().versions(kind, key)?;
    let held = versions.iter().find(|version| version.at == *chosen);
    let Some(held) = held.filter(|_| versions.len() > 1) else {
        return Err(AppError::refused(Problem::error("conflict.gone", key)));
    };
    let row = match held.row.retracted {
        true => DraftRow::retract(kind, key),
        false => DraftRow::put(kind, key, held.row.content.clone()),
    };
    desk.write(Operation::Resolve, reason.trim(), vec![row])
}
