//! Where reports stand: which wait for whom, which came late, which have not come.

use std::collections::{BTreeMap, HashMap};
use std::iter::successors;
use std::sync::Arc;

use chrono::NaiveDateTime;
use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Date, FormId, OrgUnitId, Period, SubmissionId};
use domain::ledger::{EntryHeader, RowKind};
use domain::org::{Act, Person, Tree};
use domain::results::{Calendar, Form};

use super::workflow::{Step, can_take, steps_of};
use super::{due_period, reporting_units, running_period};
use crate::{AppError, Desk};

/// One step a report took: where it led, and the entry that says so.
#[derive(Debug)]
pub struct Stage {
    /// The report as it stood afterwards.
    pub submission: Submission,
    /// The entry.
    pub header: EntryHeader,
}

/// A report that waits for somebody.
#[derive(Debug)]
pub struct Waiting {
    /// The report.
    pub submission: Submission,
    /// What the person at the desk may do with it.
    pub steps: Vec<Step>,
    /// The steps it took, the first one first.
    pub stages: Vec<Stage>,
    /// It was handed in after its deadline.
    pub late: bool,
}

/// Everything that became of a report, the first step first.
pub fn stages(desk: &Desk, id: &SubmissionId) -> Result<Vec<Stage>, AppError> {
    let history = desk.ledger().read().history(RowKind::Submission, id.as_str())?;
    let mut stages = Vec::with_capacity(history.len());
    for version in history {
        let submission = Submission::from_fields(&version.row.content)?;
        stages.push(Stage { submission, header: version.header });
    }
    Ok(stages)
}

/// A report with what may be done with it.
pub fn waiting(desk: &mut Desk, id: &SubmissionId) -> Result<Waiting, AppError> {
    let steps = steps_of(desk, id)?;
    let stages = stages(desk, id)?;
    let submission = desk.rights()?.submission(id)?.clone();
    let book = desk.book()?;
    let late = is_late(book.form(&submission.form)?, submission.period, &stages, &book.calendar());
    Ok(Waiting { submission, steps, stages, late })
}

/// The reports the person at the desk can take further, those of the oldest period first.
pub fn queue(desk: &mut Desk) -> Result<Vec<SubmissionId>, AppError> {
    let rights = desk.rights()?;
    let forward = [Step::Review, Step::Approve, Step::Receive, Step::Accept];
    let mut found: Vec<&Submission> = rights
        .submissions()
        .filter(|submission| forward.iter().any(|step| can_take(&rights, *step, submission).is_ok()))
        .collect();
    found.sort_by_key(|submission| submission.period.last_day());
    Ok(found.into_iter().map(Submission::id).collect())
}

/// The forms whose time to be handed in has come (the period is over, or its deadline is here) and that somebody the
/// person reports for has not handed in, each of the period that holds a day.
pub fn due_forms(desk: &mut Desk, day: Date) -> Result<Vec<FormId>, AppError> {
    let today = desk.today();
    let rights = desk.rights()?;
    if !rights.does(Act::Submit) {
        return Ok(Vec::new());
    }
    let book = rights.book();
    let calendar = book.calendar();
    let is_due = |form: &&Form| {
        let Some(period) = due_period(form, day) else { return false };
        let last = period.last_day();
        let is_due =
            last <= today || form.due_in(period).day(period, &calendar).is_some_and(|due| due <= today);
        is_due
            && reporting_units(form, &book.tree(last)).iter().any(|unit| {
                let report = book.submissions.get(&Submission::id_of(&form.id, unit, period));
                report.is_none_or(|report| report.state.is_open()) && rights.may(Act::Submit, unit, last)
            })
    };
    Ok(book.forms.values().filter(is_due).map(|form| form.id.clone()).collect())
}

fn is_late(form: &Form, period: Period, stages: &[Stage], calendar: &Calendar) -> bool {
    let due = form.due_in(period).moment(period, calendar);
    first_handed_in(stages).zip(due).is_some_and(|(first, due)| first > due)
}

/// When a report was handed in for the first time.
fn first_handed_in(stages: &[Stage]) -> Option<NaiveDateTime> {
    let first = stages.iter().find(|stage| stage.submission.state == SubmissionState::Submitted);
    first.map(|stage| stage.header.time.naive_local())
}

/// Where a form stands for the period a day asks for.
#[derive(Debug)]
pub struct FormStanding {
    /// The form.
    pub form: FormId,
    /// The period.
    pub period: Period,
    /// The day by which it is due.
    pub due: Option<Date>,
    /// Units that handed it in.
    pub handed_in: usize,
    /// Of these, after the deadline.
    pub late: usize,
    /// Of these, accepted.
    pub accepted: usize,
    /// Units that have not handed it in, in official order.
    pub missing: Vec<OrgUnitId>,
    /// Where each unit's report stands, in official order.
    pub units: Vec<UnitStanding>,
}

/// Where one unit's report stands.
#[derive(Clone, Debug)]
pub struct UnitStanding {
    /// The unit.
    pub org_unit: OrgUnitId,
    /// The report's state; none: nothing was ever handed in.
    pub state: Option<SubmissionState>,
    /// It was handed in after the deadline.
    pub late: bool,
}

/// How a unit reports: over the periods of the year up to the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Timeliness {
    /// Reports whose deadline has passed.
    pub asked: usize,
    /// Of these, handed in by then.
    pub on_time: usize,
    /// Of these, handed in later.
    pub late: usize,
}

impl Timeliness {
    /// Of these, not handed in at all.
    pub fn missing(self) -> usize {
        self.asked - self.on_time - self.late
    }
}

