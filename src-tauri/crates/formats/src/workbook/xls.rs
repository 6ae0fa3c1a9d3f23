//! The sheets of an .xls.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xls, XlsError};
use domain::workbooks::{Merged, Sheet, Value};

use super::{Damage, Gathered, Unread, damage, day, number};
use crate::text::{TextError, biff};

/// Reads the sheets.
pub(super) fn read(bytes: &[u8]) -> Result<Gathered, Unread> {
    let mut gathered = Gathered::default();
    let damaged = || Unread::from(damage::cut_short(bytes).unwrap_or(Damage::Directory));
    let mut hidden = biff::check(bytes)
        .map_err(|error| match error {
            TextError::Damaged => damaged(),
            other => other.into(),
        })?
        .into_iter();
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsError::Password => TextError::Encrypted.into(),
        _ => damaged(),
    })?;
    let sheets = workbook.sheets_metadata().to_vec();
    for found in sheets {
        let (hidden_rows, hidden_columns): (BTreeSet<u32>, BTreeSet<u32>) = hidden.next().unwrap_or_default();
        if found.typ != SheetType::WorkSheet {
            continue;
        }
        let range = workbook.worksheet_range(&found.name).map_err(|_| Damage::Sheet(found.name.clone()))?;
        let merged = workbook.merge_cells_by_sheet_name(&found.name).unwrap_or_default();
        let mut sheet = Sheet {
            name: found.name,
            hidden: found.visible != SheetVisible::Visible,
            merged: merged
                .iter()
                .map(|area| Merged { rows: (area.start.0, area.end.0), columns: (area.start.1, area.end.1) })
                .collect(),
            hidden_rows,
            hidden_columns,
            rows: Vec::new(),
        };
        let (row, column) = range.start().unwrap_or_default();
        for (down, right, value) in range.used_cells() {
            let at = (row.saturating_add(down as u32), column.saturating_add(right as u32));
            let Some(value) = value_of(value) else { continue };
            if !gathered.push(&mut sheet, at.0, at.1, value) {
                break;
            }
        }
        gathered.take(sheet);
    }
    Ok(gathered)
}

fn value_of(value: &Data) -> Option<Value> {
    Some(match value {
        Data::Int(whole) => number(*whole as f64, false),
        Data::Float(value) => number(*value, false),
        Data::String(text) => Value::Text(text.clone()),
        Data::Bool(yes) => Value::Truth(*yes),
        Data::DateTime(moment) => day(*moment),
        Data::DateTimeIso(text) | Data::DurationIso(text) => Value::Day(text.clone()),
        Data::Error(error) => Value::Fault(error.to_string()),
        Data::Empty => return None,
    })
}
