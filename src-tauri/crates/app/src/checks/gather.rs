//! Brings from the ledger what a sheet is checked against: its cells with their past, what other forms and the units
//! below say, what documents say, what has to be reached.

use std::collections::{BTreeSet, HashMap};

use domain::checks::{Beside, Column, Observed, Said, Sheet, periods_before};
use domain::documents::Time;
use domain::kernel::{IndicatorId, OrgUnitId, Period};
use domain::org::Tree;
use domain::results::{Form, Measure, ResultKey};
use domain::targets::{Comparator, TargetKind, version_on};
use store::{Ledger, Periods, ResultHead, ResultQuery};

use crate::results::{reporting_units, without_task};
use crate::{AppError, Book};

/// What a form says for a period, with what it is held against.
pub(super) fn gather(ledger: &Ledger, book: &Book, form: &Form, period: Period) -> Result<Sheet, AppError> {
    let day = period.last_day();
    let tree = book.tree(day);
    let units = reporting_units(form, &tree);
    let columns: Vec<Column> = form
        .indicators
        .iter()
        .filter_map(|id| book.indicators.get(id))
        .map(|i| column(book, form, i))
        .collect();
    let periods = periods_before(period);
    let below = units.iter().flat_map(|unit| tree.children(unit));
    let asked: Vec<OrgUnitId> = units.iter().chain(below).cloned().collect();
    let query = ResultQuery {
        indicators: Some(form.indicators.clone()),
        measure: None,
        periods: Periods::These(periods.clone()),
        org_units: Some(asked),
    };
    let heads = ledger.read().results(&query)?;
    let found: HashMap<&ResultKey, &ResultHead> = heads.iter().map(|head| (&head.key, head)).collect();

    let mut sheet = Sheet { periods, units, columns, ..Sheet::default() };
    for unit in &sheet.units {
        for column in &sheet.columns {
            let series = sheet.periods.iter().map(|period| {
                let key = key(column, column.measure, unit, *period);
                found.get(&key).map(|head| said(head, column))
            });
            sheet.cells.push(series.collect());
        }
    }
    let no_task = without_task(book, form, &sheet.units, day);
    for (at, unit) in sheet.units.iter().enumerate() {
        for (nth, column) in sheet.columns.iter().enumerate() {
            if no_task.contains(&(unit.clone(), column.indicator.id.clone())) {
                sheet.no_task.insert((at, nth));
            }
            let beside = Beside {
                flow: flow(&found, column, unit, period),
                parts: reporting(tree.children(unit), &heads, column, &tree)
                    .iter()
                    .map(|part| found.get(&key(column, column.measure, part, period)))
                    .map(|head| head.and_then(|head| said(head, column).number()))
                    .collect(),
                observed: observed(book, column, unit, period),
                goal: None,
            };
            if beside != Beside::default() {
                sheet.beside.insert((at, nth), beside);
            }
        }
    }
    goals(book, &mut sheet, period);
    Ok(sheet)
}

fn column(book: &Book, form: &Form, indicator: &domain::programmes::Indicator) -> Column {
    let against = |other: &domain::programmes::Indicator| other.denominator.as_ref() == Some(&indicator.id);
    Column {
        measure: form.measure_of(&indicator.id),
        is_denominator: book.indicators.values().any(against),
        proves: form.evidence.contains(&indicator.id),
        indicator: indicator.clone(),
    }
}

fn key(column: &Column, measure: Measure, unit: &OrgUnitId, period: Period) -> ResultKey {
    ResultKey { indicator: column.indicator.id.clone(), measure, org_unit: unit.clone(), period }
}

fn said(head: &ResultHead, column: &Column) -> Said {
    head.settled().map_or(Said::Conflict, |version| Said::of(&version.cell, &column.indicator))
}

