//! The tables of a sheet: where each begins and ends, which rows are its head, what its columns are called, and
//! which of its rows are figures, sums, captions of parts, or notes. Several tables may stand on one sheet, below
//! each other or side by side; a title, a line of 填报单位 and 单位 above and notes below belong to the table.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::heading::{ColumnSort, Stretch, sort_of, stretch_of, uom_of, uoms_of};
use super::sheet::{Covered, Sheet, SheetRow, Value};
use super::words::{is_total, plain};
use crate::kernel::{Decimal, Uom, convert, read_number, word_enum};

/// Most heading rows.
const MOST_HEADS: u32 = 8;
/// A table has at least so many columns.
const FEWEST_COLUMNS: usize = 2;
/// Most letters of a figure with words around it.
const SHORT: usize = 12;
/// Rows of the body by which a column is judged.
const JUDGED_BY: usize = 400;

word_enum! {
    /// What a row of a table's body is.
    RowSort {
        /// Figures of whatever its name says.
        Data = "data", "数据";
        /// Sums of other rows.
        Total = "total", "合计";
        /// The caption of the rows below it.
        Caption = "caption", "分组";
        /// The head once more, as on the next page.
        Repeated = "repeated", "重复表头";
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableColumn {
    /// The column of the sheet.
    pub column: u32,
    /// The words above it, from the top; each once.
    pub heading: Vec<String>,
    /// What it holds, by its words and by what stands in it.
    pub sort: ColumnSort,
    /// The unit of measure its words name.
    pub uom: Option<Uom>,
    /// The time its words name.
    pub stretch: Option<Stretch>,
    /// It is not shown.
    pub hidden: bool,
}

impl TableColumn {
    /// The words as one, by which the column is known again.
    pub fn title(&self) -> String {
        self.heading.join(" ")
    }
}

/// A row of a table's body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TableRow {
    /// The row of the sheet.
    pub row: u32,
    /// What it is.
    pub sort: RowSort,
    /// It is not shown.
    pub hidden: bool,
}

/// A table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What stands above it, a line each.
    pub title: Vec<String>,
    /// 单位：…, for every column that names none.
    pub uoms: Vec<Uom>,
    /// The time its title or its sheet names.
    pub stretch: Option<Stretch>,
    /// The rows of its head.
    pub head: Range<u32>,
    /// Its columns.
    pub columns: Vec<TableColumn>,
    /// The rows of its body.
    pub rows: Vec<TableRow>,
    /// What stands below it.
    pub notes: Vec<String>,
}

/// What 单位：… above a table says about figures of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UomSaid<'a> {
    /// Nothing.
    Nothing,
    /// They are in this unit.
    In(&'a Uom),
    /// It names several units, and not one of them, or more than one, can be that of the figures.
    Unclear,
}

impl Table {
    /// 单位：… where it names one unit of measure for all.
    pub fn uom(&self) -> Option<&Uom> {
        match self.uoms.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }

    /// Of the units that 单位：… names the one in which figures of an indicator are that is counted in its own. A share
    /// needs no word that it is one.
    pub fn uom_for(&self, own: &Uom) -> UomSaid<'_> {
        let mut fitting = self.uoms.iter().filter(|uom| uom.same_dimension(own));
        let Some(uom) = fitting.next() else {
            let is_said = self.uoms.len() > 1 && !own.is_percent();
            return if is_said { UomSaid::Unclear } else { UomSaid::Nothing };
        };
        // 人、名 are one.
        let is_same = |other: &Uom| convert(Decimal::ONE, other, uom) == Some(Decimal::ONE);
        if fitting.all(is_same) { UomSaid::In(uom) } else { UomSaid::Unclear }
    }

    /// `A4:G20`.
    pub fn place(&self) -> String {
        let columns = |at: Option<&TableColumn>| at.map_or(0, |column| column.column);
        let last = self.rows.last().map_or(self.head.end.saturating_sub(1), |row| row.row);
        format!(
            "{}:{}",
            super::sheet::cell_name(self.head.start, columns(self.columns.first())),
            super::sheet::cell_name(last, columns(self.columns.last()))
        )
    }
}

/// What helps to tell names from heads: whether words are the name of a place.
pub type IsPlace<'a> = &'a dyn Fn(&str) -> bool;

