//! One cell: how it is named, how it reads, what stands beside it.

use app::{AppError, Desk, results};
use domain::kernel::{Decimal, FormId, IndicatorId, OrgUnitId, Period, Problem};
use domain::programmes::Indicator;
use domain::results::{CellState, ResultCell, ResultKey};

use crate::rooms::documents::{refused, word};
use crate::rooms::{assessment, print, targets};
use crate::wire::ledger::ProblemView;
use crate::wire::results::{CellContext, CellContextRequest, CellRequest};
use crate::{Session, WireError};

pub fn cell(session: &Session, request: CellContextRequest) -> Result<CellContext, WireError> {
    session.with_desk(|desk| {
        let key = key_of(&request.cell)?;
        let form = request.form.as_ref().map(FormId::new);
        let locked = form.map(|form| results::why_locked(desk, &form, &key)).transpose()?.flatten();
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
            locked: locked.as_ref().map(ProblemView::from),
            history,
        })
    })
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

/// The cell a request names.
pub(in crate::rooms) fn key_of(request: &CellRequest) -> Result<ResultKey, WireError> {
    result_key(&request.indicator, &request.measure, &request.org_unit, &request.period)
}

pub(super) fn result_key(
    indicator: &str,
    measure: &str,
    org_unit: &str,
    at: &str,
) -> Result<ResultKey, WireError> {
    Ok(ResultKey {
        indicator: IndicatorId::new(indicator),
        measure: word("measure", measure)?,
        org_unit: OrgUnitId::new(org_unit),
        period: period("period", at)?,
    })
}

pub(in crate::rooms) fn period(place: &str, text: &str) -> Result<Period, WireError> {
    text.parse().map_err(|_| refused(Problem::error("period.unreadable", place).with(text)))
}
