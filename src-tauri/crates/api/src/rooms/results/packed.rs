//! Cells of a grid on their way to the window: what many have in common is told once.

use std::collections::HashMap;

use super::cells::SaidCell;
use crate::rooms::print;
use crate::wire::results::{CellColumn, CellKind, GridCells};

pub(super) struct Packing {
    kinds: HashMap<CellKind, u32>,
    columns: Vec<CellColumn>,
    /// Of each column the row under its last cell.
    next: Vec<u32>,
    row: u32,
}

impl Packing {
    pub fn of(columns: usize) -> Self {
        Self {
            kinds: HashMap::new(),
            columns: vec![CellColumn::default(); columns],
            next: vec![0; columns],
            row: 0,
        }
    }

    /// Takes the cells of the next row.
    pub fn push(&mut self, row: Vec<SaidCell>) {
        for SaidCell { column, text, kind } in row {
            let fresh = print::count(self.kinds.len());
            let told = &mut self.columns[column];
            told.skipped.push(self.row - self.next[column]);
            told.texts.push(text);
            told.kinds.push(*self.kinds.entry(kind).or_insert(fresh));
            self.next[column] = self.row + 1;
        }
        self.row += 1;
    }

    pub fn done(self) -> GridCells {
        let mut kinds: Vec<(CellKind, u32)> = self.kinds.into_iter().collect();
        kinds.sort_by_key(|(_, at)| *at);
        GridCells { kinds: kinds.into_iter().map(|(kind, _)| kind).collect(), columns: self.columns }
    }
}
