//! The derived lines of results: who, when and where as local numbers in the order the roll-up
//! reads them, and the value as an integer in the indicator's unit of measure. The exact text stays
//! in the fact.

use std::collections::HashMap;

use domain::kernel::{Decimal, IndicatorId, Period, Uom, convert};
use domain::ledger::{Row, RowRef, are_in_conflict};
use domain::results::{CellState, Measure, ResultKey};
use rusqlite::{CachedStatement, Connection, OptionalExtension as _};

use super::apply::Came;
use super::column::{Cell, Said};
use super::columns::Columns;
use crate::error::{Result, StoreError};
use crate::read::{self, Obstacle};

/// In what an indicator is measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    /// As its definition says.
    Known {
        /// The unit of measure.
        uom: Uom,
        /// The decimals that are kept.
        decimals: u32,
    },
    /// Its definition has not come, or says nothing of it.
    Unknown,
    /// Its definitions contradict each other.
    Contested,
}

impl Scale {
    /// What the heads of a definition say together.
    pub(super) fn of<'a>(heads: impl Iterator<Item = &'a Row>) -> Self {
        let mut scales = heads.filter(|row| !row.retracted).map(|row| {
            let uom = row.content.parse("uom").ok()?;
            Some(Self::Known { uom, decimals: row.content.parse("decimals").ok()? })
        });
        let Some(Some(first)) = scales.next() else { return Self::Unknown };
        if scales.all(|other| other.as_ref() == Some(&first)) { first } else { Self::Contested }
    }

    /// The value as an integer, or what keeps it from being one.
    fn apply(&self, value: Decimal, typed: &Uom) -> std::result::Result<i64, Obstacle> {
        let (uom, decimals) = match self {
            Self::Known { uom, decimals } => (uom, *decimals),
            Self::Unknown => return Err(Obstacle::NoIndicator),
            Self::Contested => return Err(Obstacle::ContestedIndicator),
        };
        let value = convert(value, typed, uom).ok_or(Obstacle::UnitOfMeasure)?;
        let power = 10_i64.checked_pow(decimals).ok_or(Obstacle::Range)?;
        let scaled = value.checked_mul(power.into()).ok_or(Obstacle::Range)?;
        if !scaled.fract().is_zero() {
            return Err(Obstacle::Decimals);
        }
        scaled.trunc().try_into().map_err(|_| Obstacle::Range)
    }
}

/// A cell as local numbers.
pub(super) struct Place {
    pub(super) indicator: IndicatorId,
    indicator_no: i64,
    measure: Measure,
    period_no: i64,
    org_unit_no: i64,
}

impl Place {
    fn column(&self) -> (i64, Measure, i64) {
        (self.indicator_no, self.measure, self.period_no)
    }
}

/// Writes the derived lines of results.
pub(super) struct Results<'a> {
    conn: &'a Connection,
    names: HashMap<String, i64>,
    /// None: the table had none when it was asked.
    periods: HashMap<Period, Option<i64>>,
    insert: CachedStatement<'a>,
    supersede: CachedStatement<'a>,
    columns: Columns<'a>,
}

impl<'a> Results<'a> {
    pub(super) fn new(conn: &'a Connection) -> Result<Self> {
        Ok(Self {
            conn,
            names: HashMap::new(),
            periods: HashMap::new(),
            insert: conn.prepare_cached(include_str!("../sql/derived_result_insert.sql"))?,
            supersede: conn.prepare_cached(include_str!("../sql/derived_result_supersede.sql"))?,
            columns: Columns::new(conn)?,
        })
    }

    /// The local numbers of a cell, made where there are none.
    pub(super) fn place(&mut self, key: &str) -> Result<Place> {
        let key = ResultKey::from_text(key).map_err(|_| damaged())?;
        Ok(Place {
            indicator_no: self.name_no(key.indicator.as_str())?,
            measure: key.measure,
            period_no: self.period_no(&key)?,
            org_unit_no: self.name_no(key.org_unit.as_str())?,
            indicator: key.indicator,
        })
    }

    /// Writes the line of a version.
    pub(super) fn insert(&mut self, place: &Place, came: &Came<'_>, scale: &Scale) -> Result<()> {
        let (state, value) = said(came.row)?;
        let scaled = value.map(|(value, uom)| scale.apply(value, &uom));
        self.insert.execute((
            place.indicator_no,
            place.measure.code(),
            place.period_no,
            place.org_unit_no,
            came.row_no,
            came.arrived,
            came.superseded,
            state,
            scaled.and_then(Result::ok),
            scaled.and_then(Result::err).map(Obstacle::code),
        ))?;
        Ok(())
    }

