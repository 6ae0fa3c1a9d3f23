//! Making a ledger, and looking things up in it.

mod create;
mod search;

pub use create::{LedgerDraft, create, level_of, units_of};
pub use search::{Hit, HitKind, search};
