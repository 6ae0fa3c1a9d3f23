//! Sets rules of the ledger. What does not do is refused by name and nothing is written.

use domain::assessment::Settings;
use domain::kernel::Problem;
use domain::ledger::Operation;

use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Sets how targets are judged, on every day that is looked at.
pub fn set_assessment(desk: &mut Desk, settings: &Settings, reason: &str) -> Result<(), AppError> {
    let problems = settings.problems();
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    desk.write(Operation::Set, reason, vec![settings.row()])
}

/// Sets values by name, `assessment.tolerance_points` to `1`: what a script does. All of them or none.
pub fn set_named(desk: &mut Desk, values: &[(String, String)], reason: &str) -> Result<(), AppError> {
    let mut assessment = desk.book()?.assessment_settings();
    let mut problems = Vec::new();
    for (name, text) in values {
        match name.split_once('.') {
            Some((Settings::GROUP, field)) => match assessment.with(field, text) {
                Ok(settings) => assessment = settings,
                Err(found) => problems.extend(found),
            },
            _ => problems.push(Problem::error("setting.unknown", name).with(name)),
        }
    }
    if !problems.is_empty() {
        return Err(AppError::Refused(problems));
    }
    set_assessment(desk, &assessment, reason)
}
