//! What is still open of the figures that a report would tell: what 数据审核 found and nobody has put right or explained
//! yet, and what was not handed in.

use std::collections::{BTreeSet, HashSet};

use domain::checks::Class;
use domain::kernel::{FormId, IndicatorId, OrgUnitId, Period, Severity};

use super::Order;
use crate::assessment::survey;
use crate::checks::{Checked, check};
use crate::results::{due_period, form_cells, reporting_units};
use crate::{AppError, Desk};

/// The largest sheet that is checked while a report is being written; a larger one is checked in its own room.
const LARGEST: usize = 50_000;

/// What is open in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenChecks {
    /// The form.
    pub form: FormId,
    /// Its name.
    pub name: String,
    /// The period that the day asks for.
    pub period: Period,
    /// How many are open; none: the sheet is too large to be checked here.
    pub found: Option<Open>,
}

/// How many findings are open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// 错误.
    pub errors: usize,
    /// 核实 without an explanation.
    pub queries: usize,
}

/// Units whose figures a report tells although they have not handed them in, or were given them back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotHandedIn {
    /// The form.
    pub form: FormId,
    /// Its name.
    pub name: String,
    /// The period that the day asks for.
    pub period: Period,
    /// The units, in official order.
    pub units: Vec<OrgUnitId>,
}

/// What is open of the figures that a report tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StillOpen {
    /// Forms of which findings are open.
    pub checks: Vec<OpenChecks>,
    /// Forms of which figures are told too soon.
    pub not_handed_in: Vec<NotHandedIn>,
}

/// What is open of the figures that a report tells.
pub fn still_open(desk: &mut Desk, order: &Order) -> Result<StillOpen, AppError> {
    let measured = measured(desk, order)?;
    let asking = asking(desk, order, &measured)?;
    let checks = open_checks(desk, order, &measured, &asking)?;
    Ok(StillOpen { checks, not_handed_in: not_handed_in(desk, &measured, asking)? })
}

/// A form that asks for something a report tells.
struct Asking {
    form: FormId,
    name: String,
    period: Period,
    units: Vec<OrgUnitId>,
    cells: usize,
}

/// The indicators a report tells.
fn measured(desk: &mut Desk, order: &Order) -> Result<BTreeSet<IndicatorId>, AppError> {
    let surveyed = survey(desk, order.as_of, order.scope.as_ref())?;
    let wanted = surveyed.iter().filter(|one| order.wants(&one.target.id));
    let indicators = wanted.flat_map(|one| {
        [Some(&one.target.indicator), one.target.coverage.as_ref().map(|rule| &rule.indicator)]
    });
    Ok(indicators.flatten().cloned().collect())
}

/// The forms that ask for these indicators for the period of the report's day, with the units in its scope.
fn asking(desk: &mut Desk, order: &Order, measured: &BTreeSet<IndicatorId>) -> Result<Vec<Asking>, AppError> {
    let book = desk.book()?;
    let tree = book.tree(order.as_of);
    let in_scope = |unit: &OrgUnitId| order.scope.as_ref().is_none_or(|scope| tree.is_within(unit, scope));
    let mut found = Vec::new();
    for form in book.forms.values() {
        let Some(period) = due_period(form, order.as_of) else { continue };
        let indicators = form.indicators_in(period);
        if indicators.iter().any(|indicator| measured.contains(indicator)) {
            let mut units = reporting_units(form, &tree);
            let cells = units.len() * indicators.len();
            units.retain(in_scope);
            found.push(Asking { form: form.id.clone(), name: form.name.clone(), period, units, cells });
        }
    }
    Ok(found)
}

/// Whose figures a report tells before they were handed in. A form on which nothing was ever handed in is not used so.
fn not_handed_in(
    desk: &mut Desk,
    measured: &BTreeSet<IndicatorId>,
    asking: Vec<Asking>,
) -> Result<Vec<NotHandedIn>, AppError> {
    let mut found = Vec::new();
    for Asking { form, name, period, units, cells } in asking {
        let book = desk.book()?;
        if cells > LARGEST || !book.reports().any(|(report, _)| report.form == form) {
            continue;
        }
        let open: Vec<OrgUnitId> =
            units.into_iter().filter(|unit| book.is_open(&form, unit, period)).collect();
        let asked = book.form_in(&form, period)?;
        let cells = if open.is_empty() { Vec::new() } else { form_cells(desk.ledger(), &asked, &[period])? };
        let told = cells.iter().filter(|cell| measured.contains(&cell.key.indicator));
        let told: HashSet<&OrgUnitId> = told.map(|cell| &cell.key.org_unit).collect();
        let units: Vec<OrgUnitId> = open.into_iter().filter(|unit| told.contains(unit)).collect();
        if !units.is_empty() {
            found.push(NotHandedIn { form, name, period, units });
        }
    }
    Ok(found)
}

/// The forms that ask for the indicators of a report and have something open. What was not reported is not told again.
fn open_checks(
    desk: &mut Desk,
    order: &Order,
    measured: &BTreeSet<IndicatorId>,
    asking: &[Asking],
) -> Result<Vec<OpenChecks>, AppError> {
    let tree = desk.book()?.tree(order.as_of);
    let in_scope = |unit: &OrgUnitId| order.scope.as_ref().is_none_or(|scope| tree.is_within(unit, scope));
    let mut found = Vec::new();
    for Asking { form, name, period, cells, .. } in asking {
        let of_form = |found| OpenChecks { form: form.clone(), name: name.clone(), period: *period, found };
        if *cells > LARGEST {
            found.push(of_form(None));
            continue;
        }
        let checked = check(desk, form, *period)?;
        let book = desk.book()?;
        let told = |one: &&Checked| {
            let cell = &one.finding.cell;
            one.blocks()
                && one.finding.class != Class::Completeness
                && measured.contains(&cell.indicator)
                && in_scope(&cell.org_unit)
                && book.is_open(form, &cell.org_unit, *period)
        };
        let mut open = Open::default();
        for one in checked.iter().filter(told) {
            match one.finding.severity() {
                Severity::Error => open.errors += 1,
                Severity::Query | Severity::Hint => open.queries += 1,
            }
        }
        if open != Open::default() {
            found.push(of_form(Some(open)));
        }
    }
    Ok(found)
}
