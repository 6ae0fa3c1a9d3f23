//! Reading a ledger: what is current, what was said before, who said it. Everything is read as known
//! at some arrival; "now" is the latest. Nothing here writes.

mod attachments;
mod columns;
mod entries;
mod export;
mod heads;
mod results;
mod units;
mod versions;

use std::collections::{BTreeSet, HashMap};

use domain::kernel::WriterId;
use domain::ledger::{Digest, Moment, Row, RowRef};
use rusqlite::{Connection, OptionalExtension as _};

pub(crate) use attachments::has_attachment;
pub use attachments::{Attachment, AttachmentFacts};
pub use columns::{Column, ColumnRun, ColumnSaid};
pub use entries::Arrived;
pub(crate) use entries::{head_of, header_by_id, header_of};
pub use heads::WriterHead;
pub use results::{Obstacle, Periods, ResultHead, ResultQuery, ResultVersion, ScaledHead, ScaledState};
pub use versions::{Current, Version, VersionInHistory};

use crate::error::{Result, StoreError};
use crate::run::Run;

/// Reads a ledger as known at one arrival.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    conn: &'a Connection,
    at: i64,
}

impl<'a> Reader<'a> {
    pub(crate) fn now(conn: &'a Connection) -> Self {
        Self { conn, at: i64::MAX }
    }

    pub(crate) fn as_known(conn: &'a Connection, arrival: i64) -> Self {
        Self { conn, at: arrival }
    }

    /// The last row that had come by then: rows are numbered in the order of their arrival.
    pub fn last_row(&self) -> Result<i64> {
        if self.is_now() {
            return Ok(i64::MAX);
        }
        let mut statement = self.conn.prepare_cached(include_str!("../sql/last_row_by.sql"))?;
        Ok(statement.query_row([self.at], |row| row.get(0))?)
    }

    /// Whether this reads what is current now, as opposed to what was known earlier.
    pub fn is_now(&self) -> bool {
        self.at == i64::MAX
    }
}

/// The local number the next row will have.
pub(crate) fn next_row(conn: &Connection) -> Result<i64> {
    let last = "SELECT first_row + count FROM fact_rows ORDER BY first_row DESC LIMIT 1";
    Ok(conn.prepare_cached(last)?.query_row([], |row| row.get(0)).optional()?.unwrap_or(1))
}

/// A row by its local number.
pub(crate) fn row_by_no(conn: &Connection, row_no: i64) -> Result<(RowRef, Row)> {
    let mut statement = conn.prepare_cached(include_str!("../sql/row_by_no.sql"))?;
    let (at, text): (RowRef, String) =
        statement.query_row([row_no], |row| Ok((row_ref(row, 0)?, row.get(3)?)))?;
    Ok((at, Row::from_known_text(&text)?))
}

/// Rows by their local numbers. Many that lie together are read by unpacking each run once.
pub(crate) fn rows_by_no(conn: &Connection, numbers: &BTreeSet<i64>) -> Result<HashMap<i64, (RowRef, Row)>> {
    const FEW: usize = 8;
    if numbers.len() <= FEW {
        return numbers.iter().map(|number| Ok((*number, row_by_no(conn, *number)?))).collect();
    }
    let mut found = HashMap::with_capacity(numbers.len());
    let mut statement = conn.prepare_cached(include_str!("../sql/run_of_row.sql"))?;
    let mut rest = numbers.iter().peekable();
    while let Some(number) = rest.next() {
        let mut rows = statement.query([number])?;
        let row = rows.next()?.ok_or(StoreError::Damaged { newest_backup: None })?;
        let (first, first_at): (i64, RowRef) = (row.get(0)?, row_ref(row, 3)?);
        let run = run_of(row, 2, row.get(1)?)?;
        let mut wanted = Some(number);
        for (place, text) in run.texts().enumerate() {
            if wanted.is_none_or(|number| *number != first + place as i64) {
                continue;
            }
            let position = first_at.position + place as u32;
            found.insert(
                first + place as i64,
                (RowRef { position, ..first_at.clone() }, Row::from_known_text(text)?),
            );
            wanted = rest.next_if(|next| **next < first + run.len() as i64);
        }
        if wanted.is_some() {
            return Err(StoreError::Damaged { newest_backup: None });
        }
    }
    Ok(found)
}

/// The arrival a row came with.
pub(crate) fn arrival_of(conn: &Connection, row_no: i64) -> Result<i64> {
    let mut statement = conn.prepare_cached(
        "SELECT arrival FROM fact_rows WHERE first_row <= ?1 ORDER BY first_row DESC LIMIT 1",
    )?;
    Ok(statement.query_row([row_no], |row| row.get(0))?)
}

/// A run of so many rows from a column.
pub(crate) fn run_of(row: &rusqlite::Row<'_>, column: usize, count: u32) -> Result<Run> {
    let damaged = || StoreError::Damaged { newest_backup: None };
    Run::unpack(row.get_ref(column)?.as_blob().map_err(|_| damaged())?, count).ok_or_else(damaged)
}

/// A moment as it stands in the tables.
pub(crate) fn moment_text(moment: &Moment) -> String {
    moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

/// A digest from a column; anything else means that the file is damaged.
pub(crate) fn digest(bytes: &[u8]) -> Result<Digest> {
    Digest::from_slice(bytes).ok_or(StoreError::Damaged { newest_backup: None })
}

/// A row reference from three columns.
pub(crate) fn row_ref(row: &rusqlite::Row<'_>, first: usize) -> rusqlite::Result<RowRef> {
    Ok(RowRef {
        writer: WriterId::new(row.get::<_, String>(first)?),
        seq: row.get(first + 1)?,
        position: row.get(first + 2)?,
    })
}
