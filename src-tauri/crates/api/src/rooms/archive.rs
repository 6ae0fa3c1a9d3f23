//! Reports that went out: putting them into the archive, and holding a file or what is kept of one against the ledger.

use app::reports::{Changed, Held, InArchive, Kept};
use app::{AppError, Book, Desk};
use domain::assessment::Status;
use domain::ledger::Digest;
use domain::org::Tree;
use domain::reports::{Archived, ArchivedFile, Difference, FigureRef, Stamp};

use super::documents::{bytes_of, changed, optional_date, refused};
use super::{org, print};
use crate::wire::documents::Incoming;
use crate::wire::ledger::{self as wl, Nothing};
use crate::wire::reports::{
    ArchiveRequest, ArchivedFile as FileView, ArchivedReport, ArchivedRequest, Cause, ChangedFigure,
    HeldReport, ReportVerdict,
};
use crate::{Session, WireError};
use domain::kernel::Problem;

pub fn list(session: &Session, _: Nothing) -> Result<Vec<ArchivedReport>, WireError> {
    session.with_desk(|desk| {
        let found = app::reports::archived(desk)?;
        let book = desk.book()?;
        Ok(found.into_iter().map(|found| report(book, found)).collect())
    })
}

pub fn put(session: &Session, request: ArchiveRequest) -> Result<wl::Changed, WireError> {
    let bytes = bytes_of(&request.file)?;
    let stamp = formats::stamp(&bytes).ok_or_else(|| refused(Problem::error("archive.unmarked", "file")))?;
    let path = request.file.path.as_deref().map(std::path::Path::new);
    let name = request.file.name.or_else(|| Some(path?.file_name()?.to_string_lossy().into_owned()));
    let file = ArchivedFile { name: name.unwrap_or_default(), digest: Digest::of(&bytes) };
    let issued_on = optional_date("issued_on", request.issued_on.as_deref())?;
    let (title, doc_number) = (request.title, request.doc_number);
    session.with_desk(|desk| {
        let report = Archived { stamp, title, doc_number, issued_on, files: vec![file] };
        app::reports::archive(desk, report)?;
        Ok(changed(&["reports"], []))
    })
}

pub fn open(session: &Session, request: ArchivedRequest) -> Result<ReportVerdict, WireError> {
    session.with_desk(|desk| {
        let found = app::reports::archived(desk)?.into_iter().find(|found| found.key == request.key);
        let found = found.ok_or_else(|| AppError::NotFound("report", request.key.clone()))?;
        verdict(desk, found.report.stamp.clone(), Some(found))
    })
}

pub fn verify(session: &Session, file: Incoming) -> Result<ReportVerdict, WireError> {
    let bytes = bytes_of(&file)?;
    session.with_desk(|desk| {
        let found = app::reports::with_file(desk, &Digest::of(&bytes))?;
        match formats::stamp(&bytes) {
            Some(stamp) => verdict(desk, stamp, found),
            None => Ok(ReportVerdict {
                kept: "unmarked".to_owned(),
                head: None,
                template: None,
                as_of: None,
                org_unit_name: None,
                held: None,
                archived: None,
            }),
        }
    })
}

fn verdict(desk: &mut Desk, stamp: Stamp, found: Option<InArchive>) -> Result<ReportVerdict, WireError> {
    let (kept, held) = match app::reports::verify(desk, &stamp)? {
        Kept::Foreign => ("foreign", None),
        Kept::Shorter => ("shorter", None),
        Kept::Changed => ("changed", None),
        Kept::Held(held) => ("held", Some(held)),
    };
    let book = desk.book()?;
    let tree = book.tree(stamp.origin.as_of);
    let scope = stamp.origin.scope.as_ref().filter(|_| kept != "foreign");
    Ok(ReportVerdict {
        kept: kept.to_owned(),
        template: Some(stamp.origin.template.code().to_owned()),
        as_of: Some(stamp.origin.as_of.to_string()),
        org_unit_name: scope.map(|scope| tree.name(scope).to_owned()),
        held: held.map(|held| held_view(book, &tree, held)),
        archived: found.map(|found| report(book, found)),
        head: Some(stamp.head),
    })
}

fn report(book: &Book, InArchive { key, report, header }: InArchive) -> ArchivedReport {
    let origin = report.stamp.origin;
    let tree = book.tree(origin.as_of);
    let file = |file: ArchivedFile| FileView { name: file.name, digest: file.digest.to_string() };
    ArchivedReport {
        key,
        title: report.title,
        doc_number: report.doc_number,
        issued_on: report.issued_on.map(|day| day.to_string()),
        template: origin.template.code().to_owned(),
        as_of: origin.as_of.to_string(),
        org_unit_name: origin.scope.map(|scope| tree.name(&scope).to_owned()),
        head: report.stamp.head,
        files: report.files.into_iter().map(file).collect(),
        written: org::written(book, &header),
    }
}

fn held_view(book: &Book, tree: &Tree, held: Held) -> HeldReport {
    let Held { entry, received_at, since, damaged, changed, gone, new } = held;
    HeldReport {
        entry,
        received_at,
        since: u32::try_from(since).unwrap_or(u32::MAX),
        damaged: print::count(damaged),
        changed: changed.into_iter().map(|changed| changed_view(book, tree, changed)).collect(),
        gone,
        new,
    }
}

fn changed_view(book: &Book, tree: &Tree, Changed { difference, entries }: Changed) -> ChangedFigure {
    let Difference { figure, was, now } = difference;
    let cause = |header| Cause { written: org::written(book, header), entry: header.id().to_string() };
    ChangedFigure {
        of: whose(book, tree, &figure),
        figure: figure.figure.code().to_owned(),
        target: figure.target.map(|target| target.to_string()),
        org_unit: figure.org_unit.map(|unit| unit.to_string()),
        status: figure.status,
        was,
        now,
        causes: entries.iter().map(cause).collect(),
    }
}

/// The indicator with its unit, or the statuses a count is of.
fn whose(book: &Book, tree: &Tree, figure: &FigureRef) -> String {
    let versions = figure.target.as_ref().and_then(|target| book.targets.get(target));
    let indicator = versions.and_then(|versions| book.indicators.get(&versions.first()?.indicator));
    let statuses = figure.status.iter().flat_map(|codes| codes.split(','));
    let words: Vec<&str> = statuses.filter_map(|code| Some(code.parse::<Status>().ok()?.word())).collect();
    let name = indicator.map_or_else(|| words.join("、"), |indicator| indicator.name.clone());
    match figure.org_unit.as_ref().map(|unit| tree.name(unit)) {
        Some(unit) if !unit.is_empty() => format!("{name}（{unit}）"),
        _ => name,
    }
}
