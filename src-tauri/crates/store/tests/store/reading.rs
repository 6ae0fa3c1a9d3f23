//! Entries and heads as they are read; and the tables beside the meaning in `domain::ledger`.

use domain::ledger::{RowKind, heads, state_digest};

use crate::kit::{Desk, fill, target};

#[test]
fn entries_come_newest_first_in_pages() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    for value in 1..=5 {
        fill(&mut ledger, vec![target("a", &value.to_string()), target("b", &value.to_string())]);
    }
    let page = ledger.read().entries(None, 2).unwrap();
    assert_eq!(page.iter().map(|entry| entry.number).collect::<Vec<_>>(), [5, 4], "the newest");
    assert_eq!(page[0].rows, 2, "with the number of their rows");
    let page = ledger.read().entries(Some(4), 10).unwrap();
    assert_eq!(page.iter().map(|entry| entry.number).collect::<Vec<_>>(), [3, 2, 1], "the rest");
    let page = ledger.read_as_known(2).entries(None, 10).unwrap();
    assert_eq!(page.len(), 2, "as known earlier");
    let rows = ledger.read().rows(&page[0].header.id()).unwrap();
    assert_eq!(rows.iter().map(|(at, _)| at.position).collect::<Vec<_>>(), [0, 1], "rows in their order");
    assert!(ledger.read().rows(&"nobody:7".into()).unwrap().is_empty(), "an unknown entry has none");
    assert_eq!(ledger.read().header(&"rubbish".into()).unwrap(), None, "nor is rubbish an entry");
}

#[test]
fn heads_are_listed_in_the_order_of_their_keys() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    fill(&mut ledger, vec![target("c", "1"), target("a", "1"), target("b", "1")]);
    fill(&mut ledger, vec![target("a", "2")]);
    let keys: Vec<String> =
        ledger.read().heads(RowKind::Target).unwrap().into_iter().map(|current| current.key).collect();
    assert_eq!(keys, ["a", "b", "c"], "each once");
}

#[test]
fn tables_say_what_the_meaning_says() {
    let desk = Desk::new("d");
    let mut ledger = desk.create();
    let seen = fill(&mut ledger, vec![target("a", "1"), target("b", "1")]).rows;
    let empty = state_digest(&Default::default());
    fill(&mut ledger, vec![target("a", "2")]);
    let two = ledger.read().state_digest().unwrap();
    fill(&mut ledger, vec![target("a", "3").replacing(vec![seen[0].clone()])]);
    let all = ledger.read().all_rows().unwrap();
    let meant = heads(&all);
    let read = ledger.read().heads(RowKind::Target).unwrap();
    assert_eq!(read.len(), meant.len(), "the same things");
    for current in read {
        let at: Vec<_> = current.versions.iter().map(|version| &version.at).collect();
        let meant: Vec<_> = meant[&(current.kind, current.key.clone())].iter().map(|(at, _)| *at).collect();
        assert_eq!(at, meant, "the same heads of {}", current.key);
    }
    assert_eq!(ledger.read().state_digest().unwrap(), state_digest(&all), "the same digest");
    assert_eq!(ledger.read_as_known(2).state_digest().unwrap(), two, "the digest of an earlier state");
    assert_eq!(ledger.read_as_known(0).state_digest().unwrap(), empty, "at first there was nothing");
    let head = ledger.read().ledger_head().unwrap();
    assert_ne!(head, ledger.read_as_known(2).ledger_head().unwrap(), "the ledger's head moves with entries");
}
