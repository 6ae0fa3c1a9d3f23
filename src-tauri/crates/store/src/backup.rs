//! Copies of a ledger, made by SQLite itself so that they are whole. They lie in `<ledger>.backups`
//! beside the file. Kept are the last ten and, of each of the last seven days that have any, the
//! last; copies made before a migration are never cleared away. Nothing is overwritten. An office
//! may have them sealed; how is not known here.

use std::collections::BTreeSet;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
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

/// What a copy ends in that lies open, and one that is sealed.
const OPEN: &str = "dz";
const SEALED: &str = "dzs";

/// Writes a sealed copy of the first file as the second, whole or not at all.
pub type Sealer = Box<dyn Fn(&Path, &Path) -> io::Result<()> + Send>;

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
        .filter(|path| path.extension().is_some_and(|ending| ending == OPEN || ending == SEALED))
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
/// meanwhile. With a sealer that thread seals it, and what still lies open.
pub(crate) fn rotate(
    conn: &Connection,
    ledger: &Path,
    arrivals: i64,
    now: &Moment,
    quick: u64,
    sealer: Option<Sealer>,
) -> Result<Option<(Option<PathBuf>, Copying)>> {
    let ending = format!("-{arrivals:010}");
    let all = backups_of(ledger);
    let newest = all.iter().find(|path| is_rotating(path));
    let is_new = !newest.is_some_and(|newest| stem(newest).ends_with(&ending));
    let lies_open = sealer.is_some() && all.iter().any(|path| is_own(path) && !is_sealed(path));
    if !is_new && !lies_open {
        return Ok(None);
    }
    let target = folder(ledger).join(format!("{}{ending}.{OPEN}", now.format(STAMP)));
    let turn = turn(ledger)?;
    if matches!(turn.try_lock(), Err(TryLockError::WouldBlock)) {
        return Ok(None); // another program is making just this copy
    }
    if sealer.is_none() && fs::metadata(ledger)?.len() <= quick {
        copy_to(conn, &target)?;
        clear_away(ledger)?;
        return Ok(Some((Some(target), Copying::default())));
    }
    let made = if sealer.is_some() { target.with_extension(SEALED) } else { target.clone() };
    let from = ledger.to_owned();
    let copying = thread::spawn(move || {
        let _turn = turn;
        if is_new {
            copy_to(&file::open_read_only(&from)?, &target)?;
        }
        if let Some(sealer) = sealer {
            seal_all(&from, &sealer)?;
        }
        clear_away(&from)
    });
    Ok(Some((is_new.then_some(made), Copying(Some(copying)))))
}

/// Puts a sealed copy in the place of each that lies open, and removes what a program left that was killed.
fn seal_all(ledger: &Path, sealer: &Sealer) -> Result<()> {
    for entry in fs::read_dir(folder(ledger))? {
        let path = entry?.path();
        if path.extension().is_some_and(|ending| ending == "part") {
            fs::remove_file(path)?;
        }
    }
    for path in backups_of(ledger).into_iter().filter(|path| is_own(path) && !is_sealed(path)) {
        sealer(&path, &path.with_extension(SEALED))?;
        fs::remove_file(&path)?;
    }
    sync_folder(ledger)
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
    let target = free_name(&folder(ledger), &stem, &format!(".{OPEN}"));
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

/// `YYYYMMDDTHHMMSS-NNNNNNNNNN`, and nothing that somebody else put there.
fn is_rotating(path: &Path) -> bool {
    let stem = stem(path);
    let parts = stem.split_once('-');
    parts.is_some_and(|(stamp, count)| is_stamp(stamp) && count.len() == 10 && is_digits(count))
}

/// A copy that this program made.
fn is_own(path: &Path) -> bool {
    is_rotating(path) || stem(path).split_once("-version").is_some_and(|(stamp, _)| is_stamp(stamp))
}

fn is_stamp(text: &str) -> bool {
    text.split_once('T')
        .is_some_and(|(day, time)| day.len() == 8 && time.len() == 6 && is_digits(day) && is_digits(time))
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_sealed(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == SEALED)
}

fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
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
        let (copy, mut copying) = rotate(&conn, &path, 0, &now, 0, None).unwrap().unwrap();
        let copy = copy.unwrap();
        conn.execute("INSERT INTO local_setting VALUES ('a', 'b')", []).unwrap();
        copying.finish().unwrap();
        let copied = file::open_read_only(&copy).unwrap();
        let id: String = copied.query_row("SELECT id FROM fact_ledger", [], |row| row.get(0)).unwrap();
        assert_eq!(id, "l1", "the copy is whole");
        assert_eq!(backups_of(&path), [copy], "and lies where backups lie");
        assert!(rotate(&conn, &path, 0, &now, 0, None).unwrap().is_none(), "nothing came since");
    }
    #[test]
    fn what_lies_open_is_sealed_with_the_next_copy() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.dz");
        let conn = file::create(&path, &LedgerId::new("l1")).unwrap();
        let now = |hour: u32| {
            chrono::DateTime::parse_from_rfc3339(&format!("2022-06-30T{hour:02}:00:00+08:00")).unwrap()
        };
        rotate(&conn, &path, 1, &now(8), u64::MAX, None).unwrap().unwrap();
        before_migration(&conn, &path, 7, &now(9)).unwrap();
        let backups = super::folder(&path);
        fs::write(backups.join("mine.dz"), "mine").unwrap();
        fs::write(backups.join("killed.dz.part"), "half").unwrap();
        // It stands for what the program seals with: the length is enough to see what it was given.
        let sealer = || -> Option<Sealer> {
            Some(Box::new(|from, to| fs::write(to, format!("sealed {}", fs::metadata(from)?.len()))))
        };
        let (made, mut copying) = rotate(&conn, &path, 2, &now(10), u64::MAX, sealer()).unwrap().unwrap();
        copying.finish().unwrap();
        let names: Vec<String> = backups_of(&path).iter().map(|path| name(path)).collect();
        let expected = [
            "mine.dz",
            "20220630T100000-0000000002.dzs",
            "20220630T090000-version7.dzs",
            "20220630T080000-0000000001.dzs",
        ];
        assert_eq!(names, expected, "all of ours, and nothing of others");
        assert_eq!(made, Some(backups.join(expected[1])));
        assert!(!backups.join("killed.dz.part").exists(), "and no half copy lies open");
        assert!(
            rotate(&conn, &path, 2, &now(11), u64::MAX, sealer()).unwrap().is_none(),
            "nothing came since"
        );
        before_migration(&conn, &path, 8, &now(11)).unwrap();
        let (made, mut copying) = rotate(&conn, &path, 2, &now(12), u64::MAX, sealer()).unwrap().unwrap();
        copying.finish().unwrap();
        assert_eq!(made, None, "no copy, but what was made before the migration is sealed");
        assert!(backups.join("20220630T110000-version8.dzs").exists());
    }
}
