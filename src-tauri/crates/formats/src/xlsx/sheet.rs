//! One annex on one sheet: label, title, the line above the table, merged header, body, notes, signatures;
//! A4, one page wide, header rows repeated and frozen.

use std::collections::HashMap;
use std::ops::Range;

use domain::kernel::Decimal;
use domain::reports::{Align, Cell, CellKind, Formula, Table, columns::DIGIT};
use domain::workbooks::{Identity, Paper};
use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, utility::row_col_to_cell};

use super::rows::{LONGEST_TEXT, Line, Rows, Style};
use crate::WriteError;

/// Heights in points: of a body row 0.7 cm.
const ROW: f64 = 20.0;
const TITLE: f64 = 36.0;
const NOTE: f64 = 18.0;
/// Of a line among several in one cell.
const LINE: f64 = 15.0;
/// Width of a full-width character in the units of a column, with the air of a cell.
const CHARACTER: f64 = 1.8;
/// What a number needs beside its digits, each of which is one unit wide.
const AROUND_NUMBER: f64 = 3.0;
/// A workbook keeps fifteen digits.
const MOST_DIGITS: u64 = 1_000_000_000_000_000;

/// Where a table stands on its sheet.
pub(super) struct Written<'a> {
    /// Its body, which is not written yet.
    pub body: Body<'a>,
    /// The first row below everything.
    pub end: u32,
}

/// Writes a table but for its body; of a paper that is to be filled in, that.
pub(super) fn write<'a>(
    sheet: &mut Worksheet,
    table: &'a Table,
    paper: Option<&'a Paper>,
) -> Result<Written<'a>, WriteError> {
    let columns = u16::try_from(table.columns.len().max(1)).unwrap_or(u16::MAX);
    let last = columns - 1;
    for (at, column) in (0..columns).zip(&table.columns) {
        // A number too wide for its column would print as ####.
        let number = f64::from(table.longest_number(at.into())) / f64::from(DIGIT) + AROUND_NUMBER;
        sheet.set_column_width(at, (f64::from(column.width) * CHARACTER + 1.0).max(number))?;
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
    let body = Body::of(sheet, table, paper, row)?;
    let end = notes(sheet, table, body.span().end, last)?;
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
        sheet.merge_range(row, 0, row, last, &cut(text), format)?;
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
            sheet.merge_range(row, from, row, until, &cut(text), &format)?;
        } else {
            sheet.write_string_with_format(row, from, cut(text), &format)?;
        }
        from = until + 1;
    }
    sheet.set_row_height(row, NOTE)?;
    Ok(row + 1)
}

fn header(sheet: &mut Worksheet, table: &Table, start: u32) -> Result<u32, WriteError> {
    let rows = table.header.len() as u32;
    let width = table.columns.len();
    // Each row is as high as the words over its columns need.
    let mut heights = vec![2.0 * NOTE; table.header.len()];
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
        let room = table.columns[column..end_column].iter().map(|c| c.width).sum();
        let text = in_lines(&cut(&cell.text), room);
        let share = LINE * f64::from(lines_over(&text, room)) / (end_row - row) as f64;
        heights[row..end_row].iter_mut().for_each(|height| *height = height.max(share));
        if to > at || until > from {
            sheet.merge_range(at, from, to, until, &text, &format)?;
        } else {
            sheet.write_string_with_format(at, from, text, &format)?;
        }
    }
    for (row, height) in (start..).zip(heights) {
        sheet.set_row_height(row, height)?;
    }
    Ok(start + rows)
}

/// Words over a column: what stands in brackets behind them begins a line of its own where a line would break inside it
/// (改厕户数, below it （户）); longer than a line, it breaks behind its comma.
pub(super) fn in_lines(text: &str, width: u32) -> String {
    let line = 2 * width.max(1);
    let Some(at) = text.rfind('（').filter(|at| *at > 0 && text.ends_with('）')) else {
        return text.to_owned();
    };
    let (words, bracket) = text.split_at(at);
    let last_line = half_widths(words).saturating_sub(1) % line + 1;
    if last_line + half_widths(bracket) <= line {
        return text.to_owned();
    }
    let bracket =
        if half_widths(bracket) > line { bracket.replace('，', "，\n") } else { bracket.to_owned() };
    format!("{words}\n{bracket}")
}

/// How many lines a text takes over a column.
fn lines_over(text: &str, width: u32) -> u32 {
    text.split('\n').map(|line| half_widths(line).div_ceil(2 * width.max(1)).max(1)).sum()
}

