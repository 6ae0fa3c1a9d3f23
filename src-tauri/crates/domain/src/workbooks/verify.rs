//! What a table works out itself, worked out again: rates from the figures they are made of, sums from their rows.
//! Where paper and figures disagree it is told; the rates of a table are never taken over.

use super::heading::{ColumnSort, measure_of};
use super::sheet::{Sheet, SheetRow, Value};
use super::table::{RowSort, Table, TableColumn, is_figure, is_sign};
use super::words::plain;
use crate::kernel::{Decimal, Problem, read_figure, read_number};
use crate::results::Measure;

/// Decimals to which a rate that nobody rounded is compared.
const FINE: u32 = 4;

/// All differences of a table, in the order of its columns.
pub fn differences(sheet: &Sheet, table: &Table) -> Vec<Problem> {
    let mut found = Vec::new();
    for column in &table.columns {
        match column.sort {
            ColumnSort::Rate => found.extend(rate(sheet, table, column)),
            ColumnSort::Actual | ColumnSort::Target if !is_share(column) => {
                found.extend(sum(sheet, table, column));
            }
            _ => {}
        }
    }
    found
}

fn is_share(column: &TableColumn) -> bool {
    column.uom.as_ref().is_some_and(|uom| uom.is_percent() || uom.is_points())
        || column
            .heading
            .iter()
            .any(|words| words.ends_with('率') || words.contains("(%)") || words.contains("（%）"))
}

/// The plain number of a cell; none where it is in a unit of measure of its own, or not meant exactly.
fn number(row: &SheetRow, column: &TableColumn, table: &Table) -> Option<Decimal> {
    let read = |text: &str| match column.uom.as_ref().or(table.uom()) {
        Some(uom) => read_figure(text, uom),
        None => read_number(text),
    };
    match row.value(column.column)? {
        Value::Number(number) => Some(*number),
        Value::Percent(share) => share.checked_mul(Decimal::ONE_HUNDRED),
        Value::Text(text) => {
            // 11（含3个在建）
            let head = text.split(['（', '(']).next().unwrap_or(text);
            let read = read(text).or_else(|_| read(head)).ok()?;
            (read.qualifier.is_exact() && read.uom.is_none_or(|uom| uom.is_percent())).then_some(read.value)
        }
        Value::Day(_) | Value::Truth(_) | Value::Fault(_) => None,
    }
}

fn rows<'a>(
    sheet: &'a Sheet,
    table: &'a Table,
    sorts: &'static [RowSort],
) -> impl Iterator<Item = &'a SheetRow> {
    let rows = table.rows.iter().filter(|row| sorts.contains(&row.sort));
    rows.filter_map(|row| sheet.row(row.row))
}

/// A rate against the figures it is made of: those beside it whose quotients fit most of its rows.
fn rate(sheet: &Sheet, table: &Table, rate: &TableColumn) -> Vec<Problem> {
    let beside = |sort: ColumnSort| {
        let shares_heading = |column: &&TableColumn| {
            let common = column.heading.iter().zip(&rate.heading).take_while(|(a, b)| a == b).count();
            rate.heading.len() < 2 || common + 1 >= rate.heading.len().min(column.heading.len())
        };
        let all = table.columns.iter().filter(move |column| column.sort == sort && !is_share(column));
        all.filter(shares_heading).collect::<Vec<_>>()
    };
    let (parts, wholes) = (beside(ColumnSort::Actual), beside(ColumnSort::Target));
    let mut best: Option<(usize, bool, &TableColumn, &TableColumn)> = None;
    for whole in &wholes {
        for part in &parts {
            let agree = checked(sheet, table, rate, part, whole).filter(|(_, _, fits)| *fits).count();
            let runs = part.heading.iter().any(|words| measure_of(words) == Some(Measure::Ytd));
            if best.is_none_or(|(most, total, ..)| (agree, runs) > (most, total)) {
                best = Some((agree, runs, part, whole));
            }
        }
    }
    let Some((_, _, part, whole)) = best else { return Vec::new() };
    checked(sheet, table, rate, part, whole)
        .filter(|(_, _, fits)| !fits)
        .map(|(row, computed, _)| {
            let said = row.value(rate.column).map(|value| value.text().into_owned()).unwrap_or_default();
            let problem = Problem::hint("workbook.rate_differs", sheet.place(row.row, rate.column));
            problem.with(said).with(format!("{}%", computed.round_dp(2).normalize()))
        })
        .collect()
}

