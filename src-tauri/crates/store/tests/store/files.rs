//! Files: made, opened, closed; newer, foreign, damaged and busy ones.

use std::fs;
use std::path::Path;

use domain::ledger::{Operation, RowKind};
use store::{Condition, Ledger, StoreError};

use crate::kit::{Desk, entry, fill, moment, raw, says, target};

fn open(desk: &Desk) -> Result<Ledger, StoreError> {
    Ledger::open(desk.file("a.dz"), desk.device.ports(), &moment(0))
}

#[test]
fn made_closed_and_opened_again() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let id = ledger.id().clone();
    fill(&mut ledger, vec![target("a", "1")]);
    ledger.close().unwrap();
    for ending in ["-wal", "-shm"] {
        assert!(
            !desk.file(&format!("a.dz{ending}")).exists(),
            "everything is in the one file, not in {ending}"
        );
    }
    let ledger = desk.open();
    assert_eq!((ledger.id(), ledger.condition()), (&id, &Condition::Sound), "the same ledger, sound");
    assert_eq!(says(&ledger, RowKind::Target, "a"), "1", "and what was written");
}

#[test]
fn nothing_is_overwritten() {
    let desk = Desk::new("d");
    fs::write(desk.file("a.dz"), "a letter").unwrap();
    let outcome = Ledger::create(desk.file("a.dz"), desk.device.ports());
    assert!(matches!(outcome, Err(StoreError::AlreadyExists)), "there is a file");
    assert_eq!(fs::read_to_string(desk.file("a.dz")).unwrap(), "a letter", "it is as it was");
}

#[test]
fn what_is_no_ledger_is_left_alone() {
    let desk = Desk::new("d");
    assert!(matches!(open(&desk), Err(StoreError::NotFound)), "no file");
    assert!(!desk.file("a.dz").exists(), "and none is made");
    let sqlite = {
        let conn = raw(&desk.file("other.db"));
        conn.execute_batch("CREATE TABLE t (x)").unwrap();
        drop(conn);
        fs::read(desk.file("other.db")).unwrap()
    };
    let cases = [
        (Vec::new(), "an empty file"),
        (b"PK\x03\x04 a workbook".to_vec(), "a workbook"),
        (sqlite, "SQLite"),
    ];
    for (bytes, why) in cases {
        fs::write(desk.file("a.dz"), &bytes).unwrap();
        assert!(matches!(open(&desk), Err(StoreError::NotALedger)), "{why} is no ledger");
        assert_eq!(fs::read(desk.file("a.dz")).unwrap(), bytes, "{why} is as it was");
    }
}

#[test]
fn a_newer_file_is_left_alone() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    ledger.close().unwrap();
    let conn = raw(&desk.file("a.dz"));
    conn.pragma_update(None, "user_version", 999).unwrap();
    conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    conn.close().unwrap();
    let before = listing(desk.folder.path());
    let outcome = open(&desk);
    assert!(
        matches!(outcome, Err(StoreError::NewerFile { found: 999, .. })),
        "it is refused with its version"
    );
    assert_eq!(listing(desk.folder.path()), before, "not a byte changed, not a file came");
}

#[test]
fn a_newer_version_in_the_log_is_left_there() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    ledger.close().unwrap();
    // A newer program wrote and did not close: the version stands in the log only.
    let conn = raw(&desk.file("a.dz"));
    conn.pragma_update(None, "wal_autocheckpoint", 0).unwrap();
    conn.pragma_update(None, "user_version", 999).unwrap();
    for ending in ["", "-wal"] {
        fs::copy(desk.file(&format!("a.dz{ending}")), desk.file(&format!("b.dz{ending}"))).unwrap();
    }
    let before = fs::read(desk.file("b.dz")).unwrap();
    let outcome = Ledger::open(desk.file("b.dz"), desk.device.ports(), &moment(0));
    assert!(matches!(outcome, Err(StoreError::NewerFile { found: 999, .. })), "it is seen in the log too");
    assert_eq!(fs::read(desk.file("b.dz")).unwrap(), before, "and the file is as it was");
}

/// Every file with its bytes.
fn listing(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.display().to_string(), fs::read(&path).unwrap()))
        .collect();
    files.sort();
    files
}

/// A ledger with some pages of content and a backup.
fn worn(desk: &Desk) -> Vec<u8> {
    let mut ledger = desk.create();
    for value in 0..40 {
        let rows = (0..20).map(|key| target(&format!("t{key}"), &value.to_string())).collect();
        fill(&mut ledger, rows);
    }
    ledger.backup(&moment(1)).unwrap();
    ledger.close().unwrap();
    fs::read(desk.file("a.dz")).unwrap()
}

