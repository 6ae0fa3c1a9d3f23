//! What is known of one unit: where it stood, what it was called, and by whose word.

use domain::kernel::{Date, OrgUnitId};
use domain::ledger::{EntryHeader, RowKind};
use domain::org::{OrgUnit, UnitPosition};
use store::ResultQuery;

use crate::{AppError, Desk};

/// One unit with its past.
#[derive(Debug)]
pub struct UnitRecord {
    /// The unit as it is now.
    pub unit: OrgUnit,
    /// Its names in the order in which they were given; the last one holds.
    pub names: Vec<Written<String>>,
    /// Its places in the tree, the earliest first.
    pub positions: Vec<Written<UnitPosition>>,
    /// How many units stand below it on the day, on all levels.
    pub parts: usize,
    /// How many cells were reported for it.
    pub results: usize,
}

/// Something with the entry that says so.
#[derive(Debug)]
pub struct Written<T> {
    /// What is said.
    pub value: T,
    /// The entry.
    pub header: EntryHeader,
}

/// The unit and its past, its parts as they are on a day.
pub fn unit_record(desk: &mut Desk, id: &OrgUnitId, day: Date) -> Result<UnitRecord, AppError> {
    let book = desk.book()?;
    let unit = book.units.get(id).ok_or_else(|| AppError::NotFound("unit", id.to_string()))?.clone();
    let parts = book.tree(day).subtree(id).len().saturating_sub(1);
    let mut held: Vec<_> =
        book.positions.iter().filter(|position| position.org_unit == *id).cloned().collect();
    held.sort_by_key(|position| position.from);

    let read = desk.ledger().read();
    let mut names: Vec<Written<String>> = Vec::new();
    for version in read.history(RowKind::OrgUnit, id.as_str())? {
        let name = OrgUnit::from_fields(id.as_str(), &version.row.content)?.name;
        if names.last().is_none_or(|last| last.value != name) {
            names.push(Written { value: name, header: version.header });
        }
    }
    let mut positions = Vec::new();
    for value in held {
        let last = read.history(RowKind::UnitPosition, &value.key())?.pop();
        positions.extend(last.map(|version| Written { value, header: version.header }));
    }
    let results = read.results(&ResultQuery::of_unit(id))?.len();
    Ok(UnitRecord { unit, names, positions, parts, results })
}
