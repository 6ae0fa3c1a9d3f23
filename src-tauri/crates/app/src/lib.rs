//! What a user does, one verb per file. Every change goes through [`Desk::write`], which goes
//! through the store's one gate. No SQL, no serde, no Chinese sentences.
#![deny(missing_docs)]

pub mod assessment;
pub mod checks;
pub mod documents;
pub mod exchange;
pub mod ledger;
pub mod org;
pub mod programmes;
pub mod reports;
pub mod results;
pub mod settings;
pub mod targets;
pub mod workbooks;

mod book;
mod desk;
mod error;
mod ids;
mod permission;
mod rows;

pub use book::Book;
pub use desk::{Desk, Surroundings, Undoable};
pub use error::AppError;
pub use ids::fresh_id;
pub use store::{
    Attachment, AttachmentFacts, Condition, DeviceFile, DeviceMemory, DeviceMemoryInRam, Finding,
    newest_backup,
};