/// The tables of a sheet, from the top, and of those side by side from the left.
pub fn tables_of(sheet: &Sheet, is_place: IsPlace<'_>) -> Vec<Table> {
    let mut found: Vec<Table> = Vec::new();
    let mut lines: Vec<String> = Vec::new();
    for band in bands(sheet) {
        for area in areas(sheet, &band) {
            let mut rest = area.clone();
            while let Some((table, after)) = take_table(sheet, &rest, is_place, &mut lines, found.last_mut())
            {
                found.extend(table);
                rest.rows.start = after;
            }
        }
    }
    if let Some(last) = found.last_mut() {
        last.notes.append(&mut lines);
    }
    for table in &mut found {
        settle(sheet, table);
    }
    found
}

/// A part of a sheet.
#[derive(Clone, Debug)]
struct Area {
    rows: Range<u32>,
    columns: Range<u32>,
}

impl Area {
    fn cells<'a>(&self, row: &'a SheetRow) -> impl Iterator<Item = (u32, &'a Value)> + Clone + use<'a> {
        let columns = self.columns.clone();
        let cells = row.cells.iter().filter(move |cell| columns.contains(&cell.column));
        cells.map(|cell| (cell.column, &cell.value))
    }
}

/// Stretches of rows without an empty one between.
fn bands(sheet: &Sheet) -> Vec<Range<u32>> {
    let rows: Vec<u32> = sheet.rows.iter().map(|row| row.row).collect();
    let whole = rows.chunk_by(|above, below| below - above <= 1);
    whole.filter_map(|rows| Some(*rows.first()?..rows.last()? + 1)).collect()
}

/// A band, parted where an empty column stands between two tables.
fn areas(sheet: &Sheet, band: &Range<u32>) -> Vec<Area> {
    let covered = Covered::of(sheet, band.clone());
    let rows = sheet.rows_in(band.clone());
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    for row in rows.iter().filter(|row| row.cells.len() > 1) {
        for cell in &row.cells {
            let across = covered.at(row.row, cell.column).map_or(cell.column, |merged| merged.columns.1);
            // Titles and lines above the table lie across everything.
            if across - cell.column <= 2 || row.cells.len() > 3 {
                taken.extend(cell.column..=across);
            }
        }
    }
    let (Some(first), Some(last)) = (
        rows.iter().filter_map(|row| row.cells.first()).map(|cell| cell.column).min(),
        rows.iter().filter_map(|row| row.cells.last()).map(|cell| cell.column).max(),
    ) else {
        return Vec::new();
    };
    let mut parts: Vec<Range<u32>> = Vec::new();
    for column in taken {
        match parts.last_mut().filter(|part| part.end == column) {
            Some(part) => part.end = column + 1,
            None => parts.push(column..column + 1),
        }
    }
    // A table on each side has a head and a body of its own: several columns, more than one row of them.
    let is_table = |part: &Range<u32>| {
        let filled = |row: &&SheetRow| {
            row.cells.iter().filter(|cell| part.contains(&cell.column)).count() >= FEWEST_COLUMNS
        };
        rows.iter().filter(filled).count() >= 2
    };
    if parts.len() < 2 || !parts.iter().all(is_table) {
        return vec![Area { rows: band.clone(), columns: first..last + 1 }];
    }
    let mut areas: Vec<Area> =
        parts.into_iter().map(|columns| Area { rows: band.clone(), columns }).collect();
    if let Some(area) = areas.first_mut() {
        area.columns.start = area.columns.start.min(first);
    }
    areas
}

/// Takes the next table of an area, or the rows with which the area goes on with the one before; the row after
/// them. None where the area is used up; lines that belong to no table yet are kept for the next.
fn take_table(
    sheet: &Sheet,
    area: &Area,
    is_place: IsPlace<'_>,
    lines: &mut Vec<String>,
    before: Option<&mut Table>,
) -> Option<(Option<Table>, u32)> {
    let covered = Covered::of(sheet, area.rows.clone());
    let rows = sheet.rows_in(area.rows.clone());
    let looks = Looks { area, covered: &covered, is_place };
    let mut at = 0;
    // Lines above: a title, 填报单位 and so on.
    while let Some(row) = rows.get(at).filter(|row| looks.is_line(row)) {
        lines.extend(said_by(area.cells(row).map(|(_, value)| value.text())));
        at += 1;
    }
    let first = rows.get(at)?;
    let goes_on = |before: &Table| {
        // The head once more, without a title of its own, is the next page of the same table.
        looks.fits(first, before)
            && (looks.is_data(first) || lines.is_empty() && looks.says_again(first, &before.columns))
    };
    if let Some(before) = before.filter(|before| goes_on(before)) {
        // A part below an empty row goes on with the table above it.
        let end = looks.body(&rows[at..], &mut before.rows, &before.columns, sheet);
        return Some((None, end));
    }
    let heads = looks.heads(&rows[at..]);
    let head_end = rows.get(at + heads - 1).map_or(first.row + 1, |row| row.row + 1);
    let mut table = Table {
        title: std::mem::take(lines),
        uoms: Vec::new(),
        stretch: None,
        head: first.row..head_end,
        columns: looks.columns(&rows[at..at + heads], sheet),
        rows: Vec::new(),
        notes: Vec::new(),
    };
    let end = looks.body(&rows[at + heads..], &mut table.rows, &table.columns, sheet).max(head_end);
    Some((Some(table), end))
}

