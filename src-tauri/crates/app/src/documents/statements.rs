//! The statements that reading finds in a document, each with what it would become and how it stands.

use std::collections::BTreeMap;

use domain::documents::{Decision, Document, Span, Verdict};
use domain::kernel::{Decimal, DocumentId, IndicatorId, Problem, TargetId, Uom, convert};
use domain::targets::{Target, TargetKind};
use reading::{Class, Kind, Statement, Value};

use super::discrepancies::{Discrepancy, discrepancies};
use super::draft::{Ground, OutcomeProposal, TargetProposal};
use crate::{AppError, Book, Desk};

/// How many indicators with a like name are offered.
pub(crate) const OFFERED: usize = 5;

/// How a statement stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Nobody has decided.
    Open,
    /// It became a target,
    Target(TargetId),
    /// or an outcome.
    Outcome(String),
    /// It is not adopted, with the reason.
    Rejected(String),
}

/// A statement, what it would become, and how it stands.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// Its key among all statements of all documents.
    pub key: String,
    /// What reading found.
    pub statement: Statement,
    /// The sentence it stands in.
    pub sentence: Span,
    /// How it stands.
    pub standing: Standing,
    /// What it would be as a target.
    pub target: TargetProposal,
    /// What it would be as an outcome.
    pub outcome: OutcomeProposal,
    /// Indicators whose names are like its own, the likest first.
    pub likely: Vec<IndicatorId>,
}

impl Proposal {
    /// Whether it speaks of something to be reached.
    pub fn is_target(&self) -> bool {
        self.statement.kind == Kind::Target
    }
}

/// The statements of a document in the order of its text.
pub fn statements(desk: &mut Desk, document: &DocumentId) -> Result<Vec<Proposal>, AppError> {
    let found = desk.reading(document)?;
    let doubts = doubts(&discrepancies(desk, Some(document))?);
    let book = desk.book()?;
    let document = book.document(document)?;
    let ground = Ground::new(book, document);
    let adopted = Adopted::of(book, document);
    Ok(keys(&document.id, &found)
        .into_iter()
        .zip(found.iter())
        .map(|(key, statement)| {
            let mut target = ground.target(statement);
            let mut outcome = ground.outcome(statement);
            if let Some(doubt) = doubts.get(&key) {
                target.lacks.push(doubt.clone());
                outcome.lacks.push(doubt.clone());
            }
            Proposal {
                standing: standing(book, &adopted, &key, statement),
                sentence: ground.sentence(statement.span),
                likely: ground.likely(&statement.indicator, OFFERED),
                target,
                outcome,
                statement: statement.clone(),
                key,
            }
        })
        .collect())
}

/// What is to be looked at because other figures disagree: nothing was decided, or the other side holds.
fn doubts(discrepancies: &[Discrepancy]) -> BTreeMap<String, Problem> {
    let mut doubts = BTreeMap::new();
    for found in discrepancies {
        let hard = matches!(found.finding.class, Class::Contradiction | Class::DoesNotAddUp);
        for key in found.statements.iter().flatten() {
            let code = match &found.decision {
                None if hard => "statement.contradicted",
                Some(Decision { accepted: Some(accepted), .. }) if accepted != key => {
                    "statement.other_accepted"
                }
                _ => continue,
            };
            doubts.insert(key.clone(), Problem::query(code, "passage"));
        }
    }
    doubts
}

/// The keys of statements: place and value, and a number where those are the same.
pub(crate) fn keys(document: &DocumentId, statements: &[Statement]) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    statements
        .iter()
        .map(|statement| {
            let Span { start, end } = statement.span;
            let value = match statement.base {
                Value::One(value) => value.normalize().to_string(),
                Value::Range(low, high) => format!("{}~{}", low.normalize(), high.normalize()),
            };
            let key = format!("{document}:{start}-{end}={value}{}", statement.uom_base);
            let before = seen.entry(key.clone()).or_default();
            *before += 1;
            if *before == 1 { key } else { format!("{key}#{before}") }
        })
        .collect()
}

fn standing(book: &Book, adopted: &Adopted<'_>, key: &str, statement: &Statement) -> Standing {
    if let Some(standing) = adopted.find(statement) {
        return standing;
    }
    match book.decisions.get(key) {
        Some(decision) if decision.verdict == Verdict::Rejected => {
            Standing::Rejected(decision.reason.clone())
        }
        _ => Standing::Open,
    }
}

/// What hangs on a document: place, value in base units, and what it is.
struct Adopted<'a> {
    targets: Vec<(Span, &'a Target, &'a Uom)>,
    outcomes: Vec<(Span, &'a domain::documents::Observation)>,
}

impl<'a> Adopted<'a> {
    fn of(book: &'a Book, document: &Document) -> Self {
        let place = |excerpt| {
            let excerpt = book.excerpts.get(excerpt)?;
            Some(excerpt.span).filter(|_| excerpt.document == document.id)
        };
        let targets = book.targets.values().filter_map(|versions| {
            let target = versions.last()?;
            let span = place(target.excerpt.as_ref()?)?;
            Some((span, target, &book.indicators.get(&target.indicator)?.uom))
        });
        let outcomes =
            book.observations.values().filter_map(|outcome| Some((place(&outcome.excerpt)?, outcome)));
        Self { targets: targets.collect(), outcomes: outcomes.collect() }
    }

    /// What a statement became: something whose passage meets its own and whose value is the same.
    fn find(&self, statement: &Statement) -> Option<Standing> {
        let here = |span: &Span| span.start < statement.span.end && statement.span.start < span.end;
        let mut targets = self.targets.iter().filter(|(span, ..)| here(span));
        if let Some((_, target, _)) = targets.find(|(_, target, uom)| is_target(statement, target, uom)) {
            return Some(Standing::Target(target.id.clone()));
        }
        let mut outcomes = self.outcomes.iter().filter(|(span, _)| here(span));
        let (_, outcome) = outcomes.find(|(_, outcome)| is_value(statement, outcome.value, &outcome.uom))?;
        Some(Standing::Outcome(outcome.id.clone()))
    }
}

fn is_target(statement: &Statement, target: &Target, uom: &Uom) -> bool {
    let threshold = target.coverage.as_ref().and_then(|coverage| match &coverage.threshold {
        domain::targets::Threshold::One(value) => Some(*value),
        domain::targets::Threshold::ByAttribute(..) => None,
    });
    match (target.kind, &statement.coverage_of) {
        (TargetKind::NoEvent | TargetKind::ClearToZero, _) => statement.base == Value::One(Decimal::ZERO),
        (TargetKind::Coverage, Some(of)) => {
            target.value.is_some_and(|share| {
                statement.base == Value::One((share * Decimal::ONE_HUNDRED).normalize())
                    || statement.base == Value::One(share)
            }) && threshold.is_some_and(|value| convert(value, uom, &of.uom) == Some(of.threshold))
        }
        (TargetKind::Coverage, None) => {
            let share = target.value.is_some_and(|share| is_value(statement, share, &Uom::new("")));
            share || threshold.is_some_and(|value| is_value(statement, value, uom))
        }
        _ => target.value.is_some_and(|value| is_value(statement, value, uom)),
    }
}

/// Whether a value in some unit is the (lower) value of the statement.
fn is_value(statement: &Statement, value: Decimal, uom: &Uom) -> bool {
    let (Value::One(own) | Value::Range(own, _)) = statement.base;
    if statement.uom_base.is_percent() && !uom.is_percent() {
        return value * Decimal::ONE_HUNDRED == own;
    }
    convert(value, uom, &statement.uom_base) == Some(own)
}
