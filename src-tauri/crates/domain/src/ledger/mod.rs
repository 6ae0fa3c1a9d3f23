//! How facts are written down: rows that name what they replace, entries that chain per writer,
//! their canonical text and digests, and what follows from a set of rows (heads, conflicts, undo).
//! Nothing here reads a file, a clock or a table; `store` keeps what is defined here.
//!
//! Canonical text, version 1. UTF-8, every line ends with LF, nothing follows the last line.
//! *Value escape*: `\` → `\\`, LF → `\n`, CR → `\r`, NUL → `\0`; every other character stands as it
//! is, without Unicode normalisation. *Word escape*: value escape, and the space → `\s`.
//! The lines of a row are described in `row`, those of an entry in `entry`, those of a batch in
//! `batch`. Two different values never have the same text, and a text that is not exactly what
//! would be printed for its value is refused.
//!
//! Digests are SM3. What is hashed never coincides between levels: a row is hashed behind the byte
//! 0x00, a node of the tree of rows behind 0x01, the empty tree is the byte 0x02, and the texts of
//! entries and states begin with a letter.

mod batch;
mod canon;
mod digest;
mod entry;
mod heads;
mod merkle;
mod operation;
mod row;
mod undo;

pub use batch::{
    Batch, CarriedAttachment, CarriedRow, EntriesError, Fault, FaultKind, Parcel, entries_text, read_entries,
};
pub use canon::CanonError;
pub(crate) use canon::{Lines, number, push_value, push_word, unescape};
pub use digest::Digest;
pub use entry::{AttachmentRef, EntryHeader, Moment, NewHeader, entry_id, split_entry_id};
pub use heads::{Key, StateHasher, are_in_conflict, heads, state_digest};
pub use merkle::{RowTree, proves};
pub use operation::Operation;
pub use row::{Row, RowKind, RowRef, valid_writer};
pub use undo::{Stacks, Step, origin, stacks};

/// Property tests look at the same cases on every run, so that a failure can be seen again.
#[cfg(test)]
fn seeded() -> proptest::prelude::ProptestConfig {
    let rng_seed = proptest::test_runner::RngSeed::Fixed(20_220_630);
    proptest::prelude::ProptestConfig { rng_seed, failure_persistence: None, ..Default::default() }
}
