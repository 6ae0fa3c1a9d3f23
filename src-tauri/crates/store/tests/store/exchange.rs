//! Exchange between two ledgers: again and again, in any order, in parts; and what is refused.

use std::collections::BTreeMap;

use domain::ledger::{Batch, Fault, FaultKind, Operation, RowKind, entries_text, read_entries};
use store::{Ledger, NewAttachment, Refused, StoreError};

use crate::kit::{Desk, cell, count, entry, fill, indicator, moment, says, target};

fn all(ledger: &Ledger) -> Batch {
    ledger.read().batch_after(&BTreeMap::new()).unwrap()
}

/// A ledger with four entries, among them replacements, a result and its indicator.
fn written(desk: &Desk) -> Ledger {
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("a", "1"), target("b", "1"), indicator("i", "元", 2)]);
    fill(&mut ledger, vec![target("a", "2"), count(&cell("i", "u", 1), 3)]);
    fill(&mut ledger, vec![target("a", "3"), indicator("i", "户", 0)]);
    fill(&mut ledger, vec![target("b", "2"), count(&cell("i", "u", 1), 4)]);
    ledger
}

fn assert_same(a: &Ledger, b: &Ledger, why: &str) {
    assert_eq!(a.read().state_digest().unwrap(), b.read().state_digest().unwrap(), "same state: {why}");
    assert_eq!(a.read().ledger_head().unwrap(), b.read().ledger_head().unwrap(), "same heads: {why}");
    for ledger in [a, b] {
        assert_eq!(ledger.verify().unwrap().findings, [], "sound, and derived as rebuilt: {why}");
    }
}

#[test]
fn any_order_and_twice() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let source = written(&from);
    let batch = all(&source);
    for order in [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 3, 0, 2]] {
        let path = to.file(&format!("{order:?}.dz"));
        let mut ledger = Ledger::create(&path, to.device.ports()).unwrap();
        for (at, place) in order.into_iter().enumerate() {
            let one = Batch { parcels: vec![batch.parcels[place].clone()], attachments: Vec::new() };
            let receipt = ledger.receive(&one, &moment(1)).unwrap();
            assert_eq!(receipt.new_entries.len(), 1, "new at place {at} of {order:?}");
            let again = ledger.receive(&one, &moment(2)).unwrap();
            assert_eq!((again.known_entries, again.new_rows), (1, 0), "the second time nothing comes");
        }
        assert_eq!(ledger.gaps().unwrap(), [], "all are there");
        assert_same(&source, &ledger, &format!("{order:?}"));
    }
}

#[test]
fn gaps_are_named_until_they_close() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let batch = all(&written(&from));
    let mut ledger = to.create();
    let late = Batch { parcels: vec![batch.parcels[3].clone()], attachments: Vec::new() };
    let receipt = ledger.receive(&late, &moment(1)).unwrap();
    let gaps: Vec<(u32, u32)> = receipt.gaps.iter().map(|gap| (gap.from, gap.to)).collect();
    assert_eq!(gaps, [(1, 3)], "three entries have not come");
    assert!(ledger.read().known().unwrap().is_empty(), "nothing is known without a gap");
    let middle = Batch { parcels: vec![batch.parcels[1].clone()], attachments: Vec::new() };
    let receipt = ledger.receive(&middle, &moment(1)).unwrap();
    let gaps: Vec<(u32, u32)> = receipt.gaps.iter().map(|gap| (gap.from, gap.to)).collect();
    assert_eq!(gaps, [(1, 1), (3, 3)], "two are left");
    let receipt = ledger.receive(&batch, &moment(1)).unwrap();
    assert_eq!((receipt.gaps.len(), receipt.new_entries.len(), receipt.known_entries), (0, 2, 2), "closed");
    assert_eq!(ledger.read().known().unwrap().values().copied().collect::<Vec<_>>(), [4], "up to the last");
}

#[test]
fn only_what_is_not_known_is_handed_on() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let mut source = written(&from);
    let mut ledger = to.create();
    ledger.receive(&all(&source), &moment(1)).unwrap();
    fill(&mut source, vec![target("c", "1")]);
    let news = source.read().batch_after(&ledger.read().known().unwrap()).unwrap();
    assert_eq!(news.parcels.len(), 1, "one entry is new");
    ledger.receive(&news, &moment(1)).unwrap();
    assert_same(&source, &ledger, "after the news");
}

