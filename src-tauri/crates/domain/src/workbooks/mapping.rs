//! From tables of other offices to the cells of a form: which rows are which units or indicators, which columns
//! which indicators and periods, what signs mean. Everything is a guess that says how it came about until a person
//! decides; what was decided is keyed by the words of the table, so that it holds for the next one like it.

use std::collections::{BTreeMap, HashMap};

use super::found::{Found, Said};
use super::heading::{ColumnSort, measure_of};
use super::places::{How, Places};
use super::sheet::{Covered, Sheet, SheetRow, Value, Workbook};
use super::table::{RowSort, Table, TableColumn, is_sign, tables_of};
use super::verify;
use super::words::{plain, split_bracket};
use crate::kernel::{
    Decimal, FieldError, Fields, FormId, IndicatorId, OrgUnitId, Period, PeriodKind, Problem, Uom,
    read_number, word_enum,
};
use crate::ledger::Digest;
use crate::programmes::Indicator;
use crate::results::{Form, Measure, ResultKey};

/// Rows by which it is seen which column holds the names.
const JUDGED_BY: usize = 400;
/// Most problems of one sort that are told.
const MOST_TOLD: usize = 200;

word_enum! {
    /// What a sign in a cell means.
    Meaning {
        /// 未报 or 无任务: nothing is written.
        Nothing = "nothing", "未报（不写入）";
        /// 零报告.
        Nil = "nil", "零报告";
        /// 不适用.
        NotApplicable = "na", "不适用";
        /// The number.
        Zero = "zero", "数字 0";
    }
}

/// What a person decided about a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Whether it is taken.
    pub taken: bool,
    /// The indicator; none: as understood, or that of the row.
    pub indicator: Option<IndicatorId>,
    /// Its figures are in the indicator's own unit of measure, whatever the heading says.
    pub own_uom: bool,
    /// 0.85 stands for 85%; none: as it seems.
    pub fraction: Option<bool>,
}

/// What a person decided about a name at the head of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameChoice {
    /// Its row is passed over.
    Skip,
    /// It is a unit.
    Unit(OrgUnitId),
    /// It is an indicator.
    Indicator(IndicatorId),
}

/// What a person decided about a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choices {
    /// The form its figures are for.
    pub form: Option<FormId>,
    /// The period, where no column names one.
    pub period: Option<Period>,
    /// The unit its figures are of, where no row names one.
    pub org_unit: Option<OrgUnitId>,
    /// Rows that are not shown are taken too.
    pub hidden_rows: bool,
    /// Whether a table is taken, by its place among all.
    pub tables: BTreeMap<usize, bool>,
    /// Columns, by their titles.
    pub columns: BTreeMap<String, ColumnChoice>,
    /// Names of rows.
    pub names: BTreeMap<String, NameChoice>,
    /// Signs.
    pub signs: BTreeMap<String, Meaning>,
}

