//! What was reported, gathered for the pure rules of `domain::assessment`.

mod evidence;

pub use evidence::{EXAMPLE, Evidence};
