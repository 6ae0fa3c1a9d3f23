//! Entries and rows.
