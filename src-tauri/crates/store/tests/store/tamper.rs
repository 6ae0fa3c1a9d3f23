//! Bytes changed at random, in the facts and anywhere in the file: either it is said, or not one fact is another. A few
//! hundred here; `cargo xtask faults` asks for ten thousand of each.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use domain::ledger::Batch;
use rusqlite::types::Value;
use store::{Condition, Finding, Ledger};

use crate::kit::{Desk, moment, unprotected};
use crate::verify::{cells, written};

const ROUNDS: &str = "DUIZHANG_TAMPER_ROUNDS";

fn rounds() -> u32 {
    std::env::var(ROUNDS).ok().and_then(|rounds| rounds.parse().ok()).unwrap_or(300)
}

/// Numbers that look random and are the same on every run.
struct Draws(u64);

impl Draws {
    fn next(&mut self, below: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    /// Another byte than this one.
    fn other(&mut self, byte: u8) -> u8 {
        byte ^ (1 + self.next(255) as u8)
    }
}

/// Everything that was ever said, entry by entry.
fn facts(ledger: &Ledger) -> Batch {
    ledger.read().batch_after(&BTreeMap::new()).unwrap()
}

/// The facts of a file of which nothing wrong is said.
fn unnoticed(desk: &Desk, path: &Path) -> Option<Batch> {
    let ledger = Ledger::open(path, desk.device.ports(), &moment(0)).ok()?;
    let is_sound = *ledger.condition() == Condition::Sound && ledger.verify().ok()?.findings.is_empty();
    is_sound.then(|| facts(&ledger))
}

#[test]
fn a_byte_changed_anywhere_in_the_file_is_named_or_changes_no_fact() {
    let desk = Desk::new("d");
    let ledger = written(&desk);
    let said = facts(&ledger);
    ledger.close().unwrap();
    let whole = fs::read(desk.file("a.dz")).unwrap();
    let (path, mut draws, mut named) = (desk.file("b.dz"), Draws(2022), 0);
    for round in 0..rounds() {
        let mut bytes = whole.clone();
        let at = draws.next(bytes.len());
        bytes[at] = draws.other(bytes[at]);
        fs::write(&path, bytes).unwrap();
        match unnoticed(&desk, &path) {
            None => named += 1,
            Some(facts) => {
                assert!(facts == said, "round {round}: byte {at} changed a fact and nothing was said")
            }
        }
        for ending in ["-wal", "-shm"] {
            let _ = fs::remove_file(desk.file(&format!("b.dz{ending}"))); // mostly not there
        }
    }
    println!("tamper 台账文件任意一个字节 {} {named} {}", rounds(), rounds() - named);
    assert!(named > 0, "some bytes matter; most of a small file is empty");
}

#[test]
fn random_bytes_of_facts_that_change_are_named() {
    let desk = Desk::new("d");
    written(&desk).close().unwrap();
    let conn = unprotected(&desk.file("a.dz"));
    let ledger = desk.open();
    let all: Vec<_> = cells(&conn)
        .into_iter()
        .filter(|(.., value)| {
            matches!(value, Value::Text(text) if !text.is_empty())
                || matches!(value, Value::Blob(bytes) if !bytes.is_empty())
        })
        .collect();
    let (mut draws, mut tried) = (Draws(630), 0);
    while tried < rounds() {
        let (table, rowid, column, value) = &all[draws.next(all.len())];
        let mut bytes = match value {
            Value::Text(text) => text.clone().into_bytes(),
            Value::Blob(bytes) => bytes.clone(),
            _ => continue,
        };
        let at = draws.next(bytes.len());
        bytes[at] = draws.other(bytes[at]);
        let bad = match value {
            Value::Text(_) => match String::from_utf8(bytes) {
                Ok(text) => Value::Text(text),
                Err(_) => continue, // no text any more: the file itself refuses it
            },
            _ => Value::Blob(bytes),
        };
        let set = |value: &Value| {
            conn.execute(&format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2"), (value, rowid))
        };
        if set(&bad).is_err() {
            continue; // the file itself refuses it
        }
        tried += 1;
        let findings = ledger.verify().unwrap().findings;
        let is_named =
            findings.iter().any(|finding| !matches!(finding, Finding::Schema(_) | Finding::Derived(_)));
        assert!(is_named, "{table}.{column} of {rowid}, byte {at}, and nothing was said: {findings:?}");
        set(value).unwrap();
    }
    println!("tamper 记账、数据行、附件的一个字节 {tried} {tried} 0");
}
