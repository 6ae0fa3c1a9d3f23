//! The current definitions, read once and kept until something is written: what the tables call
//! heads, as the nouns of `domain`. A definition in conflict is left out and named.

use std::collections::BTreeMap;

use domain::documents::{Document, Excerpt, Observation};
use domain::exchange::Submission;
use domain::kernel::{
    Date, DocumentId, ExcerptId, FormId, IndicatorId, OfficeId, OrgUnitId, PersonId, ProgrammeId, SubmissionId,
    TargetId,
};
use domain::ledger::{Row, RowKind};
use domain::org::{Office, OrgUnit, Person, Tree, UnitPosition};
use domain::programmes::{Indicator, Programme};
use domain::results::Form;
use domain::targets::{Allocation, Target};
use store::Ledger;

use crate::AppError;

/// Everything that is defined on a ledger.
#[derive(Default)]
pub struct Book {
    /// Places and agencies.
    pub units: BTreeMap<OrgUnitId, OrgUnit>,
    /// Their places in the tree.
    pub positions: Vec<UnitPosition>,
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
    /// Forms.
    pub forms: BTreeMap<FormId, Form>,
    /// Persons.
    pub people: BTreeMap<PersonId, Person>,
    /// Offices.
    pub offices: BTreeMap<OfficeId, Office>,
    /// Reports handed in.
    pub submissions: BTreeMap<SubmissionId, Submission>,
    /// Definitions with several different heads: kind and key.
    pub conflicts: Vec<(RowKind, String)>,
}

impl Book {
    /// Reads all current definitions.
    pub fn read(ledger: &Ledger) -> Result<Self, AppError> {
        let reader = ledger.read();
        let mut book = Self::default();
        for &kind in Self::KINDS {
            for head in reader.heads(kind)? {
                match head.settled() {
                    Some(version) if !version.row.retracted => book.take(&version.row)?,
                    Some(_) => {}
                    None => book.conflicts.push((kind, head.key)),
                }
            }
        }
        Ok(book)
    }

    /// Takes one current row in.
    fn take(&mut self, row: &Row) -> Result<(), AppError> {
        let fields = &row.content;
        let key = row.key.as_str();
        match row.kind {
            RowKind::OrgUnit => {
                let unit = OrgUnit::from_fields(key, fields)?;
                self.units.insert(unit.id.clone(), unit);
            }
            RowKind::UnitPosition => self.positions.push(UnitPosition::from_fields(fields)?),
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
            RowKind::Result | RowKind::Decision | RowKind::SameAs => {}
        }
        Ok(())
    }

    /// The kinds of rows that make a book.
    const KINDS: &[RowKind] = &[
        RowKind::OrgUnit,
        RowKind::UnitPosition,
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
    ];

    /// The tree of units on a day.
    pub fn tree(&self, day: Date) -> Tree {
        Tree::on(day, self.units.values().cloned().collect(), &self.positions)
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

    /// The form, or that it is not there.
    pub fn form(&self, id: &FormId) -> Result<&Form, AppError> {
        self.forms.get(id).ok_or_else(|| AppError::NotFound("form", id.to_string()))
    }

    /// The versions of a target, or that it is not there.
    pub fn target(&self, id: &TargetId) -> Result<&[Target], AppError> {
        match self.targets.get(id) {
            Some(versions) => Ok(versions),
            None => Err(AppError::NotFound("target", id.to_string())),
        }
    }
}
