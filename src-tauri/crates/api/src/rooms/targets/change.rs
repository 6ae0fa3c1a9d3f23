//! Setting a target by hand, and changing one: a version in force from a day, or in place of a slip.

use app::programmes::WhichIndicator;
use app::targets::{self, Change, lacking};
use app::{AppError, Book};
use domain::kernel::{Severity, TargetId};
use domain::targets::Target;

use super::draft::{draft_of, read_draft, target_of};
use super::rules;
use crate::rooms::documents::{changed, date, optional_date};
use crate::rooms::programmes::which_indicator;
use crate::wire::ledger::{Changed, ProblemView};
use crate::wire::targets::{
    MakeTargetRequest, RetractVersionRequest, ReviseTargetRequest, TargetDraft, TargetReading,
    TargetVersionRequest, VersionChange,
};
use crate::{Session, WireError};

/// What a change of a target makes old.
const ROOMS: [&str; 4] = ["targets", "documents", "programmes", "assessment"];

pub fn read(session: &Session, draft: TargetDraft) -> Result<TargetReading, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let which = which_indicator(&draft.indicator)?;
        let indicator = which.described(book)?;
        let (target, mut problems) = target_of(book, indicator, &draft);
        // What cannot be read is missing only because of that.
        for problem in lacking(&target, book) {
            if !problems.iter().any(|other| other.place == problem.place) {
                problems.push(problem);
            }
        }
        let readable = problems.iter().all(|problem| problem.severity != Severity::Error);
        Ok(TargetReading {
            goal: if readable { rules::goal(&target, indicator) } else { String::new() },
            rules: rules::of(&target, indicator, book),
            lacks: problems.iter().map(ProblemView::from).collect(),
        })
    })
}

pub fn make(session: &Session, request: MakeTargetRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let (which, draft) = read_draft(desk.book()?, &request.draft)?;
        let id = targets::make(desk, which, draft)?;
        Ok(changed(&ROOMS, [id.to_string()]))
    })
}

pub fn draft(session: &Session, request: TargetVersionRequest) -> Result<TargetDraft, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let target = version(book, &request)?;
        draft_of(book, &WhichIndicator::Existing(target.indicator.clone()), target)
    })
}

fn version<'a>(book: &'a Book, request: &TargetVersionRequest) -> Result<&'a Target, WireError> {
    let valid_from = optional_date("valid_from", request.valid_from.as_deref())?;
    let versions = book.target(&TargetId::new(&request.target))?;
    let found = versions.iter().find(|version| version.valid_from == valid_from);
    Ok(found.ok_or_else(|| AppError::NotFound("version", request.target.clone()))?)
}

pub fn revise(session: &Session, request: ReviseTargetRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let (which, draft) = read_draft(desk.book()?, &request.draft)?;
        let change = match &request.change {
            VersionChange::From { day } => Change::From(date("day", day)?),
            VersionChange::Correct { valid_from } => {
                Change::Correct(optional_date("valid_from", valid_from.as_deref())?)
            }
        };
        targets::revise(desk, &TargetId::new(&request.target), change, which, draft, &request.reason)?;
        Ok(changed(&ROOMS, [request.target]))
    })
}

pub fn retract_version(session: &Session, request: RetractVersionRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let valid_from = optional_date("valid_from", request.valid_from.as_deref())?;
        targets::retract_version(desk, &TargetId::new(&request.target), valid_from, &request.reason)?;
        Ok(changed(&ROOMS, [request.target]))
    })
}
