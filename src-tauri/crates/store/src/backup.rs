//! Copies of a ledger, made by SQLite itself so that they are whole. They lie in `<ledger>.backups`
//! beside the file. Kept are the last ten and, of each of the last seven days that have any, the
//! last; copies made before a migration are never cleared away. Nothing is overwritten.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::thread::{self, JoinHandle};

use domain::ledger::Moment;
use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use crate::device_file::sync_folder;
use crate::error::{Broken, Result, StoreError};
use crate::file::{self, Header, KNOWN_VERSION};
use crate::verify;

const LAST: usize = 10;
const DAYS: usize = 7;
const STAMP: &str = "%Y%m%dT%H%M%S";

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Where the file that stood there before was put.
    pub aside: Option<PathBuf>,
}

/// The folder of a ledger's backups.
fn folder(ledger: &Path) -> PathBuf {
    with_ending(ledger, ".backups")
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// All backups of a ledger, the newest first.
pub fn backups_of(ledger: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder(ledger)) else { return Vec::new() };
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "dz"))
        .collect();
    found.sort_by(|a, b| b.file_name().cmp(&a.file_name()));
    found
}

/// The newest backup of a ledger.
pub fn newest_backup(ledger: &Path) -> Option<PathBuf> {
    backups_of(ledger).into_iter().next()
}

/// A copy that another thread makes. It is waited for when it is let go of.
#[derive(Default)]
pub(crate) struct Copying(Option<JoinHandle<Result<()>>>);

impl Copying {
    /// Waits for it.
    pub(crate) fn finish(&mut self) -> Result<()> {
        match self.0.take().map(JoinHandle::join) {
            None => Ok(()),
            Some(Ok(outcome)) => outcome,
            Some(Err(_)) => Err(Broken::Copying.into()),
        }
    }
}

impl Drop for Copying {
    fn drop(&mut self) {
        let _ = self.finish(); // who wants to know how it went asks before
    }
}

/// Makes the automatic backup, unless nothing arrived since the last one, and clears old ones away. A file
/// of more than `quick` bytes is copied by another thread: what is read there stands still, whatever is written
/// meanwhile.
pub(crate) fn rotate(
    conn: &Connection,
    ledger: &Path,
    arrivals: i64,
    now: &Moment,
    quick: u64,
) -> Result<Option<(PathBuf, Copying)>> {
    let ending = format!("-{arrivals:010}.dz");
    let rotating: Vec<PathBuf> = backups_of(ledger).into_iter().filter(|path| is_rotating(path)).collect();
    if rotating.first().is_some_and(|newest| name(newest).ends_with(&ending)) {
        return Ok(None);
    }
    let target = folder(ledger).join(format!("{}{ending}", now.format(STAMP)));
    let turn = turn(ledger)?;
    if matches!(turn.try_lock(), Err(TryLockError::WouldBlock)) {
        return Ok(None); // another program is making just this copy
    }
    if fs::metadata(ledger)?.len() <= quick {
        copy_to(conn, &target)?;
        clear_away(ledger)?;
        return Ok(Some((target, Copying::default())));
    }
    let (from, to) = (ledger.to_owned(), target.clone());
    let copying = thread::spawn(move || {
        let _turn = turn;
        copy_to(&file::open_read_only(&from)?, &to)?;
        clear_away(&from)
    });
    Ok(Some((target, Copying(Some(copying)))))
}

/// Whose turn it is to put copies into the folder: a file that one program at a time locks, until it closes it or dies.
fn turn(ledger: &Path) -> Result<File> {
    fs::create_dir_all(folder(ledger))?;
    Ok(OpenOptions::new().create(true).truncate(false).write(true).open(folder(ledger).join("lock"))?)
}

/// The copy that is made before the schema changes.
pub(crate) fn before_migration(
    conn: &Connection,
    ledger: &Path,
    version: u32,
    now: &Moment,
) -> Result<PathBuf> {
    let turn = turn(ledger)?;
    let _ = turn.lock(); // where nothing can be locked, nobody else is asked
    let stem = format!("{}-version{version}", now.format(STAMP));
    let target = free_name(&folder(ledger), &stem, ".dz");
    copy_to(conn, &target)?;
    Ok(target)
}

/// Copies an open ledger into a new file.
pub(crate) fn copy_to(conn: &Connection, target: &Path) -> Result<()> {
    if target.exists() {
        return Err(StoreError::AlreadyExists);
    }
    let beside = with_ending(target, ".part");
    copy_pages(conn, &beside).inspect_err(|_| {
        let _ = fs::remove_file(&beside); // half a copy is of no use to anybody
    })?;
    fs::rename(&beside, target)?;
    sync_folder(target)
}

