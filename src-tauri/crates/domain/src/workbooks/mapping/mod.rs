//! From tables of other offices to the cells of a form: which rows are which units or indicators, which columns
//! which indicators and periods, what signs mean. Everything is a guess that says how it came about until a person
//! decides; what was decided is keyed by the words of the table, so that it holds for the next one like it.

mod beside;
mod cells;
mod choices;
mod columns;
mod names;
mod rows;
mod stretches;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::found::Found;
use super::heading::{ColumnSort, Stretch, measure_of};
use super::places::{How, Places};
use super::sheet::{Sheet, SheetRow, Workbook};
use super::table::{RowSort, Table, TableColumn, tables_of};
use super::verify;
use super::words::is_total;
use crate::kernel::{IndicatorId, OrgUnitId, Period, PeriodKind, Problem, Uom};
use crate::ledger::Digest;
use crate::programmes::Indicator;
use crate::results::{Form, Measure, ResultKey};

pub use choices::{Choices, ColumnChoice, Meaning, NameChoice};
use names::Names;

/// Most problems of one sort that are told.
const MOST_TOLD: usize = 200;

/// What tables are held against.
pub struct Ground<'a> {
    /// The form.
    pub form: &'a Form,
    /// Its indicators.
    pub indicators: Vec<&'a Indicator>,
    /// The units that report on it.
    pub places: &'a Places,
    /// All units.
    pub all_places: &'a Places,
    /// The period that is meant where none is named.
    pub period: Period,
}

/// How a column is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnUse {
    /// Whether its figures are taken.
    pub taken: bool,
    /// The indicator it is of.
    pub indicator: Option<IndicatorId>,
    /// Whether the indicator is a guess.
    pub guessed: bool,
    /// The unit it is of, where its words name one.
    pub org_unit: Option<OrgUnitId>,
    /// The period it is of.
    pub period: Option<Period>,
    /// Over which stretch its figures run, as far as it says or shows.
    pub measure: Option<Measure>,
    /// The stretch that is asked for, where it is another and the column is left for that.
    pub asked: Option<Measure>,
    /// The unit of measure its figures are in, where it is not the indicator's.
    pub uom: Option<Uom>,
    /// 0.85 stands for 85%.
    pub fraction: bool,
}

/// How a row is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowUse {
    /// The name at its head.
    pub name: String,
    /// The unit it is of.
    pub org_unit: Option<(OrgUnitId, How)>,
    /// The indicator it is of.
    pub indicator: Option<IndicatorId>,
    /// The period it is of, where it says one.
    pub period: Option<Period>,
    /// The unit of measure its figures are in, where it says one.
    pub uom: Option<Uom>,
    /// Whether its figures are taken.
    pub taken: bool,
}

/// A table with what is understood of it.
#[derive(Clone, Debug)]
pub struct Understood {
    /// Which sheet.
    pub sheet: usize,
    /// The table.
    pub table: Table,
    /// Whether it is taken.
    pub taken: bool,
    /// For each of its columns.
    pub columns: Vec<ColumnUse>,
    /// For each of its rows.
    pub rows: Vec<RowUse>,
}

/// What a workbook says, as far as it is understood.
#[derive(Debug, Default)]
pub struct Reading {
    /// Its tables.
    pub tables: Vec<Understood>,
    /// Its cells.
    pub cells: Vec<Found>,
    /// Signs that stand in cells that are taken: how often, and what they mean.
    pub signs: BTreeMap<String, (usize, Meaning)>,
    /// What was not understood, is doubtful, or does not add up.
    pub problems: Vec<Problem>,
}

/// By what the workbooks of one sort are known: the words of their heads, without times.
pub fn fingerprint(workbook: &Workbook) -> String {
    let mut words: Vec<String> = Vec::new();
    for sheet in workbook.sheets.iter().filter(|sheet| !sheet.hidden) {
        for table in tables_of(sheet, &|_| false) {
            let timeless = |column: &TableColumn| column.stretch.is_none();
            words.extend(table.columns.iter().filter(|column| timeless(column)).map(TableColumn::title));
        }
    }
    Digest::of(words.join("\n").as_bytes()).to_string()
}

/// Reads a workbook.
pub fn understand(workbook: &Workbook, ground: &Ground<'_>, choices: &Choices) -> Reading {
    let mut reading = Reading::default();
    let names = Names::new(&ground.indicators);
    // Where each cell of the form was said already, on whatever sheet.
    let mut seen = HashMap::new();
    let is_place = |text: &str| ground.all_places.is_name(text) || ground.places.find(text, &[]).is_some();
    for (at, sheet) in workbook.sheets.iter().enumerate() {
        for table in tables_of(sheet, &is_place) {
            let chosen = choices.tables.get(&reading.tables.len());
            let mapper = Mapper { workbook, sheet_at: at, sheet, ground, choices, names: &names };
            mapper.read(table, chosen.copied(), &mut seen, &mut reading);
        }
    }
    if choices.tables.is_empty() && reading.tables.iter().all(|table| !table.taken) {
        unknown(workbook, &mut reading);
    } else {
        left(workbook, choices, &mut reading);
    }
    if reading.cells.is_empty() && reading.problems.is_empty() && choices.tables.is_empty() {
        reading.problems.extend(nothing_found(workbook, &reading));
    }
    reading
}

