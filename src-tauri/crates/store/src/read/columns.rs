//! What is current of cells as integers, column by column: one indicator, measure and period at a time,
//! in the order of the units' local numbers, which is nearly that of the tree.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use domain::kernel::{EntryId, IndicatorId, Period, Qualifier, WriterId};
use domain::ledger::entry_id;
use domain::results::{Measure, ResultKey};
use rusqlite::OptionalExtension as _;

use super::Reader;
use crate::derive::column::{STRETCH, Said, unpack};
use crate::error::{Result, StoreError};

/// One indicator, measure and period of which a cell came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Over which stretch it was measured.
    pub measure: Measure,
    /// When.
    pub period: Period,
    indicator_no: i64,
    period_no: i64,
}

/// What is current of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ColumnCell {
    /// The local number of its unit.
    pub unit: u32,
    /// What it says.
    pub said: ColumnSaid,
    /// Evidence is attached.
    pub evidence: bool,
    /// There is a note.
    pub noted: bool,
    /// Something else stood there before.
    pub replaces: bool,
    /// The local number of its row.
    pub row: i64,
}

/// What a cell says to a roll-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnSaid {
    /// A number, × 10^decimals in the indicator's unit of measure.
    Number(i64, Qualifier),
    /// 零报告.
    Nil,
    /// 不适用.
    NotApplicable,
    /// The heads say different things: left out and named.
    Conflict,
    /// A number that has no such integer: it has to be read as it was said.
    Obstructed,
}

