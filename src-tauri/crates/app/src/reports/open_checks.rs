//! What 数据审核 found of the figures that a report would tell and nobody has put right or explained yet.

use std::collections::BTreeSet;

use domain::checks::Class;
use domain::kernel::{FormId, IndicatorId, OrgUnitId, Period, Severity};

use super::Order;
use crate::assessment::survey;
use crate::checks::{Checked, check};
use crate::results::{due_period, reporting_units};
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

/// The forms that ask for the indicators of a report and have something open. What was not reported is not told again.
pub fn open_checks(desk: &mut Desk, order: &Order) -> Result<Vec<OpenChecks>, AppError> {
    let surveyed = survey(desk, order.as_of, order.scope.as_ref())?;
    let wanted = surveyed.iter().filter(|one| order.wants(&one.target.id));
    let measured: BTreeSet<IndicatorId> = wanted
        .flat_map(|one| {
            [Some(&one.target.indicator), one.target.coverage.as_ref().map(|rule| &rule.indicator)]
        })
        .flatten()
        .cloned()
        .collect();
    let book = desk.book()?;
    let tree = book.tree(order.as_of);
    let mut asked = Vec::new();
    for form in book.forms.values() {
        let Some(period) = due_period(form, order.as_of) else { continue };
        let indicators = form.indicators_in(period);
        if indicators.iter().any(|indicator| measured.contains(indicator)) {
            let cells = reporting_units(form, &tree).len() * indicators.len();
            asked.push((form.id.clone(), form.name.clone(), period, cells));
        }
    }
    let in_scope = |unit: &OrgUnitId| order.scope.as_ref().is_none_or(|scope| tree.is_within(unit, scope));
    let mut found = Vec::new();
    for (form, name, period, cells) in asked {
        if cells > LARGEST {
            found.push(OpenChecks { form, name, period, found: None });
            continue;
        }
        let checked = check(desk, &form, period)?;
        let book = desk.book()?;
        let told = |one: &&Checked| {
            let cell = &one.finding.cell;
            one.blocks()
                && one.finding.class != Class::Completeness
                && measured.contains(&cell.indicator)
                && in_scope(&cell.org_unit)
                && book.submission_state(&form, &cell.org_unit, period).is_open()
        };
        let mut open = Open::default();
        for one in checked.iter().filter(told) {
            match one.finding.severity() {
                Severity::Error => open.errors += 1,
                Severity::Query | Severity::Hint => open.queries += 1,
            }
        }
        if open != Open::default() {
            found.push(OpenChecks { form, name, period, found: Some(open) });
        }
    }
    Ok(found)
}
