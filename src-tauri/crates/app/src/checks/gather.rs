//! Brings from the ledger what a sheet is checked against: its cells with their past, what other forms and the units
//! below say, what documents say, what has to be reached.

use std::collections::HashMap;

use domain::checks::{Column, Observed, Said, Series, Sheet, periods_after, periods_before};
use domain::documents::Time;
use domain::kernel::{Decimal, IndicatorId, OrgUnitId, Period};
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
    let places = Places::over(&units, &columns);
    let cells = vec![Series::new(); units.len() * columns.len()];
    let mut sheet = Sheet { periods, units, columns, cells, ..Sheet::default() };
    for head in &heads {
        let Some((unit, nth)) = places.of(&head.key.org_unit, &head.key.indicator) else { continue };
        let column = &sheet.columns[nth];
        if head.key.measure == column.measure {
            let said = said(head, column);
            if let Some(at) = sheet.periods.iter().position(|period| *period == head.key.period) {
                sheet.put(unit, nth, at, Some(said));
            }
        } else if head.key.period == period && is_flow(head.key.measure, column) {
            let flow = said(head, column).number();
            sheet.beside.entry((unit, nth)).or_default().flow = flow;
        }
    }
    for (unit, indicator) in without_task(book, form, &sheet.units, day) {
        sheet.no_task.extend(places.of(&unit, &indicator));
    }
    parts(&mut sheet, &heads, &tree, period);
    observed(book, &mut sheet, &places, period);
    goals(book, &mut sheet, &places, period);
    later(ledger, book, form, &mut sheet, &places)?;
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

/// Where the cells of a sheet stand.
struct Places {
    units: HashMap<OrgUnitId, usize>,
    columns: HashMap<IndicatorId, usize>,
}

impl Places {
    fn over(units: &[OrgUnitId], columns: &[Column]) -> Self {
        let ids = columns.iter().map(|column| column.indicator.id.clone());
        Self {
            units: units.iter().cloned().enumerate().map(|(at, unit)| (unit, at)).collect(),
            columns: ids.enumerate().map(|(at, id)| (id, at)).collect(),
        }
    }

    fn of(&self, unit: &OrgUnitId, indicator: &IndicatorId) -> Option<(usize, usize)> {
        Some((*self.units.get(unit)?, *self.columns.get(indicator)?))
    }
}

fn said(head: &ResultHead, column: &Column) -> Said {
    head.settled().map_or(Said::Conflict, |version| Said::of(&version.cell, &column.indicator))
}

/// Whether a measure says what a running total added: 本期数, where it is reported too.
fn is_flow(measure: Measure, column: &Column) -> bool {
    measure == Measure::Period && matches!(column.measure, Measure::Ytd | Measure::SinceStart)
}

/// The same cells of the units below that report the indicator at all; statistical ones are no parts.
fn parts(sheet: &mut Sheet, heads: &[ResultHead], tree: &Tree, period: Period) {
    let real = |part: &&OrgUnitId| tree.get(part).is_some_and(|unit| !unit.pseudo);
    for (nth, column) in sheet.columns.iter().enumerate() {
        let mine = |head: &&ResultHead| {
            head.key.indicator == column.indicator.id && head.key.measure == column.measure
        };
        let mut ever: HashMap<&OrgUnitId, Option<Decimal>> = HashMap::new();
        for head in heads.iter().filter(mine) {
            let now = ever.entry(&head.key.org_unit).or_default();
            if head.key.period == period {
                *now = said(head, column).number();
            }
        }
        for (at, unit) in sheet.units.iter().enumerate() {
            let below = tree.children(unit).filter(real);
            let parts: Vec<Option<Decimal>> = below.filter_map(|part| ever.get(part).copied()).collect();
            if !parts.is_empty() {
                sheet.beside.entry((at, nth)).or_default().parts = parts;
            }
        }
    }
}

