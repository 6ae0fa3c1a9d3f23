//! Changing the tree of units, with dates: what was reported before stays where it was.

mod change;

pub use change::{add_unit, close_unit, merge_unit, move_unit, rename_unit};
