//! Verifying: any byte changed in an entry, a row, an attachment or their order is found and named.

use std::collections::BTreeMap;

use domain::ledger::{FaultKind, Operation};
use rusqlite::types::Value;
use store::{Finding, Ledger, NewAttachment, WriterHead};

use crate::kit::{Desk, cell, count, entry, fill, indicator, moment, raw, target, unprotected};

/// A ledger of two writers, with whole and partial entries and attachments.
pub fn written(desk: &Desk) -> Ledger {
    let other = Desk::new("e");
    let mut source = other.create();
    fill(&mut source, (0..5).map(|key| target(&format!("s{key}"), "1")).collect());
    let rows: Vec<_> = ["w:1:1", "w:1:3"].iter().map(|at| at.parse().unwrap()).collect();
    let writer = source.read().writers().unwrap()[0].writer.clone();
    let rows: Vec<_> = rows
        .into_iter()
        .map(|at: domain::ledger::RowRef| domain::ledger::RowRef { writer: writer.clone(), ..at })
        .collect();
    let mut ledger = desk.create();
    fill(&mut ledger, vec![indicator("i", "户", 0), count(&cell("i", "u", 1), 5), target("a", "1")]);
    let mut draft = entry(Operation::Import, "p").because("月报").with(count(&cell("i", "u", 2), 6));
    draft.attachments.push(NewAttachment {
        name: "a.txt".into(),
        media_type: "t".into(),
        bytes: vec![65; 40],
    });
    ledger.change(&draft).unwrap();
    ledger.receive(&source.read().batch_of_rows(&rows).unwrap(), &moment(1)).unwrap();
    fill(&mut ledger, vec![target("a", "2")]);
    ledger
}

#[test]
fn a_sound_ledger_has_no_findings() {
    let desk = Desk::new("d");
    let report = written(&desk).verify().unwrap();
    assert_eq!(report.findings, [], "nothing was touched");
    assert_eq!((report.entries, report.rows, report.attachments), (4, 7, 1), "everything was looked at");
    assert_eq!(report.heads.len(), 2, "it says where it stands");
    assert_eq!(report.missing_attachments, [], "nothing is missing");
}

/// Every cell of every table of facts.
pub fn cells(conn: &rusqlite::Connection) -> Vec<(String, i64, String, Value)> {
    let tables = ["fact_entry", "fact_rows", "fact_row_proof", "fact_attachment", "fact_arrival"];
    let mut cells = Vec::new();
    for table in tables {
        let columns: Vec<String> = conn
            .prepare("SELECT name FROM pragma_table_info(?1)")
            .unwrap()
            .query_map([table], |row| row.get(0))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        for column in columns {
            let mut statement = conn.prepare(&format!("SELECT rowid, {column} FROM {table}")).unwrap();
            let found = statement.query_map([], |row| Ok((row.get::<_, i64>(0)?, row.get(1)?))).unwrap();
            for (rowid, value) in found.map(Result::unwrap) {
                cells.push((table.to_owned(), rowid, column.clone(), value));
            }
        }
    }
    cells
}

