//! What a text or a passage may say, for a person to confirm. Nothing is written.

use domain::documents::Span;
use domain::kernel::{Decimal, DocumentId, IndicatorId, OrgUnitId, Problem, Uom};
use domain::targets::Comparator;
use reading::{Accumulation, Heading, Kind, Quantity, Statement, Time, Value};

use super::draft::{Ground, OutcomeProposal, TargetProposal, UnitNames};
use super::statements::OFFERED;
use crate::{AppError, Desk};

/// The longest name made of the words of a passage.
const LONGEST_NAME: usize = 30;

/// What the head of a text says about itself.
pub fn heading(text: &str) -> Heading {
    reading::heading(text)
}

/// The unit a text speaks of, as its title, its issuer or its beginning names it.
pub fn unit_of(desk: &mut Desk, heading: &Heading, text: &str) -> Result<Option<OrgUnitId>, AppError> {
    let letters: Vec<char> = text.chars().collect();
    let word =
        |part: &Option<reading::Proposed<String>>| part.as_ref().map_or("", |p| p.value.as_str()).to_owned();
    Ok(UnitNames::new(desk.book()?).of_document(&word(&heading.title), &word(&heading.issuer), &letters))
}

/// What a passage may say.
pub struct Passage {
    /// The verbatim words.
    pub quote: String,
    /// The sentence around them.
    pub sentence: String,
    /// The quantities in them.
    pub quantities: Vec<Quantity>,
    /// What it would be as a target.
    pub target: TargetProposal,
    /// What it would be as an outcome.
    pub outcome: OutcomeProposal,
    /// Indicators whose names are like the words, the likest first.
    pub likely: Vec<IndicatorId>,
}

/// Reads a passage that a person chose: as the statement that reading finds in it, or by its first figure.
pub fn passage(desk: &mut Desk, document: &DocumentId, span: Span) -> Result<Passage, AppError> {
    let found = desk.reading(document)?;
    let book = desk.book()?;
    let document = book.document(document)?;
    let quote = span
        .of(&document.text)
        .ok_or_else(|| AppError::refused(Problem::error("excerpt.outside", "passage")))?
        .to_owned();
    let ground = Ground::new(book, document);
    let sentence = ground.words(ground.sentence(span));
    let quantities = reading::quantities(&quote);
    let shared = |statement: &Statement| {
        statement.span.end.min(span.end).saturating_sub(statement.span.start.max(span.start))
    };
    let inside = found.iter().rev().filter(|statement| shared(statement) > 0).max_by_key(|s| shared(s));
    let statement = match inside {
        Some(statement) => statement.clone(),
        None => by_hand(span, &quote, &sentence, quantities.first(), document.issued_on),
    };
    Ok(Passage {
        target: ground.target(&statement),
        outcome: ground.outcome(&statement),
        likely: ground.likely(&statement.indicator, OFFERED),
        quote,
        sentence,
        quantities,
    })
}

/// A statement of words in which reading finds none.
fn by_hand(
    span: Span,
    quote: &str,
    sentence: &str,
    quantity: Option<&Quantity>,
    issued_on: Option<domain::kernel::Date>,
) -> Statement {
    let name = match quantity {
        Some(quantity) => quote.replacen(&quantity.text, "", 1),
        None => quote.to_owned(),
    };
    let one = |value: Decimal, high: Option<Decimal>| match high {
        Some(high) => Value::Range(value, high),
        None => Value::One(value),
    };
    let zero = Value::One(Decimal::ZERO);
    let deadline = reading::deadline(sentence, issued_on).and_then(|window| window.to);
    let rate = quantity.is_some_and(|quantity| quantity.uom.is_percent());
    let value = quantity.map_or(zero, |quantity| one(quantity.value, quantity.high));
    let uom = quantity.map_or(Uom::new(""), |quantity| quantity.uom.clone());
    // A plain number in a plan is a lower bound (domain-guide §2.10).
    let comparator = match quantity.map(|quantity| quantity.comparator) {
        None => Comparator::Done,
        Some(Comparator::Eq) => Comparator::Gte,
        Some(comparator) => comparator,
    };
    Statement {
        span,
        quote: quote.to_owned(),
        kind: Kind::Target,
        indicator: name.trim().chars().take(LONGEST_NAME).collect(),
        value,
        uom: uom.clone(),
        base: value,
        uom_base: uom,
        comparator,
        scope: None,
        time: deadline.map(Time::Deadline),
        time_text: None,
        accumulation: if rate { Accumulation::Rate } else { Accumulation::Period },
        coverage_of: None,
        flags: Vec::new(),
        rules: Vec::new(),
    }
}