/// How rows of an area look.
struct Looks<'a> {
    area: &'a Area,
    covered: &'a Covered,
    is_place: IsPlace<'a>,
}

impl Looks<'_> {
    fn filled(&self, row: &SheetRow) -> usize {
        self.area.cells(row).count()
    }

    /// A title, a line such as 填报单位：… 填报日期：… 单位：…, a note, signatures.
    fn is_line(&self, row: &SheetRow) -> bool {
        let filled = self.filled(row);
        if filled == 0 {
            return true;
        }
        let texts = || self.area.cells(row).map(|(_, value)| value);
        if texts().any(|value| !matches!(value, Value::Text(_) | Value::Day(_))) {
            return false;
        }
        if filled == 1 {
            return true;
        }
        // What a label asks for may stand in a cell of its own: 填报单位： | 金山镇.
        let (mut labels, mut asked) = (0, false);
        for value in texts() {
            let text = value.text();
            let is_label = is_label(&text);
            if !(is_label || asked || matches!(value, Value::Day(_))) {
                return false;
            }
            labels += usize::from(is_label);
            asked = is_asking(&text);
        }
        labels > 0
    }

    /// A row with figures, or with the name of a place or of a sum at its beginning, or with an ordinal.
    fn is_data(&self, row: &SheetRow) -> bool {
        if self.is_column_numbers(row) || self.is_years(row) {
            return false;
        }
        let cells = || self.area.cells(row).map(|(_, value)| value);
        let names =
            |value: &Value| matches!(value, Value::Text(text) if (self.is_place)(text) || is_total(text));
        cells().any(is_figure) || cells().take(3).any(names) || self.has_ordinal(row)
    }

    /// 一、 (一) 1. at the beginning, with words behind.
    fn has_ordinal(&self, row: &SheetRow) -> bool {
        let first = self.area.cells(row).next().map(|(_, value)| plain(&value.text()));
        let is_ordinal = |text: &str| {
            let text = text.trim_matches(['(', ')', '、', '.', '．']);
            !text.is_empty()
                && text.chars().count() <= 3
                && text.chars().all(|letter| "一二三四五六七八九十".contains(letter))
        };
        self.filled(row) > 1 && first.is_some_and(|text| is_ordinal(&text))
    }

    /// 1 2 3 … or 甲 乙 1 2 3 …: numbers of columns below a head.
    fn is_column_numbers(&self, row: &SheetRow) -> bool {
        let mut next = 1;
        let (mut count, mut letters) = (0, 0);
        for (_, value) in self.area.cells(row) {
            let text = plain(&value.text());
            let text = text.trim_matches(['(', ')', '[', ']', '栏', '列']);
            if ["甲", "乙", "丙", "丁", "A", "B", "C"].contains(&text) {
                letters += 1;
                continue;
            }
            // 1月 2月 3月 … are times.
            if stretch_of(text).is_some() {
                return false;
            }
            // (3)=(1)/(2) is one of them too.
            let own: String = text.chars().take_while(char::is_ascii_digit).collect();
            if own.parse() != Ok(next) {
                return false;
            }
            next += 1;
            count += 1;
        }
        count >= 3 || letters > 0 && count > 0
    }

    /// Years as heads.
    fn is_years(&self, row: &SheetRow) -> bool {
        let mut years = 0;
        for (_, value) in self.area.cells(row) {
            let text = plain(&value.text());
            let digits = text.trim_end_matches('年');
            match digits.parse::<u32>() {
                Ok(year) if (1990..2100).contains(&year) && digits.len() == 4 => years += 1,
                Ok(_) => return false,
                Err(_) if is_figure(value) => return false,
                Err(_) => {}
            }
        }
        years >= 2
    }

    /// How many of the rows are the head: up to the first one with figures or names; a heading that spans rows or
    /// columns takes those below it along.
    fn heads(&self, rows: &[SheetRow]) -> usize {
        let Some(first) = rows.first() else { return 1 };
        let mut heads = 1;
        let mut until = self.reaches(first);
        while let Some(row) = rows.get(heads).filter(|row| row.row < first.row + MOST_HEADS) {
            let numbers = self.is_column_numbers(row);
            let covered = row.row <= until && !self.is_data(row);
            let goes_on =
                !self.is_data(row) && (self.spans(&rows[heads - 1]) || self.begins(row) > self.begins(first));
            if !(numbers || covered || goes_on) {
                break;
            }
            until = until.max(self.reaches(row));
            heads += 1;
        }
        heads
    }

    /// The last row that a merged heading of this row covers.
    fn reaches(&self, row: &SheetRow) -> u32 {
        let ends = self.area.cells(row).filter_map(|(column, _)| self.covered.at(row.row, column));
        ends.map(|merged| merged.rows.1).max().unwrap_or(row.row).min(row.row + MOST_HEADS)
    }

    /// A heading of this row spans columns.
    fn spans(&self, row: &SheetRow) -> bool {
        self.area.cells(row).any(|(column, _)| {
            self.covered.at(row.row, column).is_some_and(|merged| merged.columns.1 > merged.columns.0)
        })
    }

    /// Where a row begins. Words that begin further to the right than the head and hold no figures are a part of it.
    fn begins(&self, row: &SheetRow) -> Option<u32> {
        self.area.cells(row).next().map(|(column, _)| column)
    }

    /// The columns by the words above them. Words that span columns stand above each of them; where nothing was
    /// merged, words reach to the right over free places that have words below.
    fn columns(&self, heads: &[SheetRow], sheet: &Sheet) -> Vec<TableColumn> {
        let mut columns = Vec::new();
        for column in self.area.columns.clone() {
            let mut heading: Vec<String> = Vec::new();
            for (nth, row) in heads.iter().enumerate() {
                if self.is_column_numbers(row) && nth > 0 {
                    continue;
                }
                let words = self.words_above(heads, nth, column);
                let words: String = words.split_whitespace().collect();
                if !words.is_empty() && heading.last() != Some(&words) {
                    heading.push(words);
                }
            }
            columns.push(TableColumn {
                column,
                sort: ColumnSort::Words,
                uom: heading.iter().rev().find_map(|words| uom_of(words)),
                stretch: heading.iter().rev().find_map(|words| stretch_of(words)),
                hidden: sheet.hidden_columns.contains(&column),
                heading,
            });
        }
        columns
    }

    fn words_above(&self, heads: &[SheetRow], nth: usize, column: u32) -> String {
        let row = &heads[nth];
        if let Some(value) = row.value(column) {
            return value.text().into_owned();
        }
        if let Some(merged) = self.covered.at(row.row, column) {
            let begins = heads.iter().find(|head| head.row == merged.rows.0);
            let own = begins.and_then(|head| head.value(merged.columns.0));
            // Words that span rows stand once.
            return own
                .filter(|_| merged.columns.0 < column)
                .map(|v| v.text().into_owned())
                .unwrap_or_default();
        }
        // Nothing merged: the nearest words to the left, if both have words below them.
        let below = |column: u32| heads[nth + 1..].iter().any(|head| head.value(column).is_some());
        let left = self.area.cells(row).filter(|(other, _)| *other < column).last();
        match left {
            Some((other, value))
                if below(column) && below(other) && self.covered.at(row.row, other).is_none() =>
            {
                value.text().into_owned()
            }
            _ => String::new(),
        }
    }

    /// Whether a row can belong to a table above it.
    fn fits(&self, row: &SheetRow, table: &Table) -> bool {
        let known = |column: u32| table.columns.iter().any(|own| own.column == column);
        self.area.cells(row).all(|(column, _)| known(column))
    }

    /// Takes the rows of a body; answers the row after them: that of another head, or the end of the area.
    fn body(
        &self,
        rows: &[SheetRow],
        into: &mut Vec<TableRow>,
        columns: &[TableColumn],
        sheet: &Sheet,
    ) -> u32 {
        let mut numeric: BTreeMap<u32, usize> = BTreeMap::new();
        for (at, row) in rows.iter().enumerate() {
            let filled = self.filled(row);
            if filled == 0 {
                continue;
            }
            let hidden = sheet.hidden_rows.contains(&row.row);
            let mut take = |sort| into.push(TableRow { row: row.row, sort, hidden });
            if self.says_again(row, columns) {
                take(RowSort::Repeated);
                continue;
            }
            if self.is_other_head(row, &numeric) {
                // A title may stand between.
                let titles = rows[..at].iter().rev().take_while(|above| self.is_line(above)).count();
                let begins = rows[at - titles].row;
                into.retain(|taken| taken.row < begins);
                return begins;
            }
            if self.is_line(row) && !self.is_data(row) {
                if self.is_end(row, &rows[at + 1..]) {
                    return row.row;
                }
                take(RowSort::Caption);
                continue;
            }
            for (column, value) in self.area.cells(row) {
                if is_figure(value) {
                    *numeric.entry(column).or_default() += 1;
                }
            }
            let says_sum = |value: &Value| matches!(value, Value::Text(text) if is_total(text));
            let is_sum = self.area.cells(row).take(3).any(|(_, value)| says_sum(value));
            take(if is_sum { RowSort::Total } else { RowSort::Data });
        }
        self.area.rows.end
    }

    /// The head once more.
    fn says_again(&self, row: &SheetRow, columns: &[TableColumn]) -> bool {
        let same = |(column, value): (u32, &Value)| {
            let words: String = value.text().split_whitespace().collect();
            columns.iter().any(|own| own.column == column && own.heading.contains(&words))
        };
        self.filled(row) >= FEWEST_COLUMNS && self.area.cells(row).all(same)
    }

    /// Words where the rows above hold figures, and no name at the beginning: another head.
    fn is_other_head(&self, row: &SheetRow, numeric: &BTreeMap<u32, usize>) -> bool {
        if numeric.is_empty() || self.filled(row) < 3 || self.is_data(row) {
            return false;
        }
        let words = self.area.cells(row).filter(|(column, _)| numeric.contains_key(column)).count();
        let all_words =
            self.area.cells(row).all(|(_, value)| matches!(value, Value::Text(text) if !is_sign(text)));
        all_words && words * 2 > numeric.len()
    }

    /// Notes, signatures, or a title of what follows: the body is over.
    fn is_end(&self, row: &SheetRow, below: &[SheetRow]) -> bool {
        let text = self.area.cells(row).next().map(|(_, value)| plain(&value.text())).unwrap_or_default();
        let more_data = below.iter().any(|row| self.is_data(row));
        is_note(&text) || is_label(&text) || !more_data
    }
}

