//! The current definitions, read once and kept until something is written: what the tables call
//! heads, as the nouns of `domain`. A definition in conflict is left out and named.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDateTime;
use domain::documents::{Decision, Document, Excerpt, Observation, SameName};
use domain::exchange::{Delivery, PublicKey, Recovery, Signer, Submission};
use domain::kernel::{
    Date, DocumentId, ExcerptId, Fields, FormId, IndicatorId, OfficeId, OrgUnitId, Period, PersonId, Problem,
    ProgrammeId, SubmissionId, TargetId,
};
use domain::ledger::RowKind;
use domain::org::{Office, OrgUnit, Person, Tree, UnitPosition, Units};
use domain::programmes::{Indicator, Programme};
use domain::reports::{Archived, Phrases, SavedTemplate};
use domain::results::{Calendar, Form};
use domain::targets::{Allocation, Target, shares_of};
use domain::{assessment, checks};
use store::{Current, DraftRow, Ledger, Reader};

use crate::AppError;
use crate::results::ReportState;

/// By what the ledger counts a unit, in four bytes where there may be none.
pub(crate) type UnitNumber = NonZeroU32;

/// Everything that is defined on a ledger.
#[derive(Default)]
pub struct Book {
    /// Places and agencies, with where they stand in the tree and stood.
    pub units: Arc<Units>,
    /// By slot of the units the numbers the ledger counts them by, as far as they were told.
    pub(crate) numbers: Arc<Vec<Option<UnitNumber>>>,
    /// The programme tree.
    pub programmes: BTreeMap<ProgrammeId, Programme>,
    /// What is measured.
    pub indicators: BTreeMap<IndicatorId, Indicator>,
    /// Targets with all their versions, oldest first.
    pub targets: BTreeMap<TargetId, Vec<Target>>,
    /// Their breakdown.
    pub allocations: BTreeMap<TargetId, Vec<Allocation>>,
    /// Source documents.
    pub documents: BTreeMap<DocumentId, Document>,
    /// Passages.
    pub excerpts: BTreeMap<ExcerptId, Excerpt>,
    /// Outcomes adopted from documents.
    pub observations: BTreeMap<String, Observation>,
    /// What was decided about statements and discrepancies, by the matter.
    pub decisions: BTreeMap<String, Decision>,
    /// Names of one indicator, as confirmed.
    pub same_names: BTreeSet<SameName>,
    /// Forms.
    pub forms: BTreeMap<FormId, Form>,
    /// Persons.
    pub people: BTreeMap<PersonId, Person>,
    /// Offices.
    pub offices: BTreeMap<OfficeId, Office>,
    /// Reports handed in, as far as all say the same of them.
    pub submissions: BTreeMap<SubmissionId, Submission>,
    /// Reports of which versions stand side by side, as one of them says: none holds until somebody chooses.
    disputed: BTreeMap<SubmissionId, Submission>,
    /// Whose signature counts, and whose does not.
    pub signers: BTreeMap<PublicKey, Signer>,
    /// Packages that went out and came in, by the keys of their rows.
    pub deliveries: BTreeMap<String, Arc<Delivery>>,
    /// Reports that went out, by the keys of their rows.
    pub reports: BTreeMap<String, Archived>,
    /// Named templates for reports, by the keys of their rows.
    pub templates: BTreeMap<String, SavedTemplate>,
    /// Names of persons of other offices, as the packages said that brought what they wrote.
    pub authors: BTreeMap<PersonId, String>,
    /// What the office has set about judging; none: as shipped.
    pub assessment: Option<assessment::Settings>,
    /// What the office has set about data checks; none: as shipped.
    pub checks: Option<checks::Settings>,
    /// The days off that the office has set; none: only the week's end.
    pub calendar: Option<Calendar>,
    /// What sealed backups open with besides their passphrase.
    pub recovery: Option<Recovery>,
    /// The phrases the office asks with; none: as shipped.
    pub phrases: Option<Phrases>,
    /// Definitions with several different heads: kind and key.
    pub conflicts: Vec<(RowKind, String)>,
    /// Trees that were asked for, by the day from which they hold; let go when a unit changes.
    trees: Mutex<BTreeMap<Option<Date>, Arc<Tree>>>,
    /// When reports were handed in for the first time, as far as it was asked for: that never changes.
    handed_in: Mutex<HashMap<SubmissionId, NaiveDateTime>>,
}

