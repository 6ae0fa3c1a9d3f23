//! Reported cells: as they were said ([`Reader::results`]), or as integers for roll-ups
//! ([`Reader::scaled`]). Retracted cells are left out; a cell that nobody reported is not there.

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::kernel::{Date, IndicatorId, OrgUnitId, Period};
use domain::ledger::{Row, RowRef, are_in_conflict};
use domain::results::{Measure, ResultCell, ResultKey};
use rusqlite::{OptionalExtension as _, named_params};

use super::{Reader, row_by_no, rows_by_no};
use crate::derive::column::{Cell, STRETCH, Said, unpack};
use crate::error::{Result, StoreError};

/// Which cells.
#[derive(Clone, Debug, Default)]
pub struct ResultQuery {
    /// Of these indicators; none: of all.
    pub indicators: Option<Vec<IndicatorId>>,
    /// Of this measure; none: of all.
    pub measure: Option<Measure>,
    /// Of these periods.
    pub periods: Periods,
    /// Of these units; none: of all.
    pub org_units: Option<Vec<OrgUnitId>>,
}

/// Which periods.
#[derive(Clone, Debug, Default)]
pub enum Periods {
    /// All.
    #[default]
    All,
    /// Those that lie wholly between two days, both included.
    Within(Date, Date),
    /// Exactly these.
    These(Vec<Period>),
}

impl ResultQuery {
    /// All cells of a unit.
    pub fn of_unit(org_unit: &OrgUnitId) -> Self {
        Self { org_units: Some(vec![org_unit.clone()]), ..Self::default() }
    }

    /// All cells of an indicator in one measure.
    pub fn of_indicator(indicator: &IndicatorId, measure: Measure) -> Self {
        Self { indicators: Some(vec![indicator.clone()]), measure: Some(measure), ..Self::default() }
    }

    /// Only of some periods.
    pub fn in_periods(mut self, periods: Periods) -> Self {
        self.periods = periods;
        self
    }

    /// Only of some units.
    pub fn of_units(mut self, org_units: Vec<OrgUnitId>) -> Self {
        self.org_units = Some(org_units);
        self
    }
}

/// So many cells are read at once.
const AT_ONCE: usize = 1 << 15;

/// What is current of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultHead {
    /// The cell.
    pub key: ResultKey,
    /// The heads that are not retractions; never empty.
    pub versions: Vec<ResultVersion>,
    /// Whether the heads say different things: shown, and left out of sums.
    pub conflict: bool,
}

impl ResultHead {
    /// The version that counts; none where there is a conflict.
    pub fn settled(&self) -> Option<&ResultVersion> {
        if self.conflict { None } else { self.versions.first() }
    }
}

/// One version of a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultVersion {
    /// Where its row stands.
    pub at: RowRef,
    /// What was said.
    pub cell: ResultCell,
    /// The value × 10^decimals in the indicator's unit of measure, by its current definition.
    pub scaled: Option<i64>,
    /// Why a number has no such integer.
    pub obstacle: Option<Obstacle>,
    /// Whether something else stood there before.
    pub replaces: bool,
}

/// What is current of a cell, for roll-ups.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaledHead {
    /// What was measured.
    pub indicator: IndicatorId,
    /// Over which stretch.
    pub measure: Measure,
    /// When.
    pub period: Period,
    /// Where.
    pub org_unit: OrgUnitId,
    /// What is said.
    pub state: ScaledState,
}

/// What a cell says to a roll-up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScaledState {
    /// A number, × 10^decimals in the indicator's unit of measure.
    Number(i64),
    /// A number that cannot be put so.
    Obstructed(Obstacle),
    /// 零报告.
    Nil,
    /// 不适用.
    NotApplicable,
    /// The heads say different things: left out and named.
    Conflict,
}

/// Why a number has no integer in its indicator's unit of measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Obstacle {
    /// The definition of the indicator has not come.
    NoIndicator,
    /// The definitions of the indicator contradict each other.
    ContestedIndicator,
    /// The unit of measure as typed does not convert exactly.
    UnitOfMeasure,
    /// It has more decimals than the indicator keeps.
    Decimals,
    /// It is too large.
    Range,
}

