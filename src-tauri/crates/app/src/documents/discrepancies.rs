//! 对账 between documents: figures that disagree or do not add up, and what was decided about them.

use std::sync::Arc;

use domain::documents::{Decision, Document, SameName, Verdict};
use domain::kernel::{DocumentId, Problem};
use domain::ledger::{Digest, Operation, RowKind};
use reading::{Class, Finding, Source, Statement};
use store::DraftRow;

use super::statements::keys;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// A finding, and what was decided about it.
#[derive(Clone, Debug)]
pub struct Discrepancy {
    /// Its key: the same as long as the same figures are held against each other.
    pub key: String,
    /// What was found. The sources of its sides are numbers in `documents`.
    pub finding: Finding,
    /// The document of each side.
    pub documents: Vec<DocumentId>,
    /// The statement of each side, where its figure is part of one.
    pub statements: Vec<Option<String>>,
    /// What was decided.
    pub decision: Option<Decision>,
}

impl Discrepancy {
    /// Whether somebody has to look at it: it does not hold, and nothing was decided.
    pub fn is_open(&self) -> bool {
        self.decision.is_none() && disagrees(self.finding.class)
    }
}

/// Whether figures of the class may not stand beside each other as they are.
fn disagrees(class: Class) -> bool {
    matches!(class, Class::Contradiction | Class::DoesNotAddUp | Class::Implausible | Class::Definition)
}

/// What is found between the documents, or only what one of them has part in; the weightiest first.
pub fn discrepancies(desk: &mut Desk, of: Option<&DocumentId>) -> Result<Vec<Discrepancy>, AppError> {
    let found = desk.discrepancies()?;
    let book = desk.book()?;
    Ok(found
        .iter()
        .filter(|found| of.is_none_or(|of| found.documents.contains(of)))
        .map(|found| Discrepancy { decision: book.decisions.get(&found.key).cloned(), ..found.clone() })
        .collect())
}

/// Holds the figures of all documents against each other.
pub(crate) fn find(
    documents: &[(&Document, Arc<[Statement]>)],
    same: &[(String, String)],
) -> Vec<Discrepancy> {
    let sources: Vec<Source<'_>> = documents
        .iter()
        .map(|(document, statements)| Source {
            title: &document.title,
            text: &document.text,
            date: document.issued_on,
            statements,
        })
        .collect();
    let names: Vec<Vec<String>> =
        documents.iter().map(|(document, statements)| keys(&document.id, statements)).collect();
    reading::discrepancies(&sources, same)
        .into_iter()
        .map(|finding| {
            let sides = &finding.sides;
            let of = |source: usize| documents.get(source).map(|(document, _)| document.id.clone());
            let places = sides.iter().filter_map(|side| {
                Some(format!("{}:{}-{}", of(side.source)?, side.span.start, side.span.end))
            });
            let mut places: Vec<String> = places.collect();
            let statement = |side: &reading::Side| names.get(side.source)?.get(side.statement?).cloned();
            let (documents, statements) = (
                sides.iter().filter_map(|side| of(side.source)).collect(),
                sides.iter().map(statement).collect(),
            );
            places.sort();
            let text = format!("{} {}", finding.rule.code(), places.join(" "));
            let key = format!("discrepancy:{}", Digest::of(text.as_bytes()));
            Discrepancy { key, documents, statements, finding, decision: None }
        })
        .collect()
}

/// Decides about a discrepancy: one side holds, or both do, each by its own definition. No verdict: the
/// decision is taken back.
pub fn decide(
    desk: &mut Desk,
    key: &str,
    verdict: Option<Verdict>,
    accepted: Option<&str>,
    reason: &str,
) -> Result<(), AppError> {
    let found = discrepancies(desk, None)?;
    let Some(found) = found.into_iter().find(|found| found.key == key) else {
        return Err(AppError::NotFound("discrepancy", key.to_owned()));
    };
    let Some(verdict) = verdict else {
        return match found.decision {
            Some(_) => desk.write(Operation::Resolve, "", vec![DraftRow::retract(RowKind::Decision, key)]),
            None => Ok(()),
        };
    };
    let mut problems = Vec::new();
    if reason.trim().is_empty() {
        problems.push(Problem::error("reason.missing", "reason"));
    }
    let one_of_them = accepted.is_some_and(|side| found.statements.iter().flatten().any(|key| key == side));
    match verdict {
        Verdict::Accepted if !one_of_them => {
            problems.push(Problem::error("discrepancy.side_missing", "accepted"));
        }
        Verdict::Rejected => problems.push(Problem::error("word.unknown", "verdict").with(verdict)),
        Verdict::Accepted | Verdict::BothHold => {}
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    let decision = Decision {
        matter: key.to_owned(),
        verdict,
        accepted: accepted.filter(|_| verdict == Verdict::Accepted).map(str::to_owned),
        reason: reason.trim().to_owned(),
    };
    desk.write(Operation::Resolve, reason.trim(), vec![decision.row()])
}

/// Says that two names are one indicator, or no longer.
pub fn same_name(desk: &mut Desk, one: &str, other: &str, same: bool) -> Result<(), AppError> {
    let Some(names) = SameName::of(one, other) else {
        return Err(AppError::refused(Problem::error("names.not_two", "b")));
    };
    let known = desk.book()?.same_names.contains(&names);
    match (same, known) {
        (true, false) => desk.write(Operation::Identify, "", vec![names.row()]),
        (false, true) => {
            desk.write(Operation::Identify, "", vec![DraftRow::retract(RowKind::SameAs, names.key())])
        }
        _ => Ok(()),
    }
}
