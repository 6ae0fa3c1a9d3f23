//! Asks a large ledger what the rooms of the window ask, and prints of each command the milliseconds of the first and
//! of the second time by the clock, and the bytes of the answer.
//!
//! `cargo run --release -p api --example rooms LEDGER`

use std::error::Error;
use std::path::{Path, PathBuf};
use std::time::Instant;

use api::{FileKind, Host, Session};
use serde_json::{Value, json};

/// A program without dialogs, on the day after the last figures.
struct Quiet {
    folder: PathBuf,
}

impl Host for Quiet {
    fn choose_open(&self, _: FileKind) -> Option<PathBuf> {
        None
    }

    fn choose_save(&self, _: FileKind, _: &str) -> Option<PathBuf> {
        None
    }

    fn data_dir(&self) -> PathBuf {
        self.folder.clone()
    }

    fn documents_dir(&self) -> PathBuf {
        self.folder.clone()
    }

    fn reveal(&self, _: &Path) {}

    fn open(&self, _: &Path) {}

    fn now(&self) -> chrono::DateTime<chrono::FixedOffset> {
        chrono::DateTime::from_timestamp(1_672_900_000, 0).unwrap_or_default().fixed_offset()
    }
}

type Outcome<T> = Result<T, Box<dyn Error>>;

struct Window {
    session: Session,
}

impl Window {
    /// Asks twice and prints; gives the answer.
    fn ask(&self, what: &str, command: &str, request: &Value) -> Outcome<Value> {
        let mut times = Vec::new();
        let mut answer = Value::Null;
        for _ in 0..2 {
            let begun = Instant::now();
            answer = self.session.dispatch(command, request.clone()).map_err(|error| error.to_string())?;
            times.push(begun.elapsed().as_secs_f64() * 1000.0);
        }
        let bytes = serde_json::to_string(&answer)?.len();
        println!("{command:<18}{:>10.1}{:>10.1}{bytes:>10}   {what}", times[0], times[1]);
        Ok(answer)
    }
}

fn main() -> Outcome<()> {
    let ledger = std::env::args().nth(1).ok_or("LEDGER")?;
    let folder = tempfile::tempdir()?;
    let window = Window { session: Session::new(Box::new(Quiet { folder: folder.path().to_owned() })) };
    let opened = window.ask("打开", "open_ledger", &json!({ "path": ledger }))?;
    let as_of = opened["context"]["as_of"].as_str().ok_or("no day")?.to_owned();
    let context = |unit: Option<&str>| json!({ "as_of": as_of, "org_unit": unit, "known_on": null });
    window.ask("台账", "ledger", &json!({}))?;
    let mut at = None;
    let mut path: Vec<String> = Vec::new();
    loop {
        let below = window.ask("下级单位", "units", &json!({ "parent": at, "as_of": as_of }))?;
        let below = below.as_array().cloned().unwrap_or_default();
        let real = below.iter().find(|unit| unit["pseudo"] == json!(false)).or(below.first());
        let Some(first) = real.and_then(|unit| unit["id"].as_str()) else { break };
        path.push(first.to_owned());
        at = Some(first.to_owned());
    }
    let village = path.last().ok_or("no unit")?.clone();
    let county = path.get(path.len().saturating_sub(3)).ok_or("no county")?.clone();
    window.ask("村的上级", "unit_path", &json!({ "org_unit": village, "as_of": as_of }))?;
    window.ask("一个村", "unit", &json!({ "org_unit": village, "as_of": as_of }))?;
    window.ask("查找", "search", &json!({ "text": "和平", "as_of": as_of }))?;
    window.ask("总览", "overview", &context(None))?;
    for unit in &path {
        window.ask("总览，下到一级", "overview", &context(Some(unit)))?;
    }
    window.ask("目标树", "target_tree", &context(None))?;
    window.ask("指标", "catalogue", &json!({}))?;
    for (what, target) in [("累计目标", "t-000"), ("覆盖目标", "t-001")] {
        for unit in [None, Some(&county), Some(&village)] {
            let unit = unit.map(String::as_str);
            let request = json!({ "context": context(None), "target": target, "org_unit": unit });
            window.ask(what, "target", &request)?;
        }
    }
    let target = json!({ "context": context(None), "target": "t-001", "org_unit": null });
    for (state, find, from) in
        [(None, "", 0), (Some("below"), "", 2000), (None, "和平", 0), (Some("met"), "", 0)]
    {
        let request = json!({ "target": target, "state": state, "find": find, "from": from });
        window.ask("达标情况的一段", "covered_units", &request)?;
    }
    let ranking = json!({ "context": context(None), "target": "t-000", "group": null, "without": [] });
    window.ask("排名", "ranking", &ranking)?;
    window.ask("分解", "allocation_sheet", &json!({ "as_of": as_of, "target": "t-000", "level": null }))?;
    window.ask(
        "两个时点",
        "compare",
        &json!({ "context": context(None), "with": "2022-09-30", "target": null }),
    )?;
    for (what, command) in [("报表", "forms"), ("报送情况", "completeness"), ("待办", "review_queue")]
    {
        window.ask(what, command, &context(None))?;
    }
    window.ask("文件", "documents", &json!({}))?;
    window.ask("设置", "settings", &json!({}))?;
    println!("内存最多 {} MB", peak() / 1024);
    Ok(())
}

/// The most memory this program had (Linux), in kilobytes.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}
