//! Forms: making one, which units report on it, which period is due.

use std::collections::{BTreeSet, HashSet};

use domain::kernel::{Date, FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::ledger::Operation;
use domain::org::Tree;
use domain::results::{DueRule, Form};
use domain::targets::version_on;

use super::form_checks::{beside_others, closed_periods, keeps_its_meaning, lacks};
use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// Makes a form, or changes one that is known; an empty id is made here. From a period on: a new form asks for nothing
/// before its own period that holds the first day of that, and what was asked on a known one stays the definition of the
/// periods before it; else it is put right for every period it holds in now. A form that asks for no indicator from a period
/// on has lapsed.
pub fn put_form(desk: &mut Desk, form: Form, from: Option<Period>, reason: &str) -> Result<FormId, AppError> {
    let today = desk.today();
    let book = desk.book()?;
    let mut problems = Vec::new();
    let before = book.forms.get(&form.id);
    let mut form = Form {
        earlier: before.map(|before| before.earlier.clone()).unwrap_or_default(),
        name: form.name.trim().to_owned(),
        due: DueRule { time: form.due.time.trim().to_owned(), ..form.due },
        ..form
    };
    if let Some(from) = from {
        let rhythm = form.frequency.period_kind();
        let editions = match before {
            Some(before) => {
                before.earlier_than(from).filter(|_| from.kind() == before.frequency.period_kind())
            }
            None => {
                Period::containing(rhythm, from.first_day()).and_then(|from| form.earlier_than_begun(from))
            }
        };
        match editions {
            Some(editions) => form.earlier = editions,
            None => problems.push(Problem::error("form.from_too_early", "from").with(from)),
        }
    }
    let operation = if before.is_some() { Operation::Revise } else { Operation::Define };
    problems.extend(before.into_iter().flat_map(|before| keeps_its_meaning(book, before, &form)));
    problems.extend(beside_others(book, &form, today));
    problems.extend(lacks(&form, book, &|_| false));
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let id = if form.id.as_str().is_empty() { FormId::new(desk.new_id("f")) } else { form.id.clone() };
    let form = Form { id: id.clone(), ..form };
    desk.write(operation, reason, vec![form.row()])?;
    Ok(id)
}

/// The first period from one on for which nothing is handed in, nor for any after it.
pub fn first_unreported(book: &Book, form: &FormId, from: Period) -> Period {
    let last = closed_periods(book, form).max_by_key(|period| period.last_day());
    last.filter(|last| *last >= from).and_then(|last| last.next()).unwrap_or(from)
}

/// The units that report on a form, in official order.
pub fn reporting_units(form: &Form, tree: &Tree) -> Vec<OrgUnitId> {
    tree.at_level(&form.parent, form.level)
}

/// The period a form asks for on a day: the one that holds the day; none where it asks for nothing in it.
pub fn due_period(form: &Form, day: Date) -> Option<Period> {
    running_period(form, day).filter(|period| !form.indicators_in(*period).is_empty())
}

/// The period of a form that holds a day.
pub fn running_period(form: &Form, day: Date) -> Option<Period> {
    Period::containing(form.frequency.period_kind(), day)
}

/// The cells of a form that ask for nothing on a day: a target of the indicator is broken down over
/// units that report here, and nothing of it fell to this one (无任务).
pub fn without_task(
    book: &Book,
    form: &Form,
    units: &[OrgUnitId],
    day: Date,
) -> BTreeSet<(OrgUnitId, IndicatorId)> {
    let mut found = BTreeSet::new();
    for target in book.allocations.keys() {
        let versions = book.targets.get(target).map(Vec::as_slice).unwrap_or_default();
        let Some(version) = version_on(versions, day) else { continue };
        let shares = book.shares_of(version);
        let in_window =
            version.from.is_none_or(|from| from <= day) && version.deadline.is_none_or(|to| day <= to);
        if !in_window || !form.indicators.contains(&version.indicator) {
            continue;
        }
        let with: HashSet<&OrgUnitId> = shares.iter().map(|share| &share.org_unit).collect();
        if units.iter().any(|unit| with.contains(unit)) {
            let without = units.iter().filter(|unit| !with.contains(unit));
            found.extend(without.map(|unit| (unit.clone(), version.indicator.clone())));
        }
    }
    found
}
