//! What a text or a passage may say, for a person to confirm. Nothing is written.

use domain::documents::{Document, Span};
use domain::kernel::{Date, DocumentId, IndicatorId, OrgUnitId, Problem};
use reading::{Heading, Quantity};

use crate::{AppError, Book, Desk};

/// How many indicators with a like name are offered.
const OFFERED: usize = 5;

/// What the head of a text says about itself.
pub fn heading(text: &str) -> Heading {
    reading::heading(text)
}

/// What a passage may say.
pub struct Passage {
    /// The verbatim words.
    pub quote: String,
    /// The sentence around them.
    pub sentence: String,
    /// The quantities in them.
    pub quantities: Vec<Quantity>,
    /// Likely the first day.
    pub from: Option<Date>,
    /// Likely the deadline.
    pub deadline: Option<Date>,
    /// Indicators whose names are like the words, the likest first.
    pub indicators: Vec<IndicatorId>,
    /// The unit it most likely speaks of.
    pub org_unit: Option<OrgUnitId>,
}

/// Reads a passage of a document.
pub fn passage(desk: &mut Desk, document: &DocumentId, span: Span) -> Result<Passage, AppError> {
    let book = desk.book()?;
    let document = book.document(document)?;
    let quote = span
        .of(&document.text)
        .ok_or_else(|| AppError::refused(Problem::error("excerpt.outside", "passage")))?
        .to_owned();
    let around = reading::sentences(&document.text)
        .into_iter()
        .find(|sentence| sentence.start <= span.start && span.start < sentence.end)
        .map_or(span, |sentence| Span { start: sentence.start, end: sentence.end.max(span.end) });
    let sentence = around.of(&document.text).unwrap_or(&quote).to_owned();
    let window = reading::deadline(&sentence, document.issued_on);
    let mut likely: Vec<(usize, &IndicatorId)> = book
        .indicators
        .values()
        .map(|indicator| (reading::likeness(&indicator.name, &quote), &indicator.id))
        .filter(|(likeness, _)| *likeness > 0)
        .collect();
    likely.sort_by_key(|(likeness, _)| std::cmp::Reverse(*likeness));
    Ok(Passage {
        quantities: reading::quantities(&quote),
        from: window.as_ref().and_then(|window| window.from),
        deadline: window.and_then(|window| window.to),
        indicators: likely.into_iter().take(OFFERED).map(|(_, id)| id.clone()).collect(),
        org_unit: likely_unit(book, &sentence, document),
        quote,
        sentence,
    })
}

/// The widest unit named in the sentence, or in the document's title or issuer.
fn likely_unit(book: &Book, sentence: &str, document: &Document) -> Option<OrgUnitId> {
    let issuer = document.issuer.as_deref().unwrap_or("");
    [sentence, &document.title, issuer].into_iter().find_map(|text| {
        book.units
            .values()
            .filter(|unit| text.contains(&unit.name) || unit.aliases.iter().any(|alias| text.contains(alias)))
            .min_by_key(|unit| (unit.level, std::cmp::Reverse(unit.name.len())))
            .map(|unit| unit.id.clone())
    })
}
