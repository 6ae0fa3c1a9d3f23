//! An annex table as data: what each cell says, its exact value, and how its columns hang together.

use std::borrow::Cow;
use std::ops::Range;

use super::content::{Figure, FigureRef};
use crate::kernel::{Decimal, word_enum};

word_enum! {
    /// What a cell holds.
    CellKind {
        /// Words.
        Text = "text", "文字";
        /// A number in the unit of its row or column.
        Number = "number", "数值";
        /// A rate in per cent; the value is the number before the sign %.
        Percent = "percent", "百分数";
        /// A difference of rates in 个百分点.
        Points = "points", "百分点";
    }
}

word_enum! {
    /// Where the words of a column stand.
    Align {
        /// 左.
        Left = "left", "居左";
        /// 中.
        Centre = "centre", "居中";
        /// 右.
        Right = "right", "居右";
    }
}

/// How a cell follows from others of its row, so that a workbook stays alive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// One column over another, in per cent: 完成率 = 累计完成 ÷ 目标值 × 100.
    PercentOf {
        /// The column of the part.
        part: usize,
        /// The column of the whole.
        whole: usize,
    },
    /// The sum of rows of its column, both ends included: 合计.
    SumOf {
        /// The first row of the body.
        first: usize,
        /// The last one.
        last: usize,
    },
}

/// A header cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderCell {
    /// The words.
    pub text: String,
    /// Columns it spans.
    pub columns: usize,
    /// Rows it spans.
    pub rows: usize,
}

impl HeaderCell {
    /// A cell that spans so many columns and rows.
    pub fn new(text: impl Into<String>, columns: usize, rows: usize) -> Self {
        Self { text: text.into(), columns, rows }
    }
}

/// A body cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// As printed.
    pub text: String,
    /// What it holds.
    pub kind: CellKind,
    /// The exact value, where it is a number: of a rate the printed one, so that paper and workbook agree.
    pub value: Option<Decimal>,
    /// Decimals shown.
    pub decimals: u32,
    /// How it follows from other cells of the row.
    pub formula: Option<Formula>,
    /// What it shows.
    pub figure: Option<FigureRef>,
}

impl Cell {
    /// Words.
    pub fn text(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            kind: CellKind::Text,
            value: None,
            decimals: 0,
            formula: None,
            figure: None,
        }
    }

    /// The sign for what is not there.
    pub fn dash() -> Self {
        Self::text("—")
    }

    /// A number as it prints.
    pub fn number(text: impl Into<String>, kind: CellKind, value: Decimal, decimals: u32) -> Self {
        Self { text: text.into(), kind, value: Some(value), decimals, formula: None, figure: None }
    }

    /// What it says where its column does not stand above it: 53.3%, +3.3个百分点, 当月完成18.
    pub fn words(&self) -> String {
        let of_month = self.figure.as_ref().is_some_and(|figure| figure.figure == Figure::SinceLast);
        match self.kind {
            CellKind::Percent => format!("{}%", self.text),
            CellKind::Points => format!("{}个百分点", self.text),
            CellKind::Number if of_month => format!("当月完成{}", self.text),
            CellKind::Number | CellKind::Text => self.text.clone(),
        }
    }

    /// Names what it shows.
    pub fn showing(mut self, figure: FigureRef) -> Self {
        self.figure = Some(figure);
        self
    }

    /// Says how it follows from its row.
    pub fn by(mut self, formula: Option<Formula>) -> Self {
        self.formula = formula;
        self
    }
}

/// A column: how wide, in full-width characters, and where its words stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Width in full-width characters.
    pub width: u32,
    /// Where its words stand.
    pub align: Align,
}

/// An annex table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// 附件1.
    pub label: String,
    /// A short name for the sheet of a workbook.
    pub sheet: String,
    /// The title.
    pub title: String,
    /// What it is named together with others of its kind: 各项指标进度表.
    pub kind: Option<&'static str>,
    /// 填报单位 or 编制单位, at the left above the table.
    pub source_line: Option<String>,
    /// 截至 …, in the middle above the table.
    pub as_of_line: Option<String>,
    /// 单位：…, at the right above the table.
    pub unit_line: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The header rows. A cell that spans rows stands in the first of them only.
    pub header: Vec<Vec<HeaderCell>>,
    /// The body rows, one cell for each column.
    pub rows: Vec<Vec<Cell>>,
    /// 注.
    pub notes: Vec<String>,
    /// 单位负责人： and so on, below the table.
    pub signatures: Vec<String>,
    /// Too wide for an upright page.
    pub landscape: bool,
    /// What paper leaves out of it; workbooks and data have it whole.
    pub abridged: Option<Abridged>,
}

/// What of a long table paper leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abridged {
    /// The rows that are left out.
    pub rows: Range<usize>,
    /// The row that stands for them.
    pub gap: Vec<Cell>,
    /// The notes that say so.
    pub notes: Vec<String>,
}

impl Table {
    /// As it stands on a page.
    pub fn on_paper(&self) -> Cow<'_, Self> {
        let Some(Abridged { rows, gap, notes }) = &self.abridged else { return Cow::Borrowed(self) };
        let (head, foot) = (&self.rows[..rows.start], &self.rows[rows.end..]);
        Cow::Owned(Self {
            rows: [head, std::slice::from_ref(gap), foot].concat(),
            notes: notes.clone(),
            abridged: None,
            ..self.clone()
        })
    }

    /// The header as a grid: for each row and column the cell that begins there. Cells that another one
    /// covers are left out; a header that does not fit its columns is cut at the last.
    pub fn header_grid(&self) -> Vec<(usize, usize, &HeaderCell)> {
        let width = self.columns.len();
        let mut taken = vec![vec![false; width]; self.header.len()];
        let mut placed = Vec::new();
        for (row, cells) in self.header.iter().enumerate() {
            let mut column = 0;
            for cell in cells {
                while column < width && taken[row][column] {
                    column += 1;
                }
                if column >= width {
                    break;
                }
                let (columns, rows) = (cell.columns.max(1), cell.rows.max(1));
                for line in taken.iter_mut().skip(row).take(rows) {
                    line.iter_mut().skip(column).take(columns).for_each(|place| *place = true);
                }
                placed.push((row, column, cell));
                column += columns;
            }
        }
        placed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn merged_headers_find_their_columns() {
        let column = Column { width: 4, align: Align::Centre };
        let table = Table {
            label: String::new(),
            sheet: String::new(),
            title: String::new(),
            source_line: None,
            as_of_line: None,
            unit_line: None,
            columns: vec![column; 4],
            header: vec![
                vec![
                    HeaderCell::new("序号", 1, 2),
                    HeaderCell::new("进展", 2, 1),
                    HeaderCell::new("备注", 1, 2),
                ],
                vec![
                    HeaderCell::new("本月", 1, 1),
                    HeaderCell::new("累计", 1, 1),
                    HeaderCell::new("多余", 1, 1),
                ],
            ],
            rows: Vec::new(),
            notes: Vec::new(),
            signatures: Vec::new(),
            landscape: false,
            abridged: None,
            kind: None,
        };
        let places: Vec<_> =
            table.header_grid().iter().map(|(r, c, cell)| (*r, *c, cell.text.as_str())).collect();
        assert_eq!(
            places,
            [(0, 0, "序号"), (0, 1, "进展"), (0, 3, "备注"), (1, 1, "本月"), (1, 2, "累计")],
            "the second row fills the gaps the first leaves, and no more"
        );
    }
}
