//! Tables between ruled lines: lines that touch make a frame, its lines make rows and columns, and two boxes with
//! no line between them are one merged cell.

use super::content::{Glyph, Page, Rule};
use super::lines::{self, join};
use crate::grid::Grid;

/// Lines closer than this are one, in points; so are ends that do not quite meet.
const NEAR: f32 = 3.0;
/// Most lines of a page after those that go on in each other are one: a drawing has more.
const MOST_LINES: usize = 800;
/// Most columns and rows of a table.
const MOST_COLUMNS: usize = 128;
const MOST_ROWS: usize = 1_000;

/// A table and where it stands.
#[derive(Debug)]
pub(super) struct Table {
    pub top: f32,
    pub bottom: f32,
    pub grid: Grid,
}

/// The tables of a page; their letters are taken from it.
pub(super) fn tables(page: &mut Page) -> Vec<Table> {
    let lines = joined(std::mem::take(&mut page.rules));
    if lines.len() > MOST_LINES {
        return Vec::new();
    }
    let frames = frames(&lines);
    let mut found: Vec<Table> = frames.iter().filter_map(|frame| frame.table(&mut page.glyphs)).collect();
    found.sort_by(|a, b| a.top.total_cmp(&b.top));
    found
}

/// Lines that lie on each other or go on in each other become one.
fn joined(mut rules: Vec<Rule>) -> Vec<Rule> {
    rules.retain(|rule| rule.to - rule.from > NEAR);
    // Lines of nearly one place must be neighbours: places are taken in steps.
    rules.sort_by(|a, b| {
        (a.upright, a.at).partial_cmp(&(b.upright, b.at)).unwrap_or(std::cmp::Ordering::Equal)
    });
    let mut found: Vec<Rule> = Vec::new();
    for same in rules.chunk_by_mut(|a, b| a.upright == b.upright && b.at - a.at < NEAR / 2.0) {
        let at = same.iter().map(|rule| rule.at).sum::<f32>() / same.len() as f32;
        same.sort_by(|a, b| a.from.total_cmp(&b.from));
        let start = found.len();
        for rule in same {
            match found[start..].last_mut() {
                Some(last) if rule.from <= last.to + NEAR => last.to = last.to.max(rule.to),
                _ => found.push(Rule { at, ..*rule }),
            }
        }
    }
    found
}

/// Lines that hang together.
#[derive(Debug, Default)]
struct Frame {
    across: Vec<Rule>,
    upright: Vec<Rule>,
}

fn frames(lines: &[Rule]) -> Vec<Frame> {
    let mut group: Vec<usize> = (0..lines.len()).collect();
    for (at, one) in lines.iter().enumerate() {
        for (other_at, other) in lines.iter().enumerate().skip(at + 1) {
            let meets = |flat: &Rule, tall: &Rule| {
                (flat.from - NEAR..=flat.to + NEAR).contains(&tall.at)
                    && (tall.from - NEAR..=tall.to + NEAR).contains(&flat.at)
            };
            let touch = match (one.upright, other.upright) {
                (false, true) => meets(one, other),
                (true, false) => meets(other, one),
                _ => false,
            };
            let (old, new) = (group[other_at], group[at]);
            if touch && old != new {
                group.iter_mut().filter(|part| **part == old).for_each(|part| *part = new);
            }
        }
    }
    let mut found: std::collections::BTreeMap<usize, Frame> = std::collections::BTreeMap::new();
    for (part, line) in group.iter().zip(lines) {
        let frame = found.entry(*part).or_default();
        if line.upright { frame.upright.push(*line) } else { frame.across.push(*line) }
    }
    found.into_values().filter(|frame| !frame.across.is_empty() && !frame.upright.is_empty()).collect()
}

/// Where the boxes of a frame begin and end: at its lines, and where the lines of the other way end.
fn edges(lines: &[Rule], others: &[Rule]) -> Vec<f32> {
    let least = others.iter().map(|rule| rule.from).fold(f32::INFINITY, f32::min);
    let most = others.iter().map(|rule| rule.to).fold(f32::NEG_INFINITY, f32::max);
    let mut edges: Vec<f32> = lines.iter().map(|rule| rule.at).chain([least, most]).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|next, before| *next - *before < NEAR);
    edges
}

