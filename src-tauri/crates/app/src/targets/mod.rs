//! Setting and breaking down targets.

mod allocate;

pub use allocate::{SumCheck, allocate, sum_check};
