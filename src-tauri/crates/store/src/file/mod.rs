//! Making, opening and closing a ledger file. The rules: a newer file and a file that is no ledger
//! are left untouched; a damaged one is opened for reading and never deleted; an older one is copied
//! before it is brought up to date; the write-ahead log is put into the file when it is closed.

mod inspect;
pub(crate) mod migrate;

use std::fs::{self, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::kernel::LedgerId;
use domain::ledger::Moment;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use crate::backup;
use crate::error::{Result, StoreError};
use crate::run;
pub(crate) use inspect::{Header, read_header};
pub(crate) use migrate::KNOWN_VERSION;

/// `DuiZ`, in the header of every ledger.
pub(crate) const APPLICATION_ID: i32 = 0x4475_695A;

/// How long to wait for another program that writes.
const BUSY: Duration = Duration::from_secs(3);

/// Files up to this size are gone through at once when they are opened: checked page by page, and copied. Larger
/// ones are checked by `verify` and copied aside.
pub(crate) const QUICK: u64 = 64 << 20;

/// In what state a file was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// Nothing was found.
    Sound,
    /// It is damaged and open for reading only.
    Damaged {
        /// What was found, for the log.
        findings: Vec<String>,
        /// The newest backup beside it.
        newest_backup: Option<PathBuf>,
    },
}

/// Makes a file with the newest schema and the ledger's id; there must be none yet.
pub(crate) fn create(path: &Path, id: &LedgerId) -> Result<Connection> {
    OpenOptions::new().write(true).create_new(true).open(path)?;
    build(path, id).inspect_err(|_| {
        // It was made by this call and nothing was written into it that anybody knows of.
        let _ = fs::remove_file(path);
    })
}

fn build(path: &Path, id: &LedgerId) -> Result<Connection> {
    let mut conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    conn.pragma_update(None, "page_size", 8192)?;
    configure(&conn)?;
    migrate::to_newest(&mut conn, migrate::STEPS)?;
    // Only what has an id calls itself a ledger: a file that was half made is none.
    let tx = conn.transaction()?;
    tx.execute("INSERT INTO fact_ledger (one, id) VALUES (1, ?1)", [id.as_str()])?;
    tx.pragma_update(None, "application_id", APPLICATION_ID)?;
    tx.commit()?;
    // So that version and application stand in the file itself, where `read_header` looks.
    checkpoint(&conn)?;
    Ok(conn)
}

/// Opens a file, whatever state it is in, unless it must not be touched.
pub(crate) fn open(path: &Path, now: &Moment) -> Result<(Connection, Condition)> {
    match inspect::read_header(path)? {
        Header::Ledger { version } if version > KNOWN_VERSION => {
            return Err(StoreError::NewerFile { found: version, known: KNOWN_VERSION });
        }
        Header::Ledger { .. } => {}
        Header::Other => {
            // A ledger that has backups beside it and does not look like one was hit by something.
            return Err(match backup::newest_backup(path) {
                Some(newest) => StoreError::Damaged { newest_backup: Some(newest) },
                None => StoreError::NotALedger,
            });
        }
    }
    match open_sound(path, now) {
        Ok(Ok(conn)) => Ok((conn, Condition::Sound)),
        Ok(Err(findings)) => open_damaged(path, findings),
        Err(StoreError::Damaged { .. }) => open_damaged(path, vec!["SQLite cannot read the file".into()]),
        Err(error) => Err(error),
    }
}

fn open_sound(path: &Path, now: &Moment) -> Result<std::result::Result<Connection, Vec<String>>> {
    let mut conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_WRITE))?;
    configure(&conn)?;
    let version = migrate::version(&conn)?;
    if version > KNOWN_VERSION {
        // The newer version still lies in the log; closing must not put it into the file.
        conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
        return Err(StoreError::NewerFile { found: version, known: KNOWN_VERSION });
    }
    if fs::metadata(path)?.len() <= QUICK {
        let findings = inspect::quick_check(&conn)?;
        if !findings.is_empty() {
            return Ok(Err(findings));
        }
    }
    if version < KNOWN_VERSION {
        backup::before_migration(&conn, path, version, now)?;
        migrate::to_newest(&mut conn, migrate::STEPS)?;
        checkpoint(&conn)?;
    }
    let findings = inspect::last_entries(&conn)?;
    Ok(if findings.is_empty() { Ok(conn) } else { Err(findings) })
}

fn open_damaged(path: &Path, findings: Vec<String>) -> Result<(Connection, Condition)> {
    let newest_backup = backup::newest_backup(path);
    let unreadable = |newest_backup| StoreError::Damaged { newest_backup };
    let Ok(conn) = open_read_only(path) else { return Err(unreadable(newest_backup)) };
    if conn.query_row("SELECT id FROM fact_ledger", [], |row| row.get::<_, String>(0)).is_err() {
        return Err(unreadable(newest_backup));
    }
    Ok((conn, Condition::Damaged { findings, newest_backup }))
}

/// Opens a file for reading, without any check.
pub(crate) fn open_read_only(path: &Path) -> Result<Connection> {
    let conn = Connection::open_with_flags(path, flags(OpenFlags::SQLITE_OPEN_READ_ONLY))?;
    conn.busy_timeout(BUSY)?;
    run::add_function(&conn)?;
    Ok(conn)
}

/// What SQLite finds in a file that is open.
pub(crate) fn quick_check(conn: &Connection) -> Result<Vec<String>> {
    inspect::quick_check(conn)
}

/// Puts the write-ahead log into the file and closes it.
pub(crate) fn close(conn: Connection, condition: &Condition) -> Result<()> {
    if *condition == Condition::Sound {
        checkpoint(&conn)?;
    }
    conn.close().map_err(|(_, error)| error.into())
}

fn flags(mode: OpenFlags) -> OpenFlags {
    mode | OpenFlags::SQLITE_OPEN_NO_MUTEX
}

/// The settings of a connection; outside of any transaction.
fn configure(conn: &Connection) -> Result<()> {
    conn.busy_timeout(BUSY)?;
    run::add_function(conn)?;
    conn.pragma_update(None, "journal_mode", "WAL")?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.pragma_update(None, "foreign_keys", true)?;
    // Without it `REPLACE` would delete rows past the triggers that forbid it.
    conn.pragma_update(None, "recursive_triggers", true)?;
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    // Without it SQLite plans a statement anew for nearly every value that is bound to it.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    conn.pragma_update(None, "cache_size", -32_768)?;
    conn.set_prepared_statement_cache_capacity(96);
    Ok(())
}

fn checkpoint(conn: &Connection) -> Result<()> {
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    Ok(())
}
