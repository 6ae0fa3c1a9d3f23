//! The clerk's room: forms, the grid, filling in, handing in.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use app::results::{self, Change, ChangeProblem, FillAction, Since};
use app::{AppError, Book, Desk};
use domain::exchange::{Submission, SubmissionState};
use domain::kernel::{Date, Decimal, FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::org::Tree;
use domain::programmes::{Indicator, PlaceRule};
use domain::results::{CellState, DueRule, Form, ResultCell, ResultKey};

use super::documents::{changed, date, refused, word};
use super::{assessment, checks, print, targets};
use crate::wire::ledger::{Changed, Context, ProblemView};
use crate::wire::results::{
    CellChange, CellContext, CellInput, CellProblem, CellRequest, ChangesRequest, ChangesSince, ChangesView,
    ChoiceView, FigureChange, FillAnswer, FillRequest, FormDraft, FormLine, FormRequest, GridCell,
    GridColumn, GridRequest, GridRow, GridView, PeriodChoice, PutFormRequest, SubmissionLine, SubmitAnswer,
    SubmitRequest,
};
use crate::wire::targets::HistoryItem;
use crate::{Session, WireError};

/// The row of sums at the foot of a grid.
const TOTAL: &str = "total";
/// How many periods stand side by side in units × periods.
const PERIODS_SHOWN: usize = 12;
/// How many changes are listed.
const CHANGES_SHOWN: usize = 500;
/// How many periods can be chosen.
const PERIODS_OFFERED: usize = 36;

pub fn forms(session: &Session, context: Context) -> Result<Vec<FormLine>, WireError> {
    session.with_desk(|desk| {
        let as_of = date("as_of", &context.as_of)?;
        let today = desk.today();
        let ids: Vec<FormId> = desk.book()?.forms.keys().cloned().collect();
        let mut lines = Vec::new();
        for id in ids {
            if let Some(line) = form_line(desk, &id, as_of, today)? {
                lines.push(line);
            }
        }
        lines.sort_by(|a, b| (&a.due, &a.name).cmp(&(&b.due, &b.name)));
        Ok(lines)
    })
}

fn form_line(desk: &mut Desk, id: &FormId, as_of: Date, today: Date) -> Result<Option<FormLine>, WireError> {
    let form = desk.book()?.form(id)?.clone();
    let Some(period) = results::due_period(&form, as_of) else { return Ok(None) };
    let grid = sheet(desk, &form, &[period])?;
    let tree = desk.book()?.tree(period.last_day());
    let book = desk.book()?;
    let Some(parent) = book.units.get(&form.parent) else { return Ok(None) };
    let states: Vec<_> = grid.units.iter().map(|unit| submission(book, &form, unit, period)).collect();
    let due_day = form.due.day(period, &book.calendar());
    let submitted = states.iter().filter(|s| !s.state.is_open()).count();
    let (filled, asked) = (grid.filled(), grid.asked());
    let returned = states.iter().find(|s| s.state == SubmissionState::Returned);
    let (state, state_word) = match () {
        () if returned.is_some() => ("returned", "已退回"),
        () if !states.is_empty() && submitted == states.len() => ("submitted", "已提交"),
        () if filled == 0 => ("not_started", "未填"),
        () if filled < asked => ("draft", "填报中"),
        () => ("ready", "已填待提交"),
    };
    Ok(Some(FormLine {
        id: form.id.to_string(),
        name: form.name.clone(),
        frequency: form.frequency.word().to_owned(),
        measure: form.measure.word().to_owned(),
        parent: print::unit(&tree, parent),
        level_word: form.level.word().to_owned(),
        period: period.to_string(),
        period_label: period.name(),
        due: due_day.map_or(String::new(), |day| format!("{} {}", print::day(day), form.due.time)),
        state: state.into(),
        state_word: state_word.into(),
        overdue: due_day.is_some_and(|day| day < today) && submitted < states.len(),
        filled,
        asked,
        submitted: print::count(submitted),
        units: print::count(grid.units.len()),
        returned: returned.and_then(|standing| standing.reason.clone()),
    }))
}

struct Standing {
    state: SubmissionState,
    begun: bool,
    reason: Option<String>,
}

fn submission(book: &Book, form: &Form, unit: &OrgUnitId, period: Period) -> Standing {
    let id = Submission::id_of(&form.id, unit, period);
    match book.submissions.get(&id) {
        Some(found) => Standing { state: found.state, begun: true, reason: found.reason.clone() },
        None => Standing { state: SubmissionState::Draft, begun: false, reason: None },
    }
}

/// What stands where on a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    UnitsIndicators,
    UnitsPeriods,
    IndicatorsPeriods,
}

