//! Measures packages; `cargo xtask bench packages` sets them beside SQLite's own change sets and beside workbooks.
//!
//! `cargo run --release -p sample --example packages FOLDER` makes the reports of 500 units, each on a ledger of its own, and
//! those of a county's villages for a month, and prints a line a measure: its name, how many there are of what it counts, and the median of several runs by the clock and
//! of the processor, in microseconds.

use std::error::Error;
use std::fs;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use app::exchange::{Incoming, KeyRing, import, judge, pack_submission, receive};
use app::ledger::{back_up, restore};
use app::results::{import_cells, submit};
use app::{Desk, DeviceMemoryInRam, Surroundings};
use chrono::DateTime;
use cpu_time::ProcessTime;
use domain::exchange::{Relation, Signer, SignerState, Submission};
use domain::kernel::{Decimal, FormId, OrgUnitId, Period, Qualifier, SubmissionId};
use domain::ledger::Digest;
use domain::results::{CellState, Measure, ResultCell, ResultKey};
use formats::package::{Lock, Opener, PackageError, PrivateKey, open, pack, read, seal};
use serde_json::json;

type Outcome<T> = Result<T, Box<dyn Error>>;

const RUNS: usize = 5;

/// So many units report.
const UNITS: usize = 500;

/// So many figures each.
const FIGURES: usize = 40;

/// So many villages has a county,
const VILLAGES: usize = 300;

/// and so much is asked of each for a month.
const ASKED: usize = 500;

const FORM: &str = "f1";
const TOP: &str = "c";
const WORD: &str = "一条很长很长的口令";

fn main() -> Outcome<()> {
    let folder = std::env::args().nth(1).ok_or("FOLDER")?;
    let folder = Path::new(&folder);
    // What an earlier run left; where there is nothing, nothing is lost.
    let _ = fs::remove_dir_all(folder);
    fs::create_dir_all(folder)?;
    let keys: Vec<PrivateKey> = (0..UNITS).map(|_| PrivateKey::generate()).collect::<Result<_, _>>()?;
    let packages: Vec<Vec<u8>> =
        (0..UNITS).map(|unit| report(folder, unit, &keys[unit])).collect::<Outcome<_>>()?;
    println!("size {UNITS} {} 0", packages.iter().map(Vec::len).sum::<usize>());

    let rows: usize = read(&packages[0])?.batch.parcels.iter().map(|parcel| parcel.rows.len()).sum();
    let mut round = 0;
    let mut merged = None;
    measure("merge", rows * UNITS, || {
        round += 1;
        let mut county = county(folder, round, &keys)?;
        let files: Vec<Incoming> = packages.iter().map(|bytes| incoming(bytes)).collect();
        let ring = KeyRing::in_folder(folder.join("keys"));
        let taken = timed(|| {
            let came = receive(&mut county, &ring, &files, None, &mut || ControlFlow::Continue(()))?;
            let all = came.is_some_and(|offers| offers.iter().all(|offer| offer.merged));
            if all { Ok(()) } else { Err("not everything was merged".into()) }
        })?;
        merged = Some(county);
        Ok(taken)
    })?;

    measure("verify", UNITS, || timed(|| each(&packages, |package| read(package).map(drop))))?;
    let opened = packages.iter().map(|package| read(package)).collect::<Result<Vec<_>, _>>()?;
    measure("sign", UNITS, || {
        timed(|| {
            for (package, key) in opened.iter().zip(&keys) {
                pack(package.manifest.clone(), &package.batch, key)?;
            }
            Ok(())
        })
    })?;
    let receiver = PrivateKey::generate()?;
    let public = receiver.public()?;
    let mut sealed = Vec::new();
    measure("seal", UNITS, || {
        sealed.clear();
        timed(|| {
            each(&packages, |package| seal(package, Lock::Receiver(&public)).map(|bytes| sealed.push(bytes)))
        })
    })?;
    measure("open", UNITS, || {
        timed(|| each(&sealed, |package| open(package, Opener::Key(&receiver)).map(drop)))
    })?;
    measure("word", 1, || {
        timed(|| each(&packages[..1], |package| seal(package, Lock::Passphrase(WORD)).map(drop)))
    })?;

    let mut county = merged.ok_or("nothing was merged")?;
    let (plain, locked) = (folder.join("plain.dz"), folder.join("sealed.dzs"));
    for (name, goal, word) in [("backup", &plain, None), ("backup_sealed", &locked, Some(WORD))] {
        measure(name, 1, || {
            let _ = fs::remove_file(goal); // the one of the run before
            timed(|| Ok(back_up(&mut county, goal, word)?))
        })?;
    }
    println!("backup_size {} {} 0", fs::metadata(&plain)?.len(), fs::metadata(&locked)?.len());
    let ring = KeyRing::in_folder(folder.join("keys"));
    for (name, backup, word) in [("restore", &plain, None), ("restore_sealed", &locked, Some(WORD))] {
        let mut at = 0;
        measure(name, 1, || {
            at += 1;
            let goal = folder.join(format!("{name}-{at}.dz"));
            timed(|| Ok(restore(backup, &goal, &ring, word, &moment())?))
        })?;
    }
    month(folder)
}