/// A table of which no figure was read, and nothing else says why.
fn nothing_found(workbook: &Workbook, reading: &Reading) -> Option<Problem> {
    let shown = |understood: &&Understood| !workbook.sheets[understood.sheet].hidden;
    let Understood { sheet, table, .. } = reading.tables.iter().find(shown)?;
    let first = table.columns.first().map_or(0, |column| column.column);
    let place = workbook.sheets[*sheet].place(table.head.start, first);
    Some(Problem::query("workbook.nothing_found", place).with(table.title.first().map_or("", String::as_str)))
}

/// Columns that are left because their figures run over another stretch, where nothing else of the table is taken for what
/// they are of.
fn of_other_stretches(sheet: &Sheet, understood: &Understood) -> Vec<Problem> {
    let row = understood.table.head.end.saturating_sub(1);
    let taken =
        |of: &ColumnUse| understood.columns.iter().any(|used| used.taken && used.indicator == of.indicator);
    let columns = understood.table.columns.iter().zip(&understood.columns);
    let left = columns.filter_map(|(column, used)| Some((column, used, used.asked?)));
    left.filter(|(_, used, _)| !taken(used))
        .map(|(column, _, asked)| {
            let problem = Problem::hint("workbook.measure_differs", sheet.place(row, column.column));
            problem.with(column.title()).with(asked.word())
        })
        .collect()
}

/// Tables with figures beside those that are taken, of which nobody has said that they are left.
fn left(workbook: &Workbook, choices: &Choices, reading: &mut Reading) {
    for (at, understood) in reading.tables.iter().enumerate() {
        let (sheet, table) = (&workbook.sheets[understood.sheet], &understood.table);
        let has_figures = table.columns.iter().any(|column| column.sort == ColumnSort::Actual);
        let is_left = !understood.taken && !choices.tables.contains_key(&at);
        if is_left && has_figures && !table.rows.is_empty() && !sheet.hidden {
            let place =
                sheet.place(table.head.start, table.columns.first().map_or(0, |column| column.column));
            let title = table.title.first().map_or("", String::as_str);
            reading.problems.push(Problem::hint("workbook.table_left", place).with(title));
        }
    }
}

/// Nothing is taken: the columns with figures say for which no indicator is known.
fn unknown(workbook: &Workbook, reading: &mut Reading) {
    for understood in &reading.tables {
        let sheet = &workbook.sheets[understood.sheet];
        let row = understood.table.head.end.saturating_sub(1);
        for (column, used) in understood.table.columns.iter().zip(&understood.columns) {
            if column.sort == ColumnSort::Actual && used.indicator.is_none() && !sheet.hidden {
                let problem = Problem::hint("workbook.column_unmapped", sheet.place(row, column.column));
                reading.problems.push(problem.with(column.title()));
            }
        }
        if !sheet.hidden {
            reading.problems.extend(of_other_stretches(sheet, understood));
        }
    }
    reading.problems.truncate(MOST_TOLD);
}

struct Mapper<'a> {
    workbook: &'a Workbook,
    sheet_at: usize,
    sheet: &'a Sheet,
    ground: &'a Ground<'a>,
    choices: &'a Choices,
    names: &'a Names<'a>,
}

