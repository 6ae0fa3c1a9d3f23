//! The derived tables: what follows from the facts. Kept up as facts come in ([`Applier`]), or made
//! anew from all of them ([`rebuild`]); both go through the same code, and `verify` compares.

mod apply;
pub(crate) mod column;
mod columns;
mod dump;
mod results;
pub(crate) mod unit;
mod units;

use domain::ledger::{EntryHeader, Row, RowRef};
use rusqlite::Connection;

pub(crate) use apply::{Applier, entry};
pub(crate) use dump::digests;

use crate::error::Result;
use crate::read;

/// The derived tables, those that others refer to last.
pub(crate) const TABLES: [&str; 11] = [
    "derived_column",
    "derived_reporter",
    "derived_unit",
    "derived_result",
    "derived_replacement",
    "derived_version",
    "derived_contested",
    "derived_name",
    "derived_period",
    "derived_attachment",
    "derived_entry",
];

/// Empties the derived tables and fills them from the facts, inside the caller's transaction.
pub(crate) fn rebuild(conn: &Connection) -> Result<()> {
    for table in TABLES {
        conn.execute(&format!("DELETE FROM {table}"), [])?;
    }
    rebuild_entries(conn)?;
    rebuild_rows(conn, &mut Applier::new(conn)?)
}

fn rebuild_entries(conn: &Connection) -> Result<()> {
    let mut statement = conn.prepare("SELECT entry_no, text FROM fact_entry ORDER BY entry_no")?;
    let mut entries = statement.query([])?;
    while let Some(row) = entries.next()? {
        let text: String = row.get(1)?;
        entry(conn, row.get(0)?, &EntryHeader::from_text(&text)?)?;
    }
    Ok(())
}

fn rebuild_rows(conn: &Connection, applier: &mut Applier<'_>) -> Result<()> {
    let mut statement = conn.prepare(include_str!("../sql/all_rows.sql"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let first: RowRef = read::row_ref(row, 1)?;
        let run = read::run_of(row, 6, row.get(5)?)?;
        for ((text, row_no), position) in run.texts().zip(row.get::<_, i64>(0)?..).zip(first.position..) {
            let at = RowRef { position, ..first.clone() };
            applier.row(row_no, &at, &Row::from_known_text(text)?, row.get(4)?)?;
        }
    }
    applier.finish()
}
