//! 数据审核 of a form and a period: gathered from the ledger once, followed edit by edit, explained by a person.

mod check;
mod explain;
mod gather;

pub(crate) use check::Checking;
pub use check::{Checked, check};
pub use explain::explain;
