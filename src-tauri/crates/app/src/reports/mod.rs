//! From the ledger to a bulletin's content.

mod compose;

pub use compose::{Order, compose};
