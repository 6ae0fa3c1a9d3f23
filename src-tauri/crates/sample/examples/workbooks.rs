//! Measures workbooks of 100,000 rows; `cargo xtask bench workbooks` sets the first two beside openpyxl and XlsxWriter.
//!
//! `cargo run --release -p sample --example workbooks FOLDER` prints a line a measure: its name, how many cells, and
//! the median of several runs in microseconds of processor time, so that a busy machine changes little. FOLDER gets the
//! workbook that the peers read.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use app::exchange::import;
use app::workbooks::{Asked, paper, read, write};
use app::{Desk, DeviceMemoryInRam, Surroundings};
use chrono::DateTime;
use cpu_time::ProcessTime;
use domain::kernel::{Period, Uom};
use domain::org::{Level, OrgUnit, UnitPosition};
use domain::programmes::{Accumulation, Direction, Indicator};
use domain::results::{DueDay, DueRule, Form, Frequency, HolidayRule, Measure};
use domain::workbooks::{Value, Workbook};
use formats::interchange::Interchange;

type Outcome<T> = Result<T, Box<dyn Error>>;

const ROWS: usize = 100_000;
/// With the number and the name of the row twelve columns.
const INDICATORS: usize = 10;
const TOWNS: usize = 100;
const RUNS: usize = 3;

fn main() -> Outcome<()> {
    let folder = std::env::args().nth(1).ok_or("FOLDER")?;
    let folder = Path::new(&folder);
    let period: Period = "2022-06".parse()?;
    let form = "f".into();
    let ledger = folder.join("workbooks.dz");
    fresh(&ledger)?;
    let mut desk = Desk::create(&ledger, "量", surroundings())?;
    import(&mut desk, &definitions()?)?;

    let mut filled = paper(&mut desk, &form, period, &[])?;
    for (at, row) in filled.table.rows.iter_mut().take(ROWS).enumerate() {
        for (column, cell) in row.iter_mut().enumerate().skip(2) {
            let value = (at * 7 + column * 13) % 10_000;
            let typed = if column % 2 == 0 { format!("{value}") } else { format!("{value}.5") };
            *cell = domain::reports::Cell { value: Some(typed.parse()?), ..cell.clone() };
        }
    }
    let cells = ROWS * (INDICATORS + 2);
    let mut bytes = Vec::new();
    measure("write", cells, || {
        let begun = ProcessTime::now();
        bytes = formats::xlsx::write_form(&filled)?;
        Ok(begun.elapsed())
    })?;
    fs::write(folder.join("form.xlsx"), &bytes)?;
    let mut workbook = Workbook::default();
    measure("read", cells, || {
        let begun = ProcessTime::now();
        workbook = formats::workbook::read(&bytes)?.workbook;
        Ok(begun.elapsed())
    })?;
    drop((filled, bytes));

    // The same table as another office would send it: nothing tells what it is but its words.
    workbook.sheets.truncate(1);
    for row in &mut workbook.sheets[0].rows {
        row.cells.retain(|cell| !matches!(&cell.value, Value::Text(text) if text.starts_with("dz:")));
    }
    workbook.sheets[0].rows.retain(|row| !row.cells.is_empty());
    let day = period.last_day();
    let said = ROWS * INDICATORS;
    let mut came_in = None;
    measure("understand", said, || {
        let begun = ProcessTime::now();
        came_in = Some(read(&mut desk, &workbook, None, day)?);
        Ok(begun.elapsed())
    })?;
    let came_in = came_in.ok_or("nothing came in")?;
    if came_in.cells.len() != said {
        return Err(format!("{} cells of {said} were understood", came_in.cells.len()).into());
    }
    let begun = ProcessTime::now();
    let written = write(&mut desk, &workbook, &came_in, Asked { clear: false, remember: false })?;
    println!("ledger {} {}", written.filled.written, begun.elapsed().as_micros());
    drop(desk);
    fresh(&ledger)
}

/// No ledger of an earlier run stands in the way.
fn fresh(ledger: &Path) -> Outcome<()> {
    if ledger.exists() {
        fs::remove_file(ledger)?;
    }
    Ok(())
}

/// Runs something that tells how long its part took, and prints the median.
fn measure(name: &str, cells: usize, mut run: impl FnMut() -> Outcome<Duration>) -> Outcome<()> {
    let mut taken = Vec::new();
    for _ in 0..RUNS {
        taken.push(run()?);
    }
    taken.sort_unstable();
    println!("{name} {cells} {}", taken[RUNS / 2].as_micros());
    Ok(())
}

/// A county of a hundred towns with all their villages, and one form over the villages.
fn definitions() -> Outcome<Interchange> {
    let mut data = Interchange { title: "量".into(), ..Interchange::default() };
    let mut place = |id: String, parent: Option<String>, name: String, level: Level, order: usize| {
        data.units.push(OrgUnit {
            id: id.as_str().into(),
            name,
            level,
            code: None,
            pseudo: false,
            attributes: std::collections::BTreeMap::new(),
            aliases: Vec::new(),
        });
        data.positions.push(UnitPosition {
            org_unit: id.as_str().into(),
            parent: parent.map(|parent| parent.as_str().into()),
            from: None,
            to: None,
            order: order as u32,
            successor: None,
            name_then: None,
        });
    };
    place("c".into(), None, "量县".into(), Level::County, 0);
    for town in 0..TOWNS {
        place(format!("t{town}"), Some("c".into()), format!("第{town}镇"), Level::Township, town);
        for village in 0..ROWS / TOWNS {
            let id = format!("v{town}-{village}");
            let name = format!("{town}镇第{village}村");
            place(id, Some(format!("t{town}")), name, Level::Village, village);
        }
    }
    let (ytd, up) = (Accumulation::Ytd, Direction::Up);
    let indicator = |at: usize| {
        Indicator::usual(
            format!("i{at}").as_str().into(),
            &format!("量的指标{at}"),
            Uom::new("户"),
            2,
            ytd,
            up,
        )
    };
    data.indicators = (0..INDICATORS).map(indicator).collect();
    data.forms.push(Form {
        id: "f".into(),
        name: "量表".into(),
        frequency: Frequency::Month,
        measure: Measure::Ytd,
        measures: std::collections::BTreeMap::new(),
        indicators: data.indicators.iter().map(|indicator| indicator.id.clone()).collect(),
        parent: "c".into(),
        level: Level::Village,
        due: DueRule {
            day: DueDay::After(5),
            as_of_day: None,
            time: "17:00".into(),
            holiday: HolidayRule::Keep,
        },
        evidence: Vec::new(),
        notes: Vec::new(),
        earlier: Vec::new(),
    });
    Ok(data)
}

/// A clock that stands, ids nobody made, and a memory that ends with this program.
fn surroundings() -> Surroundings {
    let (count, memory) = (AtomicU32::new(0), DeviceMemoryInRam::default());
    Surroundings {
        now: Arc::new(|| DateTime::from_timestamp(1_656_900_000, 0).unwrap_or_default().fixed_offset()),
        fresh_id: Arc::new(move || format!("m{}", count.fetch_add(1, Ordering::Relaxed))),
        memory: Arc::new(move || Box::new(memory.clone())),
    }
}
