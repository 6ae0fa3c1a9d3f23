//! Makes a target or an outcome of a passage. What is unresolved is refused (domain-guide §2.8):
//! nothing is adopted with a guess in it.

use std::collections::{BTreeMap, BTreeSet};

use domain::documents::{Excerpt, Observation, Span, Time};
use domain::kernel::{
    Decimal, DocumentId, ExcerptId, IndicatorId, OrgUnitId, Problem, Qualifier, TargetId, Uom,
};
use domain::ledger::Operation;
use domain::programmes::Indicator;
use domain::targets::{Comparator, Coverage, Recurrence, Schedule, Target, TargetKind};
use store::DraftRow;

use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// Which indicator a passage speaks of.
#[derive(Clone, Debug)]
pub enum WhichIndicator {
    /// One that is there.
    Existing(IndicatorId),
    /// A new one; its id is made here if it is empty.
    New(Box<Indicator>),
}

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
    let mut new = NewIndicators::new();
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

/// Indicators that come with the statements of one entry, by name and unit of measure.
type NewIndicators = BTreeMap<(String, Uom), IndicatorId>;

fn target_rows(
    desk: &mut Desk,
    adoption: Adoption,
    draft: TargetDraft,
    new: &mut NewIndicators,
) -> Result<(Vec<DraftRow>, String), AppError> {
    let (mut rows, indicator, excerpt) = ground(desk, adoption, new)?;
    let coverage = draft.coverage.map(|rule| match rule.indicator.as_str() {
        "" => Coverage { indicator: indicator.clone(), ..rule },
        _ => rule,
    });
    let target = Target {
        id: if draft.id.as_str().is_empty() { TargetId::new(desk.new_id("t")) } else { draft.id },
        indicator,
        excerpt: Some(excerpt),
        coverage,
        ..draft
    };
    let problems = unresolved(&target, desk.book()?);
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
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
    if !desk.book()?.units.contains_key(&draft.org_unit) {
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
    let indicator = match adoption.indicator {
        WhichIndicator::Existing(indicator) => book.indicator(&indicator)?.id.clone(),
        WhichIndicator::New(indicator) => {
            let problems = incomplete(&indicator);
            if !problems.is_empty() {
                return Err(AppError::Refused(problems));
            }
            let name = (indicator.name.clone(), indicator.uom.clone());
            match new.get(&name) {
                Some(made) => made.clone(),
                None => {
                    let id = match indicator.id.as_str() {
                        "" => IndicatorId::new(desk.new_id("i")),
                        _ => indicator.id.clone(),
                    };
                    new.insert(name, id.clone());
                    rows.push(Indicator { id: id.clone(), ..*indicator }.row());
                    id
                }
            }
        }
    };
    Ok((rows, indicator, id))
}

fn incomplete(indicator: &Indicator) -> Vec<Problem> {
    let mut problems = Vec::new();
    if indicator.name.trim().is_empty() {
        problems.push(Problem::error("indicator.name_missing", "indicator"));
    }
    if indicator.decimals > 8 {
        problems.push(Problem::error("indicator.decimals", "indicator").with(indicator.decimals));
    }
    problems
}

/// What keeps a target from being put in force.
pub(crate) fn unresolved(target: &Target, book: &Book) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut lacks = |code: &'static str, place: &str, missing: bool| {
        if missing {
            problems.push(Problem::error(code, place));
        }
    };
    lacks("unit.unknown", "org_unit", !book.units.contains_key(&target.org_unit));
    let needs_value = !matches!(target.comparator, Comparator::Done | Comparator::NoEvent)
        && target.kind != TargetKind::ClearToZero;
    lacks("target.value_missing", "value", needs_value && target.value.is_none());
    lacks(
        "target.value2_missing",
        "value2",
        target.comparator == Comparator::Between && target.value2.is_none(),
    );
    let upside_down = matches!((target.value, target.value2), (Some(low), Some(high)) if low > high);
    lacks("target.range_upside_down", "value2", upside_down);
    let about = target.comparator == Comparator::Approx || target.kind == TargetKind::Approx;
    lacks("target.tolerance_missing", "tolerance", about && target.tolerance.is_none());
    let from_baseline = matches!(target.kind, TargetKind::Change);
    lacks("target.baseline_missing", "baseline", from_baseline && target.baseline.is_none());
    lacks(
        "target.coverage_missing",
        "coverage",
        target.kind == TargetKind::Coverage && target.coverage.is_none(),
    );
    let open = target.deadline.is_none() && target.recurrence.is_none();
    let timeless = matches!(target.kind, TargetKind::Keep | TargetKind::NoEvent | TargetKind::Range);
    lacks("target.deadline_missing", "deadline", open && !timeless);
    let backwards = matches!((target.from, target.deadline), (Some(from), Some(to)) if from > to);
    lacks("target.window_upside_down", "deadline", backwards);
    let endless = target.recurrence == Some(Recurrence::Year) && target.from.is_none();
    lacks("target.from_missing", "from", endless);
    let empty_curve = matches!(&target.schedule, Schedule::Curve(points) if points.is_empty());
    lacks("target.schedule_missing", "schedule", empty_curve);
    problems
}
