//! Acceptance tests live in `acceptance/`; this crate has no code of its own.
