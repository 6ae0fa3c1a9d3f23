//! The gate: what is written, what is left out, what is refused.

use domain::ledger::{Operation, RowKind};
use store::{DraftRow, NewAttachment, Refused, StoreError};

use crate::kit::{Desk, cell, count, entry, fields, fill, moment, number, raw, says, target};

#[test]
fn entries_are_numbered_and_chained() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let first = fill(&mut ledger, vec![target("t1", "1"), target("t2", "2")]);
    let second = fill(&mut ledger, vec![target("t1", "3")]);
    let (first_header, second_header) = (first.entry.unwrap(), second.entry.unwrap());
    assert_eq!((first_header.seq, first_header.previous), (1, None), "the first entry has none before it");
    assert_eq!(second_header.seq, 2, "numbers have no gaps");
    assert_eq!(
        second_header.previous,
        Some(first_header.digest()),
        "each names the digest of the one before"
    );
    assert_eq!((first.arrival, second.arrival), (Some(1), Some(2)), "they came in this order");
    let history = ledger.read().history(RowKind::Target, "t1").unwrap();
    assert_eq!(history.len(), 2, "both versions are there");
    assert_eq!(history[1].row.replaces, vec![first.rows[0].clone()], "the second names the first");
    assert_eq!((history[0].superseded, history[1].superseded), (Some(2), None), "and took its place");
    assert_eq!(says(&ledger, RowKind::Target, "t1"), "3", "what is current");
}

#[test]
fn what_is_current_already_is_left_out() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("t1", "1"), target("t2", "2")]);
    let change = fill(&mut ledger, vec![target("t1", "1"), target("t2", "9")]);
    assert_eq!((change.rows.len(), change.skipped), (1, 1), "one says something new");
    let change = fill(&mut ledger, vec![target("t1", "1"), DraftRow::retract(RowKind::Target, "never")]);
    assert_eq!((change.entry, change.skipped), (None, 2), "no entry is made for nothing");
    assert_eq!(ledger.read().last_arrival().unwrap(), 2, "and nothing came");
}

#[test]
fn a_retraction_is_a_row_that_says_so() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("t1", "1")]);
    fill(&mut ledger, vec![DraftRow::retract(RowKind::Target, "t1")]);
    assert_eq!(says(&ledger, RowKind::Target, "t1"), "-", "it is no more");
    assert!(ledger.read().heads(RowKind::Target).unwrap().is_empty(), "nor in the list");
    assert_eq!(ledger.read().history(RowKind::Target, "t1").unwrap().len(), 2, "but its history is");
    let keys = |beginning| ledger.read().keys(RowKind::Target, beginning).unwrap();
    assert_eq!(
        (keys("t"), keys("t1"), keys("t2"), keys("")),
        (vec!["t1".to_owned()], vec!["t1".to_owned()], vec![], vec!["t1".to_owned()]),
        "and its key is found"
    );
    fill(&mut ledger, vec![target("t1", "1")]);
    assert_eq!(says(&ledger, RowKind::Target, "t1"), "1", "it can be said again");
}

#[test]
fn who_names_what_he_saw_makes_a_conflict_and_who_replaces_all_ends_it() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let seen = fill(&mut ledger, vec![target("t1", "1")]).rows;
    fill(&mut ledger, vec![target("t1", "2")]);
    fill(&mut ledger, vec![target("t1", "3").replacing(seen.clone())]);
    assert_eq!(says(&ledger, RowKind::Target, "t1"), "!", "two heads that differ");
    assert_eq!(ledger.read().conflicts().unwrap().len(), 1, "it is listed");
    fill(&mut ledger, vec![target("t1", "2").replacing(seen)]);
    let current = ledger.read().head(RowKind::Target, "t1").unwrap().unwrap();
    assert_eq!(current.versions.len(), 3, "a head more, though it says what another says");
    let end = fill(&mut ledger, vec![target("t1", "3")]);
    assert_eq!(end.skipped, 0, "what one of several heads says is not current");
    assert_eq!(says(&ledger, RowKind::Target, "t1"), "3", "one row replaces all of them");
    assert!(ledger.read().conflicts().unwrap().is_empty(), "the list is empty again");
}

#[test]
fn equal_heads_are_no_conflict() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let seen = fill(&mut ledger, vec![target("t1", "1")]).rows;
    fill(&mut ledger, vec![target("t1", "2")]);
    fill(&mut ledger, vec![target("t1", "2").replacing(seen)]);
    assert_eq!(says(&ledger, RowKind::Target, "t1"), "2", "both say the same");
    assert!(ledger.read().conflicts().unwrap().is_empty(), "so nobody is asked");
}

