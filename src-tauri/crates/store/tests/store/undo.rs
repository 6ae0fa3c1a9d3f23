//! Undo and redo: what was replaced is put back, all of it or nothing.

use domain::ledger::{Operation, Row, RowKind};
use store::{Blocking, DraftRow, Ledger, Refused, StoreError};

use crate::kit::{Desk, entry, fill, says, target, who};

fn never(_: &Row) -> bool {
    false
}

fn undo(ledger: &mut Ledger) {
    ledger.undo(&who("p"), never).unwrap();
}

fn redo(ledger: &mut Ledger) {
    ledger.redo(&who("p"), never).unwrap();
}

fn state(ledger: &Ledger) -> String {
    ["a", "b", "c"].map(|key| says(ledger, RowKind::Target, key)).join(" ")
}

#[test]
fn undo_puts_back_and_redo_does_again() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1"), target("b", "1")]);
    fill(&mut ledger, vec![target("a", "2"), target("c", "2")]);
    fill(&mut ledger, vec![DraftRow::retract(RowKind::Target, "a")]);
    assert_eq!(state(&ledger), "- 1 2", "three entries");
    undo(&mut ledger);
    assert_eq!(state(&ledger), "2 1 2", "the retraction is undone");
    undo(&mut ledger);
    assert_eq!(state(&ledger), "1 1 -", "what was there is back, what was not is gone");
    undo(&mut ledger);
    assert_eq!(state(&ledger), "- - -", "nothing is left");
    let outcome = ledger.undo(&who("p"), never);
    assert!(matches!(outcome, Err(StoreError::Refused(Refused::NothingToUndo))), "and nothing to undo");
    for expected in ["1 1 -", "2 1 2", "- 1 2"] {
        redo(&mut ledger);
        assert_eq!(state(&ledger), expected, "redo goes the way back");
    }
    let outcome = ledger.redo(&who("p"), never);
    assert!(matches!(outcome, Err(StoreError::Refused(Refused::NothingToRedo))), "to its end");
    undo(&mut ledger);
    assert_eq!(state(&ledger), "2 1 2", "and what was redone can be undone");
    assert!(ledger.verify().unwrap().findings.is_empty(), "all of it is sound");
}

#[test]
fn the_button_names_the_operation_and_its_rows() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    let paste = entry(Operation::Paste, "p").because("六月").with(target("a", "2")).with(target("b", "2"));
    ledger.change(&paste).unwrap();
    let label = ledger.undo_label(&"p".into()).unwrap().unwrap();
    let named = (label.operation, label.rows, label.reason.as_str());
    assert_eq!(named, (Operation::Paste, 2, "六月"), "撤销“粘贴 2 个数”");
    assert_eq!(ledger.redo_label(&"p".into()).unwrap(), None, "nothing was undone yet");
    undo(&mut ledger);
    let label = ledger.redo_label(&"p".into()).unwrap().unwrap();
    assert_eq!((label.operation, label.rows), (Operation::Paste, 2), "重做 names the same");
    assert_eq!(ledger.undo_label(&"p".into()).unwrap().unwrap().operation, Operation::Fill, "the one before");
    redo(&mut ledger);
    assert_eq!(
        ledger.undo_label(&"p".into()).unwrap().unwrap().operation,
        Operation::Paste,
        "again the paste"
    );
    assert_eq!(ledger.undo_label(&"q".into()).unwrap(), None, "another person has nothing to undo");
}

#[test]
fn it_survives_a_restart_but_not_another_writer() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    fill(&mut ledger, vec![target("a", "2")]);
    ledger.backup_to(desk.file("copy.dz")).unwrap();
    undo(&mut ledger);
    ledger.close().unwrap();
    let mut ledger = desk.open();
    redo(&mut ledger);
    assert_eq!(says(&ledger, RowKind::Target, "a"), "2", "redo after a restart");
    let mut copy = crate::kit::open(&desk.file("copy.dz"), &desk.device);
    assert_eq!(copy.undo_label(&"p".into()).unwrap(), None, "a restored copy has another writer");
    assert!(copy.undo(&who("p"), never).is_err(), "so there is nothing of it to undo");
}

#[test]
fn a_new_action_ends_what_could_be_redone() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1")]);
    undo(&mut ledger);
    fill(&mut ledger, vec![target("b", "1")]);
    assert!(ledger.redo(&who("p"), never).is_err(), "the way forward is another one now");
}

#[test]
fn a_later_row_is_in_the_way_and_named() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1"), target("b", "1"), target("c", "1")]);
    ledger.change(&entry(Operation::Revise, "q").with(target("b", "2"))).unwrap();
    let Err(StoreError::Refused(Refused::UndoBlocked(blocking))) = ledger.undo(&who("p"), never) else {
        panic!("another person's row stands on it");
    };
    let [Blocking::Replaced { key, author, by, .. }] = blocking.as_slice() else {
        panic!("one row: {blocking:?}")
    };
    assert_eq!((key.as_str(), author.as_ref().unwrap().as_str(), by.len()), ("b", "q", 1), "it is named");
    assert_eq!(state(&ledger), "1 2 1", "nothing was undone, not even the others");
}

#[test]
fn what_was_handed_in_is_not_undone() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1"), target("b", "1")]);
    ledger.change(&entry(Operation::Submit, "p").with(target("form", "submitted"))).unwrap();
    let outcome = ledger.undo(&who("p"), |row| row.key == "b");
    let Err(StoreError::Refused(Refused::UndoBlocked(blocking))) = outcome else { panic!("b was handed in") };
    assert_eq!(blocking, [Blocking::Frozen { kind: RowKind::Target, key: "b".into() }], "it is named");
    assert_eq!(state(&ledger), "1 1 -", "nothing was undone");
}

#[test]
fn submitting_is_not_undone() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    for operation in [Operation::Submit, Operation::Accept, Operation::Return, Operation::Issue] {
        ledger.change(&entry(operation, "p").with(target("form", operation.code()))).unwrap();
        assert_eq!(ledger.undo_label(&"p".into()).unwrap(), None, "{operation} is answered, not undone");
    }
}

#[test]
fn a_settled_conflict_comes_back() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let seen = fill(&mut ledger, vec![target("a", "1")]).rows;
    ledger.change(&entry(Operation::Revise, "q").with(target("a", "2"))).unwrap();
    ledger.change(&entry(Operation::Revise, "q").with(target("a", "3").replacing(seen))).unwrap();
    ledger.change(&entry(Operation::Resolve, "p").with(target("a", "3"))).unwrap();
    assert_eq!(says(&ledger, RowKind::Target, "a"), "3", "settled");
    undo(&mut ledger);
    assert_eq!(says(&ledger, RowKind::Target, "a"), "!", "the conflict is back");
    let current = ledger.read().head(RowKind::Target, "a").unwrap().unwrap();
    assert_eq!(current.versions.len(), 2, "both sides of it");
    redo(&mut ledger);
    assert_eq!(says(&ledger, RowKind::Target, "a"), "3", "settled again");
    let current = ledger.read().head(RowKind::Target, "a").unwrap().unwrap();
    assert_eq!(current.versions.len(), 1, "by one row");
}
