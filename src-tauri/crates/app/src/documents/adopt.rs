//! Makes a target or an outcome of a passage. What is unresolved is refused (domain-guide §2.8):
//! nothing is adopted with a guess in it.

use std::collections::BTreeSet;

use domain::documents::{Excerpt, Observation, Span, Time};
use domain::kernel::{
    Decimal, DocumentId, ExcerptId, IndicatorId, OrgUnitId, Problem, Qualifier, TargetId, Uom,
};
use domain::ledger::Operation;
use domain::targets::Target;
use store::DraftRow;

use crate::programmes::{NewIndicators, WhichIndicator};
use crate::rows::AsRow;
use crate::targets::{measured_by, ready};
use crate::{AppError, Desk};

/// The passage.
#[derive(Clone, Debug)]
pub struct Adoption {
    /// The document.
    pub document: DocumentId,
    /// Where in it.
    pub span: Span,
    /// What it speaks of.
    pub indicator: WhichIndicator,
}

/// A target before it is adopted: the id, indicator and excerpt in it are filled in here if empty.
pub type TargetDraft = Target;

/// An outcome before it is adopted.
#[derive(Clone, Debug)]
pub struct OutcomeDraft {
    /// Where.
    pub org_unit: OrgUnitId,
    /// When.
    pub time: Time,
    /// The value.
    pub value: Decimal,
    /// The unit of measure as printed.
    pub uom: Uom,
    /// About, more than, ….
    pub qualifier: Qualifier,
    /// A remark.
    pub note: Option<String>,
}

/// A passage and what is made of it.
#[derive(Clone, Debug)]
pub enum Statement {
    /// A target.
    Target(Adoption, Box<TargetDraft>),
    /// An outcome.
    Outcome(Adoption, OutcomeDraft),
}

/// Makes targets and outcomes of passages as one entry: all of them, or none and every reason why, each with
/// the number of its statement before its place. Answers their ids in the order given. Statements that bring
/// the same new indicator share it.
pub fn adopt(desk: &mut Desk, statements: Vec<Statement>) -> Result<Vec<String>, AppError> {
    let mut ids = Vec::with_capacity(statements.len());
    let mut rows: Vec<DraftRow> = Vec::new();
    let mut problems = Vec::new();
    let reason = match statements.as_slice() {
        [Statement::Target(_, draft)] => draft.note.clone().unwrap_or_default(),
        _ => String::new(),
    };
    let mut new = NewIndicators::default();
    for (number, statement) in statements.into_iter().enumerate() {
        let made = match statement {
            Statement::Target(adoption, draft) => target_rows(desk, adoption, *draft, &mut new),
            Statement::Outcome(adoption, draft) => outcome_rows(desk, adoption, draft, &mut new),
        };
        match made {
            Ok((more, id)) => {
                rows.extend(more);
                ids.push(id);
            }
            Err(AppError::Refused(more)) => problems.extend(
                more.into_iter()
                    .map(|problem| Problem { place: format!("{number}.{}", problem.place), ..problem }),
            ),
            Err(other) => return Err(other),
        }
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    // One passage may carry several statements, and brings its excerpt along with each.
    let mut seen = BTreeSet::new();
    rows.retain(|row| seen.insert((row.kind, row.key.clone())));
    desk.write(Operation::Adopt, &reason, rows)?;
    Ok(ids)
}

fn target_rows(
    desk: &mut Desk,
    adoption: Adoption,
    draft: TargetDraft,
    new: &mut NewIndicators,
) -> Result<(Vec<DraftRow>, String), AppError> {
    let (mut rows, indicator, excerpt) = ground(desk, adoption, new)?;
    let id = if draft.id.as_str().is_empty() { TargetId::new(desk.new_id("t")) } else { draft.id.clone() };
    let target = Target { id, excerpt: Some(excerpt), ..measured_by(indicator, draft) };
    ready(&target, desk.book()?)?;
    rows.push(target.row());
    Ok((rows, target.id.to_string()))
}

fn outcome_rows(
    desk: &mut Desk,
    adoption: Adoption,
    draft: OutcomeDraft,
    new: &mut NewIndicators,
) -> Result<(Vec<DraftRow>, String), AppError> {
    let (mut rows, indicator, excerpt) = ground(desk, adoption, new)?;
    if !desk.book()?.units.contains(&draft.org_unit) {
        return Err(AppError::refused(Problem::error("unit.unknown", "org_unit").with(&draft.org_unit)));
    }
    let observation = Observation {
        id: desk.new_id("o"),
        indicator,
        org_unit: draft.org_unit,
        time: draft.time,
        value: draft.value,
        uom: draft.uom,
        qualifier: draft.qualifier,
        excerpt,
        note: draft.note,
    };
    rows.push(observation.row());
    Ok((rows, observation.id))
}

/// The excerpt (the same one for the same span) and the indicator, with the rows that make them.
fn ground(
    desk: &mut Desk,
    adoption: Adoption,
    new: &mut NewIndicators,
) -> Result<(Vec<DraftRow>, IndicatorId, ExcerptId), AppError> {
    let book = desk.book()?;
    let document = book.document(&adoption.document)?;
    let quote = match adoption.span.of(&document.text) {
        Some(quote) if !quote.trim().is_empty() => quote.to_owned(),
        _ => return Err(AppError::refused(Problem::error("excerpt.outside", "passage"))),
    };
    let id = Excerpt::id_at(&adoption.document, adoption.span);
    let mut rows = Vec::new();
    if !book.excerpts.contains_key(&id) {
        let excerpt = Excerpt { id: id.clone(), document: adoption.document, span: adoption.span, quote };
        rows.push(excerpt.row());
    }
    let (indicator, row) = new.settle(desk, adoption.indicator)?;
    rows.extend(row);
    Ok((rows, indicator, id))
}