#[test]
fn refusals_write_nothing() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let known = fill(&mut ledger, vec![target("t1", "1")]).rows;
    let unknown = "w9:1:0".parse().unwrap();
    let key = |text: &str| count(text, 1);
    let bad_content =
        |pairs: &[(&str, &str)]| DraftRow::put(RowKind::Result, cell("i", "u", 1), fields(pairs));
    let cases: Vec<(Vec<DraftRow>, &str)> = vec![
        (vec![target("t2", "1"), target("t2", "2")], "the same key twice"),
        (vec![target("t2", "1"), target("t1", "2").replacing(vec![unknown])], "a row that is not held"),
        (vec![target("t2", "1").replacing(known)], "a row of another thing"),
        (vec![target("", "1")], "no key"),
        (vec![key("i|ytd|u")], "half a cell"),
        (vec![key("i|sometimes|u|2022-01")], "an unknown measure"),
        (vec![key("i|ytd|u|2022-13")], "an unknown month"),
        (vec![key("i|ytd|u|2022-1")], "a second spelling of a month"),
        (vec![bad_content(&[("state", "guess")])], "an unknown state"),
        (vec![number(&cell("i", "u", 1), "约30户左右", "户")], "a text that is no number"),
    ];
    for (rows, why) in cases {
        let mut draft = entry(Operation::Fill, "p");
        draft.rows = rows;
        let outcome = ledger.change(&draft);
        assert!(matches!(outcome, Err(StoreError::Refused(_))), "{why}: {outcome:?}");
        assert_eq!(ledger.read().last_arrival().unwrap(), 1, "{why}: nothing was written");
    }
    for operation in [Operation::Undo, Operation::Redo] {
        let outcome = ledger.change(&entry(operation, "p").with(target("t3", "1")));
        let expected = matches!(outcome, Err(StoreError::Refused(Refused::ReservedOperation(_))));
        assert!(expected, "{operation} has a verb of its own");
    }
}

#[test]
fn attachments_are_kept_once() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let book = NewAttachment {
        name: "六月.xlsx".into(),
        media_type: "application/xlsx".into(),
        bytes: vec![1, 2, 3],
    };
    let mut draft = entry(Operation::Import, "p").because("月报").with(target("t1", "1"));
    draft.attachments.push(book.clone());
    let header = ledger.change(&draft).unwrap().entry.unwrap();
    assert_eq!(header.attachments[0].digest, book.digest(), "the entry names the file");
    let kept = ledger.read().attachment(&book.digest()).unwrap().unwrap();
    assert_eq!((kept.bytes, kept.name), (vec![1, 2, 3], "六月.xlsx".to_owned()), "and it can be had again");
    assert_eq!(ledger.change(&draft).unwrap().entry, None, "the same import again is no entry");
    draft.rows = vec![target("t1", "2")];
    assert!(ledger.change(&draft).unwrap().entry.is_some(), "with other rows it is one");
    drop(ledger);
    let kept: i64 = raw(&desk.file("a.dz"))
        .query_row("SELECT count(*) FROM fact_attachment", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 1, "the bytes are there once");
}

#[test]
fn a_new_file_alone_makes_an_entry() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let mut draft = entry(Operation::Import, "p");
    draft.attachments.push(NewAttachment { name: "a".into(), media_type: "b".into(), bytes: vec![7] });
    let change = ledger.change(&draft).unwrap();
    assert_eq!(
        change.entry.map(|header| header.row_count),
        Some(0),
        "the file is kept, though no row is new"
    );
    assert!(ledger.verify().unwrap().findings.is_empty(), "an entry without rows is sound");
}

#[test]
fn facts_cannot_be_changed_past_the_gate() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("t1", "1")]);
    drop(ledger);
    let conn = raw(&desk.file("a.dz"));
    conn.pragma_update(None, "recursive_triggers", true).unwrap();
    let cases = [
        "UPDATE fact_ledger SET id = 'x'",
        "DELETE FROM fact_ledger",
        "UPDATE fact_entry SET text = 'x'",
        "DELETE FROM fact_entry",
        "UPDATE fact_rows SET position = 7",
        "DELETE FROM fact_rows",
        "UPDATE fact_arrival SET received_at = 'x'",
        "DELETE FROM fact_arrival",
        "REPLACE INTO fact_ledger (one, id) VALUES (1, 'x')",
    ];
    for sql in cases {
        let outcome = conn.execute(sql, []).map_err(|error| error.to_string());
        assert!(
            outcome.is_err_and(|text| text.contains("append-only")),
            "{sql} is stopped by the file itself"
        );
    }
}

#[test]
fn what_was_typed_goes_away_when_it_becomes_a_value() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let (key, other) = (cell("i", "u", 1), cell("i", "u", 2));
    ledger.put_draft(&key, &"p".into(), "约30户左右", "number.unreadable", &moment(0)).unwrap();
    ledger.put_draft(&other, &"p".into(), "abc", "number.unreadable", &moment(0)).unwrap();
    ledger.put_draft(&other, &"p".into(), "abcd", "number.unreadable", &moment(1)).unwrap();
    assert_eq!(ledger.drafts().unwrap().len(), 2, "each cell has one text");
    fill(&mut ledger, vec![count(&key, 30)]);
    let left: Vec<String> = ledger.drafts().unwrap().into_iter().map(|draft| draft.text).collect();
    assert_eq!(left, ["abcd"], "the cell that has a value has no text any more");
    assert!(ledger.clear_draft(&other).unwrap(), "the other can be forgotten");
    assert!(!ledger.clear_draft(&other).unwrap(), "once");
}

#[test]
fn local_writes_are_one_or_none() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let outcome = ledger.locally(|ledger| {
        ledger.set_setting("title", Some("台账"))?;
        Err::<(), _>(StoreError::Busy)
    });
    assert!(outcome.is_err(), "the work failed");
    assert_eq!(ledger.setting("title").unwrap(), None, "so none of it stays");
    ledger.locally(|ledger| ledger.set_setting("title", Some("台账"))).unwrap();
    assert_eq!(ledger.setting("title").unwrap().as_deref(), Some("台账"), "else all of it does");
    ledger.set_setting("title", None).unwrap();
    assert_eq!(ledger.setting("title").unwrap(), None, "a setting can be forgotten");
}