/// 本期数 of a running total, where it is reported too.
fn flow(
    found: &HashMap<&ResultKey, &ResultHead>,
    column: &Column,
    unit: &OrgUnitId,
    period: Period,
) -> Option<domain::kernel::Decimal> {
    if !matches!(column.measure, Measure::Ytd | Measure::SinceStart) {
        return None;
    }
    let head = found.get(&key(column, Measure::Period, unit, period))?;
    said(head, column).number()
}

/// The units below that report the indicator at all; statistical ones are no parts.
fn reporting<'a>(
    parts: impl Iterator<Item = &'a OrgUnitId>,
    heads: &[ResultHead],
    column: &Column,
    tree: &Tree,
) -> Vec<&'a OrgUnitId> {
    let real = |part: &&OrgUnitId| tree.get(part).is_some_and(|unit| !unit.pseudo);
    let mut parts = parts.filter(real).peekable();
    if parts.peek().is_none() {
        return Vec::new();
    }
    let mine =
        |head: &&ResultHead| head.key.indicator == column.indicator.id && head.key.measure == column.measure;
    let ever: BTreeSet<&OrgUnitId> = heads.iter().filter(mine).map(|head| &head.key.org_unit).collect();
    parts.filter(|part| ever.contains(part)).collect()
}

/// What adopted outcomes say of a cell: of the same day, or the same stretch.
fn observed(book: &Book, column: &Column, unit: &OrgUnitId, period: Period) -> Vec<Observed> {
    let same = |time: &Time| match time {
        Time::AsOf(day) => *day == period.last_day() && column.measure != Measure::Period,
        Time::Period(stretch) => match column.measure {
            Measure::Period => *stretch == period,
            Measure::Ytd => {
                stretch.last_day() == period.last_day() && stretch.first_day() == first_of_year(period)
            }
            Measure::SinceStart | Measure::Stock => false,
        },
        Time::Annual | Time::Deadline(_) | Time::Span(..) | Time::Open => false,
    };
    let mine = book
        .observations
        .values()
        .filter(|seen| seen.indicator == column.indicator.id && seen.org_unit == *unit && same(&seen.time));
    mine.map(|seen| Observed {
        value: seen.value,
        uom: seen.uom.clone(),
        qualifier: seen.qualifier,
        document: book
            .excerpts
            .get(&seen.excerpt)
            .and_then(|excerpt| book.documents.get(&excerpt.document))
            .map_or_else(String::new, |document| document.title.clone()),
    })
    .collect()
}

fn first_of_year(period: Period) -> domain::kernel::Date {
    Period::year_of(period.year()).map_or(period.first_day(), Period::first_day)
}

/// What units have to reach where more is better: their own target, or their share of one.
fn goals(book: &Book, sheet: &mut Sheet, period: Period) {
    let day = period.last_day();
    let columns: HashMap<IndicatorId, usize> =
        sheet.columns.iter().enumerate().map(|(at, column)| (column.indicator.id.clone(), at)).collect();
    let units: HashMap<OrgUnitId, usize> =
        sheet.units.iter().enumerate().map(|(at, unit)| (unit.clone(), at)).collect();
    for versions in book.targets.values() {
        let Some(target) = version_on(versions, day) else { continue };
        let in_window =
            target.from.is_none_or(|from| from <= day) && target.deadline.is_none_or(|to| day <= to);
        let more_is_better = target.kind == TargetKind::Level && target.comparator == Comparator::Gte;
        let Some(&column) = columns.get(&target.indicator).filter(|_| in_window && more_is_better) else {
            continue;
        };
        let own = target.value.map(|value| (&target.org_unit, value));
        let shares = book.shares_of(target).into_iter();
        let shares =
            shares.filter(|share| share.period.is_none()).map(|share| (&share.org_unit, share.value));
        for (unit, value) in own.into_iter().chain(shares) {
            if let Some(&unit) = units.get(unit) {
                sheet.beside.entry((unit, column)).or_default().goal = Some(value);
            }
        }
    }
}
