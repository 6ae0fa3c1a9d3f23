//! The archive of reports that went out: a file is put there by what it says of itself, under the title and the number
//! it went with. Which file it was is known again by its digest.

use domain::kernel::Problem;
use domain::ledger::{Digest, EntryHeader, Operation, RowKind};
use domain::reports::Archived;

use crate::rows::AsRow;
use crate::{AppError, Desk};

/// A report in the archive.
#[derive(Debug)]
pub struct InArchive {
    /// The key it is asked for by.
    pub key: String,
    /// What is kept of it.
    pub report: Archived,
    /// Who put it there first.
    pub header: EntryHeader,
}

/// Puts a report there; of one that is there already, its further files.
pub fn archive(desk: &mut Desk, mut report: Archived) -> Result<(), AppError> {
    if report.stamp.origin.ledger != *desk.ledger().id() {
        return Err(AppError::refused(Problem::error("archive.foreign", "file")));
    }
    report.title = report.title.trim().to_owned();
    report.doc_number = report.doc_number.trim().to_owned();
    if report.title.is_empty() {
        return Err(AppError::refused(Problem::error("archive.no_title", "title")));
    }
    if let Some(known) = desk.book()?.reports.get(&report.key()) {
        let more = std::mem::replace(&mut report.files, known.files.clone());
        more.into_iter().for_each(|file| report.put(file));
    }
    desk.write(Operation::Archive, "", vec![report.row()])
}

/// Every report of the archive, what was put there last first.
pub fn archived(desk: &mut Desk) -> Result<Vec<InArchive>, AppError> {
    let reports = desk.book()?.reports.clone();
    let mut found = Vec::with_capacity(reports.len());
    for (key, report) in reports {
        if let Some(first) = desk.ledger().read().history(RowKind::Report, &key)?.into_iter().next() {
            found.push((first.arrived, InArchive { key, report, header: first.header }));
        }
    }
    found.sort_by_key(|(arrived, _)| std::cmp::Reverse(*arrived));
    Ok(found.into_iter().map(|(_, found)| found).collect())
}

/// The report of the archive that has these very bytes, where there is one.
pub fn with_file(desk: &mut Desk, digest: &Digest) -> Result<Option<InArchive>, AppError> {
    Ok(archived(desk)?.into_iter().find(|found| found.report.holds(digest)))
}
