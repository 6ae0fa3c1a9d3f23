//! Forms: making one, which units report on it, which period is due.

use domain::kernel::{Date, FormId, OrgUnitId, Period, Problem};
use domain::ledger::Operation;
use domain::org::Tree;
use domain::results::Form;

use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Makes a form; its id is made here if it is empty.
pub fn create_form(desk: &mut Desk, form: Form) -> Result<FormId, AppError> {
    let book = desk.book()?;
    let mut problems = Vec::new();
    if form.name.trim().is_empty() {
        problems.push(Problem::error("form.name_missing", "name"));
    }
    if form.indicators.is_empty() {
        problems.push(Problem::error("form.indicators_missing", "indicators"));
    }
    for indicator in form.indicators.iter().filter(|id| !book.indicators.contains_key(id)) {
        problems.push(Problem::error("indicator.unknown", "indicators").with(indicator));
    }
    if !book.units.contains_key(&form.parent) {
        problems.push(Problem::error("unit.unknown", "parent").with(&form.parent));
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let id = if form.id.as_str().is_empty() { FormId::new(desk.new_id("f")) } else { form.id.clone() };
    let form = Form { id: id.clone(), name: form.name.trim().to_owned(), ..form };
    desk.write(Operation::Define, "", vec![form.row()])?;
    Ok(id)
}

/// The units that report on a form, in official order.
pub fn reporting_units(form: &Form, tree: &Tree) -> Vec<OrgUnitId> {
    tree.at_level(&form.parent, form.level)
}

/// The period a form asks for on a day: the one that holds the day.
pub fn due_period(form: &Form, day: Date) -> Option<Period> {
    Period::containing(form.frequency.period_kind(), day)
}
