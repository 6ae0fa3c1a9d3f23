//! From the ledger to a bulletin's content, and from a written one back to the ledger; what went out stays in its archive.

mod archive;
mod causes;
mod compose;
mod open_checks;
mod saved;
mod told;
mod verify;

pub use archive::{InArchive, archive, archived, with_file};
pub use compose::{Order, compose};
pub use open_checks::{NotHandedIn, Open, OpenChecks, StillOpen, still_open};
pub use saved::{next_number, paper, remove_template, save_template, templates};
pub use verify::{Changed, Held, Kept, verify};