/// Where every form stands on a day, and how its units have reported this year. What was handed in is gone through, not
/// every unit of every period: of most nothing is known but that they are asked.
pub fn completeness(
    desk: &mut Desk,
    day: Date,
) -> Result<(Vec<FormStanding>, BTreeMap<OrgUnitId, Timeliness>), AppError> {
    let (now, came) = (desk.clock(), came_this_year(desk, day)?);
    let book = desk.book()?;
    let calendar = book.calendar();
    let mut reports: HashMap<(&FormId, Period), Vec<&Submission>> = HashMap::new();
    for report in book.submissions.values() {
        reports.entry((&report.form, report.period)).or_default().push(report);
    }
    let mut standings = Vec::new();
    let mut by_unit: BTreeMap<OrgUnitId, Timeliness> = BTreeMap::new();
    for form in book.forms.values() {
        let Some(current) = running_period(form, day) else { continue };
        let of_year = successors(Some(current), |period| period.previous())
            .take_while(|period| period.year() == current.year());
        // The units of each tree of the year, and how often they were asked.
        let mut asked: Vec<(Arc<Tree>, Vec<OrgUnitId>, usize)> = Vec::new();
        for period in of_year.filter(|period| !form.indicators_in(*period).is_empty()) {
            let tree = book.tree(period.last_day());
            let at = asked.iter().position(|(of, ..)| Arc::ptr_eq(of, &tree)).unwrap_or_else(|| {
                asked.push((Arc::clone(&tree), reporting_units(form, &tree), 0));
                asked.len() - 1
            });
            let Some((_, units, times)) = asked.get_mut(at) else { continue };
            let of_period = reports.get(&(&form.id, period)).map(Vec::as_slice).unwrap_or_default();
            let mut told: HashMap<&OrgUnitId, UnitStanding> = HashMap::with_capacity(of_period.len());
            let due = form.due_in(period).moment(period, &calendar);
            for report in of_period {
                let late = came.get(&report.id()).zip(due).is_some_and(|(came, due)| *came > due);
                let (org_unit, state) = (report.org_unit.clone(), Some(report.state));
                told.insert(&report.org_unit, UnitStanding { org_unit, state, late });
            }
            if due.is_some_and(|due| due <= now) {
                *times += 1;
                let reporting = units.iter().filter(|_| !told.is_empty()).filter_map(|unit| told.get(unit));
                for unit in reporting.filter(|unit| unit.is_handed_in()) {
                    let counted = by_unit.entry(unit.org_unit.clone()).or_default();
                    counted.on_time += usize::from(!unit.late);
                    counted.late += usize::from(unit.late);
                }
            }
            if period == current {
                let due = form.due_in(period).day(period, &calendar);
                standings.push(FormStanding::new(&form.id, period, due, units, told));
            }
        }
        for (_, units, times) in asked.into_iter().filter(|(.., times)| *times > 0) {
            for unit in units {
                by_unit.entry(unit).or_default().asked += times;
            }
        }
    }
    Ok((standings, by_unit))
}

/// When each report of the year that stands as handed in first was.
fn came_this_year(desk: &mut Desk, day: Date) -> Result<HashMap<SubmissionId, NaiveDateTime>, AppError> {
    let book = desk.book()?;
    let of_year = |report: &&Submission| {
        let current = book.forms.get(&report.form).and_then(|form| running_period(form, day));
        !report.state.is_open() && current.is_some_and(|current| current.year() == report.period.year())
    };
    let ids: Vec<SubmissionId> = book.submissions.values().filter(of_year).map(Submission::id).collect();
    let mut came = HashMap::with_capacity(ids.len());
    for id in ids {
        let first = first_handed_in(&stages(desk, &id)?);
        came.extend(first.map(|first| (id, first)));
    }
    Ok(came)
}

impl UnitStanding {
    fn is_handed_in(&self) -> bool {
        self.state.is_some_and(|state| !state.is_open())
    }
}

impl FormStanding {
    fn new(
        form: &FormId,
        period: Period,
        due: Option<Date>,
        units: &[OrgUnitId],
        mut told: HashMap<&OrgUnitId, UnitStanding>,
    ) -> Self {
        let missing = |unit: &OrgUnitId| UnitStanding { org_unit: unit.clone(), state: None, late: false };
        let units: Vec<UnitStanding> =
            units.iter().map(|unit| told.remove(unit).unwrap_or_else(|| missing(unit))).collect();
        let handed_in = || units.iter().filter(|unit| unit.is_handed_in());
        let accepted = |unit: &&UnitStanding| unit.state == Some(SubmissionState::Accepted);
        Self {
            form: form.clone(),
            period,
            due,
            handed_in: handed_in().count(),
            late: handed_in().filter(|unit| unit.late).count(),
            accepted: handed_in().filter(accepted).count(),
            missing: units.iter().filter(|u| !u.is_handed_in()).map(|u| u.org_unit.clone()).collect(),
            units,
        }
    }
}

/// Whom to ask for a unit's report: those who report for it, of the office nearest to it.
pub fn contacts(desk: &mut Desk, org_unit: &OrgUnitId, day: Date) -> Result<Vec<Person>, AppError> {
    let book = desk.book()?;
    let tree = book.tree(day);
    let mut at = Some(org_unit);
    while let Some(unit) = at {
        let reports = |person: &&Person| {
            person.may(Act::Submit) && book.offices.get(&person.office).is_some_and(|o| o.org_unit == *unit)
        };
        let found: Vec<Person> = book.people.values().filter(reports).cloned().collect();
        if !found.is_empty() {
            return Ok(found);
        }
        at = tree.parent(unit);
    }
    Ok(Vec::new())
}

#[cfg(test)]
mod tests;
