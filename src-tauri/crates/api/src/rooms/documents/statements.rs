//! What reading proposes, as the window fills its forms: drafts to typed texts.

use app::documents::{self, OutcomeProposal, Proposal, Standing, TargetProposal};
use app::{AppError, Book};
use domain::documents::{Span, Time};
use domain::kernel::{DocumentId, Problem};
use domain::org::Tree;
use domain::targets::{Coverage, Target, Threshold};

use super::adopt::span;
use super::date;
use crate::rooms::print::{self, plain};
use crate::rooms::{programmes, targets};
use crate::wire::documents::{
    AdoptOutcome, AdoptTarget, AdoptedRef, DocumentRequest, Passage, PassageProposal, QuantityView,
    StatementView,
};
use crate::wire::ledger::ProblemView;
use crate::{Session, WireError};

pub fn statements(session: &Session, request: DocumentRequest) -> Result<Vec<StatementView>, WireError> {
    session.with_desk(|desk| {
        let as_of = date("as_of", &request.as_of)?;
        let document = DocumentId::new(&request.document);
        let found = documents::statements(desk, &document)?;
        let book = desk.book()?;
        let tree = book.tree(as_of);
        found.into_iter().map(|proposal| view(book, &tree, &request.document, proposal)).collect()
    })
}

pub fn propose_passage(session: &Session, passage: Passage) -> Result<PassageProposal, WireError> {
    session.with_desk(|desk| {
        let today = desk.today();
        let found = documents::passage(desk, &DocumentId::new(&passage.document), span(&passage))?;
        let book = desk.book()?;
        let quantities = found.quantities.iter().map(|quantity| QuantityView {
            text: quantity.text.clone(),
            value: plain(quantity.value),
            uom: quantity.uom.to_string(),
            comparator: quantity.comparator.code().to_owned(),
            qualifier: quantity.qualifier.to_string(),
        });
        Ok(PassageProposal {
            quantities: quantities.collect(),
            org_unit_name: unit_name(&book.tree(today), &found.target.target),
            target: target(book, passage.clone(), &found.target)?,
            outcome: outcome(passage, &found.outcome),
            likely: found.likely.iter().map(ToString::to_string).collect(),
            quote: found.quote,
            sentence: found.sentence,
        })
    })
}

fn view(book: &Book, tree: &Tree, document: &str, found: Proposal) -> Result<StatementView, WireError> {
    let Span { start, end } = found.statement.span;
    let passage =
        Passage { document: document.to_owned(), start: print::count(start), end: print::count(end) };
    let is_target = found.is_target();
    let which = if is_target { &found.target.indicator } else { &found.outcome.indicator };
    let name = which.described(book)?.name.clone();
    let place = unit_name(tree, &found.target.target);
    let mut summary =
        if is_target { vec![goal(book, &found.target)?] } else { vec![measured(&found.outcome)] };
    summary.extend(if is_target {
        due(&found.target.target)
    } else {
        Some(print::time(&found.outcome.outcome.time))
    });
    summary.extend(place.clone());
    let (standing, adopted, reason) = match found.standing {
        Standing::Open => ("open", None, None),
        Standing::Target(id) => {
            ("adopted", Some(AdoptedRef { kind: "target".into(), id: id.to_string() }), None)
        }
        Standing::Outcome(id) => ("adopted", Some(AdoptedRef { kind: "outcome".into(), id }), None),
        Standing::Rejected(reason) => ("rejected", None, Some(reason)),
    };
    Ok(StatementView {
        key: found.key,
        kind: if is_target { "target" } else { "outcome" }.into(),
        start: passage.start,
        end: passage.end,
        quote: found.statement.quote,
        name,
        summary: summary.join(" · "),
        standing: standing.into(),
        adopted,
        reason,
        target: target(book, passage.clone(), &found.target)?,
        target_lacks: problems(&found.target.lacks),
        outcome: outcome(passage, &found.outcome),
        outcome_lacks: problems(&found.outcome.lacks),
        org_unit_name: place,
        likely: found.likely.iter().map(ToString::to_string).collect(),
        rules: found.statement.rules.iter().map(|&rule| rule.to_owned()).collect(),
    })
}

fn problems(problems: &[Problem]) -> Vec<ProblemView> {
    problems.iter().map(ProblemView::from).collect()
}

fn unit_name(tree: &Tree, target: &Target) -> Option<String> {
    Some(tree.name(&target.org_unit).to_owned()).filter(|_| !target.org_unit.as_str().is_empty())
}

fn goal(book: &Book, found: &TargetProposal) -> Result<String, AppError> {
    let indicator = found.indicator.described(book)?;
    let goal = print::stated(&found.target, indicator);
    let Some(Coverage { comparator, threshold: Threshold::One(low), threshold2, .. }) =
        &found.target.coverage
    else {
        return Ok(goal);
    };
    let rule = match threshold2 {
        Some(high) => format!("{}—{}", print::decimal(*low), print::decimal(*high)),
        None => format!("{} {}", comparator.word(), print::decimal(*low)),
    };
    Ok(format!("{rule}{}：{goal}", indicator.uom))
}

fn measured(found: &OutcomeProposal) -> String {
    let outcome = &found.outcome;
    format!("{}{}{}", print::qualifier(outcome.qualifier), print::decimal(outcome.value), outcome.uom)
}

fn due(target: &Target) -> Option<String> {
    match (target.recurrence, target.deadline) {
        (Some(recurrence), _) => Some(recurrence.word().to_owned()),
        (None, Some(day)) => Some(format!("{}前", print::day(day))),
        (None, None) => None,
    }
}

fn target(book: &Book, passage: Passage, found: &TargetProposal) -> Result<AdoptTarget, WireError> {
    Ok(AdoptTarget { passage, draft: targets::draft_of(book, &found.indicator, &found.target)? })
}

fn outcome(passage: Passage, found: &OutcomeProposal) -> AdoptOutcome {
    let outcome = &found.outcome;
    let mut draft = AdoptOutcome {
        passage,
        indicator: programmes::choice_of(&found.indicator),
        org_unit: outcome.org_unit.to_string(),
        value: plain(outcome.value),
        uom: outcome.uom.to_string(),
        qualifier: outcome.qualifier.to_string(),
        as_of: None,
        period: None,
        deadline: None,
        from: None,
        to: None,
        note: outcome.note.clone(),
    };
    match &outcome.time {
        Time::AsOf(day) => draft.as_of = Some(day.to_string()),
        Time::Period(period) => draft.period = Some(period.to_string()),
        Time::Annual => draft.period = Some("annual".into()),
        Time::Deadline(day) => draft.deadline = Some(day.to_string()),
        Time::Span(from, to) => {
            draft.from = Some(from.to_string());
            draft.to = to.map(|day| day.to_string());
        }
        Time::Open => {}
    }
    draft
}
