//! Fills cells in: one action, one entry. Text that is a value becomes a row; text that is not
//! yet one stays on the device as a draft with its problem; a cell that may not be written is
//! refused and named, and the others are written all the same.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::exchange::Submission;
use domain::kernel::{FormId, OrgUnitId, Period, Problem, Uom, convert, read_number};
use domain::ledger::{Operation, RowKind};
use domain::org::Act;
use domain::programmes::Indicator;
use domain::results::{CellState, Form, ResultCell, ResultKey};

use super::reporting_units;
use store::DraftRow;

use crate::permission::Rights;
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
    /// 备注.
    pub note: Option<String>,
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
    let verdicts = judge(desk, form, &changes)?;
    let mut filled = Filled::default();
    let mut rows: Vec<DraftRow> = Vec::new();
    for (change, verdict) in changes.into_iter().zip(verdicts) {
        match verdict {
            Verdict::Write(Some(state)) => rows.push(cell(&change, state).row()),
            Verdict::Write(None) => rows.push(DraftRow::retract(RowKind::Result, change.key.text())),
            Verdict::Draft(problem) => filled.drafts.push(ChangeProblem { change, problem }),
            Verdict::Refuse(problem) => filled.refused.push(ChangeProblem { change, problem }),
        }
    }
    let drafts: Vec<(String, String, &'static str)> = filled
        .drafts
        .iter()
        .filter_map(|draft| match &draft.change.input {
            CellInput::Text(text) => Some((draft.change.key.text(), text.clone(), draft.problem.code)),
            CellInput::Nil | CellInput::NotApplicable => None,
        })
        .collect();
    filled.written = rows.len();
    let written: Vec<String> = rows.iter().map(|row| row.key.clone()).collect();
    desk.write(action.operation(), "", rows)?;
    desk.drop_drafts(&written)?;
    desk.keep_drafts(&drafts)?;
    Ok(filled)
}

/// What would become of each change; nothing is written.
pub fn judge(desk: &mut Desk, form: &FormId, changes: &[Change]) -> Result<Vec<Verdict>, AppError> {
    let (today, author, locked) = (desk.today(), desk.author().clone(), desk.is_locked());
    let book = desk.book()?;
    let form = book.form(form)?.clone();
    let last_day = changes.iter().map(|change| change.key.period.last_day()).max().unwrap_or(today);
    let tree = book.tree(last_day);
    let mut denied: BTreeMap<OrgUnitId, Problem> = BTreeMap::new();
    let rights = Rights::of(book, &author, today, locked).need_some()?;
    for change in changes {
        let (unit, day) = (&change.key.org_unit, change.key.period.last_day());
        if let Err(problem) = rights.demand(Act::Fill, unit, day) {
            denied.insert(unit.clone(), problem);
        }
    }
    let rules = Rules {
        denied,
        units: reporting_units(&form, &tree).into_iter().collect(),
        indicators: form
            .indicators
            .iter()
            .filter_map(|id| Some((id.as_str().to_owned(), book.indicators.get(id)?.clone())))
            .collect(),
        closed: book
            .submissions
            .values()
            .filter(|s| s.form == form.id && !s.state.is_open())
            .cloned()
            .collect(),
        form,
    };
    Ok(changes.iter().map(|change| rules.judge(change)).collect())
}

struct Rules {
    /// Units the person may not fill in for, with the reason.
    denied: BTreeMap<OrgUnitId, Problem>,
    form: Form,
    units: BTreeSet<OrgUnitId>,
    indicators: HashMap<String, Indicator>,
    closed: Vec<Submission>,
}

impl Rules {
    fn judge(&self, change: &Change) -> Verdict {
        let key = &change.key;
        let place = key.text();
        let Some(indicator) = self.indicators.get(key.indicator.as_str()) else {
            return Verdict::Refuse(Problem::error("cell.not_in_form", place));
        };
        let fits = key.measure == self.form.measure_of(&key.indicator)
            && key.period.kind() == self.form.frequency.period_kind()
            && self.units.contains(&key.org_unit);
        if !fits {
            return Verdict::Refuse(Problem::error("cell.not_in_form", place));
        }
        if let Some(problem) = self.denied.get(&key.org_unit) {
            return Verdict::Refuse(Problem { place, ..problem.clone() });
        }
        if self.is_closed(&key.org_unit, key.period) {
            return Verdict::Refuse(Problem::error("cell.submitted", place));
        }
        match &change.input {
            CellInput::Nil => Verdict::Write(Some(CellState::Nil)),
            CellInput::NotApplicable => Verdict::Write(Some(CellState::NotApplicable)),
            CellInput::Text(text) if text.trim().is_empty() => Verdict::Write(None),
            CellInput::Text(text) => match value_of(text, indicator) {
                Ok(state) => Verdict::Write(Some(state)),
                Err(problem) => Verdict::Draft(Problem { place, ..problem }),
            },
        }
    }

    fn is_closed(&self, org_unit: &OrgUnitId, period: Period) -> bool {
        self.closed.iter().any(|s| &s.org_unit == org_unit && s.period == period)
    }
}

fn cell(change: &Change, state: CellState) -> ResultCell {
    ResultCell {
        key: change.key.clone(),
        state,
        as_of: None,
        note: change.note.clone(),
        evidence: Vec::new(),
    }
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
    let read = read_number(text)?;
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