fn copy_pages(conn: &Connection, beside: &Path) -> Result<()> {
    OpenOptions::new().write(true).create(true).truncate(true).open(beside)?;
    let mut copy = Connection::open(beside)?;
    let step = Backup::new(conn, &mut copy)?.step(-1)?;
    if !matches!(step, StepResult::Done) {
        return Err(StoreError::Busy);
    }
    copy.close().map_err(|(_, error)| StoreError::from(error))
}

/// Puts a backup in the place of a ledger that is not open. The backup is checked first; the file
/// that stands there is put aside under another name.
pub fn restore(from: &Path, to: &Path, now: &Moment) -> Result<Restored> {
    check_backup(from)?;
    let source = file::open_read_only(from)?;
    let stem = format!("{}.before-restore-{}", name(to), now.format(STAMP));
    let folder = to.parent().unwrap_or(Path::new(""));
    let fresh = free_name(folder, &format!("{stem}-new"), "");
    copy_to(&source, &fresh)?;
    let aside = put_aside(to, &free_name(folder, &stem, ""))?;
    fs::rename(&fresh, to)?;
    sync_folder(to)?;
    Ok(Restored { aside })
}

/// A backup is good if it is a ledger of a known version and every fact in it is sound.
fn check_backup(path: &Path) -> Result<()> {
    match file::read_header(path)? {
        Header::Ledger { version } if version > KNOWN_VERSION => {
            return Err(StoreError::NewerFile { found: version, known: KNOWN_VERSION });
        }
        Header::Ledger { .. } => {}
        Header::Other => return Err(StoreError::NotALedger),
    }
    let conn = file::open_read_only(path)?;
    let sound = file::quick_check(&conn)?.is_empty() && verify::facts(&conn)?.findings.is_empty();
    if sound { Ok(()) } else { Err(StoreError::Damaged { newest_backup: None }) }
}

fn put_aside(file: &Path, aside: &Path) -> Result<Option<PathBuf>> {
    if !file.exists() {
        return Ok(None);
    }
    fs::rename(file, aside)?;
    for ending in ["-wal", "-shm"] {
        let beside = with_ending(file, ending);
        if beside.exists() {
            fs::rename(&beside, with_ending(aside, ending))?;
        }
    }
    Ok(Some(aside.to_owned()))
}

/// The first of `stem`, `stem-2`, `stem-3`, … that is free.
fn free_name(folder: &Path, stem: &str, ending: &str) -> PathBuf {
    let mut path = folder.join(format!("{stem}{ending}"));
    let mut number = 1;
    while path.exists() {
        number += 1;
        path = folder.join(format!("{stem}-{number}{ending}"));
    }
    path
}

fn clear_away(ledger: &Path) -> Result<()> {
    let rotating: Vec<PathBuf> = backups_of(ledger).into_iter().filter(|path| is_rotating(path)).collect();
    let mut days = BTreeSet::new();
    for (place, path) in rotating.iter().enumerate() {
        let first_of_its_day = days.insert(name(path).chars().take(8).collect::<String>());
        if place >= LAST && !(first_of_its_day && days.len() <= DAYS) {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// `YYYYMMDDTHHMMSS-NNNNNNNNNN.dz`, and nothing that somebody else put there.
fn is_rotating(path: &Path) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let name = name(path);
    let Some((stamp, count)) = name.strip_suffix(".dz").and_then(|stem| stem.split_once('-')) else {
        return false;
    };
    let stamp_parts = stamp
        .split_once('T')
        .is_some_and(|(day, time)| day.len() == 8 && time.len() == 6 && digits(day) && digits(time));
    stamp_parts && count.len() == 10 && digits(count)
}

fn name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use domain::kernel::LedgerId;

    use super::*;

    #[test]
    fn a_large_file_is_copied_aside_while_it_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.dz");
        let conn = file::create(&path, &LedgerId::new("l1")).unwrap();
        let now = chrono::DateTime::parse_from_rfc3339("2022-06-30T09:00:00+08:00").unwrap();
        let (copy, mut copying) = rotate(&conn, &path, 0, &now, 0).unwrap().unwrap();
        conn.execute("INSERT INTO local_setting VALUES ('a', 'b')", []).unwrap();
        copying.finish().unwrap();
        let copied = file::open_read_only(&copy).unwrap();
        let id: String = copied.query_row("SELECT id FROM fact_ledger", [], |row| row.get(0)).unwrap();
        assert_eq!(id, "l1", "the copy is whole");
        assert_eq!(backups_of(&path), [copy], "and lies where backups lie");
        assert!(rotate(&conn, &path, 0, &now, 0).unwrap().is_none(), "nothing came since");
    }
}
