//! What travels between offices, how it is told whose it is, and what it may change. Packages are
//! read and written in `formats`; here are the nouns, their states and the rules.

mod delivery;
mod key;
mod manifest;
mod recovery;
mod rules;
mod signer;
mod submission;

pub use delivery::{Delivery, DeliveryState};
pub use key::PublicKey;
pub use manifest::{Author, Head, Manifest, PackageKind, Part, Report};
pub use recovery::{CodeError, Recovery, RecoveryCode};
pub use rules::{Holdings, Trespass, trespass};
pub use signer::{Relation, Signer, SignerState};
pub use submission::{Submission, SubmissionState};
