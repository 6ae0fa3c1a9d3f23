//! One fact more: what changes in the derived tables. The outcome does not depend on the order in
//! which rows come: a row may come before the row it replaces, and a result before its indicator.

use std::collections::HashMap;

use domain::kernel::{IndicatorId, WriterId};
use domain::ledger::{EntryHeader, Row, RowKind, RowRef};
use rusqlite::{CachedStatement, Connection, OptionalExtension as _, named_params};

use super::results::{Place, Results, Scale};
use super::units::{self, Units};
use crate::error::Result;
use crate::read::{self, Reader, Version};

/// Keeps the derived tables up while rows come in; remembers local numbers on the way, and holds its
/// statements, since they run once for every row of a paste.
pub(crate) struct Applier<'a> {
    conn: &'a Connection,
    results: Results<'a>,
    units: Units<'a>,
    scales: HashMap<IndicatorId, Scale>,
    /// Whether a row of this entry is replaced by one that came before it.
    awaited: Option<(WriterId, u32, bool)>,
    has_version: CachedStatement<'a>,
    find_superseded: CachedStatement<'a>,
    insert_version: CachedStatement<'a>,
    insert_replacement: CachedStatement<'a>,
    find_current: CachedStatement<'a>,
    supersede_version: CachedStatement<'a>,
}

impl<'a> Applier<'a> {
    pub(crate) fn new(conn: &'a Connection) -> Result<Self> {
        Ok(Self {
            conn,
            results: Results::new(conn)?,
            units: Units::new(conn),
            scales: HashMap::new(),
            awaited: None,
            has_version: conn
                .prepare_cached("SELECT 1 FROM derived_version WHERE kind = ?1 AND key = ?2 LIMIT 1")?,
            find_superseded: conn.prepare_cached(include_str!("../sql/superseded.sql"))?,
            insert_version: conn.prepare_cached(include_str!("../sql/version_insert.sql"))?,
            insert_replacement: conn.prepare_cached(include_str!("../sql/replacement_insert.sql"))?,
            find_current: conn.prepare_cached(include_str!("../sql/current_version_at.sql"))?,
            supersede_version: conn.prepare_cached(include_str!("../sql/version_supersede.sql"))?,
        })
    }

    /// A row came, with an arrival that is not before any other. `row_no` is its local number.
    pub(crate) fn row(&mut self, row_no: i64, at: &RowRef, row: &Row, arrived: i64) -> Result<()> {
        if row.kind == RowKind::Result {
            return self.result(row_no, at, row, arrived);
        }
        let indicator = (row.kind == RowKind::Indicator).then(|| IndicatorId::new(row.key.as_str()));
        let before = indicator.as_ref().map(|indicator| self.scale(indicator)).transpose()?;
        let marked = self.version(row_no, at, row, arrived)?;
        if let Some(unit) = units::unit_of(row) {
            // Units come in the order of the tree: numbered as they come, a subtree is nearly a range.
            let number = self.results.name_no(unit.as_str())?;
            if marked.is_first && marked.superseded.is_none() {
                self.units.put(number, &unit, row.kind, &[row])?;
            } else {
                let heads = Reader::now(self.conn).kept_versions(row.kind, &row.key)?;
                let heads: Vec<&Row> = heads.iter().map(|head| &head.row).collect();
                self.units.put(number, &unit, row.kind, &heads)?;
            }
        }
        if let (Some(indicator), Some(before)) = (indicator, before) {
            self.scales.remove(&indicator);
            let after = self.scale(&indicator)?;
            if after != before {
                for (place, row_no) in self.results.rescale(&indicator, &after)? {
                    let (_, row) = read::row_by_no(self.conn, row_no)?;
                    self.keep(&place, row_no, &after)?;
                    self.results.refresh(&place, &row, &after)?;
                }
            }
        }
        Ok(())
    }