impl Obstacle {
    const ALL: [Self; 5] =
        [Self::NoIndicator, Self::ContestedIndicator, Self::UnitOfMeasure, Self::Decimals, Self::Range];

    /// The stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NoIndicator => "no_indicator",
            Self::ContestedIndicator => "contested_indicator",
            Self::UnitOfMeasure => "uom",
            Self::Decimals => "decimals",
            Self::Range => "range",
        }
    }

    fn from_code(code: &str) -> Result<Self> {
        Self::ALL.into_iter().find(|obstacle| obstacle.code() == code).ok_or_else(damaged)
    }
}

/// The lists of a query as local numbers; none where nothing can be found.
struct Numbers {
    /// As JSON; none: all.
    indicators: Option<String>,
    measures: String,
    periods: String,
    /// The stretches the units stand in, as JSON; none: all.
    stretches: Option<String>,
    org_units: Option<HashSet<i64>>,
}

/// One line of the derived table.
struct Line {
    place: (i64, String, i64, i64),
    row_no: i64,
    state: String,
    scaled: Option<i64>,
    obstacle: Option<Obstacle>,
}

impl Reader<'_> {
    /// The cells of a query as they were said, in the order indicator, measure, period, unit of
    /// their first mention.
    pub fn results(&self, query: &ResultQuery) -> Result<Vec<ResultHead>> {
        let mut heads = Vec::new();
        let mut cells = self.lines(query)?.into_iter();
        loop {
            let some: Vec<Vec<Line>> = cells.by_ref().take(AT_ONCE).collect();
            if some.is_empty() {
                return Ok(heads);
            }
            let numbers = some.iter().flatten().map(|line| line.row_no).collect();
            let mut rows = rows_by_no(self.conn, &numbers)?;
            for lines in some {
                heads.extend(head_of_lines(lines, &mut rows)?);
            }
        }
    }

    /// The cells whose number cannot be put as an integer for this reason.
    pub fn obstructed(&self, obstacle: Obstacle) -> Result<Vec<ResultHead>> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/results_obstructed.sql"))?;
        let rows: Vec<i64> =
            statement.query_map([obstacle.code()], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut heads: Vec<ResultHead> = Vec::new();
        for row_no in rows {
            let (_, row) = row_by_no(self.conn, row_no)?;
            let key = ResultKey::from_text(&row.key).map_err(|_| damaged())?;
            if heads.last().is_none_or(|last| last.key != key) {
                heads.extend(self.result(&key)?);
            }
        }
        Ok(heads)
    }

    /// One cell.
    pub fn result(&self, key: &ResultKey) -> Result<Option<ResultHead>> {
        let query = ResultQuery {
            indicators: Some(vec![key.indicator.clone()]),
            measure: Some(key.measure),
            periods: Periods::These(vec![key.period]),
            org_units: Some(vec![key.org_unit.clone()]),
        };
        Ok(self.results(&query)?.into_iter().next())
    }

    /// The cells of a query as integers, without looking into the rows.
    pub fn scaled(&self, query: &ResultQuery) -> Result<Vec<ScaledHead>> {
        let mut names = Names { reader: self, names: HashMap::new(), periods: HashMap::new() };
        let mut heads = Vec::new();
        for lines in self.lines(query)? {
            let Some(state) = self.scaled_state(&lines)? else { continue };
            let Some(Line { place: (indicator, measure, period, org_unit), .. }) = lines.first() else {
                continue;
            };
            heads.push(ScaledHead {
                indicator: IndicatorId::new(names.name(*indicator)?),
                measure: measure.parse().map_err(|_| damaged())?,
                period: names.period(*period)?,
                org_unit: OrgUnitId::new(names.name(*org_unit)?),
                state,
            });
        }
        Ok(heads)
    }

    /// The lines of a query, those of one cell together.
    fn lines(&self, query: &ResultQuery) -> Result<Vec<Vec<Line>>> {
        let Some(numbers) = self.numbers(query)? else { return Ok(Vec::new()) };
        let last = self.last_row()?;
        let sql = match numbers.indicators {
            Some(_) => include_str!("../sql/columns_by_indicator.sql"),
            None => include_str!("../sql/columns_all.sql"),
        };
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query(named_params! {
            ":indicators": numbers.indicators.as_deref().unwrap_or("[]"),
            ":measures": numbers.measures,
            ":periods": numbers.periods,
            ":stretches": numbers.stretches,
        })?;
        let is_wanted = |unit: i64| numbers.org_units.as_ref().is_none_or(|units| units.contains(&unit));
        let mut cells: Vec<Vec<Line>> = Vec::new();
        while let Some(row) = rows.next()? {
            let (indicator, measure, period): (i64, String, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let begins = row.get::<_, i64>(3)? * STRETCH;
            let mut found: Vec<(i64, Cell)> = Vec::new();
            unpack(row.get_ref(4)?.as_blob().map_err(|_| damaged())?, |place, cell| {
                let unit = begins + i64::from(place);
                found.extend(is_wanted(unit).then_some((unit, cell)));
            })?;
            for (unit, cell) in found {
                let place = (indicator, measure.clone(), period, unit);
                let lines = match cell.alone {
                    true if cell.row <= last => vec![line_of(place, cell)],
                    true => Vec::new(),
                    false => self.kept_lines(place)?,
                };
                cells.extend((!lines.is_empty()).then_some(lines));
            }
        }
        Ok(cells)
    }

    /// The lines of a cell of which more is known.
    fn kept_lines(&self, place: (i64, String, i64, i64)) -> Result<Vec<Line>> {
        let mut statement = self.conn.prepare_cached(include_str!("../sql/result_lines.sql"))?;
        let mut rows = statement.query((place.0, &place.1, place.2, place.3, self.at))?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let obstacle: Option<String> = row.get(3)?;
            lines.push(Line {
                place: place.clone(),
                row_no: row.get(0)?,
                state: row.get(1)?,
                scaled: row.get(2)?,
                obstacle: obstacle.map(|code| Obstacle::from_code(&code)).transpose()?,
            });
        }
        Ok(lines)
    }

    /// What the lines of a cell come to; none if it is retracted.
    fn scaled_state(&self, lines: &[Line]) -> Result<Option<ScaledState>> {
        let [only] = lines else {
            let rows = lines
                .iter()
                .map(|line| Ok(row_by_no(self.conn, line.row_no)?.1))
                .collect::<Result<Vec<Row>>>()?;
            return match lines.first() {
                Some(first) if !are_in_conflict(&rows) => state_of(first),
                _ => Ok(Some(ScaledState::Conflict)),
            };
        };
        state_of(only)
    }

    fn numbers(&self, query: &ResultQuery) -> Result<Option<Numbers>> {
        let names = |ids: Vec<&str>| -> Result<Vec<i64>> {
            let mut statement = self.conn.prepare_cached("SELECT no FROM derived_name WHERE text = ?1")?;
            let found = ids.into_iter().map(|id| statement.query_row([id], |row| row.get(0)).optional());
            Ok(found.collect::<rusqlite::Result<Vec<Option<i64>>>>()?.into_iter().flatten().collect())
        };
        let indicators = query.indicators.as_ref();
        let indicators =
            indicators.map(|ids| names(ids.iter().map(IndicatorId::as_str).collect())).transpose()?;
        let org_units = query.org_units.as_ref();
        let org_units =
            org_units.map(|ids| names(ids.iter().map(OrgUnitId::as_str).collect())).transpose()?;
        let periods = self.period_numbers(&query.periods)?;
        let nothing = |list: &Option<Vec<i64>>| list.as_ref().is_some_and(Vec::is_empty);
        if nothing(&indicators) || nothing(&org_units) || periods.is_empty() {
            return Ok(None);
        }
        let measures: Vec<&str> = match query.measure {
            Some(measure) => vec![measure.code()],
            None => Measure::ALL.iter().map(|measure| measure.code()).collect(),
        };
        Ok(Some(Numbers {
            indicators: indicators.as_deref().map(list),
            measures: format!("[\"{}\"]", measures.join("\",\"")),
            periods: list(&periods),
            stretches: org_units.as_deref().map(|units| {
                let stretches: BTreeSet<i64> = units.iter().map(|unit| unit / STRETCH).collect();
                list(&Vec::from_iter(stretches))
            }),
            org_units: org_units.map(|units| units.into_iter().collect()),
        }))
    }

    fn period_numbers(&self, periods: &Periods) -> Result<Vec<i64>> {
        let mut statement =
            self.conn.prepare_cached("SELECT no, text, first_day, last_day FROM derived_period")?;
        let wanted: HashSet<String> = match periods {
            Periods::These(list) => list.iter().map(Period::to_string).collect(),
            _ => HashSet::new(),
        };
        let mut rows = statement.query([])?;
        let mut numbers = Vec::new();
        while let Some(row) = rows.next()? {
            let (text, first, last): (String, String, String) = (row.get(1)?, row.get(2)?, row.get(3)?);
            let is_wanted = match periods {
                Periods::All => true,
                Periods::Within(from, to) => first >= from.to_string() && last <= to.to_string(),
                Periods::These(_) => wanted.contains(&text),
            };
            if is_wanted {
                numbers.push(row.get(0)?);
            }
        }
        Ok(numbers)
    }
}

