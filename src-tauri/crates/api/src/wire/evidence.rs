//! What stands with a figure: 批注, files that prove it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::documents::Incoming;
use super::ledger::{Changed, ProblemView};
use super::results::CellRequest;

/// Says something about a figure; empty takes it back.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct RemarkRequest {
    /// The form.
    pub form: String,
    /// The figure.
    pub cell: CellRequest,
    /// What is said.
    pub text: String,
}

/// Puts files with a figure.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachRequest {
    /// The form.
    pub form: String,
    /// The figure.
    pub cell: CellRequest,
    /// The files: by their bytes, or by a path that was dropped on the window.
    pub files: Vec<Incoming>,
    /// Large photos are made smaller.
    pub shrink: bool,
}

/// What became of them.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct AttachAnswer {
    /// What changed.
    pub changed: Changed,
    /// How many were taken.
    pub taken: u32,
    /// Those that were not, with the reason.
    pub refused: Vec<ProblemView>,
}

/// Takes a file from a figure.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct DetachRequest {
    /// The form.
    pub form: String,
    /// The figure.
    pub cell: CellRequest,
    /// The file.
    pub digest: String,
}

/// A file that proves a figure.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EvidenceView {
    /// Its digest.
    pub digest: String,
    /// Its name.
    pub name: String,
    /// How many bytes.
    pub size: u32,
    /// It can be looked at in the window.
    pub picture: bool,
    /// Its bytes are here.
    pub held: bool,
}

/// Names a file by its digest.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct EvidenceRequest {
    /// The digest.
    pub digest: String,
}

/// Where a file was written to be looked at.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct OpenedView {
    /// The path of the copy.
    pub path: String,
}

/// A picture, small enough for the window.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct PictureView {
    /// `data:image/jpeg;base64,…`; none if it is no picture.
    pub url: Option<String>,
}