/// Tears one page and looks at what becomes of it; tells whether the ledger could still be read.
fn check_torn(desk: &Desk, bytes: &[u8], page: usize) -> bool {
    let mut bytes = bytes.to_vec();
    bytes[page * 8192..(page + 1) * 8192].fill(0x55);
    fs::write(desk.file("a.dz"), &bytes).unwrap();
    let newest = store::newest_backup(&desk.file("a.dz"));
    let readable = match open(desk) {
        Err(StoreError::Damaged { newest_backup }) => {
            assert_eq!(newest_backup, newest, "page {page}: the newest backup is offered");
            false
        }
        Ok(mut ledger) => {
            let Condition::Damaged { findings, newest_backup } = ledger.condition().clone() else {
                panic!("page {page}: it was torn and nothing was said")
            };
            assert!(!findings.is_empty(), "page {page}: what was found is told");
            assert_eq!(newest_backup, newest, "page {page}: the newest backup is offered");
            let outcome = ledger.change(&entry(Operation::Fill, "p").with(target("x", "1")));
            assert!(matches!(outcome, Err(StoreError::ReadOnly)), "page {page}: nothing is written into it");
            assert!(ledger.undo(&crate::kit::who("p"), |_| false).is_err(), "page {page}: nor undone");
            assert!(ledger.rebuild().is_err(), "page {page}: nor rebuilt");
            ledger.close().unwrap();
            true
        }
        Err(other) => panic!("page {page}: {other:?}"),
    };
    assert_eq!(fs::read(desk.file("a.dz")).unwrap(), bytes, "page {page}: the file is as it was");
    readable
}

#[test]
fn a_damaged_file_is_read_and_never_written() {
    let desk = Desk::new("d");
    let bytes = worn(&desk);
    let pages = 1..bytes.len() / 8192;
    let readable = pages.clone().filter(|page| check_torn(&desk, &bytes, *page)).count();
    assert!(readable * 2 > pages.len(), "most can still be read: {readable} of {}", pages.len());
}

#[test]
fn a_file_that_cannot_be_read_at_all_is_kept_and_the_backup_offered() {
    let desk = Desk::new("d");
    let bytes = worn(&desk);
    let mut headless = bytes.clone();
    headless[..100].fill(0);
    let mut torn = bytes.clone();
    torn[100..8192].fill(0x55);
    let mut schemaless = bytes.clone();
    schemaless.truncate(8192);
    for (bytes, why) in [(headless, "no header"), (torn, "a torn first page"), (schemaless, "a cut file")] {
        fs::write(desk.file("a.dz"), &bytes).unwrap();
        match open(&desk) {
            Err(StoreError::Damaged { newest_backup }) => assert!(newest_backup.is_some(), "{why}: a backup"),
            other => panic!("{why}: {:?}", other.map(|ledger| ledger.condition().clone())),
        }
        assert_eq!(fs::read(desk.file("a.dz")).unwrap(), bytes, "{why}: the file is kept");
    }
}

#[test]
fn an_entry_that_cannot_be_read_is_damage() {
    let desk = Desk::new("d");
    worn(&desk);
    let conn = crate::kit::unprotected(&desk.file("a.dz"));
    conn.execute("UPDATE fact_entry SET text = replace(text, 'operation fill', 'operation fell')", [])
        .unwrap();
    conn.close().unwrap();
    let ledger = desk.open();
    assert!(matches!(ledger.condition(), Condition::Damaged { .. }), "the last entry is not what it was");
    assert_eq!(says(&ledger, RowKind::Target, "t1"), "39", "what can be read is read");
}

#[test]
fn another_program_that_writes_is_waited_for_and_then_told_of() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    let other = raw(&desk.file("a.dz"));
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    ledger.wait_at_most(std::time::Duration::ZERO).unwrap();
    let outcome = ledger.change(&entry(Operation::Fill, "p").with(target("a", "2")));
    assert!(matches!(outcome, Err(StoreError::Busy)), "a clear word, not a hang: {outcome:?}");
    assert_eq!(says(&ledger, RowKind::Target, "a"), "1", "reading goes on meanwhile");
    other.execute_batch("ROLLBACK").unwrap();
    fill(&mut ledger, vec![target("a", "2")]);
    assert_eq!(says(&ledger, RowKind::Target, "a"), "2", "and writing after");
}

#[test]
fn two_programs_of_one_device_share_a_file() {
    let desk = Desk::new("d");
    let mut one = desk.create();
    fill(&mut one, vec![target("a", "1")]);
    let mut two = desk.open();
    fill(&mut two, vec![target("a", "2")]);
    fill(&mut one, vec![target("a", "3")]);
    let writers = one.read().writers().unwrap();
    assert_eq!(writers.len(), 1, "one chain, since each sees the other's head");
    assert_eq!(writers[0].seq, 3, "of three entries");
    assert_eq!(says(&two, RowKind::Target, "a"), "3", "and both read the same");
}
