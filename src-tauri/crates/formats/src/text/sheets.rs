//! A workbook to readable lines: one line for each row, a tab between cells, the sheet's name first where
//! there are several. For reading a plan that was sent as a table; filling in figures from a workbook is
//! another matter, with columns and places of problems.

use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx};
use chrono::{Duration, NaiveDate};
use domain::kernel::Problem;

use super::{LONGEST_TEXT, TextError};

/// Most rows that a gap between two cells may leave; a longer gap becomes one empty line.
const MOST_TABS: u32 = 64;

/// The cells of all sheets. The container has been unpacked once before, so its size is known to be sound.
/// Cells are read one by one: a sheet that claims a billion cells costs what it really holds.
pub(super) fn read(bytes: &[u8]) -> Result<(String, Vec<Problem>), TextError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| TextError::Damaged)?;
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    let mut out = String::new();
    let mut problems = Vec::new();
    for name in &names {
        if names.len() > 1 {
            out.push_str(name);
            out.push('\n');
        }
        if !read_sheet(&mut workbook, name, &mut out)? {
            problems.push(Problem::query("text.truncated", name.clone()).with(LONGEST_TEXT));
            break;
        }
    }
    Ok((out, problems))
}

/// Writes one sheet; false where the text has become too long.
fn read_sheet(workbook: &mut Xlsx<Cursor<&[u8]>>, name: &str, out: &mut String) -> Result<bool, TextError> {
    let mut cells = workbook.worksheet_cells_reader(name).map_err(|_| TextError::Damaged)?;
    let (mut row, mut column) = (None, 0);
    while let Some(cell) = cells.next_cell().map_err(|_| TextError::Damaged)? {
        let text = cell_text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let (at_row, at_column) = cell.get_position();
        if row.is_some_and(|row| row != at_row) {
            out.push('\n');
            column = 0;
        }
        row = Some(at_row);
        let gap = at_column.saturating_sub(column).min(MOST_TABS);
        (0..gap).for_each(|_| out.push('\t'));
        column = at_column;
        out.push_str(&text);
        if out.len() > LONGEST_TEXT * 3 {
            return Ok(false);
        }
    }
    if row.is_some() {
        out.push('\n');
    }
    Ok(true)
}

fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) => one_line(text),
        DataRef::SharedString(text) => one_line(text),
        DataRef::Bool(yes) => if *yes { "是" } else { "否" }.to_owned(),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\r', '\n', '\t'], " ").trim().to_owned()
}

/// A serial number of a day as `2022-06-30`; a plain number where it is no day.
fn day(moment: ExcelDateTime) -> String {
    let serial = moment.as_f64();
    let whole = serial.trunc();
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)
        .filter(|_| moment.is_datetime() && (1.0..3_000_000.0).contains(&whole))
        .and_then(|start| start.checked_add_signed(Duration::days(whole as i64)));
    day.map_or_else(|| serial.to_string(), |day| day.to_string())
}
