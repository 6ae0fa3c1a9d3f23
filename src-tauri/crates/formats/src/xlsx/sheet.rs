//! One annex on one sheet: label, title, the line above the table, merged header, body, notes, signatures;
//! A4, one page wide, header rows repeated and frozen.

use std::collections::HashMap;

use domain::kernel::Decimal;
use domain::reports::{Align, Cell, CellKind, Formula, Table};
use rust_xlsxwriter::{
    Format, FormatAlign, FormatBorder, Formula as Expression, Worksheet, utility::row_col_to_cell,
};

use crate::WriteError;

/// Heights in points: of a body row 0.7 cm.
const ROW: f64 = 20.0;
const TITLE: f64 = 36.0;
const NOTE: f64 = 18.0;
/// Width of a full-width character in the units of a column, with the air of a cell.
const CHARACTER: f64 = 1.8;
/// A workbook keeps fifteen digits.
const MOST_DIGITS: u64 = 1_000_000_000_000_000;
/// Most of a cell's text that a workbook takes.
const LONGEST_TEXT: usize = 32_767;

/// Where a table stands on its sheet.
pub(super) struct Written {
    /// The first row of its body.
    pub body: u32,
    /// The first row below everything.
    pub end: u32,
}

/// Which places of the body are to be filled in: row and column.
pub(super) type IsOpen<'a> = &'a dyn Fn(usize, usize) -> bool;

/// Writes a table.
pub(super) fn write(sheet: &mut Worksheet, table: &Table, open: IsOpen<'_>) -> Result<Written, WriteError> {
    let columns = u16::try_from(table.columns.len().max(1)).unwrap_or(u16::MAX);
    let last = columns - 1;
    for (at, column) in (0..columns).zip(&table.columns) {
        sheet.set_column_width(at, f64::from(column.width) * CHARACTER + 1.0)?;
    }
    let mut row = 0;
    if !table.label.is_empty() {
        sheet.write_string_with_format(row, 0, &table.label, &font("黑体", 16.0))?;
        row += 1;
    }
    let title = font("方正小标宋简体", 18.0)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    across(sheet, row, last, &table.title, &title)?;
    sheet.set_row_height(row, TITLE)?;
    row += 1;
    row = above(sheet, table, row, last)?;
    let head = row;
    row = header(sheet, table, row)?;
    if row > head {
        sheet.set_freeze_panes(row, 0)?;
        sheet.set_repeat_rows(head, row - 1)?;
    }
    let body = row;
    let mut looks = Looks { table, made: HashMap::new() };
    for at in 0..table.rows.len() {
        body_row(sheet, &mut looks, at, body, open)?;
        row += 1;
    }
    let end = notes(sheet, table, row, last)?;
    page(sheet, table.landscape);
    Ok(Written { body, end })
}

pub(super) fn font(name: &str, size: f64) -> Format {
    Format::new().set_font_name(name).set_font_size(size)
}

/// A text over all columns.
fn across(sheet: &mut Worksheet, row: u32, last: u16, text: &str, format: &Format) -> Result<(), WriteError> {
    if last == 0 {
        sheet.write_string_with_format(row, 0, cut(text), format)?;
    } else {
        sheet.merge_range(row, 0, row, last, "", format)?;
        sheet.write_string_with_format(row, 0, cut(text), format)?;
    }
    Ok(())
}

/// 编制单位 left, 截至 in the middle, 单位 right.
fn above(sheet: &mut Worksheet, table: &Table, row: u32, last: u16) -> Result<u32, WriteError> {
    let lines = [
        (&table.source_line, FormatAlign::Left),
        (&table.as_of_line, FormatAlign::Center),
        (&table.unit_line, FormatAlign::Right),
    ];
    if lines.iter().all(|(line, _)| line.is_none()) {
        return Ok(row);
    }
    // Zones of about equal width: they end at the columns nearest to their shares.
    let mut ends = vec![0_u32];
    for column in &table.columns {
        ends.push(ends.last().copied().unwrap_or(0) + column.width);
    }
    let total = ends.last().copied().unwrap_or(0);
    let lines: Vec<(&String, FormatAlign)> =
        lines.iter().filter_map(|(line, align)| Some((line.as_ref()?, *align))).collect();
    let zones = lines.len() as u32;
    let mut from = 0_u16;
    for (nth, (text, align)) in (1..).zip(lines) {
        let off = |end: &u32| (end * zones).abs_diff(total * nth);
        let nearest = (0..).zip(&ends).min_by_key(|(_, end)| off(end)).map_or(0, |(at, _): (u16, _)| at);
        let until = if nth == zones { last.max(from) } else { nearest.max(from + 1) - 1 };
        let format = font("宋体", 10.5).set_align(align).set_align(FormatAlign::VerticalCenter);
        if until > from {
            sheet.merge_range(row, from, row, until, "", &format)?;
        }
        sheet.write_string_with_format(row, from, cut(text), &format)?;
        from = until + 1;
    }
    sheet.set_row_height(row, NOTE)?;
    Ok(row + 1)
}

