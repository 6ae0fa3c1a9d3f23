//! Reading a ledger: what is current, what was said before, who said it. Everything is read as known
//! at some arrival; "now" is the latest. Nothing here writes.

mod attachments;
mod columns;
mod entries;
mod export;
mod heads;
mod results;
mod versions;

use domain::kernel::WriterId;
use domain::ledger::{Digest, Moment, RowRef};
use rusqlite::Connection;

pub use attachments::Attachment;
pub(crate) use attachments::has_attachment;
pub use columns::{ColumnCell, ColumnSaid};
pub use entries::Arrived;
pub(crate) use entries::{head_of, header_by_id, header_of};
pub use heads::WriterHead;
pub use results::{Obstacle, Periods, ResultHead, ResultQuery, ResultVersion, ScaledHead, ScaledState};
pub use versions::{Current, Version, VersionInHistory};

use crate::error::{Result, StoreError};

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

    pub(crate) fn conn(&self) -> &'a Connection {
        self.conn
    }

    /// Whether this reads what is current now, as opposed to what was known earlier.
    pub fn is_now(&self) -> bool {
        self.at == i64::MAX
    }
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
