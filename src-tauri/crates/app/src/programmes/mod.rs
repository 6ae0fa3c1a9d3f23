//! Indicators: which one a passage or a target speaks of.

mod choose;

pub(crate) use choose::NewIndicators;
pub use choose::WhichIndicator;
