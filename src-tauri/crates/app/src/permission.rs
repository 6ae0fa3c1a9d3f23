//! Who may do what, asked once: in front of the one door to the store, of the rows themselves, so that no
//! verb can forget it. A ledger on which nobody is defined, as one made by a script, has no such rules.

use std::collections::BTreeSet;

use domain::exchange::{Delivery, DeliveryState, PackageKind, Submission, SubmissionState};
use domain::kernel::{Date, FormId, OfficeId, OrgUnitId, PersonId, Problem, SubmissionId};
use domain::ledger::{Operation, RowKind};
use domain::org::{Act, Disclosure, Office, Person, UnitPosition};
use domain::results::ResultKey;
use store::DraftRow;

use crate::{AppError, Book};

/// Somebody's rights on a ledger, on a day.
pub(crate) struct Rights<'a> {
    book: &'a Book,
    today: Date,
    /// None: nobody is defined, everything is allowed.
    person: Option<&'a Person>,
    /// The person's office keeps the whole ledger.
    whole: bool,
    /// Why the person may do nothing at all: not on the ledger, or the passcode was not said. Reading goes on.
    barred: Option<Problem>,
}

impl<'a> Rights<'a> {
    /// The rights of a person. A stranger has none, and nobody has any while the ledger is locked.
    pub fn of(book: &'a Book, person: &PersonId, today: Date, locked: bool) -> Self {
        let found = book.people.get(person);
        let barred = match (locked, found) {
            (true, _) => Some("permission.locked"),
            (false, None) if !book.people.is_empty() => Some("permission.stranger"),
            (false, _) => None,
        };
        let barred = barred.map(|code| Problem::error(code, person.as_str()));
        let mut rights = Self { book, today, person: found, whole: false, barred };
        rights.whole = found.is_none_or(|person| rights.keeps_all(person));
        rights
    }