impl Book {
    /// Reads all current definitions.
    pub fn read(ledger: &Ledger) -> Result<Self, AppError> {
        let reader = ledger.read();
        let mut book = Self::default();
        for head in book.take_plain_units(reader)? {
            book.take_head(head)?;
        }
        for &kind in Self::KINDS {
            for head in reader.heads(kind)? {
                book.take_head(head)?;
            }
        }
        Ok(book)
    }

    /// By what number the ledger counts a unit, where it was told.
    pub(crate) fn number_of(&self, unit: &OrgUnitId) -> Option<u32> {
        self.numbers.get(self.units.slot(unit)? as usize)?.map(UnitNumber::get)
    }

    /// Takes the units in of which there is one version and one place; gives what is current of the others.
    fn take_plain_units(&mut self, reader: Reader<'_>) -> Result<Vec<Current>, AppError> {
        let units = Arc::make_mut(&mut self.units);
        let numbers = Arc::make_mut(&mut self.numbers);
        let others = reader.units(|number, unit, position| {
            units.put(unit);
            units.put_position(position);
            if let Some(slot) = units.slot(&unit.id).map(|slot| slot as usize) {
                numbers.resize(numbers.len().max(slot + 1), None);
                numbers[slot] = UnitNumber::new(number);
            }
        })?;
        Ok(others)
    }

    /// Takes what is current of a thing in.
    fn take_head(&mut self, head: Current) -> Result<(), AppError> {
        match head.settled() {
            Some(version) if !version.row.retracted => self.take(head.kind, &head.key, &version.row.content),
            Some(_) => Ok(()),
            None => {
                if head.kind == RowKind::Submission {
                    for version in head.versions.iter().filter(|version| !version.row.retracted) {
                        let submission = Submission::from_fields(&version.row.content)?;
                        self.disputed.insert(submission.id(), submission);
                    }
                }
                self.conflicts.push((head.kind, head.key));
                Ok(())
            }
        }
    }

    /// Follows a row that was just written in place of whatever was current.
    pub(crate) fn follow(&mut self, row: &DraftRow) -> Result<(), AppError> {
        self.let_go(row.kind, &row.key);
        if row.retracted { Ok(()) } else { self.take(row.kind, &row.key, &row.content) }
    }

    /// Whether a definition can be read as what it should be: one that cannot would close the whole ledger.
    pub(crate) fn reads(kind: RowKind, key: &str, fields: &Fields) -> bool {
        Self::default().take(kind, key, fields).is_ok()
    }

