//! Fills cells in: one action, one entry. Text that is a value becomes a row; text that is not
//! yet one stays on the device as a draft with its problem; a cell that may not be written is
//! refused and named, and the others are written all the same.

use domain::kernel::{FormId, Problem, Uom, convert, read_figure};
use domain::ledger::{Operation, RowKind};
use domain::programmes::Indicator;
use domain::results::{CellState, ResultCell, ResultKey};
use store::DraftRow;

use super::read::cells_of;
use super::remark::remark_of;
use super::writable::Writable;
use crate::desk::Texts;
use crate::org::impersonal;
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// What is done to a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CellInput {
    /// Text as typed or pasted; empty takes the value back.
    Text(String),
    /// 零报告.
    Nil,
    /// 不适用.
    NotApplicable,
}

/// One cell's change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The cell.
    pub key: ResultKey,
    /// What is done.
    pub input: CellInput,
    /// 批注 that comes with it; none: what is said about the cell stays.
    pub note: Option<String>,
    /// The cell it was moved from: what is said about that figure and what proves it come along.
    pub from: Option<ResultKey>,
}

/// How the cells were filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FillAction {
    /// One by one.
    Type,
    /// As a block.
    Paste,
    /// Emptied.
    Clear,
}

impl FillAction {
    fn operation(self) -> Operation {
        match self {
            Self::Type => Operation::Fill,
            Self::Paste => Operation::Paste,
            Self::Clear => Operation::Clear,
        }
    }
}

/// A change and what is wrong with it.
#[derive(Clone, Debug)]
pub struct ChangeProblem {
    /// The change.
    pub change: Change,
    /// What is wrong.
    pub problem: Problem,
}

/// What became of the changes.
#[derive(Debug, Default)]
pub struct Filled {
    /// How many cells were written.
    pub written: usize,
    /// Cells that kept their text as a draft.
    pub drafts: Vec<ChangeProblem>,
    /// Cells that were refused.
    pub refused: Vec<ChangeProblem>,
}

/// What would become of a change.
#[derive(Clone, Debug)]
pub enum Verdict {
    /// It is written; none: the value is taken back.
    Write(Option<CellState>),
    /// It is no value yet: the text stays as a draft.
    Draft(Problem),
    /// It may not be written.
    Refuse(Problem),
}

/// Fills cells of a form in.
pub fn fill(
    desk: &mut Desk,
    form: &FormId,
    action: FillAction,
    changes: Vec<Change>,
) -> Result<Filled, AppError> {
    fill_beside(desk, form, action, changes, Vec::new())
}

/// The same with rows that belong to the same entry.
pub(crate) fn fill_beside(
    desk: &mut Desk,
    form: &FormId,
    action: FillAction,
    changes: Vec<Change>,
    beside: Vec<DraftRow>,
) -> Result<Filled, AppError> {
    let verdicts = judge(desk, form, &changes)?;
    let mut looked_at = keys(&changes);
    looked_at.extend(changes.iter().filter_map(|change| change.from.as_ref()));
    let held = cells_of(desk.ledger(), &looked_at)?;
    let mut filled = Filled::default();
    let mut rows: Vec<DraftRow> = Vec::new();
    for (change, verdict) in changes.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Write(Some(state)) => {
                let before = held.get(change.from.as_ref().unwrap_or(&change.key));
                rows.push(cell(&change, state, before).row());
            }
            Verdict::Write(None) => rows.push(DraftRow::retract(RowKind::Result, change.key.text())),
            Verdict::Draft(problem) => filled.drafts.push(ChangeProblem { change, problem }),
            Verdict::Refuse(problem) => filled.refused.push(ChangeProblem { change, problem }),
        }
    }
    filled.written = rows.len();
    let mut texts: Texts = rows.iter().map(|row| (row.key.clone(), None)).collect();
    for ChangeProblem { change, problem } in &filled.drafts {
        if let CellInput::Text(text) = &change.input {
            let key = change.key.text();
            texts.insert(key.clone(), Some(desk.text(key, text.clone(), problem.code)));
        }
    }
    rows.extend(beside);
    desk.write_cells(action.operation(), rows, texts)?;
    Ok(filled)
}

/// What would become of each change; nothing is written.
pub fn judge(desk: &mut Desk, form: &FormId, changes: &[Change]) -> Result<Vec<Verdict>, AppError> {
    let writable = Writable::of(desk, form, &keys(changes))?;
    Ok(changes.iter().map(|change| verdict(&writable, change)).collect())
}

fn keys(changes: &[Change]) -> Vec<&ResultKey> {
    changes.iter().map(|change| &change.key).collect()
}

fn verdict(writable: &Writable, change: &Change) -> Verdict {
    let indicator = match writable.indicator_of(&change.key) {
        Ok(indicator) => indicator,
        Err(problem) => return Verdict::Refuse(problem),
    };
    if let Err(problem) = impersonal(&change.key.text(), change.note.as_deref().unwrap_or_default()) {
        return Verdict::Refuse(problem);
    }
    match &change.input {
        CellInput::Nil => Verdict::Write(Some(CellState::Nil)),
        CellInput::NotApplicable => Verdict::Write(Some(CellState::NotApplicable)),
        CellInput::Text(text) if text.trim().is_empty() => Verdict::Write(None),
        CellInput::Text(text) => match value_of(text, indicator) {
            Ok(state) => Verdict::Write(Some(state)),
            Err(problem) => Verdict::Draft(Problem { place: change.key.text(), ..problem }),
        },
    }
}

/// Another value keeps the remark and the evidence of the cell, a moved one brings its own; that it was invented is over.
fn cell(change: &Change, state: CellState, held: Option<&ResultCell>) -> ResultCell {
    ResultCell {
        key: change.key.clone(),
        state,
        as_of: None,
        note: change.note.clone().or_else(|| held.and_then(remark_of).map(str::to_owned)),
        evidence: held.map(|cell| cell.evidence.clone()).unwrap_or_default(),
    }
}

/// What is wrong with a text that was kept as a draft of an indicator's cell; none where it could be written by now.
pub fn draft_problem(text: &str, indicator: &Indicator) -> Option<Problem> {
    value_of(text, indicator).err()
}

/// What a typed text says in an indicator's cell. The words of the paper forms are understood;
/// a dash is not, because offices mean different things by it.
pub(crate) fn value_of(text: &str, indicator: &Indicator) -> Result<CellState, Problem> {
    match text.trim() {
        "零报告" | "无" => return Ok(CellState::Nil),
        "不适用" => return Ok(CellState::NotApplicable),
        "-" | "—" | "－" | "–" | "/" | "×" | "——" => {
            return Err(Problem::error("number.sign", "").with(text.trim()));
        }
        _ => {}
    }
    let read = read_figure(text, &indicator.uom)?;
    let uom = match &read.uom {
        None => indicator.uom.clone(),
        Some(uom) => Uom::new(uom.as_str()),
    };
    let Some(own) = convert(read.value, &uom, &indicator.uom) else {
        return Err(Problem::error("number.other_uom", "").with(uom).with(&indicator.uom));
    };
    if own.normalize().scale() > indicator.decimals {
        return Err(Problem::error("number.too_precise", "").with(text.trim()).with(indicator.decimals));
    }
    Ok(CellState::Number { value: read.value, uom, qualifier: read.qualifier })
}
