//! What goes out of a ledger and comes into it as a whole.

mod interchange;

pub use interchange::{export, import};
