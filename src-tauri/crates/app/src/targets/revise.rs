//! Another version of a target. One in force from a day leaves the periods before it to the version before;
//! one that mends a slip takes the place of the version it mends.

use domain::kernel::{Date, Problem, TargetId};
use domain::ledger::Operation;
use domain::targets::Target;

use super::lack::ready;
use super::make::measured_by;
use crate::programmes::{NewIndicators, WhichIndicator};
use crate::rows::AsRow;
use crate::{AppError, Desk};

/// How a version comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// In force from a day: periods before it stay judged as they were.
    From(Date),
    /// In place of the version in force from this day (none: from the beginning), which was written wrongly.
    Correct(Option<Date>),
}

/// Writes another version of a target, with the reason. Its passage stays that of the version it follows or
/// replaces unless the draft brings one.
pub fn revise(
    desk: &mut Desk,
    id: &TargetId,
    change: Change,
    which: WhichIndicator,
    draft: Target,
    reason: &str,
) -> Result<(), AppError> {
    AppError::need_reason(reason)?;
    let versions = desk.book()?.target(id)?.to_vec();
    let at = |day: Option<Date>| versions.iter().find(|version| version.valid_from == day);
    let (valid_from, before) = match change {
        Change::From(day) => {
            if at(Some(day)).is_some() {
                return Err(AppError::refused(Problem::error("target.version_exists", "day").with(day)));
            }
            let earlier = versions.iter().filter(|version| version.valid_from.is_none_or(|from| from < day));
            (Some(day), earlier.max_by_key(|version| version.valid_from).or_else(|| versions.first()))
        }
        Change::Correct(day) => (day, at(day)),
    };
    let before = before.ok_or_else(|| AppError::NotFound("version", id.to_string()))?;
    let (indicator, row) = NewIndicators::default().settle(desk, which)?;
    let target = Target {
        id: id.clone(),
        valid_from,
        excerpt: draft.excerpt.clone().or_else(|| before.excerpt.clone()),
        ..measured_by(indicator, draft)
    };
    ready(&target, desk.book()?)?;
    if target == (Target { valid_from, ..before.clone() }) {
        return Err(AppError::refused(Problem::error("target.nothing_changed", "target")));
    }
    desk.write(Operation::Revise, reason, row.into_iter().chain([target.row()]).collect())
}
