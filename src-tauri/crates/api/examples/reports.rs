//! Measures reports of the sample ledger; `cargo xtask bench reports` sets what is written beside programs in Python.
//!
//! `cargo run --release -p api --example reports FOLDER` prints a line a measure: its name, how many tables or
//! pages, and microseconds of the processor. FOLDER gets `counties.json` and `long.json`, the tables that the peers
//! write, `long.docx`, which LibreOffice sets, and the sample ledger. The last line is the most memory the process held, in KiB.
//! `reports FOLDER bulletin` then opens that ledger in a process that has done nothing yet and makes one bulletin of it.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use app::reports::{Order, compose};
use app::{Desk, DeviceMemoryInRam, Surroundings};
use chrono::DateTime;
use cpu_time::ProcessTime;
use domain::kernel::{Date, OrgUnitId};
use domain::reports::{Bulletin, BulletinFields, Patient, Template};

type Outcome<T> = Result<T, Box<dyn Error>>;

/// Rows of the annex that takes a hundred pages, a line each.
const LONG: usize = 3_200;
const RUNS: usize = 3;
/// Documents after which the typesetter has forgotten what it set before them.
const FORGOTTEN: usize = 6;
/// A region of 103 counties.
const REGION: &str = "150000000000";

const LEDGER: &str = "sample.dz";
const DAY: &str = "2022-06-30";

fn main() -> Outcome<()> {
    let folder = std::env::args().nth(1).ok_or("FOLDER")?;
    let folder = Path::new(&folder);
    match std::env::args().nth(2).as_deref() {
        None => many(folder)?,
        Some("bulletin") => one(folder)?,
        Some(_) => return Err("only “bulletin” may follow FOLDER".into()),
    }
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    println!("memory {}", peak.and_then(|line| line.split_whitespace().next()).unwrap_or("0"));
    Ok(())
}

/// A bulletin with its annexes and charts, from the ledger's file to all of its own.
fn one(folder: &Path) -> Outcome<()> {
    let begun = ProcessTime::now();
    let mut desk = Desk::open(&folder.join(LEDGER), surroundings())?;
    let region = order(DAY.parse()?, Some(&OrgUnitId::new(REGION)), Template::Bulletin);
    let bulletin = compose(&mut desk, &region, &Patient)?;
    tell("bulletin.compose", 1, begun);
    let write = |name: &str, write: &dyn Fn() -> Outcome<Vec<u8>>| -> Outcome<()> {
        let begun = ProcessTime::now();
        let bytes = write()?;
        tell(name, 1, begun);
        Ok(fs::write(folder.join(name), bytes)?)
    };
    write("bulletin.docx", &|| Ok(formats::docx::write(&bulletin)?))?;
    write("bulletin.xlsx", &|| Ok(formats::xlsx::write_annexes(&bulletin)?))?;
    write("bulletin.pdf", &|| Ok(typeset::pdf(&bulletin, &Patient)?))?;
    tell("bulletin", 1, begun);
    Ok(())
}

