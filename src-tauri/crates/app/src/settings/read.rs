//! What holds, and by whose word.

use domain::kernel::Problem;
use domain::ledger::{EntryHeader, RowKind};
use domain::org::Act;
use domain::reports::Phrases;
use domain::results::Calendar;
use domain::{assessment, checks};

use crate::{AppError, Desk};

/// A group of settings as it holds.
#[derive(Debug)]
pub struct Held<T> {
    /// What holds: as set, else as shipped.
    pub value: T,
    /// The entry that last set it; none: never set.
    pub written: Option<EntryHeader>,
    /// It was set differently in two places at once: until it is set again, what is shipped holds.
    pub conflict: bool,
}

/// Why the person may not set what holds for the whole ledger; none: they may.
pub fn why_locked(desk: &mut Desk) -> Result<Option<Problem>, AppError> {
    Ok(desk.rights()?.demand_whole(Act::Setting).err())
}

/// What holds about judging.
pub fn assessment_settings(desk: &mut Desk) -> Result<Held<assessment::Settings>, AppError> {
    let value = desk.book()?.assessment_settings();
    held(desk, assessment::Settings::GROUP, value)
}

/// What holds about data checks.
pub fn check_settings(desk: &mut Desk) -> Result<Held<checks::Settings>, AppError> {
    let value = desk.book()?.checks.clone().unwrap_or_default();
    held(desk, checks::Settings::GROUP, value)
}

/// What holds about days off.
pub fn calendar(desk: &mut Desk) -> Result<Held<Calendar>, AppError> {
    let value = desk.book()?.calendar();
    held(desk, Calendar::GROUP, value)
}

/// The phrases that hold.
pub fn phrases(desk: &mut Desk) -> Result<Held<Phrases>, AppError> {
    let value = desk.book()?.phrases.clone().unwrap_or_default();
    held(desk, Phrases::GROUP, value)
}

fn held<T>(desk: &mut Desk, group: &str, value: T) -> Result<Held<T>, AppError> {
    let conflict =
        desk.book()?.conflicts.iter().any(|(kind, key)| *kind == RowKind::Setting && key.as_str() == group);
    let last = desk.ledger().read().history(RowKind::Setting, group)?.pop();
    Ok(Held { value, written: last.map(|version| version.header), conflict })
}
