//! Computed status.