/// The width of a text in half characters.
fn half_widths(text: &str) -> u32 {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
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

/// What of a cell of the body decides how it looks.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Look {
    column: usize,
    /// In the last row.
    last: bool,
    dash: bool,
    /// To be filled in.
    open: bool,
    /// How its number prints: decimals, and whether with its sign.
    number: Option<(u32, bool)>,
}

impl Look {
    fn format(self, table: &Table) -> Format {
        let align = match table.columns[self.column].align {
            _ if self.dash => FormatAlign::Center,
            Align::Left => FormatAlign::Left,
            Align::Centre => FormatAlign::Center,
            Align::Right => FormatAlign::Right,
        };
        let right = self.column + 1 == table.columns.len();
        let mut format = Edges { left: self.column == 0, right, top: false, bottom: self.last }
            .around(font("宋体", 10.5))
            .set_align(align)
            .set_align(FormatAlign::VerticalCenter);
        // A number does not break.
        if self.number.is_none() && !self.open {
            format = format.set_text_wrap();
        }
        let number = self.number.map(|(decimals, signed)| number_format(decimals, signed));
        if align == FormatAlign::Right {
            format = format.set_num_format(off_the_border(number.as_deref().unwrap_or(ANYTHING)));
        } else if let Some(number) = number {
            format = format.set_num_format(number);
        }
        if self.open { format.set_unlocked() } else { format }
    }
}

/// What a cell is in the file.
enum Content<'a> {
    Number(Decimal),
    Formula(String, Option<Decimal>),
    Text(&'a str),
}

/// The body of a table on its sheet.
pub(super) struct Body<'a> {
    table: &'a Table,
    paper: Option<&'a Paper>,
    first: u32,
    looks: HashMap<Look, usize>,
    places: Vec<(u32, u16)>,
}

impl<'a> Body<'a> {
    /// Finds its looks, and writes an empty cell for each.
    fn of(
        sheet: &mut Worksheet,
        table: &'a Table,
        paper: Option<&'a Paper>,
        first: u32,
    ) -> Result<Self, WriteError> {
        let mut body = Self { table, paper, first, looks: HashMap::new(), places: Vec::new() };
        for at in 0..table.rows.len() {
            for column in 0..table.columns.len() {
                let (look, _) = body.cell(at, column);
                if body.looks.contains_key(&look) {
                    continue;
                }
                let place = (first + at as u32, column as u16);
                sheet.write_blank(place.0, place.1, &look.format(table))?;
                body.looks.insert(look, body.places.len());
                body.places.push(place);
            }
        }
        Ok(body)
    }

    fn cell(&self, at: usize, column: usize) -> (Look, Content<'a>) {
        let (table, row) = (self.table, &self.table.rows[at]);
        let cell = row.get(column);
        let open = self.paper.is_some_and(|paper| paper.is_open(at, column));
        let text = cell.map_or("", |cell| &cell.text);
        let last = at + 1 == table.rows.len();
        let plain = Look { column, last, dash: text == "—", open, number: None };
        let Some(cell) = cell else { return (plain, Content::Text("")) };
        let value = cell.value.and_then(kept);
        let look = Look { number: Some((cell.decimals, cell.kind == CellKind::Points)), ..plain };
        // What is filled in is a number as it would be typed, or words.
        if open {
            return (plain, value.map_or(Content::Text(text), Content::Number));
        }
        if let Some(formula) = cell.formula
            && let Some(formula) = self.expression(formula, cell, at, column)
        {
            return (look, Content::Formula(formula, value));
        }
        match (value, cell.kind) {
            (Some(value), CellKind::Number | CellKind::Percent | CellKind::Points) => {
                (look, Content::Number(value))
            }
            _ => (plain, Content::Text(text)),
        }
    }

    fn expression(&self, formula: Formula, cell: &Cell, at: usize, column: usize) -> Option<String> {
        match formula {
            Formula::PercentOf { part, whole } => {
                cell.value.and_then(kept)?;
                percent_of(part, whole, &self.table.rows[at], cell, self.first + at as u32)
            }
            Formula::SumOf { first, last } => {
                let name = |row: usize| row_col_to_cell(self.first + row as u32, column as u16);
                let range = format!("{}:{}", name(first), name(last));
                Some(format!("IF(COUNT({range})=0,\"—\",SUM({range}))"))
            }
        }
    }
}

