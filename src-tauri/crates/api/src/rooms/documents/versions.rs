//! Newer versions of a document.

use app::documents::{self, PassageChange};
use domain::documents::Span;
use domain::kernel::DocumentId;
use reading::Counterpart;

use super::{changed, date, outcome_ref, target_ref};
use crate::rooms::{assessment, print};
use crate::wire::documents::{CarryOverRequest, DocumentRequest, Passage, PassageChangeView};
use crate::wire::ledger::Changed;
use crate::{Session, WireError};

pub fn changes(session: &Session, request: DocumentRequest) -> Result<Vec<PassageChangeView>, WireError> {
    session.with_desk(|desk| {
        let as_of = date("as_of", &request.as_of)?;
        let newer = DocumentId::new(&request.document);
        let found = documents::changes(desk, &newer)?;
        let statuses = assessment::statuses(desk, as_of)?;
        let book = desk.book()?;
        let tree = book.tree(as_of);
        let text = &book.document(&newer)?.text;
        Ok(found
            .iter()
            .map(|change| {
                let targets =
                    change.targets.iter().filter_map(|target| target_ref(book, &tree, &statuses, target));
                let outcomes = change.outcomes.iter().filter_map(|outcome| outcome_ref(book, &tree, outcome));
                PassageChangeView { refs: targets.chain(outcomes).collect(), ..view(change, &newer, text) }
            })
            .collect())
    })
}

fn view(change: &PassageChange, newer: &DocumentId, text: &str) -> PassageChangeView {
    let (word, now) = match change.now {
        Counterpart::Same(span) => ("same", Some(span)),
        Counterpart::Changed(span) => ("changed", Some(span)),
        Counterpart::Gone => ("gone", None),
    };
    let passage = |span: Span| Passage {
        document: newer.to_string(),
        start: print::count(span.start),
        end: print::count(span.end),
    };
    PassageChangeView {
        quote: change.excerpt.quote.clone(),
        document: change.excerpt.document.to_string(),
        start: print::count(change.excerpt.span.start),
        end: print::count(change.excerpt.span.end),
        change: word.into(),
        now: now.map(passage),
        now_quote: now.and_then(|span| span.of(text)).map(str::to_owned),
        refs: Vec::new(),
    }
}

pub fn carry_over(session: &Session, request: CarryOverRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        documents::carry_over(desk, &DocumentId::new(&request.document))?;
        Ok(changed(&["documents", "targets"], [request.document]))
    })
}
