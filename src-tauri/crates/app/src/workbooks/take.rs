//! A workbook that comes in: what each of its cells would do to the ledger, and the writing of it. A paper of ours
//! is known by what it carries; of any other the tables are understood, held against a form, and what a person
//! decided about them is kept for the next one like it.

use std::collections::{BTreeSet, HashMap};

use domain::kernel::{Date, FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::ledger::RowKind;
use domain::programmes::Indicator;
use domain::results::{CellState, Form, ResultCell, ResultKey};
use domain::workbooks::{
    Axis, Choices, Found, Ground, How, Identity, Issued, Line, Meaning, Places, Reading, Said, Sheet,
    Understood, Workbook, fingerprint, read_own, understand,
};
use store::DraftRow;

use super::paper::version_of;
use crate::results::{
    CellInput, Change, FillAction, Filled, Verdict, due_period, fill_beside, form_cells, judge,
    reporting_units,
};
use crate::{AppError, Desk};

/// Rows of each sheet by which it is seen which form a workbook is for.
const ROWS_TRIED: usize = 60;

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
    /// It is a paper of ours.
    pub own: bool,
    /// The form.
    pub form: FormId,
    /// The period its figures are of; of several the one that is meant where no column names one.
    pub period: Period,
    /// Its cells, those that say nothing where the ledger does not either left out.
    pub cells: Vec<Judged>,
    /// What could not be placed, does not add up, or is only a guess.
    pub problems: Vec<Problem>,
    /// Of a workbook that is not ours, its tables,
    pub tables: Vec<Understood>,
    /// the signs in them, how often, and what they mean,
    pub signs: Vec<(String, usize, Meaning)>,
    /// and what was decided about it, now or for an earlier one.
    pub choices: Choices,
    /// It was decided for an earlier one.
    pub remembered: bool,
}

/// Reads a workbook. Without choices those hold that were kept for the last one like it.
pub fn read(
    desk: &mut Desk,
    workbook: &Workbook,
    choices: Option<Choices>,
    as_of: Date,
) -> Result<CameIn, AppError> {
    match Identity::of(workbook) {
        None => read_foreign(desk, workbook, choices, as_of),
        Some(Ok(identity)) => read_paper(desk, workbook, &identity),
        Some(Err(_)) => Err(AppError::refused(Problem::error("workbook.identity_changed", "_dz"))),
    }
}

/// A paper of ours that came back.
fn read_paper(desk: &mut Desk, workbook: &Workbook, identity: &Identity) -> Result<CameIn, AppError> {
    let Some(form) = desk.book()?.forms.get(&identity.form).cloned() else {
        let unknown = Problem::error("workbook.form_unknown", identity.sheet.as_str());
        return Err(AppError::refused(unknown.with(&identity.sheet)));
    };
    let came_back = {
        let book = desk.book()?;
        let tree = book.tree(identity.period.last_day());
        let (own, on_paper) = units_of(identity, &form);
        let is_other_unit = |words: &str| {
            let found = Places::of(&tree).find(words, &[]);
            found.is_some_and(|(unit, how)| {
                how != How::Abbreviated && unit != own && !on_paper.contains(&unit)
            })
        };
        let uom = |id: &IndicatorId| book.indicators.get(id).map(|indicator| indicator.uom.clone());
        let issued = Issued { office: tree.name(&own), is_other_unit: &is_other_unit, uom: &uom };
        read_own(workbook, identity, &issued)
    };
    let mut problems = came_back.problems;
    if identity.version != version_of(&form.in_force(identity.period)) {
        problems.push(Problem::query("workbook.form_changed", form.name.as_str()));
    }
    let cells = judged(desk, &form.id, workbook, came_back.cells)?;
    Ok(CameIn {
        own: true,
        form: form.id,
        period: identity.period,
        cells,
        problems,
        tables: Vec::new(),
        signs: Vec::new(),
        choices: Choices::default(),
        remembered: false,
    })
}

/// The unit in whose name a paper of ours was printed, and the units on it.
fn units_of(identity: &Identity, form: &Form) -> (OrgUnitId, BTreeSet<OrgUnitId>) {
    let unit = |line: &Line| match &line.axis {
        Some(Axis::Unit(unit)) => Some(unit.clone()),
        _ => None,
    };
    // The paper of one unit has it over its column.
    let alone = identity.columns.iter().find_map(unit);
    let rows = identity.rows.iter().filter_map(unit).collect();
    (alone.unwrap_or_else(|| form.parent.clone()), rows)
}

/// A workbook of another make.
fn read_foreign(
    desk: &mut Desk,
    workbook: &Workbook,
    choices: Option<Choices>,
    as_of: Date,
) -> Result<CameIn, AppError> {
    let kept = match choices {
        Some(_) => None,
        None => kept(desk, &fingerprint(workbook))?,
    };
    let remembered = kept.is_some();
    let mut choices = choices.or(kept).unwrap_or_default();
    let known =
        choices.form.clone().filter(|form| desk.book().is_ok_and(|book| book.forms.contains_key(form)));
    let form = match known {
        Some(form) => form,
        None => likely_form(desk, workbook, as_of)?,
    };
    choices.form = Some(form.clone());
    let form = desk.book()?.form(&form)?.clone();
    let (period, reading) = reading_of(desk, workbook, &form, &choices, as_of)?;
    let Reading { tables, cells, signs, problems } = reading;
    let cells = judged(desk, &form.id, workbook, cells)?;
    Ok(CameIn {
        own: false,
        form: form.id,
        period: period_of(&cells, period),
        cells,
        problems,
        tables,
        signs: signs.into_iter().map(|(sign, (count, meaning))| (sign, count, meaning)).collect(),
        choices,
        remembered,
    })
}

