//! From paper to promise: taking documents in, and making targets and outcomes of their passages.

mod adopt;
mod decide;
mod discrepancies;
mod draft;
mod find;
mod import;
mod propose;
mod retract;
mod statements;
mod versions;

pub use adopt::{Adoption, OutcomeDraft, Statement, TargetDraft, adopt};
pub use decide::{reject, reopen};
pub use discrepancies::{Discrepancy, decide, discrepancies, same_name};
pub use draft::{OutcomeProposal, TargetProposal, observed};
pub use find::{FoundWords, find};
pub use import::{DocumentDraft, import, known};
pub use propose::{Passage, heading, passage, unit_of};
pub use retract::retract_outcome;
pub use statements::{Proposal, Standing, statements};
pub use versions::{PassageChange, carry_over, changes, earlier};

pub(crate) use discrepancies::find as find_discrepancies;