/// A label with its sign: 填报单位：, 单位：万元, 附件2.
fn is_label(text: &str) -> bool {
    let text = plain(text);
    let short = text.chars().take(24).collect::<String>();
    (short.contains(':') && !text.starts_with(|letter: char| letter.is_ascii_digit()))
        || ["附件", "附表", "表号", "截至", "填报日期"].iter().any(|word| text.starts_with(word))
        || stretch_of(&text).is_some() && text.chars().count() <= 12 && text.ends_with(['日', '月', '底'])
}

/// A label whose words stand in the next cell.
fn is_asking(text: &str) -> bool {
    plain(text).ends_with(':')
}

/// The cells of a line above a table, each label with what it asks for.
fn said_by<T: AsRef<str>>(cells: impl Iterator<Item = T>) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for cell in cells {
        let text = cell.as_ref().trim();
        match said.last_mut().filter(|label| is_asking(label) && !is_asking(text)) {
            Some(label) => label.push_str(text),
            None => said.push(text.to_owned()),
        }
    }
    said
}

/// 注：, 说明：, 备注：, 1.数据截至….
fn is_note(text: &str) -> bool {
    ["注", "说明", "备注", "填表说明", "填报说明"].iter().any(|word| text.starts_with(word))
        || text.chars().count() > 40
}

