//! The grid: a sheet laid out in one of three ways, with its sums and what is handed in.

use std::collections::{BTreeSet, HashMap};

use app::Book;
use app::results;
use domain::kernel::{Decimal, FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::programmes::{Indicator, PlaceRule};
use domain::results::{CellState, ResultKey};

use super::cell::{cell_text, period};
use super::forms::indicators_of;
use super::sheet::{Sheet, sheet, standing};
use crate::rooms::documents::refused;
use crate::rooms::{checks, print};
use crate::wire::ledger::ProblemView;
use crate::wire::results::{
    ChoiceView, GridCell, GridColumn, GridRequest, GridRow, GridSince, GridSinceRequest, GridView,
    PeriodChoice, SubmissionLine,
};
use crate::{Session, WireError};

/// The row of sums at the foot of a grid.
const TOTAL: &str = "total";
/// How many periods stand side by side in units × periods.
const PERIODS_SHOWN: usize = 12;
/// How many periods can be chosen.
const PERIODS_OFFERED: usize = 36;

pub fn grid(session: &Session, request: GridRequest) -> Result<GridView, WireError> {
    let mut view = view(session, request)?;
    view.stamp = session.grid().show(&view);
    Ok(view)
}

pub fn grid_since(session: &Session, request: GridSinceRequest) -> Result<GridSince, WireError> {
    let view = view(session, request.grid)?;
    Ok(session.grid().since(request.stamp, view))
}

fn view(session: &Session, request: GridRequest) -> Result<GridView, WireError> {
    session.with_desk(|desk| {
        let period: Period = period("period", &request.period)?;
        let form = desk.book()?.form_in(&FormId::new(&request.form), period)?;
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
            stamp: 0,
            request,
        })
    })
}

/// What stands where on a sheet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Layout {
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

pub(in crate::rooms) fn offered(around: Period) -> Vec<PeriodChoice> {
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
        let standing = standing(book, &sheet.form, unit, period);
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
            all.filter(|(unit, period)| !standing(book, &sheet.form, unit, *period).state.is_open()).collect()
        }
    };
    let told = sheet.told();
    let shown = sheet.units.iter().filter(|unit| !closed.is_empty() || told.contains(unit));
    let mut found = Vec::new();
    for (key, indicator) in shown.flat_map(|unit| sheet.keys_of(unit)) {
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
        if let Some((text, problem)) = sheet.drafts.get(&key) {
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

/// Sums of what adds up; a column that does not says so.
fn totals(sheet: &Sheet) -> Vec<GridCell> {
    let told = sheet.told();
    let units: Vec<&OrgUnitId> = sheet.units.iter().filter(|unit| told.contains(unit)).collect();
    let mut found = Vec::new();
    for indicator in &sheet.indicators {
        for period in &sheet.periods {
            let mut sum = Decimal::ZERO;
            let mut any = false;
            let mut doubtful = false;
            for unit in &units {
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
    let line = |unit: &OrgUnitId| {
        let standing = standing(book, &sheet.form, unit, period);
        standing.begun.then(|| SubmissionLine {
            org_unit: unit.to_string(),
            name: sheet.tree.name(unit).to_owned(),
            state: standing.state.code().to_owned(),
            word: standing.state.word().to_owned(),
            reason: standing.reason,
        })
    };
    sheet.units.iter().filter_map(line).collect()
}