#[test]
fn some_rows_with_their_proofs_and_the_rest_later() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let source = written(&from);
    let history = source.read().history(RowKind::Target, "a").unwrap();
    let rows: Vec<_> = history.into_iter().map(|version| version.at).collect();
    let part = source.read().batch_of_rows(&rows).unwrap();
    assert!(part.parcels.iter().all(|parcel| parcel.rows.iter().all(|row| row.proof.is_some())), "proven");
    let mut ledger = to.create();
    let receipt = ledger.receive(&part, &moment(1)).unwrap();
    assert_eq!((receipt.new_entries.len(), receipt.new_rows), (3, 3), "three headers, a row of each");
    assert_eq!(says(&ledger, RowKind::Target, "a"), "3", "the part makes sense by itself");
    assert_eq!(ledger.verify().unwrap().findings, [], "and can be checked by itself");
    // A third ledger gets the part from the second, which never had the rest.
    let third = Desk::new("f");
    let mut further = third.create();
    further.receive(&all(&ledger), &moment(2)).unwrap();
    assert_same(&ledger, &further, "handed on in part");
    let receipt = ledger.receive(&all(&source), &moment(2)).unwrap();
    assert_eq!((receipt.new_entries.len(), receipt.new_rows), (1, 6), "the rest of the rows");
    assert_same(&source, &ledger, "whole");
}

#[test]
fn attachments_travel_and_are_missed() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let mut source = from.create();
    let mut draft = entry(Operation::Import, "p").with(target("a", "1"));
    draft.attachments.push(NewAttachment {
        name: "表.xlsx".into(),
        media_type: "x".into(),
        bytes: vec![1; 9],
    });
    source.change(&draft).unwrap();
    let batch = all(&source);
    let mut ledger = to.create();
    let bare = Batch { parcels: batch.parcels.clone(), attachments: Vec::new() };
    let receipt = ledger.receive(&bare, &moment(1)).unwrap();
    assert_eq!(receipt.missing_attachments.len(), 1, "its bytes did not come");
    assert_eq!(ledger.verify().unwrap().missing_attachments.len(), 1, "which is no fault, but told");
    let receipt = ledger.receive(&batch, &moment(1)).unwrap();
    assert_eq!(receipt.new_attachments, 1, "they came later");
    assert_same(&source, &ledger, "with the bytes");
    let mut spoilt = batch;
    spoilt.attachments[0].bytes[0] = 2;
    let outcome = ledger.receive(&spoilt, &moment(1));
    assert!(matches!(outcome, Err(StoreError::Refused(Refused::Attachment(_)))), "other bytes are refused");
}

fn check_refused(ledger: &mut Ledger, batch: &Batch, expected: FaultKind, position: Option<u32>) {
    let before = ledger.read().last_arrival().unwrap();
    match ledger.receive(batch, &moment(1)) {
        Err(StoreError::Refused(Refused::Fault(Fault { kind, position: at, .. }))) => {
            assert_eq!((kind, at), (expected, position), "what is wrong is named");
        }
        other => panic!("expected {expected:?}, not {other:?}"),
    }
    assert_eq!(ledger.read().last_arrival().unwrap(), before, "nothing of the batch came in");
}

#[test]
fn what_is_not_what_it_says_is_refused_whole() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let source = written(&from);
    let batch = all(&source);
    let mut ledger = to.create();
    let mut changed = batch.clone();
    changed.parcels[2].rows[0].row.content.set("value", "9");
    check_refused(&mut ledger, &changed, FaultKind::Root, None);
    let mut cut = batch.clone();
    cut.parcels[1].rows.pop();
    check_refused(&mut ledger, &cut, FaultKind::Proof, Some(0));
    let mut moved = batch.clone();
    moved.parcels[1].header.reason = "another".into();
    check_refused(&mut ledger, &moved, FaultKind::Chain, None);
    let mut key = batch.clone();
    key.parcels[1].rows[1].row.key = "i|ytd|u|2022-1".into();
    let digests = key.parcels[1].rows.iter().map(|row| row.row.digest()).collect();
    key.parcels[1].header.rows_root = domain::ledger::RowTree::of(digests).root();
    check_refused(&mut ledger, &key, FaultKind::Key, Some(1));
    ledger.receive(&batch, &moment(1)).unwrap();
    let mut forked = batch.clone();
    forked.parcels[3].header.reason = "another".into();
    check_refused(&mut ledger, &forked, FaultKind::Forked, None);
    assert_same(&source, &ledger, "unharmed");
}

