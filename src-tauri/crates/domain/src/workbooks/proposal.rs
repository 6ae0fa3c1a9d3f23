//! A form that would take what a workbook of another office says: its name, how often, of whom, and what it asks, each
//! as the words of the tables have it. It is a proposal: a person puts it right before there is such a form.

use std::collections::BTreeMap;

use super::heading::{ColumnSort, Stretch, measure_of, uom_of};
use super::mapping::Understood;
use super::sheet::{Sheet, Value, Workbook};
use super::subject::name_of;
use super::table::{RowSort, Table, TableColumn, UomSaid};
use super::words::{plain, split_bracket};
use crate::kernel::{IndicatorId, OrgUnitId, PeriodKind, Uom, read_number};
use crate::org::{Level, Tree};
use crate::programmes::Accumulation;
use crate::results::{Frequency, Measure};

/// Most indicators that are proposed.
const MOST_ASKED: usize = 200;
/// Most decimals of an indicator.
const MOST_DECIMALS: u32 = 4;

/// A form as the words of a workbook have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The name.
    pub name: String,
    /// How often.
    pub frequency: Frequency,
    /// 填报口径 of most of what it asks.
    pub measure: Measure,
    /// The unit under which it is collected.
    pub parent: OrgUnitId,
    /// The level of the units that report.
    pub level: Level,
    /// What it asks, in the order of the workbook.
    pub asks: Vec<Asks>,
}

/// An indicator that a proposed form asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asks {
    /// The titles of the columns that hold its figures; none: the row of its name does.
    pub columns: Vec<String>,
    /// The name.
    pub name: String,
    /// The unit of measure, where one is said.
    pub uom: Option<Uom>,
    /// How its figures run.
    pub accumulation: Accumulation,
    /// Decimals of its figures.
    pub decimals: u32,
    /// The indicator of that name, where the ledger has it.
    pub known: Option<IndicatorId>,
}

/// Proposes a form for the tables that are shown; none where no column holds figures of what was done, or no unit is
/// known.
pub fn propose(workbook: &Workbook, tables: &[Understood], tree: &Tree) -> Option<Proposal> {
    let is_shown = |table: &&Understood| workbook.sheets.get(table.sheet).is_some_and(|sheet| !sheet.hidden);
    let shown: Vec<&Understood> = tables.iter().filter(is_shown).filter(|found| has_figures(found)).collect();
    let mut asks: Vec<Asks> = Vec::new();
    for found in &shown {
        let Some(sheet) = workbook.sheets.get(found.sheet) else { continue };
        let more = if names_units(found) { by_columns(sheet, found) } else { by_rows(sheet, found) };
        for ask in more {
            match asks.iter_mut().find(|held| held.name == ask.name && held.uom == ask.uom) {
                Some(held) => held.columns.extend(ask.columns),
                None => asks.push(ask),
            }
        }
    }
    asks.truncate(MOST_ASKED);
    let first = shown.first().filter(|_| !asks.is_empty())?;
    let (parent, level) = reporters(&shown, tree)?;
    let measure = most(asks.iter().filter_map(|ask| measured(ask.accumulation))).unwrap_or(Measure::Ytd);
    Some(Proposal {
        name: title_of(workbook, first),
        frequency: frequency_of(&shown),
        measure,
        parent,
        level,
        asks,
    })
}

/// Over which stretch a form asks for figures that run so.
pub fn measured(accumulation: Accumulation) -> Option<Measure> {
    match accumulation {
        Accumulation::Ytd => Some(Measure::Ytd),
        Accumulation::SinceStart => Some(Measure::SinceStart),
        Accumulation::PeriodFlow => Some(Measure::Period),
        Accumulation::Stock => Some(Measure::Stock),
        Accumulation::Ratio | Accumulation::Qualitative => None,
    }
}

fn running(measure: Measure) -> Accumulation {
    match measure {
        Measure::Ytd => Accumulation::Ytd,
        Measure::SinceStart => Accumulation::SinceStart,
        Measure::Period => Accumulation::PeriodFlow,
        Measure::Stock => Accumulation::Stock,
    }
}

fn figures(table: &Table) -> impl Iterator<Item = (usize, &TableColumn)> {
    let columns = table.columns.iter().enumerate();
    columns.filter(|(_, column)| {
        column.sort == ColumnSort::Actual && !column.hidden && !column.heading.is_empty()
    })
}

fn has_figures(found: &Understood) -> bool {
    figures(&found.table).next().is_some()
}

fn data(found: &Understood) -> impl Iterator<Item = (u32, &super::mapping::RowUse)> {
    let rows = found.table.rows.iter().zip(&found.rows);
    rows.filter(|(row, used)| row.sort == RowSort::Data && !used.name.is_empty())
        .map(|(row, used)| (row.row, used))
}

