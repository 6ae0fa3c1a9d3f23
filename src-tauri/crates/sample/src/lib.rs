//! The sample ledger that comes with the program, marked 示例: real texts and figures from public
//! documents, made-up progress. What it holds is written in `assets/sample`; here it is read,
//! figures are drawn by rule, and the ledger is made through the verbs a user has.
#![deny(missing_docs)]

mod build;
pub mod content;
pub mod series;

pub use build::build;
