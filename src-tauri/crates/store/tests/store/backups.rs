//! Backups: made, cleared away, restored; nothing is overwritten.

use std::fs;

use domain::ledger::RowKind;
use store::{Ledger, StoreError, backups_of, newest_backup, restore};

use crate::kit::{Desk, fill, moment, open, says, target};

const DAY: i64 = 24 * 60 * 60;

#[test]
fn a_backup_is_a_whole_ledger() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    ledger.backup_to(desk.file("b.dz")).unwrap();
    fill(&mut ledger, vec![target("a", "2")]);
    let copy = open(&desk.file("b.dz"), &desk.device);
    assert_eq!(copy.id(), ledger.id(), "a copy of the same ledger");
    assert_eq!(says(&copy, RowKind::Target, "a"), "1", "as it was then");
    assert_eq!(copy.verify().unwrap().findings, [], "and sound");
    assert!(
        matches!(ledger.backup_to(desk.file("b.dz")), Err(StoreError::AlreadyExists)),
        "never over a file"
    );
    assert!(!desk.file("b.dz.part").exists(), "and nothing half-made is left");
}

#[test]
fn nothing_new_makes_no_backup() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    assert!(ledger.backup(&moment(1)).unwrap().is_some(), "the first");
    assert_eq!(ledger.backup(&moment(2)).unwrap(), None, "nothing came since");
    fill(&mut ledger, vec![target("a", "2")]);
    assert!(ledger.backup(&moment(3)).unwrap().is_some(), "something came");
    assert_eq!(backups_of(ledger.path()).len(), 2, "two in all");
}

#[test]
fn the_last_ten_and_one_of_each_of_seven_days_are_kept() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let mut value = 0;
    // Nine days with three backups each, then twelve on one day.
    let times = (0..9).flat_map(|day| (0..3).map(move |hour| day * DAY + hour * 3600));
    for time in times.chain((0..12).map(|minute| 9 * DAY + minute * 60)) {
        value += 1;
        fill(&mut ledger, vec![target("a", &value.to_string())]);
        ledger.backup(&moment(time)).unwrap();
    }
    fs::write(desk.file("a.dz.backups").join("mine.dz"), "a friend's").unwrap();
    fill(&mut ledger, vec![target("a", "end")]);
    ledger.backup(&moment(10 * DAY)).unwrap();
    let names: Vec<String> = backups_of(ledger.path())
        .iter()
        .map(|path| {
            path.file_name().unwrap().to_string_lossy()[..13.min(path.file_name().unwrap().len())].to_owned()
        })
        .collect();
    let of_last_day = names.iter().filter(|name| name.starts_with("20220709")).count();
    assert_eq!(of_last_day, 9, "nine of the day before: the last ten in all");
    let earlier: Vec<&str> =
        names.iter().filter(|name| name.as_str() < "20220709").map(|name| &name[..11]).collect();
    let expected = ["20220708T11", "20220707T11", "20220706T11", "20220705T11", "20220704T11"];
    assert_eq!(earlier, expected, "the last of each of five days more: seven days in all");
    assert!(desk.file("a.dz.backups").join("mine.dz").exists(), "what we did not put there stays");
}

#[test]
fn a_restore_puts_the_present_file_aside() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    ledger.backup(&moment(1)).unwrap();
    fill(&mut ledger, vec![target("a", "2")]);
    ledger.close().unwrap();
    let path = desk.file("a.dz");
    let before = fs::read(&path).unwrap();
    let backup = newest_backup(&path).unwrap();
    let restored = restore(&backup, &path, &moment(2)).unwrap();
    assert_eq!(says(&desk.open(), RowKind::Target, "a"), "1", "the backup stands there");
    assert_eq!(fs::read(restored.aside.unwrap()).unwrap(), before, "what stood there is kept");
    let again = restore(&backup, &path, &moment(2)).unwrap();
    assert!(again.aside.unwrap().exists(), "twice in one second is twice kept");
    assert!(backup.exists(), "and the backup is still a backup");
    let elsewhere = restore(&backup, &desk.file("new.dz"), &moment(2)).unwrap();
    assert_eq!(elsewhere.aside, None, "where nothing stood nothing is put aside");
}

#[test]
fn a_bad_backup_is_refused_and_the_file_stays() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    ledger.backup_to(desk.file("b.dz")).unwrap();
    ledger.close().unwrap();
    let before = fs::read(desk.file("a.dz")).unwrap();
    let conn = crate::kit::unprotected(&desk.file("b.dz"));
    conn.execute("UPDATE fact_rows SET texts = zeroblob(length(texts))", []).unwrap();
    conn.close().unwrap();
    let outcome = restore(&desk.file("b.dz"), &desk.file("a.dz"), &moment(2));
    assert!(matches!(outcome, Err(StoreError::Damaged { .. })), "one altered figure is found");
    fs::write(desk.file("c.dz"), "a letter").unwrap();
    let outcome = restore(&desk.file("c.dz"), &desk.file("a.dz"), &moment(2));
    assert!(matches!(outcome, Err(StoreError::NotALedger)), "a letter is no backup");
    let outcome = restore(&desk.file("nothing.dz"), &desk.file("a.dz"), &moment(2));
    assert!(matches!(outcome, Err(StoreError::NotFound)), "nor is nothing");
    assert_eq!(fs::read(desk.file("a.dz")).unwrap(), before, "the file is as it was");
    let ledgers = fs::read_dir(desk.folder.path()).unwrap().count();
    assert!(ledgers <= 5, "and nothing half-made is left beside it");
}

#[test]
fn a_damaged_ledger_can_be_restored_over() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    let backup = ledger.backup(&moment(1)).unwrap().unwrap();
    ledger.close().unwrap();
    fs::write(desk.file("a.dz"), "rubbish").unwrap();
    let ports = desk.device.ports();
    let Err(StoreError::Damaged { newest_backup: Some(offered) }) =
        Ledger::open(desk.file("a.dz"), ports, &moment(2))
    else {
        panic!("rubbish beside backups is a damaged ledger")
    };
    assert_eq!(offered, backup, "the backup is offered");
    let restored = restore(&offered, &desk.file("a.dz"), &moment(2)).unwrap();
    assert_eq!(says(&desk.open(), RowKind::Target, "a"), "1", "and serves");
    assert_eq!(fs::read_to_string(restored.aside.unwrap()).unwrap(), "rubbish", "the rubbish is kept");
}
