//! What the window sends when passages are adopted: typed texts to drafts.

use app::Book;
use app::documents::{self, Adoption, OutcomeDraft, Statement};
use app::programmes::WhichIndicator;
use domain::documents::{Span, Time};
use domain::kernel::{DocumentId, OrgUnitId, Problem, Uom, read_figure_in};

use super::{changed, date, given, optional_date, refused, word};
use crate::rooms::{programmes, targets};
use crate::wire::documents::{AdoptItem, AdoptOutcome, AdoptRequest, JudgeRequest, Passage};
use crate::wire::ledger::{Changed, ProblemView};
use crate::{ErrorCode, Session, WireError};

pub fn adopt(session: &Session, request: AdoptRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let mut drafts = Vec::with_capacity(request.items.len());
        let mut problems = Vec::new();
        for (number, item) in request.items.iter().enumerate() {
            match draft(book, item) {
                Ok(draft) => drafts.push(draft),
                Err(error) if error.code == ErrorCode::Refused => {
                    problems.extend(error.problems.into_iter().map(|problem| ProblemView {
                        place: format!("{number}.{}", problem.place),
                        ..problem
                    }))
                }
                Err(other) => return Err(other),
            }
        }
        if !problems.is_empty() {
            return Err(WireError { problems, ..WireError::new(ErrorCode::Refused) });
        }
        let ids = documents::adopt(desk, drafts)?;
        Ok(changed(&["documents", "targets", "programmes", "assessment"], ids))
    })
}

pub fn judge(session: &Session, request: JudgeRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let document = DocumentId::new(&request.document);
        match request.rejected {
            true => documents::reject(desk, &document, &request.statements, &request.reason)?,
            false => documents::reopen(desk, &document, &request.statements)?,
        }
        Ok(changed(&["documents"], request.statements))
    })
}

fn draft(book: &Book, item: &AdoptItem) -> Result<Statement, WireError> {
    match item {
        AdoptItem::Target(target) => {
            let (which, draft) = targets::read_draft(book, &target.draft)?;
            Ok(Statement::Target(adoption(&target.passage, which), Box::new(draft)))
        }
        AdoptItem::Outcome(outcome) => {
            let which = programmes::which_indicator(&outcome.indicator)?;
            Ok(Statement::Outcome(adoption(&outcome.passage, which), outcome_draft(outcome)?))
        }
    }
}

fn outcome_draft(request: &AdoptOutcome) -> Result<OutcomeDraft, WireError> {
    let uom = Uom::new(&request.uom);
    let value = read_figure_in(&request.value, &uom)
        .map_err(|problem| refused(Problem { place: "value".into(), ..problem }))?;
    let day = |place: &str, text: &Option<String>| optional_date(place, text.as_deref());
    let time = match (&request.as_of, request.period.as_deref()) {
        (Some(text), _) => Time::AsOf(date("as_of", text)?),
        (None, Some("annual")) => Time::Annual,
        (None, Some(period)) => Time::Period(
            period
                .parse()
                .map_err(|_| refused(Problem::error("period.unreadable", "period").with(period)))?,
        ),
        (None, None) => match (day("deadline", &request.deadline)?, day("from", &request.from)?) {
            (Some(deadline), _) => Time::Deadline(deadline),
            (None, Some(from)) => Time::Span(from, day("to", &request.to)?),
            (None, None) => Time::Open,
        },
    };
    Ok(OutcomeDraft {
        org_unit: OrgUnitId::new(&request.org_unit),
        time,
        value,
        uom,
        qualifier: word("qualifier", &request.qualifier)?,
        note: given(request.note.clone()),
    })
}

fn adoption(passage: &Passage, indicator: WhichIndicator) -> Adoption {
    Adoption { document: DocumentId::new(&passage.document), span: span(passage), indicator }
}

pub(super) fn span(passage: &Passage) -> Span {
    Span { start: passage.start as usize, end: passage.end as usize }
}
