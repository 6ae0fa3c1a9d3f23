//! What is current of cells as integers, column by column: one indicator, measure and period at a time,
//! in the order of the units' local numbers, which is nearly that of the tree.

use std::collections::{HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use domain::kernel::{EntryId, IndicatorId, Period, Qualifier, WriterId};
use domain::ledger::entry_id;
use domain::results::{Measure, ResultKey};
use rusqlite::OptionalExtension as _;

use super::Reader;
use crate::derive::column::{Cell, STRETCH, Said, runs, unpack};
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

/// What is current of the cells of units that follow each other, where they differ in nothing but their numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRun<'a> {
    /// The local numbers of the units.
    pub units: Range<u32>,
    /// What they say.
    pub said: ColumnSaid<'a>,
    /// Evidence is attached.
    pub evidence: bool,
    /// There is a note.
    pub noted: bool,
    /// Something else stood there before.
    pub replaces: bool,
    /// The local number of the first one's row.
    pub first_row: i64,
    /// How far the row of each is from that of the one before.
    pub step: i64,
}

impl ColumnRun<'_> {
    /// The row of the cell that comes after so many others.
    pub fn row(&self, at: usize) -> i64 {
        self.first_row.wrapping_add(self.step.wrapping_mul(at as i64))
    }
}

/// What cells say to a roll-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnSaid<'a> {
    /// Numbers, × 10^decimals in the indicator's unit of measure.
    Numbers(&'a [i64], Qualifier),
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
        mut each: impl FnMut(ColumnRun<'_>),
    ) -> Result<()> {
        let (first, last) = (i64::from(*units.start()) / STRETCH, i64::from(*units.end()) / STRETCH);
        let mut statement = self.conn.prepare_cached(include_str!("../sql/column_stretches.sql"))?;
        let mut rows =
            statement.query((column.indicator_no, column.measure.code(), column.period_no, first, last))?;
        let (first, after) = (*units.start(), units.end().saturating_add(1));
        let mut laid_out = Vec::new();
        while let Some(row) = rows.next()? {
            let begins = (row.get::<_, i64>(0)? * STRETCH) as u32;
            runs(row.get_ref(1)?.as_blob().map_err(|_| damaged())?, &mut laid_out, |run| {
                let Range { start, end } = run.units;
                let (from, to) = ((begins + start).max(first), (begins + end).min(after));
                if from >= to {
                    return;
                }
                let within = (from - begins - start) as usize..(to - begins - start) as usize;
                let skipped = within.start as i64;
                let said = match run.first.said {
                    Said::Number(_, qualifier) => {
                        ColumnSaid::Numbers(run.numbers.get(within).unwrap_or_default(), qualifier)
                    }
                    Said::Nil => ColumnSaid::Nil,
                    Said::NotApplicable => ColumnSaid::NotApplicable,
                    Said::Conflict => ColumnSaid::Conflict,
                    Said::Obstructed => ColumnSaid::Obstructed,
                    Said::Gone => return,
                };
                let Cell { evidence, noted, replaces, row, .. } = run.first;
                let (first_row, step) = (row.wrapping_add(run.step.wrapping_mul(skipped)), run.step);
                each(ColumnRun { units: from..to, said, evidence, noted, replaces, first_row, step });
            })?;
        }
        Ok(())
    }

    /// Of the cells of a column of which more than one version came the row of the first, by the unit's local number:
    /// of some units, or of more.
    pub fn first_rows(&self, column: &Column, units: &[u32]) -> Result<HashMap<u32, i64>> {
        const FEW: usize = 8;
        let whole = [0..=u32::MAX];
        let each = units.iter().map(|unit| *unit..=*unit);
        let ranges: Vec<_> = if units.len() <= FEW { each.collect() } else { whole.into() };
        let mut statement = self.conn.prepare_cached(include_str!("../sql/first_rows.sql"))?;
        let mut found = HashMap::new();
        for units in ranges {
            let (measure, period) = (column.measure.code(), column.period_no);
            let place = (column.indicator_no, measure, period, units.start(), units.end());
            let mut rows = statement.query(place)?;
            while let Some(row) = rows.next()? {
                found.insert(row.get(0)?, row.get(1)?);
            }
        }
        Ok(found)
    }

    /// Whether a cell of an indicator ever came of one of some units, given by their local numbers in order; it
    /// may have been taken back.
    pub fn ever_came(&self, indicator: &IndicatorId, units: &[u32]) -> Result<bool> {
        let Some(indicator) = self.number(indicator.as_str())? else { return Ok(false) };
        let mut statement = self.conn.prepare_cached(
            "SELECT stretch, units FROM derived_reporter WHERE indicator_no = ?1 ORDER BY stretch",
        )?;
        let mut rows = statement.query([indicator])?;
        let mut rest = units;
        while let Some(row) = rows.next()? {
            let begins = (row.get::<_, i64>(0)? * STRETCH) as u32;
            let came = row.get_ref(1)?.as_blob().map_err(|_| damaged())?;
            let from = rest.partition_point(|unit| *unit < begins);
            let to = rest.partition_point(|unit| *unit < begins + STRETCH as u32);
            let has_bit = |unit: &u32| {
                let at = unit - begins;
                came.get(at as usize / 8).is_some_and(|byte| byte >> (at % 8) & 1 == 1)
            };
            if rest[from..to].iter().any(has_bit) {
                return Ok(true);
            }
            rest = &rest[to..];
        }
        Ok(false)
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
