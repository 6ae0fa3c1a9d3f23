//! What the window was last told of a grid, in digests: of a long sheet only what changed is told again.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::cells::SaidCell;
use super::packed::Packing;
use crate::rooms::print;
use crate::wire::results::{GridChanges, GridSince, GridView, PlacedRow};

/// The last answer about a grid. Two windows are not kept apart: whoever asks with another stamp gets the whole.
#[derive(Default)]
pub(crate) struct Shown {
    stamp: u32,
    /// What a sheet is beside its rows, cells and reports.
    head: u64,
    rows: Vec<u64>,
    /// What the cells of each row say.
    cells: Vec<u64>,
    submissions: u64,
}

impl Shown {
    /// Tells all of a grid and remembers it.
    pub(super) fn show(
        &mut self,
        mut view: GridView,
        rows: &mut dyn Iterator<Item = Vec<SaidCell>>,
    ) -> GridView {
        let mut now = Self::of(&view, self.stamp + 1);
        let mut cells = Packing::of(view.columns.len());
        for row in rows {
            now.cells.push(digest(&row));
            cells.push(row);
        }
        *self = now;
        view.stamp = self.stamp;
        view.cells = cells.done();
        view
    }

    /// What is other than in the answer with a stamp.
    pub(super) fn since(
        &mut self,
        stamp: u32,
        view: GridView,
        rows: &mut dyn Iterator<Item = Vec<SaidCell>>,
    ) -> GridSince {
        let mut now = Self::of(&view, self.stamp + 1);
        if self.stamp != stamp || self.head != now.head || self.rows.len() != now.rows.len() {
            return GridSince::Whole { grid: Box::new(self.show(view, rows)) };
        }
        let mut cells = Packing::of(view.columns.len());
        let mut rewritten = Vec::new();
        for (at, row) in rows.enumerate() {
            let said = digest(&row);
            if self.cells.get(at) != Some(&said) {
                rewritten.push(print::count(at));
                cells.push(row);
            }
            now.cells.push(said);
        }
        let before = std::mem::replace(self, now);
        let places = view.rows.into_iter().enumerate();
        GridSince::Changed {
            changes: GridChanges {
                stamp: self.stamp,
                rows: places
                    .filter(|(at, _)| before.rows[*at] != self.rows[*at])
                    .map(|(at, row)| PlacedRow { at: print::count(at), row })
                    .collect(),
                rewritten,
                cells: cells.done(),
                filled: view.filled,
                asked: view.asked,
                submissions: (before.submissions != self.submissions).then_some(view.submissions),
            },
        }
    }

    /// All but the cells.
    fn of(view: &GridView, stamp: u32) -> Self {
        let GridView { request, title, period_label, periods, indicators, units, notes, columns, .. } = view;
        let head = (title, period_label, &view.data_as_of, view.not_begun, notes);
        let sheet = (request, head, periods, indicators, units, columns, view.example);
        Self {
            stamp,
            head: digest(&sheet),
            rows: view.rows.iter().map(digest).collect(),
            cells: Vec::new(),
            submissions: digest(&view.submissions),
        }
    }
}

fn digest<T: Hash + ?Sized>(said: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    said.hash(&mut hasher);
    hasher.finish()
}