    /// Takes one current row in.
    fn take(&mut self, kind: RowKind, key: &str, fields: &Fields) -> Result<(), AppError> {
        match kind {
            RowKind::OrgUnit => {
                let unit = OrgUnit::from_fields(key, fields)?;
                self.change_units(|units| units.put(&unit));
            }
            RowKind::UnitPosition => {
                let position = UnitPosition::from_fields(fields)?;
                self.change_units(|units| units.put_position(&position));
            }
            RowKind::Programme => {
                let programme = Programme::from_fields(key, fields)?;
                self.programmes.insert(programme.id.clone(), programme);
            }
            RowKind::Indicator => {
                let indicator = Indicator::from_fields(key, fields)?;
                self.indicators.insert(indicator.id.clone(), indicator);
            }
            RowKind::Target => {
                let target = Target::from_fields(fields)?;
                let versions = self.targets.entry(target.id.clone()).or_default();
                versions.push(target);
                versions.sort_by_key(|version| version.valid_from);
            }
            RowKind::Allocation => {
                let allocation = Allocation::from_fields(fields)?;
                self.allocations.entry(allocation.target.clone()).or_default().push(allocation);
            }
            RowKind::Document => {
                let document = Document::from_fields(key, fields)?;
                self.documents.insert(document.id.clone(), document);
            }
            RowKind::Excerpt => {
                let excerpt = Excerpt::from_fields(key, fields)?;
                self.excerpts.insert(excerpt.id.clone(), excerpt);
            }
            RowKind::Observation => {
                let observation = Observation::from_fields(key, fields)?;
                self.observations.insert(observation.id.clone(), observation);
            }
            RowKind::Form => {
                let form = Form::from_fields(key, fields)?;
                self.forms.insert(form.id.clone(), form);
            }
            RowKind::Person => {
                let person = Person::from_fields(key, fields)?;
                self.people.insert(person.id.clone(), person);
            }
            RowKind::Office => {
                let office = Office::from_fields(key, fields)?;
                self.offices.insert(office.id.clone(), office);
            }
            RowKind::Submission => {
                let submission = Submission::from_fields(fields)?;
                self.submissions.insert(submission.id(), submission);
            }
            // Decisions and identities about other matters are kept in the ledger and not read here.
            RowKind::Decision => {
                if let Ok(decision) = Decision::from_fields(key, fields) {
                    self.decisions.insert(decision.matter.clone(), decision);
                }
            }
            RowKind::SameAs => self.same_names.extend(SameName::from_fields(fields)?),
            // A group of a newer program is kept in the ledger and not read here.
            RowKind::Setting if key == assessment::Settings::GROUP => {
                self.assessment = Some(assessment::Settings::from_fields(fields)?);
            }
            RowKind::Setting if key == checks::Settings::GROUP => {
                self.checks = Some(checks::Settings::from_fields(fields)?);
            }
            RowKind::Setting if key == Calendar::GROUP => {
                self.calendar = Some(Calendar::from_fields(fields)?);
            }
            RowKind::Setting if key == Recovery::GROUP => {
                self.recovery = Some(Recovery::from_fields(fields)?);
            }
            RowKind::Setting if key == Phrases::GROUP => {
                self.phrases = Some(Phrases::from_fields(fields)?);
            }
            RowKind::Setting => {}
            RowKind::Signer => {
                let signer = Signer::from_fields(key, fields)?;
                self.signers.insert(signer.key, signer);
            }
            RowKind::Delivery => {
                let delivery = Delivery::from_fields(fields)?;
                let authors = delivery.manifest.authors.iter().cloned();
                self.authors.extend(authors.map(|author| (author.id, author.name)));
                self.deliveries.insert(key.to_owned(), Arc::new(delivery));
            }
            RowKind::Report => drop(self.reports.insert(key.to_owned(), Archived::from_fields(fields)?)),
            RowKind::Template => {
                drop(self.templates.insert(key.to_owned(), SavedTemplate::from_fields(fields)?));
            }
            // Cells and what explains them are many, and read when they are looked at.
            RowKind::Result | RowKind::Explanation => {}
        }
        Ok(())
    }

