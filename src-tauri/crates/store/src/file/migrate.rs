//! The schema as a ladder of steps, each a frozen file. All pending steps run in one transaction:
//! either the file is of the newest version afterwards, or it is as it was.

use std::collections::BTreeMap;

use rusqlite::{Connection, TransactionBehavior};

use super::APPLICATION_ID;
use crate::derive;
use crate::error::{Broken, Result, StoreError};

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Step {
    /// What it is called; the number in front is its place in the ladder.
    pub name: &'static str,
    /// What it does.
    pub sql: &'static str,
    /// Whether derived tables change, so that they have to be filled again.
    pub rebuilds: bool,
}

/// All steps, in order. A released step is never changed; see the hashes in the test.
pub(crate) const STEPS: &[Step] = &[
    Step { name: "0001_facts", sql: include_str!("../../migrations/0001_facts.sql"), rebuilds: false },
    Step { name: "0002_derived", sql: include_str!("../../migrations/0002_derived.sql"), rebuilds: true },
    Step { name: "0003_local", sql: include_str!("../../migrations/0003_local.sql"), rebuilds: false },
];

/// The version of the file after all steps.
pub(crate) const KNOWN_VERSION: u32 = STEPS.len() as u32;

/// The version of a file.
pub(crate) fn version(conn: &Connection) -> Result<u32> {
    Ok(conn.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

/// Runs the pending steps.
pub(crate) fn to_newest(conn: &mut Connection, steps: &[Step]) -> Result<()> {
    let tx = conn.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let done = version(&tx)? as usize;
    let pending = steps.get(done..).unwrap_or_default();
    for (step, number) in pending.iter().zip(done as u32 + 1..) {
        tx.execute_batch(step.sql).map_err(|source| match StoreError::from(source) {
            StoreError::Broken(Broken::Sqlite(source)) => Broken::Migration { step: step.name, source }.into(),
            other => other,
        })?;
        tx.pragma_update(None, "user_version", number)?;
    }
    if pending.iter().any(|step| step.rebuilds) {
        derive::rebuild(&tx)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.commit()?;
    Ok(())
}

/// Tables, indices and triggers with their definitions, by name; blanks and comments do not count.
pub(crate) fn schema(conn: &Connection) -> Result<BTreeMap<String, String>> {
    let mut statement =
        conn.prepare("SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'")?;
    let objects = statement.query_map([], |row| Ok((row.get(0)?, normalised(&row.get::<_, String>(1)?))))?;
    Ok(objects.collect::<rusqlite::Result<_>>()?)
}

fn normalised(sql: &str) -> String {
    let lines = sql.lines().map(|line| line.split("--").next().unwrap_or_default());
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}
