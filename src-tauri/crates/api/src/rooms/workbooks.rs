//! Workbooks out and back: conversions for papers that go out and for workbooks that come in.

use std::path::{Path, PathBuf};

use app::workbooks::{self, CameIn, Fate, Judged};
use app::{AppError, Book};
use domain::kernel::{FormId, OrgUnitId, Period, Problem};
use domain::org::Tree;
use domain::results::ResultCell;
use domain::workbooks::{Paper, Workbook};

use super::documents::{bytes_of, changed, refused};
use super::results::{cell_text, period};
use super::{print, reports};
use crate::session::FileKind;
use crate::wire::documents::Incoming;
use crate::wire::ledger::ProblemView;
use crate::wire::workbooks::{
    ExportFormAnswer, ExportFormRequest, ImportWorkbookAnswer, ImportWorkbookRequest, ReadWorkbookRequest,
    WorkbookCell, WorkbookCounts, WorkbookView,
};
use crate::{Session, WireError};

/// Most cells that are shown.
const SHOWN: usize = 1_000;

pub fn export(session: &Session, request: ExportFormRequest) -> Result<ExportFormAnswer, WireError> {
    session.with_desk(|desk| {
        let form = FormId::new(&request.form);
        let at = period("period", &request.period)?;
        let units: Vec<OrgUnitId> = request.org_units.iter().map(OrgUnitId::new).collect();
        if request.each {
            let papers = workbooks::paper_of_each(desk, &form, at, &units)?;
            let folder = match &request.path {
                Some(path) => PathBuf::from(path),
                None => {
                    let name = papers.first().map_or(String::new(), |(_, paper)| paper.table.title.clone());
                    reports::free_name(&session.host().documents_dir(), &reports::file_name(&name))
                }
            };
            for (nth, (unit, paper)) in papers.iter().enumerate() {
                // Units of one name must not write over each other.
                let name = format!("{:02}{unit} {}.xlsx", nth + 1, paper.table.title);
                reports::put(&folder.join(reports::file_name(&name)), &bytes(paper)?)?;
            }
            return Ok(ExportFormAnswer {
                path: Some(folder.display().to_string()),
                files: print::count(papers.len()),
            });
        }
        let paper = workbooks::paper(desk, &form, at, &units)?;
        let name = match units.as_slice() {
            [one] => format!("{} {}", desk.book()?.tree(at.last_day()).name(one), paper.table.title),
            _ => paper.table.title.clone(),
        };
        let name = format!("{}.xlsx", reports::file_name(&name));
        let path = match (&request.path, request.choose) {
            (Some(path), _) => Some(PathBuf::from(path)),
            (None, true) => session.host().choose_save(FileKind::Excel, &name),
            (None, false) => Some(reports::free_name(&session.host().documents_dir(), &name)),
        };
        let Some(path) = path else { return Ok(ExportFormAnswer { path: None, files: 0 }) };
        reports::put(&path, &bytes(&paper)?)?;
        Ok(ExportFormAnswer { path: Some(path.display().to_string()), files: 1 })
    })
}

fn bytes(paper: &Paper) -> Result<Vec<u8>, WireError> {
    let bytes = formats::xlsx::write_form(paper);
    Ok(bytes.map_err(|error| AppError::Broken(format!("{}: {error}", error.code())))?)
}

/// A file that came in, as a workbook.
fn workbook_of(incoming: &Incoming) -> Result<(Workbook, Vec<Problem>), WireError> {
    let bytes = bytes_of(incoming)?;
    let name = incoming.name.clone().or_else(|| {
        let path = Path::new(incoming.path.as_deref()?);
        path.file_name().map(|name| name.to_string_lossy().into_owned())
    });
    let read = formats::workbook::read(&bytes)
        .map_err(|error| refused(Problem::error(error.code(), name.unwrap_or_default())))?;
    Ok((read.workbook, read.problems))
}

