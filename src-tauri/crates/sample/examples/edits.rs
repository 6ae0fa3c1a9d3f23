//! Measures the answers of a large ledger; `cargo xtask bench scale` sets them beside plain SQL.
//!
//! `cargo run --release -p sample --example scale SIZE LEDGER FOLDER` makes the ledger where there is none and says how
//! that went, then prints a line a measure: its letter, the median of several runs by the clock, and that of the time
//! the processor was busy with it, both in microseconds. FOLDER gets what a hand-written table needs for the same
//! answers: units numbered in the order of the tree with the last number below each, the cells of the last year as
//! integers, and what is asked.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use app::assessment::{RankWish, ranking, survey};
use app::results::import_cells;
use app::{Desk, DeviceMemoryInRam, Surroundings};
use chrono::DateTime;
use cpu_time::ProcessTime;
use domain::assessment::{Listed, UnitState};
use domain::kernel::{Date, Decimal, IndicatorId, OrgUnitId, Qualifier, TargetId};
use domain::org::Level;
use domain::results::{CellState, ResultCell, ResultKey};
use domain::targets::Threshold;
use sample::scale::{Plan, Size, build};
use store::ColumnSaid;

type Outcome<T> = Result<T, Box<dyn Error>>;

const RUNS: usize = 5;
const EDITS: usize = 400;

/// So many of the units furthest from a threshold are listed.
const LISTED: usize = 100;

fn main() -> Outcome<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [size, ledger, folder] = arguments.as_slice() else { return Err("SIZE LEDGER FOLDER".into()) };
    if !Path::new(ledger).exists() {
        make(size, Path::new(ledger))?;
    }
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
    measure("read", || {
        desk.forget_cached();
        timed(|| Ok(desk.evidence()?.book().tree(day)))
    })?;
    println!("memory {} 0", memory("VmRSS:"));
    survey(&mut desk, day, None)?;
    let edited = edited(&mut desk, day)?;
    let indicator = edited.first().ok_or("no village")?.indicator.clone();
    let mut cells = edited.into_iter().cycle();
    let mut edit = |desk: &mut Desk| -> Outcome<ResultCell> {
        // A number that was not said before.
        let value = Decimal::from(desk.ledger().read().last_arrival()?);
        let uom = desk.book()?.indicators[&indicator].uom.clone();
        let state = CellState::Number { value, uom, qualifier: Qualifier::Exact };
        let key = cells.next().ok_or("no village")?;
        Ok(ResultCell { key, state, as_of: None, note: None, evidence: Vec::new() })
    };
    let (mut w, mut f) = (Vec::new(), Vec::new());
    for _ in 0..EDITS {
        let cell = edit(&mut desk)?;
        w.push(timed(|| Ok(import_cells(&mut desk, &[cell], "")?))?.busy);
        f.push(timed(|| Ok(survey(&mut desk, day, None)?))?.busy);
    }
    w.sort(); f.sort();
    println!("writing {:?} figures {:?}", w[EDITS / 2], f[EDITS / 2]);
    measure("e", || {
        let cell = edit(&mut desk)?;
        timed(|| {
            import_cells(&mut desk, &[cell], "")?;
            Ok(survey(&mut desk, day, None)?)
        })
    })?;
    println!("peak {} 0", memory("VmHWM:"));
    let _ = (folder, &indicator);
    Ok(())
}

/// Makes the ledger.
fn make(size: &str, ledger: &Path) -> Outcome<()> {
    let size = match size {
        "county" => Size::County,
        "region" => Size::Region,
        "nation" => Size::Nation,
        _ => return Err("county, region or nation".into()),
    };
    let made = build(ledger, Plan::of(size, 1), &mut |_| {})?;
    let second = |rows: u64, time: Duration| rows as f64 / time.as_secs_f64().max(0.001);
    println!(
        "{} 个单位（装入 {:.1} 秒），{} 行数据：每秒 {:.0} 行（按处理器时间 {:.0} 行），每行 {:.0} 字节",
        made.units,
        made.units_loading.as_secs_f64(),
        made.rows,
        second(made.rows, made.loading),
        second(made.rows, made.busy),
        made.bytes.0.saturating_sub(made.bytes.1) as f64 / made.rows.max(1) as f64,
    );
    Ok(())
}

/// Runs something that tells how long its part took, and prints the medians.
fn measure(letter: &str, mut run: impl FnMut() -> Outcome<Taken>) -> Outcome<()> {
    let (mut clock, mut busy) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let taken = run()?;
        clock.push(taken.clock);
        busy.push(taken.busy);
    }
    clock.sort_unstable();
    busy.sort_unstable();
    println!("{letter} {} {}", clock[RUNS / 2].as_micros(), busy[RUNS / 2].as_micros());
    Ok(())
}

/// How long something took by the clock, and how long the processor was busy with it.
struct Taken {
    clock: Duration,
    busy: Duration,
}

