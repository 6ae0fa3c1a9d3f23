//! Where reports stand: which wait for whom, which came late, which have not come.

use std::collections::{BTreeMap, HashMap};
use std::iter::successors;
use std::sync::Arc;

use chrono::{Datelike as _, NaiveDateTime};
use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Date, FormId, OrgUnitId, Period, SubmissionId};
use domain::ledger::{EntryHeader, RowKind};
use domain::org::{Act, Person, Tree};
use domain::results::{Calendar, Form};
use store::Ledger;

use super::workflow::{Step, can_take, steps_of};
use super::{ReportState, reporting_units, running_period};
use crate::assessment::forms_made;
use crate::{AppError, Book, Desk};

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
    let deadlines = Deadlines::of_forms(desk, std::slice::from_ref(&submission.form))?;
    let late = desk.with_book(|ledger, book| {
        let due = deadlines.of(book.form(&submission.form)?, submission.period);
        came_after(ledger, book, id, due)
    })?;
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
/// person reports for has not handed in, with the period: the one that holds a day, and earlier ones that are still owed.
pub fn due_forms(
    desk: &mut Desk,
    deadlines: &Deadlines,
    day: Date,
) -> Result<Vec<(FormId, Period)>, AppError> {
    let today = desk.today();
    let rights = desk.rights()?;
    if !rights.does(Act::Submit) {
        return Ok(Vec::new());
    }
    let book = rights.book();
    let is_due = |form: &Form, period: Period| {
        let last = period.last_day();
        let by = form.due_in(period).day(period, &deadlines.calendar);
        (last <= today || by.is_some_and(|due| due <= today))
            && reporting_units(form, &book.tree(last))
                .iter()
                .any(|unit| book.is_open(&form.id, unit, period) && rights.may(Act::Submit, unit, last))
    };
    let mut due = Vec::new();
    for form in book.forms.values() {
        let periods = deadlines.periods(form, day).filter(|period| is_due(form, *period));
        due.extend(periods.map(|period| (form.id.clone(), period)));
    }
    Ok(due)
}

/// By when reports are due. A deadline binds from when its form was made: what was due before is owed by nobody.
#[derive(Debug)]
pub struct Deadlines {
    calendar: Calendar,
    made: HashMap<FormId, NaiveDateTime>,
}

impl Deadlines {
    /// Of all forms.
    pub fn read(desk: &mut Desk) -> Result<Self, AppError> {
        let forms: Vec<FormId> = desk.book()?.forms.keys().cloned().collect();
        Self::of_forms(desk, &forms)
    }

    fn of_forms(desk: &mut Desk, forms: &[FormId]) -> Result<Self, AppError> {
        let calendar = desk.book()?.calendar();
        Ok(Self { calendar, made: forms_made(desk.ledger().read(), forms)? })
    }

    /// The moment by which a report is due; none where nothing binds.
    pub fn of(&self, form: &Form, period: Period) -> Option<NaiveDateTime> {
        let due = form.due_in(period).moment(period, &self.calendar)?;
        self.made.get(&form.id).is_none_or(|made| *made <= due).then_some(due)
    }

    /// The period of a form that holds a day and those before it that bind, of this year and the year before, as far as
    /// the form asks for something in them; the newest first.
    fn periods(&self, form: &Form, day: Date) -> impl Iterator<Item = Period> {
        let current = running_period(form, day);
        let back = successors(current, |period| period.previous()).take_while(move |period| {
            let is_current = Some(*period) == current;
            is_current || period.year() + 1 >= day.year() && self.of(form, *period).is_some()
        });
        back.filter(|period| !form.indicators_in(*period).is_empty())
    }
}

/// Whether a report was handed in for the first time after the moment it was due.
fn came_after(
    ledger: &Ledger,
    book: &Book,
    report: &SubmissionId,
    due: Option<NaiveDateTime>,
) -> Result<bool, AppError> {
    let Some(due) = due else { return Ok(false) };
    Ok(book.handed_in_first(ledger.read(), report)?.is_some_and(|first| first > due))
}

/// Where a form stands for a period.
#[derive(Debug)]
pub struct FormStanding {
    /// The form.
    pub form: FormId,
    /// The period.
    pub period: Period,
    /// By when it is due; none: it has no deadline that binds.
    pub due: Option<NaiveDateTime>,
    /// Where each unit's report stands, in official order.
    pub units: Vec<UnitStanding>,
}

