//! Making a ledger, keeping copies of it, and looking things up in it and in its log.

mod backup;
mod create;
mod log;
mod search;

pub(crate) use backup::need_long;
pub(crate) use backup::sealer;
pub use backup::{back_up, make_recovery_key, restore, seal_automatic, sealing_of};
pub use create::{LedgerDraft, create, level_of, units_of};
pub use log::{Logged, log};
pub use search::{Hit, HitKind, search};