    /// Lets go of what was current.
    fn let_go(&mut self, kind: RowKind, key: &str) {
        self.conflicts.retain(|(of, held)| (*of, held.as_str()) != (kind, key));
        match kind {
            RowKind::OrgUnit => self.change_units(|units| units.remove(&OrgUnitId::new(key))),
            RowKind::UnitPosition => {
                if let Some((id, from)) = UnitPosition::of_key(key) {
                    self.change_units(|units| units.remove_position(&id, from));
                }
            }
            RowKind::Programme => drop(self.programmes.remove(&ProgrammeId::new(key))),
            RowKind::Indicator => drop(self.indicators.remove(&IndicatorId::new(key))),
            RowKind::Target => keep_in(&mut self.targets, |target| target.key() != key),
            RowKind::Allocation => keep_in(&mut self.allocations, |share| share.key() != key),
            RowKind::Document => drop(self.documents.remove(&DocumentId::new(key))),
            RowKind::Excerpt => drop(self.excerpts.remove(&ExcerptId::new(key))),
            RowKind::Observation => drop(self.observations.remove(key)),
            RowKind::Form => drop(self.forms.remove(&FormId::new(key))),
            RowKind::Person => drop(self.people.remove(&PersonId::new(key))),
            RowKind::Office => drop(self.offices.remove(&OfficeId::new(key))),
            RowKind::Submission => {
                self.submissions.remove(&SubmissionId::new(key));
                self.disputed.remove(&SubmissionId::new(key));
            }
            RowKind::Decision => drop(self.decisions.remove(key)),
            RowKind::SameAs => self.same_names.retain(|names| names.key() != key),
            RowKind::Setting if key == assessment::Settings::GROUP => self.assessment = None,
            RowKind::Setting if key == checks::Settings::GROUP => self.checks = None,
            RowKind::Setting if key == Calendar::GROUP => self.calendar = None,
            RowKind::Setting if key == Recovery::GROUP => self.recovery = None,
            RowKind::Setting if key == Phrases::GROUP => self.phrases = None,
            RowKind::Setting => {}
            RowKind::Signer => self.signers.retain(|held, _| held.to_string() != key),
            RowKind::Delivery => drop(self.deliveries.remove(key)),
            RowKind::Report => drop(self.reports.remove(key)),
            RowKind::Template => drop(self.templates.remove(key)),
            RowKind::Result | RowKind::Explanation => {}
        }
    }

    /// Changes the units; the trees that were made of them are let go.
    fn change_units(&mut self, change: impl FnOnce(&mut Units)) {
        self.trees.get_mut().unwrap_or_else(PoisonError::into_inner).clear();
        change(Arc::make_mut(&mut self.units));
    }

    /// The kinds of rows that make a book, the units apart.
    const KINDS: &[RowKind] = &[
        RowKind::Programme,
        RowKind::Indicator,
        RowKind::Target,
        RowKind::Allocation,
        RowKind::Document,
        RowKind::Excerpt,
        RowKind::Observation,
        RowKind::Form,
        RowKind::Person,
        RowKind::Office,
        RowKind::Submission,
        RowKind::Decision,
        RowKind::SameAs,
        RowKind::Setting,
        RowKind::Signer,
        RowKind::Delivery,
        RowKind::Report,
        RowKind::Template,
    ];

    /// The tree of units on a day. It is made once for all days between which no position changes.
    pub fn tree(&self, day: Date) -> Arc<Tree> {
        let since = self.units.last_change(day);
        let mut trees = self.trees.lock().unwrap_or_else(PoisonError::into_inner);
        let made = || Arc::new(Tree::on(day, Arc::clone(&self.units)));
        Arc::clone(trees.entry(since).or_insert_with(made))
    }

    /// Which days are worked.
    pub fn calendar(&self) -> Calendar {
        self.calendar.clone().unwrap_or_default()
    }

    /// What holds about judging: what the office has set, else what is shipped.
    pub fn assessment_settings(&self) -> assessment::Settings {
        self.assessment.clone().unwrap_or_default()
    }

    /// A person's name; of somebody whom nothing names nothing.
    pub fn name_of(&self, id: &PersonId) -> String {
        let known = self.people.get(id).map(|person| &person.name);
        known.or_else(|| self.authors.get(id)).cloned().unwrap_or_default()
    }

    /// The names from the top of the programme tree down to a node; a circle ends the path.
    pub fn programme_path(&self, id: Option<&ProgrammeId>) -> Vec<String> {
        let mut names = Vec::new();
        let mut at = id;
        while let Some(programme) = at.and_then(|id| self.programmes.get(id)) {
            names.push(programme.name.clone());
            if names.len() > self.programmes.len() {
                break;
            }
            at = programme.parent.as_ref();
        }
        names.reverse();
        names
    }

