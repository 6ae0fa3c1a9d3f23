//! Errors on the wire: a closed code and data. The window turns codes into sentences; nobody
//! compares texts. No text of a document and nobody's data stands in here beyond the piece that
//! is wrong.

use app::AppError;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::wire::ledger::ProblemView;

/// The closed list of what can go wrong with a command as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(export)]
pub enum ErrorCode {
    /// No such command.
    UnknownCommand,
    /// The request or answer does not have its shape.
    Malformed,
    /// A command broke off; the program goes on.
    Panic,
    /// The user gave up in a dialog; nothing happened.
    Cancelled,
    /// No ledger is open.
    NoLedger,
    /// The ledger is open only for reading.
    ReadOnly,
    /// The user gave something that does not do; see the problems.
    Refused,
    /// What is asked for is not there.
    NotFound,
    /// The file is from a newer program.
    NewerFile,
    /// The file is no ledger.
    NotALedger,
    /// The file is damaged.
    Damaged,
    /// Another program holds the file.
    Busy,
    /// The file or folder cannot be read or written.
    Io,
    /// Something in the program or the disk is broken.
    Broken,
}

impl ErrorCode {
    /// The code as the wire spells it.
    pub fn code(self) -> &'static str {
        match self {
            Self::UnknownCommand => "unknown_command",
            Self::Malformed => "malformed",
            Self::Panic => "panic",
            Self::Cancelled => "cancelled",
            Self::NoLedger => "no_ledger",
            Self::ReadOnly => "read_only",
            Self::Refused => "refused",
            Self::NotFound => "not_found",
            Self::NewerFile => "newer_file",
            Self::NotALedger => "not_a_ledger",
            Self::Damaged => "damaged",
            Self::Busy => "busy",
            Self::Io => "io",
            Self::Broken => "broken",
        }
    }
}

/// An error as the window gets it.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WireError {
    /// The code.
    pub code: ErrorCode,
    /// Data of the sentence: a path, an id, a technical word.
    pub data: Vec<String>,
    /// What is wrong in detail.
    pub problems: Vec<ProblemView>,
}

impl WireError {
    /// A code alone.
    pub fn new(code: ErrorCode) -> Self {
        Self { code, data: Vec::new(), problems: Vec::new() }
    }

    /// Adds a piece of data.
    pub fn with(mut self, data: impl ToString) -> Self {
        self.data.push(data.to_string());
        self
    }

    pub(crate) fn unknown_command(name: &str) -> Self {
        Self::new(ErrorCode::UnknownCommand).with(name)
    }

    pub(crate) fn malformed(error: &serde_json::Error) -> Self {
        Self::new(ErrorCode::Malformed).with(error)
    }
}

impl From<AppError> for WireError {
    fn from(error: AppError) -> Self {
        match error {
            AppError::ReadOnly => Self::new(ErrorCode::ReadOnly),
            AppError::Refused(problems) => Self {
                problems: problems.iter().map(ProblemView::from).collect(),
                ..Self::new(ErrorCode::Refused)
            },
            AppError::NotFound(what, id) => Self::new(ErrorCode::NotFound).with(what).with(id),
            AppError::Stopped => Self::new(ErrorCode::Cancelled),
            AppError::NewerFile => Self::new(ErrorCode::NewerFile),
            AppError::NotALedger => Self::new(ErrorCode::NotALedger),
            AppError::Damaged { .. } => Self::new(ErrorCode::Damaged),
            AppError::Busy => Self::new(ErrorCode::Busy),
            AppError::Io(path, error) => Self::new(ErrorCode::Io).with(path).with(error),
            AppError::Broken(what) => Self::new(ErrorCode::Broken).with(what),
        }
    }
}

impl From<&domain::kernel::Problem> for ProblemView {
    fn from(problem: &domain::kernel::Problem) -> Self {
        Self {
            code: problem.code.to_owned(),
            severity: problem.severity.code().to_owned(),
            place: problem.place.clone(),
            detail: problem.detail.clone(),
        }
    }
}