impl Layout {
    fn of(text: &str) -> Result<Self, WireError> {
        match text {
            "units_indicators" => Ok(Self::UnitsIndicators),
            "units_periods" => Ok(Self::UnitsPeriods),
            "indicators_periods" => Ok(Self::IndicatorsPeriods),
            other => Err(refused(Problem::error("word.unknown", "layout").with(other))),
        }
    }

    /// The keys of the row and the column a cell stands in.
    fn place(self, key: &ResultKey) -> (String, String) {
        match self {
            Self::UnitsIndicators | Self::UnitsPeriods => (key.org_unit.to_string(), column_key(key)),
            Self::IndicatorsPeriods => (key.indicator.to_string(), key.period.to_string()),
        }
    }
}

/// A form's cells over some periods.
pub(super) struct Sheet {
    form: Form,
    units: Vec<OrgUnitId>,
    tree: Arc<Tree>,
    pub(super) indicators: Vec<Indicator>,
    periods: Vec<Period>,
    pub(super) cells: HashMap<ResultKey, Option<ResultCell>>,
    drafts: BTreeMap<String, (String, String)>,
    no_task: BTreeSet<(OrgUnitId, IndicatorId)>,
    example: bool,
}

impl Sheet {
    pub(super) fn key(&self, unit: &OrgUnitId, indicator: &Indicator, period: Period) -> ResultKey {
        ResultKey {
            indicator: indicator.id.clone(),
            measure: self.form.measure_of(&indicator.id),
            org_unit: unit.clone(),
            period,
        }
    }

    fn keys(&self) -> impl Iterator<Item = (ResultKey, &Indicator)> {
        self.units.iter().flat_map(move |unit| {
            self.indicators.iter().flat_map(move |indicator| {
                self.periods.iter().map(move |period| (self.key(unit, indicator, *period), indicator))
            })
        })
    }

    pub(super) fn has_no_task(&self, key: &ResultKey) -> bool {
        self.no_task.contains(&(key.org_unit.clone(), key.indicator.clone()))
    }

    fn filled(&self) -> u32 {
        print::count(self.keys().filter(|(key, _)| self.cells.contains_key(key)).count())
    }

    fn asked(&self) -> u32 {
        print::count(self.keys().filter(|(key, _)| !self.has_no_task(key)).count())
    }
}

pub(super) fn sheet(desk: &mut Desk, form: &Form, periods: &[Period]) -> Result<Sheet, WireError> {
    let last = periods.iter().map(|period| period.last_day()).max().unwrap_or_default();
    let cells: HashMap<_, _> = results::form_cells(desk.ledger(), form, periods)?
        .into_iter()
        .map(|head| (head.key.clone(), head.settled().map(|version| version.cell.clone())))
        .collect();
    let drafts = desk.ledger().drafts().map_err(AppError::from)?;
    let book = desk.book()?;
    let tree = book.tree(last);
    let units = results::reporting_units(form, &tree);
    let example = cells.values().flatten().any(app::assessment::is_example);
    let no_task = results::without_task(book, form, &units, last);
    Ok(Sheet {
        indicators: form.indicators.iter().filter_map(|id| book.indicators.get(id).cloned()).collect(),
        drafts: drafts.into_iter().map(|draft| (draft.key, (draft.text, draft.problem))).collect(),
        form: form.clone(),
        periods: periods.to_vec(),
        units,
        tree,
        cells,
        no_task,
        example,
    })
}