pub fn read(session: &Session, request: ReadWorkbookRequest) -> Result<WorkbookView, WireError> {
    let (workbook, problems) = workbook_of(&request.incoming)?;
    session.with_desk(|desk| {
        let came_in = workbooks::read(desk, &workbook)?.ok_or_else(not_ours)?;
        let book = desk.book()?;
        let tree = book.tree(came_in.period.last_day());
        let mut shown: Vec<&Judged> = came_in.cells.iter().collect();
        shown.sort_by_key(|cell| order(&cell.fate));
        Ok(WorkbookView {
            form: came_in.form.to_string(),
            form_name: book.form(&came_in.form)?.name.clone(),
            period: came_in.period.to_string(),
            period_label: came_in.period.name(),
            counts: counts(&came_in),
            cells: shown.into_iter().take(SHOWN).map(|cell| cell_view(book, &tree, cell)).collect(),
            problems: problems.iter().chain(&came_in.problems).map(ProblemView::from).collect(),
        })
    })
}

fn not_ours() -> WireError {
    refused(Problem::error("workbook.not_ours", "incoming"))
}

pub fn import(session: &Session, request: ImportWorkbookRequest) -> Result<ImportWorkbookAnswer, WireError> {
    let (workbook, _) = workbook_of(&request.incoming)?;
    session.with_desk(|desk| {
        let came_in = workbooks::read(desk, &workbook)?.ok_or_else(not_ours)?;
        let written = workbooks::write(desk, &came_in, request.clear)?;
        let book = desk.book()?;
        let tree = book.tree(came_in.period.last_day());
        let is_refused = |cell: &&Judged| matches!(cell.fate, Fate::Refused(_));
        Ok(ImportWorkbookAnswer {
            changed: changed(
                &["results", "assessment", "targets", "reports"],
                written.units.iter().map(ToString::to_string),
            ),
            form: came_in.form.to_string(),
            period: came_in.period.to_string(),
            written: print::count(written.filled.written),
            drafts: print::count(written.filled.drafts.len()),
            same: print::count(written.same),
            kept: print::count(written.kept),
            refused: came_in
                .cells
                .iter()
                .filter(is_refused)
                .take(SHOWN)
                .map(|cell| cell_view(book, &tree, cell))
                .collect(),
        })
    })
}

/// What a person has to look at comes first.
fn order(fate: &Fate) -> u8 {
    match fate {
        Fate::Refused(_) => 0,
        Fate::Draft(_) => 1,
        Fate::Changed(_) => 2,
        Fate::Emptied => 3,
        Fate::New(_) => 4,
        Fate::Same => 5,
    }
}

fn code(fate: &Fate) -> &'static str {
    match fate {
        Fate::Same => "same",
        Fate::New(_) => "new",
        Fate::Changed(_) => "changed",
        Fate::Emptied => "emptied",
        Fate::Draft(_) => "draft",
        Fate::Refused(_) => "refused",
    }
}

fn counts(came_in: &CameIn) -> WorkbookCounts {
    let count =
        |code_of: &str| print::count(came_in.cells.iter().filter(|c| code(&c.fate) == code_of).count());
    WorkbookCounts {
        same: count("same"),
        new: count("new"),
        changed: count("changed"),
        emptied: count("emptied"),
        drafts: count("draft"),
        refused: count("refused"),
    }
}

fn cell_view(book: &Book, tree: &Tree, cell: &Judged) -> WorkbookCell {
    let key = &cell.found.key;
    let indicator = book.indicators.get(&key.indicator);
    let printed = |state| {
        let cell = ResultCell { key: key.clone(), state, as_of: None, note: None, evidence: Vec::new() };
        indicator.map(|indicator| cell_text(&cell, indicator).1)
    };
    let (reading, problem) = match &cell.fate {
        Fate::New(state) | Fate::Changed(state) => (printed(state.clone()), None),
        Fate::Draft(problem) | Fate::Refused(problem) => (None, Some(ProblemView::from(problem))),
        Fate::Same | Fate::Emptied => (None, None),
    };
    WorkbookCell {
        place: cell.place.clone(),
        org_unit: key.org_unit.to_string(),
        org_unit_name: tree.name(&key.org_unit).to_owned(),
        indicator: key.indicator.to_string(),
        indicator_name: indicator.map_or(String::new(), |indicator| indicator.name.clone()),
        period_label: Period::name(key.period),
        text: cell.found.said.text().to_owned(),
        reading,
        before: cell.before.as_ref().and_then(|before| printed(before.state.clone())),
        note: cell.found.note.clone().filter(|note| !note.is_empty()),
        fate: code(&cell.fate).to_owned(),
        problem,
    }
}
