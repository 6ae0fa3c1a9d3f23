//! The nouns of 对账 and the rules over them. Pure: no SQL, no files, no clock, no randomness,
//! no serde. Floating point only in forecasts and in presets of published methods.
//!
//! `kernel` is shared by all; `ledger` is how facts are written down; the other modules are
//! rooms and carry the names they have in every layer.
#![deny(missing_docs)]

pub mod assessment;
pub mod checks;
pub mod documents;
pub mod exchange;
pub mod kernel;
pub mod ledger;
pub mod org;
pub mod programmes;
pub mod reports;
pub mod results;
pub mod targets;
pub mod workbooks;