pub fn grid(session: &Session, request: GridRequest) -> Result<GridView, WireError> {
    session.with_desk(|desk| {
        let form = desk.book()?.form(&FormId::new(&request.form))?.clone();
        let period: Period = period("period", &request.period)?;
        let layout = Layout::of(&request.layout)?;
        let mut shown = form.clone();
        let mut periods = vec![period];
        if layout == Layout::UnitsPeriods {
            let wanted = request.indicator.as_deref().map(IndicatorId::new);
            let one =
                wanted.filter(|id| form.indicators.contains(id)).or_else(|| form.indicators.first().cloned());
            shown.indicators = one.into_iter().collect();
        }
        if layout != Layout::UnitsIndicators {
            while let Some(before) =
                periods.last().and_then(|p| p.previous()).filter(|_| periods.len() < PERIODS_SHOWN)
            {
                periods.push(before);
            }
            periods.reverse();
        }
        let mut sheet = sheet(desk, &shown, &periods)?;
        let units = choices(&sheet, layout);
        if layout == Layout::IndicatorsPeriods {
            let wanted = request.org_unit.as_deref().map(OrgUnitId::new);
            let one = wanted.filter(|id| sheet.units.contains(id)).or_else(|| sheet.units.first().cloned());
            sheet.units = one.into_iter().collect();
        }
        let marks = checks::marks(desk, &form.id, period)?;
        let book = desk.book()?;
        Ok(GridView {
            title: form.name.clone(),
            period_label: period.name(),
            periods: offered(period),
            indicators: indicators_of(&form, book),
            units,
            notes: form.notes.clone(),
            columns: columns(&sheet, book, layout),
            rows: rows(&sheet, book, period, layout),
            cells: cells(&sheet, book, &marks, layout),
            filled: sheet.filled(),
            asked: sheet.asked(),
            submissions: submissions(&sheet, book, period),
            example: sheet.example,
            request,
        })
    })
}

pub(super) fn offered(around: Period) -> Vec<PeriodChoice> {
    let mut at = around;
    for _ in 0..PERIODS_SHOWN {
        at = at.next().unwrap_or(at);
    }
    let mut found = Vec::new();
    let mut next = Some(at);
    while let Some(period) = next.filter(|_| found.len() < PERIODS_OFFERED) {
        found.push(PeriodChoice { period: period.to_string(), label: period.name() });
        next = period.previous();
    }
    found
}

pub fn column_key(key: &ResultKey) -> String {
    format!("{}|{}|{}", key.indicator, key.measure, key.period)
}

/// The units to choose from where one is shown.
fn choices(sheet: &Sheet, layout: Layout) -> Vec<ChoiceView> {
    if layout != Layout::IndicatorsPeriods {
        return Vec::new();
    }
    let choice =
        |unit: &OrgUnitId| ChoiceView { id: unit.to_string(), name: sheet.tree.name(unit).to_owned() };
    sheet.units.iter().map(choice).collect()
}

fn columns(sheet: &Sheet, book: &Book, layout: Layout) -> Vec<GridColumn> {
    let nobody = OrgUnitId::new("");
    let of_period = |period: &Period| GridColumn {
        key: period.to_string(),
        groups: Vec::new(),
        title: period.name(),
        uom: String::new(),
        indicator: None,
        measure: None,
        period: period.to_string(),
        decimals: 0,
        read_only: false,
    };
    if layout == Layout::IndicatorsPeriods {
        return sheet.periods.iter().map(of_period).collect();
    }
    let mut columns = Vec::new();
    for indicator in &sheet.indicators {
        for period in &sheet.periods {
            let key = sheet.key(&nobody, indicator, *period);
            let (groups, title) = if layout == Layout::UnitsPeriods {
                (
                    vec![format!("{}（{}，{}）", indicator.name, key.measure.word(), indicator.uom)],
                    period.name(),
                )
            } else {
                let group = book.programme_path(indicator.programme.as_ref()).pop();
                (group.into_iter().collect(), format!("{}（{}）", indicator.name, indicator.uom))
            };
            columns.push(GridColumn {
                key: column_key(&key),
                groups,
                title,
                uom: indicator.uom.to_string(),
                indicator: Some(indicator.id.to_string()),
                measure: Some(key.measure.code().to_owned()),
                decimals: indicator.decimals,
                ..of_period(period)
            });
        }
    }
    columns
}

