//! What can go wrong with a verb: refused (the rules say no, and where), or broken (disk, file).

use std::path::{Path, PathBuf};

use domain::kernel::{FieldError, Problem};
use domain::ledger::EntriesError;
use formats::package::PackageError;
use store::{Blocking, Refused, StoreError};

/// Why a verb did not happen. Nothing is half-written when it did not.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The ledger is open only for reading.
    #[error("the ledger is open only for reading")]
    ReadOnly,
    /// The rules say no; each problem says where and why.
    #[error("refused: {}", codes(.0))]
    Refused(Vec<Problem>),
    /// What is asked for is not there.
    #[error("no {0} {1}")]
    NotFound(&'static str, String),
    /// Nobody waits for it any more.
    #[error("stopped")]
    Stopped,
    /// The file is from a newer program; it was not touched.
    #[error("the file is from a newer program")]
    NewerFile,
    /// The file is no ledger; it was not touched.
    #[error("the file is no ledger")]
    NotALedger,
    /// The file is damaged and cannot even be read from; it was left as it is.
    #[error("the file is damaged")]
    Damaged {
        /// The newest backup beside it.
        newest_backup: Option<PathBuf>,
    },
    /// Another program holds the file.
    #[error("another program holds the file")]
    Busy,
    /// A file or folder cannot be read or written.
    #[error("{0}: {1}")]
    Io(String, String),
    /// A bug or a broken disk.
    #[error("{0}")]
    Broken(String),
}

fn codes(problems: &[Problem]) -> String {
    problems.iter().map(|problem| problem.code).collect::<Vec<_>>().join(", ")
}

impl AppError {
    /// One thing is wrong.
    pub fn refused(problem: Problem) -> Self {
        Self::Refused(vec![problem])
    }

    /// Refuses an act that takes back or changes what was set without saying why.
    pub(crate) fn need_reason(reason: &str) -> Result<(), Self> {
        if reason.trim().is_empty() {
            return Err(Self::refused(Problem::error("reason.missing", "reason")));
        }
        Ok(())
    }

    /// A file could not be read or written.
    pub fn io(path: &Path, error: &std::io::Error) -> Self {
        Self::Io(path.display().to_string(), error.to_string())
    }
}

impl From<StoreError> for AppError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NewerFile { .. } => Self::NewerFile,
            StoreError::NotALedger => Self::NotALedger,
            StoreError::Damaged { newest_backup } => Self::Damaged { newest_backup },
            StoreError::ReadOnly => Self::ReadOnly,
            StoreError::Busy => Self::Busy,
            StoreError::NotFound => Self::refused(Problem::error("file.missing", "path")),
            StoreError::AlreadyExists => Self::refused(Problem::error("file.exists", "path")),
            StoreError::DiskFull => Self::refused(Problem::error("disk.full", "path")),
            StoreError::Refused(refused) => Self::Refused(problems_of(&refused)),
            StoreError::Broken(broken) if broken.is_disk() => Self::Io(String::new(), broken.to_string()),
            StoreError::Broken(broken) => Self::Broken(broken.to_string()),
        }
    }
}

/// What the gate said no to, as problems a person can be told.
pub(crate) fn problems_of(refused: &Refused) -> Vec<Problem> {
    match refused {
        Refused::NothingToUndo => vec![Problem::error("undo.nothing", "undo")],
        Refused::NothingToRedo => vec![Problem::error("redo.nothing", "redo")],
        Refused::UndoBlocked(blocking) => blocking
            .iter()
            .map(|blocking| match blocking {
                Blocking::Replaced { key, author, .. } => Problem::error("undo.replaced", key)
                    .with(author.as_ref().map(ToString::to_string).unwrap_or_default()),
                Blocking::Frozen { key, .. } => Problem::error("undo.submitted", key),
            })
            .collect(),
        Refused::DuplicateKey { key, .. } => vec![Problem::error("row.twice", key)],
        Refused::TooLarge => vec![Problem::error("entry.too_large", "entry")],
        Refused::Fault(fault) => {
            let place = fault
                .position
                .map_or_else(|| fault.entry.to_string(), |position| format!("{}:{position}", fault.entry));
            vec![Problem::error(fault.kind.code(), place)]
        }
        other => vec![Problem::error("row.refused", other.to_string())],
    }
}

impl From<PackageError> for AppError {
    fn from(error: PackageError) -> Self {
        Self::refused(problem_of_package(&error, "package"))
    }
}

/// What is wrong with a package or a key, as a problem a person can be told.
pub(crate) fn problem_of_package(error: &PackageError, place: &str) -> Problem {
    let problem = Problem::error(error.code(), place);
    match error {
        PackageError::Entries(EntriesError::Fault(fault)) => {
            problem.with(fault.kind.code()).with(&fault.entry)
        }
        PackageError::Evidence(digest) => problem.with(digest),
        PackageError::TooLarge { found, most, .. } => problem.with(found).with(most),
        PackageError::Length { named, found } => problem.with(named).with(found),
        _ => problem,
    }
}

impl From<FieldError> for AppError {
    fn from(error: FieldError) -> Self {
        Self::Broken(error.to_string())
    }
}
