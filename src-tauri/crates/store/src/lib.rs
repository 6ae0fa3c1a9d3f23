//! The ledger file. One file is one ledger: facts that are only ever added to, tables derived from
//! them, and a few local tables that never leave the device. What entries and rows *are* is defined
//! in `domain::ledger`; here they are kept, found and handed on. Nothing of the domain is decided
//! here, and no type of this crate is seen by the window.
//!
//! Where to begin: [`Ledger`] opens a file; [`Ledger::change`] is the one gate for writing;
//! [`Ledger::read`] gives a [`Reader`] for now, [`Ledger::read_as_known`] one for an earlier moment.
#![deny(missing_docs)]

mod backup;
mod derive;
mod device_file;
mod error;
mod file;
mod gate;
mod ledger;
mod local;
mod port;
mod read;
mod run;
mod verify;

pub use backup::{Restored, Sealer, backups_of, newest_backup, restore};
pub use device_file::DeviceFile;
pub use error::{Blocking, Broken, Refused, Result, StoreError};
pub use file::Condition;
pub use gate::{
    Change, DraftRow, EntryDraft, Gap, Many, NewAttachment, Outcome, Receipt, Received, Record, Replaces,
    UndoLabel, Who,
};
pub use ledger::{Held, Ledger};
pub use local::DraftCell;
pub use port::{DeviceMemory, DeviceMemoryInRam, IdSource, Moved, Ports, Remembered};
pub use read::{
    Arrived, Attachment, AttachmentFacts, Column, ColumnRun, ColumnSaid, Current, Obstacle, Periods, Reader,
    ResultHead, ResultQuery, ResultVersion, ScaledHead, ScaledState, Version, VersionInHistory, WriterHead,
};
pub use verify::{Finding, Report};