fn rows(sheet: &Sheet, book: &Book, period: Period, layout: Layout) -> Vec<GridRow> {
    let of_unit = |unit: &OrgUnitId| {
        let standing = submission(book, &sheet.form, unit, period);
        GridRow {
            key: unit.to_string(),
            title: sheet.tree.name(unit).to_owned(),
            uom: None,
            org_unit: Some(unit.to_string()),
            indicator: None,
            measure: None,
            indent: 0,
            // Where several periods stand side by side each cell says whether it was handed in.
            read_only: layout == Layout::UnitsIndicators && !standing.state.is_open(),
            state: standing.begun.then(|| standing.state.word().to_owned()),
        }
    };
    if layout == Layout::IndicatorsPeriods {
        let Some(unit) = sheet.units.first() else { return Vec::new() };
        let of_indicator = |indicator: &Indicator| GridRow {
            key: indicator.id.to_string(),
            title: indicator.name.clone(),
            uom: Some(indicator.uom.to_string()),
            indicator: Some(indicator.id.to_string()),
            measure: Some(sheet.form.measure_of(&indicator.id).code().to_owned()),
            state: None,
            ..of_unit(unit)
        };
        return sheet.indicators.iter().map(of_indicator).collect();
    }
    let mut rows: Vec<GridRow> = sheet.units.iter().map(of_unit).collect();
    rows.push(GridRow {
        key: TOTAL.into(),
        title: "合计".into(),
        uom: None,
        org_unit: None,
        indicator: None,
        measure: None,
        indent: 0,
        read_only: true,
        state: None,
    });
    rows
}

fn cells(
    sheet: &Sheet,
    book: &Book,
    marks: &HashMap<ResultKey, ProblemView>,
    layout: Layout,
) -> Vec<GridCell> {
    let closed: BTreeSet<(&OrgUnitId, Period)> = match layout {
        Layout::UnitsIndicators => BTreeSet::new(),
        Layout::UnitsPeriods | Layout::IndicatorsPeriods => {
            let all =
                sheet.units.iter().flat_map(|unit| sheet.periods.iter().map(move |period| (unit, *period)));
            all.filter(|(unit, period)| !submission(book, &sheet.form, unit, *period).state.is_open())
                .collect()
        }
    };
    let mut found = Vec::new();
    for (key, indicator) in sheet.keys() {
        let (row, column) = layout.place(&key);
        let read_only = closed.contains(&(&key.org_unit, key.period));
        let plain = |state: &str, text: String, raw: String, problem: Option<ProblemView>| GridCell {
            row,
            column,
            state: state.to_owned(),
            text,
            raw,
            problem,
            note: None,
            evidence: 0,
            read_only,
        };
        if let Some((text, problem)) = sheet.drafts.get(&key.text()) {
            let problem = ProblemView {
                code: problem.clone(),
                severity: "error".into(),
                place: key.text(),
                detail: vec![text.clone()],
            };
            found.push(plain("raw", text.clone(), text.clone(), Some(problem)));
            continue;
        }
        match sheet.cells.get(&key) {
            None if sheet.has_no_task(&key) => {
                found.push(plain("no_task", "无任务".into(), String::new(), None));
            }
            None if read_only => found.push(plain("not_reported", String::new(), String::new(), None)),
            None => {}
            Some(None) => {
                found.push(plain("conflict", "冲突".into(), String::new(), marks.get(&key).cloned()));
            }
            Some(Some(cell)) => {
                let (state, text, raw) = cell_text(cell, indicator);
                found.push(GridCell {
                    note: results::remark_of(cell).map(str::to_owned),
                    evidence: print::count(cell.evidence.len()),
                    ..plain(state, text, raw, marks.get(&key).cloned())
                });
            }
        }
    }
    if layout != Layout::IndicatorsPeriods {
        found.extend(totals(sheet));
    }
    found
}

