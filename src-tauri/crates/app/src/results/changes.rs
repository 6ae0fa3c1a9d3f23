//! Who changed what on a form: figures that stood there and say something else now.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Date, FormId, OrgUnitId, Period};
use domain::ledger::{EntryHeader, Row, RowKind};
use domain::results::{CellState, Form, ResultKey};

use super::course::Course;
use super::reporting_units;
use crate::{AppError, Desk};

/// How many arrivals are read at once.
const ARRIVALS_AT_ONCE: u32 = 256;

/// From when on changes are told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Since {
    /// From the beginning of a day, by when it came into this ledger.
    Day(Date),
    /// Each report since it was last handed in; one that stands handed in, since the time before.
    Submitted,
    /// Each report since it was last accepted; one that stands accepted, since the time before.
    Accepted,
}

/// A figure that was changed.
#[derive(Debug)]
pub struct FigureChange {
    /// The cell.
    pub key: ResultKey,
    /// What stood there: one row, or several that stood side by side.
    pub before: Vec<Row>,
    /// What was set.
    pub after: Row,
    /// Who did it and when.
    pub header: EntryHeader,
    /// Why: as said with it, else as said when the report was given back or opened again.
    pub reason: String,
}

/// The changes of a form's figures, the last one first, no more than `limit`; and whether there are more.
pub fn changes(
    desk: &mut Desk,
    form: &FormId,
    since: Since,
    limit: usize,
) -> Result<(Vec<FigureChange>, bool), AppError> {
    let form = desk.book()?.form(form)?.clone();
    let courses = Courses::of(desk, &form)?;
    let mut found = Vec::new();
    let Some(first) = courses.first(desk, since)? else { return Ok((found, false)) };
    let mut units = Units::default();
    let mut seen = HashSet::new();
    let mut before = None;
    loop {
        let arrivals = desk.ledger().read().entries(before, ARRIVALS_AT_ONCE)?;
        let Some(last) = arrivals.last().map(|arrived| arrived.number) else { return Ok((found, false)) };
        for arrived in arrivals.into_iter().take_while(|arrived| arrived.number > first) {
            let entry = arrived.header.id();
            if !seen.insert(entry.clone()) {
                continue;
            }
            for (_, row) in desk.ledger().read().rows(&entry)? {
                if row.kind != RowKind::Result || row.replaces.is_empty() {
                    continue;
                }
                let key = ResultKey::from_text(&row.key)?;
                let counts = form.asks_for(&key)
                    && courses.begin(since, &key).is_none_or(|begin| arrived.number > begin)
                    && units.of(desk, &form, key.period)?.contains(&key.org_unit);
                if !counts {
                    continue;
                }
                let replaced = row.replaces.iter().map(|at| desk.ledger().read().row(at));
                let stood: Vec<Row> =
                    replaced.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
                let says = figure(&row)?;
                if stood.iter().map(figure).all(|stood| stood.is_ok_and(|stood| stood == says)) {
                    continue;
                }
                if found.len() == limit {
                    return Ok((found, true));
                }
                let header = arrived.header.clone();
                let reason = match header.reason.as_str() {
                    "" => courses.opened_because(&key, arrived.number).to_owned(),
                    said => said.to_owned(),
                };
                found.push(FigureChange { key, before: stood, after: row, header, reason });
            }
        }
        if last <= first {
            return Ok((found, false));
        }
        before = Some(last);
    }
}

/// What a row says of its figure; nothing, if it takes it away. Notes and evidence are left out.
fn figure(row: &Row) -> Result<Option<CellState>, AppError> {
    if row.retracted { Ok(None) } else { Ok(Some(CellState::from_fields(&row.content)?)) }
}

/// What became of each report of a form.
struct Courses(HashMap<(OrgUnitId, Period), Course>);

impl Courses {
    fn of(desk: &mut Desk, form: &Form) -> Result<Self, AppError> {
        let reports = desk.book()?.reports().filter(|(report, _)| report.form == form.id);
        let reports: Vec<Submission> = reports.map(|(report, _)| report.clone()).collect();
        let mut courses = HashMap::new();
        for report in reports {
            let course = Course::of(desk.ledger().read(), &report.id())?;
            courses.insert((report.org_unit, report.period), course);
        }
        Ok(Self(courses))
    }

    /// The arrival after which any change may count; none: nothing counts.
    fn first(&self, desk: &Desk, since: Since) -> Result<Option<i64>, AppError> {
        match since {
            Since::Day(day) => {
                let before = day.pred_opt().unwrap_or(day);
                Ok(Some(desk.ledger().read().arrival_of_day(before)?))
            }
            _ => Ok(self.0.values().filter_map(|course| begin_of(course, since)).min()),
        }
    }

    /// The arrival after which changes of a cell's report count; those of a report that has none never do.
    fn begin(&self, since: Since, key: &ResultKey) -> Option<i64> {
        let course = self.0.get(&(key.org_unit.clone(), key.period));
        match since {
            Since::Day(_) => None,
            _ => Some(course.and_then(|course| begin_of(course, since)).unwrap_or(i64::MAX)),
        }
    }

    /// What was said when the report was last given back or opened before an arrival; nothing, if it was not.
    fn opened_because(&self, key: &ResultKey, arrival: i64) -> &str {
        let course = self.0.get(&(key.org_unit.clone(), key.period));
        course.and_then(|course| course.opened_because(arrival)).unwrap_or_default()
    }
}

/// What is open again is held against what stood last, what stands against what stood before it.
fn begin_of(course: &Course, since: Since) -> Option<i64> {
    let (_, now) = course.steps().next_back()?;
    let (mark, stands) = match since {
        Since::Accepted => (SubmissionState::Accepted, now.state == SubmissionState::Accepted),
        _ => (SubmissionState::Submitted, !now.state.is_open()),
    };
    let marked = course.steps().rev().filter(|(_, report)| report.state == mark);
    marked.map(|(arrived, _)| arrived).nth(usize::from(stands))
}

/// The units that report on a form, by period.
#[derive(Default)]
struct Units(HashMap<Period, HashSet<OrgUnitId>>);

impl Units {
    fn of(&mut self, desk: &mut Desk, form: &Form, period: Period) -> Result<&HashSet<OrgUnitId>, AppError> {
        Ok(match self.0.entry(period) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let tree = desk.book()?.tree(period.last_day());
                place.insert(reporting_units(form, &tree).into_iter().collect())
            }
        })
    }
}