/// A county month: the report of every village as a package of its own.
fn month(folder: &Path) -> Outcome<()> {
    let key = PrivateKey::generate()?;
    let mut desk = desk(folder, "month", VILLAGES, ASKED)?;
    know(&mut desk, &key, TOP, Relation::Own)?;
    let reports = (0..VILLAGES).map(|at| hand_in(&mut desk, at, ASKED)).collect::<Outcome<Vec<_>>>()?;
    let mut bytes = 0;
    let (clock, busy) = timed(|| {
        for report in &reports {
            bytes += pack_submission(&mut desk, &key, report, false)?.bytes.len();
        }
        Ok(())
    })?;
    println!("month {} {} {}", VILLAGES * ASKED, clock.as_micros(), busy.as_micros());
    println!("month_size {VILLAGES} {bytes} 0");
    Ok(())
}

fn each(packages: &[Vec<u8>], work: impl FnMut(&Vec<u8>) -> Result<(), PackageError>) -> Outcome<()> {
    Ok(packages.iter().try_for_each(work)?)
}

fn incoming(bytes: &[u8]) -> Incoming {
    Incoming { name: String::new(), bytes: bytes.to_vec() }
}

fn moment() -> domain::ledger::Moment {
    DateTime::UNIX_EPOCH.fixed_offset()
}

fn unit(at: usize) -> String {
    format!("t{at:03}")
}

/// As long as the ids that are made, and as hard to squeeze.
fn indicator(at: usize) -> String {
    Digest::of(&at.to_be_bytes()).to_string()[..25].to_owned()
}

/// A ledger of a device of its own, with the units, the indicators and the form.
fn desk(folder: &Path, name: &str, units: usize, figures: usize) -> Outcome<Desk> {
    let (count, prefix) = (AtomicU32::new(0), name.to_owned());
    let memory = DeviceMemoryInRam::default();
    let surroundings = Surroundings {
        now: Arc::new(moment),
        fresh_id: Arc::new(move || format!("{prefix}-{}", count.fetch_add(1, Ordering::Relaxed))),
        memory: Arc::new(move || Box::new(memory.clone())),
    };
    let top = json!({ "code": TOP, "name": "县", "level": "county", "parent": null });
    let towns = (0..units)
        .map(|at| json!({ "code": unit(at), "name": unit(at), "level": "township", "parent": TOP }));
    let units: Vec<_> = std::iter::once(top).chain(towns).collect();
    let indicators: Vec<_> = (0..figures)
        .map(|at| json!({ "id": indicator(at), "name": format!("指标{at}"), "uom": "户", "decimals": 0, "accumulation": "ytd", "direction": "up", "time_rule": "last", "place_rule": "sum" }))
        .collect();
    let ids: Vec<_> = (0..figures).map(indicator).collect();
    let form = json!({ "id": FORM, "name": "月报", "frequency": "month", "measure": "ytd", "indicators": ids, "parent": TOP, "level": "township",
        "due": { "days_after": 5, "time": "17:00", "holiday": "keep" } });
    let data = json!({ "format": "duizhang/1", "ledger": { "title": name }, "units": units, "indicators": indicators, "forms": [form] });
    let (data, problems) = formats::interchange::read(data.to_string().as_bytes())?;
    if let Some(problem) = problems.first() {
        return Err(format!("{problem:?}").into());
    }
    let mut desk = Desk::create(&folder.join(format!("{name}.dz")), name, surroundings)?;
    import(&mut desk, &data)?;
    Ok(desk)
}

