//! How far a form is filled and handed in: counts for a list of forms, without laying out a sheet.

use std::collections::HashSet;

use domain::exchange::SubmissionState;
use domain::kernel::{OrgUnitId, Period};
use domain::results::Form;

use super::{ReportState, form_cells, reporting_units, without_task};
use crate::{AppError, Desk};

/// A form of a period in counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Units that report.
    pub units: usize,
    /// Of these, handed in.
    pub handed_in: usize,
    /// Cells that are asked for.
    pub asked: usize,
    /// Cells that say something.
    pub filled: usize,
    /// A report was given back, and why.
    pub returned: Option<Option<String>>,
}

/// Counts a form of a period.
pub fn tally(desk: &mut Desk, form: &Form, period: Period) -> Result<Tally, AppError> {
    let last = period.last_day();
    let book = desk.book()?;
    let tree = book.tree(last);
    let units = reporting_units(form, &tree);
    let asked = form.indicators.iter().filter(|id| book.indicators.contains_key(*id)).count();
    let without = without_task(book, form, &units, last).len();
    let mut found = Tally { units: units.len(), asked: units.len() * asked - without, ..Tally::default() };
    let reports = units.iter().collect::<HashSet<_>>();
    let of_form = |id: &OrgUnitId| reports.contains(id);
    for (submission, state) in book.reports() {
        if submission.form != form.id || submission.period != period || !of_form(&submission.org_unit) {
            continue;
        }
        found.handed_in += usize::from(!state.is_open());
        if state == ReportState::Stands(SubmissionState::Returned) && found.returned.is_none() {
            found.returned = Some(submission.reason.clone());
        }
    }
    let (mut numbers, mut untold) = (HashSet::with_capacity(units.len()), Vec::new());
    for unit in &units {
        match book.number_of(unit) {
            Some(number) => _ = numbers.insert(number),
            None => untold.push(unit),
        }
    }
    for unit in untold {
        numbers.extend(desk.ledger().read().number_of(unit.as_str())?);
    }
    found.filled = filled(desk, form, period, &reports, &numbers)?;
    Ok(found)
}

/// The cells of the units that say something. What is current stands in columns; what was known earlier is read.
fn filled(
    desk: &Desk,
    form: &Form,
    period: Period,
    units: &HashSet<&OrgUnitId>,
    numbers: &HashSet<u32>,
) -> Result<usize, AppError> {
    let reader = desk.ledger().read();
    if !reader.is_now() {
        let heads = form_cells(desk.ledger(), form, &[period])?;
        return Ok(heads.iter().filter(|head| units.contains(&head.key.org_unit)).count());
    }
    let mut filled = 0;
    for indicator in &form.indicators {
        let measure = form.measure_of(indicator);
        let columns = reader.columns(indicator)?;
        for column in columns.iter().filter(|column| column.period == period && column.measure == measure) {
            reader.column(column, 0..=u32::MAX, |run| {
                filled += run.units.filter(|unit| numbers.contains(unit)).count();
            })?;
        }
    }
    Ok(filled)
}
