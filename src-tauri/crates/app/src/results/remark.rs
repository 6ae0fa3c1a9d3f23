//! 批注: what is said about a figure beside the figure. It is kept in the figure's own row, so there is none where
//! nothing is reported.

use domain::kernel::{FormId, Problem};
use domain::ledger::Operation;
use domain::results::{ResultCell, ResultKey};

use super::read::cells_of;
use super::writable::Writable;
use crate::assessment::{EXAMPLE, is_example};
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// What is said about a cell; that its value is invented is no remark.
pub fn remark_of(cell: &ResultCell) -> Option<&str> {
    let note = cell.note.as_deref()?;
    let said = if is_example(cell) { note[EXAMPLE.len()..].trim_start() } else { note };
    Some(said).filter(|said| !said.is_empty())
}

/// Says something about a figure; an empty text takes it back.
pub fn remark(desk: &mut Desk, form: &FormId, key: &ResultKey, text: &str) -> Result<(), AppError> {
    let cell = written(desk, form, key)?;
    let example = is_example(&cell).then_some(EXAMPLE);
    let lines: Vec<&str> = example.into_iter().chain([text.trim()]).filter(|line| !line.is_empty()).collect();
    let note = Some(lines.join("\n")).filter(|note| !note.is_empty());
    desk.write(Operation::Remark, "", vec![ResultCell { note, ..cell }.row()])
}

/// A cell that says something and may be written.
pub(super) fn written(desk: &mut Desk, form: &FormId, key: &ResultKey) -> Result<ResultCell, AppError> {
    Writable::of(desk, form, &[key])?.indicator_of(key).map_err(AppError::refused)?;
    let held = cells_of(desk.ledger(), &[key])?.remove(key);
    held.ok_or_else(|| AppError::refused(Problem::error("cell.empty", key.text())))
}