/// Signs for what is not there.
pub fn is_sign(text: &str) -> bool {
    let text = plain(text);
    let mut letters = text.chars();
    matches!(text.as_str(), "无" | "零" | "暂无" | "/" | "／" | "×" | "✕" | "…" | "……")
        || !text.is_empty() && text.len() <= 12 && letters.all(|letter| "-—–－﹣".contains(letter))
}

/// A number, a text that begins with one, or a formula that was not worked out: 120户, 约30, 80%（…）, =B2+C2.
pub fn is_figure(value: &Value) -> bool {
    match value {
        Value::Number(_) | Value::Percent(_) => true,
        Value::Text(text) => {
            let text = text.trim();
            let head = text.split(['（', '(']).next().unwrap_or(text);
            text.chars().any(|letter| letter.is_numeric())
                && text.chars().count() <= 40
                && (read_number(text).is_ok() || read_number(head).is_ok())
                && stretch_of(text).is_none()
        }
        // A formula stands for a figure, also where nobody has worked it out.
        Value::Fault(text) => text.starts_with('='),
        Value::Day(_) | Value::Truth(_) => false,
    }
}

/// A short text with digits that name no time.
fn has_figure(value: &Value) -> bool {
    let Value::Text(text) = value else { return is_figure(value) };
    let is_short = text.chars().count() <= SHORT && text.chars().any(|letter| letter.is_ascii_digit());
    is_short && stretch_of(text).is_none()
}