    /// What is current of a cell; none if nothing was ever said of it.
    pub(super) fn cell(&mut self, place: &Place) -> Result<Option<Cell>> {
        self.columns.get(place.column(), place.org_unit_no)
    }

    /// The same of a key, without making local numbers.
    pub(super) fn cell_of_key(&mut self, key: &str) -> Result<Option<Cell>> {
        let key = ResultKey::from_text(key).map_err(|_| damaged())?;
        let Some(period) = self.known_period_no(key.period)? else { return Ok(None) };
        let Some(indicator) = self.known_name_no(key.indicator.as_str())? else { return Ok(None) };
        let Some(unit) = self.known_name_no(key.org_unit.as_str())? else { return Ok(None) };
        self.columns.get((indicator, key.measure, period), unit)
    }

    /// Puts the first row of a cell into its column; tells whether nothing else has to be known of it.
    pub(super) fn put_alone(&mut self, place: &Place, came: &Came<'_>, scale: &Scale) -> Result<bool> {
        let cell = cell_of(came.row, came.row_no, scale)?;
        let alone = cell.said != Said::Obstructed;
        if alone {
            self.columns.put(place.column(), place.org_unit_no, Cell { alone, ..cell })?;
            self.note(place, came.row)?;
        }
        Ok(alone)
    }

    fn note(&mut self, place: &Place, row: &Row) -> Result<()> {
        self.columns.reported(place.indicator_no, place.org_unit_no, row.content.get("note").is_some())
    }

    /// Brings the cell of a row that came up to date in its column.
    pub(super) fn refresh(&mut self, place: &Place, row: &Row, scale: &Scale) -> Result<()> {
        self.note(place, row)?;
        let cell = self.current_cell(place, scale)?;
        self.columns.put(place.column(), place.org_unit_no, cell)
    }

