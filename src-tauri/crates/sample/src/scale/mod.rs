//! Ledgers of the size of a county, a region and the nation, to measure with: the units of the shipped
//! division codes, indicators of every accumulation, targets, and months of figures from every village.
//! All of it is invented, follows from the seed, and comes in through the same verbs as a user's.

mod definitions;
mod draw;
#[cfg(test)]
mod tests;

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use app::exchange::import;
use app::ledger::{LedgerDraft, create, units_of};
use app::results::import_cells;
use app::{AppError, Desk};
use cpu_time::ProcessTime;
use domain::kernel::{OrgUnitId, Period, Problem};
use domain::org::Level;
use domain::results::ResultCell;
use formats::codes::{self, Divisions};
use formats::interchange::Interchange;

use crate::stage::Stage;

/// How large.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// A county of about 300 villages: 500 indicators over 60 months.
    County,
    /// A region of about 12,000 villages: 20 indicators over 12 months.
    Region,
    /// The nation, about 660,000 units: 8 indicators over 4 quarters.
    Nation,
}

/// What is made.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Which units.
    pub size: Size,
    /// What everything is drawn from.
    pub seed: u64,
    /// How many indicators are reported.
    pub indicators: usize,
    /// How many periods, the last of which is the last of 2022.
    pub periods: usize,
}

impl Plan {
    /// The plan of a size.
    pub fn of(size: Size, seed: u64) -> Self {
        let (indicators, periods) = match size {
            Size::County => (500, 60),
            Size::Region => (20, 12),
            Size::Nation => (8, 4),
        };
        Self { size, seed, indicators, periods }
    }
}

/// What was made.
#[derive(Clone, Copy, Debug)]
pub struct Made {
    /// Units of all levels.
    pub units: usize,
    /// Rows of figures.
    pub rows: u64,
    /// How long the units took to come in.
    pub units_loading: Duration,
    /// How long the figures took to come in, all of it.
    pub loading: Duration,
    /// How much of that the processor was busy with this program.
    pub busy: Duration,
    /// The file with and without the figures, in bytes.
    pub bytes: (u64, u64),
}

/// Cells that come in as one entry: what a paste or a workbook of an office brings.
const BATCH: usize = 50_000;

/// Makes the ledger at a path where there is no file yet. `progress` hears how many rows are in.
pub fn build(path: &Path, plan: Plan, progress: &mut dyn FnMut(u64)) -> Result<Made, AppError> {
    if path.exists() {
        return Err(AppError::refused(Problem::error("file.exists", "path")));
    }
    let stage = Stage::new();
    stage.set("2023-01-05", "09:00")?;
    let tops = tops(plan.size);
    let draft = LedgerDraft {
        title: "规模示例".to_owned(),
        places: Vec::new(),
        office: "规模示例".to_owned(),
        person: "规模示例".to_owned(),
        phone: None,
    };
    let mut desk = create(path, &draft, stage.surroundings())?;
    desk.mark_sample()?;
    let begun = Instant::now();
    let places = bring_units(&mut desk, plan, &tops)?;
    let units_loading = begun.elapsed();
    let definitions = definitions::definitions(plan, &places);
    import(&mut desk, &definitions)?;
    let before = bytes_of(path)?;
    let (begun, busy) = (Instant::now(), ProcessTime::now());
    let rows = bring_figures(&mut desk, plan, &places, progress)?;
    let (loading, busy) = (begun.elapsed(), busy.elapsed());
    let units = desk.book()?.units.len();
    drop(desk);
    Ok(Made { units, units_loading, rows, loading, busy, bytes: (bytes_of(path)?, before) })
}

/// The units that matter to the figures.
pub(crate) struct Places {
    /// The unit whose ledger it is.
    pub top: OrgUnitId,
    /// What targets are broken down to: its counties, of a county its townships.
    pub parts: Vec<OrgUnitId>,
    /// All real villages in the order of the tree.
    pub villages: Vec<OrgUnitId>,
}

/// The nation is no division of the list.
const NATION: &str = "000000000000";

