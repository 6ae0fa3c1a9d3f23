//! Forms: making one, which units report on it, which period is due.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use chrono::NaiveTime;
use domain::kernel::{Date, FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::ledger::Operation;
use domain::org::Tree;
use domain::results::{DueRule, Form, Frequency};
use domain::targets::version_on;

use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// A deadline lies at most so many days from the end of its period.
const MOST_DAYS: i32 = 366;

/// Makes a form, or changes one that is known; an empty id is made here. From a period on: a new form asks for nothing
/// before its own period that holds the first day of that, and what was asked on a known one stays the definition of the
/// periods before it; else it is put right for every period it holds in now. A form that asks for no indicator from a period on has lapsed. What has been handed in
/// on a form keeps its meaning: how often, of whom and in which measure it asks stays as it is, and for the period of a
/// report that is in so does what it asks and by when.
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
    if let Some(before) = before.filter(|before| book.reports().any(|(report, _)| report.form == before.id)) {
        for (place, same) in [
            ("frequency", before.frequency == form.frequency),
            ("measure", before.indicators.iter().all(|id| before.measure_of(id) == form.measure_of(id))),
            ("parent", before.parent == form.parent),
            ("level", before.level == form.level),
        ] {
            problems.extend((!same).then(|| Problem::error("form.in_use", place)));
        }
        let closed = closed_periods(book, &before.id).filter(|period| asks_otherwise(before, &form, *period));
        if let Some(last) = closed.max_by_key(|period| period.last_day()) {
            let next = last.next().unwrap_or(last);
            problems.push(Problem::error("form.handed_in", "from").with(last.name()).with(next.name()));
        }
    }
    let is_like = |other: &&Form| {
        other.id != form.id
            && other.frequency == form.frequency
            && other.name == form.name
            && other.parent == form.parent
            && !other.indicators.is_empty()
    };
    if !form.indicators.is_empty() && book.forms.values().any(|other| is_like(&other)) {
        problems.push(Problem::error("form.name_taken", "name").with(&form.name));
    }
    if book.tree(today).at_level(&form.parent, form.level).is_empty() && book.units.contains(&form.parent) {
        problems.push(Problem::error("form.level_empty", "level").with(form.level.word()));
    }
    problems.extend(lacks(&form, book, &|_| false));
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let id = if form.id.as_str().is_empty() { FormId::new(desk.new_id("f")) } else { form.id.clone() };
    let form = Form { id: id.clone(), ..form };
    desk.write(operation, reason, vec![form.row()])?;
    Ok(id)
}

/// The periods of a form for which a report is handed in.
fn closed_periods<'a>(book: &'a Book, form: &'a FormId) -> impl Iterator<Item = Period> + 'a {
    let closed = book.reports().filter(move |(report, state)| report.form == *form && !state.is_open());
    closed.map(|(report, _)| report.period)
}

/// The first period from one on for which nothing is handed in, nor for any after it.
pub fn first_unreported(book: &Book, form: &FormId, from: Period) -> Period {
    let last = closed_periods(book, form).max_by_key(|period| period.last_day());
    last.filter(|last| *last >= from).and_then(|last| last.next()).unwrap_or(from)
}

/// Whether a period is asked for something else, in another measure or by another deadline.
fn asks_otherwise(before: &Form, after: &Form, period: Period) -> bool {
    let asked = |form: &Form| {
        let indicators = form.indicators_in(period).iter();
        indicators.map(|id| (id.clone(), form.measure_in(id, period))).collect::<BTreeMap<_, _>>()
    };
    asked(before) != asked(after) || before.due_in(period) != after.due_in(period)
}

/// What keeps a form from being asked; `made` says of indicators that come in with it.
pub(crate) fn lacks(form: &Form, book: &Book, made: &dyn Fn(&IndicatorId) -> bool) -> Vec<Problem> {
    let mut problems = Vec::new();
    if NaiveTime::parse_from_str(&form.due.time, "%H:%M").is_err() {
        problems.push(Problem::error("form.time", "time").with(&form.due.time));
    }
    if form.due.day.days_after().is_some_and(|days| days.abs() > MOST_DAYS) {
        problems.push(Problem::error("form.days", "days_after").with(MOST_DAYS));
    }
    let of_month = matches!(
        form.frequency,
        Frequency::Month | Frequency::Quarter | Frequency::HalfYear | Frequency::Year
    );
    for (place, day) in [("due_day", form.due.day.of_month()), ("as_of_day", form.due.as_of_day)] {
        if day.is_some_and(|day| !of_month || !(1..=31).contains(&day)) {
            problems.push(Problem::error("form.day_of_month", place));
        }
    }
    let mut once = BTreeSet::new();
    if let Some(twice) = form.indicators.iter().find(|id| !once.insert(*id)) {
        let name = book.indicators.get(twice).map_or(twice.as_str(), |indicator| &indicator.name);
        problems.push(Problem::error("form.indicator_twice", "indicators").with(name));
    }
    if let Some(unasked) = form.evidence.iter().find(|id| !form.indicators.contains(id)) {
        let name = book.indicators.get(unasked).map_or(unasked.as_str(), |indicator| &indicator.name);
        problems.push(Problem::error("form.evidence_unasked", "evidence").with(name));
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
