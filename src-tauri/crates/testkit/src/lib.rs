//! Help for tests: a host with a fixed clock and answers to its dialogs, a session on a ledger in a
//! temporary folder, golden files. A dev-dependency only.

mod golden;
mod host;

pub use golden::golden;
pub use host::{FixedHost, Workplace, cells_of};