fn header(sheet: &mut Worksheet, table: &Table, start: u32) -> Result<u32, WriteError> {
    let rows = table.header.len() as u32;
    let width = table.columns.len();
    for row in 0..rows {
        sheet.set_row_height(start + row, if rows == 1 { 2.0 * NOTE } else { 1.5 * NOTE })?;
    }
    for (row, column, cell) in table.header_grid() {
        let (end_row, end_column) =
            ((row + cell.rows.max(1)).min(table.header.len()), (column + cell.columns.max(1)).min(width));
        let format = Edges {
            left: column == 0,
            right: end_column == width,
            top: row == 0,
            bottom: end_row == table.header.len() && table.rows.is_empty(),
        }
        .around(font("黑体", 10.5))
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
        let (at, to) = (start + row as u32, start + end_row as u32 - 1);
        let (from, until) = (column as u16, end_column as u16 - 1);
        if to > at || until > from {
            sheet.merge_range(at, from, to, until, "", &format)?;
        }
        sheet.write_string_with_format(at, from, cut(&cell.text), &format)?;
    }
    Ok(start + rows)
}

/// Which edges of the table a cell lies on: thin lines inside, 1.5 pt around.
#[derive(Clone, Copy)]
struct Edges {
    left: bool,
    right: bool,
    top: bool,
    bottom: bool,
}

impl Edges {
    fn around(self, format: Format) -> Format {
        let line = |edge: bool| if edge { FormatBorder::Medium } else { FormatBorder::Thin };
        format
            .set_border_left(line(self.left))
            .set_border_right(line(self.right))
            .set_border_top(line(self.top))
            .set_border_bottom(line(self.bottom))
    }
}

/// The formats of a body's cells: a table of many rows has few of them.
struct Looks<'a> {
    table: &'a Table,
    made: HashMap<(usize, bool, bool, bool), Format>,
}

impl Looks<'_> {
    /// How a cell of a column looks: in the last row, with a dash, to be filled in.
    fn of(&mut self, column: usize, last: bool, dash: bool, open: bool) -> &Format {
        let table = self.table;
        self.made.entry((column, last, dash, open)).or_insert_with(|| {
            let align = match table.columns[column].align {
                _ if dash => FormatAlign::Center,
                Align::Left => FormatAlign::Left,
                Align::Centre => FormatAlign::Center,
                Align::Right => FormatAlign::Right,
            };
            let right = column + 1 == table.columns.len();
            let format = Edges { left: column == 0, right, top: false, bottom: last }
                .around(font("宋体", 10.5))
                .set_align(align)
                .set_align(FormatAlign::VerticalCenter)
                .set_text_wrap();
            let format = if align == FormatAlign::Right { format.set_indent(1) } else { format };
            if open { format.set_unlocked() } else { format }
        })
    }
}

fn body_row(
    sheet: &mut Worksheet,
    looks: &mut Looks<'_>,
    at_row: usize,
    body: u32,
    open: IsOpen<'_>,
) -> Result<(), WriteError> {
    let table = looks.table;
    let (cells, row) = (&table.rows[at_row], body + at_row as u32);
    let end = at_row + 1 == table.rows.len();
    let mut lines = 1;
    for (at, column) in table.columns.iter().enumerate() {
        let blank = Cell::text("");
        let cell = cells.get(at).unwrap_or(&blank);
        lines = lines.max(cell.text.chars().count().div_ceil(column.width.max(1) as usize));
        let is_open = open(at_row, at);
        let format = looks.of(at, end, cell.text == "—", is_open);
        let place = Place { row, column: at as u16, body };
        if is_open {
            put_open(sheet, cell, &place, format)?;
        } else {
            put(sheet, cells, cell, &place, format)?;
        }
    }
    sheet.set_row_height(row, ROW.max(15.0 * lines as f64))?;
    Ok(())
}

/// A place of the sheet, and where the body of its table begins.
struct Place {
    row: u32,
    column: u16,
    body: u32,
}

/// A cell that is filled in: a number as it would be typed, or words.
fn put_open(sheet: &mut Worksheet, cell: &Cell, place: &Place, format: &Format) -> Result<(), WriteError> {
    match cell.value.and_then(float) {
        Some(number) => sheet.write_number_with_format(place.row, place.column, number, format)?,
        None => sheet.write_string_with_format(place.row, place.column, cut(&cell.text), format)?,
    };
    Ok(())
}

/// A number, a formula with its result, or words.
fn put(
    sheet: &mut Worksheet,
    cells: &[Cell],
    cell: &Cell,
    place: &Place,
    format: &Format,
) -> Result<(), WriteError> {
    let (row, column) = (place.row, place.column);
    let number = cell.value.and_then(float);
    if let Some(formula) = cell.formula
        && let Some(text) = expression(formula, cells, cell, place)
    {
        let result = number.map_or_else(|| "—".to_owned(), |number| number.to_string());
        let format = format.clone().set_num_format(number_format(cell));
        sheet.write_formula_with_format(row, column, Expression::new(text).set_result(result), &format)?;
        return Ok(());
    }
    match (number, cell.kind) {
        (Some(number), CellKind::Number | CellKind::Percent | CellKind::Points) => {
            let format = format.clone().set_num_format(number_format(cell));
            sheet.write_number_with_format(row, column, number, &format)?;
        }
        _ => {
            sheet.write_string_with_format(row, column, cut(&cell.text), format)?;
        }
    }
    Ok(())
}

