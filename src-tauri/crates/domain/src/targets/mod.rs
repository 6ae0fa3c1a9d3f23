//! What the documents promise: targets with versions, and their breakdown. Achieved values are
//! in `results`; whether a target is met is said by `assessment`.

mod allocation;
mod coverage;
mod schedule;
mod split;
mod target;
mod tolerance;

pub use allocation::{Allocation, shares_of};
pub use coverage::{Coverage, Threshold};
pub use schedule::{Schedule, SchedulePoint};
pub use split::{split, split_in_order};
pub use target::{
    Baseline, Binding, ChangeBy, Comparator, CompletionRule, Growth, Recurrence, Strength, Target,
    TargetKind, version_on,
};
pub use tolerance::{Tolerance, ToleranceBy};
