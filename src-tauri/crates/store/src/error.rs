//! What can go wrong, in two sorts: *refused* (a rule says no; the user can do something about it)
//! and *broken* (disk, SQL, a bug). No content of documents or cells stands in an error.

use std::path::PathBuf;

use domain::kernel::{EntryId, PersonId};
use domain::ledger::{CanonError, Digest, Fault, Operation, RowKind, RowRef};

/// The result of everything here.
pub type Result<T, E = StoreError> = std::result::Result<T, E>;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The file was written by a newer program. It was not touched.
    #[error("the file is of version {found}, this program knows {known}")]
    NewerFile {
        /// The version of the file.
        found: u32,
        /// The newest version this program knows.
        known: u32,
    },
    /// The file is not a ledger. It was not touched.
    #[error("the file is not a ledger")]
    NotALedger,
    /// There is no such file.
    #[error("there is no such file")]
    NotFound,
    /// There is a file already; nothing is overwritten.
    #[error("there is a file of this name already")]
    AlreadyExists,
    /// The file is damaged. It was left as it is.
    #[error("the file is damaged")]
    Damaged {
        /// The newest backup beside it.
        newest_backup: Option<PathBuf>,
    },
    /// The ledger is open for reading only, because it is damaged or the file is protected.
    #[error("the ledger is open for reading only")]
    ReadOnly,
    /// Another program is writing into the file.
    #[error("another program is writing into the file")]
    Busy,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Something is broken.
    #[error(transparent)]
    Broken(#[from] Broken),
}

/// What a rule says no to. Nothing was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// Two rows of one entry would be the current version of the same thing.
    #[error("two rows of one entry have the same key")]
    DuplicateKey {
        /// The sort of thing.
        kind: RowKind,
        /// Which one.
        key: String,
    },
    /// The key is not one of its kind.
    #[error("the key of a row cannot be read")]
    UnreadableKey {
        /// The sort of thing.
        kind: RowKind,
        /// The key.
        key: String,
    },
    /// The content is not one of its kind.
    #[error("the content of a row cannot be read")]
    UnreadableContent {
        /// The sort of thing.
        kind: RowKind,
        /// The key.
        key: String,
    },
    /// The row that should be replaced is not there, or is a version of something else.
    #[error("the row {0} cannot be replaced by this one")]
    UnknownReplaced(RowRef),
    /// Undo and redo have verbs of their own.
    #[error("an entry cannot be made with the operation {0}")]
    ReservedOperation(Operation),
    /// More rows or bytes than an entry can hold.
    #[error("the entry is too large")]
    TooLarge,
    /// What was received is not what it says it is.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The bytes of an attachment are not those of its digest.
    #[error("an attachment is not what its digest {0} says")]
    Attachment(Digest),
    /// The person has nothing to undo.
    #[error("there is nothing to undo")]
    NothingToUndo,
    /// The person has nothing to redo.
    #[error("there is nothing to redo")]
    NothingToRedo,
    /// Some rows of the entry are no longer there to be undone. Nothing was undone.
    #[error("{} rows are in the way", .0.len())]
    UndoBlocked(Vec<Blocking>),
}

/// A row that keeps an entry from being undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Blocking {
    /// A later row took its place.
    Replaced {
        /// The sort of thing.
        kind: RowKind,
        /// Which one.
        key: String,
        /// The rows that are current now.
        by: Vec<RowRef>,
        /// Who wrote the first of them.
        author: Option<PersonId>,
        /// In which entry.
        entry: Option<EntryId>,
    },
    /// It was handed in.
    Frozen {
        /// The sort of thing.
        kind: RowKind,
        /// Which one.
        key: String,
    },
}

/// What should not happen.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// SQLite reports an error.
    #[error("SQLite: {source}{}", extended(.source))]
    Sqlite {
        /// What it says.
        source: rusqlite::Error,
    },
    /// The disk reports an error.
    #[error("input or output: {0}")]
    Io(#[from] std::io::Error),
    /// A port gave something that cannot be used.
    #[error("a port of the store gave something unusable: {0}")]
    Port(&'static str),
    /// The thread that made a backup ended in the middle of it.
    #[error("the backup was not finished")]
    Copying,
    /// A step of a migration failed; the file is as it was.
    #[error("migration {step} failed: {source}")]
    Migration {
        /// The step.
        step: &'static str,
        /// Why.
        source: rusqlite::Error,
    },
}

impl StoreError {
    /// Whether a rule said no, as opposed to something being broken.
    pub fn is_refusal(&self) -> bool {
        !matches!(self, Self::Broken(_))
    }
}

impl Broken {
    /// Whether the disk, the stick or the folder is at fault and not the program.
    pub fn is_disk(&self) -> bool {
        use rusqlite::ErrorCode as Code;
        match self {
            Self::Io(_) => true,
            Self::Sqlite { source } | Self::Migration { source, .. } => {
                matches!(source.sqlite_error_code(), Some(Code::SystemIoFailure | Code::CannotOpen))
            }
            Self::Port(_) | Self::Copying => false,
        }
    }
}

/// SQLite's own number of what went wrong, for whoever has to find out.
fn extended(error: &rusqlite::Error) -> String {
    error.sqlite_error().map(|error| format!(" ({})", error.extended_code)).unwrap_or_default()
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::Error as E;
        use rusqlite::ErrorCode as Code;
        // Tables are strict: what is not of its column's type was not written by any program.
        if matches!(error, E::InvalidColumnType(..) | E::IntegralValueOutOfRange(..) | E::Utf8Error(..)) {
            return Self::Damaged { newest_backup: None };
        }
        match error.sqlite_error_code() {
            Some(Code::DatabaseBusy | Code::DatabaseLocked) => Self::Busy,
            Some(Code::DatabaseCorrupt | Code::NotADatabase) => Self::Damaged { newest_backup: None },
            Some(Code::ReadOnly) => Self::ReadOnly,
            Some(Code::DiskFull) => Self::DiskFull,
            _ => Self::Broken(Broken::Sqlite { source: error }),
        }
    }
}

/// A fact that stands in the file and cannot be read: the file is damaged.
impl From<CanonError> for StoreError {
    fn from(_: CanonError) -> Self {
        Self::Damaged { newest_backup: None }
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::NotFound => Self::NotFound,
            std::io::ErrorKind::AlreadyExists => Self::AlreadyExists,
            std::io::ErrorKind::StorageFull => Self::DiskFull,
            _ => Self::Broken(Broken::Io(error)),
        }
    }
}