impl Mapper<'_> {
    fn read(
        &self,
        table: Table,
        chosen: Option<bool>,
        seen: &mut HashMap<ResultKey, usize>,
        reading: &mut Reading,
    ) {
        // What is doubtful about a table that is not taken is no matter.
        let mut doubts = Vec::new();
        let rows = self.rows(&table, &mut doubts);
        let columns = self.columns(&table, &rows, &mut doubts);
        let has_cells = columns.iter().any(|column| column.taken) && rows.iter().any(|row| row.taken);
        let taken = chosen.unwrap_or(has_cells && !self.sheet.hidden);
        let understood = Understood { sheet: self.sheet_at, table, taken, columns, rows };
        if taken {
            reading.problems.append(&mut doubts);
            self.cells(&understood, seen, reading);
            let found = verify::differences(self.sheet, &understood.table);
            reading.problems.extend(found.into_iter().take(MOST_TOLD));
            self.tell(&understood, reading);
        }
        reading.tables.push(understood);
    }

    fn data<'t>(&self, table: &'t Table) -> impl Iterator<Item = (usize, &SheetRow)> + 't
    where
        Self: 't,
    {
        let sheet = self.sheet;
        let rows = table.rows.iter().enumerate().filter(|(_, row)| row.sort == RowSort::Data);
        rows.filter_map(move |(at, row)| Some((at, sheet.row(row.row)?)))
    }

    fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.ground.indicators.iter().find(|indicator| indicator.id == *id).copied()
    }

    /// Columns with figures that nobody takes, and rows and columns that are left because they are not shown.
    fn tell(&self, understood: &Understood, reading: &mut Reading) {
        let any = understood.rows.iter().any(|row| row.indicator.is_some());
        for (column, used) in understood.table.columns.iter().zip(&understood.columns) {
            let decided = self.choices.columns.contains_key(&column.title());
            if column.sort != ColumnSort::Actual || used.taken || decided {
                continue;
            }
            let place = self.sheet.place(understood.table.head.end.saturating_sub(1), column.column);
            if column.hidden {
                reading.problems.push(Problem::hint("workbook.column_hidden", place).with(column.title()));
            } else if used.indicator.is_none() && !any {
                reading.problems.push(Problem::hint("workbook.column_unmapped", place).with(column.title()));
            }
        }
        reading.problems.extend(self.units_unknown(understood));
        reading.problems.extend(of_other_stretches(self.sheet, understood));
        reading.problems.extend(self.running_unsaid(understood));
        let hidden = understood.table.rows.iter().zip(&understood.rows);
        let mut hidden = hidden.filter(|(row, used)| row.hidden && row.sort == RowSort::Data && !used.taken);
        if let Some((first, used)) = hidden.next() {
            let place = self.sheet.place(first.row, understood.table.columns.first().map_or(0, |c| c.column));
            let problem = Problem::hint("workbook.rows_hidden", place);
            reading.problems.push(problem.with(&used.name).with(hidden.count() + 1));
        }
        let is_told = reading.problems.iter().any(|told| told.code == "workbook.period_guessed");
        reading.problems.extend(self.period_unsaid(understood).filter(|_| !is_told));
    }

    /// Where rows are indicators and columns units: columns whose words name none.
    fn units_unknown(&self, understood: &Understood) -> Vec<Problem> {
        let by_rows = understood.rows.iter().any(|row| row.indicator.is_some() && row.org_unit.is_none());
        let units: BTreeSet<_> =
            understood.columns.iter().filter_map(|used| used.org_unit.as_ref()).collect();
        if !by_rows || units.len() < 2 {
            return Vec::new();
        }
        let columns = understood.table.columns.iter().zip(&understood.columns);
        let is_unknown = |(column, used): &(&TableColumn, &ColumnUse)| {
            let is_named = column.heading.last().is_some_and(|words| !is_total(words));
            let is_free = column.stretch.is_none() && used.measure.is_none() && !column.hidden;
            column.sort == ColumnSort::Actual && used.org_unit.is_none() && is_named && is_free
        };
        let row = understood.table.head.end.saturating_sub(1);
        let told = |(column, _): (&TableColumn, &ColumnUse)| {
            let place = self.sheet.place(row, column.column);
            Problem::query("workbook.column_unit_unknown", place).with(column.title())
        };
        columns.filter(is_unknown).map(told).collect()
    }

    /// Neither the table nor a person says of which period its figures are: told once.
    fn period_unsaid(&self, understood: &Understood) -> Option<Problem> {
        let table = &understood.table;
        let says =
            |stretch: Option<Stretch>| stretch.is_some_and(|said| self.period_in(table, said).is_some());
        if self.choices.period.is_some() || says(table.stretch) {
            return None;
        }
        understood.rows.iter().find(|row| row.taken && row.period.is_none())?;
        let columns = table.columns.iter().zip(&understood.columns);
        let (column, used) =
            columns.into_iter().find(|(column, used)| used.taken && !says(column.stretch))?;
        let place = self.sheet.place(table.head.start, column.column);
        Some(Problem::hint("workbook.period_guessed", place).with(used.period?.name()))
    }

    /// Columns of several periods that are taken as running totals, though nothing says that they are: told once.
    fn running_unsaid(&self, understood: &Understood) -> Option<Problem> {
        // Of a whole year the running total is that of the period.
        let is_yearly = self.ground.form.frequency.period_kind() == PeriodKind::Year;
        if is_yearly || understood.table.title.iter().any(|line| measure_of(line) == Some(Measure::Ytd)) {
            return None;
        }
        let is_running = |used: &ColumnUse| {
            let asked = used.indicator.as_ref().filter(|id| self.adds_up(id));
            let asked = asked.map(|id| self.ground.form.measure_of(id));
            used.taken && used.measure.is_none() && matches!(asked, Some(Measure::Ytd | Measure::SinceStart))
        };
        let beside = |one: &ColumnUse| {
            let same =
                |other: &&ColumnUse| other.indicator == one.indicator && other.org_unit == one.org_unit;
            let running = understood.columns.iter().filter(|used| is_running(used));
            running.filter(same).any(|other| other.period != one.period)
        };
        let columns = understood.table.columns.iter().zip(&understood.columns);
        let undecided = columns.filter(|(column, _)| !self.choices.columns.contains_key(&column.title()));
        let (column, used) = undecided.into_iter().find(|(_, used)| is_running(used) && beside(used))?;
        let asked = used.indicator.as_ref().map(|id| self.ground.form.measure_of(id).word())?;
        let place = self.sheet.place(understood.table.head.end.saturating_sub(1), column.column);
        Some(Problem::hint("workbook.measure_guessed", place).with(column.title()).with(asked))
    }
}