/// Where one unit's report stands.
#[derive(Clone, Debug)]
pub struct UnitStanding {
    /// The unit.
    pub org_unit: OrgUnitId,
    /// The report's state; none: nothing was ever handed in.
    pub state: Option<ReportState>,
    /// It was handed in after the deadline.
    pub late: bool,
}

impl UnitStanding {
    /// Whether the report is in.
    pub fn is_handed_in(&self) -> bool {
        self.state.is_some_and(|state| !state.is_open())
    }

    /// Whether the unit has done its part by handing in once: what was given back came in, too.
    fn came(&self) -> bool {
        self.is_handed_in() || self.state == Some(ReportState::Stands(SubmissionState::Returned))
    }
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

/// Where every form stands for the period that holds a day, and for each one before it that somebody still owes; and
/// how the units have reported this year: in the one of the last deadline that has passed. What was handed in is gone
/// through, not every unit of every period: of most nothing is known but that they are asked.
pub fn completeness(
    desk: &mut Desk,
    day: Date,
) -> Result<(Vec<FormStanding>, BTreeMap<OrgUnitId, Timeliness>), AppError> {
    let (now, deadlines) = (desk.clock(), Deadlines::read(desk)?);
    desk.with_book(|ledger, book| counted(ledger, book, &deadlines, now, day))
}

fn counted(
    ledger: &Ledger,
    book: &Book,
    deadlines: &Deadlines,
    now: NaiveDateTime,
    day: Date,
) -> Result<(Vec<FormStanding>, BTreeMap<OrgUnitId, Timeliness>), AppError> {
    let mut reports: HashMap<(&FormId, Period), Vec<(&Submission, ReportState)>> = HashMap::new();
    for (report, state) in book.reports() {
        reports.entry((&report.form, report.period)).or_default().push((report, state));
    }
    let mut standings = Vec::new();
    let mut by_unit: BTreeMap<OrgUnitId, Timeliness> = BTreeMap::new();
    for form in book.forms.values() {
        let has_passed = |period: Period| deadlines.of(form, period).is_some_and(|due| due <= now);
        let counted = deadlines.periods(form, day).find(|period| has_passed(*period)).map(Period::year);
        // The units of each tree, and how often they were asked.
        let mut asked: Vec<(Arc<Tree>, Vec<OrgUnitId>, usize)> = Vec::new();
        for period in deadlines.periods(form, day) {
            let tree = book.tree(period.last_day());
            let at = asked.iter().position(|(of, ..)| Arc::ptr_eq(of, &tree)).unwrap_or_else(|| {
                asked.push((Arc::clone(&tree), reporting_units(form, &tree), 0));
                asked.len() - 1
            });
            let Some((_, units, times)) = asked.get_mut(at) else { continue };
            let of_period = reports.get(&(&form.id, period)).map(Vec::as_slice).unwrap_or_default();
            let mut told: HashMap<&OrgUnitId, UnitStanding> = HashMap::with_capacity(of_period.len());
            let due = deadlines.of(form, period);
            for (report, state) in of_period {
                let late = came_after(ledger, book, &report.id(), due)?;
                let (org_unit, state) = (report.org_unit.clone(), Some(*state));
                told.insert(&report.org_unit, UnitStanding { org_unit, state, late });
            }
            if has_passed(period) && counted == Some(period.year()) {
                *times += 1;
                let reporting = units.iter().filter(|_| !told.is_empty()).filter_map(|unit| told.get(unit));
                for unit in reporting.filter(|unit| unit.came()) {
                    let counted = by_unit.entry(unit.org_unit.clone()).or_default();
                    counted.on_time += usize::from(!unit.late);
                    counted.late += usize::from(unit.late);
                }
            }
            let is_current = running_period(form, day) == Some(period);
            let is_in = |unit: &OrgUnitId| told.get(unit).is_some_and(UnitStanding::is_handed_in);
            if is_current || has_passed(period) && !units.iter().all(is_in) {
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

impl FormStanding {
    fn new(
        form: &FormId,
        period: Period,
        due: Option<NaiveDateTime>,
        units: &[OrgUnitId],
        mut told: HashMap<&OrgUnitId, UnitStanding>,
    ) -> Self {
        let missing = |unit: &OrgUnitId| UnitStanding { org_unit: unit.clone(), state: None, late: false };
        let stands = |unit: &OrgUnitId| told.remove(unit).unwrap_or_else(|| missing(unit));
        Self { form: form.clone(), period, due, units: units.iter().map(stands).collect() }
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
