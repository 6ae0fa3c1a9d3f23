//! What keeps a form from being asked or changed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveTime;
use domain::kernel::{Date, FormId, IndicatorId, Period, Problem};
use domain::results::{Form, Frequency};

use crate::Book;

/// A deadline lies at most so many days from the end of its period.
const MOST_DAYS: i32 = 366;

/// What has been handed in keeps its meaning: how often, of whom and in which measure the form asks stays as it is, and for
/// the period of a report that is in so does what it asks and by when.
pub(super) fn keeps_its_meaning(book: &Book, before: &Form, form: &Form) -> Vec<Problem> {
    if !book.reports().any(|(report, _)| report.form == before.id) {
        return Vec::new();
    }
    let kept = [
        ("frequency", before.frequency == form.frequency),
        ("measure", before.indicators.iter().all(|id| before.measure_of(id) == form.measure_of(id))),
        ("parent", before.parent == form.parent),
        ("level", before.level == form.level),
    ];
    let changed = kept.into_iter().filter(|(_, same)| !same);
    let mut problems: Vec<Problem> = changed.map(|(place, _)| Problem::error("form.in_use", place)).collect();
    let closed = closed_periods(book, &before.id).filter(|period| asks_otherwise(before, form, *period));
    if let Some(last) = closed.max_by_key(|period| period.last_day()) {
        let next = last.next().unwrap_or(last);
        problems.push(Problem::error("form.handed_in", "from").with(last.name()).with(next.name()));
    }
    problems
}

/// The periods of a form for which a report is handed in.
pub(super) fn closed_periods<'a>(book: &'a Book, form: &'a FormId) -> impl Iterator<Item = Period> + 'a {
    let closed = book.reports().filter(move |(report, state)| report.form == *form && !state.is_open());
    closed.map(|(report, _)| report.period)
}

/// Whether a period is asked for something else, in another measure or by another deadline.
fn asks_otherwise(before: &Form, after: &Form, period: Period) -> bool {
    let asked = |form: &Form| {
        let indicators = form.indicators_in(period).iter();
        indicators.map(|id| (id.clone(), form.measure_in(id, period))).collect::<BTreeMap<_, _>>()
    };
    asked(before) != asked(after) || before.due_in(period) != after.due_in(period)
}

/// What is wrong with a form among the others and the units there are.
pub(super) fn beside_others(book: &Book, form: &Form, today: Date) -> Vec<Problem> {
    let mut problems = Vec::new();
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
    problems
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
