//! Newer versions of a document: which of its passages changed, and what hangs on them.

use domain::documents::{Document, Excerpt, Observation, Span};
use domain::kernel::{DocumentId, ExcerptId, Problem};
use domain::ledger::Operation;
use domain::targets::Target;
use reading::{Counterpart, counterparts};

use crate::rows::AsRow;
use crate::{AppError, Book, Desk};

/// A passage of the older version on which something hangs, and what became of it.
#[derive(Clone, Debug)]
pub struct PassageChange {
    /// The passage.
    pub excerpt: Excerpt,
    /// What became of it.
    pub now: Counterpart,
    /// Targets that hang on it.
    pub targets: Vec<Target>,
    /// Outcomes that hang on it.
    pub outcomes: Vec<Observation>,
}

/// A document already there of which a text seems to be a newer version: the same number or the same title.
pub fn earlier(
    desk: &mut Desk,
    title: Option<&str>,
    doc_number: Option<&str>,
) -> Result<Option<DocumentId>, AppError> {
    let alike = |own: Option<&str>, other: Option<&str>| matches!((own, other), (Some(a), Some(b)) if a == b);
    let book = desk.book()?;
    let mut versions: Vec<&Document> = book
        .documents
        .values()
        .filter(|document| {
            alike(document.doc_number.as_deref(), doc_number) || alike(Some(&document.title), title)
        })
        .collect();
    versions.sort_by_key(|document| (replaced(book, &document.id), document.issued_on));
    Ok(versions.iter().rfind(|document| !replaced(book, &document.id)).map(|document| document.id.clone()))
}

/// Whether there is a newer version of a document.
fn replaced(book: &Book, id: &DocumentId) -> bool {
    book.documents.values().any(|document| document.replaces.as_ref() == Some(id))
}

/// What became of the passages of the version before, those that changed or are gone first.
pub fn changes(desk: &mut Desk, document: &DocumentId) -> Result<Vec<PassageChange>, AppError> {
    let book = desk.book()?;
    let document = book.document(document)?;
    let Some(older) = &document.replaces else { return Ok(Vec::new()) };
    let excerpts: Vec<&Excerpt> =
        book.excerpts.values().filter(|excerpt| &excerpt.document == older).collect();
    let quotes: Vec<&str> = excerpts.iter().map(|excerpt| excerpt.quote.as_str()).collect();
    let mut changes: Vec<PassageChange> = excerpts
        .iter()
        .zip(counterparts(&quotes, &document.text))
        .map(|(excerpt, now)| PassageChange {
            excerpt: (*excerpt).clone(),
            now,
            targets: hanging(book, &excerpt.id),
            outcomes: book.observations.values().filter(|o| o.excerpt == excerpt.id).cloned().collect(),
        })
        .filter(|change| !change.targets.is_empty() || !change.outcomes.is_empty())
        .collect();
    changes.sort_by_key(|change| (matches!(change.now, Counterpart::Same(_)), change.excerpt.span));
    Ok(changes)
}

/// The versions of targets that hang on a passage.
fn hanging(book: &Book, excerpt: &ExcerptId) -> Vec<Target> {
    let versions = book.targets.values().filter_map(|versions| versions.last());
    versions.filter(|target| target.excerpt.as_ref() == Some(excerpt)).cloned().collect()
}

/// Hangs what stands word for word in the newer version on that version; what changed stays where it is, for a
/// person to adopt anew. Answers how many targets and outcomes moved.
pub fn carry_over(desk: &mut Desk, document: &DocumentId) -> Result<usize, AppError> {
    let changes = changes(desk, document)?;
    let text = desk.book()?.document(document)?.text.clone();
    let mut rows = Vec::new();
    let mut moved = 0;
    for change in changes {
        let Counterpart::Same(span) = change.now else { continue };
        let Some(excerpt) = excerpt(document, &text, span) else {
            return Err(AppError::refused(Problem::error("excerpt.outside", "passage")));
        };
        moved += change.targets.len() + change.outcomes.len();
        let id = excerpt.id.clone();
        rows.push(excerpt.row());
        rows.extend(change.targets.into_iter().map(|t| Target { excerpt: Some(id.clone()), ..t }.row()));
        rows.extend(change.outcomes.into_iter().map(|o| Observation { excerpt: id.clone(), ..o }.row()));
    }
    desk.write(Operation::Revise, "", rows)?;
    Ok(moved)
}

fn excerpt(document: &DocumentId, text: &str, span: Span) -> Option<Excerpt> {
    Some(Excerpt {
        id: Excerpt::id_at(document, span),
        document: document.clone(),
        span,
        quote: span.of(text)?.to_owned(),
    })
}