/// How a cell reads: its state, as printed, as typed.
pub fn cell_text(cell: &ResultCell, indicator: &Indicator) -> (&'static str, String, String) {
    let raw = cell.state.typed(&indicator.uom);
    match &cell.state {
        CellState::Nil => ("nil", raw.clone(), raw),
        CellState::NotApplicable => ("na", raw.clone(), raw),
        CellState::Number { value, uom, qualifier } => {
            let unit = if *uom == indicator.uom { "" } else { uom.as_str() };
            ("number", format!("{}{}{unit}", print::qualifier(*qualifier), print::decimal(*value)), raw)
        }
    }
}

/// The number of a cell in its indicator's unit of measure.
fn number_of(cell: &ResultCell, indicator: &Indicator) -> Option<Decimal> {
    match &cell.state {
        CellState::Number { value, uom, .. } => domain::kernel::convert(*value, uom, &indicator.uom),
        CellState::Nil => Some(Decimal::ZERO),
        CellState::NotApplicable => None,
    }
}

/// Sums of what adds up; a column that does not says so.
fn totals(sheet: &Sheet) -> Vec<GridCell> {
    let mut found = Vec::new();
    for indicator in &sheet.indicators {
        for period in &sheet.periods {
            let mut sum = Decimal::ZERO;
            let mut any = false;
            let mut doubtful = false;
            for unit in &sheet.units {
                match sheet.cells.get(&sheet.key(unit, indicator, *period)) {
                    Some(Some(cell)) => match &cell.state {
                        CellState::Number { value, uom, .. } => {
                            match domain::kernel::convert(*value, uom, &indicator.uom)
                                .and_then(|v| sum.checked_add(v))
                            {
                                Some(more) => sum = more,
                                None => doubtful = true,
                            }
                            any = true;
                        }
                        CellState::Nil => any = true,
                        CellState::NotApplicable => {}
                    },
                    Some(None) => doubtful = true,
                    None => {}
                }
            }
            if !any {
                continue;
            }
            let key = sheet.key(&OrgUnitId::new(TOTAL), indicator, *period);
            let text = match indicator.place_rule {
                PlaceRule::Sum if doubtful => format!("{}（不含冲突）", print::decimal(sum)),
                PlaceRule::Sum => print::decimal(sum),
                _ => "不可相加".to_owned(),
            };
            found.push(GridCell {
                row: TOTAL.into(),
                column: column_key(&key),
                state: "computed".into(),
                raw: String::new(),
                text,
                problem: None,
                note: None,
                evidence: 0,
                read_only: true,
            });
        }
    }
    found
}

fn submissions(sheet: &Sheet, book: &Book, period: Period) -> Vec<SubmissionLine> {
    sheet
        .units
        .iter()
        .map(|unit| {
            let standing = submission(book, &sheet.form, unit, period);
            let keys: Vec<_> = sheet.indicators.iter().map(|i| sheet.key(unit, i, period)).collect();
            SubmissionLine {
                org_unit: unit.to_string(),
                name: sheet.tree.name(unit).to_owned(),
                state: if standing.begun { standing.state.code() } else { "not_started" }.to_owned(),
                word: if standing.begun { standing.state.word() } else { "未填报" }.to_owned(),
                filled: print::count(keys.iter().filter(|key| sheet.cells.contains_key(key)).count()),
                asked: print::count(keys.iter().filter(|key| !sheet.has_no_task(key)).count()),
                reason: standing.reason,
            }
        })
        .collect()
}

