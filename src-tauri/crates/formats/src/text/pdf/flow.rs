//! Pages to one text. Page numbers and running heads go; lines that fill the measure join the next one, over the
//! end of a page too; a table that fills the end of a page goes on in the one at the top of the next.

use std::collections::HashMap;

use super::content::Page;
use super::lines::{self, Line, join};
use super::ruled;
use crate::grid::Grid;

/// The part of a page at its top and at its bottom where page numbers and running heads stand.
const EDGE: f32 = 0.12;
/// Most lines at an edge that are looked at.
const MOST_EDGE_LINES: usize = 3;
/// A line of type so many times the size of the text is a title.
const TITLE: f32 = 1.15;

enum Item {
    Line(Line),
    Table(Grid),
}

/// A page as lines and tables from the top.
struct Sheet {
    width: f32,
    height: f32,
    items: Vec<Item>,
}

/// The text of the pages.
pub(super) fn text(pages: Vec<Page>) -> String {
    let mut sheets: Vec<Sheet> = pages.into_iter().map(sheet).collect();
    drop_edges(&mut sheets);
    let measure = Measure::of(&sheets);
    let mut out = Writer { out: String::new(), last: None, table: None };
    for sheet in sheets {
        out.sheet(sheet, &measure);
    }
    out.finish()
}

fn sheet(mut page: Page) -> Sheet {
    let tables = ruled::tables(&mut page);
    let lines = lines::lines(std::mem::take(&mut page.glyphs));
    let mut items = Vec::new();
    let mut tables = tables.into_iter().peekable();
    let mut rest = lines.as_slice();
    loop {
        let line = rest.first();
        if let Some(table) = tables.next_if(|table| line.is_none_or(|line| table.top < line.base)) {
            items.push(Item::Table(table.grid));
        } else if let Some(line) = line {
            let until = tables.peek().map_or(f32::INFINITY, |table| table.top.min(table.bottom));
            let above = &rest[..rest.iter().take_while(|line| line.base <= until).count().max(1)];
            match lines::table(above) {
                Some((grid, count)) => {
                    items.push(Item::Table(grid));
                    rest = &rest[count..];
                }
                None => {
                    items.push(Item::Line(line.clone()));
                    rest = &rest[1..];
                }
            }
        } else {
            break;
        }
    }
    Sheet { width: page.width, height: page.height, items }
}

/// Takes away page numbers, and lines that stand on the same place of several pages.
fn drop_edges(sheets: &mut [Sheet]) {
    let mut counts: HashMap<(String, i32), usize> = HashMap::new();
    for sheet in sheets.iter() {
        for at in sheet.edges() {
            if let Item::Line(line) = &sheet.items[at] {
                *counts.entry(key(line)).or_default() += 1;
            }
        }
    }
    let several = if sheets.len() < 4 { 2 } else { 3 };
    for sheet in sheets.iter_mut() {
        let mut edges = sheet.edges();
        edges.retain(|at| match &sheet.items[*at] {
            Item::Line(line) => {
                is_page_number(&line.text()) || counts.get(&key(line)).is_some_and(|count| *count >= several)
            }
            Item::Table(_) => false,
        });
        edges.sort_unstable();
        edges.dedup();
        for at in edges.into_iter().rev() {
            sheet.items.remove(at);
        }
    }
}

/// A line at an edge without its digits, and about where it stands.
fn key(line: &Line) -> (String, i32) {
    let words =
        line.text().chars().filter(|letter| !letter.is_ascii_digit() && !letter.is_whitespace()).collect();
    (words, (line.base / 4.0).round() as i32)
}

/// — 3 —, 第3页, 3/12: digits with the signs that stand around a page number.
fn is_page_number(text: &str) -> bool {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let digits = bare.chars().filter(char::is_ascii_digit).count();
    let around = |letter: char| "—–-－·~～/第页共Page-of".contains(letter) || letter.is_ascii_digit();
    (1..=8).contains(&digits) && bare.chars().all(around)
}

impl Sheet {
    /// Which items stand at the top and at the bottom.
    fn edges(&self) -> Vec<usize> {
        let base = |item: &Item| match item {
            Item::Line(line) => Some(line.base),
            Item::Table(_) => None,
        };
        let top = self.items.iter().take(MOST_EDGE_LINES);
        let top = top.take_while(|item| base(item).is_some_and(|base| base < self.height * EDGE)).count();
        let bottom = self.items[top..].iter().rev().take(MOST_EDGE_LINES);
        let low = self.height * (1.0 - EDGE);
        let bottom = bottom.take_while(|item| base(item).is_some_and(|base| base > low)).count();
        (0..top).chain(self.items.len() - bottom..self.items.len()).collect()
    }

