//! Source documents and the passages in them that carry targets and outcomes. How bytes become
//! text is in `formats`; what a passage may mean is proposed by `reading`.

mod decision;
mod document;
mod excerpt;
mod observation;
mod same_name;

pub use decision::{Decision, Verdict};
pub use document::Document;
pub use excerpt::{Excerpt, Span};
pub use observation::{Observation, Time};
pub use same_name::SameName;
