//! What stays on this device: cells that were typed and are not yet values, and settings. Neither
//! facts nor derived from them; nothing is decided by them and they never travel.

use domain::kernel::PersonId;
use domain::ledger::Moment;
use rusqlite::{Connection, OptionalExtension as _, named_params};

use crate::error::Result;
use crate::read::moment_text;

/// A cell that was typed and is not yet a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftCell {
    /// The cell, as the key of its result.
    pub key: String,
    /// Who typed it.
    pub person: PersonId,
    /// What was typed.
    pub text: String,
    /// The code of what is wrong with it; empty if nothing is.
    pub problem: String,
    /// When.
    pub typed_at: String,
}

pub(crate) fn drafts(conn: &Connection) -> Result<Vec<DraftCell>> {
    let mut statement = conn.prepare_cached(include_str!("sql/drafts.sql"))?;
    let cells = statement.query_map([], |row| {
        Ok(DraftCell {
            key: row.get(0)?,
            person: PersonId::new(row.get::<_, String>(1)?),
            text: row.get(2)?,
            problem: row.get(3)?,
            typed_at: row.get(4)?,
        })
    })?;
    Ok(cells.collect::<rusqlite::Result<_>>()?)
}

pub(crate) fn put_draft(
    conn: &Connection,
    key: &str,
    person: &PersonId,
    text: &str,
    problem: &str,
    now: &Moment,
) -> Result<()> {
    conn.prepare_cached(include_str!("sql/draft_put.sql"))?.execute(named_params! {
        ":key": key, ":person": person.as_str(), ":text": text, ":problem": problem, ":typed_at": moment_text(now),
    })?;
    Ok(())
}

pub(crate) fn has_drafts(conn: &Connection) -> Result<bool> {
    Ok(conn.prepare_cached("SELECT 1 FROM local_draft LIMIT 1")?.exists([])?)
}

pub(crate) fn clear_draft(conn: &Connection, key: &str) -> Result<bool> {
    Ok(conn.prepare_cached("DELETE FROM local_draft WHERE key = ?1")?.execute([key])? > 0)
}

pub(crate) fn setting(conn: &Connection, name: &str) -> Result<Option<String>> {
    let mut statement = conn.prepare_cached("SELECT value FROM local_setting WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0)).optional()?)
}

pub(crate) fn set_setting(conn: &Connection, name: &str, value: Option<&str>) -> Result<()> {
    match value {
        Some(value) => conn.prepare_cached(include_str!("sql/setting_put.sql"))?.execute([name, value])?,
        None => conn.prepare_cached("DELETE FROM local_setting WHERE name = ?1")?.execute([name])?,
    };
    Ok(())
}
