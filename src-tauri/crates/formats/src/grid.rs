//! A table of any format as lines of text: one line for each row, a tab between cells, every row as wide as
//! the table. Documents, web pages, workbooks and pages of print all fill a [`Grid`]; it alone knows how a
//! table is written down, and the reader of statements depends on that alone.
//!
//! - Several heading rows become one line, so that each column carries its whole heading: the words that
//!   span columns stand in each of them.
//! - The value of a merged cell stands in its first cell; words that span rows at the beginning of a row are
//!   said again in each of them.
//! - A title above the columns or a note below them is a line of its own.

use std::ops::Range;

use crate::text::LONGEST_TEXT;

/// Most columns of a table; cells beyond are not part of it.
pub(crate) const MOST_COLUMNS: usize = 512;
/// Most rows a merged cell is followed through.
const MOST_DOWN: usize = 65_536;
/// Most heading rows.
const MOST_HEADS: usize = 4;
/// No more is written once the text has this many bytes; what reads it cuts it and says so.
const LARGEST_TEXT: usize = 4 * LONGEST_TEXT;
/// A note below a table has at least so many characters, or says that it is one.
const SHORTEST_NOTE: usize = 20;

/// One cell with what it covers.
#[derive(Clone, Debug)]
struct Piece {
    column: usize,
    across: usize,
    down: usize,
    text: String,
}

/// A table that is being gathered.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grid {
    /// For each row its cells from the left.
    rows: Vec<Vec<Piece>>,
    width: usize,
    /// For each column how many rows below the current one a cell from above still covers.
    covered: Vec<usize>,
    /// For each column the cell that began there last: its row, and its place in the row.
    begun: Vec<(usize, usize)>,
}

impl Grid {
    /// Begins the next row.
    pub(crate) fn row(&mut self) {
        if !self.rows.is_empty() {
            self.covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
        }
        self.rows.push(Vec::new());
    }

    /// Puts a cell into the first free column of the current row.
    pub(crate) fn cell(&mut self, across: usize, down: usize, text: String) {
        let after = self.rows.last().and_then(|row| row.last()).map_or(0, |last| last.column + last.across);
        let is_free = |column: &usize| self.covered.get(*column).is_none_or(|rows| *rows == 0);
        let column = (after..=MOST_COLUMNS).find(is_free).unwrap_or(MOST_COLUMNS);
        self.cell_at(column, across, down, text);
    }

    /// Puts a cell into a column of the current row, to the right of those that are there.
    pub(crate) fn cell_at(&mut self, column: usize, across: usize, down: usize, text: String) {
        if column >= MOST_COLUMNS {
            return;
        }
        let across = across.clamp(1, MOST_COLUMNS - column);
        let down = down.clamp(1, MOST_DOWN);
        if self.rows.is_empty() {
            self.row();
        }
        let end = column + across;
        if !text.trim().is_empty() {
            self.width = self.width.max(end);
        }
        if self.covered.len() < end {
            self.covered.resize(end, 0);
            self.begun.resize(end, (0, 0));
        }
        if down > 1 {
            self.covered[column..end].fill(down);
        }
        let at = self.rows.len() - 1;
        if let Some(row) = self.rows.last_mut() {
            self.begun[column] = (at, row.len());
            row.push(Piece { column, across, down, text });
        }
    }

    /// The cell above goes on in this row (Word marks each part of a cell that spans rows).
    pub(crate) fn goes_on(&mut self, column: usize) {
        let Some((row, at)) = self.begun.get(column).copied() else { return };
        let now = self.rows.len();
        if let Some(piece) = self.rows.get_mut(row).and_then(|row| row.get_mut(at)) {
            piece.down = (now - row).clamp(1, MOST_DOWN);
        }
    }

    /// How many columns it has.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The longest text of a cell, in bytes.
    pub(crate) fn longest(&self) -> usize {
        self.rows.iter().flatten().map(|piece| piece.text.len()).max().unwrap_or(0)
    }

    /// The texts of its cells in reading order, where it is no table but a way to place things.
    pub(crate) fn into_texts(self) -> impl Iterator<Item = String> {
        self.rows.into_iter().flatten().map(|piece| piece.text)
    }