pub fn cell(session: &Session, request: CellRequest) -> Result<CellContext, WireError> {
    session.with_desk(|desk| {
        let key = key_of(&request)?;
        let cell_in = |desk: &mut Desk, period: Option<Period>| -> Result<Option<ResultCell>, WireError> {
            let Some(period) = period else { return Ok(None) };
            let head = desk.ledger().read().result(&ResultKey { period, ..key.clone() });
            let head = head.map_err(AppError::from)?;
            Ok(head.and_then(|head| head.settled().map(|version| version.cell.clone())))
        };
        let now = cell_in(desk, Some(key.period))?;
        let previous = cell_in(desk, key.period.previous())?;
        let last_year = cell_in(desk, key.period.same_period_last_year())?;
        let target = assessment::goal_of_cell(desk, &key)?;
        let history = targets::history(desk, &key)?;
        let indicator = desk.book()?.indicator(&key.indicator)?;
        let text = |cell: Option<&ResultCell>| cell.map(|cell| cell_text(cell, indicator).1);
        Ok(CellContext {
            target,
            previous: text(previous.as_ref()),
            difference: now
                .zip(previous.as_ref())
                .and_then(|(now, then)| number_of(&now, indicator)?.checked_sub(number_of(then, indicator)?))
                .map(print::signed),
            last_year: text(last_year.as_ref()),
            history,
        })
    })
}

pub fn fill(session: &Session, request: FillRequest) -> Result<FillAnswer, WireError> {
    session.with_desk(|desk| {
        let action = match request.action.as_str() {
            "type" | "fill" => FillAction::Type,
            "paste" | "move" => FillAction::Paste,
            "clear" => FillAction::Clear,
            other => return Err(refused(Problem::error("word.unknown", "action").with(other))),
        };
        let changes = request
            .changes
            .iter()
            .map(|change| {
                Ok(Change {
                    key: result_key(&change.indicator, &change.measure, &change.org_unit, &change.period)?,
                    input: match &change.input {
                        CellInput::Text { text } => results::CellInput::Text(text.clone()),
                        CellInput::Nil => results::CellInput::Nil,
                        CellInput::NotApplicable => results::CellInput::NotApplicable,
                    },
                    note: None,
                    from: change.from.as_ref().map(key_of).transpose()?,
                })
            })
            .collect::<Result<Vec<_>, WireError>>()?;
        let filled = results::fill(desk, &FormId::new(&request.form), action, changes)?;
        Ok(FillAnswer {
            changed: changed(&["results", "assessment", "targets", "reports"], []),
            written: print::count(filled.written),
            drafts: filled.drafts.iter().map(cell_problem).collect(),
            refused: filled.refused.iter().map(cell_problem).collect(),
        })
    })
}

pub fn changes(session: &Session, request: ChangesRequest) -> Result<ChangesView, WireError> {
    session.with_desk(|desk| {
        let since = match &request.since {
            ChangesSince::Day { day } => Since::Day(date("since", day)?),
            ChangesSince::Submitted => Since::Submitted,
            ChangesSince::Accepted => Since::Accepted,
        };
        let (found, more) = results::changes(desk, &FormId::new(&request.form), since, CHANGES_SHOWN)?;
        let book = desk.book()?;
        let changes = found.iter().map(|one| FigureChange {
            cell: CellRequest {
                org_unit: one.key.org_unit.to_string(),
                indicator: one.key.indicator.to_string(),
                measure: one.key.measure.code().to_owned(),
                period: one.key.period.to_string(),
            },
            indicator_name: assessment::indicator_name(book, &one.key.indicator),
            change: HistoryItem {
                reason: Some(one.reason.clone()).filter(|reason| !reason.is_empty()),
                ..targets::history_item(book, &one.key, &one.header, &one.after, &one.before)
            },
        });
        Ok(ChangesView { changes: changes.collect(), more })
    })
}

/// The indicators of a form, to choose from.
pub(super) fn indicators_of(form: &Form, book: &Book) -> Vec<ChoiceView> {
    let known = form.indicators.iter().filter_map(|id| book.indicators.get(id));
    known.map(|i| ChoiceView { id: i.id.to_string(), name: format!("{}（{}）", i.name, i.uom) }).collect()
}

