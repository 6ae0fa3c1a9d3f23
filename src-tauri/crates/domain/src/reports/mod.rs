//! The content of reports as data: what is said, never how it is drawn.
