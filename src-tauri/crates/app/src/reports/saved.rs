//! Named templates of the office at the desk, and the number its next report gets.

use chrono::Datelike as _;
use domain::kernel::{Date, OfficeId};
use domain::ledger::{Digest, Operation, RowKind};
use domain::reports::{self, SavedTemplate};
use store::{DraftRow, NewAttachment};

use crate::rows::AsRow;
use crate::{AppError, Desk};

/// The media type of a Word document.
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// All templates, by office and name.
pub fn templates(desk: &mut Desk) -> Result<Vec<SavedTemplate>, AppError> {
    Ok(desk.book()?.templates.values().cloned().collect())
}

/// Saves one under its name, in place of the one that has it; with the bytes of its paper, where they come with it.
pub fn save_template(
    desk: &mut Desk,
    mut template: SavedTemplate,
    paper: Option<Vec<u8>>,
) -> Result<(), AppError> {
    template.name = template.name.trim().to_owned();
    let problems = template.problems();
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let known = desk.book()?.templates.contains_key(&template.key());
    let operation = if known { Operation::Revise } else { Operation::Define };
    let name = template.paper.as_ref().map(|paper| paper.name.clone()).unwrap_or_default();
    let kept = paper.map(|bytes| NewAttachment { name, media_type: DOCX.to_owned(), bytes });
    desk.write_with(operation, "", vec![template.row()], kept.into_iter().collect()).map(drop)
}

/// The bytes of a paper.
pub fn paper(desk: &Desk, digest: &Digest) -> Result<Vec<u8>, AppError> {
    let found = desk.ledger().read().attachment(digest)?;
    found.map(|found| found.bytes).ok_or_else(|| AppError::NotFound("paper", digest.to_string()))
}

/// Takes one away.
pub fn remove_template(desk: &mut Desk, office: &OfficeId, name: &str) -> Result<(), AppError> {
    let key = SavedTemplate::key_of(office, name);
    if !desk.book()?.templates.contains_key(&key) {
        return Err(AppError::NotFound("template", key));
    }
    desk.write(Operation::Retract, "", vec![DraftRow::retract(RowKind::Template, key)])
}

/// The number the next report of a year gets by a pattern.
pub fn next_number(desk: &mut Desk, pattern: &str, day: Date) -> Result<String, AppError> {
    let gone_out = desk.book()?.reports.values().map(|report| report.doc_number.as_str());
    Ok(reports::next_number(pattern, day.year(), gone_out))
}
