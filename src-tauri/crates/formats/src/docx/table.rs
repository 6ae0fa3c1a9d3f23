//! An annex: its label, title, the line above the table, the table with its merged header, notes, signatures.

use std::fmt::Write;

use domain::reports::columns::{BESIDE, SIZE};
use domain::reports::{Align, Cell, Columns, HeaderCell, Table, title};

use super::parts::Page;
use super::xml::{Look, Paragraph, Spacing, run};

/// Lowest height of a row: 0.7 cm.
pub(super) const ROW: u32 = 397;
/// Where a table is a little too long for its page, less.
const LOWER: [u32; 3] = [360, 330, 300];
/// A line of its words in most faces, and what stands above the table: its label and a line of its title.
const LINE: u32 = 300;
const LABEL: u32 = 579;
const TITLE_LINE: u32 = 560;
/// How many of the last rows stay with the notes.
const TIED: usize = 2;

/// Which page the table needs.
pub(super) fn page_of(table: &Table) -> Page {
    if table.landscape { Page::Wide } else { Page::Upright }
}

/// The annex as paragraphs and a table. `fresh` begins on a new page by itself; the first of a section does
/// so already.
pub(super) fn annex(table: &Table, fresh: bool) -> String {
    let table = &*table.on_paper();
    let width = page_of(table).width();
    let lines =
        title::lines(&table.title, if table.landscape { title::OF_WIDE_ANNEX } else { title::OF_ANNEX });
    let columns = table.columns_on(width);
    let row = row_for(table, &columns, lines.len() as u32);
    let mut out = String::new();
    if !table.label.is_empty() {
        let mut label = Paragraph::new("AnnexLabel", run(&table.label, Look::default()));
        label.page_break_before = fresh;
        label.keep_next = true;
        out.push_str(&label.xml());
    }
    let mut heading =
        Paragraph::new("Title", run(&lines.join("\n"), Look { size: Some(36), ..Look::default() }));
    heading.page_break_before = fresh && table.label.is_empty();
    heading.spacing = Some(Spacing { before: 200, after: 120, line: Some(560) });
    out.push_str(&heading.xml());
    out.push_str(&above(table, width));
    let paragraph = |style: &'static str, text: &str, keep: bool| {
        let size = (columns.size != SIZE).then_some(columns.size);
        let mut paragraph = Paragraph::new(style, run(text, Look { size, ..Look::default() }));
        paragraph.keep_next = keep;
        paragraph.xml()
    };
    out.push_str(&grid(table, &Dress { columns: &columns, row, style: None, paragraph: &paragraph }));
    for (at, note) in table.notes.iter().enumerate() {
        let several = table.notes.len() > 1;
        let text = match (at, several) {
            (0, true) => format!("注：1.{note}"),
            (0, false) => format!("注：{note}"),
            _ => format!("　　{}.{note}", at + 1),
        };
        let mut paragraph = Paragraph::new("TableNote", run(&text, Look::default()));
        paragraph.keep_next = at + 1 < table.notes.len() || !table.signatures.is_empty();
        if at == 0 {
            paragraph.spacing = Some(Spacing { before: 80, after: 0, line: None });
        }
        out.push_str(&paragraph.xml());
    }
    if !table.signatures.is_empty() {
        let step = width / table.signatures.len() as u32;
        let mut paragraph = Paragraph::new("TableNote", run(&table.signatures.join("\t"), Look::default()));
        paragraph.tabs = (1..table.signatures.len() as u32).map(|at| ("left", at * step)).collect();
        paragraph.spacing = Some(Spacing { before: 160, after: 0, line: None });
        out.push_str(&paragraph.xml());
    }
    out
}

/// 编制单位 left, 截至 in the middle, 单位 right.
fn above(table: &Table, width: u32) -> String {
    let text = |line: &Option<String>| line.clone().unwrap_or_default();
    let words =
        format!("{}\t{}\t{}", text(&table.source_line), text(&table.as_of_line), text(&table.unit_line));
    if words.trim().is_empty() {
        return String::new();
    }
    let mut paragraph = Paragraph::new("TableNote", run(words.trim_end(), Look::default()));
    paragraph.keep_next = true;
    paragraph.tabs = vec![("center", width / 2), ("right", width)];
    paragraph.spacing = Some(Spacing { before: 0, after: 60, line: None });
    paragraph.xml()
}

/// The highest rows with which the table, what is above and what is below it stand on one page; the usual where none do.
fn row_for(table: &Table, columns: &Columns, title_lines: u32) -> u32 {
    let page = page_of(table);
    let lines_in = |text: &str, size: u32, room: u32| -> u32 {
        let halves =
            |line: &str| -> u32 { line.chars().map(|letter| if letter.is_ascii() { 1 } else { 2 }).sum() };
        text.split('\n').map(|line| (halves(line) * 5 * size).div_ceil(room.max(1)).max(1)).sum()
    };
    let lines_of = |row: &Vec<Cell>| {
        let cells = row.iter().zip(&columns.widths);
        cells.map(|(cell, width)| lines_in(&cell.text, columns.size, width - 2 * BESIDE)).max().unwrap_or(1)
    };
    let lines: Vec<u32> = table.rows.iter().map(lines_of).collect();
    let notes: u32 = table.notes.iter().map(|note| lines_in(note, SIZE, page.width() - 3 * 10 * SIZE)).sum();
    let label = if table.label.is_empty() { 0 } else { LABEL };
    let around = label + 320 + title_lines * TITLE_LINE + LINE + 60 + 80 + (notes + 1) * LINE + 160;
    let head = table.header.len().max(2) as u32;
    let high =
        |row: &u32| around + row * head + lines.iter().map(|lines| (lines * LINE).max(*row)).sum::<u32>();
    std::iter::once(ROW).chain(LOWER).find(|row| high(row) <= page.height()).unwrap_or(ROW)
}

