//! What an office sets: rules of the ledger, one group a row, written like any other fact.

mod read;
mod set;
#[cfg(test)]
mod tests;

pub use read::{Held, assessment_settings, calendar, check_settings, phrases, why_locked};
pub use set::{set_assessment, set_calendar, set_checks, set_named, set_phrases};