/// Workbooks count in floating point; what has more digits than that keeps is written as its words.
fn float(value: Decimal) -> Option<f64> {
    let value = value.normalize();
    let digits = i64::try_from(value.mantissa()).ok().filter(|digits| digits.unsigned_abs() < MOST_DIGITS)?;
    // Both are exact in floating point, and so their quotient is the number nearest to the value.
    let steps = 10_i64.checked_pow(value.scale()).filter(|steps| steps.unsigned_abs() <= MOST_DIGITS)?;
    Some(digits as f64 / steps as f64)
}

fn number_format(cell: &Cell) -> String {
    let zeros = "0".repeat(cell.decimals.min(6) as usize);
    let plain = if zeros.is_empty() { "0".to_owned() } else { format!("0.{zeros}") };
    if cell.kind == CellKind::Points { format!("+{plain};-{plain};{plain}") } else { plain }
}

fn expression(formula: Formula, cells: &[Cell], cell: &Cell, place: &Place) -> Option<String> {
    match formula {
        Formula::PercentOf { part, whole } => {
            cell.value.and_then(float)?;
            percent_of(part, whole, cells, cell, place.row)
        }
        Formula::SumOf { first, last } => {
            let name = |row: usize| row_col_to_cell(place.body + row as u32, place.column);
            let range = format!("{}:{}", name(first), name(last));
            Some(format!("IF(COUNT({range})=0,\"—\",SUM({range}))"))
        }
    }
}

/// `ROUND(E5*100/D5,1)`. 100.0 and 0.0 are printed only when exact: where rounding alone would give them the
/// neighbouring tenth is taken, as everywhere in this program.
fn percent_of(part: usize, whole: usize, cells: &[Cell], cell: &Cell, row: u32) -> Option<String> {
    let operand = |at: usize| cells.get(at)?.value.and_then(float).map(|number| (at, number));
    let ((part, _), (whole, divisor)) = (operand(part)?, operand(whole)?);
    if divisor == 0.0 {
        return None;
    }
    let name = |column: usize| row_col_to_cell(row, column as u16);
    let (part_name, whole_name) = (name(part), name(whole));
    let rounded = format!("ROUND({part_name}*100/{whole_name},1)");
    let exact = cells[part].value?.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(cells[whole].value?)?;
    let plain = exact.round_dp_with_strategy(1, rounding());
    let printed = cell.value?;
    if plain == printed {
        return Some(rounded);
    }
    // Honest ends: 99.96 → 99.9, 100.04 → 100.1, 0.04 → 0.1.
    let side = if plain.is_zero() { "0" } else { "100" };
    let honest = format!("{rounded}+IF({rounded}={side},SIGN({part_name}*100/{whole_name}-{side})*0.1,0)");
    let step = if exact > plain { Decimal::new(1, 1) } else { Decimal::new(-1, 1) };
    (plain + step == printed).then_some(honest)
}

fn rounding() -> rust_decimal::RoundingStrategy {
    rust_decimal::RoundingStrategy::MidpointAwayFromZero
}

fn notes(sheet: &mut Worksheet, table: &Table, mut row: u32, last: u16) -> Result<u32, WriteError> {
    let format = font("宋体", 10.5)
        .set_align(FormatAlign::Left)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap();
    let room: u32 = table.columns.iter().map(|column| column.width).sum::<u32>().max(1);
    for (at, note) in table.notes.iter().enumerate() {
        let several = table.notes.len() > 1;
        let text = match (at, several) {
            (0, true) => format!("注：1.{note}"),
            (0, false) => format!("注：{note}"),
            _ => format!("　　{}.{note}", at + 1),
        };
        let lines = text.chars().count().div_ceil(room as usize).max(1);
        across(sheet, row, last, &text, &format)?;
        sheet.set_row_height(row, NOTE * lines as f64)?;
        row += 1;
    }
    if !table.signatures.is_empty() {
        let letters: usize = table.signatures.iter().map(|text| text.chars().count()).sum();
        let gaps = table.signatures.len().saturating_sub(1).max(1);
        let gap = (room as usize).saturating_sub(letters + 1) / gaps;
        across(sheet, row, last, &table.signatures.join(&"　".repeat(gap.clamp(1, 10))), &format)?;
        sheet.set_row_height(row, 1.5 * NOTE)?;
        row += 1;
    }
    Ok(row)
}

/// A4, as wide as one page.
pub(super) fn page(sheet: &mut Worksheet, landscape: bool) {
    sheet.set_paper_size(9);
    if landscape {
        sheet.set_landscape();
    }
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_print_center_horizontally(true);
    sheet.set_margins(0.79, 0.79, 0.98, 0.87, 0.4, 0.4);
    sheet.set_footer("&C第&P页，共&N页");
}

fn cut(text: &str) -> String {
    text.chars().take(LONGEST_TEXT).collect()
}
