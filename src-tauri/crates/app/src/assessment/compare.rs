//! Two days of a ledger held against each other.

use domain::assessment::{Assessment, Change, compare};
use domain::kernel::{Date, OrgUnitId, TargetId};

use super::{RankWish, ranking, survey};
use crate::{AppError, Desk};

/// What moved between two days: every target in scope, or the units of one target with their places.
pub fn changes(
    desk: &mut Desk,
    (before, now): (Date, Date),
    scope: Option<&OrgUnitId>,
    target: Option<&TargetId>,
) -> Result<Vec<Change>, AppError> {
    let mut on = |day: Date| -> Result<Vec<Assessment>, AppError> {
        Ok(match target {
            Some(id) => {
                ranking(desk, id, day, &RankWish::default())?.parts.into_iter().map(|part| part.now).collect()
            }
            None => survey(desk, day, scope)?.iter().map(|one| one.now.clone()).collect(),
        })
    };
    let (earlier, later) = (on(before)?, on(now)?);
    Ok(compare(&earlier, &later))
}
