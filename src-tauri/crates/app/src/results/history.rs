//! What was said in a cell, one version after another, each with why.

use domain::exchange::Submission;
use domain::ledger::{EntryHeader, Row, RowKind};
use domain::results::ResultKey;

use super::course::Course;
use crate::{AppError, Desk};

/// What was said in a cell once.
#[derive(Debug)]
pub struct CellVersion {
    /// Who said it and when.
    pub header: EntryHeader,
    /// What was set.
    pub row: Row,
    /// What stood there before.
    pub stood: Option<Row>,
    /// Why: as said with it, else as said when its report was given back or opened again; empty: nobody said.
    pub reason: String,
}

/// Everything that was said in a cell, the last first.
pub fn history(desk: &mut Desk, cell: &ResultKey) -> Result<Vec<CellVersion>, AppError> {
    desk.with_book(|ledger, book| {
        let read = ledger.read();
        let mut courses = Vec::new();
        for form in book.forms.values().filter(|form| form.asks_for(cell)) {
            if book.report_state(&form.id, &cell.org_unit, cell.period).is_some() {
                courses.push(Course::of(read, &Submission::id_of(&form.id, &cell.org_unit, cell.period))?);
            }
        }
        let mut versions = read.history(RowKind::Result, &cell.text())?;
        versions.sort_by_key(|version| std::cmp::Reverse(version.arrived));
        let stood = |row: &Row| versions.iter().find(|other| row.replaces.contains(&other.at));
        let told = versions.iter().map(|version| {
            let opened = || courses.iter().find_map(|course| course.opened_because(version.arrived));
            let said = Some(version.header.reason.as_str()).filter(|said| !said.is_empty());
            CellVersion {
                header: version.header.clone(),
                row: version.row.clone(),
                stood: stood(&version.row).map(|before| before.row.clone()),
                reason: said.or_else(opened).unwrap_or_default().to_owned(),
            }
        });
        Ok(told.collect())
    })
}
