//! What is wrong with something a user gave: a code, the place, the data of the message.
//! The sentence is made at the edge from the code; no text of a document stands in here
//! beyond the piece that is wrong.

use super::words::word_enum;

word_enum! {
    /// How hard a problem is.
    Severity {
        /// Blocks submission.
        Error = "error", "错误";
        /// Needs an explanation.
        Query = "query", "核实";
        /// Only told.
        Hint = "hint", "提示";
    }
}

/// One problem, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The closed code, for example `number.unreadable`.
    pub code: &'static str,
    /// How hard it is.
    pub severity: Severity,
    /// Where: a row, a column, a passage, a path.
    pub place: String,
    /// The piece that is wrong, and what else the sentence needs.
    pub detail: Vec<String>,
}

impl Problem {
    /// A problem that blocks.
    pub fn error(code: &'static str, place: impl Into<String>) -> Self {
        Self { code, severity: Severity::Error, place: place.into(), detail: Vec::new() }
    }

    /// A problem that needs an explanation.
    pub fn query(code: &'static str, place: impl Into<String>) -> Self {
        Self { code, severity: Severity::Query, place: place.into(), detail: Vec::new() }
    }

    /// A problem that is only told.
    pub fn hint(code: &'static str, place: impl Into<String>) -> Self {
        Self { code, severity: Severity::Hint, place: place.into(), detail: Vec::new() }
    }

    /// Adds a piece of data for the sentence.
    pub fn with(mut self, detail: impl ToString) -> Self {
        self.detail.push(detail.to_string());
        self
    }
}
