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
    let adopted = Adopted::of(book, document).by_statement(&found);
    Ok(keys(&document.id, &found)
        .into_iter()
        .zip(found.iter().zip(adopted))
        .map(|(key, (statement, adopted))| {
            let mut target = ground.target(statement);
            let mut outcome = ground.outcome(statement);
            if let Some(doubt) = doubts.get(&key) {
                target.lacks.push(doubt.clone());
                outcome.lacks.push(doubt.clone());
            }
            Proposal {
                standing: adopted.unwrap_or_else(|| undecided(book, &key)),
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

/// How a statement stands that became nothing.
fn undecided(book: &Book, key: &str) -> Standing {
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

    /// What each statement became: something with the same value whose passage is its own, else meets it.
    /// Whatever hangs on the document belongs to one statement only.
    fn by_statement(mut self, statements: &[Statement]) -> Vec<Option<Standing>> {
        let mut found: Vec<Option<Standing>> = vec![None; statements.len()];
        let own = |span: &Span, statement: &Statement| *span == statement.span;
        let meets = |span: &Span, statement: &Statement| {
            span.start < statement.span.end && statement.span.start < span.end
        };
        for here in [own, meets] {
            for (statement, found) in statements.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
                *found = self.take(statement, here);
            }
        }
        found
    }

    fn take(&mut self, statement: &Statement, here: fn(&Span, &Statement) -> bool) -> Option<Standing> {
        let is_it = |(span, target, uom): &(Span, &Target, &Uom)| {
            here(span, statement) && is_target(statement, target, uom)
        };
        if let Some(at) = self.targets.iter().position(is_it) {
            return Some(Standing::Target(self.targets.swap_remove(at).1.id.clone()));
        }
        let at = self.outcomes.iter().position(|(span, outcome)| {
            here(span, statement) && is_value(statement, outcome.value, &outcome.uom)
        })?;
        Some(Standing::Outcome(self.outcomes.swap_remove(at).1.id.clone()))
    }
}

fn is_target(statement: &Statement, target: &Target, uom: &Uom) -> bool {
    let threshold = target.coverage.as_ref().and_then(|coverage| match &coverage.threshold {
        domain::targets::Threshold::One(value) => Some(*value),
        domain::targets::Threshold::ByAttribute(..) | domain::targets::Threshold::Found(_) => None,
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
