//! Over which stretch the figures of columns run that name only a time: figures of January, February, … beside their
//! sum, or that fall from one month to the next, are each of its period alone.

use std::collections::BTreeMap;

use crate::kernel::{Decimal, Period, read_number};
use crate::results::Measure;
use crate::workbooks::heading::{ColumnSort, measure_of};
use crate::workbooks::sheet::{Sheet, SheetRow, Value};
use crate::workbooks::subject::subjects;
use crate::workbooks::table::{RowSort, Table, TableColumn};
use crate::workbooks::words::is_total;

/// A year in which times without one are compared.
const SOME_YEAR: i32 = 2000;

/// What the figures of columns show, by the place of the column. That they fall says nothing where the rows are of many
/// things.
pub(super) fn shown(sheet: &Sheet, table: &Table, are_alike: bool) -> BTreeMap<usize, Measure> {
    let rows: Vec<&SheetRow> = table
        .rows
        .iter()
        .filter(|row| row.sort == RowSort::Data)
        .filter_map(|row| sheet.row(row.row))
        .collect();
    let mut shown = BTreeMap::new();
    for (subject, series) in series(table) {
        let sum = table.columns.iter().enumerate().find(|(_, column)| {
            is_sum(column) && subjects(column) == subject && adds_up(&rows, table, &series, column)
        });
        if let Some((sum, _)) = sum {
            shown.insert(sum, Measure::Ytd);
        }
        if sum.is_some() || are_alike && falls(&rows, table, &series) {
            shown.extend(series.into_iter().map(|at| (at, Measure::Period)));
        }
    }
    shown
}

/// Columns of one subject over several periods of one length, in the order of the periods.
fn series(table: &Table) -> BTreeMap<Vec<String>, Vec<usize>> {
    let mut found: BTreeMap<Vec<String>, Vec<(Period, usize)>> = BTreeMap::new();
    for (at, column) in table.columns.iter().enumerate() {
        let says = column.heading.iter().any(|words| measure_of(words).is_some());
        let period = column.stretch.and_then(|stretch| stretch.period(SOME_YEAR));
        if let Some(period) = period.filter(|_| column.sort == ColumnSort::Actual && !says) {
            found.entry(subjects(column)).or_default().push((period, at));
        }
    }
    let is_series = |columns: &[(Period, usize)]| {
        columns.len() > 1 && columns.windows(2).all(|pair| pair[0].0.kind() == pair[1].0.kind())
    };
    found.retain(|_, columns| is_series(columns));
    let ordered = |mut columns: Vec<(Period, usize)>| {
        columns.sort_by_key(|(period, _)| period.last_day());
        columns.into_iter().map(|(_, at)| at).collect()
    };
    found.into_iter().map(|(subject, columns)| (subject, ordered(columns))).collect()
}

fn is_sum(column: &TableColumn) -> bool {
    column.sort.is_figure()
        && column
            .heading
            .last()
            .is_some_and(|words| is_total(words) || measure_of(words) == Some(Measure::Ytd))
}

fn figure(row: &SheetRow, column: u32) -> Option<Decimal> {
    match row.value(column)? {
        Value::Number(number) => Some(*number),
        Value::Text(text) => read_number(text).ok().map(|read| read.value),
        _ => None,
    }
}

fn figures(row: &SheetRow, table: &Table, series: &[usize]) -> Vec<Decimal> {
    series.iter().filter_map(|at| figure(row, table.columns[*at].column)).collect()
}

/// Whether a column is the sum of the series in most rows.
fn adds_up(rows: &[&SheetRow], table: &Table, series: &[usize], sum: &TableColumn) -> bool {
    let told = rows.iter().filter_map(|row| Some((figures(row, table, series), figure(row, sum.column)?)));
    let told: Vec<bool> = told
        .filter(|(figures, _)| figures.len() > 1)
        .map(|(figures, sum)| figures.iter().sum::<Decimal>() == sum)
        .collect();
    told.iter().filter(|adds_up| **adds_up).count() * 2 > told.len()
}

/// Whether figures fall from one period to the next in a quarter of the rows or more.
fn falls(rows: &[&SheetRow], table: &Table, series: &[usize]) -> bool {
    let told: Vec<bool> = rows
        .iter()
        .map(|row| figures(row, table, series))
        .filter(|figures| figures.len() > 1)
        .map(|figures| figures.windows(2).any(|pair| pair[1] < pair[0]))
        .collect();
    let fall = told.iter().filter(|falls| **falls).count();
    fall > 0 && fall * 4 >= told.len()
}
