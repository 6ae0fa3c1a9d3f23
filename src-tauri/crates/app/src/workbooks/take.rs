//! A workbook that comes in: what each of its cells would do to the ledger, and the writing of it.

use std::collections::HashMap;

use domain::kernel::{FormId, OrgUnitId, Period, Problem};
use domain::results::{CellState, ResultCell, ResultKey};
use domain::workbooks::{Found, Identity, Said, Workbook, read_own};

use super::paper::version_of;
use crate::results::{CellInput, Change, FillAction, Filled, Verdict, fill, form_cells, judge};
use crate::{AppError, Desk};

/// What a cell would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The ledger says so already.
    Same,
    /// The ledger says nothing yet.
    New(CellState),
    /// The ledger says something else.
    Changed(CellState),
    /// The ledger says something, the workbook nothing.
    Emptied,
    /// It is no value: the text stays as a draft.
    Draft(Problem),
    /// It may not be written.
    Refused(Problem),
}

/// A cell with its place and what it would do.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The cell.
    pub found: Found,
    /// `一月!C5`.
    pub place: String,
    /// What the ledger says now.
    pub before: Option<ResultCell>,
    /// What it would do.
    pub fate: Fate,
}

/// What a workbook says for a form.
#[derive(Debug)]
pub struct CameIn {
    /// The form.
    pub form: FormId,
    /// The period it was made for.
    pub period: Period,
    /// Its cells, those that say nothing where the ledger does not either left out.
    pub cells: Vec<Judged>,
    /// What could not be placed, or only by a guess.
    pub problems: Vec<Problem>,
}

/// Reads a paper of ours that came back; none where the workbook is not one.
pub fn read(desk: &mut Desk, workbook: &Workbook) -> Result<Option<CameIn>, AppError> {
    let identity = match Identity::of(workbook) {
        None => return Ok(None),
        Some(Ok(identity)) => identity,
        Some(Err(_)) => return Err(AppError::refused(Problem::error("workbook.identity_changed", "_dz"))),
    };
    let Some(form) = desk.book()?.forms.get(&identity.form).cloned() else {
        let unknown = Problem::error("workbook.form_unknown", identity.sheet.as_str());
        return Err(AppError::refused(unknown.with(&identity.sheet)));
    };
    let came_back = read_own(workbook, &identity);
    let mut problems = came_back.problems;
    if identity.version != version_of(&form) {
        problems.push(Problem::query("workbook.form_changed", form.name.as_str()));
    }
    let cells = judged(desk, &form.id, workbook, came_back.cells)?;
    Ok(Some(CameIn { form: form.id, period: identity.period, cells, problems }))
}

/// What cells would do.
fn judged(
    desk: &mut Desk,
    form: &FormId,
    workbook: &Workbook,
    found: Vec<Found>,
) -> Result<Vec<Judged>, AppError> {
    let mut periods: Vec<Period> = found.iter().map(|found| found.key.period).collect();
    periods.sort();
    periods.dedup();
    let form = desk.book()?.form(form)?.clone();
    let held: HashMap<ResultKey, Option<ResultCell>> = form_cells(desk.ledger(), &form, &periods)?
        .into_iter()
        .map(|head| (head.key.clone(), head.settled().map(|version| version.cell.clone())))
        .collect();
    let changes: Vec<Change> = found.iter().map(change_of).collect();
    let verdicts = judge(desk, &form.id, &changes)?;
    let mut cells = Vec::new();
    for (found, verdict) in found.into_iter().zip(verdicts) {
        let before = held.get(&found.key).cloned().flatten();
        let note_is_new = |before: &ResultCell| note_of(&found) != before.note;
        let fate = match verdict {
            Verdict::Write(None) if before.is_none() => continue,
            Verdict::Refuse(_) if found.said == Said::Nothing => continue,
            Verdict::Write(None) => Fate::Emptied,
            Verdict::Write(Some(state)) => match &before {
                None => Fate::New(state),
                Some(before) if before.state == state && !note_is_new(before) => Fate::Same,
                Some(_) => Fate::Changed(state),
            },
            Verdict::Draft(problem) => Fate::Draft(problem),
            Verdict::Refuse(_)
                if before.as_ref().is_some_and(|before| says_the_same(before, &found, desk)) =>
            {
                Fate::Same
            }
            Verdict::Refuse(problem) => Fate::Refused(problem),
        };
        let place = workbook.sheets.get(found.sheet).map_or(String::new(), |sheet| found.place_on(sheet));
        cells.push(Judged { found, place, before, fate });
    }
    Ok(cells)
}

/// A cell that may not be written and need not be.
fn says_the_same(before: &ResultCell, found: &Found, desk: &mut Desk) -> bool {
    let own = desk.book().ok().and_then(|book| book.indicators.get(&found.key.indicator));
    own.is_some_and(|indicator| before.state.typed(&indicator.uom) == found.said.text())
}

fn note_of(found: &Found) -> Option<String> {
    found.note.clone().filter(|note| !note.is_empty())
}

fn change_of(found: &Found) -> Change {
    let input = match &found.said {
        Said::Text(text) => CellInput::Text(text.clone()),
        Said::Nil => CellInput::Nil,
        Said::NotApplicable => CellInput::NotApplicable,
        Said::Nothing => CellInput::Text(String::new()),
    };
    Change { key: found.key.clone(), input, note: note_of(found) }
}

/// What became of a workbook.
#[derive(Debug)]
pub struct Written {
    /// What was written, what stayed as a draft, what was refused.
    pub filled: Filled,
    /// Units whose figures were written.
    pub units: Vec<OrgUnitId>,
    /// Cells that say what the ledger says already.
    pub same: usize,
    /// Cells that are empty in the workbook and stay as they are in the ledger.
    pub kept: usize,
}

/// Writes what a workbook says, as a block that is pasted: one entry. Values that the workbook leaves empty are
/// taken back only where that is asked for.
pub fn write(desk: &mut Desk, came_in: &CameIn, clear: bool) -> Result<Written, AppError> {
    let written = |cell: &&Judged| match cell.fate {
        Fate::Same => false,
        Fate::Emptied => clear,
        Fate::New(_) | Fate::Changed(_) | Fate::Draft(_) | Fate::Refused(_) => true,
    };
    let count = |fate: fn(&Fate) -> bool| came_in.cells.iter().filter(|cell| fate(&cell.fate)).count();
    let same = count(|fate| matches!(fate, Fate::Same));
    let kept = if clear { 0 } else { count(|fate| matches!(fate, Fate::Emptied)) };
    let changes: Vec<Change> =
        came_in.cells.iter().filter(written).map(|cell| change_of(&cell.found)).collect();
    let mut units: Vec<OrgUnitId> = changes.iter().map(|change| change.key.org_unit.clone()).collect();
    units.sort();
    units.dedup();
    let filled = fill(desk, &came_in.form, FillAction::Paste, changes)?;
    Ok(Written { filled, units, same, kept })
}
