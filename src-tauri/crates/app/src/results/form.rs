//! Forms: making one, which units report on it, which period is due.

use std::collections::{BTreeSet, HashSet};

use chrono::NaiveTime;
use domain::kernel::{Date, FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::ledger::Operation;
use domain::org::Tree;
use domain::results::Form;
use domain::targets::version_on;

use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// Makes a form, or changes one that is known; an empty id is made here. From a period on: a new form asks for nothing
/// before its own period that holds the first day of that, and what was asked on a known one stays the definition of the
/// periods before it; else it is put right for every period it holds in now. A form that asks for no indicator from a period on has lapsed. What has been handed in
/// on a form keeps its meaning: how often, of whom and in which measure it asks stays as it is.
pub fn put_form(desk: &mut Desk, form: Form, from: Option<Period>, reason: &str) -> Result<FormId, AppError> {
    let book = desk.book()?;
    let mut problems = Vec::new();
    let before = book.forms.get(&form.id);
    let mut form = Form { earlier: before.map(|before| before.earlier.clone()).unwrap_or_default(), ..form };
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
    if let Some(before) = before.filter(|before| book.submissions.values().any(|s| s.form == before.id)) {
        for (place, same) in [
            ("frequency", before.frequency == form.frequency),
            ("measure", before.indicators.iter().all(|id| before.measure_of(id) == form.measure_of(id))),
            ("parent", before.parent == form.parent),
            ("level", before.level == form.level),
        ] {
            problems.extend((!same).then(|| Problem::error("form.in_use", place)));
        }
    }
    problems.extend(lacks(&form, book, &|_| false));
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let id = if form.id.as_str().is_empty() { FormId::new(desk.new_id("f")) } else { form.id.clone() };
    let form = Form { id: id.clone(), name: form.name.trim().to_owned(), ..form };
    desk.write(operation, reason, vec![form.row()])?;
    Ok(id)
}

/// What keeps a form from being asked; `made` says of indicators that come in with it.
pub(crate) fn lacks(form: &Form, book: &Book, made: &dyn Fn(&IndicatorId) -> bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    if NaiveTime::parse_from_str(&form.due.time, "%H:%M").is_err() {
        problems.push(Problem::error("form.time", "time").with(&form.due.time));
    }
    if form.name.trim().is_empty() {
        problems.push(Problem::error("form.name_missing", "name"));
    }
    if form.ever_asked().next().is_none() {
        problems.push(Problem::error("form.indicators_missing", "indicators"));
    }
    for indicator in form.indicators.iter().filter(|id| !book.indicators.contains_key(*id) && !made(id)) {
        problems.push(Problem::error("indicator.unknown", "indicators").with(indicator));
    }
    if !book.units.contains(&form.parent) {
        problems.push(Problem::error("unit.unknown", "parent").with(&form.parent));
    }
    problems
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
