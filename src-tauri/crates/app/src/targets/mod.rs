//! Setting, changing and breaking down targets.

mod allocate;
mod divide;
mod lack;
mod make;
mod retract;
mod revise;
mod weigh;

pub use allocate::{SumCheck, allocate, changes_from, share_of, sum_check};
pub use divide::{months_of, over_months, over_units};
pub use lack::lacking;
pub use make::make;
pub use retract::{retract, retract_version};
pub use revise::{Change, revise};
pub use weigh::values_of;

pub(crate) use lack::ready;
pub(crate) use make::measured_by;