    /// A row of a result came. The first of a cell is kept in its column alone; a second one brings the first
    /// into the tables of versions.
    fn result(&mut self, row_no: i64, at: &RowRef, row: &Row, arrived: i64) -> Result<()> {
        let place = self.results.place(&row.key)?;
        let scale = self.scale(&place.indicator)?;
        let came = Came { row_no, row, arrived, superseded: None };
        let known = self.results.cell(&place)?;
        let is_first =
            known.is_none() && row.replaces.is_empty() && !row.retracted && !self.is_awaited(at)?;
        if is_first && self.results.put_alone(&place, &came, &scale)? {
            return Ok(());
        }
        if let Some(first) = known.filter(|known| known.alone) {
            self.keep(&place, first.row, &scale)?;
        }
        let Marked { superseded, replaced, .. } = self.version(row_no, at, row, arrived)?;
        self.results.insert(&place, &Came { superseded, ..came }, &scale)?;
        for replaced in replaced {
            self.results.supersede(&place, replaced, arrived)?;
        }
        self.results.refresh(&place, row, &scale)
    }

    /// Writes what is to be known of a cell that was alone.
    fn keep(&mut self, place: &Place, row_no: i64, scale: &Scale) -> Result<()> {
        let (_, row) = read::row_by_no(self.conn, row_no)?;
        let arrived = read::arrival_of(self.conn, row_no)?;
        self.insert_version.execute((row.kind.code(), &row.key, row_no, arrived, None::<i64>))?;
        self.results.insert(place, &Came { row_no, row: &row, arrived, superseded: None }, scale)
    }

    /// Notes a version of a thing, and what it replaces.
    fn version(&mut self, row_no: i64, at: &RowRef, row: &Row, arrived: i64) -> Result<Marked> {
        let is_first = !self.has_version.exists((row.kind.code(), &row.key))?;
        let superseded = if self.is_awaited(at)? { self.superseded(at, row)? } else { None };
        self.insert_version.execute((row.kind.code(), &row.key, row_no, arrived, superseded))?;
        let replaced = self.supersede(row_no, row, arrived)?;
        self.contest(row, superseded.is_none(), &replaced)?;
        Ok(Marked { is_first, superseded, replaced })
    }

    /// Whether a row that came before may replace one of this entry.
    fn is_awaited(&mut self, at: &RowRef) -> Result<bool> {
        if let Some((writer, seq, is_awaited)) = &self.awaited
            && (writer, *seq) == (&at.writer, at.seq)
        {
            return Ok(*is_awaited);
        }
        let mut statement = self
            .conn
            .prepare_cached("SELECT 1 FROM derived_replacement WHERE writer = ?1 AND seq = ?2 LIMIT 1")?;
        let is_awaited = statement.exists((at.writer.as_str(), at.seq))?;
        self.awaited = Some((at.writer.clone(), at.seq, is_awaited));
        Ok(is_awaited)
    }

    /// The heads of a thing as they stand now, what came in this transaction included.
    pub(crate) fn heads(&mut self, kind: RowKind, key: &str) -> Result<Vec<Version>> {
        if kind == RowKind::Result {
            match self.results.cell_of_key(key)? {
                None => return Ok(Vec::new()),
                Some(cell) if cell.alone => {
                    let (at, row) = read::row_by_no(self.conn, cell.row)?;
                    return Ok(vec![Version { at, row }]);
                }
                Some(_) => {}
            }
        }
        Reader::now(self.conn).kept_versions(kind, key)
    }

    /// Everything came: what was kept back for writing in one go is written.
    pub(crate) fn finish(&mut self) -> Result<()> {
        self.units.flush()?;
        self.results.finish()
    }

    /// The first arrival of a row of the same key that replaces this one and came before it.
    fn superseded(&mut self, at: &RowRef, row: &Row) -> Result<Option<i64>> {
        let place = (at.writer.as_str(), at.seq, at.position, row.kind.code(), &row.key);
        Ok(self.find_superseded.query_row(place, |row| row.get(0))?)
    }

