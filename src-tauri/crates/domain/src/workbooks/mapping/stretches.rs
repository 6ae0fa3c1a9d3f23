//! Over which stretch the figures of columns run that name only a time: figures of January, February, … beside their
//! sum, or that fall from one month to the next, are each of its period alone.

use std::collections::BTreeMap;

use crate::kernel::{Decimal, Period, PeriodKind, read_number};
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
    for ((subject, _), series) in series(table) {
        let sum = table.columns.iter().enumerate().find(|(_, column)| {
            is_sum(column) && subjects(column) == subject && adds_up(&rows, table, &series, column)
        });
        if let Some((sum, _)) = sum {
            shown.insert(sum, Measure::Ytd);
        }
        if sum.is_some() || are_alike && falls(&rows, table, &series) {
            shown.extend(series.into_iter().map(|(_, at)| (at, Measure::Period)));
        }
    }
    shown
}

/// What columns are about, and how long their periods are.
type Sort = (Vec<String>, PeriodKind);

/// Periods and the places of their columns.
type Series = Vec<(Period, usize)>;

/// Columns of one subject over several periods of one length, in the order of the periods.
fn series(table: &Table) -> BTreeMap<Sort, Series> {
    let mut found: BTreeMap<Sort, Series> = BTreeMap::new();
    for (at, column) in table.columns.iter().enumerate() {
        let says = is_sum(column) || column.heading.iter().any(|words| measure_of(words).is_some());
        let period = column.stretch.and_then(|stretch| stretch.period(SOME_YEAR));
        if let Some(period) = period.filter(|_| column.sort == ColumnSort::Actual && !says) {
            found.entry((subjects(column), period.kind())).or_default().push((period, at));
        }
    }
    found.retain(|_, columns| columns.len() > 1);
    found.values_mut().for_each(|columns| columns.sort_by_key(|(period, _)| period.last_day()));
    found
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

/// Whether a column is the sum of the series in most rows.
fn adds_up(rows: &[&SheetRow], table: &Table, series: &Series, sum: &TableColumn) -> bool {
    let told: Vec<bool> = rows
        .iter()
        .filter_map(|row| {
            let parts: Vec<Decimal> =
                series.iter().filter_map(|(_, at)| figure(row, table.columns[*at].column)).collect();
            let said = figure(row, sum.column).filter(|_| parts.len() > 1)?;
            Some(parts.iter().sum::<Decimal>() == said)
        })
        .collect();
    told.iter().filter(|adds_up| **adds_up).count() * 2 > told.len()
}

/// Whether figures fall from one period of a year to the next in a quarter of the rows or more.
fn falls(rows: &[&SheetRow], table: &Table, series: &Series) -> bool {
    let of_one_year = || {
        let pairs = series.windows(2).filter_map(|pair| <&[(Period, usize); 2]>::try_from(pair).ok());
        pairs.filter(|[(earlier, _), (later, _)]| earlier.year() == later.year())
    };
    let falls = |row: &SheetRow| -> Option<bool> {
        let pairs = of_one_year().filter_map(|[(_, before), (_, after)]| {
            let value = |at: usize| figure(row, table.columns[at].column);
            Some(value(*after)? < value(*before)?)
        });
        pairs.reduce(|any, falls| any || falls)
    };
    let told: Vec<bool> = rows.iter().filter_map(|row| falls(row)).collect();
    let fall = told.iter().filter(|falls| **falls).count();
    fall > 0 && fall * 4 >= told.len()
}
