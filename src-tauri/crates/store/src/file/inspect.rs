//! Looking at a file before and after SQLite opens it. The header is read as bytes, so that a file
//! that must not be touched is not.

use std::fs::File;
use std::io::{ErrorKind, Read as _};
use std::path::Path;

use domain::ledger::{Digest, EntryHeader};
use rusqlite::Connection;

use super::APPLICATION_ID;
use crate::error::Result;

/// What the first bytes of a file say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Header {
    /// A ledger of a version.
    Ledger {
        /// The number of the last migration step.
        version: u32,
    },
    /// Anything else.
    Other,
}

/// Reads the header as it is described in SQLite's file format: 16 bytes of magic, the user version
/// at 60, the application at 68.
pub(crate) fn read_header(path: &Path) -> Result<Header> {
    let mut bytes = [0_u8; 100];
    match File::open(path)?.read_exact(&mut bytes) {
        Ok(()) => {}
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => return Ok(Header::Other),
        Err(error) => return Err(error.into()),
    }
    let number = |at: usize| [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
    let is_ledger =
        bytes.starts_with(b"SQLite format 3\0") && i32::from_be_bytes(number(68)) == APPLICATION_ID;
    Ok(if is_ledger { Header::Ledger { version: u32::from_be_bytes(number(60)) } } else { Header::Other })
}

/// What SQLite finds; empty if nothing.
pub(crate) fn quick_check(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare("PRAGMA quick_check(20)")?;
    let lines = statement.query_map([], |row| row.get::<_, String>(0))?;
    let mut findings: Vec<String> = lines.collect::<rusqlite::Result<_>>()?;
    findings.retain(|line| line != "ok");
    Ok(findings)
}

/// Whether the last entry of every writer can be read and is what its digest says. The whole chain
/// is the matter of `verify`.
pub(crate) fn last_entries(conn: &Connection) -> Result<Vec<String>> {
    let mut statement = conn.prepare(include_str!("../sql/last_entries.sql"))?;
    let mut rows = statement.query([])?;
    let mut findings = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, text, digest): (String, String, Vec<u8>) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let as_its_digest_says = Digest::from_slice(&digest) == Some(Digest::of(text.as_bytes()));
        if !as_its_digest_says || EntryHeader::from_text(&text).is_err() {
            findings.push(format!("entry {id} cannot be read"));
        }
    }
    Ok(findings)
}