impl Choices {
    /// What is kept for the next workbook of this sort: not the period, and not which of several tables.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields.set_opt("form", self.form.as_ref()).set_opt("org_unit", self.org_unit.as_ref());
        fields.set("hidden_rows", self.hidden_rows);
        for (at, (title, choice)) in self.columns.iter().enumerate() {
            let name = |part: &str| format!("column.{at}.{part}");
            fields
                .set(&name("title"), title)
                .set(&name("taken"), choice.taken)
                .set_opt(&name("indicator"), choice.indicator.as_ref())
                .set(&name("own_uom"), choice.own_uom)
                .set_opt(&name("fraction"), choice.fraction);
        }
        for (at, (said, choice)) in self.names.iter().enumerate() {
            let name = |part: &str| format!("name.{at}.{part}");
            fields.set(&name("said"), said);
            match choice {
                NameChoice::Skip => {}
                NameChoice::Unit(unit) => drop(fields.set(&name("org_unit"), unit)),
                NameChoice::Indicator(indicator) => drop(fields.set(&name("indicator"), indicator)),
            }
        }
        for (at, (sign, meaning)) in self.signs.iter().enumerate() {
            fields.set(&format!("sign.{at}.sign"), sign).set(&format!("sign.{at}.meaning"), meaning);
        }
        fields
    }

    /// Reads what was kept.
    pub fn from_fields(fields: &Fields) -> Result<Self, FieldError> {
        let mut choices = Self {
            form: fields.parse_opt("form")?,
            org_unit: fields.parse_opt("org_unit")?,
            hidden_rows: fields.parse_opt("hidden_rows")?.unwrap_or(false),
            ..Self::default()
        };
        while let Some(title) = fields.get(&format!("column.{}.title", choices.columns.len())) {
            let name = |part: &str| format!("column.{}.{part}", choices.columns.len());
            let choice = ColumnChoice {
                taken: fields.parse(&name("taken"))?,
                indicator: fields.parse_opt(&name("indicator"))?,
                own_uom: fields.parse(&name("own_uom"))?,
                fraction: fields.parse_opt(&name("fraction"))?,
            };
            choices.columns.insert(title.to_owned(), choice);
        }
        while let Some(said) = fields.get(&format!("name.{}.said", choices.names.len())) {
            let name = |part: &str| format!("name.{}.{part}", choices.names.len());
            let unit = fields.parse_opt(&name("org_unit"))?.map(NameChoice::Unit);
            let indicator = fields.parse_opt(&name("indicator"))?.map(NameChoice::Indicator);
            choices.names.insert(said.to_owned(), unit.or(indicator).unwrap_or(NameChoice::Skip));
        }
        while let Some(sign) = fields.get(&format!("sign.{}.sign", choices.signs.len())) {
            let meaning = fields.parse(&format!("sign.{}.meaning", choices.signs.len()))?;
            choices.signs.insert(sign.to_owned(), meaning);
        }
        Ok(choices)
    }
}

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
    reading
}

/// Indicators by their names.
struct Names<'a> {
    exact: HashMap<String, &'a IndicatorId>,
    all: Vec<(String, &'a IndicatorId)>,
}

impl<'a> Names<'a> {
    fn new(indicators: &[&'a Indicator]) -> Self {
        let all: Vec<(String, &IndicatorId)> =
            indicators.iter().map(|indicator| (bare(&indicator.name), &indicator.id)).collect();
        Self { exact: all.iter().cloned().collect(), all }
    }

    /// Whether words are the very name of an indicator.
    fn is_name(&self, text: &str) -> bool {
        self.exact.contains_key(&bare(text))
    }

    /// The indicator of some words, and whether it is a guess.
    fn find(&self, text: &str) -> Option<(IndicatorId, bool)> {
        let text = bare(text);
        if let Some(id) = self.exact.get(&text) {
            return Some(((*id).clone(), false));
        }
        let length = text.chars().count();
        if length < 3 {
            return None;
        }
        let like = |name: &str| {
            let own = name.chars().count();
            (name.contains(&text) && length * 2 >= own)
                || (text.contains(name) && own * 2 >= length && own >= 3)
        };
        let mut found = self.all.iter().filter(|(name, _)| like(name));
        match (found.next(), found.next()) {
            (Some((_, id)), None) => Some(((*id).clone(), true)),
            _ => None,
        }
    }
}

/// A name without its unit of measure and without the ordinal before it: 1.改厕户数（户） → 改厕户数.
fn bare(text: &str) -> String {
    let (name, _) = split_bracket(text);
    let name = name.trim_start_matches(|letter: char| {
        letter.is_ascii_digit() || "、.．()一二三四五六七八九十其中:".contains(letter)
    });
    name.to_owned()
}

struct Mapper<'a> {
    workbook: &'a Workbook,
    sheet_at: usize,
    sheet: &'a Sheet,
    ground: &'a Ground<'a>,
    choices: &'a Choices,
    names: &'a Names<'a>,
}