    /// What the heads of a cell say together.
    fn current_cell(&self, place: &Place, scale: &Scale) -> Result<Cell> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/heads_of_cell.sql"))?;
        let (measure, period, unit) = (place.measure.code(), place.period_no, place.org_unit_no);
        let mut rows = statement.query((place.indicator_no, measure, period, unit))?;
        let mut heads: Vec<(RowRef, Row, i64)> = Vec::new();
        while let Some(row) = rows.next()? {
            let text: String = row.get(3)?;
            heads.push((read::row_ref(row, 0)?, Row::from_known_text(&text)?, row.get(4)?));
        }
        if are_in_conflict(heads.iter().map(|(_, row, _)| row)) {
            let row = heads.first().map_or(0, |(.., row)| *row);
            return Ok(Cell { said: Said::Conflict, row, ..Cell::default() });
        }
        heads.sort_by(|a, b| a.0.cmp(&b.0));
        match heads.first() {
            Some((_, row, row_no)) => cell_of(row, *row_no, scale),
            None => Ok(Cell { said: Said::Gone, ..Cell::default() }),
        }
    }

    /// Writes what was kept back.
    pub(super) fn finish(&mut self) -> Result<()> {
        self.columns.flush()
    }

    /// A version of the cell was replaced.
    pub(super) fn supersede(&mut self, place: &Place, row_no: i64, arrived: i64) -> Result<()> {
        let measure = place.measure.code();
        self.supersede.execute((
            place.indicator_no,
            measure,
            place.period_no,
            place.org_unit_no,
            row_no,
            arrived,
        ))?;
        Ok(())
    }

    /// The definition of an indicator changed: all its numbers are computed again. Gives the cells that were
    /// alone and have no integer any more.
    pub(super) fn rescale(&mut self, indicator: &IndicatorId, scale: &Scale) -> Result<Vec<(Place, i64)>> {
        let Some(indicator_no) = self.known_name_no(indicator.as_str())? else { return Ok(Vec::new()) };
        self.rescale_lines(indicator_no, scale)?;
        let mut obstructed = Vec::new();
        for ((_, measure, period_no), org_unit_no, old) in self.columns.of_indicator(indicator_no)? {
            let place = Place { indicator: indicator.clone(), indicator_no, measure, period_no, org_unit_no };
            if !old.alone {
                let cell = self.current_cell(&place, scale)?;
                self.columns.put(place.column(), org_unit_no, cell)?;
                continue;
            }
            if let Said::Number(..) = old.said {
                let cell = cell_of(&read::row_by_no(self.conn, old.row)?.1, old.row, scale)?;
                match cell.said {
                    Said::Obstructed => obstructed.push((place, old.row)),
                    _ => self.columns.put(place.column(), org_unit_no, Cell { alone: true, ..cell })?,
                }
            }
        }
        Ok(obstructed)
    }

    fn rescale_lines(&self, indicator_no: i64, scale: &Scale) -> Result<()> {
        let mut numbers = self.conn.prepare_cached(include_str!("../sql/numbers_of_indicator.sql"))?;
        let texts: Vec<(String, i64, i64, i64, String)> = numbers
            .query_map([indicator_no], |row| {
                Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
            })?
            .collect::<rusqlite::Result<_>>()?;
        let mut update = self.conn.prepare_cached(include_str!("../sql/derived_result_rescale.sql"))?;
        for (measure, period_no, org_unit_no, row_no, text) in texts {
            let (_, value) = said(&Row::from_known_text(&text)?)?;
            let scaled = value.map(|(value, uom)| scale.apply(value, &uom));
            let (scaled, obstacle) =
                (scaled.and_then(Result::ok), scaled.and_then(Result::err).map(Obstacle::code));
            update.execute((indicator_no, &measure, period_no, org_unit_no, row_no, scaled, obstacle))?;
        }
        Ok(())
    }

    fn known_period_no(&mut self, period: Period) -> Result<Option<i64>> {
        if let Some(no) = self.periods.get(&period) {
            return Ok(*no);
        }
        let mut statement = self.conn.prepare_cached("SELECT no FROM derived_period WHERE text = ?1")?;
        let no = statement.query_row([period.to_string()], |row| row.get(0)).optional()?;
        self.periods.insert(period, no);
        Ok(no)
    }

    fn known_name_no(&mut self, text: &str) -> Result<Option<i64>> {
        if let Some(no) = self.names.get(text) {
            return Ok(Some(*no));
        }
        let mut statement = self.conn.prepare_cached("SELECT no FROM derived_name WHERE text = ?1")?;
        let no = statement.query_row([text], |row| row.get(0)).optional()?;
        self.names.extend(no.map(|no| (text.to_owned(), no)));
        Ok(no)
    }

    pub(super) fn name_no(&mut self, text: &str) -> Result<i64> {
        if let Some(no) = self.known_name_no(text)? {
            return Ok(no);
        }
        self.conn.prepare_cached("INSERT INTO derived_name (text) VALUES (?1)")?.execute([text])?;
        let no = self.conn.last_insert_rowid();
        self.names.insert(text.to_owned(), no);
        Ok(no)
    }

    fn period_no(&mut self, key: &ResultKey) -> Result<i64> {
        if let Some(no) = self.known_period_no(key.period)? {
            return Ok(no);
        }
        let days = (key.period.first_day().to_string(), key.period.last_day().to_string());
        self.conn
            .prepare_cached("INSERT INTO derived_period (text, first_day, last_day) VALUES (?1, ?2, ?3)")?
            .execute((key.period.to_string(), days.0, days.1))?;
        let no = self.conn.last_insert_rowid();
        self.periods.insert(key.period, Some(no));
        Ok(no)
    }
}

/// The state a row gives its cell, and the number if it is one.
fn said(row: &Row) -> Result<(&'static str, Option<(Decimal, Uom)>)> {
    if row.retracted {
        return Ok(("retracted", None));
    }
    Ok(match CellState::from_fields(&row.content).map_err(|_| damaged())? {
        CellState::Number { value, uom, .. } => ("number", Some((value, uom))),
        CellState::Nil => ("nil", None),
        CellState::NotApplicable => ("na", None),
    })
}

/// What a row by itself puts into its column.
fn cell_of(row: &Row, row_no: i64, scale: &Scale) -> Result<Cell> {
    if row.retracted {
        return Ok(Cell { said: Said::Gone, ..Cell::default() });
    }
    let content = &row.content;
    let said = match CellState::from_fields(content).map_err(|_| damaged())? {
        CellState::Number { value, uom, qualifier } => match scale.apply(value, &uom) {
            Ok(scaled) => Said::Number(scaled, qualifier),
            Err(_) => Said::Obstructed,
        },
        CellState::Nil => Said::Nil,
        CellState::NotApplicable => Said::NotApplicable,
    };
    let (evidence, noted) = (content.under("evidence").next().is_some(), content.get("note").is_some());
    Ok(Cell { said, evidence, noted, replaces: !row.replaces.is_empty(), alone: false, row: row_no })
}

fn damaged() -> StoreError {
    StoreError::Damaged { newest_backup: None }
}
