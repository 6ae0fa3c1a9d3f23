//! Bytes of a workbook to its sheets, with the places of all cells, what was merged and what was hidden: .xlsx,
//! .xls, .ods and .csv. What the cells mean is not asked here. Files that are no workbook, that are damaged, locked
//! or marked secret, or that unpack to too much are refused with a code that says what to do.

mod csv;
mod damage;
mod marks;
mod ods;
#[cfg(test)]
mod tests;
mod xls;
mod xlsx;

use domain::kernel::{Decimal, Problem};
use domain::workbooks::{Sheet, Value, Workbook};

use crate::text::{LARGEST_FILE, OLE, TextError, guarded, is_classified, known_binary};
use crate::zipped::{Container, ZipError};

pub use damage::{Damage, Unread};

/// Most cells of a workbook.
pub const MOST_CELLS: usize = 3_000_000;
/// Rows at the top of a sheet in which a marking of secrecy is looked for.
const HEAD_ROWS: usize = 12;

/// What sort of file a workbook came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkbookKind {
    /// .xlsx
    Xlsx,
    /// .xls, .et
    Xls,
    /// .ods
    Ods,
    /// .csv
    Csv,
}

/// A workbook that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadWorkbook {
    /// The workbook.
    pub workbook: Workbook,
    /// What it came from.
    pub kind: WorkbookKind,
    /// What is uncertain: `text.replaced`, `text.encoding_uncertain`, `workbook.truncated`.
    pub problems: Vec<Problem>,
}

/// Reads a workbook. The name only helps where the bytes leave a choice.
pub fn read(bytes: &[u8]) -> Result<ReadWorkbook, Unread> {
    if bytes.is_empty() {
        return Err(TextError::Empty.into());
    }
    if bytes.len() > LARGEST_FILE {
        return Err(TextError::TooLarge.into());
    }
    if let Some(error) = known_binary(bytes) {
        return Err(error.into());
    }
    if bytes.starts_with(b"PK") {
        let mut container = Container::open(bytes).map_err(|error| match error {
            ZipError::Damaged => damage::cut_off(bytes).into(),
            other => Unread::from(TextError::from(other)),
        })?;
        if container.has("xl/workbook.xml") {
            let marks = marks::of_container(&mut container)?;
            finish(guarded(|| Ok(xlsx::read(bytes, marks)))??, WorkbookKind::Xlsx)
        } else if container.has("content.xml") {
            finish(ods::read(&mut container)?, WorkbookKind::Ods)
        } else {
            Err(TextError::NoWorkbook.into())
        }
    } else if bytes.starts_with(OLE) {
        finish(guarded(|| Ok(xls::read(bytes)))??, WorkbookKind::Xls)
    } else {
        finish(csv::read(bytes)?, WorkbookKind::Csv)
    }
}

fn finish(mut gathered: Gathered, kind: WorkbookKind) -> Result<ReadWorkbook, Unread> {
    gathered.workbook.sheets.iter_mut().for_each(Sheet::sort);
    let sheets = &gathered.workbook.sheets;
    if sheets.iter().any(|sheet| is_classified(&head_of(sheet))) {
        return Err(TextError::Classified.into());
    }
    if sheets.iter().all(|sheet| sheet.rows.is_empty()) {
        return Err(TextError::Empty.into());
    }
    let Gathered { workbook, problems, .. } = gathered;
    Ok(ReadWorkbook { workbook, kind, problems })
}

/// The words at the head of a sheet, a cell a line.
fn head_of(sheet: &Sheet) -> String {
    let cells = sheet.rows.iter().take(HEAD_ROWS).flat_map(|row| &row.cells);
    let texts = cells.filter_map(|cell| match &cell.value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// The sheets that have been read so far, and how many cells more may come.
#[derive(Debug)]
struct Gathered {
    workbook: Workbook,
    left: usize,
    problems: Vec<Problem>,
}

impl Default for Gathered {
    fn default() -> Self {
        Self { workbook: Workbook::default(), left: MOST_CELLS, problems: Vec::new() }
    }
}

impl Gathered {
    /// Puts a cell on a sheet; false where there have been too many.
    fn push(&mut self, sheet: &mut Sheet, row: u32, column: u32, value: Value) -> bool {
        if self.left == 0 {
            return false;
        }
        self.left -= 1;
        sheet.push(row, column, value);
        true
    }

    /// Takes a sheet that was read; where it was cut it is said so.
    fn take(&mut self, sheet: Sheet) {
        if self.left == 0 && self.problems.iter().all(|problem| problem.code != "workbook.truncated") {
            self.problems.push(Problem::error("workbook.truncated", sheet.name.as_str()).with(MOST_CELLS));
        }
        self.workbook.sheets.push(sheet);
    }
}

/// The number of a workbook, which counts in floating point, with the 15 digits that count; one that is too
/// large to be exact stays words.
fn number(value: f64, percent: bool) -> Value {
    let exact = if value.fract() == 0.0 && value.abs() < 1e15 {
        Some(Decimal::from(value as i64))
    } else {
        Decimal::try_from(value).ok().map(|exact| exact.normalize())
    };
    match exact {
        Some(exact) if percent => Value::Percent(exact),
        Some(exact) => Value::Number(exact),
        None => Value::Text(value.to_string()),
    }
}

/// A serial number of a day as `2022-06-30`; a plain number where it is no day.
fn day(moment: calamine::ExcelDateTime) -> Value {
    let serial = moment.as_f64();
    let whole = serial.trunc();
    let day = chrono::NaiveDate::from_ymd_opt(1899, 12, 30)
        .filter(|_| moment.is_datetime() && (1.0..3_000_000.0).contains(&whole))
        .and_then(|start| start.checked_add_signed(chrono::Duration::days(whole as i64)));
    day.map_or_else(|| number(serial, false), |day| Value::Day(day.to_string()))
}