/// Running totals of the periods that come after and were handed in: the first of each cell. What is still open is
/// held against this period when it is checked itself.
fn later(
    ledger: &Ledger,
    book: &Book,
    form: &Form,
    sheet: &mut Sheet,
    places: &Places,
) -> Result<(), AppError> {
    let Some(period) = sheet.periods.last().copied() else { return Ok(()) };
    let query = ResultQuery {
        indicators: Some(form.indicators.clone()),
        measure: None,
        periods: Periods::These(periods_after(period)),
        org_units: Some(sheet.units.clone()),
    };
    for head in &ledger.read().results(&query)? {
        let ResultKey { indicator, measure, org_unit, period: after } = &head.key;
        let Some((unit, nth)) = places.of(org_unit, indicator) else { continue };
        let column = &sheet.columns[nth];
        let runs_on = match column.measure {
            Measure::SinceStart => true,
            Measure::Ytd => after.year() == period.year(),
            Measure::Period | Measure::Stock => false,
        };
        let is_closed = !book.is_open(&form.id, org_unit, *after);
        let total =
            said(head, column).number().filter(|_| *measure == column.measure && runs_on && is_closed);
        let Some(total) = total else { continue };
        let first = &mut sheet.beside.entry((unit, nth)).or_default().later;
        if first.is_none_or(|(held, _)| after.last_day() < held.last_day()) {
            *first = Some((*after, total));
        }
    }
    Ok(())
}

/// What adopted outcomes say of cells: of the same day, or the same stretch.
fn observed(book: &Book, sheet: &mut Sheet, places: &Places, period: Period) {
    let same = |time: &Time, measure: Measure| match time {
        Time::AsOf(day) => *day == period.last_day() && measure != Measure::Period,
        Time::Period(stretch) => match measure {
            Measure::Period => *stretch == period,
            Measure::Ytd => {
                stretch.last_day() == period.last_day() && stretch.first_day() == first_of_year(period)
            }
            Measure::SinceStart | Measure::Stock => false,
        },
        Time::Annual | Time::Deadline(_) | Time::Span(..) | Time::Open => false,
    };
    for seen in book.observations.values() {
        let Some((unit, nth)) = places.of(&seen.org_unit, &seen.indicator) else { continue };
        if !same(&seen.time, sheet.columns[nth].measure) {
            continue;
        }
        let excerpt = book.excerpts.get(&seen.excerpt);
        let document = excerpt.and_then(|excerpt| book.documents.get(&excerpt.document));
        sheet.beside.entry((unit, nth)).or_default().observed.push(Observed {
            value: seen.value,
            uom: seen.uom.clone(),
            qualifier: seen.qualifier,
            document: document.map_or_else(String::new, |document| document.title.clone()),
        });
    }
}

fn first_of_year(period: Period) -> domain::kernel::Date {
    Period::year_of(period.year()).map_or(period.first_day(), Period::first_day)
}

/// What units have to reach where more is better: their own target, or their share of one.
fn goals(book: &Book, sheet: &mut Sheet, places: &Places, period: Period) {
    let day = period.last_day();
    for versions in book.targets.values() {
        let Some(target) = version_on(versions, day) else { continue };
        let in_window =
            target.from.is_none_or(|from| from <= day) && target.deadline.is_none_or(|to| day <= to);
        let more_is_better = target.kind == TargetKind::Level && target.comparator == Comparator::Gte;
        if !in_window || !more_is_better {
            continue;
        }
        let own = target.value.map(|value| (&target.org_unit, value));
        let shares = book.shares_of(target).into_iter();
        let shares =
            shares.filter(|share| share.period.is_none()).map(|share| (&share.org_unit, share.value));
        for (unit, value) in own.into_iter().chain(shares) {
            if let Some(place) = places.of(unit, &target.indicator) {
                sheet.beside.entry(place).or_default().goal = Some(value);
            }
        }
    }
}
