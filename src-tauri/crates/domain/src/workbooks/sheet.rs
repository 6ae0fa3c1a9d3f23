//! A workbook as it lies on the table: sheets of cells at their places, with what was merged and what was hidden.
//! Bytes are read by `formats`; what a cell means is asked elsewhere in this room.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use crate::kernel::Decimal;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number as the workbook keeps it, with the 15 digits that count.
    Number(Decimal),
    /// The same in a cell that shows per cent: 0.853 stands for 85.3%.
    Percent(Decimal),
    /// Words, or a number typed as words.
    Text(String),
    /// A day, `2022-06-30`.
    Day(String),
    /// 是 or 否.
    Truth(bool),
    /// A formula that failed, `#DIV/0!`, or whose result the file does not hold, `=B2+C2`.
    Fault(String),
}

impl Value {
    /// What a reader of the sheet sees, as far as it is kept.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Number(number) => Cow::Owned(number.normalize().to_string()),
            Self::Percent(share) => match share.checked_mul(Decimal::ONE_HUNDRED) {
                Some(percent) => Cow::Owned(format!("{}%", percent.normalize())),
                None => Cow::Owned(share.to_string()),
            },
            Self::Text(text) | Self::Day(text) | Self::Fault(text) => Cow::Borrowed(text),
            Self::Truth(true) => Cow::Borrowed("是"),
            Self::Truth(false) => Cow::Borrowed("否"),
        }
    }

    /// Whether nothing can be seen.
    pub fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.chars().all(|letter| letter.is_whitespace() || letter == '\u{feff}' || letter == '\u{200b}'))
    }
}

/// A cell at its column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetCell {
    /// The column, from 0.
    pub column: u32,
    /// What stands there.
    pub value: Value,
}

/// A row with something in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRow {
    /// The row, from 0.
    pub row: u32,
    /// Its cells from the left; none of them is blank.
    pub cells: Vec<SheetCell>,
}

/// Cells that were merged into one; both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merged {
    /// First and last row.
    pub rows: (u32, u32),
    /// First and last column.
    pub columns: (u32, u32),
}

/// A sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// Its name.
    pub name: String,
    /// It is not shown.
    pub hidden: bool,
    /// Rows with something in them, from the top.
    pub rows: Vec<SheetRow>,
    /// What was merged.
    pub merged: Vec<Merged>,
    /// Rows that are not shown.
    pub hidden_rows: BTreeSet<u32>,
    /// Columns that are not shown.
    pub hidden_columns: BTreeSet<u32>,
}

impl Sheet {
    /// A sheet with nothing on it.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Puts a value behind those that are there; a blank one is not kept.
    pub fn push(&mut self, row: u32, column: u32, value: Value) {
        if value.is_blank() {
            return;
        }
        let cell = SheetCell { column, value };
        match self.rows.last_mut() {
            Some(last) if last.row == row => last.cells.push(cell),
            _ => self.rows.push(SheetRow { row, cells: vec![cell] }),
        }
    }

    /// Brings rows and cells into their order, where they did not come in it; of two in one place the last stays.
    pub fn sort(&mut self) {
        let in_order = |cells: &[SheetCell]| cells.is_sorted_by(|a, b| a.column < b.column);
        if self.rows.is_sorted_by(|a, b| a.row < b.row) && self.rows.iter().all(|row| in_order(&row.cells)) {
            return;
        }
        self.rows.sort_by_key(|row| row.row);
        let mut rows: Vec<SheetRow> = Vec::with_capacity(self.rows.len());
        for row in std::mem::take(&mut self.rows) {
            match rows.last_mut().filter(|last| last.row == row.row) {
                Some(last) => last.cells.extend(row.cells),
                None => rows.push(row),
            }
        }
        for row in &mut rows {
            row.cells.reverse();
            row.cells.sort_by_key(|cell| cell.column);
            row.cells.dedup_by_key(|cell| cell.column);
        }
        self.rows = rows;
    }

    /// The row at a place.
    pub fn row(&self, row: u32) -> Option<&SheetRow> {
        let at = self.rows.binary_search_by_key(&row, |found| found.row).ok()?;
        self.rows.get(at)
    }

