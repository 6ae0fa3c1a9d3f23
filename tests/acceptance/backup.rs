//! Copies of a ledger that leave the machine: open, sealed with a passphrase, and opened again with the recovery key as it
//! stands on the paper.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use testkit::Workplace;

use crate::results::{COUNTY, Room, room};

const PASSPHRASE: &str = "一条很长的备份口令";

/// A ledger with a figure in it.
fn office() -> Room {
    let room = room();
    room.fill("type", vec![room.text(0, "2022-06", "120")]);
    room
}

fn backup(place: &Workplace, name: &str, passphrase: Option<&str>) -> PathBuf {
    let path = place.folder().join(name);
    place.call("backup", json!({ "path": path, "passphrase": passphrase }));
    path
}

fn state(place: &Workplace) -> Value {
    place.call("verify", json!({}))["state"].clone()
}

fn restore(place: &Workplace, backup: &Path, word: &str) -> Value {
    let to = place.folder().join(format!("restored-{}.dz", word.len()));
    place.call("restore_from", json!({ "backup": backup, "path": to, "word": word }))
}

/// The digits as somebody types them off the printed page.
fn digits_on(page: &Path) -> String {
    let bytes = std::fs::read(page).expect("the page");
    let text = formats::text::read(Some("page.pdf"), &bytes).expect("a page").text;
    let words = text.split_whitespace();
    let groups: Vec<&str> =
        words.filter(|word| word.len() == 6 && word.bytes().all(|b| b.is_ascii_digit())).collect();
    assert_eq!(groups.len(), 8, "eight groups: {text}");
    groups.join(" ")
}

fn code(answer: &Value) -> &str {
    answer["problems"][0]["code"].as_str().unwrap_or_default()
}

#[test]
fn a_sealed_backup_opens_with_its_passphrase_and_shows_nothing_without() {
    let Room { place, .. } = office();
    let before = state(&place);
    let sealed = backup(&place, "a.dzs", Some(PASSPHRASE));
    let bytes = std::fs::read(&sealed).expect("the backup");
    assert!(!bytes.windows(6).any(|six| six == b"SQLite"), "nothing of the ledger lies open");
    let view = place.call("choose_backup", json!({ "path": sealed }));
    assert_eq!((&view["sealed"], &view["recovery"]), (&json!(true), &json!(false)));
    let left: Vec<PathBuf> =
        std::fs::read_dir(place.folder()).expect("a folder").flatten().map(|e| e.path()).collect();
    let is_passing = |path: &PathBuf| path.extension().is_some_and(|e| e == "sealing" || e == "part");
    assert!(!left.iter().any(is_passing), "no plain copy stays behind: {left:?}");
    let to = place.folder().join("b.dz");
    let refused = |word: Option<&str>| {
        place.refused("restore_from", json!({ "backup": sealed, "path": to, "word": word }))
    };
    assert_eq!(code(&refused(Some("另一条很长的口令"))), "package.opening");
    assert_eq!(code(&refused(None)), "package.sealed");
    assert!(!to.exists(), "nothing was written");
    let short = place.folder().join("c.dzs");
    let view = restore(&place, &sealed, PASSPHRASE);
    assert_eq!(view["health"]["state"], "sound");
    assert_eq!(state(&place), before, "every fact came back");
    let left = std::fs::read_dir(place.folder()).expect("a folder").flatten().map(|entry| entry.file_name());
    let passing: Vec<_> = left.filter(|name| name.to_string_lossy().contains(".opening")).collect();
    assert!(passing.is_empty(), "nor what was opened on the way: {passing:?}");
    let short = place.refused("backup", json!({ "path": short, "passphrase": "短" }));
    assert_eq!(code(&short), "passphrase.short");
    let again = place.refused("backup", json!({ "path": sealed, "passphrase": PASSPHRASE }));
    assert_eq!(code(&again), "file.exists", "and no backup is overwritten");
}

#[test]
fn the_paper_opens_what_nobody_knows_the_passphrase_of() {
    let Room { place, .. } = office();
    let page = place.folder().join("page.pdf");
    place.call("make_recovery_key", json!({ "path": page }));
    let typed = digits_on(&page);
    let recovery = place.call("signers", json!({}))["recovery"].clone();
    assert!(recovery["written"]["by"].as_str().is_some_and(|by| !by.is_empty()), "who made it: {recovery}");
    let before = state(&place);
    let sealed = backup(&place, "a.dzs", Some(PASSPHRASE));
    assert_eq!(place.call("choose_backup", json!({ "path": sealed }))["recovery"], true);
    let slipped = |from: usize| {
        let mut digits: Vec<char> = typed.chars().collect();
        digits[from] = if digits[from] == '9' { '0' } else { (digits[from] as u8 + 1) as char };
        digits.into_iter().collect::<String>()
    };
    let to = place.folder().join("b.dz");
    let refused =
        |word: &str| place.refused("restore_from", json!({ "backup": sealed, "path": to, "word": word }));
    let wrong = refused(&slipped(15));
    assert_eq!(
        (code(&wrong), &wrong["problems"][0]["detail"]),
        ("recovery.group", &json!(["3"])),
        "the third group"
    );
    let short = refused(&typed[1..]);
    assert_eq!(
        (code(&short), &short["problems"][0]["detail"]),
        ("recovery.length", &json!(["48", "47"])),
        "a digit is missing"
    );
    restore(&place, &sealed, &typed);
    assert_eq!(state(&place), before, "every fact came back");
    // Another key takes its place: the old paper opens what was made for it, and nothing later.
    let second = place.folder().join("second.pdf");
    place.call("make_recovery_key", json!({ "path": second }));
    let later = backup(&place, "later.dzs", Some(PASSPHRASE));
    let old = place.refused("restore_from", json!({ "backup": later, "path": to, "word": typed }));
    assert_eq!(code(&old), "package.opening");
    restore(&place, &later, &digits_on(&second));
}

