//! Entries: newest first, one by one, with their rows; and the order in which they came here.

use domain::kernel::{Date, EntryId, WriterId};
use domain::ledger::{Digest, EntryHeader, Moment, Row, RowRef, split_entry_id};
use rusqlite::{Connection, OptionalExtension as _};

use super::{Reader, digest, moment_text, run_of};
use crate::error::Result;

/// Something that came into this ledger: an entry, or more rows of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    /// Its number in the order of arrival, from 1.
    pub number: i64,
    /// When it came, by this device's clock, as ISO text.
    pub received_at: String,
    /// The entry.
    pub header: EntryHeader,
    /// How many rows came with it.
    pub rows: u32,
}

impl Reader<'_> {
    /// What came, the newest first: up to `limit` arrivals before number `before`.
    pub fn entries(&self, before: Option<i64>, limit: u32) -> Result<Vec<Arrived>> {
        let from = before.map_or(self.at, |before| self.at.min(before - 1));
        let mut statement = self.conn.prepare_cached(include_str!("../sql/arrivals.sql"))?;
        let mut rows = statement.query((from, limit))?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            list.push(Arrived {
                number: row.get(0)?,
                received_at: row.get(1)?,
                header: EntryHeader::from_text(&row.get::<_, String>(2)?)?,
                rows: row.get(3)?,
            });
        }
        Ok(list)
    }

    /// The number of the last arrival; 0 if nothing came yet.
    pub fn last_arrival(&self) -> Result<i64> {
        let last: i64 = self
            .conn
            .prepare_cached("SELECT coalesce(max(number), 0) FROM fact_arrival WHERE number <= ?1")?
            .query_row([self.at], |row| row.get(0))?;
        Ok(last)
    }

    /// The latest moment this device's clock showed when something came; none: nothing came yet.
    pub fn latest_received(&self) -> Result<Option<Moment>> {
        let latest: Option<String> = self
            .conn
            .prepare_cached("SELECT max(received_at) FROM fact_arrival WHERE number <= ?1")?
            .query_row([self.at], |row| row.get(0))?;
        Ok(latest.and_then(|text| chrono::DateTime::parse_from_rfc3339(&text).ok()))
    }

    /// The last arrival that came at a moment or before, by this device's clock; 0 if none. With it
    /// "as known on 10 July" becomes [`Ledger::read_as_known`](crate::Ledger::read_as_known).
    pub fn arrival_by(&self, moment: &Moment) -> Result<i64> {
        let mut statement =
            self.conn.prepare_cached("SELECT number, received_at FROM fact_arrival ORDER BY number DESC")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let received_at: String = row.get(1)?;
            let at = chrono::DateTime::parse_from_rfc3339(&received_at);
            if at.map_or_else(|_| received_at <= moment_text(moment), |at| at <= *moment) {
                return Ok(row.get(0)?);
            }
        }
        Ok(0)
    }

    /// The last arrival of a day or before, by the days this device's clock showed; 0 if none.
    pub fn arrival_of_day(&self, day: Date) -> Result<i64> {
        let last: i64 = self
            .conn
            .prepare_cached(
                "SELECT coalesce(max(number), 0) FROM fact_arrival WHERE substr(received_at, 1, 10) <= ?1",
            )?
            .query_row([day.to_string()], |row| row.get(0))?;
        Ok(last)
    }

    /// The header of an entry.
    pub fn header(&self, entry: &EntryId) -> Result<Option<EntryHeader>> {
        header_by_id(self.conn, entry)
    }

    /// The rows of an entry that are held, in the order of their positions.
    pub fn rows(&self, entry: &EntryId) -> Result<Vec<(RowRef, Row)>> {
        let Ok((writer, seq)) = split_entry_id(entry) else { return Ok(Vec::new()) };
        let mut statement = self.conn.prepare_cached(include_str!("../sql/rows_of_entry.sql"))?;
        let mut rows = statement.query((writer.as_str(), seq, self.at))?;
        let mut list = Vec::new();
        while let Some(row) = rows.next()? {
            let run = run_of(row, 2, row.get(1)?)?;
            for (text, position) in run.texts().zip(row.get::<_, u32>(0)?..) {
                let at = RowRef { writer: writer.clone(), seq, position };
                list.push((at, Row::from_known_text(text)?));
            }
        }
        Ok(list)
    }
}

/// The header of an entry by its id.
pub(crate) fn header_by_id(conn: &Connection, entry: &EntryId) -> Result<Option<EntryHeader>> {
    match split_entry_id(entry) {
        Ok((writer, seq)) => header_of(conn, &writer, seq),
        Err(_) => Ok(None),
    }
}

/// The header of a writer's entry.
pub(crate) fn header_of(conn: &Connection, writer: &WriterId, seq: u32) -> Result<Option<EntryHeader>> {
    let text: Option<String> = conn
        .prepare_cached("SELECT text FROM fact_entry WHERE writer = ?1 AND seq = ?2")?
        .query_row((writer.as_str(), seq), |row| row.get(0))
        .optional()?;
    text.map(|text| Ok(EntryHeader::from_text(&text)?)).transpose()
}

/// The last entry of a writer: its number and digest.
pub(crate) fn head_of(conn: &Connection, writer: &WriterId) -> Result<Option<(u32, Digest)>> {
    let last: Option<(u32, Vec<u8>)> = conn
        .prepare_cached("SELECT seq, digest FROM fact_entry WHERE writer = ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([writer.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    last.map(|(seq, bytes)| Ok((seq, digest(&bytes)?))).transpose()
}