    /// What stands in a cell.
    pub fn value(&self, row: u32, column: u32) -> Option<&Value> {
        self.row(row)?.value(column)
    }

    /// The rows with something in them that lie in a stretch.
    pub fn rows_in(&self, rows: Range<u32>) -> &[SheetRow] {
        let from = self.rows.partition_point(|row| row.row < rows.start);
        let to = self.rows.partition_point(|row| row.row < rows.end);
        self.rows.get(from..to).unwrap_or(&[])
    }

    /// The name of a cell on its sheet and in its workbook: `一月!C5`.
    pub fn place(&self, row: u32, column: u32) -> String {
        format!("{}!{}", self.name, cell_name(row, column))
    }
}

impl SheetRow {
    /// What stands in a column of it.
    pub fn value(&self, column: u32) -> Option<&Value> {
        let at = self.cells.binary_search_by_key(&column, |cell| cell.column).ok()?;
        self.cells.get(at).map(|cell| &cell.value)
    }
}

/// Where a merged cell begins, for each cell it covers; only those that lie in some rows are looked up.
#[derive(Debug, Default)]
pub struct Covered(HashMap<(u32, u32), Merged>);

impl Covered {
    /// The merged cells that touch some rows.
    pub fn of(sheet: &Sheet, rows: Range<u32>) -> Self {
        let mut found = HashMap::new();
        let touching =
            sheet.merged.iter().filter(|merged| merged.rows.0 < rows.end && merged.rows.1 >= rows.start);
        for merged in touching {
            for row in merged.rows.0.max(rows.start)..=merged.rows.1.min(rows.end.saturating_sub(1)) {
                for column in merged.columns.0..=merged.columns.1.min(merged.columns.0 + MOST_ACROSS) {
                    found.insert((row, column), *merged);
                }
            }
        }
        Self(found)
    }

    /// The merged cell that covers a place.
    pub fn at(&self, row: u32, column: u32) -> Option<Merged> {
        self.0.get(&(row, column)).copied()
    }
}

/// No merged cell is followed further to the right.
const MOST_ACROSS: u32 = 1024;

/// The sheets of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Workbook {
    /// Its sheets in order.
    pub sheets: Vec<Sheet>,
}

/// `AB12`, of a row and a column that count from 0.
pub fn cell_name(row: u32, column: u32) -> String {
    format!("{}{}", column_name(column), u64::from(row) + 1)
}

/// `AB`.
pub fn column_name(column: u32) -> String {
    let mut letters = String::new();
    let mut rest = u64::from(column) + 1;
    while rest > 0 {
        letters.insert(0, char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_the_names_they_have_in_a_workbook() {
        for (row, column, name) in
            [(0, 0, "A1"), (4, 2, "C5"), (9, 25, "Z10"), (0, 26, "AA1"), (0, 701, "ZZ1"), (0, 702, "AAA1")]
        {
            assert_eq!(cell_name(row, column), name);
        }
    }

    #[test]
    fn cells_that_come_out_of_order_are_put_in_order() {
        let text = |word: &str| Value::Text(word.to_owned());
        let mut sheet = Sheet::named("a");
        for (row, column, word) in [(3, 1, "丙"), (1, 2, "乙"), (1, 0, "甲"), (1, 2, "后"), (2, 0, "  ")]
        {
            sheet.push(row, column, text(word));
        }
        sheet.sort();
        assert_eq!(sheet.rows.iter().map(|row| row.row).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(sheet.value(1, 2), Some(&text("后")));
        assert_eq!(sheet.value(1, 0), Some(&text("甲")));
        assert_eq!(sheet.value(2, 0), None, "a blank cell is not there");
    }

    #[test]
    fn values_read_as_the_sheet_shows_them() {
        let number = |text: &str| text.parse::<Decimal>().expect("a number");
        for (value, text) in [
            (Value::Number(number("12.50")), "12.5"),
            (Value::Percent(number("0.853")), "85.3%"),
            (Value::Truth(true), "是"),
            (Value::Day("2022-06-30".into()), "2022-06-30"),
        ] {
            assert_eq!(value.text(), text);
        }
    }
}
