//! How long a large paste, its undo, a read and a check take. Prints; asserts nothing.
//!
//! `cargo run -p store --example paste`

use std::time::Instant;

use domain::kernel::Fields;
use domain::ledger::{Operation, RowKind};
use domain::results::Measure;
use store::{DeviceMemoryInRam, DraftRow, EntryDraft, Ledger, Ports, ResultQuery, Who};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = tempfile::tempdir()?;
    let mut count = 0;
    let ids = move || {
        count += 1;
        format!("w{count}")
    };
    let ports = Ports { memory: Box::new(DeviceMemoryInRam::default()), ids: Box::new(ids) };
    let mut ledger = Ledger::create(folder.path().join("a.dz"), ports)?;
    let now = chrono::DateTime::parse_from_rfc3339("2022-06-30T09:00:00+08:00")?;
    let paste = |value: u32| {
        let mut draft = EntryDraft::new(Operation::Paste, &"p".into(), &"o".into(), now);
        draft.rows = (0..10_000).map(|at| row(at, value + at)).collect();
        draft
    };
    let mut content = Fields::new();
    content.set("uom", "户").set("decimals", 0);
    let define = EntryDraft::new(Operation::Define, &"p".into(), &"o".into(), now);
    ledger.change(&define.with(DraftRow::put(RowKind::Indicator, "i", content)))?;
    let drafts = [paste(1), paste(2)];
    timed("10,000 rows, new", || ledger.change(&drafts[0]))?;
    timed("10,000 rows, over them", || ledger.change(&drafts[1]))?;
    timed("10,000 rows, all current already", || ledger.change(&drafts[1]))?;
    let who = Who { author: "p".into(), office: "o".into(), time: now };
    timed("undo of 10,000 rows", || ledger.undo(&who, |_| false))?;
    timed("redo of 10,000 rows", || ledger.redo(&who, |_| false))?;
    let query = ResultQuery::of_indicator(&"i".into(), Measure::Ytd);
    timed("10,000 cells as integers", || ledger.read().scaled(&query))?;
    timed("10,000 cells as they were said", || ledger.read().results(&query))?;
    timed("state digest", || ledger.read().state_digest())?;
    timed("verify", || ledger.verify())?;
    timed("rebuild", || ledger.rebuild())?;
    timed("close", || ledger.close())?;
    Ok(())
}

fn row(at: u32, value: u32) -> DraftRow {
    let mut content = Fields::new();
    content.set("state", "number").set("value", value).set("uom", "户").set("qualifier", "=");
    DraftRow::put(RowKind::Result, format!("i|ytd|{:012}|2022-{:02}", at / 12, at % 12 + 1), content)
}

fn timed<T>(what: &str, work: impl FnOnce() -> store::Result<T>) -> store::Result<T> {
    let start = Instant::now();
    let outcome = work()?;
    println!("{:>8.1} ms  {what}", start.elapsed().as_secs_f64() * 1000.0);
    Ok(outcome)
}
