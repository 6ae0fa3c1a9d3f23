//! From paper to promise: taking documents in, and making targets and outcomes of their passages.

mod adopt;
mod import;
mod propose;
mod retract;

pub use adopt::{
    Adoption, OutcomeDraft, Statement, TargetDraft, WhichIndicator, adopt_many, adopt_outcome, adopt_target,
};
pub use import::{DocumentDraft, import, known};
pub use propose::{Passage, heading, passage};
pub use retract::{retract_outcome, retract_target};
