//! Writes the packed columns. Stretches that are written to are kept unpacked until everything came, so that
//! an import packs each once.

use std::collections::BTreeMap;

use domain::results::Measure;
use rusqlite::{Connection, OptionalExtension as _};

use super::column::{Cell, Cells, STRETCH, pack, unpack};
use crate::error::Result;

/// Indicator, measure and period, by their local numbers.
pub(super) type Column = (i64, Measure, i64);

/// More unpacked stretches than this are written and let go.
const KEPT: usize = 2048;

/// Units of a stretch of which a cell ever came, a bit each, and whether one came with a note.
type Reporters = (Vec<u8>, bool);

pub(super) struct Columns<'a> {
    conn: &'a Connection,
    stretches: BTreeMap<(Column, i64), Cells>,
    reporters: BTreeMap<(i64, i64), Reporters>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(conn: &'a Connection) -> Result<Self> {
        Ok(Self { conn, stretches: BTreeMap::new(), reporters: BTreeMap::new() })
    }

    /// Puts what is current of a cell in the place of what was; none: nothing is.
    pub(super) fn put(&mut self, column: Column, unit: i64, cell: Option<Cell>) -> Result<()> {
        let key = (column, unit / STRETCH);
        if !self.stretches.contains_key(&key) {
            if self.stretches.len() >= KEPT {
                self.flush()?;
            }
            let cells = self.read(key)?;
            self.stretches.insert(key, cells);
        }
        let Some(cells) = self.stretches.get_mut(&key) else { return Ok(()) };
        let place = (unit % STRETCH) as u16;
        match (cells.binary_search_by_key(&place, |(unit, _)| *unit), cell) {
            (Ok(at), Some(cell)) => cells[at].1 = cell,
            (Ok(at), None) => drop(cells.remove(at)),
            (Err(at), Some(cell)) => cells.insert(at, (place, cell)),
            (Err(_), None) => {}
        }
        Ok(())
    }

    /// Notes that a cell of a unit came, with a note or without.
    pub(super) fn reported(&mut self, indicator: i64, unit: i64, noted: bool) -> Result<()> {
        let key = (indicator, unit / STRETCH);
        if !self.reporters.contains_key(&key) {
            let known = self
                .conn
                .prepare_cached(include_str!("../sql/reporter.sql"))?
                .query_row(key, |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            self.reporters.insert(key, known.unwrap_or_default());
        }
        let Some((units, ever_noted)) = self.reporters.get_mut(&key) else { return Ok(()) };
        *ever_noted |= noted;
        let place = (unit % STRETCH) as usize;
        if units.len() <= place / 8 {
            units.resize(place / 8 + 1, 0);
        }
        units[place / 8] |= 1 << (place % 8);
        Ok(())
    }

    /// Writes what was put.
    pub(super) fn flush(&mut self) -> Result<()> {
        let mut put = self.conn.prepare_cached(include_str!("../sql/column_put.sql"))?;
        let mut clear = self.conn.prepare_cached(include_str!("../sql/column_clear.sql"))?;
        for (((indicator, measure, period), stretch), cells) in std::mem::take(&mut self.stretches) {
            let key = (indicator, measure.code(), period, stretch);
            match cells.is_empty() {
                true => clear.execute(key)?,
                false => put.execute((indicator, measure.code(), period, stretch, pack(&cells)))?,
            };
        }
        let mut note = self.conn.prepare_cached(include_str!("../sql/reporter_put.sql"))?;
        for ((indicator, stretch), (units, noted)) in std::mem::take(&mut self.reporters) {
            note.execute((indicator, stretch, units, noted))?;
        }
        Ok(())
    }

    fn read(&self, ((indicator, measure, period), stretch): (Column, i64)) -> Result<Cells> {
        let bytes: Option<Vec<u8>> = self
            .conn
            .prepare_cached(include_str!("../sql/column_stretch.sql"))?
            .query_row((indicator, measure.code(), period, stretch), |row| row.get(0))
            .optional()?;
        let mut cells = Cells::new();
        unpack(&bytes.unwrap_or_default(), |unit, cell| cells.push((unit, cell)))?;
        Ok(cells)
    }
}
