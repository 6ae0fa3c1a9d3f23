//! Where reports stand: which wait for whom, which came late, which have not come.

use std::collections::BTreeMap;
use std::iter::successors;

use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Date, FormId, OrgUnitId, Period, SubmissionId};
use domain::ledger::{EntryHeader, RowKind};
use domain::org::{Act, Person};
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
    let first = stages.iter().find(|stage| stage.submission.state == SubmissionState::Submitted);
    let due = form.due_in(period).moment(period, calendar);
    first.zip(due).is_some_and(|(stage, due)| stage.header.time.naive_local() > due)
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

/// Where every form stands on a day, and how its units have reported this year.
pub fn completeness(
    desk: &mut Desk,
    day: Date,
) -> Result<(Vec<FormStanding>, BTreeMap<OrgUnitId, Timeliness>), AppError> {
    let now = desk.clock();
    let calendar = desk.book()?.calendar();
    let forms: Vec<Form> = desk.book()?.forms.values().cloned().collect();
    let mut standings = Vec::new();
    let mut by_unit: BTreeMap<OrgUnitId, Timeliness> = BTreeMap::new();
    for form in forms {
        let Some(current) = running_period(&form, day) else { continue };
        let of_year = successors(Some(current), |period| period.previous())
            .take_while(|period| period.year() == current.year());
        for period in of_year.filter(|period| !form.indicators_in(*period).is_empty()) {
            let standing = form_standing(desk, &form, period, &calendar, &mut |unit, late| {
                if form.due_in(period).moment(period, &calendar).is_none_or(|due| due > now) {
                    return;
                }
                let counted = by_unit.entry(unit.clone()).or_default();
                counted.asked += 1;
                counted.on_time += usize::from(late == Some(false));
                counted.late += usize::from(late == Some(true));
            })?;
            if period == current {
                standings.push(standing);
            }
        }
    }
    Ok((standings, by_unit))
}

/// `each` is told of every unit whether it handed in late (none: not at all).
fn form_standing(
    desk: &mut Desk,
    form: &Form,
    period: Period,
    calendar: &Calendar,
    each: &mut dyn FnMut(&OrgUnitId, Option<bool>),
) -> Result<FormStanding, AppError> {
    let units = reporting_units(form, &desk.book()?.tree(period.last_day()));
    let mut standing = FormStanding {
        form: form.id.clone(),
        period,
        due: form.due_in(period).day(period, calendar),
        handed_in: 0,
        late: 0,
        accepted: 0,
        missing: Vec::new(),
        units: Vec::new(),
    };
    for unit in units {
        let id = Submission::id_of(&form.id, &unit, period);
        let state = desk.book()?.submissions.get(&id).map(|submission| submission.state);
        if state.is_none_or(SubmissionState::is_open) {
            each(&unit, None);
            standing.units.push(UnitStanding { org_unit: unit.clone(), state, late: false });
            standing.missing.push(unit);
            continue;
        }
        let late = is_late(form, period, &stages(desk, &id)?, calendar);
        standing.handed_in += 1;
        standing.late += usize::from(late);
        standing.accepted += usize::from(state == Some(SubmissionState::Accepted));
        each(&unit, Some(late));
        standing.units.push(UnitStanding { org_unit: unit, state, late });
    }
    Ok(standing)
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
