//! From paper to promise: taking documents in, and making targets and outcomes of their passages.

mod adopt;
mod decide;
mod draft;
mod import;
mod propose;
mod retract;
mod statements;

pub use adopt::{Adoption, OutcomeDraft, Statement, TargetDraft, WhichIndicator, adopt};
pub use decide::{reject, reopen};
pub use draft::{OutcomeProposal, TargetProposal};
pub use import::{DocumentDraft, import, known};
pub use propose::{Passage, heading, passage};
pub use retract::{retract_outcome, retract_target};
pub use statements::{Proposal, Standing, statements};
