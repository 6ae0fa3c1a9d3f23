//! Statements: which figures and coverage words of a text are targets, which are outcomes, and what
//! they are said about. Each lists the rules that fired. A person adopts, edits or rejects them.

mod column;
mod context;
mod coverage;
mod cues;
mod describe;
mod kind;
mod names;
mod page;
mod places;
mod put;
mod read;
mod refuse;
mod rows;
mod sense;
mod table;
mod threshold;
mod when;

use domain::documents::Span;
use domain::kernel::{Date, Decimal, Uom};
use domain::targets::Comparator;

pub use describe::Accumulation;
pub use kind::Kind;
pub use put::time_fields;

use crate::times::Time;

/// The value of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// One value.
    One(Decimal),
    /// From one to another.
    Range(Decimal, Decimal),
}

/// The threshold inside a coverage: 10万元以上村达到70%.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoverageOf {
    /// What is compared with the threshold.
    pub indicator: String,
    /// How.
    pub comparator: Comparator,
    /// The threshold in its base unit.
    pub threshold: Decimal,
    /// The base unit.
    pub uom: Uom,
}

/// A proposed target or outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Where its words stand.
    pub span: Span,
    /// Its words.
    pub quote: String,
    /// Target or outcome.
    pub kind: Kind,
    /// What is measured.
    pub indicator: String,
    /// The value as printed.
    pub value: Value,
    /// The unit as printed.
    pub uom: Uom,
    /// The value without 万 and 亿; per cent stay per cent.
    pub base: Value,
    /// The unit without 万 and 亿.
    pub uom_base: Uom,
    /// How it compares.
    pub comparator: Comparator,
    /// Whose it is.
    pub scope: Option<String>,
    /// When; none where the text leaves it open.
    pub time: Option<Time>,
    /// The words that give the time.
    pub time_text: Option<String>,
    /// How its values add up.
    pub accumulation: Accumulation,
    /// The threshold it counts by.
    pub coverage_of: Option<CoverageOf>,
    /// What a person should look at: damaged, time_open, …
    pub flags: Vec<&'static str>,
    /// The rules that fired.
    pub rules: Vec<&'static str>,
}

impl Statement {
    /// The comparator as the contract writes it.
    pub fn comparator_sign(&self) -> &'static str {
        sign(self.comparator)
    }
}

impl CoverageOf {
    /// The comparator as the contract writes it.
    pub fn comparator_sign(&self) -> &'static str {
        sign(self.comparator)
    }
}

fn sign(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Gte => ">=",
        Comparator::Lte => "<=",
        Comparator::Eq | Comparator::Done | Comparator::NoEvent => "=",
        Comparator::Approx => "~",
        Comparator::Between => "range",
        Comparator::Gt => ">",
        Comparator::Lt => "<",
    }
}

/// A number that says nothing which could be a target or an outcome, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassedOver {
    /// Where it stands.
    pub span: Span,
    /// Its words.
    pub quote: String,
    /// The rule: a name, an ordinal, a threshold, a count of the text's own points.
    pub rule: &'static str,
}

/// The numbers that `extract` passes over.
pub fn passed_over(text: &str, date: Option<Date>) -> Vec<PassedOver> {
    read::read(text, date).1
}

/// The statements of a text. The date is that of the document; without one it is read from the text.
pub fn extract(text: &str, date: Option<Date>) -> Vec<Statement> {
    read::read(text, date).0
}