fn cell_problem(found: &ChangeProblem) -> CellProblem {
    let key = &found.change.key;
    CellProblem {
        change: CellChange {
            org_unit: key.org_unit.to_string(),
            indicator: key.indicator.to_string(),
            measure: key.measure.code().to_owned(),
            period: key.period.to_string(),
            input: match &found.change.input {
                results::CellInput::Text(text) => CellInput::Text { text: text.clone() },
                results::CellInput::Nil => CellInput::Nil,
                results::CellInput::NotApplicable => CellInput::NotApplicable,
            },
            from: None,
        },
        problem: ProblemView::from(&found.problem),
    }
}

pub fn submit(session: &Session, request: SubmitRequest) -> Result<SubmitAnswer, WireError> {
    session.with_desk(|desk| {
        let units: Vec<OrgUnitId> = request.org_units.iter().map(OrgUnitId::new).collect();
        let period = period("period", &request.period)?;
        let answer = results::submit(desk, &FormId::new(&request.form), period, &units)?;
        Ok(SubmitAnswer {
            changed: changed(&["results", "assessment"], []),
            submitted: answer.units.iter().map(ToString::to_string).collect(),
            problems: answer.problems.iter().map(ProblemView::from).collect(),
        })
    })
}

pub fn form(session: &Session, request: FormRequest) -> Result<FormDraft, WireError> {
    session.with_desk(|desk| {
        let book = desk.book()?;
        let form = book.form(&FormId::new(&request.id))?;
        Ok(FormDraft {
            id: Some(form.id.to_string()),
            name: form.name.clone(),
            frequency: form.frequency.code().to_owned(),
            measure: form.measure.code().to_owned(),
            measures: form
                .measures
                .iter()
                .map(|(id, measure)| (id.to_string(), measure.to_string()))
                .collect(),
            indicators: form.indicators.iter().map(ToString::to_string).collect(),
            parent: form.parent.to_string(),
            level: form.level.code().to_owned(),
            days_after: form.due.days_after,
            time: form.due.time.clone(),
            holiday: form.due.holiday.code().to_owned(),
            evidence: form.evidence.iter().map(ToString::to_string).collect(),
            notes: form.notes.clone(),
            in_use: book.submissions.values().any(|submission| submission.form == form.id),
        })
    })
}

pub fn put_form(session: &Session, request: PutFormRequest) -> Result<Changed, WireError> {
    session.with_desk(|desk| {
        let draft = request.form;
        let measure = |(indicator, measure): (&String, &String)| {
            Ok((IndicatorId::new(indicator), word("measures", measure)?))
        };
        let form = Form {
            id: FormId::new(draft.id.unwrap_or_default()),
            name: draft.name,
            frequency: word("frequency", &draft.frequency)?,
            measure: word("measure", &draft.measure)?,
            measures: draft.measures.iter().map(measure).collect::<Result<_, WireError>>()?,
            indicators: draft.indicators.iter().map(IndicatorId::new).collect(),
            parent: OrgUnitId::new(&draft.parent),
            level: word("level", &draft.level)?,
            due: DueRule {
                days_after: draft.days_after,
                time: draft.time,
                holiday: word("holiday", &draft.holiday)?,
            },
            evidence: draft.evidence.iter().map(IndicatorId::new).collect(),
            notes: draft.notes,
        };
        let id = results::put_form(desk, form, &request.reason)?;
        Ok(changed(&["results"], [id.to_string()]))
    })
}

/// The cell a request names.
pub(super) fn key_of(request: &CellRequest) -> Result<ResultKey, WireError> {
    result_key(&request.indicator, &request.measure, &request.org_unit, &request.period)
}

fn result_key(indicator: &str, measure: &str, org_unit: &str, at: &str) -> Result<ResultKey, WireError> {
    Ok(ResultKey {
        indicator: IndicatorId::new(indicator),
        measure: word("measure", measure)?,
        org_unit: OrgUnitId::new(org_unit),
        period: period("period", at)?,
    })
}

pub(super) fn period(place: &str, text: &str) -> Result<Period, WireError> {
    text.parse().map_err(|_| refused(Problem::error("period.unreadable", place).with(text)))
}