/// Whether one of the lines at this place covers that one.
fn is_ruled(lines: &[Rule], at: f32, covers: f32) -> bool {
    lines.iter().any(|rule| (rule.at - at).abs() < NEAR && rule.from <= covers && covers <= rule.to)
}

impl Frame {
    fn table(&self, glyphs: &mut Vec<Glyph>) -> Option<Table> {
        let columns = edges(&self.upright, &self.across);
        let rows = edges(&self.across, &self.upright);
        let (wide, high) = (columns.len().checked_sub(1)?, rows.len().checked_sub(1)?);
        if !(2..=MOST_COLUMNS).contains(&wide) || !(2..=MOST_ROWS).contains(&high) {
            return None;
        }
        let owners = self.owners(&columns, &rows);
        let place = |edges: &[f32], at: f32| {
            let next = edges.partition_point(|edge| *edge <= at);
            next.checked_sub(1).filter(|place| place + 1 < edges.len())
        };
        let mut cells: Vec<Vec<Glyph>> = vec![Vec::new(); wide * high];
        let box_of = |glyph: &Glyph| {
            let column = place(&columns, (glyph.from + glyph.to) / 2.0)?;
            Some(owners[place(&rows, glyph.base - 0.35 * glyph.size)? * wide + column])
        };
        let inside: Vec<Option<usize>> = glyphs.iter().map(box_of).collect();
        let filled: std::collections::BTreeSet<usize> = glyphs
            .iter()
            .zip(&inside)
            .filter(|(glyph, _)| !glyph.letter.is_whitespace())
            .filter_map(|(_, at)| *at)
            .collect();
        if filled.len() < 2 {
            return None;
        }
        let mut places = inside.iter();
        glyphs.retain(|glyph| match places.next().copied().flatten() {
            Some(at) => {
                cells[at].push(*glyph);
                false
            }
            None => true,
        });
        let mut grid = Grid::default();
        for row in 0..high {
            grid.row();
            for column in 0..wide {
                let at = row * wide + column;
                if owners[at] != at {
                    continue;
                }
                let across = (column..wide).take_while(|right| owners[row * wide + right] == at).count();
                let down = (row..high).take_while(|below| owners[below * wide + column] == at).count();
                let width = columns[column + across] - columns[column];
                grid.cell_at(column, across, down, text(std::mem::take(&mut cells[at]), width));
            }
        }
        Some(Table { top: rows[0], bottom: rows[high], grid })
    }

    /// For each box the first box of the cell it belongs to.
    fn owners(&self, columns: &[f32], rows: &[f32]) -> Vec<usize> {
        let (wide, high) = (columns.len() - 1, rows.len() - 1);
        let middle = |edges: &[f32], at: usize| (edges[at] + edges[at + 1]) / 2.0;
        let mut owners = vec![usize::MAX; wide * high];
        for row in 0..high {
            for column in 0..wide {
                let at = row * wide + column;
                if owners[at] != usize::MAX {
                    continue;
                }
                let open_right = |right: &usize| {
                    owners[row * wide + right] == usize::MAX
                        && !is_ruled(&self.upright, columns[*right], middle(rows, row))
                };
                let end = column + 1 + (column + 1..wide).take_while(open_right).count();
                let open_below = |below: &usize| {
                    (column..end).all(|column| !is_ruled(&self.across, rows[*below], middle(columns, column)))
                };
                let last = row + 1 + (row + 1..high).take_while(open_below).count();
                for row in row..last {
                    owners[row * wide + column..row * wide + end].fill(at);
                }
            }
        }
        owners
    }
}

/// The words of a cell. A line that had room for more ends where its writer ended it.
fn text(glyphs: Vec<Glyph>, width: f32) -> String {
    let mut text = String::new();
    let mut room = false;
    for line in lines::lines(glyphs) {
        if room {
            text.push('\n');
        }
        join(&mut text, &line.text());
        room = width - (line.to() - line.from()) > 3.0 * line.size;
    }
    text
}
