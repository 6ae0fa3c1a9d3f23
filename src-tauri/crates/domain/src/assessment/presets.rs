//! Presets of other published methods.
use super::case::{Case, Snapshot};
use super::outcome::PresetOutcome;
pub(crate) fn of_case(_case: &Case<'_>, _now: &Snapshot<'_>) -> Option<PresetOutcome> {
    None
}