/// 单位 over a column may mean units of measure or the units that report.
fn says_uoms(column: &TableColumn) -> bool {
    column.heading.last().is_some_and(|words| plain(words) == "单位")
}

/// Decides what the columns hold, drops those with nothing, and reads unit and time from the lines above.
fn settle(sheet: &Sheet, table: &mut Table) {
    let judged: Vec<&SheetRow> = table
        .rows
        .iter()
        .filter(|row| matches!(row.sort, RowSort::Data | RowSort::Total))
        .take(JUDGED_BY)
        .filter_map(|row| sheet.row(row.row))
        .collect();
    for column in &mut table.columns {
        let values = || judged.iter().filter_map(|row| row.value(column.column));
        let filled = values().filter(|value| !is_sign(&value.text())).count();
        let figures = values().filter(|value| is_figure(value)).count();
        let by_words = column.heading.iter().rev().find_map(|words| sort_of(words));
        let mostly = figures * 2 > filled;
        // 260/400 under （人） is no figure that can be read, and stands where figures are.
        let with_digits =
            values().filter(|value| value.text().contains(|c: char| c.is_ascii_digit())).count();
        // 已完成6期 under 累计完成 is none either; what is told at length is.
        let short = values().filter(|value| has_figure(value)).count();
        let is_meant = column.uom.is_some() && with_digits * 2 > filled
            || by_words == Some(ColumnSort::Actual) && short * 2 > filled;
        column.sort = match by_words {
            _ if says_uoms(column)
                && filled > 0
                && values().all(|value| Uom::new(value.text()).is_known()) =>
            {
                ColumnSort::Uom
            }
            Some(ColumnSort::Ordinal) => ColumnSort::Ordinal,
            Some(ColumnSort::Uom) => ColumnSort::Uom,
            Some(sort) if sort.is_figure() && (mostly || filled == 0) => sort,
            Some(ColumnSort::Words) if !mostly || filled == 0 => ColumnSort::Words,
            _ if filled > 0 && (mostly || is_meant) => ColumnSort::Actual,
            _ if filled == 0 && !column.heading.is_empty() => ColumnSort::Actual,
            _ => ColumnSort::Name,
        };
    }
    let begins = table.columns.first().map(|column| column.column);
    // 1 2 3 down the first column count the rows.
    let counts = |column: u32| {
        let mut next = 1_u32;
        judged.len() > 1
            && judged.iter().filter_map(|row| row.value(column)).all(|value| {
                let is_next = value.text() == next.to_string();
                next += 1;
                is_next
            })
            && next > 2
    };
    if let Some(first) = table.columns.first_mut().filter(|column| Some(column.column) == begins)
        && first.sort == ColumnSort::Actual
        && counts(first.column)
    {
        first.sort = ColumnSort::Ordinal;
    }
    let is_used = |column: &TableColumn| {
        !column.heading.is_empty() || judged.iter().any(|row| row.value(column.column).is_some())
    };
    table.columns.retain(is_used);
    let said = table.title.iter().rev().map(|line| uoms_of(line));
    table.uoms = said.into_iter().find(|uoms| !uoms.is_empty()).unwrap_or_default();
    table.stretch = stretch_said(&table.title, &sheet.name);
}

/// The time that the lines above a table name, the year said before one that is left to the reader. When a form was
/// filled in is not what it is about, nor is a day in a sentence of advice.
fn stretch_said(title: &[String], sheet: &str) -> Option<Stretch> {
    let is_about = |line: &&str| {
        let line = plain(line);
        let is_day_of_work = line.contains(':') && (line.contains("日期") || line.contains("时间"));
        !is_day_of_work && !line.contains('。') && !is_note(&line)
    };
    let lines = || title.iter().rev().map(String::as_str).chain([sheet]).filter(is_about);
    let told = || lines().filter_map(stretch_of);
    told().find(|stretch| stretch.year.is_some()).or_else(|| told().next())
}
