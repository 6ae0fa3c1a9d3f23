//! Takes an indicator back that nothing speaks of. The history stays.

use domain::kernel::{IndicatorId, Problem};
use domain::ledger::{Operation, RowKind};
use store::DraftRow;

use super::uses::indicator_uses;
use crate::{AppError, Desk};

/// Takes an indicator back; while anything uses it, that is refused, and what uses it is counted.
pub fn retract_indicator(desk: &mut Desk, id: &IndicatorId, reason: &str) -> Result<(), AppError> {
    AppError::need_reason(reason)?;
    let uses = indicator_uses(desk, id)?;
    let counts = [
        ("indicator.used_by_targets", "targets", uses.targets.len() as u64),
        ("indicator.used_by_forms", "forms", uses.forms.len() as u64),
        ("indicator.used_by_indicators", "indicators", uses.indicators.len() as u64),
        ("indicator.used_by_outcomes", "outcomes", uses.outcomes as u64),
        ("indicator.used_by_figures", "cells", uses.cells),
    ];
    let used = counts.into_iter().filter(|(.., count)| *count > 0);
    let problems: Vec<Problem> =
        used.map(|(code, place, count)| Problem::error(code, place).with(count)).collect();
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    desk.write(Operation::Retract, reason, vec![DraftRow::retract(RowKind::Indicator, id.as_str())])
}