/// What a grid wears: the program's own, or that of an office's paper.
pub(super) struct Dress<'a> {
    /// How wide its columns are and how large its words.
    pub(super) columns: &'a Columns,
    /// How high its rows are at least, in twips.
    pub(super) row: u32,
    /// The element that names its style; none: thin lines within, thick ones around.
    pub(super) style: Option<String>,
    /// A paragraph of a cell: TableHead, TableLeft, TableCentre or TableRight, its words, whether it stays with the next.
    pub(super) paragraph: &'a dyn Fn(&'static str, &str, bool) -> String,
}

/// The table itself, its header repeated on every page.
pub(super) fn grid(table: &Table, dress: &Dress<'_>) -> String {
    if table.columns.is_empty() {
        return String::new();
    }
    let widths = &dress.columns.widths;
    let width: u32 = widths.iter().sum();
    let border = |side: &str, size: u32| {
        format!(r#"<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="000000"/>"#)
    };
    let borders: String =
        [("top", 12), ("left", 12), ("bottom", 12), ("right", 12), ("insideH", 4), ("insideV", 4)]
            .iter()
            .map(|(side, size)| border(side, *size))
            .collect();
    let (style, borders) = match &dress.style {
        Some(style) => (style.as_str(), String::new()),
        None => ("", format!("<w:tblBorders>{borders}</w:tblBorders>")),
    };
    let mut out = format!(
        r#"<w:tbl><w:tblPr>{style}<w:tblW w:w="{width}" w:type="dxa"/><w:jc w:val="center"/>{borders}<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="{BESIDE}" w:type="dxa"/><w:right w:w="{BESIDE}" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>"#
    );
    for column in widths {
        let _ = write!(out, r#"<w:gridCol w:w="{column}"/>"#);
    }
    out.push_str("</w:tblGrid>");
    out.push_str(&header(table, dress));
    for (number, row) in table.rows.iter().enumerate() {
        // The notes never stand on a page without a row of their table.
        let keep = number + TIED >= table.rows.len();
        let _ = write!(
            out,
            r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{}" w:hRule="atLeast"/></w:trPr>"#,
            dress.row
        );
        for (at, column) in table.columns.iter().enumerate() {
            let text = row.get(at).map_or("", |cell| cell.text.as_str());
            let style = match column.align {
                // The sign for nothing stands in the middle wherever numbers stand right.
                _ if text == "—" => "TableCentre",
                Align::Left => "TableLeft",
                Align::Centre => "TableCentre",
                Align::Right => "TableRight",
            };
            out.push_str(&cell_of(&widths[at..=at], "", &(dress.paragraph)(style, text, keep)));
        }
        out.push_str("</w:tr>");
    }
    out.push_str("</w:tbl>");
    out
}

/// The header rows, repeated on every page. Cells that a merge covers are written as its continuation.
fn header(table: &Table, dress: &Dress<'_>) -> String {
    let widths = &dress.columns.widths;
    let placed = table.header_grid();
    let mut out = String::new();
    for row in 0..table.header.len() {
        let _ = write!(
            out,
            r#"<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="{}" w:hRule="atLeast"/><w:tblHeader/></w:trPr>"#,
            dress.row
        );
        let mut column = 0;
        while column < widths.len() {
            let covers = |(at, first, cell): &&(usize, usize, &HeaderCell)| {
                (*at..*at + cell.rows.max(1)).contains(&row)
                    && (*first..*first + cell.columns.max(1)).contains(&column)
            };
            let found = placed.iter().find(covers);
            let end =
                found.map_or(column + 1, |(_, first, cell)| first + cell.columns.max(1)).min(widths.len());
            let (merge, text) = match found {
                None => ("", ""),
                Some((_, _, cell)) if cell.rows <= 1 => ("", cell.text.as_str()),
                Some((at, _, cell)) if *at == row => (r#"<w:vMerge w:val="restart"/>"#, cell.text.as_str()),
                Some(_) => ("<w:vMerge/>", ""),
            };
            let room = widths[column..end].iter().sum::<u32>().saturating_sub(2 * BESIDE);
            let text = title::head_lines(text, (room / (10 * dress.columns.size)) as usize);
            let words = (dress.paragraph)("TableHead", &text, true);
            out.push_str(&cell_of(&widths[column..end], merge, &words));
            column = end;
        }
        out.push_str("</w:tr>");
    }
    out
}

fn cell_of(widths: &[u32], merge: &str, paragraph: &str) -> String {
    let width: u32 = widths.iter().sum();
    let span =
        if widths.len() > 1 { format!(r#"<w:gridSpan w:val="{}"/>"#, widths.len()) } else { String::new() };
    format!(
        r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/></w:tcPr>{paragraph}</w:tc>"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::targets_table;

    #[test]
    fn rows_are_lower_where_that_keeps_a_table_on_its_page() {
        let row = |rows: usize| {
            let mut table = targets_table(rows);
            table.rows.iter_mut().flatten().for_each(|cell| cell.text = cell.text.chars().take(2).collect());
            row_for(&table, &table.columns_on(page_of(&table).width()), 1)
        };
        assert_eq!(row(3), ROW, "there is room");
        let heights: Vec<u32> = (3..40).map(row).collect();
        for lower in LOWER {
            assert!(heights.contains(&lower), "{lower} of {heights:?}");
        }
        assert_eq!(row(39), ROW, "it takes two pages however low they are");
        let until = heights.iter().rposition(|row| *row == LOWER[2]).unwrap();
        assert!(heights[..=until].is_sorted_by(|a, b| a >= b), "{heights:?}");
    }
}