/// The period that the figures of a workbook are of: that which is meant where some are of it, else their last.
fn period_of(cells: &[Judged], meant: Period) -> Period {
    let periods = || cells.iter().map(|cell| cell.found.key.period);
    if periods().any(|period| period == meant) { meant } else { periods().max().unwrap_or(meant) }
}

/// A workbook held against a form.
fn reading_of(
    desk: &mut Desk,
    workbook: &Workbook,
    form: &Form,
    choices: &Choices,
    as_of: Date,
) -> Result<(Period, Reading), AppError> {
    let no_period = || AppError::refused(Problem::error("period.unreadable", "period").with(as_of));
    let period = choices.period.or_else(|| due_period(form, as_of)).ok_or_else(no_period)?;
    if period.kind() != form.frequency.period_kind() {
        return Err(AppError::refused(Problem::error("period.unreadable", "period").with(period)));
    }
    let form = &form.in_force(period);
    let book = desk.book()?;
    let tree = book.tree(period.last_day());
    let all_places = Places::of(&tree);
    let indicators: Vec<&Indicator> =
        form.indicators.iter().filter_map(|id| book.indicators.get(id)).collect();
    let ground = Ground {
        form,
        indicators,
        places: &all_places.among(&reporting_units(form, &tree)),
        all_places: &all_places,
        period,
    };
    Ok((period, understand(workbook, &ground, choices)))
}

/// The form for which the beginning of a workbook says most.
fn likely_form(desk: &mut Desk, workbook: &Workbook, as_of: Date) -> Result<FormId, AppError> {
    let beginning = |sheet: &Sheet| Sheet {
        rows: sheet.rows.iter().take(ROWS_TRIED).cloned().collect(),
        ..sheet.clone()
    };
    let tried = Workbook { sheets: workbook.sheets.iter().map(beginning).collect() };
    let forms: Vec<Form> = desk.book()?.forms.values().cloned().collect();
    let mut best: Option<(usize, FormId)> = None;
    for form in forms {
        let (_, reading) = reading_of(desk, &tried, &form, &Choices::default(), as_of)?;
        let says = reading.cells.iter().filter(|cell| cell.said != Said::Nothing).count();
        if best.as_ref().is_none_or(|(most, _)| says > *most) {
            best = Some((says, form.id));
        }
    }
    best.map(|(_, form)| form).ok_or_else(|| AppError::refused(Problem::error("workbook.no_form", "form")))
}

/// The decision of the office about workbooks of a sort.
fn decision_key(fingerprint: &str) -> String {
    format!("workbook|{fingerprint}")
}

fn kept(desk: &Desk, fingerprint: &str) -> Result<Option<Choices>, AppError> {
    let head = desk.ledger().read().head(RowKind::Decision, &decision_key(fingerprint))?;
    let Some(version) = head.as_ref().and_then(|head| head.settled()) else { return Ok(None) };
    // What a newer program keeps here is passed over.
    Ok(Choices::from_fields(&version.row.content).ok())
}

/// What was decided about a workbook, kept for the next one like it; none where it is kept already, and for a paper of ours.
fn decision(desk: &Desk, workbook: &Workbook, came_in: &CameIn) -> Result<Option<DraftRow>, AppError> {
    let fingerprint = fingerprint(workbook);
    let fields = came_in.choices.to_fields();
    let known =
        || Ok::<_, AppError>(kept(desk, &fingerprint)?.is_some_and(|kept| kept.to_fields() == fields));
    if came_in.own || known()? {
        return Ok(None);
    }
    Ok(Some(DraftRow::put(RowKind::Decision, decision_key(&fingerprint), fields)))
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
    let mut held: HashMap<ResultKey, Option<ResultCell>> = HashMap::new();
    for period in periods {
        let heads = form_cells(desk.ledger(), &form.in_force(period), &[period])?;
        held.extend(heads.into_iter().map(|head| {
            let cell = head.settled().map(|version| version.cell.clone());
            (head.key, cell)
        }));
    }
    let changes: Vec<Change> = found.iter().map(change_of).collect();
    let verdicts = judge(desk, &form.id, &changes)?;
    let mut cells = Vec::with_capacity(found.len());
    for (found, verdict) in found.into_iter().zip(verdicts) {
        let before = held.get(&found.key).cloned().flatten();
        let note_is_new =
            |before: &ResultCell| note_of(&found).is_some_and(|note| before.note.as_ref() != Some(&note));
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
    Change { key: found.key.clone(), input, note: note_of(found), from: None }
}

/// How a workbook is to be written.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// What it leaves empty is taken back.
    pub clear: bool,
    /// What was decided about it is kept for the next one like it.
    pub remember: bool,
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

/// Writes what a workbook says, as a block that is pasted, and what was decided about it where that is to be remembered:
/// one entry. Values that the workbook leaves empty are taken back only where that is asked for.
pub fn write(
    desk: &mut Desk,
    workbook: &Workbook,
    came_in: &CameIn,
    Asked { clear, remember }: Asked,
) -> Result<Written, AppError> {
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
    let beside = if remember { decision(desk, workbook, came_in)? } else { None };
    let beside = beside.into_iter().collect();
    let filled = fill_beside(desk, &came_in.form, FillAction::Paste, changes, beside)?;
    Ok(Written { filled, units, same, kept })
}
