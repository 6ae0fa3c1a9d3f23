//! Calendar dates. The type is chrono's; this module only fixes the name the rooms use.

/// A day of the civil calendar.
pub type Date = chrono::NaiveDate;