    /// Takes the rows of the part that follows on the next page; headings that are said again are left out.
    pub(crate) fn append(&mut self, other: Self) {
        let said = |row: &[Piece]| -> Vec<String> { row.iter().map(|piece| piece.text.clone()).collect() };
        let again = self
            .rows
            .iter()
            .zip(&other.rows)
            .take(MOST_HEADS)
            .take_while(|(ours, theirs)| said(ours) == said(theirs))
            .count();
        self.width = self.width.max(other.width);
        self.rows.extend(other.rows.into_iter().skip(again));
    }

    /// Writes it down.
    pub(crate) fn write(&self, out: &mut String) {
        let rows: Vec<&Vec<Piece>> =
            self.rows.iter().filter(|row| row.iter().any(|piece| !piece.text.trim().is_empty())).collect();
        let alone = |row: &&Vec<Piece>| row.iter().filter(|piece| !piece.text.trim().is_empty()).count() == 1;
        let begin = rows.iter().take_while(|row| alone(row)).count();
        if begin == rows.len() {
            rows.iter().for_each(|row| self.line(row, out));
            return;
        }
        let end =
            rows.len() - rows[begin..].iter().rev().take_while(|row| alone(row) && is_note(row)).count();
        rows[..begin].iter().for_each(|row| self.line(row, out));
        self.body(&rows, begin..end, out);
        rows[end..].iter().for_each(|row| self.line(row, out));
    }

    fn line(&self, row: &[Piece], out: &mut String) {
        for piece in row {
            push_words(out, &piece.text, " ");
        }
        out.push('\n');
    }

    fn body(&self, rows: &[&Vec<Piece>], range: Range<usize>, out: &mut String) {
        let filled = rows.iter().filter_map(|row| row.iter().find(|piece| !piece.text.trim().is_empty()));
        let left = filled.map(|piece| piece.column).min().unwrap_or(0);
        let heads = self.heads(&rows[range.clone()]);
        let mut headings: Vec<String> = vec![String::new(); self.width];
        // For each column the cell from above that covers it: its words and how many rows it still has.
        let mut above: Vec<Option<(&Piece, usize)>> = vec![None; self.width];
        for (at, row) in rows[range].iter().enumerate() {
            let mut cells: Vec<&str> = vec![""; self.width];
            let mut leading = true;
            let mut pieces = row.iter().peekable();
            for column in 0..self.width {
                let own = pieces.next_if(|piece| piece.column == column);
                let held = above[column].take().filter(|(_, left)| *left > 0);
                if let Some(piece) = own {
                    cells[column] = &piece.text;
                    let until = if at < heads { piece.column + piece.across } else { column + 1 };
                    headings[column..until.clamp(column, self.width)]
                        .iter_mut()
                        .filter(|_| at < heads)
                        .for_each(|heading| push_words(heading, &piece.text, ""));
                    leading = false;
                    above[column] = (piece.down > 1).then_some((piece, piece.down - 1));
                } else if let Some((piece, left)) = held {
                    if leading && at >= heads && !is_number(&piece.text) {
                        cells[column] = &piece.text;
                    }
                    above[column] = Some((piece, left - 1));
                }
            }
            if at + 1 == heads {
                write_row(headings[left..].iter().map(String::as_str), out);
            } else if at >= heads {
                write_row(cells.drain(left..), out);
            }
            if out.len() > LARGEST_TEXT {
                return;
            }
        }
    }

    /// How many rows at the beginning are headings: more than one only where a heading spans columns.
    fn heads(&self, rows: &[&Vec<Piece>]) -> usize {
        let words = |row: &&&Vec<Piece>| !row.iter().any(|piece| is_number(&piece.text));
        let possible = rows.iter().take_while(words).count().min(rows.len() - 1).min(MOST_HEADS);
        let spans = |row: &[Piece]| {
            row.iter()
                .any(|piece| piece.across > 1 && piece.across < self.width && !piece.text.trim().is_empty())
        };
        let mut heads = 1;
        while heads < possible && spans(rows[heads - 1]) {
            heads += 1;
        }
        heads.min(possible)
    }
}

fn write_row<'a>(cells: impl Iterator<Item = &'a str>, out: &mut String) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push('\t');
        }
        push_words(out, cell, " ");
    }
    out.push('\n');
}