#[test]
fn the_page_of_a_key_is_shown_and_goes_with_the_ledger() {
    let Room { place, .. } = office();
    let shown = place.call("make_recovery_key", json!({}))["path"].clone();
    let page = PathBuf::from(shown.as_str().expect("a page"));
    assert_eq!(place.opened(), std::slice::from_ref(&page), "the page is opened to be printed");
    let code = digits_on(&page);
    place.call("close_ledger", json!({}));
    assert!(!page.exists(), "and does not stay on the disk");
    assert_eq!(code.len(), 8 * 6 + 7);
}

#[test]
fn a_changed_or_cut_backup_is_refused_and_the_ledger_stays() {
    let Room { place, .. } = office();
    let sealed = backup(&place, "a.dzs", Some(PASSPHRASE));
    let whole = std::fs::read(&sealed).expect("the backup");
    let to = place.folder().join("b.dz");
    std::fs::write(&to, b"what was here").expect("a file");
    let half = whole.len() / 2;
    let mut changed = whole.clone();
    changed[half] ^= 1;
    for (what, bytes) in
        [("a byte", &changed[..]), ("the end", &whole[..half]), ("the beginning", &whole[half..])]
    {
        std::fs::write(&sealed, bytes).expect("a file");
        place.refused("restore_from", json!({ "backup": sealed, "path": to, "word": PASSPHRASE }));
        assert_eq!(std::fs::read(&to).expect("the file"), b"what was here", "{what} of it is gone");
    }
}

#[test]
fn what_is_copied_while_nobody_types_is_sealed_for_the_paper_and_the_own_key() {
    let room = office();
    let place = &room.place;
    let asked = place.refused("seal_backups", json!({ "sealed": true }));
    assert_eq!(code(&asked), "recovery.missing", "without paper a lost passphrase would lose the copies");
    place.call("make_key", json!({ "passphrase": PASSPHRASE }));
    let page = place.folder().join("page.pdf");
    place.call("make_recovery_key", json!({ "path": page }));
    let head = json!({ "id": null, "name": "赵某", "office": "办", "org_unit": COUNTY, "roles": ["approver"], "phone": null });
    let head = place.call("put_person", head)["ids"][0].clone();
    place.call("sign_in", json!({ "id": head, "passcode": "" }));
    place.call("seal_backups", json!({ "sealed": true }));
    let recovery = place.call("signers", json!({}))["recovery"].clone();
    assert_eq!(
        (&recovery["automatic"], &recovery["written"]["by"]),
        (&json!(true), &json!("张某")),
        "and who made the paper is still said"
    );
    let ledger = place.call("ledger", json!({}))["path"].as_str().expect("a path").to_owned();
    place.call("close_ledger", json!({}));
    place.call("open_ledger", json!({ "path": ledger }));
    place.call("close_ledger", json!({}));
    let copies = std::fs::read_dir(format!("{ledger}.backups")).expect("the backups").flatten();
    for copy in copies {
        let bytes = std::fs::read(copy.path()).expect("a copy");
        assert!(!bytes.windows(6).any(|six| six == b"SQLite"), "{:?} lies open", copy.path());
    }
    let newest = place.call("newest_backup", json!({ "path": ledger }));
    assert_eq!(
        (&newest["sealed"], &newest["recovery"], &newest["passphrase"]),
        (&json!(true), &json!(true), &json!(false))
    );
    let sealed = PathBuf::from(newest["path"].as_str().expect("a backup"));
    let to = place.folder().join("b.dz");
    for word in [None, Some("另一条很长的口令")] {
        place.refused("restore_from", json!({ "backup": sealed, "path": to, "word": word }));
    }
    place.call("open_ledger", json!({ "path": ledger }));
    let before = state(place);
    for word in [PASSPHRASE.to_owned(), digits_on(&page)] {
        let view = restore(place, &sealed, &word);
        assert_eq!(view["health"]["state"], "sound");
        assert_eq!(state(place), before, "every fact came back");
    }
    place.call("open_ledger", json!({ "path": ledger }));
    place.call("seal_backups", json!({ "sealed": false }));
    place.call("close_ledger", json!({}));
    place.call("open_ledger", json!({ "path": ledger }));
    place.call("close_ledger", json!({}));
    assert_eq!(place.call("newest_backup", json!({ "path": ledger }))["sealed"], false, "and open again");
}
