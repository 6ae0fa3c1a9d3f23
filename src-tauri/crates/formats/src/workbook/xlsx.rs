//! The sheets of an .xlsx, cell by cell: a sheet that claims a billion cells costs what it really holds.

use std::io::Cursor;

use calamine::{DataRef, Reader, SheetType, SheetVisible, Xlsx};
use domain::workbooks::{Sheet, Value};

use super::marks::{Marks, SheetMarks};
use super::{Gathered, Unread, damage, day, number};
use crate::text::TextError;

/// Reads the sheets. The container has been unpacked once before, so its size is known to be sound.
pub(super) fn read(bytes: &[u8], mut marks: Marks) -> Result<Gathered, Unread> {
    let mut gathered = Gathered::default();
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => TextError::Encrypted.into(),
        _ => Unread { error: TextError::Damaged, at: damage::before_sheets(bytes) },
    })?;
    let sheets: Vec<(String, bool)> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible))
        .collect();
    for (name, hidden) in sheets {
        let SheetMarks { merged, hidden_rows, hidden_columns, mut formulas } = marks.take(&name);
        let mut sheet = Sheet { name, hidden, merged, hidden_rows, hidden_columns, rows: Vec::new() };
        let mut last = None;
        let mut reader =
            workbook.worksheet_cells_reader(&sheet.name).map_err(|_| damage::on_sheet(&sheet, None))?;
        let percent: Vec<bool> = reader
            .styles()
            .iter()
            .map(|style| style.number_format.as_ref().is_some_and(|format| format.format_code.contains('%')))
            .collect();
        while let Some((cell, style)) =
            reader.next_cell_with_style_id().map_err(|_| damage::on_sheet(&sheet, last))?
        {
            let (row, column) = cell.get_position();
            last = Some((row, column));
            let shows_percent = percent.get(style).copied().unwrap_or(false);
            let unworked = || formulas.remove(&(row, column)).map(Value::Fault);
            let Some(value) = value_of(cell.get_value(), shows_percent).or_else(unworked) else { continue };
            if !gathered.push(&mut sheet, row, column, value) {
                break;
            }
        }
        drop(reader);
        gathered.take(sheet);
    }
    Ok(gathered)
}

fn value_of(value: &DataRef<'_>, percent: bool) -> Option<Value> {
    Some(match value {
        DataRef::Int(whole) => number(*whole as f64, percent),
        DataRef::Float(value) => number(*value, percent),
        DataRef::String(text) => Value::Text(text.clone()),
        DataRef::SharedString(text) => Value::Text((*text).to_owned()),
        DataRef::Bool(yes) => Value::Truth(*yes),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Value::Day(text.clone()),
        DataRef::Error(error) => Value::Fault(error.to_string()),
        DataRef::Empty => return None,
    })
}