/// The value with one byte changed; all bytes one after the other for short ones, some of long ones.
fn changed(value: &Value) -> Vec<Value> {
    let places = |length: usize| (0..length).step_by((length / 11).max(1));
    match value {
        Value::Integer(number) => vec![Value::Integer(number ^ 1), Value::Integer(number + 64)],
        Value::Text(text) => places(text.len())
            .filter_map(|place| {
                let mut bytes = text.clone().into_bytes();
                bytes[place] ^= 1;
                String::from_utf8(bytes).ok().map(Value::Text)
            })
            .collect(),
        Value::Blob(bytes) => places(bytes.len())
            .map(|place| {
                let mut bytes = bytes.clone();
                bytes[place] ^= 1;
                Value::Blob(bytes)
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn every_changed_byte_of_a_fact_is_found() {
    let desk = Desk::new("d");
    written(&desk).close().unwrap();
    let conn = unprotected(&desk.file("a.dz"));
    let ledger = desk.open();
    let sound = ledger.verify().unwrap().findings;
    assert!(
        sound.iter().all(|finding| matches!(finding, Finding::Schema(_))),
        "only triggers are missing: {sound:?}"
    );
    let mut tried = 0;
    for (table, rowid, column, value) in cells(&conn) {
        for bad in changed(&value) {
            let set = |value: &Value| {
                conn.execute(&format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2"), (value, rowid))
            };
            // Where the column is the row's own number, it has to be found under the new one.
            let is_rowid = matches!((&bad, &value), (Value::Integer(_), Value::Integer(old)) if *old == rowid)
                && ["entry_no", "first_row", "row_no", "number"].contains(&column.as_str())
                && !(table == "fact_rows" && column == "entry_no")
                && !(table == "fact_arrival" && column == "entry_no");
            if set(&bad).is_err() {
                continue; // the file itself refuses it: a number twice, a digest of another length
            }
            tried += 1;
            let findings = ledger.verify().unwrap().findings;
            assert_ne!(
                findings, sound,
                "{table}.{column} of {rowid} was changed to {bad:?} and nothing was said"
            );
            let back = if is_rowid { bad.clone() } else { Value::Integer(rowid) };
            conn.execute(&format!("UPDATE {table} SET {column} = ?1 WHERE rowid = ?2"), (&value, back))
                .unwrap();
        }
    }
    assert!(tried > 300, "many bytes were tried: {tried}");
    assert_eq!(ledger.verify().unwrap().findings, sound, "and all were put back");
}

fn check(sql: &str, expected: impl Fn(&Finding) -> bool, why: &str) {
    let desk = Desk::new("d");
    written(&desk).close().unwrap();
    let conn = unprotected(&desk.file("a.dz"));
    assert!(conn.execute(sql, []).unwrap() > 0, "{why}: something was changed");
    conn.close().unwrap();
    let findings = desk.open().verify().unwrap().findings;
    assert!(findings.iter().any(expected), "{why}: {findings:?}");
}

fn fault(kind: FaultKind, entry: &'static str, position: Option<u32>) -> impl Fn(&Finding) -> bool {
    move |finding| {
        matches!(finding, Finding::Fact(fault)
            if fault.kind == kind && fault.entry.as_str() == entry && fault.position == position)
    }
}

#[test]
fn findings_name_what_is_wrong() {
    check(
        "UPDATE fact_rows SET texts = zeroblob(length(texts)) WHERE entry_no = 1",
        fault(FaultKind::RowDigest, "d1:1", Some(0)),
        "altered figures",
    );
    check(
        "UPDATE fact_entry SET text = replace(text, '月报', '周报')",
        fault(FaultKind::HeaderDigest, "d1:2", None),
        "an altered reason",
    );
    check("DELETE FROM fact_rows WHERE entry_no = 1", |f| matches!(f, Finding::Arrival(1)), "rows taken out");
    check(
        "UPDATE fact_attachment SET bytes = zeroblob(40)",
        |f| matches!(f, Finding::Attachment(_)),
        "a file",
    );
    check(
        "UPDATE fact_arrival SET received_at = '2021-01-01'",
        |f| matches!(f, Finding::Arrival(1)),
        "the order",
    );
    check("DELETE FROM fact_row_proof", fault(FaultKind::Proof, "e1:1", Some(3)), "a proof taken out");
    check(
        "UPDATE derived_column SET cells = zeroblob(8)",
        |f| *f == Finding::Derived("derived_column"),
        "a figure altered where it is shown",
    );
    check(
        "DELETE FROM derived_version WHERE row_no = 1",
        |f| *f == Finding::Derived("derived_version"),
        "a version hidden",
    );
}

#[test]
fn a_missing_trigger_is_found() {
    let desk = Desk::new("d");
    written(&desk).close().unwrap();
    raw(&desk.file("a.dz")).execute_batch("DROP TRIGGER fact_rows_update").unwrap();
    let findings = desk.open().verify().unwrap().findings;
    assert_eq!(findings, [Finding::Schema("fact_rows_update".into())], "the lock was taken off the door");
}

#[test]
fn a_cut_tail_is_found_by_heads_kept_elsewhere() {
    let desk = Desk::new("d");
    let mut ledger = written(&desk);
    let early: Vec<WriterHead> = ledger.read().writers().unwrap();
    fill(&mut ledger, vec![target("a", "3")]);
    let late = ledger.read().writers().unwrap();
    ledger.close().unwrap();
    let conn = unprotected(&desk.file("a.dz"));
    // Someone who knows how cuts the last entry with all that belongs to it.
    conn.execute_batch(
        "DELETE FROM fact_rows WHERE arrival = 5; DELETE FROM fact_arrival WHERE number = 5;
         DELETE FROM fact_entry WHERE entry_no = 5;",
    )
    .unwrap();
    conn.close().unwrap();
    let mut ledger = desk.open();
    ledger.rebuild().unwrap();
    let report = ledger.verify().unwrap();
    assert!(report.findings.iter().all(|f| matches!(f, Finding::Schema(_))), "by itself it looks sound");
    assert_eq!(ledger.verify_heads(&early).unwrap(), [], "an early head is still there");
    let cut: Vec<WriterHead> = late.into_iter().filter(|head| !early.contains(head)).collect();
    let expected: Vec<Finding> = cut.iter().cloned().map(Finding::Head).collect();
    assert_eq!(ledger.verify_heads(&cut).unwrap(), expected, "the late one is not");
}

#[test]
fn a_rebuild_changes_nothing() {
    let desk = Desk::new("d");
    let mut ledger = written(&desk);
    let before = ledger.read().state_digest().unwrap();
    ledger.rebuild().unwrap();
    assert_eq!(ledger.read().state_digest().unwrap(), before, "the same heads");
    assert_eq!(ledger.verify().unwrap().findings, [], "the same tables");
    let known = ledger.read().known().unwrap();
    assert_eq!(known.len(), 2, "facts are untouched");
    assert_eq!(ledger.read().batch_after(&BTreeMap::new()).unwrap().parcels.len(), 4, "all of them");
}