/// Local numbers turned back into what they stand for, each once.
struct Names<'r> {
    reader: &'r Reader<'r>,
    names: HashMap<i64, String>,
    periods: HashMap<i64, Period>,
}

impl Names<'_> {
    fn name(&mut self, no: i64) -> Result<String> {
        if let Some(name) = self.names.get(&no) {
            return Ok(name.clone());
        }
        let mut statement = self.reader.conn.prepare_cached("SELECT text FROM derived_name WHERE no = ?1")?;
        let name: String = statement.query_row([no], |row| row.get(0))?;
        self.names.insert(no, name.clone());
        Ok(name)
    }

    fn period(&mut self, no: i64) -> Result<Period> {
        if let Some(period) = self.periods.get(&no) {
            return Ok(*period);
        }
        let mut statement =
            self.reader.conn.prepare_cached("SELECT text FROM derived_period WHERE no = ?1")?;
        let text: String = statement.query_row([no], |row| row.get(0))?;
        let period: Period = text.parse().map_err(|_| damaged())?;
        self.periods.insert(no, period);
        Ok(period)
    }
}

/// The line of a cell with one version.
fn line_of(place: (i64, String, i64, i64), cell: Cell) -> Line {
    let (state, scaled) = match cell.said {
        Said::Number(scaled, _) => ("number", Some(scaled)),
        Said::Nil => ("nil", None),
        _ => ("na", None),
    };
    Line { place, row_no: cell.row, state: state.to_owned(), scaled, obstacle: None }
}

