//! Figures of documents held against each other, and words found in them.

use app::documents::{self, Discrepancy};
use app::{AppError, Book};
use domain::documents::Span;
use domain::kernel::{Decimal, DocumentId, convert};
use reading::{Side, Value};

use super::{changed, word};
use crate::rooms::print;
use crate::wire::documents::{
    DecideRequest, DiscrepanciesRequest, DiscrepancyView, FoundWordsView, SameNameRequest, SideView,
};
use crate::wire::ledger::{Changed, SearchRequest};
use crate::{Session, WireError};

pub fn discrepancies(
    session: &Session,
    request: DiscrepanciesRequest,
) -> Result<Vec<DiscrepancyView>, WireError> {
    session.with_desk(|desk| {
        let document = request.document.map(DocumentId::new);
        let found = documents::discrepancies(desk, document.as_ref())?;
        let book = desk.book()?;
        Ok(found.iter().map(|found| view(book, found)).collect::<Result<_, AppError>>()?)
    })
}

fn view(book: &Book, found: &Discrepancy) -> Result<DiscrepancyView, AppError> {
    let finding = &found.finding;
    let first = finding.sides.first();
    let amount = |value: Option<Decimal>| value.map(|value| amount(value, first));
    let decision = found.decision.as_ref();
    let sides = finding.sides.iter().zip(found.documents.iter().zip(&found.statements));
    Ok(DiscrepancyView {
        key: found.key.clone(),
        class: finding.class.code().to_owned(),
        rule: finding.rule.code().to_owned(),
        open: found.is_open(),
        sides: sides
            .map(|(of, (document, statement))| side(book, of, document, statement.clone()))
            .collect::<Result<_, AppError>>()?,
        expected: amount(finding.check.expected),
        found: amount(finding.check.found),
        difference: finding.check.difference.map(|value| {
            let text = match first.is_some_and(|side| side.uom_base.is_percent()) {
                true => format!("{}个百分点", print::decimal(value)),
                false => self::amount(value, first),
            };
            text.replace('-', "−")
        }),
        verdict: decision.map(|decision| decision.verdict.code().to_owned()),
        accepted: decision.and_then(|decision| decision.accepted.clone()),
        reason: decision.map(|decision| decision.reason.clone()),
    })
}

/// A value in the base unit of a side, as that side prints its own.
fn amount(value: Decimal, side: Option<&Side>) -> String {
    let Some(side) = side else { return print::decimal(value) };
    match convert(value, &side.uom_base, &side.uom) {
        Some(value) => format!("{}{}", print::decimal(value), side.uom),
        None => format!("{}{}", print::decimal(value), side.uom_base),
    }
}

fn side(
    book: &Book,
    side: &Side,
    document: &DocumentId,
    statement: Option<String>,
) -> Result<SideView, AppError> {
    let document = book.document(document)?;
    let value = match side.value {
        Value::One(value) => print::decimal(value),
        Value::Range(low, high) => format!("{}—{}", print::decimal(low), print::decimal(high)),
    };
    let words = |span: Span| span.of(&document.text).unwrap_or_default().to_owned();
    Ok(SideView {
        document: document.id.to_string(),
        title: document.title.clone(),
        statement,
        start: print::count(side.span.start),
        end: print::count(side.span.end),
        quote: side.quote.clone(),
        sentence: words(side.sentence),
        sentence_start: print::count(side.sentence.start),
        name: side.indicator.clone(),
        value: format!("{value}{}", side.uom),
        scope: side.scope.clone(),
        time: side.time.map(|time| print::time(&documents::observed(time))),
    })
}

pub fn decide(session: &Session, request: DecideRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let verdict = request.verdict.as_deref().map(|text| word("verdict", text)).transpose()?;
        documents::decide(desk, &request.key, verdict, request.accepted.as_deref(), &request.reason)?;
        Ok(changed(&["documents"], [request.key]))
    })
}

pub fn same_name(session: &Session, request: SameNameRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        documents::same_name(desk, &request.a, &request.b, request.same)?;
        Ok(changed(&["documents"], []))
    })
}

pub fn search(session: &Session, request: SearchRequest) -> Result<Vec<FoundWordsView>, WireError> {
    session.with_desk(|desk| {
        let found = documents::find(desk, &request.text)?;
        let book = desk.book()?;
        found
            .into_iter()
            .map(|found| {
                let document = book.document(&found.document)?;
                Ok(FoundWordsView {
                    document: found.document.to_string(),
                    title: document.title.clone(),
                    start: print::count(found.span.start),
                    end: print::count(found.span.end),
                    sentence: found.sentence.of(&document.text).unwrap_or_default().to_owned(),
                    sentence_start: print::count(found.sentence.start),
                })
            })
            .collect()
    })
}
