//! Sets rules of the ledger. What does not do is refused by name and nothing is written.

use domain::kernel::Problem;
use domain::ledger::Operation;
use domain::reports::Phrases;
use domain::results::Calendar;
use domain::{assessment, checks};
use store::DraftRow;

use crate::rows::AsRow;
use crate::{AppError, Desk};

/// Sets how targets are judged, on every day that is looked at.
pub fn set_assessment(
    desk: &mut Desk,
    settings: &assessment::Settings,
    reason: &str,
) -> Result<(), AppError> {
    write(desk, settings.problems(), reason, vec![settings.row()])
}

/// Sets which data checks run and from where on something is odd. A relation may speak only of indicators of the
/// ledger.
pub fn set_checks(desk: &mut Desk, settings: &checks::Settings, reason: &str) -> Result<(), AppError> {
    let mut problems = settings.problems();
    problems.extend(unknown(desk, settings)?);
    write(desk, problems, reason, vec![settings.row()])
}

/// Sets which days are worked.
pub fn set_calendar(desk: &mut Desk, calendar: &Calendar, reason: &str) -> Result<(), AppError> {
    write(desk, calendar.problems(), reason, vec![calendar.row()])
}

/// Sets the phrases that reports ask with.
pub fn set_phrases(desk: &mut Desk, phrases: &Phrases, reason: &str) -> Result<(), AppError> {
    write(desk, Vec::new(), reason, vec![phrases.row()])
}

/// Sets values by name, `assessment.tolerance_points` to `1`: what a script does. All of them or none.
pub fn set_named(desk: &mut Desk, values: &[(String, String)], reason: &str) -> Result<(), AppError> {
    let book = desk.book()?;
    let mut assessment = book.assessment_settings();
    let mut checks = book.checks.clone().unwrap_or_default();
    let mut calendar = book.calendar();
    let (mut problems, mut rows) = (Vec::new(), Vec::new());
    for (name, text) in values {
        let found = match name.split_once('.') {
            Some((assessment::Settings::GROUP, field)) => {
                assessment.with(field, text).map(|set| assessment = set)
            }
            Some((checks::Settings::GROUP, field)) => checks.with(field, text).map(|set| checks = set),
            Some((Calendar::GROUP, field)) => calendar.with(field, text).map(|set| calendar = set),
            _ => Err(vec![Problem::error("setting.unknown", name).with(name)]),
        };
        problems.extend(found.err().into_iter().flatten());
    }
    let named = |group: &str| values.iter().any(|(name, _)| name.split('.').next() == Some(group));
    if named(assessment::Settings::GROUP) {
        problems.extend(assessment.problems());
        rows.push(assessment.row());
    }
    if named(checks::Settings::GROUP) {
        problems.extend(checks.problems());
        problems.extend(unknown(desk, &checks)?);
        rows.push(checks.row());
    }
    if named(Calendar::GROUP) {
        problems.extend(calendar.problems());
        rows.push(calendar.row());
    }
    write(desk, problems, reason, rows)
}

fn write(desk: &mut Desk, problems: Vec<Problem>, reason: &str, rows: Vec<DraftRow>) -> Result<(), AppError> {
    if problems.is_empty() {
        desk.write(Operation::Set, reason, rows)
    } else {
        Err(AppError::Refused(problems))
    }
}

/// Indicators of relations that are not on the ledger.
fn unknown(desk: &mut Desk, settings: &checks::Settings) -> Result<Vec<Problem>, AppError> {
    let book = desk.book()?;
    let ids = settings.relations.iter().flat_map(checks::Relation::indicators);
    let unknown = ids.filter(|id| !book.indicators.contains_key(*id));
    Ok(unknown.map(|id| Problem::error("indicator.unknown", "relations").with(id)).collect())
}
