//! Indicators: which one a passage or a target speaks of; defining, changing and taking them back.

mod choose;
mod put;
mod retract;
mod uses;

pub(crate) use choose::NewIndicators;
pub use choose::WhichIndicator;
pub use put::put_indicator;
pub use retract::retract_indicator;
pub use uses::{IndicatorUses, defined_uses, indicator_uses};
