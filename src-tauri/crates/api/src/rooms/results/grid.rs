//! The grid: a sheet laid out in one of three ways, with its sums and what is handed in.

use std::iter::successors;

use app::Book;
use app::results::{self, ReportState};
use domain::kernel::{FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::programmes::Indicator;
use domain::results::ResultKey;

use super::cell::period;
use super::cells::{Laid, SaidCell};
use super::forms::indicators_of;
use super::sheet::{Sheet, sheet, standing};
use crate::rooms::documents::refused;
use crate::rooms::{checks, print};
use crate::wire::results::{
    ChoiceView, GridCells, GridColumn, GridRequest, GridRow, GridSince, GridSinceRequest, GridView,
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
    laid_out(session, request, |view, rows| session.grid().show(view, rows))
}

pub fn grid_since(session: &Session, request: GridSinceRequest) -> Result<GridSince, WireError> {
    laid_out(session, request.grid, |view, rows| session.grid().since(request.stamp, view, rows))
}

/// Lays a grid out and tells it: a view without cells, and the cells of its rows, one after another.
fn laid_out<T>(
    session: &Session,
    request: GridRequest,
    tell: impl FnOnce(GridView, &mut dyn Iterator<Item = Vec<SaidCell>>) -> T,
) -> Result<T, WireError> {
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
        let last = results::running_period(&form, desk.today()).max(Some(period));
        let book = desk.book()?;
        let (filled, asked) = sheet.counts();
        let view = GridView {
            title: form.name.clone(),
            period_label: period.name(),
            data_as_of: form.due.as_of_day.map(|_| print::day(form.due.as_of(period))),
            not_begun: !sheet.has_begun(period),
            periods: offered(period, last),
            indicators: indicators_of(&form, book),
            units,
            notes: form.notes.clone(),
            columns: columns(&sheet, book, layout),
            rows: rows(&sheet, book, period, layout),
            cells: GridCells { kinds: Vec::new(), columns: Vec::new() },
            filled,
            asked,
            submissions: submissions(&sheet, book, period),
            example: sheet.example,
            stamp: 0,
            request,
        };
        Ok(tell(view, &mut Laid::of(&sheet, book, &marks, layout).rows(layout)))
    })
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
}

/// The periods around one, the newest first, none of them after the last.
pub(in crate::rooms) fn offered(around: Period, last: Option<Period>) -> Vec<PeriodChoice> {
    let after = successors(Some(around), |period| period.next());
    let after = after.take_while(|period| last.is_none_or(|last| *period <= last));
    let at = after.take(PERIODS_SHOWN + 1).last().unwrap_or(around);
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
            read_only: layout == Layout::UnitsIndicators
                && !(sheet.has_begun(period) && standing.state.is_none_or(ReportState::is_open)),
            state: standing.state.map(|state| state.word().to_owned()),
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

fn submissions(sheet: &Sheet, book: &Book, period: Period) -> Vec<SubmissionLine> {
    let line = |unit: &OrgUnitId| {
        let standing = standing(book, &sheet.form, unit, period);
        standing.state.map(|state| SubmissionLine {
            org_unit: unit.to_string(),
            name: sheet.tree.name(unit).to_owned(),
            state: state.code().to_owned(),
            word: state.word().to_owned(),
            reason: standing.reason,
        })
    };
    sheet.units.iter().filter_map(line).collect()
}
