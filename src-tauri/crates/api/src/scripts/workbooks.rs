//! Workbooks out and back, for scripts.

use std::path::Path;

use super::{Failure, Host, open};
use crate::rooms::workbooks;
use crate::wire::documents::Incoming;
use crate::wire::workbooks::{
    ExportFormAnswer, ExportFormRequest, ImportWorkbookAnswer, ImportWorkbookRequest, ReadWorkbookRequest,
    WorkbookView,
};

/// Writes a form as a workbook, or as a folder of workbooks.
pub fn export_form(
    host: Box<dyn Host>,
    path: &Path,
    request: ExportFormRequest,
) -> Result<ExportFormAnswer, Failure> {
    Ok(workbooks::export(&open(host, path)?, request)?)
}

/// What a workbook says; nothing is written.
pub fn read_workbook(host: Box<dyn Host>, path: &Path, file: &Path) -> Result<WorkbookView, Failure> {
    Ok(workbooks::read(&open(host, path)?, ReadWorkbookRequest { incoming: incoming(file) })?)
}

/// Writes what a workbook says.
pub fn import_workbook(
    host: Box<dyn Host>,
    path: &Path,
    file: &Path,
    clear: bool,
) -> Result<ImportWorkbookAnswer, Failure> {
    let request = ImportWorkbookRequest { incoming: incoming(file), clear };
    Ok(workbooks::import(&open(host, path)?, request)?)
}

/// A file that is read from where it lies.
fn incoming(file: &Path) -> Incoming {
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    Incoming { name, bytes: None, text: None, path: Some(file.display().to_string()) }
}
