//! Sets a target that no document on the ledger states: by hand, with where it comes from in its note.

use domain::kernel::{IndicatorId, TargetId};
use domain::ledger::Operation;
use domain::targets::{Coverage, Target};

use super::lack::ready;
use crate::programmes::{NewIndicators, WhichIndicator};
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Sets a new target; the ids in the draft are filled in here.
pub fn make(desk: &mut Desk, which: WhichIndicator, draft: Target) -> Result<TargetId, AppError> {
    let (indicator, row) = NewIndicators::default().settle(desk, which)?;
    let id = TargetId::new(desk.new_id("t"));
    let target = Target { id: id.clone(), ..measured_by(indicator, draft) };
    ready(&target, desk.book()?)?;
    let reason = target.note.clone().unwrap_or_default();
    desk.write(Operation::Define, &reason, row.into_iter().chain([target.row()]).collect())?;
    Ok(id)
}

/// A draft with its indicator, which is also what each unit is measured by unless its rule names another.
pub(crate) fn measured_by(indicator: IndicatorId, draft: Target) -> Target {
    let coverage = draft.coverage.map(|rule| match rule.indicator.as_str() {
        "" => Coverage { indicator: indicator.clone(), ..rule },
        _ => rule,
    });
    Target { indicator, coverage, ..draft }
}