/// Puts the words of a cell on one line, with something between those that stood on several.
fn push_words(out: &mut String, text: &str, between: &str) {
    let lines = text.split(['\n', '\r', '\t']).map(str::trim).filter(|line| !line.is_empty());
    for (at, line) in lines.enumerate() {
        if at > 0 {
            let both_ascii = out.ends_with(|c: char| c.is_ascii_alphanumeric())
                && line.starts_with(|c: char| c.is_ascii_alphanumeric());
            out.push_str(if both_ascii { " " } else { between });
        }
        out.push_str(line);
    }
}

fn is_note(row: &[Piece]) -> bool {
    row.iter().map(|piece| piece.text.trim()).filter(|text| !text.is_empty()).all(|text| {
        let label = text.chars().take(4).any(|letter| matches!(letter, '注' | ':' | '：'));
        label || text.chars().count() >= SHORTEST_NOTE
    })
}

/// A figure with its signs; a year is none, it stands in headings.
fn is_number(text: &str) -> bool {
    let bare: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !",，%％‰+±≥≤＞＜><≈约左右".contains(*letter))
        .collect();
    let is_year = bare.len() == 4 && (bare.starts_with("19") || bare.starts_with("20"));
    !is_year && bare.parse::<f64>().is_ok_and(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Cells parted by blanks; `a*2` covers two columns, `a/2` two rows, `a*2/2` both, `_` is empty.
    fn grid(rows: &[&str]) -> Grid {
        let mut grid = Grid::default();
        for row in rows {
            grid.row();
            for cell in row.split_whitespace() {
                let (cell, down) = cell.split_once('/').map_or((cell, "1"), |parts| parts);
                let (text, across) = cell.split_once('*').map_or((cell, "1"), |parts| parts);
                let text = if text == "_" { String::new() } else { text.replace('|', "\n") };
                grid.cell(across.parse().unwrap(), down.parse().unwrap(), text);
            }
        }
        grid
    }

    fn written(rows: &[&str]) -> String {
        let mut out = String::new();
        grid(rows).write(&mut out);
        out
    }

    #[test]
    fn tables_are_written_row_by_row() {
        let check = |rows: &[&str], expected: &str| assert_eq!(written(rows), expected, "{rows:?}");
        check(&["村 数", "甲 5"], "村\t数\n甲\t5\n");
        check(&["村 数 备注", "甲 5", "乙 _ 迟"], "村\t数\t备注\n甲\t5\t\n乙\t\t迟\n");
        check(
            &["序号/2 指标/2 目标*2", "2024年 2025年", "1 粮食 5 6"],
            "序号\t指标\t目标2024年\t目标2025年\n1\t粮食\t5\t6\n",
        );
        check(
            &["类别 指标 数", "经济/2 甲 5", "乙 6", "民生 丙 7"],
            "类别\t指标\t数\n经济\t甲\t5\n经济\t乙\t6\n民生\t丙\t7\n",
        );
        check(&["村 数 和", "甲 5 9/2", "乙 4"], "村\t数\t和\n甲\t5\t9\n乙\t4\t\n");
        check(
            &["附表一*3", "单位：个*3", "村 数 备注", "一、南片*3", "甲 5 _", "注：按户籍统计*3"],
            "附表一\n单位：个\n村\t数\t备注\n一、南片\t\t\n甲\t5\t\n注：按户籍统计\n",
        );
        check(&["完成|情况 单位", "甲局|乙局 个", "丙 5"], "完成情况\t单位\n甲局 乙局\t个\n丙\t5\n");
        check(&["只有一格"], "只有一格\n");
        check(&[], "");
        check(&["_ _", "_ _"], "");
        check(&["甲*2/3 1", "2", "3"], "甲\t\t1\n甲\t\t2\n甲\t\t3\n");
        check(&["_ 村 数 _ _", "_ 甲 5 _ _"], "村\t数\n甲\t5\n");
    }

    #[test]
    fn a_part_on_the_next_page_goes_on() {
        let mut first = grid(&["村 数", "甲 5"]);
        first.append(grid(&["村 数", "乙 6"]));
        let mut out = String::new();
        first.write(&mut out);
        assert_eq!(out, "村\t数\n甲\t5\n乙\t6\n");
    }

    #[test]
    fn claims_of_endless_cells_cost_nothing() {
        let mut grid = Grid::default();
        grid.row();
        grid.cell(usize::MAX, usize::MAX, "甲".to_owned());
        grid.cell(5, 5, "外".to_owned());
        assert_eq!((grid.width, grid.rows.len()), (MOST_COLUMNS, 1));
    }
}