    /// The indicator, or that it is not there.
    pub fn indicator(&self, id: &IndicatorId) -> Result<&Indicator, AppError> {
        self.indicators.get(id).ok_or_else(|| AppError::NotFound("indicator", id.to_string()))
    }

    /// The document, or that it is not there.
    pub fn document(&self, id: &DocumentId) -> Result<&Document, AppError> {
        self.documents.get(id).ok_or_else(|| AppError::NotFound("document", id.to_string()))
    }

    /// The form as it asks in a period, or that it is not there.
    pub fn form_in(&self, id: &FormId, period: Period) -> Result<Form, AppError> {
        self.form(id).map(|form| form.in_force(period))
    }

    /// The form as it asks now, or that it is not there.
    pub fn form(&self, id: &FormId) -> Result<&Form, AppError> {
        self.forms.get(id).ok_or_else(|| AppError::NotFound("form", id.to_string()))
    }

    /// Every report that was handed in once, and where it stands.
    pub fn reports(&self) -> impl Iterator<Item = (&Submission, ReportState)> {
        let settled = self.submissions.values().map(|report| (report, ReportState::Stands(report.state)));
        settled.chain(self.disputed.values().map(|report| (report, ReportState::Disputed)))
    }

    /// Where a unit's report stands; none: it was never handed in.
    pub fn report_state(&self, form: &FormId, unit: &OrgUnitId, period: Period) -> Option<ReportState> {
        let id = Submission::id_of(form, unit, period);
        let stands = self.submissions.get(&id).map(|report| ReportState::Stands(report.state));
        stands.or_else(|| self.disputed.contains_key(&id).then_some(ReportState::Disputed))
    }

    /// When a report was handed in for the first time, in whatever state it came here; none: it never was.
    pub(crate) fn handed_in_first(
        &self,
        read: Reader<'_>,
        report: &SubmissionId,
    ) -> Result<Option<NaiveDateTime>, AppError> {
        if let Some(known) = self.handed_in.lock().unwrap_or_else(PoisonError::into_inner).get(report) {
            return Ok(Some(*known));
        }
        let first = read.first_header(RowKind::Submission, report.as_str())?;
        let first = first.map(|header| header.time.naive_local());
        let mut kept = self.handed_in.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend(first.map(|first| (report.clone(), first)));
        Ok(first)
    }

    /// Whether a unit may still type what it reports.
    pub fn is_open(&self, form: &FormId, unit: &OrgUnitId, period: Period) -> bool {
        self.report_state(form, unit, period).is_none_or(ReportState::is_open)
    }

    /// A report, or why nothing can be done with it.
    pub fn submission(&self, id: &SubmissionId) -> Result<&Submission, AppError> {
        if self.disputed.contains_key(id) {
            return Err(AppError::refused(Problem::error("submission.conflict", id.as_str())));
        }
        self.submissions.get(id).ok_or_else(|| AppError::NotFound("submission", id.to_string()))
    }

    /// What breaks a version of a target down: its own breakdown, or that of the latest version before it that has one.
    pub fn shares_of(&self, version: &Target) -> Vec<&Allocation> {
        shares_of(self.allocations.get(&version.id).map(Vec::as_slice).unwrap_or_default(), version).collect()
    }

    /// The versions of a target, or that it is not there.
    pub fn target(&self, id: &TargetId) -> Result<&[Target], AppError> {
        match self.targets.get(id) {
            Some(versions) => Ok(versions),
            None => Err(AppError::NotFound("target", id.to_string())),
        }
    }
}

/// Drops the rows that are not kept, and what has none left.
fn keep_in<K: Ord, T>(lists: &mut BTreeMap<K, Vec<T>>, mut kept: impl FnMut(&T) -> bool) {
    lists.retain(|_, list| {
        list.retain(&mut kept);
        !list.is_empty()
    });
}