#[test]
fn a_chain_is_checked_in_whatever_order_it_comes() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let batch = all(&written(&from));
    let mut ledger = to.create();
    let one = |place: usize| Batch { parcels: vec![batch.parcels[place].clone()], attachments: Vec::new() };
    ledger.receive(&one(2), &moment(1)).unwrap();
    let mut other = one(1);
    other.parcels[0].header.reason = "another".into();
    check_refused(&mut ledger, &other, FaultKind::Chain, None);
    ledger.receive(&one(1), &moment(1)).unwrap();
}

#[test]
fn entries_travel_as_text() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let source = written(&from);
    let text = entries_text(&all(&source).parcels);
    let batch = Batch { parcels: read_entries(&text).unwrap(), attachments: Vec::new() };
    let mut ledger = to.create();
    ledger.receive(&batch, &moment(1)).unwrap();
    assert_same(&source, &ledger, "through text");
}

#[test]
fn a_row_of_another_thing_takes_no_place() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let mut source = from.create();
    let seen = fill(&mut source, vec![target("a", "1")]).rows;
    let first = all(&source);
    fill(&mut source, vec![target("b", "2")]);
    let mut second = source.read().batch_after(&first_known(&source)).unwrap();
    // A forged entry in which `b` claims to replace `a`.
    second.parcels[0].rows[0].row.replaces = seen;
    let digests = second.parcels[0].rows.iter().map(|row| row.row.digest()).collect();
    second.parcels[0].header.rows_root = domain::ledger::RowTree::of(digests).root();
    for order in [[&first, &second], [&second, &first]] {
        let mut ledger =
            Ledger::create(to.file(&format!("{}.dz", order[0].parcels[0].header.seq)), to.device.ports());
        let ledger = ledger.as_mut().unwrap();
        for batch in order {
            ledger.receive(batch, &moment(1)).unwrap();
        }
        let said = (says(ledger, RowKind::Target, "a"), says(ledger, RowKind::Target, "b"));
        assert_eq!(said, ("1".into(), "2".into()), "both are current");
        assert_eq!(ledger.verify().unwrap().findings, [], "and a rebuild says so too");
    }
}

fn first_known(ledger: &Ledger) -> BTreeMap<domain::kernel::WriterId, u32> {
    ledger.read().writers().unwrap().into_iter().map(|head| (head.writer, 1)).collect()
}

#[test]
fn a_chain_travels_without_its_rows() {
    let (from, to) = (Desk::new("d"), Desk::new("e"));
    let source = written(&from);
    let head = source.read().writers().unwrap().remove(0);
    let chain = Batch { parcels: source.read().chain(&head.writer, 1).unwrap(), attachments: Vec::new() };
    assert_eq!(chain.parcels.len(), 3, "the entries after the first");
    let mut ledger = to.create();
    ledger.receive(&chain, &moment(1)).unwrap();
    assert_eq!(ledger.verify_heads(&[head]).unwrap(), [], "the head is known");
    assert_eq!(ledger.verify().unwrap().findings, [], "headers without rows are sound");
    ledger.receive(&all(&source), &moment(2)).unwrap();
    assert_same(&source, &ledger, "the rows came later");
}

/// Two forged writers whose rows replace each other.
fn circle(ledger: &mut Ledger) {
    for (own, other) in [("x", "y"), ("y", "x")] {
        let row = domain::ledger::Row {
            kind: RowKind::Target,
            key: "a".into(),
            replaces: vec![format!("{other}:1:0").parse().unwrap()],
            content: crate::kit::fields(&[("value", own)]),
            retracted: false,
        };
        let header = domain::ledger::NewHeader {
            writer: own.into(),
            seq: 1,
            previous: None,
            operation: Operation::Fill,
            author: "p".into(),
            office: "o".into(),
            time: moment(0),
            reason: String::new(),
            undoes: None,
            attachments: Vec::new(),
        }
        .seal(vec![row.digest()]);
        let rows = vec![domain::ledger::CarriedRow { position: 0, row, proof: None }];
        let parcels = vec![domain::ledger::Parcel { header, rows }];
        ledger.receive(&Batch { parcels, attachments: Vec::new() }, &moment(1)).unwrap();
    }
}

#[test]
fn versions_that_replace_each_other_in_a_circle_are_found() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    circle(&mut ledger);
    assert_eq!(says(&ledger, RowKind::Target, "a"), "-", "none of them is current");
    let expected = store::Finding::NoHead { kind: RowKind::Target, key: "a".into() };
    assert_eq!(ledger.verify().unwrap().findings, [expected], "which is said, and never silent");
}
