//! A workbook to readable lines: its tables as a [`Grid`] writes them, the sheet's name first where there are
//! several. An empty row parts two tables, an empty column is left out, hidden sheets are not read. For reading
//! a plan that was sent as a table; filling in figures from a workbook is another matter, with columns and
//! places of problems.

use std::collections::{BTreeMap, HashMap};
use std::io::Cursor;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsx};
use chrono::{Duration, NaiveDate};
use domain::kernel::Problem;

use super::{LONGEST_TEXT, TextError, biff};
use crate::grid::Grid;

/// Most cells of a workbook that are read.
const MOST_CELLS: usize = 2_000_000;
/// Most merged regions of a sheet that are looked at.
const MOST_MERGED: usize = 100_000;

/// A cell with its row and column.
type Cell = (u32, u32, String);

/// The cells of all sheets of an .xlsx. The container has been unpacked once before, so its size is known to be
/// sound. Cells are read one by one: a sheet that claims a billion cells costs what it really holds.
pub(super) fn read(bytes: &[u8]) -> Result<(String, Vec<Problem>), TextError> {
    let mut workbook: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| TextError::Damaged)?;
    let mut pages = Pages::of(workbook.sheets_metadata());
    while let Some(name) = pages.next() {
        let mut cells: Vec<Cell> = Vec::new();
        let mut reader = workbook.worksheet_cells_reader(&name).map_err(|_| TextError::Damaged)?;
        while let Some(cell) = reader.next_cell().map_err(|_| TextError::Damaged)? {
            let (row, column) = cell.get_position();
            let text = cell_text(cell.get_value());
            if !pages.take(&mut cells, row, column, text) {
                break;
            }
        }
        drop(reader);
        let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        pages.write(&name, cells, &merged);
    }
    Ok(pages.finish())
}

/// The cells of all sheets of an .xls.
pub(super) fn read_old(bytes: &[u8]) -> Result<(String, Vec<Problem>), TextError> {
    biff::check(bytes)?;
    let mut workbook: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => TextError::Encrypted,
        _ => TextError::Damaged,
    })?;
    let mut pages = Pages::of(workbook.sheets_metadata());
    while let Some(name) = pages.next() {
        let range = workbook.worksheet_range(&name).map_err(|_| TextError::Damaged)?;
        let (row, column) = range.start().unwrap_or_default();
        let mut cells = Vec::new();
        for (down, right, value) in range.used_cells() {
            let at = (row.saturating_add(down as u32), column.saturating_add(right as u32));
            if !pages.take(&mut cells, at.0, at.1, old_cell_text(value)) {
                break;
            }
        }
        let merged = workbook.merge_cells_by_sheet_name(&name).unwrap_or_default();
        pages.write(&name, cells, &merged);
    }
    Ok(pages.finish())
}

/// The sheets that are still to be read, and what has been written of the others.
struct Pages {
    names: std::vec::IntoIter<String>,
    several: bool,
    left: usize,
    out: String,
    cut: Option<String>,
}

impl Pages {
    fn of(sheets: &[Sheet]) -> Self {
        let names: Vec<String> = sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible)
            .map(|sheet| sheet.name.clone())
            .collect();
        let several = names.len() > 1;
        Self { names: names.into_iter(), several, left: MOST_CELLS, out: String::new(), cut: None }
    }

    fn next(&mut self) -> Option<String> {
        if self.cut.is_some() { None } else { self.names.next() }
    }

    /// Takes a cell; false where there have been too many.
    fn take(&mut self, cells: &mut Vec<Cell>, row: u32, column: u32, text: String) -> bool {
        if text.trim().is_empty() {
            return true;
        }
        cells.push((row, column, text));
        self.left = self.left.saturating_sub(1);
        self.left > 0
    }

    fn write(&mut self, name: &str, mut cells: Vec<Cell>, merged: &[Dimensions]) {
        if self.several {
            self.out.push_str(name);
            self.out.push('\n');
        }
        cells.sort_by_key(|(row, column, _)| (*row, *column));
        tables(&cells, merged, &mut self.out);
        if self.left == 0 || self.out.len() > LONGEST_TEXT * 3 {
            self.cut = Some(name.to_owned());
        }
    }

    fn finish(self) -> (String, Vec<Problem>) {
        let cut = self.cut.map(|name| Problem::query("text.truncated", name).with(LONGEST_TEXT));
        (self.out, cut.into_iter().collect())
    }
}

/// The tables of a sheet, parted by empty rows.
fn tables(cells: &[Cell], merged: &[Dimensions], out: &mut String) {
    let mut columns: BTreeMap<u32, usize> = cells.iter().map(|(_, column, _)| (*column, 0)).collect();
    columns.values_mut().enumerate().for_each(|(at, place)| *place = at);
    let spans: HashMap<(u32, u32), &Dimensions> =
        merged.iter().take(MOST_MERGED).map(|region| (region.start, region)).collect();
    for table in cells.chunk_by(|(above, ..), (below, ..)| below - above <= 1) {
        let mut grid = Grid::default();
        for row in table.chunk_by(|(one, ..), (other, ..)| one == other) {
            grid.row();
            for (row, column, text) in row {
                let (across, down) = spans.get(&(*row, *column)).map_or((1, 1), |region| {
                    let across = columns.range(*column..=region.end.1.max(*column)).count();
                    (across, (region.end.0.saturating_sub(*row) + 1) as usize)
                });
                grid.cell_at(columns[column], across, down, text.clone());
            }
        }
        grid.write(out);
    }
}

fn cell_text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => figure(*number),
        DataRef::String(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(yes) => truth(*yes),
        DataRef::DateTime(moment) => day(*moment),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

fn old_cell_text(value: &Data) -> String {
    match value {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => figure(*number),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Bool(yes) => truth(*yes),
        Data::DateTime(moment) => day(*moment),
        Data::Error(_) | Data::Empty => String::new(),
    }
}

fn truth(yes: bool) -> String {
    if yes { "是" } else { "否" }.to_owned()
}

/// A figure as the workbook shows it at most: with 15 digits that count.
fn figure(number: f64) -> String {
    format!("{number:.14e}").parse::<f64>().unwrap_or(number).to_string()
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
