//! Measures the answers of a large ledger; `cargo xtask bench scale` sets them beside plain SQL.
//!
//! `cargo run --release -p sample --example scale LEDGER FOLDER` prints a line a measure: its letter and the
//! median of several runs in microseconds. FOLDER gets what a hand-written table needs for the same answers:
//! units numbered in the order of the tree with the last number below each, and the cells as integers.

use std::collections::HashMap;
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

use app::assessment::{ranking, survey};
use app::results::import_cells;
use app::{Desk, DeviceMemoryInRam, Surroundings};
use chrono::DateTime;
use domain::kernel::{Date, Decimal, OrgUnitId, Qualifier, TargetId};
use domain::org::{Level, Tree};
use domain::results::{CellState, ResultCell, ResultKey};
use store::ColumnSaid;

type Outcome<T> = Result<T, Box<dyn Error>>;

const RUNS: usize = 7;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [ledger, folder] = arguments.as_slice() else { return Err("LEDGER FOLDER".into()) };
    let mut desk = None;
    measure("open", || {
        desk = None;
        timed(|| {
            desk = Some(Desk::open(Path::new(ledger), surroundings())?);
            Ok(())
        })
    })?;
    let Some(mut desk) = desk else { return Err("not opened".into()) };
    let day = desk.evidence()?.period_ends()?.last().copied().ok_or("no figure")?;
    measure("a", || {
        desk.forget_cached();
        desk.book()?;
        timed(|| Ok(survey(&mut desk, day, None)?))
    })?;
    measure("a_again", || timed(|| Ok(survey(&mut desk, day, None)?)))?;
    let shared: Vec<TargetId> = desk.book()?.allocations.keys().cloned().collect();
    if !shared.is_empty() {
        measure("b", || {
            desk.forget_cached();
            desk.book()?;
            timed(|| {
                Ok(shared.iter().map(|id| ranking(&mut desk, id, day)).collect::<Result<Vec<_>, _>>()?)
            })
        })?;
    }
    let mut value = 0;
    let edited = edited(&mut desk, day)?;
    measure("e", || {
        value += 1;
        let uom = desk.book()?.indicators[&edited.indicator].uom.clone();
        let state = CellState::Number { value: Decimal::from(value), uom, qualifier: Qualifier::Exact };
        let cell = ResultCell { key: edited.clone(), state, as_of: None, note: None, evidence: Vec::new() };
        timed(|| {
            import_cells(&mut desk, &[cell], "")?;
            Ok(survey(&mut desk, day, None)?)
        })
    })?;
    println!("peak {}", peak_memory());
    write_tables(&mut desk, Path::new(folder), day)
}

/// Runs something that tells how long its part took, and prints the median.
fn measure(letter: &str, mut run: impl FnMut() -> Outcome<Option<u128>>) -> Outcome<()> {
    let mut times = Vec::new();
    for _ in 0..RUNS {
        let begun = Instant::now();
        let told = run()?;
        times.push(told.unwrap_or_else(|| begun.elapsed().as_micros()));
    }
    times.sort_unstable();
    println!("{letter} {}", times[RUNS / 2]);
    Ok(())
}

fn timed<T>(act: impl FnOnce() -> Outcome<T>) -> Outcome<Option<u128>> {
    let begun = Instant::now();
    let seen = act()?;
    let taken = begun.elapsed().as_micros();
    drop(seen);
    Ok(Some(taken))
}

/// A clock that stands, ids nobody made, and a memory that ends with this program.
fn surroundings() -> Surroundings {
    let (count, memory) = (AtomicU32::new(0), DeviceMemoryInRam::default());
    let begun = std::process::id();
    Surroundings {
        now: Arc::new(|| DateTime::from_timestamp(1_672_900_000, 0).unwrap_or_default().fixed_offset()),
        fresh_id: Arc::new(move || format!("m{begun}-{}", count.fetch_add(1, Ordering::Relaxed))),
        memory: Arc::new(move || Box::new(memory.clone())),
    }
}

/// The cell that is edited: of the first indicator, the last period and some village.
fn edited(desk: &mut Desk, day: Date) -> Outcome<ResultKey> {
    let book = desk.book()?;
    let form = book.forms.values().next().ok_or("no form")?;
    let indicator = form.indicators.first().ok_or("an empty form")?.clone();
    let villages = book.tree(day).at_level(&form.parent, Level::Village);
    let org_unit = villages.get(villages.len() / 2).ok_or("no village")?.clone();
    let measure = form.measure_of(&indicator);
    let period = desk.ledger().read().periods()?.into_iter().max().ok_or("no period")?;
    Ok(ResultKey { indicator, measure, org_unit, period })
}

/// The most memory this program ever had, in kilobytes, where the system tells (Linux).
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

fn write_tables(desk: &mut Desk, folder: &Path, day: Date) -> Outcome<()> {
    let tree = desk.book()?.tree(day);
    let mut numbers: HashMap<OrgUnitId, u32> = HashMap::new();
    let mut units = BufWriter::new(File::create(folder.join("units.csv"))?);
    for root in tree.roots().to_vec() {
        number(&tree, &root, &mut numbers, &mut units)?;
    }
    units.flush()?;
    let mut cells = BufWriter::new(File::create(folder.join("cells.csv"))?);
    let (book_indicators, reader) =
        (desk.book()?.indicators.keys().cloned().collect::<Vec<_>>(), desk.ledger().read());
    let names: HashMap<u32, String> = reader.numbered_after(0)?.into_iter().collect();
    for (at, indicator) in book_indicators.iter().enumerate() {
        for (measure, period) in reader.columns(indicator)? {
            let last: String = period.last_day().to_string().replace('-', "");
            let mut lines = String::new();
            reader.column(indicator, (measure, period), 0..=u32::MAX, |cell| {
                let number = names.get(&cell.unit).and_then(|name| numbers.get(&OrgUnitId::new(name)));
                if let (Some(unit), ColumnSaid::Number(value, _)) = (number, cell.said) {
                    lines.push_str(&format!("{at},{last},{unit},{value}\n"));
                }
            })?;
            cells.write_all(lines.as_bytes())?;
        }
    }
    Ok(cells.flush()?)
}

/// Numbers a unit and all below it: number, last number below, level.
fn number(
    tree: &Tree,
    unit: &OrgUnitId,
    numbers: &mut HashMap<OrgUnitId, u32>,
    out: &mut impl std::io::Write,
) -> Outcome<u32> {
    let own = numbers.len() as u32;
    numbers.insert(unit.clone(), own);
    let mut last = own;
    for child in tree.children(unit) {
        last = number(tree, child, numbers, out)?;
    }
    let real = tree.get(unit).filter(|unit| !unit.pseudo).map_or("-", |unit| unit.level.code());
    writeln!(out, "{own},{last},{real}")?;
    Ok(last)
}
