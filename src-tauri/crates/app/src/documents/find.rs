//! Finds words in all documents, however they are written.

use domain::documents::Span;
use domain::kernel::DocumentId;
use reading::Findable;

use crate::{AppError, Desk};

/// Words found in a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundWords {
    /// The document.
    pub document: DocumentId,
    /// Where.
    pub span: Span,
    /// The sentence around them.
    pub sentence: Span,
}

/// The most places that are answered.
const MOST: usize = 300;

/// Where words stand in the documents, the newest document first.
pub fn find(desk: &mut Desk, words: &str) -> Result<Vec<FoundWords>, AppError> {
    let book = desk.book()?;
    let mut documents: Vec<_> = book.documents.values().collect();
    documents.sort_by(|a, b| (&b.issued_on, &a.title).cmp(&(&a.issued_on, &b.title)));
    let mut found = Vec::new();
    for document in documents {
        let places = Findable::new(&document.text).find(words);
        let sentences = if places.is_empty() { Vec::new() } else { reading::sentences(&document.text) };
        for span in places {
            let around = sentences.iter().find(|s| s.start <= span.start && span.start < s.end);
            let sentence = around.map_or(span, |s| Span { start: s.start, end: s.end.max(span.end) });
            found.push(FoundWords { document: document.id.clone(), span, sentence });
            if found.len() == MOST {
                return Ok(found);
            }
        }
    }
    Ok(found)
}
