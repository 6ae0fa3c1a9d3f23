//! Letters to lines, and lines whose words stand below each other with wide gaps to tables.

use super::content::Glyph;
use crate::grid::Grid;

/// A gap of so many times the size of the type parts two pieces of a line.
const WIDE: f32 = 1.2;
/// A gap of so many times the size is a blank between two words of Latin letters or digits.
const BLANK: f32 = 0.25;
/// Between two digits it is one from here if the second is at a place of its own: two figures, never one.
const FIGURES: f32 = 0.05;
/// Letters whose lines are closer than so many times the size stand on one line.
const SAME_LINE: f32 = 0.5;
/// A table without rules has at least so many rows, and columns.
const LEAST_ROWS: usize = 3;
const LEAST_COLUMNS: usize = 3;

/// A piece of a line without wide gaps.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Piece {
    pub from: f32,
    pub to: f32,
    pub text: String,
}

/// A line of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub base: f32,
    /// The size of most of its letters.
    pub size: f32,
    pub pieces: Vec<Piece>,
}

impl Line {
    /// Where it begins.
    pub(super) fn from(&self) -> f32 {
        self.pieces.first().map_or(0.0, |piece| piece.from)
    }

    /// Where it ends.
    pub(super) fn to(&self) -> f32 {
        self.pieces.last().map_or(0.0, |piece| piece.to)
    }

    /// Its words.
    pub(super) fn text(&self) -> String {
        let pieces: Vec<&str> = self.pieces.iter().map(|piece| piece.text.as_str()).collect();
        pieces.join("  ")
    }
}

/// The lines that letters make, from the top.
pub(super) fn lines(mut glyphs: Vec<Glyph>) -> Vec<Line> {
    glyphs.sort_by(|a, b| a.base.total_cmp(&b.base));
    let mut found = Vec::new();
    let mut rest = glyphs.as_mut_slice();
    while let Some(first) = rest.first().copied() {
        let mut size = first.size;
        let count = rest
            .iter()
            .take_while(|glyph| {
                size = size.max(glyph.size);
                glyph.base - first.base <= SAME_LINE * size.min(2.0 * glyph.size)
            })
            .count();
        let (line, below) = rest.split_at_mut(count.max(1));
        found.extend(one(line));
        rest = below;
    }
    found
}

/// The line that letters on one height make.
fn one(glyphs: &mut [Glyph]) -> Option<Line> {
    glyphs.sort_by(|a, b| a.from.total_cmp(&b.from));
    let mut pieces: Vec<Piece> = Vec::new();
    let mut last: Option<Glyph> = None;
    let mut white = false;
    for glyph in glyphs.iter() {
        if glyph.letter.is_whitespace() {
            white = true;
            continue;
        }
        // The same letter drawn again on its place makes it bold.
        if last.is_some_and(|last| last.letter == glyph.letter && glyph.from - last.from < 0.2 * glyph.size) {
            continue;
        }
        let gap = last.map_or(f32::INFINITY, |last| (glyph.from - last.to) / last.size.max(glyph.size));
        match pieces.last_mut() {
            Some(piece) if gap < WIDE => {
                let both =
                    |is: fn(char) -> bool| last.is_some_and(|last| is(last.letter)) && is(glyph.letter);
                let words = gap > BLANK && both(|letter| letter.is_ascii_alphanumeric());
                let figures = gap > FIGURES && glyph.placed && both(|letter| letter.is_ascii_digit());
                if white || words || figures {
                    piece.text.push(' ');
                }
                piece.text.push(glyph.letter);
                piece.to = piece.to.max(glyph.to);
            }
            _ => pieces.push(Piece { from: glyph.from, to: glyph.to, text: glyph.letter.to_string() }),
        }
        white = false;
        last = Some(*glyph);
    }
    let mut sizes: Vec<f32> =
        glyphs.iter().filter(|glyph| !glyph.letter.is_whitespace()).map(|glyph| glyph.size).collect();
    sizes.sort_by(f32::total_cmp);
    let size = sizes.get(sizes.len() / 2).copied()?;
    let base = glyphs.iter().map(|glyph| glyph.base).fold(f32::MIN, f32::max);
    Some(Line { base, size, pieces })
}

/// The table that begins with these lines, and how many lines it takes: words that stand below each other.
pub(super) fn table(lines: &[Line]) -> Option<(Grid, usize)> {
    let near = |two: &[Line]| two[1].base - two[0].base <= 3.0 * two[0].size.max(two[1].size);
    let several = lines.iter().take_while(|line| line.pieces.len() >= 2).count();
    let count = several.min(lines.windows(2).take_while(|two| near(two)).count() + 1);
    let rows = lines.get(..count).filter(|rows| rows.len() >= LEAST_ROWS)?;
    // The fullest rows say where the columns are; what stands between two columns covers both.
    let most = rows.iter().map(|row| row.pieces.len()).max().filter(|most| *most >= LEAST_COLUMNS)?;
    let full = || rows.iter().filter(|row| row.pieces.len() == most);
    let mut columns: Vec<(f32, f32)> = vec![(f32::INFINITY, f32::NEG_INFINITY); most];
    for row in full() {
        for (column, piece) in columns.iter_mut().zip(&row.pieces) {
            *column = (column.0.min(piece.from), column.1.max(piece.to));
        }
    }
    if full().count() < 2 || columns.windows(2).any(|two| two[1].0 <= two[0].1) {
        return None;
    }
    let mut grid = Grid::default();
    for row in rows {
        grid.row();
        let mut cells: Vec<(usize, usize, String)> = Vec::new();
        for piece in &row.pieces {
            let first = columns.partition_point(|column| column.1 <= piece.from).min(most - 1);
            let end = columns.partition_point(|column| column.0 < piece.to).max(first + 1);
            match cells.last_mut() {
                Some((at, across, text)) if *at + *across > first => {
                    *across = (*across).max(end - *at);
                    text.push(' ');
                    text.push_str(&piece.text);
                }
                _ => cells.push((first, end - first, piece.text.clone())),
            }
        }
        cells.into_iter().for_each(|(at, across, text)| grid.cell_at(at, across, 1, text));
    }
    Some((grid, count))
}

/// Puts a line behind another: a blank only between Latin letters or digits.
pub(super) fn join(text: &mut String, next: &str) {
    let words = |letter: char| letter.is_ascii_alphanumeric();
    if text.ends_with(words) && next.starts_with(words) {
        text.push(' ');
    }
    text.push_str(next);
}