/// Whether the rows are of units: one of them is known, or the head over the names says so.
fn names_units(found: &Understood) -> bool {
    const UNITS: [&str; 12] =
        ["单位", "地区", "区划", "盟市", "旗县", "乡镇", "苏木", "街道", "嘎查", "社区", "村", "辖区"];
    let is_known = data(found).any(|(_, row)| row.org_unit.is_some());
    let says_so = |column: &TableColumn| {
        column.sort == ColumnSort::Name
            && column.heading.iter().any(|words| UNITS.iter().any(|unit| plain(words).contains(unit)))
    };
    is_known
        || !data(found).any(|(_, row)| row.indicator.is_some()) && found.table.columns.iter().any(says_so)
}

/// A column by its place in the table, and the stretch it says.
type Told<'a> = (usize, &'a TableColumn, Option<Measure>);

/// An indicator for every name among the columns; of columns that say it over several stretches those that run longest.
fn by_columns(sheet: &Sheet, found: &Understood) -> Vec<Asks> {
    let table = &found.table;
    let mut held: Vec<(String, Vec<Told<'_>>)> = Vec::new();
    for (at, column) in figures(table) {
        let name = name_of(table, column);
        let measure = column.heading.iter().rev().find_map(|words| measure_of(words));
        match held.iter_mut().find(|(known, _)| *known == name) {
            Some((_, columns)) => columns.push((at, column, measure)),
            None => held.push((name, vec![(at, column, measure)])),
        }
    }
    let longest = |measure: Option<Measure>| match measure {
        Some(Measure::Ytd) => 0,
        Some(Measure::SinceStart) => 1,
        Some(Measure::Stock) => 2,
        None => 3,
        Some(Measure::Period) => 4,
    };
    held.into_iter()
        .filter_map(|(name, columns)| {
            let measure = columns.iter().map(|(.., measure)| *measure).min_by_key(|one| longest(*one))?;
            let taken: Vec<_> = columns.into_iter().filter(|(.., one)| *one == measure).collect();
            let (first, column, _) = *taken.first()?;
            let used = found.columns.get(first);
            let of_title = || table.title.iter().rev().find_map(|line| measure_of(line));
            Some(Asks {
                columns: taken.iter().map(|(_, column, _)| column.title()).collect(),
                uom: column.uom.clone().or_else(|| uom_for(table, &name)),
                accumulation: measure.or_else(of_title).map_or(Accumulation::Ytd, running),
                decimals: decimals(
                    sheet,
                    data(found)
                        .flat_map(|(row, _)| taken.iter().map(move |(_, column, _)| (row, column.column))),
                ),
                known: used.filter(|used| !used.guessed).and_then(|used| used.indicator.clone()),
                name,
            })
        })
        .collect()
}

/// An indicator for every row.
fn by_rows(sheet: &Sheet, found: &Understood) -> Vec<Asks> {
    let table = &found.table;
    let beside =
        table.columns.iter().find(|column| column.sort == ColumnSort::Uom).map(|column| column.column);
    let measure = figures(table)
        .flat_map(|(_, column)| &column.heading)
        .chain(table.title.iter().rev())
        .find_map(|words| measure_of(words));
    data(found)
        .map(|(row, used)| {
            let said = beside.and_then(|column| sheet.value(row, column)).map(|value| Uom::new(value.text()));
            let said = said.filter(Uom::is_known).or_else(|| uom_of(&used.name));
            Asks {
                columns: Vec::new(),
                uom: said.or_else(|| uom_for(table, &used.name)),
                accumulation: measure.map_or(Accumulation::Ytd, running),
                decimals: decimals(sheet, figures(table).map(|(_, column)| (row, column.column))),
                known: used.indicator.clone(),
                name: used.name.clone(),
            }
        })
        .collect()
}

/// The unit of measure that 单位：… above a table gives to a name: the only one, or that of which the name speaks.
fn uom_for(table: &Table, name: &str) -> Option<Uom> {
    const SPEAK: [(&str, &[&str]); 5] = [
        ("%", &["率", "占比", "比例", "比重"]),
        ("元", &["资金", "投资", "金额", "经费", "收入", "支出", "产值", "贷款", "补贴", "资产"]),
        ("亩", &["面积"]),
        ("公斤", &["产量"]),
        ("米", &["里程", "长度"]),
    ];
    if table.uom().is_some() {
        return table.uom().cloned();
    }
    let of_name = |uom: &&Uom| name.contains(&format!("{uom}数"));
    let spoken = || SPEAK.iter().find(|(_, words)| words.iter().any(|word| name.contains(word)));
    let said = || match table.uom_for(&Uom::new(spoken()?.0)) {
        UomSaid::In(uom) => Some(uom),
        UomSaid::Nothing | UomSaid::Unclear => None,
    };
    table.uoms.iter().find(of_name).or_else(said).cloned()
}

/// The most decimals among the numbers of some cells.
fn decimals(sheet: &Sheet, cells: impl Iterator<Item = (u32, u32)>) -> u32 {
    let said = cells.filter_map(|(row, column)| {
        let number = match sheet.value(row, column)? {
            Value::Number(number) => *number,
            Value::Text(text) => read_number(text).ok()?.value,
            _ => return None,
        };
        Some(number.normalize().scale())
    });
    said.max().unwrap_or(0).min(MOST_DECIMALS)
}

/// The line above the table that says most, else the name of the sheet.
fn title_of(workbook: &Workbook, found: &Understood) -> String {
    let title = found.table.title.iter().map(|line| plain(line)).filter(|line| !line.contains(':'));
    let longest = title.max_by_key(|line| line.chars().count()).map(|line| split_bracket(&line).0);
    longest.or_else(|| workbook.sheets.get(found.sheet).map(|sheet| sheet.name.clone())).unwrap_or_default()
}

fn frequency_of(shown: &[&Understood]) -> Frequency {
    // The longer word stands before the one in it.
    const WORDS: [(&str, Frequency); 8] = [
        ("半年报", Frequency::HalfYear),
        ("半月报", Frequency::HalfMonth),
        ("季报", Frequency::Quarter),
        ("月报", Frequency::Month),
        ("旬报", Frequency::TenDay),
        ("周报", Frequency::Week),
        ("日报", Frequency::Day),
        ("年报", Frequency::Year),
    ];
    let lines = || shown.iter().flat_map(|found| &found.table.title);
    // 2022年报送情况 is no 年报.
    let names = |line: &str, word: &str| {
        let mut behind = line.match_indices(word).map(|(at, _)| &line[at + word.len()..]);
        behind.any(|behind| !behind.starts_with(['送', '告', '名']))
    };
    let worded = WORDS.iter().find(|(word, _)| lines().any(|line| names(&plain(line), word)));
    let stretches = || {
        shown.iter().flat_map(|found| {
            found.table.columns.iter().filter_map(|column| column.stretch).chain(found.table.stretch)
        })
    };
    let kind = |stretch: Stretch| stretch.period(2000).map(|period| period.kind());
    let said = stretches().find_map(|stretch| match kind(stretch)? {
        PeriodKind::Quarter => Some(Frequency::Quarter),
        PeriodKind::HalfYear => Some(Frequency::HalfYear),
        PeriodKind::Month => Some(Frequency::Month),
        PeriodKind::HalfMonth => Some(Frequency::HalfMonth),
        PeriodKind::TenDay => Some(Frequency::TenDay),
        _ => None,
    });
    worded.map(|(_, frequency)| *frequency).or(said).unwrap_or(Frequency::Month)
}

/// The level of most units that are named, and what they all stand under; where none is known, what stands under the top
/// of the tree.
fn reporters(shown: &[&Understood], tree: &Tree) -> Option<(OrgUnitId, Level)> {
    let rows = || shown.iter().flat_map(|found| data(found)).filter_map(|(_, row)| row.org_unit.as_ref());
    let columns =
        || shown.iter().flat_map(|found| &found.columns).filter_map(|column| column.org_unit.as_ref());
    // A column is also of the unit that the title names; that of a row says more.
    let mut named: Vec<&OrgUnitId> = rows().map(|(unit, _)| unit).collect();
    if named.is_empty() {
        named = columns().collect();
    }
    let root = tree.roots().next()?;
    let Some(level) = most(named.iter().filter_map(|unit| Some(tree.get(unit)?.level))) else {
        let own = tree.get(root)?.level;
        return Some((root.clone(), own.below().unwrap_or(own)));
    };
    let mut of_level =
        named.into_iter().filter(|unit| tree.get(unit).is_some_and(|unit| unit.level == level));
    let first = of_level.next()?;
    let mut parent = tree.parent(first).unwrap_or(first);
    for unit in of_level {
        while !tree.is_within(unit, parent) {
            parent = tree.parent(parent).unwrap_or(root);
            if parent == root {
                break;
            }
        }
    }
    Some((parent.clone(), level))
}

/// What is there most often.
fn most<T: Ord + Copy>(all: impl Iterator<Item = T>) -> Option<T> {
    let mut counted: BTreeMap<T, usize> = BTreeMap::new();
    for one in all {
        *counted.entry(one).or_default() += 1;
    }
    counted.into_iter().max_by_key(|(_, count)| *count).map(|(one, _)| one)
}