    /// Marks what a row replaces, as far as it is held, and notes the rest for when it comes; gives the marked
    /// ones. Rows come in the order of arrival, so a mark that stands is the earlier one.
    fn supersede(&mut self, row_no: i64, row: &Row, arrived: i64) -> Result<Vec<i64>> {
        let (kind, key) = (row.kind.code(), &row.key);
        let mut marked = Vec::new();
        for RowRef { writer, seq, position } in &row.replaces {
            let at = (writer.as_str(), seq, position);
            let held = self.find_current.query_row((at.0, at.1, at.2, kind, key), |row| row.get(0));
            if let Some(held) = held.optional()? {
                self.supersede_version.execute((kind, key, held, arrived))?;
                marked.push(held);
            } else {
                self.insert_replacement.execute((at.0, at.1, at.2, row_no))?;
                self.awaited = None;
            }
        }
        Ok(marked)
    }

    /// Keeps the list of keys with more than one head. A row that took the place of exactly one head
    /// changes nothing in it, and that is nearly every row.
    fn contest(&self, row: &Row, is_head: bool, replaced: &[i64]) -> Result<()> {
        if is_head && replaced.len() == 1 {
            return Ok(());
        }
        let key = (row.kind.code(), &row.key);
        let heads: i64 = self
            .conn
            .prepare_cached(
                "SELECT count(*) FROM derived_version WHERE kind = ?1 AND key = ?2 AND superseded IS NULL",
            )?
            .query_row(key, |row| row.get(0))?;
        let change = if heads > 1 {
            "INSERT INTO derived_contested (kind, key) VALUES (?1, ?2) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM derived_contested WHERE kind = ?1 AND key = ?2"
        };
        self.conn.prepare_cached(change)?.execute(key)?;
        Ok(())
    }

    /// In what the indicator is measured now, as far as its current definition says so.
    fn scale(&mut self, indicator: &IndicatorId) -> Result<Scale> {
        if let Some(scale) = self.scales.get(indicator) {
            return Ok(scale.clone());
        }
        let heads = Reader::now(self.conn).kept_versions(RowKind::Indicator, indicator.as_str())?;
        let scale = Scale::of(heads.iter().map(|head| &head.row));
        self.scales.insert(indicator.clone(), scale.clone());
        Ok(scale)
    }
}

/// A row of a result that came.
#[derive(Clone, Copy)]
pub(super) struct Came<'r> {
    pub row_no: i64,
    pub row: &'r Row,
    pub arrived: i64,
    pub superseded: Option<i64>,
}

/// What a version did to others and they to it.
struct Marked {
    /// It is the first of its key.
    is_first: bool,
    /// With which arrival something replaced it, which had come before.
    superseded: Option<i64>,
    /// What it replaced.
    replaced: Vec<i64>,
}

/// An entry came: what its header says.
pub(crate) fn entry(conn: &Connection, entry_no: i64, header: &EntryHeader) -> Result<()> {
    conn.prepare_cached(include_str!("../sql/derived_entry_insert.sql"))?.execute(named_params! {
        ":author": header.author.as_str(),
        ":writer": header.writer.as_str(),
        ":seq": header.seq,
        ":operation": header.operation.code(),
        ":undoes": header.undoes.as_ref().map(|entry| entry.as_str()),
    })?;
    let mut insert = conn.prepare_cached(include_str!("../sql/derived_attachment_insert.sql"))?;
    for (attachment, place) in header.attachments.iter().zip(0_i64..) {
        insert.execute(named_params! {
            ":entry_no": entry_no,
            ":place": place,
            ":digest": attachment.digest.as_bytes(),
            ":size": attachment.size,
            ":media_type": attachment.media_type,
            ":name": attachment.name,
        })?;
    }
    Ok(())
}
