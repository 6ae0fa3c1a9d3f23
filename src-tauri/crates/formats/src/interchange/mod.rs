//! `duizhang/1`, the open interchange format: all definitions and results of a ledger as one JSON text.
//!
//! Writing puts every list in the order of its ids, one row a line and the names in a fixed order, so that
//! reading and writing again gives the same bytes. Reading asks less: unknown names are passed over, what the
//! format has added since may be missing, decimals may be numbers. A row that cannot be read is left out
//! and named with its place; the others stay.
//!
//! How ids map: `code` of a unit is the id of the unit (the division code of its first edition); every other
//! `id` is the id itself, whatever its form. A passage without an id gets one from its document and span, an
//! observation without one gets its number in the list. History, writers, packages and the original bytes
//! of documents are not in it: this is what holds now, in the open, not the ledger.

mod fields;
mod read;
#[cfg(test)]
mod tests;
mod write;

use domain::checks::Explanation;
use domain::documents::{Document, Excerpt, Observation};
use domain::exchange::Submission;
use domain::kernel::Fields;
use domain::org::{Office, OrgUnit, Person, UnitPosition};
use domain::programmes::{Indicator, Programme};
use domain::results::{Calendar, Form, ResultCell};
use domain::targets::{Allocation, Target};
use domain::{assessment, checks};

pub use read::read;
pub use write::write;

/// The name of the format, as it stands in the file.
pub const FORMAT: &str = "duizhang/1";

/// Largest text that is read, in bytes.
pub const LARGEST: usize = 512 * 1024 * 1024;

/// A definition whose noun has no type of its own yet: its id and its named texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Definition {
    /// The id, the key of its row.
    pub id: String,
    /// What it says.
    pub fields: Fields,
}

/// Everything that holds in a ledger.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Interchange {
    /// 台账名称.
    pub title: String,
    /// Places and agencies.
    pub units: Vec<OrgUnit>,
    /// Where they stand in the tree, dated. Every unit has at least one.
    pub positions: Vec<UnitPosition>,
    /// Offices.
    pub offices: Vec<Office>,
    /// Persons.
    pub persons: Vec<Person>,
    /// Source documents.
    pub documents: Vec<Document>,
    /// Passages.
    pub excerpts: Vec<Excerpt>,
    /// The programme tree.
    pub programmes: Vec<Programme>,
    /// What is measured.
    pub indicators: Vec<Indicator>,
    /// Versions of targets.
    pub targets: Vec<Target>,
    /// 任务分解.
    pub allocations: Vec<Allocation>,
    /// 调度表.
    pub forms: Vec<Form>,
    /// Reported cells.
    pub results: Vec<ResultCell>,
    /// Outcomes adopted from documents.
    pub observations: Vec<Observation>,
    /// Where reports stand.
    pub submissions: Vec<Submission>,
    /// Explanations of figures.
    pub explanations: Vec<Explanation>,
    /// Decisions of offices.
    pub decisions: Vec<Definition>,
    /// What was said to be the same.
    pub same_as: Vec<Definition>,
    /// What the office has set about judging; none: as shipped.
    pub assessment: Option<assessment::Settings>,
    /// What the office has set about data checks; none: as shipped.
    pub checks: Option<checks::Settings>,
    /// What the office has set about days off; none: as shipped.
    pub calendar: Option<Calendar>,
}

/// Why a text is not taken at all.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InterchangeError {
    /// Larger than [`LARGEST`].
    #[error("too large")]
    TooLarge,
    /// It is no JSON.
    #[error("not json at line {line}, column {column}")]
    NotJson {
        /// The line, from 1.
        line: usize,
        /// The column, from 1.
        column: usize,
    },
    /// It is JSON of another sort.
    #[error("not this format")]
    NotThisFormat,
    /// It is of a version this program does not know.
    #[error("a newer version: {0}")]
    Newer(String),
}

impl InterchangeError {
    /// The closed code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::TooLarge => "interchange.too_large",
            Self::NotJson { .. } => "interchange.not_json",
            Self::NotThisFormat => "interchange.not_this_format",
            Self::Newer(_) => "interchange.newer",
        }
    }
}