impl Rows for Body<'_> {
    fn span(&self) -> Range<u32> {
        // Without columns there is no place for a row.
        let rows = if self.places.is_empty() { 0 } else { self.table.rows.len() as u32 };
        self.first..self.first + rows
    }

    fn places(&self) -> &[(u32, u16)] {
        &self.places
    }

    fn write(&self, row: u32, styles: &[Style], line: &mut Line) {
        let (table, at) = (self.table, (row - self.first) as usize);
        let cells = table.rows[at].iter().zip(&table.columns);
        let lines =
            cells.map(|(cell, column)| cell.text.chars().count().div_ceil(column.width.max(1) as usize));
        // Several lines keep the air that one has.
        let more = lines.max().unwrap_or(1).saturating_sub(1);
        line.begin(row, Some(ROW + LINE * more as f64));
        for column in 0..table.columns.len() {
            let (look, content) = self.cell(at, column);
            let style = self.looks.get(&look).and_then(|look| styles[*look]);
            let column = column as u16;
            match content {
                Content::Number(number) => line.number(column, style, number),
                Content::Formula(formula, result) => line.formula(column, style, &formula, result),
                Content::Text(text) => line.text(column, style, text),
            }
        }
        let axis = self.paper.and_then(|paper| paper.identity.rows.get(at)?.axis.as_ref());
        if let Some(axis) = axis {
            line.text(table.columns.len() as u16, None, &Identity::key(axis));
        }
        line.end();
    }
}

/// Workbooks count in floating point; what has more digits than that keeps is written as its words.
fn kept(value: Decimal) -> Option<Decimal> {
    let value = value.normalize();
    let digits = i64::try_from(value.mantissa()).ok()?;
    (digits.unsigned_abs() < MOST_DIGITS).then_some(value)
}

fn number_format(decimals: u32, signed: bool) -> String {
    let zeros = "0".repeat(decimals.min(6) as usize);
    let plain = if zeros.is_empty() { "0".to_owned() } else { format!("0.{zeros}") };
    if signed { format!("+{plain};-{plain};{plain}") } else { plain }
}

/// A format under which whatever is typed prints as it is.
const ANYTHING: &str = "General;-General;General;@";

/// A format with a blank behind whatever it prints: some programs forget that a cell is indented.
fn off_the_border(format: &str) -> String {
    format.split(';').map(|section| format!("{section}_ ")).collect::<Vec<_>>().join(";")
}

/// `ROUND(E5*100/D5,1)`. 100.0 and 0.0 are printed only when exact: where rounding alone would give them the
/// neighbouring tenth is taken, as everywhere in this program.
fn percent_of(part: usize, whole: usize, cells: &[Cell], cell: &Cell, row: u32) -> Option<String> {
    let operand = |at: usize| cells.get(at)?.value.and_then(kept).map(|number| (at, number));
    let ((part, _), (whole, divisor)) = (operand(part)?, operand(whole)?);
    if divisor.is_zero() {
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
        for line in signing_lines(&table.signatures, room as usize) {
            across(sheet, row, last, &line, &format)?;
            sheet.set_row_height(row, 1.5 * NOTE)?;
            row += 1;
        }
    }
    Ok(row)
}

/// 单位负责人：　　　审核人：　　　 over the whole width, each with room to sign; in a narrow table on several lines.
fn signing_lines(signatures: &[String], room: usize) -> Vec<String> {
    const ROOM_TO_SIGN: usize = 5;
    let longest = signatures.iter().map(|text| text.chars().count()).max().unwrap_or(0);
    let fits = |each: &usize| room / each >= longest + ROOM_TO_SIGN;
    let each = (1..=signatures.len())
        .rev()
        .find(|each| signatures.len().is_multiple_of(*each) && fits(each))
        .unwrap_or(1);
    let padded = |text: &String| {
        let blank = (room / each).saturating_sub(text.chars().count());
        format!("{text}{}", "　".repeat(blank))
    };
    let lines = signatures.chunks(each).map(|line| line.iter().map(padded).collect::<String>());
    lines.map(|line| line.trim_end().to_owned()).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_signature_has_room_whatever_the_width_of_the_table() {
        let asked = ["单位负责人：", "审核人：", "填报人：", "联系电话："].map(str::to_owned);
        for (room, lines) in [(80, 1), (30, 2), (11, 4), (0, 4)] {
            let told = signing_lines(&asked, room);
            assert_eq!(told.len(), lines, "{room}: {told:?}");
            assert!(told.iter().all(|line| room < 11 || line.chars().count() <= room), "{told:?}");
            assert_eq!(told.concat().replace('　', ""), asked.concat());
        }
        assert!(signing_lines(&[], 40).is_empty());
    }
}