    fn lines(&self) -> impl Iterator<Item = &Line> {
        self.items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Table(_) => None,
        })
    }
}

/// How the text is set: its size, and for each width of a page where its lines begin and end.
struct Measure {
    size: f32,
    sides: HashMap<i32, (f32, f32)>,
    /// Whether paragraphs begin with a gap; else only a short line ends one.
    indented: bool,
}

impl Measure {
    fn of(sheets: &[Sheet]) -> Self {
        let mut sizes: HashMap<i32, usize> = HashMap::new();
        for line in sheets.iter().flat_map(Sheet::lines) {
            *sizes.entry((line.size * 2.0) as i32).or_default() +=
                line.pieces.iter().map(|piece| piece.text.len()).sum::<usize>();
        }
        let size = sizes
            .into_iter()
            .max_by_key(|(size, count)| (*count, *size))
            .map_or(0.0, |(size, _)| size as f32 / 2.0);
        let is_text = |line: &&Line| (line.size - size).abs() <= 0.1 * size + 0.5;
        let mut sides: HashMap<i32, (f32, f32)> = HashMap::new();
        for sheet in sheets {
            let side = sides.entry(sheet.width as i32).or_insert((f32::INFINITY, f32::NEG_INFINITY));
            for line in sheet.lines().filter(is_text) {
                *side = (side.0.min(line.from()), side.1.max(line.to()));
            }
        }
        let text = || {
            sheets
                .iter()
                .flat_map(|sheet| sheet.lines().filter(is_text).map(|line| (sheet.width as i32, line)))
        };
        let begins = |(width, line): (i32, &Line)| {
            let side = sides.get(&width).map_or(0.0, |side| side.0);
            (1.2..=2.8).contains(&((line.from() - side) / size.max(1.0)))
        };
        let count = text().count();
        let indented = text().filter(|line| begins(*line)).count() * 12 >= count;
        Self { size, sides, indented }
    }

    /// Whether a line is set in the size of a title.
    fn is_title(&self, line: &Line) -> bool {
        line.size >= TITLE * self.size
    }

    /// Whether a line stands in the middle of its page.
    fn is_centred(line: &Line, width: f32) -> bool {
        ((line.from() + line.to()) / 2.0 - width / 2.0).abs() < 0.06 * width
    }

    /// Whether the next line goes on with what the last one says.
    fn goes_on(&self, last: &(Line, f32), next: &Line, width: f32, near: bool) -> bool {
        let (line, last_width) = last;
        let alike = (line.size - next.size).abs() <= 0.08 * line.size;
        if !alike || line.pieces.len() > 1 || next.pieces.len() > 1 {
            return false;
        }
        if self.is_title(line) {
            return near && Self::is_centred(line, *last_width) && Self::is_centred(next, width);
        }
        let side = |width: f32| self.sides.get(&(width as i32)).copied().unwrap_or((0.0, width));
        let full = line.to() >= side(*last_width).1 - 1.6 * line.size;
        let flush = next.from() <= side(width).0 + 0.7 * next.size;
        let ended = !self.indented && line.text().ends_with(['。', '；', '：', '！', '？']);
        full && flush && !ended
    }
}

struct Writer {
    out: String,
    /// The last line with the width of its page; none after a table.
    last: Option<(Line, f32)>,
    /// A table at the end of a page that may go on, with the width of its page.
    table: Option<Grid>,
}

impl Writer {
    fn sheet(&mut self, sheet: Sheet, measure: &Measure) {
        let count = sheet.items.len();
        for (at, item) in sheet.items.into_iter().enumerate() {
            match item {
                Item::Table(grid) => {
                    match self.table.as_mut().filter(|table| at == 0 && table.width() == grid.width()) {
                        Some(table) => table.append(grid),
                        None => {
                            self.end_table();
                            self.table = Some(grid);
                        }
                    }
                    self.last = None;
                    if at + 1 < count {
                        self.end_table();
                    }
                }
                Item::Line(line) => {
                    self.end_table();
                    let near = at > 0
                        && self
                            .last
                            .as_ref()
                            .is_some_and(|(last, _)| line.base - last.base <= 2.4 * line.size);
                    let goes_on = self.last.as_ref().is_some_and(|last| {
                        (near || at == 0) && measure.goes_on(last, &line, sheet.width, near)
                    });
                    if goes_on {
                        self.out.truncate(self.out.trim_end_matches('\n').len());
                    }
                    join(&mut self.out, &line.text());
                    self.out.push('\n');
                    self.last = Some((line, sheet.width));
                }
            }
        }
    }

    fn end_table(&mut self) {
        if let Some(table) = self.table.take() {
            table.write(&mut self.out);
            self.last = None;
        }
    }

    fn finish(mut self) -> String {
        self.end_table();
        self.out
    }
}