/// The rows that have all three figures: what the rate should be, and whether it is.
fn checked<'a>(
    sheet: &'a Sheet,
    table: &'a Table,
    rate: &'a TableColumn,
    part: &'a TableColumn,
    whole: &'a TableColumn,
) -> impl Iterator<Item = (&'a SheetRow, Decimal, bool)> {
    let fractions = is_fraction(sheet, table, rate.column);
    rows(sheet, table, &[RowSort::Data, RowSort::Total]).filter_map(move |row| {
        let said = number(row, rate, table)?;
        let is_plain = matches!(row.value(rate.column), Some(Value::Number(_)));
        let said = if fractions && is_plain { said.checked_mul(Decimal::ONE_HUNDRED)? } else { said };
        let computed = number(row, part, table)?
            .checked_mul(Decimal::ONE_HUNDRED)?
            .checked_div(number(row, whole, table)?)?;
        // As exact as it was written, and no more exact than it was computed.
        let places = said.normalize().scale().min(FINE);
        let half = Decimal::new(5, places + 1);
        let fits = said.checked_sub(computed)?.abs() <= half;
        Some((row, computed, fits))
    })
}

/// A column of shares of which none is above 1.5: 0.853 stands for 85.3%.
fn is_fraction(sheet: &Sheet, table: &Table, column: u32) -> bool {
    let mut any = false;
    for row in rows(sheet, table, &[RowSort::Data]) {
        if let Some(Value::Number(share)) = row.value(column) {
            if share.abs() > Decimal::new(15, 1) {
                return false;
            }
            any |= share.normalize().scale() > 0;
        }
    }
    any
}

/// The sum of all rows against the row that says it; parts (小计) are not summed again.
fn sum(sheet: &Sheet, table: &Table, column: &TableColumn) -> Vec<Problem> {
    let name =
        |row: &SheetRow| row.cells.iter().take(3).map(|cell| plain(&cell.value.text())).collect::<String>();
    let is_part = |row: &SheetRow| name(row).contains("小计");
    let is_mean = |row: &SheetRow| name(row).contains("平均");
    let totals: Vec<&SheetRow> =
        rows(sheet, table, &[RowSort::Total]).filter(|row| !is_part(row) && !is_mean(row)).collect();
    let [total] = totals.as_slice() else { return Vec::new() };
    let Some(said) = number(total, column, table) else { return Vec::new() };
    let mut sum = Decimal::ZERO;
    let mut places = said.normalize().scale();
    let mut count = 0;
    for row in rows(sheet, table, &[RowSort::Data]) {
        let is_kept = |value: &&Value| !matches!(value, Value::Text(text) if is_sign(text));
        let Some(value) = row.value(column.column).filter(is_kept) else { continue };
        // One that is not known leaves the sum unknown.
        let Some(more) = number(row, column, table).filter(|_| is_figure(value)) else { return Vec::new() };
        let Some(next) = sum.checked_add(more) else { return Vec::new() };
        (sum, count) = (next, count + 1);
        places = places.min(more.normalize().scale());
    }
    // Rounded parts may miss the sum by half a step each.
    let slack = if said.normalize().scale() > 0 {
        Decimal::new(5 * count, said.normalize().scale() + 1)
    } else {
        Decimal::ZERO
    };
    let off = said.checked_sub(sum).map(|off| off.abs());
    if count < 2 || off.is_none_or(|off| off <= slack) {
        return Vec::new();
    }
    let problem = Problem::hint("workbook.sum_differs", sheet.place(total.row, column.column));
    vec![problem.with(said.normalize()).with(sum.normalize())]
}
