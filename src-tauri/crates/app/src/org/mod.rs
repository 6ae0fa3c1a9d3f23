//! Changing the tree of units, with dates: what was reported before stays where it was.

mod change;
mod record;

pub use change::{add_unit, close_unit, merge_unit, move_unit, rename_unit};
pub use record::{Named, UnitRecord, Written, unit_record};
