//! Writes the packed columns. Stretches that are written to are kept unpacked until everything came, so that
//! an import packs each once.

use std::collections::BTreeMap;

use domain::results::Measure;
use rusqlite::{Connection, OptionalExtension as _};

use super::column::{Cell, Cells, STRETCH, pack, unpack};
use crate::error::{Result, StoreError};

/// Indicator, measure and period, by their local numbers.
pub(super) type Column = (i64, Measure, i64);

/// More unpacked stretches than this are written and let go.
const KEPT: usize = 2048;

/// Who of a stretch reported.
#[derive(Default)]
struct Reporters {
    /// The units of which a cell ever came, a bit each.
    units: Vec<u8>,
    /// Whether one came with a note.
    noted: bool,
    is_new: bool,
}

/// The cells of a stretch, and whether they were written to.
#[derive(Default)]
struct Stretch {
    cells: Cells,
    is_new: bool,
}

pub(super) struct Columns<'a> {
    conn: &'a Connection,
    stretches: BTreeMap<(Column, i64), Stretch>,
    reporters: BTreeMap<(i64, i64), Reporters>,
}

impl<'a> Columns<'a> {
    pub(super) fn new(conn: &'a Connection) -> Result<Self> {
        Ok(Self { conn, stretches: BTreeMap::new(), reporters: BTreeMap::new() })
    }

    /// What is current of a cell; none if nothing was ever said of it.
    pub(super) fn get(&mut self, column: Column, unit: i64) -> Result<Option<Cell>> {
        let place = (unit % STRETCH) as u16;
        let cells = &self.stretch((column, unit / STRETCH))?.cells;
        let at = cells.binary_search_by_key(&place, |(unit, _)| *unit);
        Ok(at.ok().and_then(|at| cells.get(at)).map(|(_, cell)| *cell))
    }

    /// Puts what is current of a cell in the place of what was.
    pub(super) fn put(&mut self, column: Column, unit: i64, cell: Cell) -> Result<()> {
        let place = (unit % STRETCH) as u16;
        let stretch = self.stretch((column, unit / STRETCH))?;
        stretch.is_new = true;
        match stretch.cells.binary_search_by_key(&place, |(unit, _)| *unit) {
            Ok(at) => stretch.cells[at].1 = cell,
            Err(at) => stretch.cells.insert(at, (place, cell)),
        }
        Ok(())
    }

    fn stretch(&mut self, key: (Column, i64)) -> Result<&mut Stretch> {
        if !self.stretches.contains_key(&key) {
            if self.stretches.len() >= KEPT {
                self.flush()?;
            }
            let cells = self.read(key)?;
            self.stretches.insert(key, Stretch { cells, is_new: false });
        }
        Ok(self.stretches.entry(key).or_default())
    }

    /// All cells of an indicator, each with its column and unit.
    pub(super) fn of_indicator(&mut self, indicator: i64) -> Result<Vec<(Column, i64, Cell)>> {
        self.flush()?;
        let mut statement = self.conn.prepare_cached(include_str!("../sql/cells_of_indicator.sql"))?;
        let mut rows = statement.query([indicator])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            let measure: String = row.get(0)?;
            let column = (indicator, measure.parse().map_err(|_| damaged())?, row.get(1)?);
            let begins = row.get::<_, i64>(2)? * STRETCH;
            unpack(row.get_ref(3)?.as_blob().map_err(|_| damaged())?, |place, cell| {
                found.push((column, begins + i64::from(place), cell));
            })?;
        }
        Ok(found)
    }

    /// Notes that a cell of a unit came, with a note or without.
    pub(super) fn reported(&mut self, indicator: i64, unit: i64, noted: bool) -> Result<()> {
        let key = (indicator, unit / STRETCH);
        if !self.reporters.contains_key(&key) {
            let known = self
                .conn
                .prepare_cached(include_str!("../sql/reporter.sql"))?
                .query_row(key, |row| Ok(Reporters { units: row.get(0)?, noted: row.get(1)?, is_new: false }))
                .optional()?;
            self.reporters.insert(key, known.unwrap_or_default());
        }
        let Some(known) = self.reporters.get_mut(&key) else { return Ok(()) };
        let (place, bit) = ((unit % STRETCH) as usize / 8, 1 << (unit % 8));
        if known.units.len() <= place {
            known.units.resize(place + 1, 0);
        }
        known.is_new |= known.units[place] & bit == 0 || (noted && !known.noted);
        known.units[place] |= bit;
        known.noted |= noted;
        Ok(())
    }

    /// Writes what was put.
    pub(super) fn flush(&mut self) -> Result<()> {
        let mut put = self.conn.prepare_cached(include_str!("../sql/column_put.sql"))?;
        for (((indicator, measure, period), stretch), found) in std::mem::take(&mut self.stretches) {
            if found.is_new {
                put.execute((indicator, measure.code(), period, stretch, pack(&found.cells)))?;
            }
        }
        let mut note = self.conn.prepare_cached(include_str!("../sql/reporter_put.sql"))?;
        for ((indicator, stretch), Reporters { units, noted, is_new }) in std::mem::take(&mut self.reporters)
        {
            if is_new {
                note.execute((indicator, stretch, units, noted))?;
            }
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

fn damaged() -> StoreError {
    StoreError::Damaged { newest_backup: None }
}