    /// The book they are rights on.
    pub fn book(&self) -> &'a Book {
        self.book
    }

    /// Refuses whoever may do nothing at all.
    pub fn need_some(self) -> Result<Self, AppError> {
        match self.barred {
            Some(problem) => Err(AppError::refused(problem)),
            None => Ok(self),
        }
    }

    /// Whether the person may do it for a unit, as the tree is today or was on the day it is about.
    pub fn may(&self, act: Act, org_unit: &OrgUnitId, day: Date) -> bool {
        self.demand(act, org_unit, day).is_ok()
    }

    /// Whether it is among what the person does at all, for whatever unit.
    pub fn does(&self, act: Act) -> bool {
        self.barred.is_none() && self.person.is_none_or(|person| person.may(act))
    }

    /// Whether anybody on the ledger may do it for a unit: a step that nobody can take is passed over.
    pub fn anybody_may(&self, act: Act, org_unit: &OrgUnitId, day: Date) -> bool {
        self.book.people.values().any(|person| person.may(act) && self.covers(person, org_unit, day))
    }

    /// Refuses what the person may not do, and says why.
    pub fn demand(&self, act: Act, org_unit: &OrgUnitId, day: Date) -> Result<(), Problem> {
        if let Some(problem) = &self.barred {
            return Err(problem.clone());
        }
        let Some(person) = self.person else { return Ok(()) };
        if !person.may(act) {
            let roles: Vec<&str> = act.roles().iter().map(|role| role.word()).collect();
            let problem = Problem::error("permission.role", org_unit.as_str());
            return Err(problem.with(act.word()).with(roles.join("、")));
        }
        if self.whole || self.covers(person, org_unit, day) {
            return Ok(());
        }
        let office = self.book.offices.get(&person.office).map_or("", |office| office.name.as_str());
        Err(Problem::error("permission.scope", org_unit.as_str()).with(act.word()).with(office))
    }

    /// Refuses to set what holds for the whole ledger, where somebody else who may keeps more of it.
    pub fn demand_whole(&self, act: Act) -> Result<(), Problem> {
        let Some(home) = self.home() else { return self.barred.clone().map_or(Ok(()), Err) };
        self.demand(act, home, self.today)?;
        let tree = self.book.tree(self.today);
        let above = |person: &&Person| {
            let unit = self.book.offices.get(&person.office).map(|office| &office.org_unit);
            let is_above = unit.is_some_and(|unit| unit != home && tree.is_within(home, unit));
            person.may(act) && (is_above || self.keeps_all(person))
        };
        let keeper = self.book.people.values().find(above).filter(|_| !self.whole);
        let Some(keeper) = keeper else { return Ok(()) };
        let name = self.book.offices.get(&keeper.office).map_or("", |office| &office.name);
        Err(Problem::error("permission.whole", home.as_str()).with(act.word()).with(name))
    }

    /// Refuses to take back, correct or hand in again what an office below the person's handed in.
    pub fn demand_own(&self, report: &Submission) -> Result<(), Problem> {
        report.office.as_ref().map_or(Ok(()), |office| {
            self.demand_of(office)
                .map_err(|problem| Problem { place: report.org_unit.to_string(), ..problem })
        })
    }

    /// Refuses to change what an office below the person's reported: a superior gives it back. Of an office that is not
    /// on this ledger the report came from elsewhere.
    pub fn demand_of(&self, office: &OfficeId) -> Result<(), Problem> {
        let (Some(person), Some(home)) = (self.person, self.home()) else { return Ok(()) };
        let reported = self.book.offices.get(office);
        let is_below = |unit: &OrgUnitId| unit != home && self.book.tree(self.today).is_within(unit, home);
        if person.office == *office || reported.is_some_and(|office| !is_below(&office.org_unit)) {
            return Ok(());
        }
        let name = reported.map_or("", |office| office.name.as_str());
        Err(Problem::error("permission.reported_below", "").with(name))
    }

    /// Whether a unit belongs to those of the person's office.
    fn covers(&self, person: &Person, org_unit: &OrgUnitId, day: Date) -> bool {
        let Some(office) = self.book.offices.get(&person.office) else { return false };
        self.keeps_all(person)
            || self.book.tree(self.today).is_within(org_unit, &office.org_unit)
            || self.book.tree(day).is_within(org_unit, &office.org_unit)
    }

    /// An office at the top of the tree, or nowhere in it, keeps the whole ledger.
    fn keeps_all(&self, person: &Person) -> bool {
        let Some(office) = self.book.offices.get(&person.office) else { return false };
        self.book.tree(self.today).parent(&office.org_unit).is_none()
    }

    /// Refuses rows that the person may not write.
    pub fn check(&self, operation: Operation, rows: &[DraftRow]) -> Result<(), AppError> {
        if self.person.is_none() {
            return Ok(());
        }
        // Whoever collects chooses among versions that stand side by side, too: nothing new is written.
        let settles = operation == Operation::Resolve;
        let mut asked: BTreeSet<(Act, OrgUnitId, Date)> = BTreeSet::new();
        let mut problems = Vec::new();
        let mut filled = false;
        for row in rows {
            // Millions of figures may come at once, and of these only the first has something to say.
            if self.whole && row.kind == RowKind::Result && std::mem::replace(&mut filled, true) {
                continue;
            }
            // Who changes a form or takes it back needs the right where it is, not only where it would be.
            if let Some(form) =
                self.book.forms.get(&FormId::new(&row.key)).filter(|_| row.kind == RowKind::Form)
            {
                asked.insert((Act::Form, form.parent.clone(), self.today));
            }
            match self.matter_of(row) {
                Matter::Free => {}
                Matter::Whole(act) => problems.extend(self.demand_whole(act).err()),
                Matter::Act(Act::Fill, unit, day) if settles && self.may(Act::Receive, &unit, day) => {}
                Matter::Step(act, report) => {
                    let (unit, day) = (report.org_unit.clone(), report.period.last_day());
                    if settles && self.may(Act::Receive, self.collecting_unit(&report), day) {
                        continue;
                    }
                    let before = self.book.submissions.get(&report.id()).filter(|_| act == Act::Submit);
                    problems.extend(before.and_then(|before| self.demand_own(before).err()));
                    asked.insert((act, unit, day));
                }
                Matter::Act(act, org_unit, day) => {
                    asked.insert((act, org_unit, day));
                }
                Matter::Return(submission) => {
                    let day = submission.period.last_day();
                    let unit = &submission.org_unit;
                    let above = self.collecting_unit(&submission);
                    let may = self.may(Act::Review, unit, day) || self.may(Act::Approve, unit, day);
                    if !may {
                        problems.extend(self.demand(Act::Receive, above, day).err());
                    }
                }
            }
        }
        problems.extend(asked.iter().filter_map(|(act, unit, day)| self.demand(*act, unit, *day).err()));
        if problems.is_empty() { Ok(()) } else { Err(AppError::Refused(problems)) }
    }

    /// All reports.
    pub fn submissions(&self) -> impl Iterator<Item = &'a Submission> {
        self.book.submissions.values()
    }

    /// A report, or that it is not there.
    pub fn submission(&self, id: &SubmissionId) -> Result<&'a Submission, AppError> {
        self.book.submission(id)
    }

    /// The unit under which a report is collected.
    pub fn collecting_unit<'b>(&'b self, submission: &'b Submission) -> &'b OrgUnitId {
        self.book.forms.get(&submission.form).map_or(&submission.org_unit, |form| &form.parent)
    }

    fn matter_of(&self, row: &DraftRow) -> Matter {
        let today = self.today;
        let text = |name: &str| row.content.get(name);
        match row.kind {
            RowKind::Result => of_cell(&row.key),
            // The key names the cell, also where what was explained is taken away.
            RowKind::Explanation => row.key.rsplit_once('|').map_or(Matter::Free, |(cell, _)| of_cell(cell)),
            RowKind::Submission => match Submission::from_fields(&row.content) {
                Ok(submission) => self.of_submission(submission),
                Err(_) => Matter::Free,
            },
            RowKind::Form => match text("parent") {
                Some(parent) => Matter::Act(Act::Form, parent.into(), today),
                None => Matter::Free,
            },
            RowKind::OrgUnit if self.book.units.contains(&OrgUnitId::new(&row.key)) => {
                Matter::Act(Act::Unit, OrgUnitId::new(&row.key), today)
            }
            RowKind::UnitPosition => match UnitPosition::from_fields(&row.content) {
                Ok(position) => {
                    let day = position.from.unwrap_or(today);
                    Matter::Act(Act::Unit, position.parent.unwrap_or(position.org_unit), day)
                }
                Err(_) => Matter::Free,
            },
            RowKind::Office => match Office::from_fields(&row.key, &row.content) {
                Ok(office) => Matter::Act(Act::Person, office.org_unit, today),
                Err(_) => Matter::Free,
            },
            RowKind::Person => self.of_person(row),
            RowKind::Decision => match Disclosure::of_row(&row.key, &row.content) {
                Some(Disclosure { of: Some(person), .. }) => self.of_known(&person, Act::Personal),
                Some(Disclosure { of: None, .. }) => self.at_home(Act::Personal),
                None => Matter::Free,
            },
            RowKind::Setting => Matter::Whole(Act::Setting),
            RowKind::Signer => self.at_home(Act::Setting),
            RowKind::Delivery => match Delivery::from_fields(&row.content) {
                Ok(delivery) => self.of_delivery(&delivery),
                Err(_) => Matter::Free,
            },
            _ => Matter::Free,
        }
    }

    /// Whoever hands in sends; whoever takes in receives what comes from below. What comes from above is for everybody.
    fn of_delivery(&self, Delivery { manifest, state, .. }: &Delivery) -> Matter {
        match (manifest.kind, *state == DeliveryState::Sent) {
            (PackageKind::Submission, true) => match &manifest.report {
                Some(report) => Matter::Act(Act::Submit, report.org_unit.clone(), report.period.last_day()),
                None => Matter::Free,
            },
            (PackageKind::Issue, true) => self.at_home(Act::Form),
            (PackageKind::Receipt | PackageKind::Return, true) => self.at_home(Act::Receive),
            (PackageKind::Submission, false) => self.at_home(Act::Receive),
            _ => Matter::Free,
        }
    }

    /// Something that the person's own office does.
    fn at_home(&self, act: Act) -> Matter {
        self.home().map_or(Matter::Free, |home| Matter::Act(act, home.clone(), self.today))
    }

    /// The unit the person's own office works for.
    pub fn home(&self) -> Option<&'a OrgUnitId> {
        let office = self.person.and_then(|person| self.book.offices.get(&person.office));
        office.map(|office| &office.org_unit)
    }

    fn of_submission(&self, submission: Submission) -> Matter {
        let act = match submission.state {
            SubmissionState::Draft | SubmissionState::Submitted => Act::Submit,
            SubmissionState::Reviewed => Act::Review,
            SubmissionState::Approved => Act::Approve,
            SubmissionState::Received | SubmissionState::Accepted => {
                let day = submission.period.last_day();
                return Matter::Act(Act::Receive, self.collecting_unit(&submission).clone(), day);
            }
            SubmissionState::Returned => return Matter::Return(submission),
        };
        Matter::Step(act, submission)
    }

    fn of_person(&self, row: &DraftRow) -> Matter {
        match Person::from_fields(&row.key, &row.content) {
            Ok(person) => self.of_office(&person.office, Act::Person),
            Err(_) => self.of_known(&PersonId::new(&row.key), Act::Person),
        }
    }

    /// Something about a person who is known.
    fn of_known(&self, person: &PersonId, act: Act) -> Matter {
        self.book.people.get(person).map_or(Matter::Free, |person| self.of_office(&person.office, act))
    }

    fn of_office(&self, office: &OfficeId, act: Act) -> Matter {
        match self.book.offices.get(office) {
            Some(office) => Matter::Act(act, office.org_unit.clone(), self.today),
            None => Matter::Free,
        }
    }
}

/// A cell is filled by whoever reports for its unit.
fn of_cell(key: &str) -> Matter {
    match ResultKey::from_text(key) {
        Ok(key) => Matter::Act(Act::Fill, key.org_unit, key.period.last_day()),
        Err(_) => Matter::Free,
    }
}

/// What a row is about, as far as rights go.
enum Matter {
    /// Nobody's privilege.
    Free,
    /// It needs this right over this unit.
    Act(Act, OrgUnitId, Date),
    /// It holds for the whole ledger.
    Whole(Act),
    /// A report takes a step within its own unit.
    Step(Act, Submission),
    /// A report is given back: by whoever has it before them.
    Return(Submission),
}

#[cfg(test)]
mod tests;