impl Reader<'_> {
    /// The columns of an indicator that have a cell.
    pub fn columns(&self, indicator: &IndicatorId) -> Result<Vec<Column>> {
        let Some(indicator_no) = self.number(indicator.as_str())? else { return Ok(Vec::new()) };
        let mut statement = self.conn.prepare_cached(include_str!("../sql/columns_of_indicator.sql"))?;
        let mut rows = statement.query([indicator_no])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(Column {
                measure: text(row, 0)?.parse().map_err(|_| damaged())?,
                period: text(row, 1)?.parse().map_err(|_| damaged())?,
                indicator_no,
                period_no: row.get(2)?,
            });
        }
        Ok(found)
    }

    /// Hands over the cells of a column of the units in a range of local numbers, in order.
    pub fn column(
        &self,
        column: &Column,
        units: RangeInclusive<u32>,
        mut each: impl FnMut(ColumnCell),
    ) -> Result<()> {
        let (first, last) = (i64::from(*units.start()) / STRETCH, i64::from(*units.end()) / STRETCH);
        let mut statement = self.conn.prepare_cached(include_str!("../sql/column_stretches.sql"))?;
        let mut rows =
            statement.query((column.indicator_no, column.measure.code(), column.period_no, first, last))?;
        while let Some(row) = rows.next()? {
            let begins = (row.get::<_, i64>(0)? * STRETCH) as u32;
            unpack(row.get_ref(1)?.as_blob().map_err(|_| damaged())?, |place, cell| {
                let unit = begins + u32::from(place);
                if units.contains(&unit) {
                    let said = match cell.said {
                        Said::Number(value, qualifier) => ColumnSaid::Number(value, qualifier),
                        Said::Nil => ColumnSaid::Nil,
                        Said::NotApplicable => ColumnSaid::NotApplicable,
                        Said::Conflict => ColumnSaid::Conflict,
                        Said::Obstructed => ColumnSaid::Obstructed,
                        Said::Gone => return,
                    };
                    let (evidence, noted, replaces) = (cell.evidence, cell.noted, cell.replaces);
                    each(ColumnCell { unit, said, evidence, noted, replaces, row: cell.row });
                }
            })?;
        }
        Ok(())
    }

    /// The units of which a cell of an indicator ever came, by local numbers; some may have taken it back.
    pub fn reporters(&self, indicator: &IndicatorId, mut each: impl FnMut(u32)) -> Result<()> {
        let Some(indicator) = self.number(indicator.as_str())? else { return Ok(()) };
        let mut statement = self.conn.prepare_cached(
            "SELECT stretch, units FROM derived_reporter WHERE indicator_no = ?1 ORDER BY stretch",
        )?;
        let mut rows = statement.query([indicator])?;
        while let Some(row) = rows.next()? {
            let begins = (row.get::<_, i64>(0)? * STRETCH) as u32;
            let units = row.get_ref(1)?.as_blob().map_err(|_| damaged())?;
            for (at, byte) in (0_u32..).zip(units) {
                (0..8).filter(|bit| byte >> bit & 1 == 1).for_each(|bit| each(begins + at * 8 + bit));
            }
        }
        Ok(())
    }

    /// Whether a cell of an indicator ever came with a note.
    pub fn has_notes(&self, indicator: &IndicatorId) -> Result<bool> {
        let Some(indicator) = self.number(indicator.as_str())? else { return Ok(false) };
        let mut statement =
            self.conn.prepare_cached("SELECT 1 FROM derived_reporter WHERE indicator_no = ?1 AND noted")?;
        Ok(statement.exists([indicator])?)
    }

    /// The local number of a unit or an indicator; none: it was not heard of.
    pub fn number_of(&self, id: &str) -> Result<Option<u32>> {
        Ok(self.number(id)?.and_then(|number| number.try_into().ok()))
    }

    /// All periods of which a cell had come.
    pub fn periods(&self) -> Result<Vec<Period>> {
        let by_then = if self.is_now() { None } else { Some(self.periods_by_then()?) };
        let mut statement = self.conn.prepare_cached("SELECT no, text FROM derived_period")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if by_then.as_ref().is_none_or(|known| row.get(0).is_ok_and(|no: i64| known.contains(&no))) {
                found.push(row.get::<_, String>(1)?.parse().map_err(|_| damaged())?);
            }
        }
        Ok(found)
    }

    /// The numbers of the periods of which a cell had come by an earlier arrival.
    fn periods_by_then(&self) -> Result<HashSet<i64>> {
        let last = self.last_row()?;
        let mut kept =
            self.conn.prepare("SELECT DISTINCT period_no FROM derived_result WHERE arrived <= ?1")?;
        let mut found: HashSet<i64> =
            kept.query_map([self.at], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut columns = self.conn.prepare("SELECT period_no, cells FROM derived_column")?;
        let mut rows = columns.query([])?;
        while let Some(row) = rows.next()? {
            let period = row.get(0)?;
            if !found.contains(&period) {
                unpack(row.get_ref(1)?.as_blob().map_err(|_| damaged())?, |_, cell| {
                    found.extend((cell.alone && cell.row <= last).then_some(period));
                })?;
            }
        }
        Ok(found)
    }

    /// The entry of a row.
    pub fn entry_of(&self, row: i64) -> Result<EntryId> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/entry_of_row.sql"))?;
        Ok(statement
            .query_row([row], |run| Ok(entry_id(&WriterId::new(run.get::<_, String>(0)?), run.get(1)?)))?)
    }

    /// The local number the next row will have.
    pub fn next_row(&self) -> Result<i64> {
        super::next_row(self.conn)
    }

    /// Where stretches of rows that came with one entry begin, in order, of those after a row.
    pub fn entries_begin(&self, after: i64) -> Result<Vec<i64>> {
        let mut statement = self.conn.prepare_cached(match after {
            // The index alone knows it of all rows; their texts need not be passed over.
            0 => "SELECT first_row, entry_no FROM fact_rows INDEXED BY sqlite_autoindex_fact_rows_1 WHERE ?1 = 0",
            _ => "SELECT first_row, entry_no FROM fact_rows WHERE first_row > ?1",
        })?;
        let mut runs: Vec<(i64, i64)> = statement
            .query_map([after], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        runs.sort_unstable();
        runs.dedup_by_key(|(_, entry)| *entry);
        Ok(runs.into_iter().map(|(first, _)| first).collect())
    }

    /// The row of a cell of which only one version ever came; none where there is no such cell, or more is known
    /// of it.
    pub(super) fn alone(&self, key: &str) -> Result<Option<i64>> {
        let Ok(key) = ResultKey::from_text(key) else { return Ok(None) };
        let (indicator, unit) = (self.number(key.indicator.as_str())?, self.number(key.org_unit.as_str())?);
        let (Some(indicator), Some(unit), Some(period)) = (indicator, unit, self.period_number(key.period)?)
        else {
            return Ok(None);
        };
        let mut statement = self.conn.prepare_cached(include_str!("../sql/column_stretch.sql"))?;
        let place = (indicator, key.measure.code(), period, unit / STRETCH);
        let bytes: Option<Vec<u8>> = statement.query_row(place, |row| row.get(0)).optional()?;
        let mut found = None;
        unpack(&bytes.unwrap_or_default(), |place, cell| {
            if i64::from(place) == unit % STRETCH && cell.alone {
                found = Some(cell.row);
            }
        })?;
        let last = self.last_row()?;
        Ok(found.filter(|row| *row <= last))
    }

    /// The rows of all cells of which only one version ever came.
    pub(super) fn all_alone(&self) -> Result<Vec<i64>> {
        let last = self.last_row()?;
        let mut statement = self.conn.prepare("SELECT cells FROM derived_column")?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            unpack(row.get_ref(0)?.as_blob().map_err(|_| damaged())?, |_, cell| {
                found.extend((cell.alone && cell.row <= last).then_some(cell.row));
            })?;
        }
        found.sort_unstable();
        Ok(found)
    }

    pub(super) fn number(&self, text: &str) -> Result<Option<i64>> {
        let mut statement = self.conn.prepare_cached("SELECT no FROM derived_name WHERE text = ?1")?;
        Ok(statement.query_row([text], |row| row.get(0)).optional()?)
    }

    fn period_number(&self, period: Period) -> Result<Option<i64>> {
        let mut statement = self.conn.prepare_cached("SELECT no FROM derived_period WHERE text = ?1")?;
        Ok(statement.query_row([period.to_string()], |row| row.get(0)).optional()?)
    }
}

fn text<'r>(row: &'r rusqlite::Row<'_>, at: usize) -> Result<&'r str> {
    row.get_ref(at)?.as_str().map_err(|_| damaged())
}

fn damaged() -> StoreError {
    StoreError::Damaged { newest_backup: None }
}