fn know(desk: &mut Desk, key: &PrivateKey, org_unit: &str, relation: Relation) -> Outcome<()> {
    let state = SignerState::Trusted;
    let (org_unit, name) = (OrgUnitId::new(org_unit), org_unit.to_owned());
    Ok(judge(desk, &Signer { key: key.public()?, org_unit, name, relation, state }, "")?)
}

/// The package of a unit's report.
fn report(folder: &Path, at: usize, key: &PrivateKey) -> Outcome<Vec<u8>> {
    let mut desk = desk(folder, &unit(at), UNITS, FIGURES)?;
    know(&mut desk, key, &unit(at), Relation::Own)?;
    let id = hand_in(&mut desk, at, FIGURES)?;
    Ok(pack_submission(&mut desk, key, &id, true)?.bytes)
}

/// A unit's figures are read in and handed in.
fn hand_in(desk: &mut Desk, at: usize, figures: usize) -> Outcome<SubmissionId> {
    let (org_unit, period): (OrgUnitId, Period) = (OrgUnitId::new(unit(at)), "2022-06".parse()?);
    let qualifier: Qualifier = "=".parse()?;
    let cells = (0..figures).map(|number| {
        let key = ResultKey {
            indicator: indicator(number).as_str().into(),
            measure: Measure::Ytd,
            org_unit: org_unit.clone(),
            period,
        };
        // Figures of one to five digits that follow no line.
        let value = Decimal::from((at * 7919 + number * 104_729) % 10_usize.pow(1 + (number % 5) as u32));
        let state = CellState::Number { value, uom: "户".parse()?, qualifier };
        Ok(ResultCell { key, state, as_of: None, note: None, evidence: Vec::new() })
    });
    import_cells(desk, &cells.collect::<Outcome<Vec<_>>>()?, "")?;
    submit(desk, &FormId::new(FORM), period, std::slice::from_ref(&org_unit))?;
    Ok(Submission::id_of(&FormId::new(FORM), &org_unit, period))
}

/// A ledger of the county that has heard of nothing yet, and knows everybody's key.
fn county(folder: &Path, round: usize, keys: &[PrivateKey]) -> Outcome<Desk> {
    let mut desk = desk(folder, &format!("county{round}"), UNITS, FIGURES)?;
    for (at, key) in keys.iter().enumerate() {
        know(&mut desk, key, &unit(at), Relation::Subordinate)?;
    }
    Ok(desk)
}

/// The clock's time and the processor's.
type Taken = (Duration, Duration);

fn timed(work: impl FnOnce() -> Outcome<()>) -> Outcome<Taken> {
    let (clock, busy) = (Instant::now(), ProcessTime::now());
    work()?;
    Ok((clock.elapsed(), busy.elapsed()))
}

fn measure(name: &str, count: usize, mut run: impl FnMut() -> Outcome<Taken>) -> Outcome<()> {
    let taken = (0..RUNS).map(|_| run()).collect::<Outcome<Vec<Taken>>>()?;
    let median = |mut times: Vec<Duration>| {
        times.sort();
        times[RUNS / 2].as_micros()
    };
    let (clock, busy): (Vec<Duration>, Vec<Duration>) = taken.into_iter().unzip();
    println!("{name} {count} {} {}", median(clock), median(busy));
    Ok(())
}
