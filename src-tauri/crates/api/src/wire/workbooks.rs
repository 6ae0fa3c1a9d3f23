//! Workbooks out and back.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::documents::Incoming;
use super::ledger::{Changed, ProblemView};

/// Writes a form as a workbook.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportFormRequest {
    /// The form.
    pub form: String,
    /// The period.
    pub period: String,
    /// The units; empty: all that report.
    #[serde(default)]
    pub org_units: Vec<String>,
    /// A workbook for each unit, in one folder.
    #[serde(default)]
    pub each: bool,
    /// Ask where; of a folder of workbooks it is never asked.
    #[serde(default)]
    pub choose: bool,
    /// Where: a file, or the folder of several; none: among the documents.
    #[serde(default)]
    #[ts(optional)]
    pub path: Option<String>,
}

/// What was written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ExportFormAnswer {
    /// The file, or the folder of several; none: the user gave up.
    pub path: Option<String>,
    /// How many workbooks.
    pub files: u32,
}

/// What a workbook says; nothing is written.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ReadWorkbookRequest {
    /// The file.
    pub incoming: Incoming,
}

/// Writes what a workbook says.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportWorkbookRequest {
    /// The file.
    pub incoming: Incoming,
    /// Values that the workbook leaves empty are taken back.
    #[serde(default)]
    pub clear: bool,
}

/// What a workbook says for the cells of a form.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookView {
    /// The form.
    pub form: String,
    /// Its name.
    pub form_name: String,
    /// 2022-06.
    pub period: String,
    /// 2022年6月.
    pub period_label: String,
    /// How many cells of each fate.
    pub counts: WorkbookCounts,
    /// The cells, those that cannot be written first; of very many only the first.
    pub cells: Vec<WorkbookCell>,
    /// What could not be placed, or only by a guess.
    pub problems: Vec<ProblemView>,
}

/// How many cells would do what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookCounts {
    /// The ledger says so already.
    pub same: u32,
    /// The ledger says nothing yet.
    pub new: u32,
    /// The ledger says something else.
    pub changed: u32,
    /// The ledger says something, the workbook nothing.
    pub emptied: u32,
    /// Text that is no value and stays as a draft.
    pub drafts: u32,
    /// May not be written.
    pub refused: u32,
}

/// A cell of a workbook and what it would do.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct WorkbookCell {
    /// 一月!C5.
    pub place: String,
    /// The unit.
    pub org_unit: String,
    /// Its name.
    pub org_unit_name: String,
    /// The indicator.
    pub indicator: String,
    /// Its name.
    pub indicator_name: String,
    /// 2022年6月.
    pub period_label: String,
    /// As it stands in the workbook.
    pub text: String,
    /// As it will be printed; none: nothing is written.
    pub reading: Option<String>,
    /// What the ledger says now.
    pub before: Option<String>,
    /// 备注.
    pub note: Option<String>,
    /// same, new, changed, emptied, draft, refused.
    pub fate: String,
    /// Why it is not written.
    pub problem: Option<ProblemView>,
}

/// What became of a workbook.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(export)]
pub struct ImportWorkbookAnswer {
    /// What changed.
    pub changed: Changed,
    /// The form it was for.
    pub form: String,
    /// The period it was for.
    pub period: String,
    /// Cells that were written.
    pub written: u32,
    /// Cells that kept their text as a draft.
    pub drafts: u32,
    /// Cells that say what the ledger says already.
    pub same: u32,
    /// Cells that are empty in the workbook and stay in the ledger.
    pub kept: u32,
    /// Cells that were refused, with their places.
    pub refused: Vec<WorkbookCell>,
}
