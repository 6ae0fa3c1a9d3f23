//! A span of a document with its verbatim words.

use crate::kernel::{DocumentId, ExcerptId, FieldError, Fields};

/// A range of characters, end exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last.
    pub end: usize,
}

impl Span {
    /// The characters of the span, if it lies in the text.
    pub fn of(self, text: &str) -> Option<&str> {
        let mut bounds = text.char_indices().map(|(at, _)| at).chain([text.len()]);
        let start = bounds.nth(self.start)?;
        let end = match self.end.checked_sub(self.start)? {
            0 => start,
            more => bounds.nth(more - 1)?,
        };
        text.get(start..end)
    }

    /// Where the n-th occurrence (from 1) of a quote stands in a text.
    pub fn find(text: &str, quote: &str, occurrence: usize) -> Option<Self> {
        let (at, _) = text.match_indices(quote).nth(occurrence.checked_sub(1)?)?;
        let start = text.get(..at)?.chars().count();
        Some(Self { start, end: start + quote.chars().count() })
    }
}

/// A passage that a target or an observation hangs on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The id.
    pub id: ExcerptId,
    /// The document it stands in.
    pub document: DocumentId,
    /// Where.
    pub span: Span,
    /// The words that stand there; compared with the document to see whether the text changed.
    pub quote: String,
}

impl Excerpt {
    /// The id of the passage at a place: the same place is the same passage.
    pub fn id_at(document: &DocumentId, span: Span) -> ExcerptId {
        ExcerptId::new(format!("{document}:{}-{}", span.start, span.end))
    }

    /// The content of its row.
    pub fn to_fields(&self) -> Fields {
        let mut fields = Fields::new();
        fields
            .set("document", &self.document)
            .set("start", self.span.start)
            .set("end", self.span.end)
            .set("quote", &self.quote);
        fields
    }

    /// Reads a row.
    pub fn from_fields(id: &str, fields: &Fields) -> Result<Self, FieldError> {
        Ok(Self {
            id: ExcerptId::new(id),
            document: fields.parse("document")?,
            span: Span { start: fields.parse("start")?, end: fields.parse("end")? },
            quote: fields.need("quote")?.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_count_characters_not_bytes() {
        let text = "今年在400个村开展𠮷治理";
        for (start, end, expected) in [
            (0, 2, Some("今年")),
            (3, 8, Some("400个村")),
            (10, 11, Some("𠮷")),
            (0, 13, Some(text)),
            (13, 13, Some("")),
            (2, 99, None),
            (5, 4, None),
        ] {
            assert_eq!(Span { start, end }.of(text), expected, "{start}..{end}");
        }
    }

    #[test]
    fn a_quote_is_found_by_its_occurrence() {
        let text = "甲12乙12丙";
        assert_eq!(Span::find(text, "12", 1), Some(Span { start: 1, end: 3 }));
        assert_eq!(Span::find(text, "12", 2), Some(Span { start: 4, end: 6 }));
        assert_eq!(Span::find(text, "12", 3), None);
        assert_eq!(Span::find(text, "12", 0), None);
    }
}
