//! Takes figures in that were collected elsewhere: history from before the ledger, a workbook that
//! was mapped to cells. One entry for all; the reason says where they come from.

use domain::kernel::Problem;
use domain::ledger::Operation;
use domain::results::ResultCell;

use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Writes cells that need no form. Units and indicators must be on the ledger.
pub fn import_cells(desk: &mut Desk, cells: &[ResultCell], reason: &str) -> Result<(), AppError> {
    let book = desk.book()?;
    let mut problems = Vec::new();
    for cell in cells {
        if !book.indicators.contains_key(&cell.key.indicator) {
            problems.push(Problem::error("indicator.unknown", cell.key.text()).with(&cell.key.indicator));
        }
        if !book.units.contains(&cell.key.org_unit) {
            problems.push(Problem::error("unit.unknown", cell.key.text()).with(&cell.key.org_unit));
        }
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    desk.write(Operation::Import, reason, cells.iter().map(AsRow::row).collect())
}
