//! What the window was last told of a grid, in digests: of a long sheet only what changed is told again.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::rooms::print;
use crate::wire::results::{GridCell, GridChanges, GridSince, GridView, PlacedRow};

/// The last answer about a grid. Two windows are not kept apart: whoever asks with another stamp gets the whole.
#[derive(Default)]
pub(crate) struct Shown {
    stamp: u32,
    /// What a sheet is beside its rows, cells and reports.
    head: u64,
    rows: Vec<u64>,
    /// By the keys of the rows, which are in digests too.
    cells: HashMap<u64, u64>,
    submissions: u64,
}

impl Shown {
    /// Remembers an answer; gives its stamp.
    pub fn show(&mut self, view: &GridView) -> u32 {
        *self = Self::of(view, self.stamp + 1);
        self.stamp
    }

    /// What is other than in the answer with a stamp.
    pub fn since(&mut self, stamp: u32, mut view: GridView) -> GridSince {
        let now = Self::of(&view, self.stamp + 1);
        let before = std::mem::replace(self, now);
        if before.stamp != stamp || before.head != self.head || before.rows.len() != self.rows.len() {
            view.stamp = self.stamp;
            return GridSince::Whole { grid: Box::new(view) };
        }
        let is_rewritten = |key: &str| {
            let row = digest(key);
            before.cells.get(&row) != self.cells.get(&row)
        };
        let rewritten: Vec<String> =
            view.rows.iter().map(|row| &row.key).filter(|key| is_rewritten(key)).cloned().collect();
        let places = view.rows.into_iter().enumerate();
        GridSince::Changed {
            changes: GridChanges {
                stamp: self.stamp,
                rows: places
                    .filter(|(at, _)| before.rows[*at] != self.rows[*at])
                    .map(|(at, row)| PlacedRow { at: print::count(at), row })
                    .collect(),
                cells: view.cells.into_iter().filter(|cell| is_rewritten(&cell.row)).collect(),
                rewritten,
                filled: view.filled,
                asked: view.asked,
                submissions: (before.submissions != self.submissions).then_some(view.submissions),
            },
        }
    }

    fn of(view: &GridView, stamp: u32) -> Self {
        let GridView { request, title, period_label, periods, indicators, units, notes, columns, .. } = view;
        let sheet = (request, title, period_label, periods, indicators, units, notes, columns, view.example);
        let of_row = |cells: &[GridCell]| (digest(&cells[0].row), digest(cells));
        Self {
            stamp,
            head: digest(&sheet),
            rows: view.rows.iter().map(digest).collect(),
            // The cells of a row stand beside each other.
            cells: view.cells.chunk_by(|a, b| a.row == b.row).map(of_row).collect(),
            submissions: digest(&view.submissions),
        }
    }
}

fn digest<T: Hash + ?Sized>(said: &T) -> u64 {
    let mut hasher = DefaultHasher::new();
    said.hash(&mut hasher);
    hasher.finish()
}
