//! From the ledger to a bulletin's content, and from a written one back to the ledger.

mod compose;
mod verify;

pub use compose::{Order, compose};
pub use verify::{Held, Kept, verify};
