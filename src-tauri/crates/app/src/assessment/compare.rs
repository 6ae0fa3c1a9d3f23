//! Two days of a ledger held against each other.

use std::collections::HashMap;
use std::sync::Arc;

use domain::assessment::{Change, compare};
use domain::kernel::{Date, OrgUnitId, TargetId};

use super::{RankWish, Surveyed, ranking, survey};
use crate::{AppError, Desk};

/// What became of a target for a unit, with how it stood on both days.
#[derive(Clone, Debug)]
pub struct Compared {
    /// On the earlier day; none: there was no such target.
    pub before: Option<Surveyed>,
    /// On the later day; none: it is judged no more.
    pub now: Option<Surveyed>,
    /// What moved.
    pub change: Change,
}

/// What moved between two days: every target in scope, or the units of one target with their places.
pub fn changes(
    desk: &mut Desk,
    (before, now): (Date, Date),
    scope: Option<&OrgUnitId>,
    target: Option<&TargetId>,
) -> Result<Vec<Compared>, AppError> {
    let mut on = |day: Date| -> Result<Vec<Surveyed>, AppError> {
        Ok(match target {
            Some(id) => ranking(desk, id, day, &RankWish::default())?.parts,
            None => survey(desk, day, scope)?.to_vec(),
        })
    };
    let (earlier, later) = (on(before)?, on(now)?);
    let judged = |day: &[Surveyed]| day.iter().map(|one| Arc::clone(&one.now)).collect::<Vec<_>>();
    let changes = compare(&judged(&earlier), &judged(&later));
    let (mut earlier, mut later) = (by_key(earlier), by_key(later));
    let compared = changes.into_iter().map(|change| {
        let key = (change.target.clone(), change.org_unit.clone());
        Compared { before: earlier.remove(&key), now: later.remove(&key), change }
    });
    Ok(compared.collect())
}

fn by_key(day: Vec<Surveyed>) -> HashMap<(TargetId, OrgUnitId), Surveyed> {
    day.into_iter().map(|one| ((one.target.id.clone(), one.now.org_unit.clone()), one)).collect()
}
