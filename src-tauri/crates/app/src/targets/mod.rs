//! Setting, changing and breaking down targets.

mod allocate;
mod lack;
mod make;
mod retract;
mod revise;

pub use allocate::{SumCheck, allocate, sum_check};
pub use lack::lacking;
pub use make::make;
pub use retract::{retract, retract_version};
pub use revise::{Change, revise};

pub(crate) use lack::ready;
pub(crate) use make::measured_by;
