//! The figures of a text as `dz quantities` prints them: numbers with their units and bounds, dates
//! and periods, each with the words that stand in the text.

mod bounds;
pub(crate) mod figure;
pub(crate) mod numerals;
pub(crate) mod units;

pub(crate) use bounds::Bound;
use domain::documents::Span;
use domain::kernel::{Date, Decimal, Qualifier, Uom};
use domain::targets::Comparator;

use crate::repair::Repaired;
use crate::times::{self, DocumentTime, Role, Time};
use figure::{Figure, Token};
use units::Class;

/// What a quantity is (`type` of `dz quantities`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuantityKind {
    /// A bare number.
    Number,
    /// A share.
    Percent,
    /// 第3.
    Ordinal,
    /// From one value to another.
    Range,
    /// An amount of money.
    Money,
    /// A number with a unit of measure.
    Measure,
}

impl QuantityKind {
    /// The word of the contract.
    pub fn code(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Percent => "percent",
            Self::Ordinal => "ordinal",
            Self::Range => "range",
            Self::Money => "money",
            Self::Measure => "measure",
        }
    }
}

/// A figure of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Where it stands.
    pub span: Span,
    /// The words that stand there.
    pub text: String,
    /// What it is.
    pub kind: QuantityKind,
    /// The value as printed, in `uom`; the lower end of a range.
    pub value: Decimal,
    /// The upper end of a range.
    pub high: Option<Decimal>,
    /// The unit of measure as printed.
    pub uom: Uom,
    /// The value without 万 and 亿, a share as a fraction.
    pub base: Decimal,
    /// The upper end of a range, likewise.
    pub base_high: Option<Decimal>,
    /// What a target stated so would demand.
    pub comparator: Comparator,
    /// How exactly the value is meant.
    pub qualifier: Qualifier,
}

/// A date or a period of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimePhrase {
    /// Where it stands.
    pub span: Span,
    /// The words that stand there.
    pub text: String,
    /// What it comes to beside the date of the document; none where the text leaves it open.
    pub time: Option<Time>,
}

/// The figures of a text.
pub fn quantities(text: &str) -> Vec<Quantity> {
    let repaired = Repaired::new(text);
    let letters = &repaired.chars;
    let taken: Vec<_> = times::scan(letters, 0..letters.len(), DocumentTime::default())
        .into_iter()
        .filter(|mark| mark.role != Role::Duration)
        .map(|mark| mark.range)
        .collect();
    let original: Vec<char> = text.chars().collect();
    figure::scan(letters, 0..letters.len(), &taken)
        .into_iter()
        .filter_map(|token| match token {
            Token::Figure(figure) => Some(quantity(&repaired, &original, &figure)),
            Token::Damaged(_) => None,
        })
        .collect()
}

/// The dates and periods of a text.
pub fn time_phrases(text: &str, date: Option<Date>) -> Vec<TimePhrase> {
    let repaired = Repaired::new(text);
    let original: Vec<char> = text.chars().collect();
    let known = date.map_or_else(DocumentTime::default, DocumentTime::on);
    times::scan(&repaired.chars, 0..repaired.chars.len(), known)
        .into_iter()
        .map(|mark| {
            let span = repaired.span(mark.range);
            TimePhrase { span, text: words(&original, span), time: mark.time }
        })
        .collect()
}

fn words(original: &[char], span: Span) -> String {
    original.get(span.start..span.end).unwrap_or_default().iter().collect()
}

fn quantity(repaired: &Repaired, original: &[char], figure: &Figure) -> Quantity {
    let span = repaired.span(figure.range.clone());
    let base = |value: Decimal| match figure.unit.as_str() {
        "%" => value.checked_div(Decimal::ONE_HUNDRED).unwrap_or(value).normalize(),
        "‰" => value.checked_div(Decimal::ONE_THOUSAND).unwrap_or(value).normalize(),
        "成" => value.checked_div(Decimal::TEN).unwrap_or(value).normalize(),
        _ => figure.base_of(value),
    };
    let kind = match figure.class {
        _ if figure.ordinal => QuantityKind::Ordinal,
        _ if figure.high.is_some() => QuantityKind::Range,
        Class::Percent => QuantityKind::Percent,
        Class::Money => QuantityKind::Money,
        Class::Bare => QuantityKind::Number,
        _ => QuantityKind::Measure,
    };
    Quantity {
        span,
        text: words(original, span),
        kind,
        value: figure.value,
        high: figure.high,
        uom: Uom::new(figure.uom()),
        base: base(figure.value),
        base_high: figure.high.map(base),
        comparator: if figure.high.is_some() { Comparator::Between } else { figure.bound.comparator() },
        qualifier: figure.bound.qualifier(),
    }
}
