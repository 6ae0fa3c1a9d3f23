//! Workbooks out and back, for scripts.

use std::path::Path;

use super::{Failure, Host, open};
use crate::WireError;
use crate::rooms::workbooks;
use crate::wire::documents::Incoming;
use crate::wire::workbooks::{
    ExportFormAnswer, ExportFormRequest, ImportWorkbookAnswer, ImportWorkbookRequest, ReadWorkbookRequest,
    WorkbookChoices, WorkbookView,
};

/// Writes a form as a workbook, or as a folder of workbooks.
pub fn export_form(
    host: Box<dyn Host>,
    path: &Path,
    request: ExportFormRequest,
) -> Result<ExportFormAnswer, Failure> {
    Ok(workbooks::export(&open(host, path)?, request)?)
}

/// How a workbook is to be read.
#[derive(Debug, Default)]
pub struct WorkbookOrder {
    /// What a person decided, a JSON object like the window's; none: as the last one like it, or as it seems.
    pub choices: Option<String>,
    /// The day whose period is meant where none is named.
    pub as_of: Option<String>,
    /// Values that the workbook leaves empty are taken back.
    pub clear: bool,
    /// What was decided is kept for the next workbook like it.
    pub remember: bool,
}

impl WorkbookOrder {
    fn choices(&self) -> Result<Option<WorkbookChoices>, Failure> {
        let read = self.choices.as_deref().map(serde_json::from_str).transpose();
        Ok(read.map_err(|error| WireError::malformed(&error))?)
    }
}

/// What a workbook says; nothing is written.
pub fn read_workbook(
    host: Box<dyn Host>,
    path: &Path,
    file: &Path,
    order: &WorkbookOrder,
) -> Result<WorkbookView, Failure> {
    let choices = order.choices()?;
    let request = ReadWorkbookRequest { incoming: incoming(file), choices, as_of: order.as_of.clone() };
    Ok(workbooks::read(&open(host, path)?, request)?)
}

/// Writes what a workbook says.
pub fn import_workbook(
    host: Box<dyn Host>,
    path: &Path,
    file: &Path,
    order: &WorkbookOrder,
) -> Result<ImportWorkbookAnswer, Failure> {
    let request = ImportWorkbookRequest {
        incoming: incoming(file),
        choices: order.choices()?,
        as_of: order.as_of.clone(),
        clear: order.clear,
        remember: order.remember,
    };
    Ok(workbooks::import(&open(host, path)?, request)?)
}

/// A file that is read from where it lies.
fn incoming(file: &Path) -> Incoming {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    Incoming { name, bytes: None, text: None, path: Some(file.display().to_string()) }
}