/// The sheets of all counties and a long annex.
fn many(folder: &Path) -> Outcome<()> {
    let mut desk = sample::build(&folder.join(LEDGER), surroundings())?;
    let day: Date = DAY.parse()?;
    let counties = counties(&mut desk)?;

    // What is assessed once is kept: the first sheet brings the facts.
    let begun = ProcessTime::now();
    let sheets: Vec<Bulletin> = counties
        .iter()
        .map(|county| compose(&mut desk, &order(day, Some(county), Template::UnitSheet), &Patient))
        .collect::<Result<_, _>>()?;
    tell("compose", sheets.len(), begun);
    measure("counties.xlsx", sheets.len(), || {
        sheets.iter().try_for_each(|sheet| formats::xlsx::write_annexes(sheet).map(drop)).map_err(Into::into)
    })?;
    measure("counties.pdf", sheets.len(), || {
        sheets.iter().try_for_each(|sheet| typeset::pdf(sheet, &Patient).map(drop)).map_err(Into::into)
    })?;
    let tables: Vec<serde_json::Value> = sheets.iter().map(json).collect::<Outcome<_>>()?;
    fs::write(folder.join("counties.json"), serde_json::to_vec(&tables)?)?;

    // The region's longest list of units, again and again.
    let region = OrgUnitId::new(REGION);
    let mut long = compose(&mut desk, &order(day, Some(&region), Template::UnitSheet), &Patient)?;
    let mut table = long.annexes.into_iter().max_by_key(|table| table.rows.len()).ok_or("no table")?;
    table.rows = table.rows.iter().cycle().take(LONG).cloned().collect();
    // What was set once is not set again: no number and no name stands twice.
    for (at, row) in table.rows.iter_mut().enumerate() {
        for (cell, name) in row.iter_mut().zip(["", "乡镇", "嘎查村"]) {
            cell.text = format!("{name}{}", at + 1);
        }
    }
    long.annexes = vec![table];
    long.charts = None;
    // A document is set as if it were the first: of others the typesetter keeps little.
    let others = sheets.get(..FORGOTTEN).ok_or("few counties")?;
    let forget =
        || others.iter().try_for_each(|sheet| typeset::pdf(sheet, &Patient).map(drop)).map_err(Into::into);
    fs::write(folder.join("long.json"), serde_json::to_vec(&[json(&long)?])?)?;
    fs::write(folder.join("long.docx"), formats::docx::write(&long)?)?;
    fs::write(folder.join("long.pdf"), typeset::pdf(&long, &Patient)?)?;
    measure("long.xlsx", LONG, || formats::xlsx::write_annexes(&long).map(drop).map_err(Into::into))?;
    measure("long.docx", LONG, || formats::docx::write(&long).map(drop).map_err(Into::into))?;
    measure_after("long.pdf", LONG, forget, || typeset::pdf(&long, &Patient).map(drop).map_err(Into::into))?;
    Ok(())
}

/// The units two levels below the region.
fn counties(desk: &mut Desk) -> Outcome<Vec<OrgUnitId>> {
    let tree = desk.tree_today()?;
    let region = OrgUnitId::new(REGION);
    let leagues = tree.children(&region);
    Ok(leagues.flat_map(|league| tree.children(league)).cloned().collect())
}

fn order(as_of: Date, scope: Option<&OrgUnitId>, template: Template) -> Order {
    let fields = BulletinFields { signer: Some("督查室".to_owned()), ..BulletinFields::default() };
    let fields = BulletinFields { letterhead: Some("某某文件".to_owned()), ..fields };
    Order {
        as_of,
        compare_with: None,
        scope: scope.cloned(),
        targets: Vec::new(),
        template,
        fields,
        edits: Vec::new(),
        derivations: false,
        charts: template == Template::Bulletin,
    }
}

fn json(bulletin: &Bulletin) -> Outcome<serde_json::Value> {
    Ok(serde_json::from_slice(&formats::tables::json(bulletin)?)?)
}

fn measure(name: &str, count: usize, run: impl FnMut() -> Outcome<()>) -> Outcome<()> {
    measure_after(name, count, || Ok(()), run)
}

/// What is done before each run is not counted.
fn measure_after(
    name: &str,
    count: usize,
    before: impl Fn() -> Outcome<()>,
    mut run: impl FnMut() -> Outcome<()>,
) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        before()?;
        let begun = ProcessTime::now();
        run()?;
        times.push(begun.elapsed());
    }
    times.sort();
    println!("{name} {count} {}", times[RUNS / 2].as_micros());
    Ok(())
}

fn tell(name: &str, count: usize, begun: ProcessTime) {
    println!("{name} {count} {}", begun.elapsed().as_micros());
}

fn surroundings() -> Surroundings {
    let count = AtomicU32::new(0);
    let memory = DeviceMemoryInRam::default();
    Surroundings {
        now: Arc::new(|| DateTime::parse_from_rfc3339("2022-07-05T09:00:00+08:00").expect("a moment")),
        fresh_id: Arc::new(move || format!("w{}", count.fetch_add(1, Ordering::Relaxed))),
        memory: Arc::new(move || Box::new(memory.clone())),
    }
}