fn timed<T>(act: impl FnOnce() -> Outcome<T>) -> Outcome<Taken> {
    let (begun, busy) = (Instant::now(), ProcessTime::now());
    let seen = act()?;
    let taken = Taken { clock: begun.elapsed(), busy: busy.elapsed() };
    drop(seen);
    Ok(taken)
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

/// The cells that are edited, one after the other: of the first indicator and the last period, those of the villages.
fn edited(desk: &mut Desk, day: Date) -> Outcome<Vec<ResultKey>> {
    let book = desk.book()?;
    let form = book.forms.values().next().ok_or("no form")?;
    let indicator = form.indicators.first().ok_or("an empty form")?.clone();
    let villages = book.tree(day).at_level(&form.parent, Level::Village);
    let measure = form.measure_of(&indicator);
    let period = desk.ledger().read().periods()?.into_iter().max().ok_or("no period")?;
    Ok(villages
        .into_iter()
        .map(|org_unit| ResultKey { indicator: indicator.clone(), measure, org_unit, period })
        .collect())
}

/// A coverage target of one threshold.
struct Covering {
    target: TargetId,
    org_unit: OrgUnitId,
    indicator: IndicatorId,
    /// In the smallest unit that is kept.
    threshold: Decimal,
}

/// The coverage target that is looked at.
#[allow(dead_code)] fn covering(desk: &mut Desk) -> Outcome<Covering> {
    let book = desk.book()?;
    let found = book.targets.values().flatten().find_map(|target| {
        let rule = target.coverage.as_ref()?;
        let Threshold::One(threshold) = rule.threshold else { return None };
        let scale = Decimal::from(10_i64.checked_pow(book.indicators.get(&rule.indicator)?.decimals)?);
        Some(Covering {
            target: target.id.clone(),
            org_unit: target.org_unit.clone(),
            indicator: rule.indicator.clone(),
            threshold: (threshold * scale).normalize(),
        })
    });
    found.ok_or_else(|| "no coverage target".into())
}

/// A line of what the system tells of this program's memory (Linux), in kilobytes.
fn memory(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.split_whitespace().next().and_then(|number| number.parse().ok()).unwrap_or(0)
}

/// `units.csv`: number, last number below, whether it is a village or a part that has a share. `cells.csv`: number of the indicator, last day of the period,
/// unit, integer. `asked.csv`: what is asked of an indicator, and its number.
#[allow(dead_code)] fn write_tables(desk: &mut Desk, folder: &Path, day: Date, edited: &IndicatorId) -> Outcome<()> {
    let tree = desk.book()?.tree(day);
    let shares = desk.book()?.allocations.values().flatten();
    let parts: HashSet<OrgUnitId> = shares.map(|share| share.org_unit.clone()).collect();
    let mut units = BufWriter::new(File::create(folder.join("units.csv"))?);
    for (place, unit) in tree.units().enumerate() {
        let what = match unit.level {
            Level::Village if !unit.pseudo => "village",
            _ if parts.contains(unit.id) => "part",
            _ => "-",
        };
        writeln!(units, "{place},{},{what}", tree.end(place) - 1)?;
    }
    units.flush()?;
    let Covering { indicator: covered, threshold, .. } = covering(desk)?;
    let book = desk.book()?;
    let indicators: Vec<IndicatorId> = book.indicators.keys().cloned().collect();
    let shared = book.allocations.keys().flat_map(|id| &book.targets[id]).map(|target| &target.indicator);
    let asked = shared.map(|id| ("shared", id)).chain([("covered", &covered), ("edited", edited)]);
    let mut lines = format!("threshold,{threshold}\n");
    for (what, id) in asked {
        lines += &format!("{what},{}\n", indicators.iter().position(|one| one == id).unwrap_or_default());
    }
    fs::write(folder.join("asked.csv"), lines)?;
    let reader = desk.ledger().read();
    let mut places: HashMap<u32, usize> = HashMap::new();
    for (place, unit) in tree.units().enumerate() {
        places.extend(reader.number_of(unit.id.as_str())?.map(|number| (number, place)));
    }
    let mut cells = BufWriter::new(File::create(folder.join("cells.csv"))?);
    for (at, indicator) in indicators.iter().enumerate() {
        for column in reader.columns(indicator)? {
            if column.period.year() != chrono::Datelike::year(&day) {
                continue;
            }
            let last: String = column.period.last_day().to_string().replace('-', "");
            let mut lines = String::new();
            reader.column(&column, 0..=u32::MAX, |run| {
                for (nth, unit) in run.units.enumerate() {
                    let value = match run.said {
                        ColumnSaid::Numbers(values, _) => values.get(nth).copied().unwrap_or(0),
                        ColumnSaid::Nil => 0,
                        _ => return,
                    };
                    if let Some(unit) = places.get(&unit) {
                        lines.push_str(&format!("{at},{last},{unit},{value}\n"));
                    }
                }
            })?;
            cells.write_all(lines.as_bytes())?;
        }
    }
    Ok(cells.flush()?)
}
