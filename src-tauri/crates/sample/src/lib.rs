//! The sample ledger that comes with the program, marked 示例: real texts and figures from public
//! documents, made-up progress. What it holds is written in `assets/sample`; here it is read,
//! figures are drawn by rule, and the ledger is made through the verbs a user has. Beside it, ledgers
//! of the size of a county, a region and the nation, to measure with ([`scale`]).
#![deny(missing_docs)]

mod build;
pub mod content;
pub mod scale;
pub mod series;
mod stage;

pub use build::build;