fn tops(size: Size) -> Vec<String> {
    let divisions = Divisions::shipped();
    match size {
        Size::County => vec![county_of_300_villages()],
        Size::Region => vec!["150000000000".to_owned()],
        Size::Nation => divisions.provinces().into_iter().map(|province| province.code).collect(),
    }
}

/// The county of Inner Mongolia that is nearest to 300 villages.
fn county_of_300_villages() -> String {
    let divisions = Divisions::shipped();
    let prefectures = divisions.children("15").into_iter();
    let counties = prefectures.flat_map(|prefecture| divisions.children(&prefecture.code));
    let villages = |code: &str| {
        let below = divisions.subtree(code);
        below.iter().filter(|place| place.level == codes::Level::Village && !place.pseudo).count()
    };
    let real = counties.filter(|county| !county.pseudo);
    let nearest = real.min_by_key(|county| (villages(&county.code).abs_diff(300), county.code.clone()));
    nearest.map(|county| county.code).unwrap_or_default()
}

fn bring_units(desk: &mut Desk, plan: Plan, tops: &[String]) -> Result<Places, AppError> {
    let mut places = Places { top: OrgUnitId::new(NATION), parts: Vec::new(), villages: Vec::new() };
    if plan.size == Size::Nation {
        import(desk, &definitions::nation(&places.top))?;
    }
    for top in tops {
        let (mut units, mut positions) = (Vec::new(), Vec::new());
        for (mut unit, mut position) in units_of(top, Level::Village) {
            match plan.size {
                Size::Nation if position.parent.is_none() => position.parent = Some(places.top.clone()),
                Size::County | Size::Region if unit.id.as_str() == top => places.top = unit.id.clone(),
                _ => {}
            }
            let parts = if plan.size == Size::County { Level::Township } else { Level::County };
            if !unit.pseudo && unit.level == parts {
                places.parts.push(unit.id.clone());
            }
            if !unit.pseudo && unit.level == Level::Village {
                unit.attributes.insert("zone".to_owned(), draw::zone(plan.seed, &unit.id).to_owned());
                places.villages.push(unit.id.clone());
            }
            units.push(unit);
            positions.push(position);
        }
        import(desk, &Interchange { units, positions, ..Interchange::default() })?;
    }
    Ok(places)
}

/// Every indicator of every period comes in for all villages in turn.
fn bring_figures(
    desk: &mut Desk,
    plan: Plan,
    places: &Places,
    progress: &mut dyn FnMut(u64),
) -> Result<u64, AppError> {
    let mut rows = 0;
    let mut batch: Vec<ResultCell> = Vec::with_capacity(BATCH);
    for reported in definitions::reported(plan) {
        for (number, period) in periods(plan).into_iter().enumerate() {
            for village in &places.villages {
                batch.extend(draw::cell(plan.seed, &reported, village, period, number));
                if batch.len() == BATCH {
                    rows += put(desk, &mut batch)?;
                    progress(rows);
                }
            }
        }
    }
    Ok(rows + put(desk, &mut batch)?)
}

fn put(desk: &mut Desk, batch: &mut Vec<ResultCell>) -> Result<u64, AppError> {
    import_cells(desk, batch, "规模示例")?;
    let count = batch.len() as u64;
    batch.clear();
    Ok(count)
}

/// The periods of a plan, the oldest first.
pub(crate) fn periods(plan: Plan) -> Vec<Period> {
    let last = match plan.size {
        Size::County | Size::Region => Period::month(2022, 12),
        Size::Nation => Period::quarter(2022, 4),
    };
    let mut found: Vec<Period> =
        std::iter::successors(last.ok(), |period| period.previous()).take(plan.periods).collect();
    found.reverse();
    found
}

/// The file with what is still in its log.
fn bytes_of(path: &Path) -> Result<u64, AppError> {
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    let size = |path: &Path| fs::metadata(path).map_or(0, |meta| meta.len());
    Ok(size(path) + size(Path::new(&log)))
}