/// What the cells of a column are of, as far as the column says.
type Held = (Option<IndicatorId>, Option<OrgUnitId>, Option<Period>);

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

    /// Which column holds the names of the rows, and whether these are units.
    fn name_column(&self, table: &Table) -> (Option<u32>, bool) {
        let worded = || {
            table.columns.iter().filter(|column| matches!(column.sort, ColumnSort::Name | ColumnSort::Words))
        };
        let count = |column: &TableColumn, fits: &dyn Fn(&str) -> bool| {
            self.data(table)
                .take(JUDGED_BY)
                .filter(|(_, row)| row.value(column.column).is_some_and(|value| fits(&value.text())))
                .count()
        };
        let is_unit = |text: &str| {
            self.ground.places.find(text, &[]).is_some()
                || self.ground.places.is_ambiguous(text)
                || matches!(self.choices.names.get(&plain(text)), Some(NameChoice::Unit(_)))
        };
        let is_indicator = |text: &str| {
            self.names.find(text).is_some()
                || matches!(self.choices.names.get(&plain(text)), Some(NameChoice::Indicator(_)))
        };
        let best = |fits: &dyn Fn(&str) -> bool| {
            let counted = worded().map(|column| (count(column, fits), column.column));
            counted.filter(|(count, _)| *count > 0).max()
        };
        match (best(&is_unit), best(&is_indicator)) {
            (Some((units, column)), Some((indicators, _))) if units >= indicators => (Some(column), true),
            (Some((_, column)), None) => (Some(column), true),
            (_, Some((_, column))) => (Some(column), false),
            (None, None) => (worded().next().map(|column| column.column), true),
        }
    }

    fn rows(&self, table: &Table, doubts: &mut Vec<Problem>) -> Vec<RowUse> {
        let (name_column, are_units) = self.name_column(table);
        let rows =
            table.rows.first().map_or(0, |row| row.row)..table.rows.last().map_or(0, |row| row.row + 1);
        let covered = Covered::of(self.sheet, rows);
        let beside_columns: Vec<u32> = table
            .columns
            .iter()
            .filter(|column| {
                matches!(column.sort, ColumnSort::Name | ColumnSort::Words)
                    && Some(column.column) != name_column
            })
            .map(|column| column.column)
            .collect();
        let mut above: BTreeMap<u32, OrgUnitId> = BTreeMap::new();
        let mut told = 0;
        let mut uses = Vec::with_capacity(table.rows.len());
        for row in &table.rows {
            let cells = self.sheet.row(row.row);
            let value = |column: u32| -> Option<&Value> {
                cells.and_then(|row| row.value(column)).or_else(|| {
                    let merged = covered.at(row.row, column).filter(|merged| merged.rows.0 < row.row)?;
                    self.sheet.value(merged.rows.0, merged.columns.0)
                })
            };
            // Places beside the name, or in the caption above, say which of several units of one name is meant.
            for column in &beside_columns {
                let place = value(*column).and_then(|value| self.ground.all_places.find(&value.text(), &[]));
                above.extend(place.map(|(unit, _)| (*column, unit)));
            }
            let first = || cells.and_then(|row| row.cells.first()).map(|cell| cell.value.text().into_owned());
            let name = match row.sort {
                RowSort::Data => name_column.and_then(value).map(|value| value.text().into_owned()),
                RowSort::Caption => first(),
                RowSort::Total | RowSort::Repeated => first(),
            };
            let name = name.unwrap_or_default().trim().to_owned();
            if row.sort == RowSort::Caption {
                above
                    .extend(self.ground.all_places.find(&bare(&name), &[]).map(|(unit, _)| (u32::MAX, unit)));
            }
            let mut found = RowUse {
                name: name.clone(),
                org_unit: None,
                indicator: None,
                taken: row.sort == RowSort::Data,
            };
            if row.sort == RowSort::Data {
                let beside: Vec<OrgUnitId> = above.values().cloned().collect();
                self.of_row(&name, are_units, &beside, &mut found);
                found.taken &= !row.hidden || self.choices.hidden_rows;
                let place = || self.sheet.place(row.row, name_column.unwrap_or(0));
                told += self.doubt(&found, are_units, told, &place, doubts);
            }
            uses.push(found);
        }
        uses
    }

    fn of_row(&self, name: &str, are_units: bool, beside: &[OrgUnitId], found: &mut RowUse) {
        match self.choices.names.get(&plain(name)) {
            Some(NameChoice::Skip) => found.taken = false,
            Some(NameChoice::Unit(unit)) => found.org_unit = Some((unit.clone(), How::Chosen)),
            Some(NameChoice::Indicator(indicator)) => found.indicator = Some(indicator.clone()),
            None if are_units => found.org_unit = self.ground.places.find(name, beside),
            None => found.indicator = self.names.find(name).map(|(indicator, _)| indicator),
        }
    }

    /// Says of a name that it is not known, or only guessed.
    fn doubt(
        &self,
        found: &RowUse,
        are_units: bool,
        told: usize,
        place: &dyn Fn() -> String,
        doubts: &mut Vec<Problem>,
    ) -> usize {
        if told >= MOST_TOLD || !found.taken || found.name.is_empty() {
            return 0;
        }
        let problem = match &found.org_unit {
            None if are_units && self.ground.places.is_ambiguous(&found.name) => {
                Problem::query("workbook.unit_ambiguous", place())
            }
            None if are_units => Problem::query("workbook.unit_unknown", place()),
            Some((_, How::Abbreviated)) => Problem::hint("workbook.unit_guessed", place()),
            _ => return 0,
        };
        doubts.push(problem.with(&found.name));
        1
    }

    fn columns(&self, table: &Table, rows: &[RowUse], doubts: &mut Vec<Problem>) -> Vec<ColumnUse> {
        let by_rows = rows.iter().any(|row| row.indicator.is_some());
        let named: Vec<Option<(IndicatorId, bool)>> =
            table.columns.iter().map(|column| self.named(column)).collect();
        // Where no column names an indicator it is that of the title, or the only one of the form.
        let of_title = || table.title.iter().rev().find_map(|line| self.names.find(line));
        let single = || match self.ground.form.indicators.as_slice() {
            [one] => Some((one.clone(), true)),
            _ => None,
        };
        let common = if named.iter().all(Option::is_none) { of_title().or_else(single) } else { None };
        let of_table = self.unit_of(table);
        let mut uses: Vec<ColumnUse> = Vec::with_capacity(table.columns.len());
        let mut measured = Vec::with_capacity(table.columns.len());
        for (column, named) in table.columns.iter().zip(named) {
            let chosen = self.choices.columns.get(&column.title());
            let words = || column.heading.iter().rev();
            let own = named.or_else(|| common.clone());
            let indicator = match chosen.and_then(|choice| choice.indicator.clone()) {
                Some(indicator) => Some((indicator, false)),
                None if by_rows => None,
                None => own,
            };
            let measure = words().find_map(|words| measure_of(words));
            // A heading that is the very name of an indicator holds its figures, whatever else its words say.
            let is_name = column.heading.last().is_some_and(|words| self.names.is_name(words));
            let is_actual = column.sort == ColumnSort::Actual || column.sort.is_figure() && is_name;
            let asked = indicator.as_ref().map(|(id, _)| self.ground.form.measure_of(id));
            let asked = asked.or_else(|| by_rows.then_some(self.ground.form.measure));
            let measure_fits = asked.is_none_or(|asked| measure.is_none_or(|said| alike(said, asked)));
            let org_unit = words().find_map(|words| {
                let found = self.ground.places.find(words, &[])?;
                (found.1 != How::Abbreviated).then_some(found.0)
            });
            let mut found = ColumnUse {
                taken: is_actual && measure_fits && !column.hidden && (indicator.is_some() || by_rows),
                guessed: indicator.as_ref().is_some_and(|(_, guessed)| *guessed),
                indicator: indicator.map(|(id, _)| id),
                org_unit: org_unit.or_else(|| of_table.clone()),
                period: self.period_of(table, column),
                uom: None,
                fraction: false,
            };
            if let Some(choice) = chosen {
                found.taken = choice.taken;
            }
            self.uom_of(table, column, chosen, &mut found, doubts);
            self.fraction_of(table, column, chosen, &mut found, doubts);
            measured.push(measure.is_some());
            uses.push(found);
        }
        self.one_for_each(table, &mut uses, &measured);
        uses
    }

    /// The indicator that the words of a column name, and whether it is a guess; the words nearest to the figures
    /// first.
    fn named(&self, column: &TableColumn) -> Option<(IndicatorId, bool)> {
        let found = || column.heading.iter().rev().filter_map(|words| self.names.find(words));
        found().find(|(_, guessed)| !guessed).or_else(|| found().next())
    }

    /// Of several columns for the same cells one is taken: the one whose words name the stretch, else the first.
    fn one_for_each(&self, table: &Table, uses: &mut [ColumnUse], measured: &[bool]) {
        let mut held: HashMap<Held, usize> = HashMap::new();
        for at in 0..uses.len() {
            if !uses[at].taken || self.choices.columns.contains_key(&table.columns[at].title()) {
                continue;
            }
            let key = (uses[at].indicator.clone(), uses[at].org_unit.clone(), uses[at].period);
            match held.get(&key).copied() {
                Some(other) if measured[at] && !measured[other] => {
                    uses[other].taken = false;
                    held.insert(key, at);
                }
                Some(_) => uses[at].taken = false,
                None => drop(held.insert(key, at)),
            }
        }
    }

    /// The unit a whole table is of: as chosen, as its sheet is called, as 填报单位 above it says, or as its title
    /// begins.
    fn unit_of(&self, table: &Table) -> Option<OrgUnitId> {
        let called = |text: &str| {
            let (unit, how) = self.ground.places.find(text, &[])?;
            (how != How::Abbreviated).then_some(unit)
        };
        let reporter = |line: &String| {
            let line = plain(line);
            let (label, name) = line.split_once(':')?;
            if label.contains("填报单位") || label.contains("报送单位") { called(name) } else { None }
        };
        let chosen = self.choices.org_unit.clone().or_else(|| called(&self.sheet.name));
        chosen
            .or_else(|| table.title.iter().find_map(reporter))
            .or_else(|| table.title.iter().find_map(|line| self.ground.places.at_beginning(line)))
    }

    /// The period of a column: by its own words, by the title, as chosen, as meant.
    fn period_of(&self, table: &Table, column: &TableColumn) -> Option<Period> {
        let kind = self.ground.form.frequency.period_kind();
        let year = table.stretch.and_then(|stretch| stretch.year);
        let year = year.unwrap_or_else(|| self.choices.period.unwrap_or(self.ground.period).year());
        let of = |stretch: Option<super::heading::Stretch>| {
            let period = stretch?.period(year)?;
            match period.kind() {
                own if own == kind => Some(period),
                // A year alone says nothing about its months.
                PeriodKind::Year => None,
                _ => Period::containing(kind, period.last_day()),
            }
        };
        of(column.stretch).or(self.choices.period).or_else(|| of(table.stretch)).or(Some(self.ground.period))
    }

    /// The unit of measure a column's figures are in, where it is another than the indicator's. One that cannot be
    /// turned into it keeps the column out, and says so.
    fn uom_of(
        &self,
        table: &Table,
        column: &TableColumn,
        chosen: Option<&ColumnChoice>,
        found: &mut ColumnUse,
        doubts: &mut Vec<Problem>,
    ) {
        let Some(indicator) = found.indicator.as_ref().and_then(|id| self.indicator(id)) else { return };
        if chosen.is_some_and(|choice| choice.own_uom) {
            return;
        }
        let fits = |uom: &&Uom| uom.same_dimension(&indicator.uom);
        let said = column.uom.as_ref().or_else(|| table.uom.as_ref().filter(fits));
        match said {
            Some(uom) if *uom == indicator.uom => {}
            Some(uom) if uom.same_dimension(&indicator.uom) => found.uom = Some(uom.clone()),
            Some(uom) if found.taken => {
                found.taken = chosen.is_some_and(|choice| choice.taken);
                found.uom = Some(uom.clone());
                let place = self.sheet.place(table.head.end.saturating_sub(1), column.column);
                let problem = Problem::query("workbook.uom_differs", place);
                doubts.push(problem.with(column.title()).with(uom).with(&indicator.uom));
            }
            _ => {}
        }
    }

    /// Whether the shares of a column are kept as fractions: all of them lie between 0 and 1.
    fn fraction_of(
        &self,
        table: &Table,
        column: &TableColumn,
        chosen: Option<&ColumnChoice>,
        found: &mut ColumnUse,
        doubts: &mut Vec<Problem>,
    ) {
        let indicator = found.indicator.as_ref().and_then(|id| self.indicator(id));
        if !found.taken || !indicator.is_some_and(|indicator| indicator.uom.is_percent()) {
            return;
        }
        let (mut small, mut large) = (0_usize, 0_usize);
        for (_, row) in self.data(table) {
            if let Some(Value::Number(share)) = row.value(column.column) {
                let share = share.abs();
                small += usize::from(!share.is_zero() && share <= Decimal::ONE && share.scale() > 0);
                large += usize::from(share > Decimal::ONE);
            }
        }
        found.fraction = small > 0 && large == 0;
        if let Some(fraction) = chosen.and_then(|choice| choice.fraction) {
            found.fraction = fraction;
            return;
        }
        let place = || self.sheet.place(table.head.end.saturating_sub(1), column.column);
        if found.fraction {
            doubts.push(Problem::hint("workbook.fraction", place()).with(column.title()));
        } else if small > 0 && large > 0 {
            doubts.push(Problem::query("workbook.percent_mixed", place()).with(column.title()));
        }
    }

    fn indicator(&self, id: &IndicatorId) -> Option<&Indicator> {
        self.ground.indicators.iter().find(|indicator| indicator.id == *id).copied()
    }

    fn cells(&self, understood: &Understood, seen: &mut HashMap<ResultKey, usize>, reading: &mut Reading) {
        let uom_column = understood.table.columns.iter().find(|column| column.sort == ColumnSort::Uom);
        for ((row, row_use), cells) in understood
            .table
            .rows
            .iter()
            .zip(&understood.rows)
            .filter(|(_, used)| used.taken)
            .filter_map(|(row, used)| Some(((row, used), self.sheet.row(row.row)?)))
        {
            let row_uom = uom_column.and_then(|column| cells.value(column.column));
            let row_uom = row_uom.map(|value| Uom::new(value.text())).filter(Uom::is_known);
            for (column, used) in understood.table.columns.iter().zip(&understood.columns) {
                if !used.taken {
                    continue;
                }
                let Some(key) = self.key(row_use, used) else { continue };
                let own = self.indicator(&key.indicator).map(|indicator| &indicator.uom);
                let uom = used.uom.clone().or_else(|| row_uom.clone()).filter(|uom| Some(uom) != own);
                let value = cells.value(column.column);
                let (said, note) = self.said(value, used.fraction, uom.as_ref(), &mut reading.signs);
                let found =
                    Found { sheet: self.sheet_at, row: row.row, column: column.column, key, said, note };
                let place = seen.get(&found.key).map(|at| {
                    let other = &reading.cells[*at];
                    (other.place_on(&self.workbook.sheets[other.sheet]), *at)
                });
                match place {
                    Some((other, at)) if reading.cells[at].said != found.said => {
                        let twice = Problem::error("workbook.twice", found.place_on(self.sheet));
                        reading.problems.push(twice.with(found.said.text()).with(other));
                    }
                    Some(_) => {}
                    None => {
                        seen.insert(found.key.clone(), reading.cells.len());
                        reading.cells.push(found);
                    }
                }
            }
        }
    }

    /// The cell of the form where a row and a column meet.
    fn key(&self, row: &RowUse, column: &ColumnUse) -> Option<ResultKey> {
        let indicator = row.indicator.clone().or_else(|| column.indicator.clone())?;
        let org_unit = match &row.org_unit {
            Some((unit, _)) => unit.clone(),
            None => column.org_unit.clone().filter(|_| row.indicator.is_some())?,
        };
        let measure = self.ground.form.measure_of(&indicator);
        Some(ResultKey { indicator, measure, org_unit, period: column.period? })
    }

    /// What a cell says: a sign by its meaning, a number with its unit of measure, words in brackets as a note.
    fn said(
        &self,
        value: Option<&Value>,
        fraction: bool,
        uom: Option<&Uom>,
        signs: &mut BTreeMap<String, (usize, Meaning)>,
    ) -> (Said, Option<String>) {
        if let Some(Value::Number(number)) = value
            && !number.is_zero()
        {
            let percent = if fraction { number.checked_mul(Decimal::ONE_HUNDRED) } else { None };
            let number = percent.unwrap_or(*number).normalize();
            return match uom {
                Some(uom) if !fraction => (Said::Text(format!("{number}{uom}")), None),
                _ => (Said::Text(number.to_string()), None),
            };
        }
        let text = value.map(|value| value.text().trim().to_owned()).unwrap_or_default();
        if text.is_empty() || is_sign(&text) || text == "0" {
            let sign = plain(&text);
            let meaning = self.choices.signs.get(&sign).copied().unwrap_or(usual(&sign));
            signs.entry(sign).or_insert((0, meaning)).0 += 1;
            let said = match meaning {
                Meaning::Nothing => Said::Nothing,
                Meaning::Nil => Said::Nil,
                Meaning::NotApplicable => Said::NotApplicable,
                Meaning::Zero => Said::Text("0".to_owned()),
            };
            return (said, None);
        }
        let (text, note) = match parted(&text) {
            Some((number, note)) => (number, Some(note)),
            None => (text, None),
        };
        let bare = read_number(&text).is_ok_and(|read| read.uom.is_none());
        let text = match uom {
            Some(uom) if bare => format!("{text}{uom}"),
            _ => text,
        };
        match Said::of(Some(&Value::Text(text))) {
            said @ (Said::Text(_) | Said::Nil | Said::NotApplicable | Said::Nothing) => (said, note),
        }
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
        let hidden = understood.table.rows.iter().zip(&understood.rows);
        let mut hidden = hidden.filter(|(row, used)| row.hidden && row.sort == RowSort::Data && !used.taken);
        if let Some((first, used)) = hidden.next() {
            let place = self.sheet.place(first.row, understood.table.columns.first().map_or(0, |c| c.column));
            let problem = Problem::hint("workbook.rows_hidden", place);
            reading.problems.push(problem.with(&used.name).with(hidden.count() + 1));
        }
    }
}

/// 累计 does not say from when.
fn alike(said: Measure, asked: Measure) -> bool {
    said == asked || said == Measure::Ytd && asked == Measure::SinceStart
}

/// What a sign means where nobody has said so.
fn usual(sign: &str) -> Meaning {
    match sign {
        "0" => Meaning::Zero,
        "无" => Meaning::Nil,
        _ => Meaning::Nothing,
    }
}

/// 80%（进度滞后） → 80%, 进度滞后.
fn parted(text: &str) -> Option<(String, String)> {
    if read_number(text).is_ok() {
        return None;
    }
    let at = text.find(['（', '('])?;
    let (number, rest) = text.split_at(at);
    let note = rest.trim_matches(['（', '(', '）', ')', ' ']);
    (read_number(number).is_ok() && !note.is_empty()).then(|| (number.trim().to_owned(), note.to_owned()))
}