fn head_of_lines(lines: Vec<Line>, read: &mut HashMap<i64, (RowRef, Row)>) -> Result<Option<ResultHead>> {
    let mut rows: Vec<(RowRef, Row, Line)> = Vec::with_capacity(lines.len());
    for line in lines {
        let (at, row) = read.remove(&line.row_no).ok_or_else(damaged)?;
        rows.push((at, row, line));
    }
    rows.sort_by(|a, b| a.0.cmp(&b.0));
    let conflict = are_in_conflict(rows.iter().map(|(_, row, _)| row));
    let mut versions = Vec::new();
    for (at, row, line) in rows.into_iter().filter(|(_, row, _)| !row.retracted) {
        let cell = ResultCell::from_fields(&row.key, &row.content).map_err(|_| damaged())?;
        versions.push(ResultVersion {
            at,
            cell,
            scaled: line.scaled,
            obstacle: line.obstacle,
            replaces: !row.replaces.is_empty(),
        });
    }
    let key = versions.first().map(|version| version.cell.key.clone());
    Ok(key.map(|key| ResultHead { key, versions, conflict }))
}

fn state_of(line: &Line) -> Result<Option<ScaledState>> {
    Ok(Some(match (line.state.as_str(), line.scaled, line.obstacle) {
        ("number", Some(scaled), _) => ScaledState::Number(scaled),
        ("number", None, Some(obstacle)) => ScaledState::Obstructed(obstacle),
        ("nil", ..) => ScaledState::Nil,
        ("na", ..) => ScaledState::NotApplicable,
        ("retracted", ..) => return Ok(None),
        _ => return Err(damaged()),
    }))
}

fn list(numbers: &[i64]) -> String {
    let texts: Vec<String> = numbers.iter().map(i64::to_string).collect();
    format!("[{}]", texts.join(","))
}

fn damaged() -> StoreError {
    StoreError::Damaged { newest_backup: None }
}
